//! Okta is connected, step by step: from signing in to the group that shows how many members it has.

use crate::Stage;
use crate::office::{Office, name_of, number};
use crate::person::Way;
use app::{groups, invitations};
use directory::Provider;
use testkit::Client;

pub(crate) fn okta_is_connected_and_pushes_people_and_a_group(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;

    Office::connects(&person, "Okta");
    let credentials = Office::generates(&person);

    // The guide waits for the first call, and says so when it has come.
    person.clicks(&t.tokens_secret_guide());
    person.sees(&t.connections_waiting("Okta"));
    assert_eq!(Office::calls(&credentials).status, 200);
    office.server.flush_calls();
    person.sees(&t.connections_received());

    Office::pushes("okta", &credentials, (3, 1));
    office.server.flush_calls();
    office.server.flush_last_used();

    person.clicks(&t.connections_tab_provisioning());
    person.refreshes();
    person.sees_row(&[name_of(&credentials.token), &t.tokens_active()]);
    person.sees_no(&credentials.token);
    person.clicks(&t.connections_tab_requests());
    person.sees_row(&["/Users", "200"]);

    let org = office.org;
    let people = office.server.read(move |work| invitations::list(work, org, None, 10));
    person.clicks(&t.frame_users());
    for one in people {
        person.sees_row(&[&one.user_name, &t.source(Some(Provider::Okta))]);
    }
    let (group, members) = office.server.read(move |work| {
        let group = groups::local::list(work, org)?.remove(0);
        let members = groups::local::members(work, org, group.id)?.len();
        Ok((group.display_name().to_owned(), members))
    });
    person.clicks(&t.frame_groups());
    person.sees_row(&[&group, &number(t, members), &t.source(Some(Provider::Okta))]);
    person.had_no_trouble();
}

/// A token is set inactive and active, renewed and deleted, and each of it is in the audit trail.
pub(crate) fn a_token_lives(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;
    Office::connects(&person, "Okta");
    let credentials = Office::generates(&person);
    let status = |token: &str| Client::new(&credentials.url, Some(token)).get("/Users?count=1").status;
    let id = name_of(&credentials.token);
    let select = format!("{} {id}", t.tokens_select());
    person.clicks(&t.tokens_secret_done());
    assert_eq!(status(&credentials.token), 200);

    person.clicks(&select);
    person.clicks(&t.tokens_set_inactive());
    person.sees(&t.tokens_notice_inactive());
    person.sees_row(&[id, &t.tokens_inactive()]);
    assert_eq!(status(&credentials.token), 401);

    person.clicks(&select);
    person.clicks(&t.tokens_set_active());
    person.sees(&t.tokens_notice_active());
    assert_eq!(status(&credentials.token), 200);

    person.clicks(&select);
    person.clicks(&t.tokens_renew());
    person.sees(&t.tokens_renew_warning());
    person.clicks(&t.tokens_renew());
    let renewed = Office::takes(&person);
    assert_eq!((name_of(&renewed.token), renewed.url.as_str()), (id, credentials.url.as_str()));
    assert_eq!((status(&credentials.token), status(&renewed.token)), (401, 200));

    person.clicks(&t.tokens_secret_done());
    person.clicks(&select);
    person.clicks(&t.tokens_delete());
    person.clicks(&t.tokens_delete());
    person.sees(&t.tokens_notice_deleted());
    person.sees(&t.tokens_empty());
    assert_eq!(status(&renewed.token), 401);

    person.clicks(&t.frame_audit());
    for action in [
        t.words_action_token_created(),
        t.words_action_token_disabled(),
        t.words_action_token_enabled(),
        t.words_action_token_renewed(),
        t.words_action_token_deleted(),
    ] {
        person.sees_row(&[&action, "Okta"]);
    }
    person.had_no_trouble();
}
