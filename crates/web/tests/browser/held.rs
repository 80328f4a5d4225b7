//! A provider takes everybody out by accident, and an administrator brings them back.

use crate::Stage;
use crate::office::Office;
use crate::person::Way;
use directory::Provider;
use scim::schema::USER_URN;
use serde_json::json;
use store::StatusKind;

/// More than one step brings back.
const PEOPLE: usize = 130;
/// Those who are gone before it is noticed.
const GONE: usize = 20;

/// Okta removes everybody: the overview says so and leads to them, and all who are held have access again.
pub(crate) fn an_accident_is_undone(stage: &Stage, way: Way) {
    let office = Office::new();
    let mut okta = office.server.connect("Acme", Provider::Okta).client();
    let users: Vec<String> = (0..PEOPLE)
        .map(|number| {
            let said = json!({ "schemas": [USER_URN], "userName": format!("p{number:03}@acme.test") });
            okta.post("/Users", &said).expect(201).id()
        })
        .collect();
    office.server.pass_days(1);
    for user in users {
        assert_eq!(okta.delete(&format!("/Users/{user}")).status, 204);
    }
    let person = office.administrator(stage, way);
    let (t, held) = (way.language, (PEOPLE - GONE) as u64);
    assert_eq!((office.count(StatusKind::Confirmed), office.count(StatusKind::Disabled)), (0, held));

    person.sees(&t.overview_held_text("Okta", held));
    person.clicks(&t.overview_held_link());
    person.sees_row(&["p020@acme.test", &t.users_held_removal(), &t.words_status_disabled()]);
    person.clicks(&t.users_everyone(held));
    person.clicks(&t.users_act_undo_held());
    person.sees(&t.acts_found(held));
    person.sees(&t.acts_about_undo_held());
    person.clicks(&t.acts_do_undo_held(held));
    if !way.scripts {
        person.sees(&t.acts_reached(100_u64, held));
        assert_eq!(person.bar(), Some((100, held)));
        person.clicks(&t.acts_go_on());
    }
    person.sees(&t.acts_over(held));
    assert_eq!(person.bar(), Some((held, held)));
    assert_eq!(office.count(StatusKind::Confirmed), held);

    person.clicks(&t.frame_users());
    person.types(&t.users_search(), "p077");
    person.clicks(&t.lists_filter());
    person.sees(&t.lists_clear());
    person.sees_no("p076@acme.test");
    person.clicks("p077@acme.test");
    person.sees(&t.user_tab_profile());
    person.sees(&t.words_status_confirmed());
    person.sees_no(&t.users_held_removal());
    person.clicks(&t.frame_overview());
    person.sees(&t.overview_calm());
    person.had_no_trouble();
}
