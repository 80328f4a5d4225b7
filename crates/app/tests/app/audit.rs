//! The audit trail as people read it, and as they take it with them.

use crate::stage::{OPERATOR, Stage};
use app::audit::{self, Details, Export, Format, Shown};
use app::{IfMatch, tokens};
use directory::{Action, Timestamp};
use serde_json::Value;
use store::{Access, By, TrailFilter, TrailPlace};

fn page(stage: &Stage, filter: &TrailFilter) -> audit::Page {
    let (org, filter) = (stage.acme.org, filter.clone());
    let page = stage.servers[0]
        .run(Access::Search, "audit page", move |work| audit::page(work, org, &filter, TrailPlace::Newest));
    stage.block_on(page).expect("a page")
}

/// The kind, who it was, and what it is about.
fn words(entries: &[Shown]) -> Vec<(&'static str, &str, &str)> {
    let word = |entry: &Option<Details>| match entry {
        Some(Details::Provider(word)) => format!("the provider {word}"),
        Some(Details::Name(word)) => word.clone(),
        None => "-".to_owned(),
    };
    entries
        .iter()
        .map(|shown| {
            let actor = shown.actor.as_deref().unwrap_or("-");
            (shown.entry.action.as_str(), actor, &*word(&shown.details).leak())
        })
        .collect()
}

fn story(stage: &Stage) {
    let client = stage.client(0);
    let ann = client.create("ann").expect("ann");
    client.set(ann, "title", "Dr", IfMatch::Any).expect("a title");
    let bob = client.create("bob").expect("bob");
    let group = client.create_group("Staff", &[ann]).expect("a group");
    client.add(group, bob).expect("a member");
    client.delete(bob).expect("gone");
    let (token, org) = (stage.acme.token.clone(), stage.acme.org);
    client
        .operate(Some(org), move |work| tokens::set_active(work, OPERATOR, &token, false).map(drop))
        .expect("off");
}

#[test]
fn entries_name_what_they_are_about() {
    let stage = Stage::with_servers(1);
    story(&stage);
    let all = page(&stage, &TrailFilter::default());
    assert_eq!(
        words(&all.entries),
        [
            ("SCIM Token Disabled", "-", "the provider SCIM 2.0"),
            ("User Deleted", "SCIM 2.0", "bob"),
            ("Group Updated", "SCIM 2.0", "Staff"),
            ("Group Created", "SCIM 2.0", "Staff"),
            ("User Created", "SCIM 2.0", "bob"),
            ("User Updated", "SCIM 2.0", "ann"),
            ("User Created", "SCIM 2.0", "ann"),
            ("SCIM Token Created", "-", "the provider SCIM 2.0"),
            ("Connection Created", "-", "SCIM 2.0"),
            ("Organization Created", "-", "Acme"),
        ]
    );
    assert_eq!((all.older, all.newer, all.looked_to), (None, None, None));

    let by = Some(By::Connection(stage.acme.connection));
    let actions = vec![Action::UserCreated, Action::TokenCreated];
    let theirs = page(&stage, &TrailFilter { by, actions, ..TrailFilter::default() });
    let words: Vec<_> = words(&theirs.entries).into_iter().map(|(_, _, about)| about).collect();
    assert_eq!(words, ["bob", "ann"]);
    let to = Some(Timestamp::of_day(0));
    assert_eq!(page(&stage, &TrailFilter { to, ..TrailFilter::default() }).entries, []);
}

#[test]
fn an_export_goes_step_by_step_through_what_the_filter_lets_through() {
    let stage = Stage::with_servers(1);
    story(&stage);
    let (client, token) = (stage.client(0), stage.acme.token.clone());
    let on = client.operate(None, move |work| tokens::set_active(work, OPERATOR, &token, true).map(drop));
    on.expect("on again");
    for number in 0..600 {
        client.create(&format!("user-{number}")).expect("a user");
    }
    let org = stage.acme.org;
    let filter = TrailFilter { by: Some(By::Connection(stage.acme.connection)), ..TrailFilter::default() };
    let (mut json, mut text) = Export::begin(Format::Json);
    let (mut csv, mut table) = Export::begin(Format::Csv);
    let (mut place, mut steps) = (Some(TrailPlace::Newest), 0);
    while let Some(from) = place {
        let filter = filter.clone();
        let step = stage.servers[0]
            .run(Access::Search, "export audit", move |work| audit::step(work, org, &filter, from));
        let (entries, next) = stage.block_on(step).expect("a step");
        assert!(entries.len() <= audit::ENTRIES_OF_STEP);
        text.push_str(&json.write(&entries));
        table.push_str(&csv.write(&entries));
        (place, steps) = (next, steps + 1);
        // Somebody comes meanwhile.
        client.create(&format!("late-{steps}")).expect("a user");
    }
    text.push_str(json.end());
    table.push_str(csv.end());
    let all: Vec<Value> = serde_json::from_str(&text).expect("JSON");
    let details: Vec<&str> = all.iter().map(|entry| entry["details"].as_str().expect("a name")).collect();
    let users: Vec<String> = (0..600).rev().map(|number| format!("user-{number}")).collect();
    assert_eq!(details[..600], users);
    assert_eq!(details[600..], ["bob", "Staff", "Staff", "bob", "ann", "ann"]);
    assert_eq!((steps, table.lines().count()), (2, 607));
    assert!(table.contains("\"provider\",\"SCIM 2.0\",\"User Updated\""), "{table}");
}
