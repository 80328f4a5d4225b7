//! The guard: a provider takes more people out at once than on any ordinary day.

use crate::support::{OPERATOR, Scene, found, group, ids, person};
use app::crowd::{self, Act, Outcome};
use directory::UserId;
use directory::guard::Wish;
use serde_json::{Value, json};
use std::sync::Barrier;
use std::thread;
use testkit::{Client, Door};

const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// A scene with so many people who have been there for a day, sorted by name.
fn office(policy: &str, people: usize) -> (Scene, Vec<String>) {
    let mut scene = Scene::new(policy);
    scene.crowd(people);
    let everybody = sorted(&mut scene.client);
    assert_eq!(everybody.len(), people);
    drop(scene.mails());
    scene.server.pass_days(1);
    (scene, everybody)
}

fn sorted(client: &mut Client) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let page = client.get(&format!("/Users?sortBy=userName&count=100&startIndex={}", all.len() + 1));
        let some = page.expect(200).body["Resources"].as_array().cloned().unwrap_or_default();
        if some.is_empty() {
            return all;
        }
        all.extend(some.iter().filter_map(|user| user["id"].as_str()).map(str::to_owned));
    }
}

fn delete(client: &mut Client, id: &str) {
    drop(client.delete(&format!("/Users/{id}")).expect(204));
}

impl Scene {
    /// Who is held, and what was wanted of them, by id.
    fn held(&self) -> Vec<(String, Wish)> {
        self.held_in(&self.door)
    }

    fn held_in(&self, door: &Door) -> Vec<(String, Wish)> {
        let org = door.org;
        let mut held = self.server.read(move |work| {
            let query = store::PeopleQuery { held: true, ..store::PeopleQuery::default() };
            let found = work.tx.org(org).people_ids(&query, work.now, None, 10_000)?;
            let found: Vec<UserId> = found.into_iter().map(|(user, _)| user).collect();
            Ok(work.tx.org(org).held_of(&found)?.into_iter().collect::<Vec<_>>())
        });
        held.sort();
        held.into_iter().map(|(user, wish)| (user.to_string(), wish)).collect()
    }

    /// What an administrator decides about these.
    fn decide(&self, users: &[String], act: Act) -> Vec<Outcome> {
        let org = self.door.org;
        let users: Vec<UserId> = users.iter().filter_map(|id| UserId::parse(id)).collect();
        let done = self.server.write(move |work| crowd::act(work, OPERATOR, org, &users, act, None));
        done.into_iter().map(|done| done.outcome).collect()
    }

    /// How many audit entries of a kind there are.
    fn entries(&self, kind: &str) -> usize {
        let org = self.door.org;
        let all = self.server.read(move |work| Ok(work.tx.org(org).audit_entries(10_000)?));
        all.iter().filter(|entry| entry.action.as_str() == kind).count()
    }

    fn statuses(&self, users: &[String]) -> Vec<String> {
        let mut all: Vec<String> = users.iter().map(|id| self.status(id)).collect();
        all.dedup();
        all
    }
}

fn wanted(users: &[String], wish: Wish) -> Vec<(String, Wish)> {
    let mut all: Vec<_> = users.iter().map(|id| (id.clone(), wish)).collect();
    all.sort_by(|a, b| a.0.cmp(&b.0));
    all
}

