//! Something is done to many people at once.

use crate::Stage;
use crate::office::Office;
use crate::person::Way;
use app::people::Entry;
use store::StatusKind;

/// More than one step does.
const STAGED: usize = 230;

/// Everybody is invited: a bar shows how far it is, and each has a result with the reason.
pub(crate) fn everybody_is_invited(stage: &Stage, way: Way) {
    let office = Office::new();
    let names: Vec<String> = (0..STAGED).map(|number| format!("p{number:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    office.hires(&names, Entry::Staged);
    office.hires(&["ada"], Entry::Invited);
    let person = office.administrator(stage, way);
    let (t, all) = (way.language, 1 + STAGED as u64);

    person.clicks(&t.frame_users());
    person.clicks(&t.users_everyone(all));
    person.clicks(&t.words_act_invite());
    person.sees(&t.acts_found(all));
    person.clicks(&t.acts_do_invite(all));
    if !way.scripts {
        person.sees(&t.acts_reached(100_u64, all));
        assert_eq!(person.bar(), Some((100, all)));
        person.clicks(&t.acts_go_on());
    }
    person.sees(&t.acts_over(all));
    assert_eq!(person.bar(), Some((all, all)));
    person.sees_row(&["ada@acme.test", &t.acts_refused(), &t.refusals_invited_before()]);
    person.clicks(&t.acts_tab_done(all - 1));
    person.sees_row(&["p000@acme.test", &t.acts_done()]);
    person.sees_no("ada@acme.test");
    assert_eq!(office.count(StatusKind::Invited), all);
    person.had_no_trouble();
}
