//! People come into a vault: from enabling SCIM to confirming who has accepted.

use crate::Stage;
use crate::office::{Office, name_of};
use crate::person::{Person, Way};
use directory::life::Act;
use directory::policy::Preset;
use directory::{Provider, Stage as Step, Status};
use i18n::Language;

/// How many people Okta assigns.
const PEOPLE: usize = 3;

pub(crate) fn people_are_invited_accept_and_are_confirmed(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;
    Office::connects(&person, "Okta");
    picks(&person, Preset::Vault);

    // The URL and the key are noted once SCIM is enabled.
    enables(&person);
    let credentials = Office::generates(&person);
    person.clicks(&t.tokens_secret_done());

    // Okta tests the credentials, assigns people, each of whom is invited without a word more, and pushes a group.
    Office::pushes("okta", &credentials, (PEOPLE, 1));
    let mails = office.server.mails(&office.sink);
    let invited: Vec<String> = mails.iter().map(|mail| mail.to.join(", ")).collect();
    assert_eq!(invited.len(), PEOPLE, "{invited:?}");
    person.clicks(&t.frame_users());
    for address in &invited {
        let (status, source) = (t.status(Status::On(Step::Invited)), t.source(Some(Provider::Okta)));
        person.sees_row(&[address, &status, &source]);
    }
    person.clicks(&t.frame_groups());
    office.sees_group(&person);

    // They accept, each by the link of their own mail and in their own language, and are confirmed.
    for mail in &mails[1..] {
        let theirs = mail.header("Content-Language").and_then(Language::parse).expect("a language of ours");
        let guest = Person::new(stage.driver(), &office.server, Way { language: theirs, ..way });
        guest.opens(&mail.link());
        guest.clicks(&theirs.join_button());
        guest.sees(&theirs.accepted_title());
        guest.had_no_trouble();
    }
    for address in &invited[1..] {
        person.clicks(&t.frame_users());
        person.sees_row(&[address, &t.status(Status::On(Step::Accepted))]);
        person.clicks_beside(address, &office.name_in_list(address));
        person.clicks(&t.act(Act::Confirm));
        person.sees(&t.status(Status::On(Step::Confirmed)));
    }
    person.clicks(&t.frame_users());
    person.sees_row(&[&invited[0], &t.status(Status::On(Step::Invited))]);
    person.had_no_trouble();
}

/// The key is generated anew, and the old one is refused at once.
pub(crate) fn a_key_is_regenerated(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;
    Office::connects(&person, "Okta");
    picks(&person, Preset::Workspace);
    enables(&person);
    let old = Office::generates(&person);
    // Okta tests the key, and has nobody to push yet.
    Office::pushes("okta", &old, (0, 0));
    person.refreshes();
    person.sees_row(&[name_of(&old.token), &t.tokens_active()]);
    person.sees_no(&old.token);

    // What else was changed on the page is not saved by it: the box stays ticked.
    person.clicks(&t.connections_enable());
    person.clicks(&t.tokens_regenerate());
    person.sees(&t.tokens_renew_warning());
    person.clicks(&t.tokens_regenerate());
    let new = Office::takes(&person);
    assert_eq!((name_of(&new.token), &new.url), (name_of(&old.token), &old.url));
    assert_eq!((Office::calls(&old).status, Office::calls(&new).status), (401, 200));

    // What the page says of the call that was just refused.
    office.server.flush_calls();
    person.clicks(&t.tokens_secret_done());
    person.sees(&t.connections_trouble_refused());

    // Where nothing comes in, SCIM may be off: it is enabled and saved, and the new key tried once more.
    person.clicks(&t.connections_enable());
    person.clicks(&t.connections_save());
    person.sees(&t.connections_notice_disabled());
    assert_eq!(Office::calls(&new).status, 401);
    person.clicks(&t.connections_enable());
    person.clicks(&t.connections_save());
    person.sees(&t.connections_notice_enabled());
    Office::pushes("okta", &new, (0, 0));
    person.had_no_trouble();
}

/// Enables SCIM with the box and the button; it was off before.
#[track_caller]
fn enables(person: &Person) {
    let t = person.language;
    person.clicks(&t.connections_tab_provisioning());
    for notice in [t.connections_notice_disabled(), t.connections_notice_enabled()] {
        person.clicks(&t.connections_enable());
        person.clicks(&t.connections_save());
        person.sees(&notice);
    }
}

/// Chooses a preset among the settings, and saves.
#[track_caller]
fn picks(person: &Person, preset: Preset) {
    let t = person.language;
    person.clicks(&t.connections_tab_settings());
    person.clicks(&t.preset(preset).name);
    person.clicks_beside(&t.connection_settings_policy(), &t.connections_save());
    person.sees(&t.connection_settings_notice_saved());
}