#[test]
fn twenty_are_removed_and_the_others_kept_out_until_somebody_decides() {
    let (mut scene, people) = office("standard", 26);
    let members: Vec<&str> = people.iter().map(String::as_str).collect();
    let team = scene.push("Team", &members);
    let (out, rest) = people.split_at(25);
    let (gone, held) = out.split_at(20);
    for id in gone {
        delete(&mut scene.client, id);
    }
    assert_eq!(
        (scene.statuses(gone), scene.held(), scene.entries("Changes Held")),
        (vec!["gone".to_owned()], Vec::new(), 0)
    );

    let seen = scene.now();
    for id in held {
        delete(&mut scene.client, id);
        assert_eq!(scene.user(id)["active"], false);
        assert!(scene.is_in(&team, id), "the group is theirs until it is decided");
    }
    assert_eq!(scene.told(seen), ["user.disabled"; 5]);
    assert_eq!(scene.statuses(held), ["disabled:confirmed"]);
    assert_eq!(scene.held(), wanted(held, Wish::Remove));
    assert_eq!((scene.entries("Changes Held"), scene.entries("User Removal Held")), (1, 5));
    assert_eq!(scene.statuses(rest), ["confirmed"]);

    // Once more, and slowly, changes nothing: neither now nor on another day.
    for days in [0, 2] {
        scene.server.pass_days(days);
        let before = scene.everything();
        held.iter().for_each(|id| delete(&mut scene.client, id));
        assert_eq!(scene.everything(), before);
    }
    // On that other day an ordinary change is an ordinary one.
    delete(&mut scene.client, &rest[0]);
    assert_eq!(scene.status(&rest[0]), "gone");

    let (back, leave) = held.split_at(3);
    let seen = scene.now();
    assert_eq!(scene.decide(back, Act::UndoHeld), [const { Outcome::Done }; 3]);
    assert_eq!(
        (scene.statuses(back), scene.told(seen)),
        (vec!["confirmed".to_owned()], vec!["user.enabled".to_owned(); 3])
    );
    assert!(back.iter().all(|id| scene.is_in(&team, id)));
    assert_eq!(scene.entry().0, "Held Change Undone");
    assert_eq!(scene.decide(leave, Act::ApplyHeld), [const { Outcome::Done }; 2]);
    assert_eq!((scene.statuses(leave), scene.held()), (vec!["gone".to_owned()], Vec::new()));
    assert_eq!(scene.decide(back, Act::ApplyHeld), [const { Outcome::NothingToDo }; 3]);
    assert_eq!(scene.statuses(back), ["confirmed"]);
}

#[test]
fn deactivations_are_done_at_once_and_marked_with_those_before_them() {
    let (mut scene, people) = office("standard", 30);
    // Somebody was out before, and is not let in by what is undone.
    let (before, people) = people.split_at(1);
    assert_eq!(scene.set_active(&before[0], false).status, 200);
    scene.server.pass_days(1);
    let (out, rest) = people.split_at(25);
    for (number, id) in out.iter().enumerate() {
        assert_eq!(scene.set_active(id, false).expect(200).body["active"], false);
        assert_eq!(scene.status(id), "disabled:confirmed");
        let marked = if number < 20 { 0 } else { number + 1 };
        assert_eq!(scene.held().len(), marked, "after {}", number + 1);
    }
    assert_eq!(scene.held(), wanted(out, Wish::KeepOut));
    assert_eq!((scene.entries("Changes Held"), scene.entries("User Disabled")), (1, 26));

    // The provider lets one in again: nothing is held of them any more.
    assert_eq!(scene.set_active(&out[0], true).status, 200);
    // Another one it deletes the day after: whoever waits for a decision is not removed before it.
    scene.server.pass_days(1);
    delete(&mut scene.client, &out[1]);
    assert_eq!(scene.status(&out[1]), "disabled:confirmed");
    delete(&mut scene.client, &before[0]);
    assert_eq!(scene.status(&before[0]), "gone");
    let mut all = wanted(&out[2..], Wish::KeepOut);
    all.push((out[1].clone(), Wish::Remove));
    all.sort_by(|a, b| a.0.cmp(&b.0));
    assert_eq!(scene.held(), all);

    let seen = scene.now();
    assert_eq!(scene.decide(&out[2..4], Act::ApplyHeld), [const { Outcome::Done }; 2]);
    assert_eq!(
        (scene.statuses(&out[2..4]), scene.told(seen)),
        (vec!["disabled:confirmed".to_owned()], Vec::new())
    );
    let back = &out[1..];
    let outcomes = scene.decide(back, Act::UndoHeld);
    assert_eq!(outcomes[..3], [Outcome::Done, Outcome::NothingToDo, Outcome::NothingToDo]);
    assert_eq!(scene.status(&out[1]), "confirmed");
    assert_eq!(scene.statuses(&out[4..]), ["confirmed"]);
    assert_eq!((scene.statuses(rest), scene.held()), (vec!["confirmed".to_owned()], Vec::new()));
}

#[test]
fn somebody_who_was_out_already_stays_out_when_their_removal_is_undone() {
    let (mut scene, people) = office("standard", 24);
    assert_eq!(scene.set_active(&people[23], false).status, 200);
    scene.server.pass_days(1);
    people.iter().for_each(|id| delete(&mut scene.client, id));
    let held = &people[20..];
    assert_eq!(scene.held(), wanted(held, Wish::Remove));
    scene.decide(held, Act::UndoHeld);
    assert_eq!(scene.statuses(held), ["confirmed", "disabled:confirmed"]);
    assert_eq!(scene.held(), []);
}

