//! Many at once.

use crate::support::{ACTOR, Fixture, NOW, ids, parsed, read, write, write_in};
use directory::change::Member;
use directory::group::MemberChange;
use directory::nesting::Effect;
use directory::{Change, Token, UserId};
use serde_json::json;
use std::sync::{Arc, Barrier, mpsc};
use std::thread;
use store::{Access, Error, Key, Page, Search, Tx};

/// What a job does with its transaction.
type Work<T> = Box<dyn FnMut(&mut Tx<'_>) -> Result<T, Error> + Send>;

/// Runs `work` on so many threads at once and returns what they returned.
fn race<T: Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(threads);
    thread::scope(|scope| {
        let run = |number| {
            let (barrier, work) = (&barrier, &work);
            scope.spawn(move || {
                barrier.wait();
                work(number)
            })
        };
        let threads: Vec<_> = (0..threads).map(run).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    })
}

#[test]
fn of_64_with_the_same_user_name_one_wins() {
    let f = Fixture::new();
    let outcomes = race(64, |number| {
        let name = if number % 2 == 0 { "zoe" } else { "ZOE" };
        f.save(&[&f.user(name).1])
    });
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    let others: Vec<_> = outcomes.into_iter().filter_map(Result::err).collect();
    assert_eq!(others, vec![Error::Conflict(Key::UserName); 63]);
}

#[test]
fn of_64_who_change_one_group_none_is_lost() {
    let f = Fixture::new();
    let users: Vec<_> = (0..64).map(|number| f.user(&format!("user{number}"))).collect();
    f.save(&users.iter().map(|(_, made)| made).collect::<Vec<_>>()).unwrap();
    let member = |number: usize| Member::User(users[number].0.id);
    // The first half is in, the second is not; then they change places.
    let (group, made) = f.group("Staff", &(0..32).map(member).collect::<Vec<_>>());
    f.save(&[&made]).unwrap();
    let (org, id) = (f.org, group.id);
    race(64, |number| {
        let (member, ids) = (member(number), ids());
        write(&f.store, move |tx| {
            let group = tx.org(org).group_for_update(id)?.ok_or(Error::Stale)?;
            let mut change = MemberChange::default();
            let side = if number < 32 { &mut change.removed } else { &mut change.added };
            side.push(member);
            let after = group.update(
                org,
                (group.source, group.resource.clone()),
                (change.clone(), &[Effect::plain(group.id, &change)]),
                ACTOR,
                &mut ids.clone(),
                NOW,
            );
            tx.save(&after.unwrap().unwrap().1)
        })
        .unwrap();
    });
    let mut expected: Vec<Member> = (32..64).map(member).collect();
    expected.sort();
    let mut members = f.members(id);
    members.sort();
    assert_eq!(members, expected);
    let (version, events) = read(&f.store, move |tx| {
        Ok((tx.org(org).group(id)?.map(|group| group.version), tx.org(org).events_after(0, 1_000)?))
    })
    .unwrap();
    assert_eq!(version, Some(65));
    // 64 users, the group and its first members, 64 changes: without a gap.
    assert_eq!(
        events.iter().map(|(sequence, _)| *sequence).collect::<Vec<_>>(),
        (1..=130).collect::<Vec<_>>()
    );
}

#[test]
fn those_who_wait_share_a_commit() {
    let f = Fixture::new();
    let before = f.store.counters();
    race(16, |number| {
        for turn in 0..8 {
            f.save(&[&f.user(&format!("user{number}-{turn}")).1]).unwrap();
        }
    });
    let after = f.store.counters();
    let (writes, commits) = (after.writes - before.writes, after.commits - before.commits);
    assert_eq!(writes, 128);
    assert!(commits < writes, "{commits} commits for {writes} writes");
}

