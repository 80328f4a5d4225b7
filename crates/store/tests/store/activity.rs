//! What is counted for each day is what the events are, whoever failed on the way.

use crate::support::{Fixture, NOW, organization, read, write, write_in};
use directory::{Change, EventKind, OrgId, Timestamp};
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::{Arc, Barrier, mpsc};
use store::{Access, Error};

const DAY: i64 = 86_400_000;

/// By day and kind: what is counted, and what the events say.
type Counts = BTreeMap<(i64, &'static str), u64>;

fn counts(f: &Fixture, org: OrgId) -> (Counts, Counts) {
    let (activity, events) =
        read(&f.store, move |tx| Ok((tx.org(org).activity(0)?, tx.org(org).events_after(0, 1_000_000)?)))
            .expect("read");
    let mut told = Counts::new();
    for (_, event) in events {
        *told.entry((event.at.as_millis() / DAY, event.kind.as_str())).or_default() += 1;
    }
    let counted = activity.iter().map(|activity| ((activity.day, activity.kind.as_str()), activity.events));
    assert!(
        activity.is_sorted_by_key(|activity| (activity.day, activity.kind.as_str())),
        "by day and kind: {activity:?}"
    );
    (counted.collect(), told)
}

#[track_caller]
fn check(f: &Fixture, org: OrgId) -> Counts {
    let (counted, told) = counts(f, org);
    assert_eq!(counted, told);
    counted
}

#[test]
fn creates_updates_and_deletes_are_counted_on_their_days() {
    let f = Fixture::new();
    let (ann, made) = f.user("ann");
    let (_, other) = f.user("bob");
    let (_, group) = f.group("Staff", &[]);
    f.save(&[&made, &other, &group]).expect("new");
    let renamed = f.replaced(&ann, crate::support::resource(json!({ "userName": "ann", "title": "x" })));
    f.save(&[&renamed]).expect("a change");
    let (third, made) = f.user("cy");
    f.save(&[&made]).expect("new");
    let later = NOW.plus_days(3);
    f.save(&[&f.removed(&third, later)]).expect("gone");

    let (today, later) = (NOW.day(), later.day());
    let expected = [
        ((today, "group.created"), 1),
        ((today, "user.created"), 3),
        ((today, "user.updated"), 1),
        ((later, "user.deleted"), 1),
    ];
    assert_eq!(check(&f, f.org), expected.into());
    let org = f.org;
    let since = read(&f.store, move |tx| tx.org(org).activity(later)).expect("read");
    let since: Vec<_> = since.iter().map(|activity| (activity.day, activity.kind, activity.events)).collect();
    assert_eq!(since, [(later, EventKind::UserDeleted, 1)]);
}

#[test]
fn midnight_is_that_of_utc() {
    let f = Fixture::new();
    let day = Timestamp::of_day(20_000);
    let (last, first) = (Timestamp::from_millis(day.as_millis() - 1), day);
    let changes: Vec<Change> = [("ann", last), ("bob", first)]
        .map(|(name, at)| {
            let (_, mut made) = f.user(name);
            made.events.iter_mut().for_each(|event| event.at = at);
            made
        })
        .into();
    f.save(&changes.iter().collect::<Vec<_>>()).expect("new");
    assert_eq!(check(&f, f.org), [((19_999, "user.created"), 1), ((20_000, "user.created"), 1)].into());
}

#[test]
fn who_fails_in_a_group_commit_is_not_counted_and_the_others_are() {
    let f = Fixture::new();
    let (tell, told) = mpsc::channel();
    let gate = Arc::new(Barrier::new(2));
    let (mut held, org) = (Some(Arc::clone(&gate)), f.org);
    // The first piece of work keeps the writer until the others wait behind it; once, as it is done again with them.
    f.store.run(
        Access::Write(Some(org)),
        "wait",
        move |_| -> Result<(), Error> {
            if let Some(gate) = held.take() {
                gate.wait();
            }
            Ok(())
        },
        |_| {},
    );
    for number in 0..40 {
        let (_, made) = f.user(&format!("user-{number}"));
        let (tell, fails) = (tell.clone(), number % 5 == 3);
        let work = move |tx: &mut store::Tx<'_>| {
            tx.save(&made)?;
            // What is pending is stored in between, too.
            if number % 4 == 1 {
                tx.organization(org)?;
            }
            if fails { Err(Error::Stale) } else { Ok(()) }
        };
        let done = move |outcome: Result<(), Error>| drop(tell.send(outcome));
        f.store.run(Access::Write(Some(org)), "create", work, done);
    }
    gate.wait();
    drop(tell);
    let outcomes: Vec<_> = told.iter().collect();
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 32);
    assert_eq!(check(&f, f.org), [((NOW.day(), "user.created"), 32)].into());
}

#[test]
fn work_that_is_done_again_is_counted_once() {
    let f = Fixture::new();
    let org = f.org;
    let (_, ann) = f.user("ann");
    let (_, bob) = f.user("bob");
    f.save(&[&ann]).expect("new");
    // The second save fails, so that all is undone, and is done by itself then.
    let saved = [ann, bob.clone()];
    let again = write_in(&f.store, org, move |tx| saved.iter().try_for_each(|change| tx.save(change)));
    assert!(again.is_err(), "ann is there already");
    f.save(&[&bob]).expect("bob is not");
    assert_eq!(check(&f, org), [((NOW.day(), "user.created"), 2)].into());
}

#[test]
fn each_organization_has_its_own_count() {
    let f = Fixture::new();
    let (other, _) = organization(&f.store, "Globex");
    let (_, ann) = f.user("ann");
    let (_, bob) = f.user("bob");
    let (acme, globex) = (ann, Change { org: other, ..bob });
    write(&f.store, move |tx| {
        tx.save(&acme)?;
        tx.save(&globex)
    })
    .expect("both");
    assert_eq!(check(&f, f.org), [((NOW.day(), "user.created"), 1)].into());
    assert_eq!(check(&f, other), [((NOW.day(), "user.created"), 1)].into());
}