#[test]
fn a_tenth_of_many_may_leave() {
    let (mut scene, people) = office("standard", 300);
    people[..30].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    assert_eq!(scene.held(), []);
    drop(scene.set_active(&people[30], false).expect(200));
    assert_eq!(scene.held().len(), 31);
    // Ten quiet minutes later it is over.
    scene.server.pass_days(1);
    people[31..51].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    assert_eq!(scene.held().len(), 31);
}

#[test]
fn whoever_comes_and_goes_within_minutes_does_not_count() {
    let mut scene = Scene::new("standard");
    scene.crowd(60);
    let people = sorted(&mut scene.client);
    people.iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!((scene.statuses(&people), scene.held()), (vec!["gone".to_owned()], Vec::new()));
    // Nor does whoever comes and goes and comes.
    let (mut scene, people) = office("standard", 30);
    for id in people.iter().chain(&people) {
        assert_eq!(scene.set_active(id, false).status, 200);
        assert_eq!(scene.set_active(id, true).status, 200);
    }
    people[..20].iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!((scene.statuses(&people[..20]), scene.held()), (vec!["gone".to_owned()], Vec::new()));
}

#[test]
fn connections_and_organizations_are_counted_each_for_itself() {
    let (mut scene, people) = office("standard", 22);
    let (other, elsewhere) =
        (scene.second("standard"), scene.server.connect("Other", directory::Provider::Okta));
    let mut outsiders = Vec::new();
    for door in [&other, &elsewhere] {
        let mut client = door.client();
        let one = |number: usize| client.post("/Users", &person(&format!("o{number}@{}.example", door.org)));
        let made: Vec<String> = (0..15).map(one).map(|answer| answer.expect(201).id()).collect();
        outsiders.push((client, made));
    }
    scene.server.pass_days(1);
    people[..15].iter().for_each(|id| delete(&mut scene.client, id));
    for (client, made) in &mut outsiders {
        made.iter().for_each(|id| delete(client, id));
    }
    assert_eq!((scene.held(), scene.held_in(&elsewhere)), (Vec::new(), Vec::new()));
    people[15..].iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!((scene.held(), scene.held_in(&elsewhere)), (wanted(&people[20..], Wish::Remove), Vec::new()));
    // Nobody decides about people of another organization.
    let (org, theirs) = (elsewhere.org, UserId::parse(&people[20]).expect("an id"));
    let done =
        scene.server.write(move |work| crowd::act(work, OPERATOR, org, &[theirs], Act::ApplyHeld, None));
    assert_eq!(done[0].outcome, Outcome::NotFound);
    assert_eq!(scene.status(&people[20]), "disabled:confirmed");
}

#[test]
fn one_bulk_request_is_no_way_around_it_and_many_requests_at_once_are_none() {
    let (mut scene, people) = office("standard", 64);
    let one = |id: &String| json!({ "method": "DELETE", "path": format!("/Users/{id}") });
    let operations: Vec<Value> = people[..30].iter().map(one).collect();
    let answer = scene.client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations }));
    assert_eq!(ids(&answer.expect(200).body["Operations"], "status"), ["204"; 30]);
    assert_eq!(scene.held(), wanted(&people[20..30], Wish::Remove));

    let (scene, people) = office("standard", 64);
    let barrier = Barrier::new(people.len());
    thread::scope(|scope| {
        for id in &people {
            let (barrier, mut client) = (&barrier, scene.door.client());
            scope.spawn(move || {
                drop(client.get("/ServiceProviderConfig").expect(200));
                barrier.wait();
                delete(&mut client, id);
            });
        }
    });
    assert_eq!((scene.held().len(), scene.entries("Changes Held")), (44, 1));
    assert_eq!(people.iter().filter(|id| scene.status(id) == "gone").count(), 20);
}

#[test]
fn vault_remembers_where_each_was() {
    let (mut scene, people) = office("vault", 25);
    for id in &people {
        assert_eq!(scene.set_active(id, false).status, 204);
    }
    assert_eq!(scene.statuses(&people), ["revoked:invited"]);
    assert_eq!(scene.held(), wanted(&people, Wish::KeepOut));
    scene.cap(10);
    let outcomes = scene.decide(&people, Act::UndoHeld);
    let back = outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count();
    assert_eq!((back, scene.seats(), scene.held().len()), (10, 10, 15), "as far as there are seats");
    assert_eq!(scene.mails(), [""; 0], "and nobody is invited twice");
}

