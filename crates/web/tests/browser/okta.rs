//! Okta is connected, step by step: from signing in to the group that shows how many members it has.

use crate::Stage;
use crate::office::{Office, name_of};
use crate::person::Way;
use app::{connections, invitations};
use directory::Provider;
use serde_json::json;
use testkit::Client;

pub(crate) fn okta_is_connected_and_pushes_people_and_a_group(stage: &Stage, way: Way) {
    let office = Office::new();
    let person = office.administrator(stage, way);
    let t = way.language;

    // A token and the SCIM URL, and after a refresh the table of tokens, without the secret.
    Office::connects(&person, "Okta");
    let credentials = Office::generates(&person);
    person.refreshes();
    let id = name_of(&credentials.token);
    person.sees_row(&[id, &t.tokens_active()]);
    person.sees_no(&credentials.token);

    // The status of the token is changed, and changed back.
    let select = format!("{} {id}", t.tokens_select());
    for (act, status) in
        [(t.tokens_set_inactive(), t.tokens_inactive()), (t.tokens_set_active(), t.tokens_active())]
    {
        person.clicks(&select);
        person.clicks(&act);
        person.sees_row(&[id, &status]);
    }

    // The guide waits for the first call. Okta tests the credentials, and pushes its people and a group.
    person.clicks(&t.connections_tab_guide());
    person.sees(&t.connections_waiting("Okta"));
    let report = Office::pushes("okta", &credentials, (3, 1));
    assert!(report.clean(), "{report}");
    office.server.flush_calls();
    person.sees(&t.connections_received());
    person.clicks(&t.connections_tab_requests());
    person.sees_row(&["/Users", "200"]);

    // The people are there, with their source, and the group with the number of its members.
    let org = office.org;
    let people = office.server.read(move |work| invitations::list(work, org, None, 10));
    person.clicks(&t.frame_users());
    for one in people {
        person.sees_row(&[&one.user_name, &t.source(Some(Provider::Okta))]);
    }
    person.clicks(&t.frame_groups());
    office.sees_group(&person);

    // Settings are edited: a box, and a custom attribute.
    person.clicks(&t.frame_connections());
    person.clicks("Okta");
    person.clicks(&t.connections_tab_settings());
    person.clicks(&t.knobs_invite("Okta"));
    person.types(&t.connection_settings_add(), "costCenter");
    person.clicks_beside(&t.connection_settings_policy(), &t.connections_save());
    person.sees(&t.connection_settings_notice_saved());
    person.sees_row(&["costCenter"]);
    let settings = office.server.read(move |work| Ok(connections::list(work, Some(org))?.remove(0)));
    assert_eq!(settings.attributes.iter().collect::<Vec<_>>(), ["costCenter"]);
    person.had_no_trouble();
}

/// Left open, the page of a connection follows the calls in all its parts, and takes nothing away under somebody's hand.
pub(crate) fn the_page_follows_the_calls(stage: &Stage) {
    let office = Office::new();
    let person = office.administrator(stage, Way::ENGLISH);
    let t = person.language;
    Office::connects(&person, "Okta");
    let credentials = Office::generates(&person);
    person.clicks(&t.tokens_secret_done());
    let never = t.connections_trouble_never("Okta");
    person.sees(&never);
    person.sees(&t.connections_trouble_none());
    let used = format!("#used-{}", name_of(&credentials.token));
    let tells = |part: &str| {
        let ask = "return document.querySelector(arguments[0]).querySelector('time') !== null";
        person.window().run(ask, &[json!(part)]) == json!(true)
    };
    let comes_to_tell = |part: &str| person.waits(|| tells(part).then_some(())).is_some();

    // A menu stays open and keeps the focus, and what is selected stays selected.
    person.clicks(&format!("{} {}", t.tokens_select(), name_of(&credentials.token)));
    let select = "const line = document.querySelector('#trouble-last p'); line.dataset.same = 'yes'; \
                  getSelection().selectAllChildren(line)";
    person.window().run(select, &[]);
    assert_eq!(Office::calls(&credentials).status, 200);
    office.server.flush_calls();
    office.server.flush_last_used();
    assert!(comes_to_tell("#last-call") && comes_to_tell(&used));
    let kept = "return [document.querySelector('details.menu[open]').contains(document.activeElement), \
                getSelection().toString(), document.querySelector('#trouble-last p').dataset.same ?? '']";
    assert_eq!(person.window().run(kept, &[]), json!([true, never, "yes"]));
    person.window().run("getSelection().removeAllRanges()", &[]);
    assert!(comes_to_tell("#trouble-last") && !tells("#trouble-refused"));

    let wrong = Client::new(&credentials.url, Some("rbk_wrong")).get("/Users");
    assert_eq!(wrong.status, 401);
    office.server.flush_calls();
    assert!(comes_to_tell("#trouble-refused"));
    person.sees_no(&never);
    person.sees_no(&t.connections_trouble_none());
    // One part of the page says so aloud, and once.
    let aloud = "return [...document.querySelectorAll('[data-live]')] \
                 .filter((part) => part.matches('[role=status], [aria-live]')).map((part) => part.id)";
    assert_eq!(person.window().run(aloud, &[]), json!(["last-call"]));
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
    person.refreshes();
    person.sees_row(&[id, &t.tokens_active()]);
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
    person.clicks(&t.tokens_select_renew());
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