/// Holds the writer until everybody is in the queue, so that they all end up in one transaction.
fn in_one_batch(f: &Fixture, enqueue: impl FnOnce()) -> mpsc::Sender<()> {
    let (go, wait) = mpsc::channel::<()>();
    // Work may be done again, and then has nobody to hold up.
    let mut held = false;
    let hold = move |_: &mut Tx<'_>| match std::mem::replace(&mut held, true) {
        false => wait.recv().map_err(|_| Error::Busy),
        true => Ok(()),
    };
    f.store.run(Access::Write(Some(f.org)), "hold", hold, drop);
    enqueue();
    go
}

#[test]
fn neighbours_of_a_failure_and_of_a_panic_are_untouched() {
    let f = Fixture::new();
    let users: Vec<_> = (0..5).map(|number| f.user(&format!("user{number}"))).collect();
    let (tell, told) = mpsc::channel();
    let before = f.store.counters();
    let go = in_one_batch(&f, || {
        for (number, (_, made)) in users.clone().into_iter().enumerate() {
            let tell = tell.clone();
            let work = move |tx: &mut Tx<'_>| {
                tx.save(&made)?;
                match number {
                    1 => Err(Error::Busy),
                    3 => panic!("a defect"),
                    _ => Ok(number),
                }
            };
            f.store.run(Access::Write(Some(f.org)), "one of five", work, move |outcome| {
                tell.send((number, outcome)).unwrap();
            });
        }
    });
    go.send(()).unwrap();
    let mut outcomes: Vec<_> = told.iter().take(5).collect();
    outcomes.sort_by_key(|(number, _)| *number);
    let broken = outcomes.remove(3).1;
    assert!(matches!(&broken, Err(Error::Broken(why)) if why.contains("one of five")), "{broken:?}");
    assert_eq!(outcomes, [(0, Ok(0)), (1, Err(Error::Busy)), (2, Ok(2)), (4, Ok(4))]);
    let after = f.store.counters();
    // The three and the one that held the writer.
    assert_eq!(after.writes - before.writes, 4);

    let (org, ids) = (f.org, users.iter().map(|(user, _)| user.id).collect::<Vec<_>>());
    let stored = read(&f.store, move |tx| {
        let there = |id: &UserId| Ok(tx.org(org).user(*id)?.is_some());
        Ok((ids.iter().map(there).collect::<Result<Vec<_>, Error>>()?, tx.org(org).events_after(0, 9)?.len()))
    });
    assert_eq!(stored, Ok((vec![true, false, true, false, true], 3)));
}

/// What each of these jobs was told, all of one batch.
fn told_in_one_batch<T: Send + 'static>(f: &Fixture, jobs: Vec<Work<T>>) -> Vec<Result<T, Error>> {
    let (tell, told) = mpsc::channel();
    let count = jobs.len();
    let go = in_one_batch(f, || {
        for (number, work) in jobs.into_iter().enumerate() {
            let tell = tell.clone();
            let done = move |outcome| tell.send((number, outcome)).unwrap();
            f.store.run(Access::Write(Some(f.org)), "one of a batch", work, done);
        }
    });
    go.send(()).unwrap();
    let mut outcomes: Vec<_> = told.iter().take(count).collect();
    outcomes.sort_by_key(|(number, _)| *number);
    outcomes.into_iter().map(|(_, outcome)| outcome).collect()
}

#[test]
fn a_token_that_is_switched_off_is_off_for_the_next_in_the_same_transaction() {
    let f = Fixture::new();
    let (token, _, made) = Token::create(&f.connection, &[], 30, ACTOR, &mut ids(), NOW).unwrap();
    f.save(&[&made]).unwrap();
    let off = token.set_active(&f.connection, false, ACTOR, &mut ids(), NOW).unwrap();
    let (closed, shut) = f.connection.set_enabled(false, ACTOR, &mut ids(), NOW).unwrap();
    assert!(!closed.enabled);
    let look = || -> Work<Option<(bool, bool)>> {
        let (id, (_, made)) = (token.id.clone(), f.user(&ids().id::<UserId>().to_string()));
        Box::new(move |tx| {
            let found = tx.token(&id)?.map(|(connection, token)| (connection.enabled, token.active));
            tx.save(&made)?;
            Ok(found)
        })
    };
    let change = |change: Change| -> Work<_> { Box::new(move |tx| tx.save(&change).map(|()| None)) };
    let told = told_in_one_batch(&f, vec![look(), look(), change(off), look(), change(shut), look()]);
    let seen = |enabled, active| Ok(Some((enabled, active)));
    assert_eq!(
        told,
        [seen(true, true), seen(true, true), Ok(None), seen(true, false), Ok(None), seen(false, false)]
    );
}