#[test]
fn workspace_removes_nobody_either_and_brings_them_back_uninvited() {
    let (mut scene, people) = office("workspace", 25);
    for id in &people {
        assert_eq!(scene.put(id, json!({ "active": false })).expect(200).body["active"], false);
    }
    let (gone, held) = people.split_at(20);
    assert_eq!(
        (scene.statuses(gone), scene.statuses(held)),
        (vec!["gone".to_owned()], vec!["disabled:invited".to_owned()])
    );
    assert_eq!((scene.held(), scene.seats()), (wanted(held, Wish::Remove), 0));
    assert_eq!(scene.decide(&held[..2], Act::UndoHeld), [const { Outcome::Done }; 2]);
    assert_eq!(
        (scene.statuses(&held[..2]), scene.mails(), scene.seats()),
        (vec!["invited".to_owned()], vec![], 2)
    );
    // Those who are held still can be found, and be let in by nobody but an administrator.
    assert!(matches!(scene.decide(&held[2..3], Act::Restore)[..], [Outcome::Refused(_)]));
    assert_eq!(found(&mut scene.client, "/Users", "active eq false").len(), 3);
}

#[test]
fn a_group_that_takes_its_members_along_is_counted_as_they_are() {
    let (mut scene, people) = office("managed-devices", 30);
    let members: Vec<&str> = people.iter().map(String::as_str).collect();
    let team = scene.client.post("/Groups", &group("Team", &members)).expect(201).id();
    drop(scene.client.delete(&format!("/Groups/{team}")).expect(204));
    assert_eq!(scene.statuses(&people), ["disabled:invited"]);
    assert_eq!((scene.held(), scene.entries("Changes Held")), (wanted(&people, Wish::KeepOut), 1));
    scene.decide(&people, Act::UndoHeld);
    assert_eq!((scene.statuses(&people), scene.held()), (vec!["invited".to_owned()], Vec::new()));
}

#[test]
fn a_protected_person_is_neither_taken_out_nor_counted() {
    let (mut scene, people) = office("standard", 21);
    scene.protect(&people[0]);
    for _ in 0..25 {
        scene.client.delete(&format!("/Users/{}", people[0])).expect_error(403, None);
    }
    people[1..].iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!((scene.statuses(&people[1..]), scene.held()), (vec!["gone".to_owned()], Vec::new()));
    assert_eq!(scene.status(&people[0]), "confirmed");
}

#[test]
fn what_an_administrator_does_is_not_counted_and_settles_what_is_held() {
    let (mut scene, people) = office("standard", 40);
    assert_eq!(scene.decide(&people[..15], Act::KeepOut), [const { Outcome::Done }; 15]);
    people[15..].iter().for_each(|id| delete(&mut scene.client, id));
    let held = &people[35..];
    assert_eq!(scene.held(), wanted(held, Wish::Remove));
    scene.decide(&held[..1], Act::Restore);
    scene.decide(&held[1..2], Act::Remove);
    assert_eq!(
        (scene.statuses(&held[..2]), scene.held()),
        (vec!["confirmed".to_owned(), "gone".to_owned()], wanted(&held[2..], Wish::Remove))
    );
}

#[test]
fn whoever_stays_in_is_not_noted_whatever_else_is_said_of_them() {
    let (mut scene, people) = office("workspace", 30);
    let (out, rest) = people.split_at(22);
    out.iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    let held = scene.held();
    assert_eq!(held.len(), 2);
    for (number, id) in rest.iter().enumerate() {
        let change = json!({ "active": null, "title": format!("Guide {number}"), "externalId": format!("new {number}") });
        assert_eq!(scene.put(id, change).expect(200).body["active"], true);
    }
    assert_eq!((scene.held(), scene.statuses(rest)), (held, vec!["invited".to_owned()]));
    assert_eq!(scene.entries("User Removal Held"), 2);
}

#[test]
fn a_protected_person_is_never_removed_by_a_wish_of_the_provider() {
    let (mut scene, people) = office("standard", 24);
    assert_eq!(scene.set_active(&people[0], false).status, 200);
    scene.protect(&people[0]);
    scene.server.pass_days(1);
    people[1..].iter().for_each(|id| delete(&mut scene.client, id));
    let held = &people[21..];
    assert_eq!(scene.held(), wanted(held, Wish::Remove));
    scene.client.delete(&format!("/Users/{}", people[0])).expect_error(403, None);
    scene.protect(&held[0]);
    let outcomes = scene.decide(held, Act::ApplyHeld);
    assert!(matches!(outcomes[..], [Outcome::Refused(_), Outcome::Done, Outcome::Done]), "{outcomes:?}");
    assert_eq!(scene.statuses(held), ["disabled:confirmed", "gone"]);
    assert_eq!(scene.held(), wanted(&held[..1], Wish::Remove));
}

