//! Simulated Okta against each preset, whole life.

use crate::scene::{Scene, title};
use crate::told::Told;
use app::calls;
use serde_json::json;
use simulator::http::percent_encode;
use simulator::{Failure, Options, Progress, Report, Scenario};
use std::mem;

/// Calls, statuses, mails, events and audit entries, step by step; what Okta stumbles over; and what the policy left out.
fn life(policy: &str, seed: u64) -> String {
    let scene = Scene::new("Acme", policy);
    let mut told = Told::default();
    let scenario = Scenario::parse("okta:whole-life").expect("there is one");
    let one_person = Options {
        users: 1,
        groups: 0,
        cycles: 1,
        seed,
        domain: Some("acme.example".into()),
        ..Options::new(&scene.door.url, &scene.door.token)
    };
    told.skip(&scene);
    let mut step = "";
    let report = scenario.run(&one_person, &mut |progress: Progress| {
        if mem::replace(&mut step, progress.step) != progress.step {
            told.chapter(&format!("Okta: {}", progress.step));
        }
        if progress.done == progress.total {
            told.catch_up(&scene);
            go_on(&scene, &mut told);
        }
    });
    let report = report.expect("it can be reached");
    another_client(&scene, &mut told);
    sum_up(&scene, &mut told, &report);
    told.into_text()
}

/// Whoever gets a mail follows it, and the administrator confirms whoever has accepted.
fn go_on(scene: &Scene, told: &mut Told) {
    for mail in scene.mails() {
        told.mail(&mail);
        told.chapter("the person follows the link");
        let link = mail.link();
        let page = scene.get(&link);
        let form = form(&page.text);
        told.line("page", &format!("looks: {} {}, fields {form:?}", page.status, title(&page)));
        let answer = scene.fill_in(&link, &form.join("&"));
        told.line("page", &format!("accepts: {} {}", answer.status, title(&answer)));
        told.catch_up(scene);
        if !scene.confirm_all().is_empty() {
            told.chapter("the administrator confirms");
            told.catch_up(scene);
        }
    }
}

/// What a browser sends of a form that nobody has changed.
fn form(page: &str) -> Vec<String> {
    let fields = page.split("<input").skip(1);
    let attribute = |field: &str, name: &str| {
        let (_, rest) = field.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let sent = |field: &str| {
        let value = attribute(field, "value").unwrap_or_default();
        Some(format!("{}={}", attribute(field, "name")?, percent_encode(&value, b"")))
    };
    fields.filter_map(sent).collect()
}

/// Okta deletes nobody, other clients do: whoever is kept out already, and somebody who has just come.
fn another_client(scene: &Scene, told: &mut Told) {
    let mut client = scene.door.client();
    told.chapter("another client: delete whoever is left");
    for user in scene.people() {
        client.delete(&format!("/Users/{}", user.user));
    }
    told.catch_up(scene);
    told.chapter("another client: create somebody and a group with them");
    let user = client.post(
        "/Users",
        &json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
            "userName": "max@acme.example",
            "name": { "givenName": "Max", "familyName": "Guest" },
            "emails": [{ "value": "max@acme.example", "primary": true }],
        }),
    );
    let user = user.expect(201).id();
    let group = client.post(
        "/Groups",
        &json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"],
            "displayName": "Guests",
            "members": [{ "value": user }],
        }),
    );
    told.catch_up(scene);
    told.chapter("another client: delete the group");
    client.delete(&format!("/Groups/{}", group.id()));
    told.catch_up(scene);
    told.chapter("another client: delete them, before any mail is sent");
    client.delete(&format!("/Users/{user}"));
    told.catch_up(scene);
    go_on(scene, told);
}

fn sum_up(scene: &Scene, told: &mut Told, report: &Report) {
    told.chapter("what Okta stumbles over, and what a check of the simulator finds");
    for Failure { step, request, status, expected, own_check, .. } in &report.failures {
        let who = if *own_check { "check" } else { "okta" };
        let status = status.map_or("no answer".to_owned(), |status| status.to_string());
        told.line(who, &format!("{step}: {request}: {status}, but {expected}"));
    }
    told.chapter("what the policy and the dialect let pass");
    let connection = scene.door.connection;
    scene.server.flush_calls();
    for seen in scene.server.read(move |work| calls::traffic(work, connection)).tolerated {
        let (what, place, times) = (seen.tolerance.as_str(), &seen.place, seen.times);
        told.line(what, &format!("{place}, {times} times, such as {}", seen.example));
    }
}

#[test]
fn okta_under_the_standard_policy() {
    insta::assert_snapshot!(life("standard", 1));
}

#[test]
fn okta_under_managed_devices() {
    insta::assert_snapshot!(life("managed-devices", 12));
}

#[test]
fn okta_under_vault() {
    insta::assert_snapshot!(life("vault", 3));
}

#[test]
fn okta_under_workspace() {
    insta::assert_snapshot!(life("workspace", 4));
}