#[test]
fn whoever_takes_a_name_second_is_refused_alone_and_numbers_have_no_gap() {
    let f = Fixture::new();
    let save = |name: &str| -> Work<u64> {
        let (org, (_, made)) = (f.org, f.user(name));
        Box::new(move |tx| {
            tx.save(&made)?;
            Ok(tx.organization(org)?.map_or(0, |organization| organization.event_sequence))
        })
    };
    assert_eq!(told_in_one_batch(&f, ["a", "b"].map(save).into()), [Ok(1), Ok(2)]);
    let told = told_in_one_batch(&f, ["A", "c", "a", "d"].map(save).into());
    let taken = || Err(Error::Conflict(Key::UserName));
    assert_eq!(told, [taken(), Ok(3), taken(), Ok(4)]);
    let org = f.org;
    let events = read(&f.store, move |tx| tx.org(org).events_after(0, 9)).unwrap();
    assert_eq!(events.iter().map(|(sequence, _)| *sequence).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn many_addresses_and_ranges_of_one_batch_are_all_there() {
    let f = Fixture::new();
    let users: Vec<_> = (0..60)
        .map(|number| {
            let emails = [format!("{number}@acme.test"), format!("{number}@home.test")];
            let emails = emails.map(|value| json!({ "value": value }));
            f.user_of(json!({ "userName": format!("user{number}"), "emails": emails }))
        })
        .collect();
    let save = |change: &Change| -> Work<()> {
        let change = change.clone();
        Box::new(move |tx| tx.save(&change))
    };
    let told = told_in_one_batch(&f, users.iter().map(|(_, made)| save(made)).collect());
    assert_eq!(told, vec![Ok(()); 60]);
    let (org, source) = (f.org, f.source);
    let total = read(&f.store, move |tx| {
        let page = Page::Index { start: 1, count: 1 };
        Ok(tx.org(org).search_users(&Search { source: Some(source), filter: None, sort: None, page })?.total)
    });
    assert_eq!(total, Ok(60));
    // The addresses of the last one go with its row, or the row could not go.
    let (last, _) = &users[59];
    f.save(&[&f.removed(last, NOW)]).unwrap();
}

#[test]
fn a_waiter_that_panics_or_has_gone_is_no_matter() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    f.store.run(
        Access::Write(Some(f.org)),
        "told to a defect",
        move |tx| tx.save(&made),
        |_| panic!("a defect"),
    );
    let (org, id) = (f.org, user.id);
    // The queue is in order, so this comes after.
    assert_eq!(write_in(&f.store, org, move |tx| Ok(tx.org(org).user(id)?.map(parsed))), Ok(Some(user)));
}

#[test]
fn the_last_reference_may_go_in_a_callback() {
    let f = Fixture::new();
    let (tell, told) = mpsc::channel();
    let store = Arc::new(f.store);
    let (last, go) = (store.clone(), mpsc::channel::<()>());
    store.run(
        Access::Write(None),
        "hold the store",
        move |_| Ok::<_, Error>(()),
        move |_| {
            go.1.recv().unwrap();
            drop(last);
            tell.send(()).unwrap();
        },
    );
    drop(store);
    go.0.send(()).unwrap();
    told.recv_timeout(std::time::Duration::from_secs(10)).expect("closing from within must not hang");
}