#[test]
fn newcomers_do_not_make_an_accident_look_small() {
    let (mut scene, people) = office("standard", 25);
    let one = |number: usize| {
        let data = person(&format!("new{number}@example.com"));
        json!({ "method": "POST", "path": "/Users", "bulkId": number.to_string(), "data": data })
    };
    let operations: Vec<Value> = (0..300).map(one).collect();
    drop(scene.client.post("/Bulk", &json!({ "schemas": [BULK], "Operations": operations })).expect(200));
    people.iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!(scene.held(), wanted(&people[20..], Wish::Remove));
    let org = scene.door.org;
    let all = scene.server.read(move |work| Ok(work.tx.org(org).audit_entries(10_000)?));
    let noticed = all.iter().find(|entry| entry.action.as_str() == "Changes Held").expect("an entry");
    let told = noticed.after.to_value().expect("JSON");
    assert_eq!(told, json!({ "takenOut": 21, "removed": 20, "users": 25 }));
}

#[test]
fn it_goes_on_after_a_decision_and_administrators_are_told_again() {
    let (mut scene, people) = office("standard", 70);
    scene.server.appoint(scene.door.org, "zoe@acme.test", "Zoe", directory::Role::Owner);
    drop(scene.mails());
    let (first, then) = people.split_at(25);
    first.iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    assert_eq!(scene.mails(), ["zoe@acme.test"]);
    scene.decide(first, Act::UndoHeld);
    assert_eq!((scene.statuses(first), scene.held()), (vec!["confirmed".to_owned()], Vec::new()));
    then[..5].iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!(scene.held(), wanted(&then[..5], Wish::Remove), "nobody is removed before it is over");
    assert_eq!((scene.mails(), scene.entries("Changes Held")), (vec!["zoe@acme.test".to_owned()], 2));
    scene.decide(&then[..5], Act::ApplyHeld);
    then[5..30].iter().for_each(|id| delete(&mut scene.client, id));
    assert_eq!(scene.held(), wanted(&then[5..30], Wish::Remove));
    assert_eq!((scene.mails(), scene.entries("Changes Held")), (vec!["zoe@acme.test".to_owned()], 3));
    // Ten quiet minutes end it.
    scene.server.pass_days(1);
    delete(&mut scene.client, &then[30]);
    assert_eq!(scene.status(&then[30]), "gone");
}

#[test]
fn an_administrator_may_say_that_somebody_stays_out() {
    let (mut scene, people) = office("standard", 24);
    people[..21].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    people[21..].iter().for_each(|id| delete(&mut scene.client, id));
    let (one, other) = (&people[0], &people[23]);
    let seen = scene.now();
    assert_eq!(scene.decide(&[one.clone(), other.clone()], Act::KeepOut), [const { Outcome::Done }; 2]);
    assert_eq!((scene.entry().0.as_str(), scene.told(seen)), ("User Disabled", Vec::new()));
    assert_eq!(scene.held().len(), 22);
    let outcomes = scene.decide(&people, Act::UndoHeld);
    assert_eq!(outcomes.iter().filter(|outcome| **outcome == Outcome::Done).count(), 22);
    assert_eq!([one, other].map(|id| scene.status(id)), ["disabled:confirmed", "disabled:confirmed"]);
}

#[test]
fn a_provider_that_mends_its_mistake_lets_held_people_in_again_in_workspace() {
    let (mut scene, people) = office("workspace", 23);
    people.iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    let held = &people[20..];
    assert_eq!(scene.held(), wanted(held, Wish::Remove));
    assert_eq!(scene.set_active(&held[0], true).expect(200).body["active"], true);
    assert_eq!(scene.put(&held[1], json!({ "active": true })).expect(200).body["active"], true);
    assert_eq!((scene.statuses(&held[..2]), scene.mails()), (vec!["invited".to_owned()], Vec::new()));
    assert_eq!(scene.held(), wanted(&held[2..], Wish::Remove));
}

