//! Pages of long lists, and of lists that change while somebody walks through them.

use crate::support::{ACTOR, Fixture, NOW, ids, read};
use directory::user::Source;
use directory::{Action, AuditEntry, Change, Group, Row, User};
use scim::sort::Key;
use serde_json::json;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use store::{Error, Mark, Page, Search};

/// More than a few ranges hold.
const MANY: usize = 4_500;
/// Small, so that a walk takes long enough for much to happen meanwhile.
const WALK_PAGE: u64 = 3;

#[test]
fn a_long_list_has_a_length_and_pages_by_position() {
    let f = Fixture::new();
    let users: Vec<User> = (0..MANY).map(|number| f.user(&format!("user{number}")).0).collect();
    f.save(&[&change(&f, users.iter().cloned().map(Row::UserCreated))]).unwrap();
    let (gone, left) = users.split_at(MANY / 5);
    let (moved, stayed) = left.split_at(MANY / 5);
    f.save(&[&change(&f, gone.iter().map(|user| Row::UserDeleted(user.id)))]).unwrap();
    let local = |user: &User| Row::UserUpdated {
        before: user.clone(),
        after: User { source: Source::Local, version: 2, ..user.clone() },
    };
    f.save(&[&change(&f, moved.iter().map(local))]).unwrap();
    for (source, users) in [(f.source, stayed), (Source::Local, moved)] {
        let mut expected: Vec<String> = users.iter().map(|user| user.id.to_string()).collect();
        expected.sort();
        for before in [0, 1, 700, expected.len() / 2, expected.len() - 2, expected.len(), MANY] {
            let start = before as u64 + 1;
            let (total, found) = page(&f, source, false, Page::Index { start, count: 5 });
            assert_eq!(total, expected.len() as u64);
            assert_eq!(found, expected.iter().skip(before).take(5).cloned().collect::<Vec<_>>(), "{before}");
            let after = before.checked_sub(1).and_then(|last| expected.get(last));
            let after = after.map(|last| mark(last));
            if before == 0 || after.is_some() {
                assert_eq!(page(&f, source, false, Page::Cursor { after, count: 5 }), (total, found));
            }
        }
    }
}

#[test]
fn a_group_that_changes_its_source_changes_the_list() {
    let f = Fixture::new();
    let groups: Vec<Group> = (0..5).map(|number| f.group(&format!("Group {number}"), &[]).0).collect();
    f.save(&[&change(&f, groups.iter().cloned().map(Row::GroupCreated))]).unwrap();
    let moved = Group { source: Source::Local, version: 2, ..groups[2].clone() };
    f.save(&[&change(&f, [Row::GroupUpdated(moved.clone())].into_iter())]).unwrap();
    let length = |source| page(&f, source, true, Page::Index { start: 1, count: 0 }).0;
    assert_eq!((length(f.source), length(Source::Local)), (4, 1));
    // Decided on what is no more: the list stays as it is.
    let late = Group { source: f.source, ..moved };
    assert_eq!(f.save(&[&change(&f, [Row::GroupUpdated(late)].into_iter())]), Err(Error::Stale));
    assert_eq!((length(f.source), length(Source::Local)), (4, 1));
}

#[test]
fn who_is_there_throughout_a_walk_is_seen_once() {
    for groups in [false, true] {
        let f = Fixture::new();
        let kept: BTreeSet<String> =
            (0..150).map(|number| create(&f, groups, &format!("kept{number}")).0).collect();
        let going: Vec<_> = (0..60).map(|number| create(&f, groups, &format!("going{number}")).1).collect();
        let ended = AtomicBool::new(false);
        let (walked, turns) = thread::scope(|scope| {
            let going = scope.spawn(|| going.iter().for_each(|delete| f.save(&[delete]).unwrap()));
            let others: Vec<_> = (0..3)
                .map(|thread| {
                    let (f, ended) = (&f, &ended);
                    scope.spawn(move || {
                        let turns = (0..).take_while(|_| !ended.load(Ordering::Relaxed));
                        // Every other one stays.
                        let come_and_go = |turn| {
                            let (_, delete) = create(f, groups, &format!("other{thread}-{turn}"));
                            if turn % 2 == 0 {
                                f.save(&[&delete]).unwrap();
                            }
                        };
                        turns.map(come_and_go).count()
                    })
                })
                .collect();
            let walked = walk(&f, groups);
            going.join().unwrap();
            ended.store(true, Ordering::Relaxed);
            (walked, others.into_iter().map(|thread| thread.join().unwrap()).sum::<usize>())
        });
        assert!(turns > 10, "hardly anything happened during the walk: {turns}");
        assert!(walked.is_sorted_by(|a, b| a < b), "in the order of ids, and nobody twice");
        let seen: BTreeSet<String> = walked.into_iter().collect();
        assert_eq!(kept.difference(&seen).collect::<Vec<_>>(), Vec::<&String>::new());
        // And when it is quiet again, the length is that of the list.
        let (_, found) = page(&f, f.source, groups, Page::Cursor { after: None, count: 100_000 });
        let (total, _) = page(&f, f.source, groups, Page::Index { start: 1, count: 0 });
        assert_eq!(total, found.len() as u64);
    }
}

fn walk(f: &Fixture, groups: bool) -> Vec<String> {
    let (mut walked, mut after) = (Vec::new(), None);
    loop {
        let (total, found) =
            page(f, f.source, groups, Page::Cursor { after: after.take(), count: WALK_PAGE });
        assert!(total >= 150, "{total} is fewer than there are throughout");
        let Some(last) = found.last() else { return walked };
        after = Some(mark(last));
        walked.extend(found);
    }
}

fn mark(id: &str) -> Mark {
    Mark { key: Key::Missing, id: id.to_owned() }
}

/// A user or a group that is there now, and its end.
fn create(f: &Fixture, group: bool, name: &str) -> (String, Change) {
    if group {
        let (group, made) = f.group(name, &[]);
        f.save(&[&made]).unwrap();
        (group.id.to_string(), group.delete(f.org, &[], ACTOR, &mut ids(), NOW))
    } else {
        let (user, made) = f.user_of(json!({ "userName": name, "emails": [{ "value": "x@acme.test" }] }));
        f.save(&[&made]).unwrap();
        (user.id.to_string(), f.removed(&user, NOW))
    }
}

/// The length of a list and the ids on a page.
fn page(f: &Fixture, source: Source, groups: bool, page: Page) -> (u64, Vec<String>) {
    let org = f.org;
    read(&f.store, move |tx| {
        let search = Search { source: Some(source), filter: None, sort: None, page: page.clone() };
        Ok(if groups {
            let found = tx.org(org).search_groups(&search)?;
            (found.total, found.items.iter().map(|group| group.id.to_string()).collect())
        } else {
            let found = tx.org(org).search_users(&search)?;
            (found.total, found.items.iter().map(|user| user.id.to_string()).collect())
        })
    })
    .unwrap()
}

fn change(f: &Fixture, rows: impl Iterator<Item = Row>) -> Change {
    let audit = AuditEntry::new(&mut ids(), NOW, ACTOR, Action::UserCreated, String::new());
    rows.fold(Change::new(f.org, audit), Change::row)
}
