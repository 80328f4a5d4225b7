//! People come into a vault: from enabling SCIM to confirming who has accepted.

use crate::Stage;
use crate::office::{Credentials, Office, name_of};
use crate::person::{Person, Way};
use directory::life::Act;
use directory::policy::Preset;
use directory::{Stage as Step, Status};
use serde_json::json;
use testkit::Client;

pub(crate) fn somebody_is_invited_accepts_and_is_confirmed(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;
    Office::connects(&person, "Okta");
    picks(&person, Preset::Vault);

    // Off and on again, each saved explicitly.
    person.clicks(&t.connections_tab_provisioning());
    let credentials = Office::generates(&person);
    person.clicks(&t.tokens_secret_done());
    person.clicks(&t.connections_enable());
    person.clicks(&t.connections_save());
    person.sees(&t.connections_notice_disabled());
    assert_eq!(Office::calls(&credentials).status, 401);
    person.clicks(&t.connections_enable());
    person.clicks(&t.connections_save());
    person.sees(&t.connections_notice_enabled());
    assigns(&credentials, "zoe@acme.example");

    let mails = office.server.mails(&office.sink);
    assert_eq!(mails.len(), 1, "{mails:?}");
    let address = mails[0].to.join(", ");
    let invited = Person::new(stage.driver(), &office.server, way);
    invited.opens(&mails[0].link());
    invited.clicks(&t.join_button());
    invited.sees(&t.accepted_title());
    invited.had_no_trouble();

    person.clicks(&t.frame_users());
    person.sees_row(&[&address, &t.status(Status::On(Step::Accepted))]);
    person.clicks_beside(&address, &address);
    person.clicks(&t.act(Act::Confirm));
    person.sees(&t.status(Status::On(Step::Confirmed)));
    person.had_no_trouble();
}

/// The key is generated anew, and the old one is refused at once.
pub(crate) fn a_key_is_regenerated(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;
    Office::connects(&person, "Okta");
    picks(&person, Preset::Workspace);
    person.clicks(&t.connections_tab_provisioning());
    let old = Office::generates(&person);
    assert_eq!(Office::calls(&old).status, 200);

    person.clicks(&t.tokens_secret_done());
    person.clicks(&t.tokens_regenerate());
    person.sees(&t.tokens_renew_warning());
    person.clicks(&t.tokens_regenerate());
    let new = Office::takes(&person);
    assert_eq!(name_of(&new.token), name_of(&old.token));
    assert_eq!((Office::calls(&old).status, Office::calls(&new).status), (401, 200));

    // What the page says of the call that was just refused.
    office.server.flush_calls();
    person.clicks(&t.tokens_secret_done());
    person.sees(&t.connections_trouble_refused());
    person.had_no_trouble();
}

/// Okta assigns somebody.
#[track_caller]
fn assigns(credentials: &Credentials, address: &str) {
    let user = json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
        "userName": address,
        "name": { "givenName": "Zoë", "familyName": "Ōno" },
        "emails": [{ "primary": true, "value": address, "type": "work" }],
        "externalId": "00u1",
        "active": true,
    });
    drop(Client::new(&credentials.url, Some(&credentials.token)).post("/Users", &user).expect(201));
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