#[test]
fn nobody_comes_back_with_the_external_id_of_somebody_else() {
    let (mut scene, people) = office("vault", 25);
    people[..22].iter().for_each(|id| drop(scene.set_active(id, false).expect(204)));
    let taken = scene.user(&people[24])["externalId"].clone();
    scene.patch(&people[0], "replace", "externalId", taken);
    for act in [Act::UndoHeld, Act::Restore] {
        let outcomes = scene.decide(&people[..1], act);
        assert!(matches!(outcomes[..], [Outcome::Refused(_)]), "{outcomes:?}");
    }
    assert_eq!((scene.statuses(&people[..1]), scene.held().len()), (vec!["revoked:invited".to_owned()], 22));
}

#[test]
fn what_is_decided_is_what_was_seen() {
    let (mut scene, people) = office("standard", 26);
    people[..22].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    let (org, ids) =
        (scene.door.org, [&people[0], &people[1], &people[2]].map(|id| UserId::parse(id).expect("an id")));
    let seen = scene.server.read(|work| Ok(work.now));
    thread::sleep(std::time::Duration::from_millis(5));
    // One comes back and is out again, and much happens behind it; another one is to be removed now.
    assert_eq!(scene.set_active(&people[0], true).status, 200);
    assert_eq!(scene.set_active(&people[0], false).status, 200);
    (0..60).for_each(|number| scene.patch(&people[0], "replace", "externalId", number.to_string()));
    delete(&mut scene.client, &people[1]);
    for act in [Act::UndoHeld, Act::ApplyHeld] {
        let done =
            scene.server.write(move |work| crowd::act(work, OPERATOR, org, &ids[..2], act, Some(seen)));
        assert!(done.iter().all(|done| done.outcome == Outcome::KeptOutMeanwhile), "{act:?}: {done:?}");
    }
    let done =
        scene.server.write(move |work| crowd::act(work, OPERATOR, org, &ids[2..], Act::UndoHeld, Some(seen)));
    assert_eq!(done[0].outcome, Outcome::Done);
    assert_eq!(scene.statuses(&people[..3]), ["disabled:confirmed", "confirmed"]);
}

#[test]
fn whom_an_administrator_keeps_out_before_it_is_noticed_stays_out() {
    let (mut scene, people) = office("standard", 30);
    drop(scene.set_active(&people[0], false).expect(200));
    assert_eq!(scene.decide(&people[..1], Act::KeepOut), [Outcome::Done]);
    let (org, second) = (scene.door.org, UserId::parse(&people[1]).expect("an id"));
    drop(scene.set_active(&people[1], false).expect(200));
    scene.server.write(move |work| {
        app::people::act(work, OPERATOR, org, second, directory::life::Act::Disable).map(drop)
    });
    people[2..25].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    assert_eq!(scene.held(), wanted(&people[2..25], Wish::KeepOut));
    scene.decide(&people, Act::UndoHeld);
    assert_eq!(scene.statuses(&people[..3]), ["disabled:confirmed", "confirmed"]);
}

#[test]
fn an_act_on_all_leaves_whoever_was_taken_out_since_and_whoever_is_held() {
    let (mut scene, people) = office("workspace", 30);
    assert_eq!(scene.decide(&people[29..], Act::KeepOut), [Outcome::Done]);
    let seen = scene.server.read(|work| Ok(work.now));
    thread::sleep(std::time::Duration::from_millis(5));
    people[..24].iter().for_each(|id| drop(scene.set_active(id, false).expect(200)));
    assert_eq!(scene.decide(&people[28..29], Act::KeepOut), [Outcome::Done]);
    let all = |act: Act, from: usize| {
        let (org, users) = (scene.door.org, people[from..].iter().filter_map(|id| UserId::parse(id)));
        let users: Vec<UserId> = users.collect();
        let done = scene.server.write(move |work| crowd::act(work, OPERATOR, org, &users, act, Some(seen)));
        done.into_iter().map(|done| done.outcome).collect::<Vec<_>>()
    };
    let invited = all(Act::Invite, 20);
    assert_eq!(invited[..4], [const { Outcome::KeptOutMeanwhile }; 4]);
    assert_eq!(invited[8..], [Outcome::KeptOutMeanwhile, Outcome::Done]);
    let removed = all(Act::Remove, 20);
    assert_eq!(removed[..4], [const { Outcome::Held }; 4]);
    assert_eq!(
        removed[4..],
        [
            Outcome::Done,
            Outcome::Done,
            Outcome::Done,
            Outcome::Done,
            Outcome::KeptOutMeanwhile,
            Outcome::Done
        ]
    );
    assert_eq!(scene.held(), wanted(&people[20..24], Wish::Remove));
}
