//! What the pages of users, groups and members show, as it changes.

use crate::support::{ACTOR, Fixture, NOW, ids, organization, read, write_in};
use directory::change::Member;
use directory::user::Source;
use directory::{
    AuditEntry, Change, Group, GroupId, Invitation, Row, Stage, Status, Timestamp, User, UserId,
};
use serde_json::json;
use store::{
    Census, CountedGroup, Error, GroupsOrder, GroupsQuery, InvitationKind, ListedMember, MemberSaid,
    PeopleOrder, PeopleQuery, Sorted, Spot, StatusKind, Total, Turn, Tx,
};

const BY_NAME: Sorted<PeopleOrder> = Sorted { by: PeopleOrder::Name, descending: false };

fn save(f: &Fixture, rows: impl IntoIterator<Item = Row>) -> Result<(), Error> {
    let audit = AuditEntry::new(&mut ids(), NOW, ACTOR, directory::Action::UserUpdated, "many".to_owned());
    f.save(&[&rows.into_iter().fold(Change::new(f.org, audit), Change::row)])
}

/// Who is found, by userName, and how many in all.
fn found(f: &Fixture, query: PeopleQuery) -> (Vec<String>, Total) {
    let org = f.org;
    let people =
        read(&f.store, move |tx| tx.org(org).people(&query, BY_NAME, &Turn::Beginning, (50, NOW))).unwrap();
    let names = people
        .leaf
        .items
        .into_iter()
        .map(|found| crate::support::parsed(found.invitee.user).user_name().to_owned());
    (names.collect(), people.total)
}

fn texted(text: &str) -> PeopleQuery {
    PeopleQuery { text: text.to_owned(), ..PeopleQuery::default() }
}

#[test]
fn people_are_found_as_they_are_now() {
    let f = Fixture::new();
    let (zoe, made) =
        f.user_of(json!({ "userName": "zoe", "displayName": "Zoë", "emails": [{ "value": "z@old.test" }] }));
    f.save(&[&made, &f.user("bob").1]).unwrap();
    let (other, _) = organization(&f.store, "Other");
    let one = |names: &[&str]| {
        (names.iter().map(ToString::to_string).collect::<Vec<_>>(), Total::Exactly(names.len() as u64))
    };
    assert_eq!(found(&f, PeopleQuery::default()), one(&["bob", "zoe"]));
    for text in ["ZOË", "oe", "z@OLD"] {
        assert_eq!(found(&f, texted(text)), one(&["zoe"]), "{text}");
    }
    // Another address, and then another status and name.
    let mut said = zoe.resource.attributes().clone();
    said.insert("emails".into(), json!([{ "value": "z@new.test" }]));
    let resource = scim::Resource::from_stored(said.clone());
    let second = User { resource, version: 2, ..zoe };
    save(&f, [Row::UserUpdated { before: zoe, after: second.clone() }]).unwrap();
    assert_eq!(found(&f, texted("old.test")), one(&[]));
    assert_eq!(found(&f, texted("new.test")), one(&["zoe"]));
    said.insert("displayName".into(), json!("Anna"));
    let status = Status::Revoked(Stage::Invited);
    let resource = scim::Resource::from_stored(said);
    let third = User { resource, status, protected: true, version: 3, ..second };
    save(&f, [Row::UserUpdated { before: second, after: third.clone() }]).unwrap();
    assert_eq!(found(&f, PeopleQuery::default()), one(&["zoe", "bob"]));
    assert_eq!(found(&f, texted("zoë")), one(&[]));
    let everybody = PeopleQuery::default();
    let revoked = PeopleQuery { status: Some(StatusKind::Revoked), ..everybody.clone() };
    let confirmed = PeopleQuery { status: Some(StatusKind::Confirmed), ..everybody.clone() };
    let protected = PeopleQuery { protected: true, ..everybody.clone() };
    let local = PeopleQuery { source: Some(Source::Local), ..everybody.clone() };
    for (query, names) in [(revoked, "zoe"), (confirmed, "bob"), (protected, "zoe")] {
        assert_eq!(found(&f, query), one(&[names]));
    }
    assert_eq!(found(&f, local), one(&[]));
    let query = everybody.clone();
    let others =
        read(&f.store, move |tx| tx.org(other).people(&query, BY_NAME, &Turn::Beginning, (9, NOW))).unwrap();
    assert_eq!((others.leaf.items.len(), others.total), (0, Total::Exactly(0)));

    let org = f.org;
    let census = read(&f.store, move |tx| tx.org(org).census()).unwrap();
    let users = vec![(f.source, status, 1), (f.source, Status::On(Stage::Confirmed), 1)];
    assert_eq!(census, Census { users, groups: vec![] });
    save(&f, [Row::UserDeleted(third.id)]).unwrap();
    assert_eq!(found(&f, everybody), one(&["bob"]));
}

/// The number of members that the group says it has, which is that of its rows.
#[track_caller]
#[test]
fn people_are_found_by_how_their_invitation_stands_now() {
    let f = Fixture::new();
    let (zoe, _) = f.user("zoe");
    let zoe = User { status: Status::On(Stage::Invited), ..zoe };
    let until = |millis: i64| Invitation {
        user: zoe.id,
        created: NOW,
        expires: Timestamp::from_millis(NOW.as_millis() + millis),
        links: Vec::new(),
        sent: None,
        reminders: 0,
        next_reminder: None,
    };
    let holds = |pending: &[&str], expired: &[&str], about: &str| {
        for (kind, names) in [(InvitationKind::Pending, pending), (InvitationKind::Expired, expired)] {
            let query = PeopleQuery { invitation: Some(kind), ..PeopleQuery::default() };
            assert_eq!(found(&f, query).0, names, "{about}: {kind:?}");
        }
    };
    save(&f, [Row::UserCreated(zoe.clone()), Row::InvitationSaved(until(1))]).unwrap();
    holds(&["zoe"], &[], "invited as they came");
    save(&f, [Row::InvitationSaved(until(0))]).unwrap();
    holds(&[], &["zoe"], "invited anew");
    let named =
        User { resource: f.user_of(json!({ "userName": "zora" })).0.resource, version: 2, ..zoe.clone() };
    save(&f, [Row::UserUpdated { before: zoe.clone(), after: named.clone() }]).unwrap();
    holds(&[], &["zora"], "by another name");
    save(&f, [Row::InvitationDeleted(zoe.id)]).unwrap();
    holds(&[], &[], "not invited any more");
    let after = User { version: 3, ..named.clone() };
    save(&f, [Row::UserUpdated { before: named, after }, Row::InvitationSaved(until(1))]).unwrap();
    holds(&["zora"], &[], "invited later");
}

fn size(f: &Fixture, group: GroupId) -> u64 {
    let org = f.org;
    let count = read(&f.store, move |tx| tx.org(org).member_count(group)).unwrap().expect("a group");
    assert_eq!(count, f.members(group).len() as u64);
    count
}

#[test]
fn a_group_knows_how_many_members_it_has() {
    let f = Fixture::new();
    let people: Vec<(User, Change)> = (0..4).map(|number| f.user(&format!("user{number}"))).collect();
    let of = |range: std::ops::Range<usize>| -> Vec<Member> {
        people[range].iter().map(|(user, _)| Member::User(user.id)).collect()
    };
    f.save(&people.iter().map(|(_, change)| change).collect::<Vec<_>>()).unwrap();
    let (inner, made_inner) = f.group("Inner", &of(0..2));
    let (outer, made_outer) = f.group("Outer", &[of(1..3), vec![Member::Group(inner.id)]].concat());
    f.save(&[&made_inner, &made_outer]).unwrap();
    let sizes = || (size(&f, inner.id), size(&f, outer.id));
    assert_eq!(sizes(), (2, 3));
    save(&f, [Row::MembersAdded(inner.id, of(2..4)), Row::MembersRemoved(outer.id, of(2..3))]).unwrap();
    assert_eq!(sizes(), (4, 2));
    // Whoever is a member already cannot come once more; nothing of it stays.
    assert_eq!(save(&f, [Row::MembersAdded(inner.id, of(3..4))]), Err(Error::Stale));
    assert_eq!(save(&f, [Row::MembersRemoved(outer.id, of(0..2))]), Err(Error::Stale));
    assert_eq!(sizes(), (4, 2));
    save(&f, [Row::UserDeleted(people[1].0.id)]).unwrap();
    assert_eq!(sizes(), (3, 1));
    save(&f, [Row::GroupUpdated(Group { version: 3, ..outer.clone() })]).unwrap();
    save(&f, [Row::GroupDeleted(inner.id)]).unwrap();
    assert_eq!(size(&f, outer.id), 0);
    // A work that fails after it has changed something is undone as a whole.
    let (org, group, members) = (f.org, outer.id, of(0..1));
    let audit = AuditEntry::new(&mut ids(), NOW, ACTOR, directory::Action::GroupUpdated, "late".to_owned());
    let change = Change::new(org, audit).row(Row::MembersAdded(group, members));
    let undone = write_in(&f.store, org, move |tx: &mut Tx<'_>| {
        tx.save(&change)?;
        Err::<(), _>(Error::Stale)
    });
    assert_eq!((undone, size(&f, group)), (Err(Error::Stale), 0));
}

/// Groups of different names, sources, times and sizes.
fn groups(f: &Fixture, people: &[UserId]) {
    for number in 0..9_usize {
        let (group, _) = f.group(&format!("{} Group {number}", ["Red", "Blue", "100%"][number % 3]), &[]);
        let last_modified = Timestamp::from_millis(i64::try_from(number / 2).unwrap());
        let source = if number % 4 == 3 { Source::Local } else { f.source };
        let members = people[..(number * 5) % 7].iter().copied().map(Member::User).collect();
        let group = Group { last_modified, source, ..group };
        save(f, [Row::GroupCreated(group.clone()), Row::MembersAdded(group.id, members)]).unwrap();
    }
}

fn people(f: &Fixture, names: impl Iterator<Item = String>) -> Vec<UserId> {
    let people: Vec<(User, Change)> = names.map(|name| f.user(&name)).collect();
    f.save(&people.iter().map(|(_, change)| change).collect::<Vec<_>>()).unwrap();
    people.into_iter().map(|(user, _)| user.id).collect()
}

/// What a list is sorted by.
fn sorted_by(by: GroupsOrder, found: &CountedGroup) -> (i64, String) {
    match by {
        GroupsOrder::Name => (0, scim::fold(found.group.display_name())),
        GroupsOrder::LastModified => (found.group.last_modified.as_millis(), String::new()),
        GroupsOrder::Members => (i64::try_from(found.members).unwrap(), String::new()),
    }
}

/// Leafs to the end of a list of groups and back again.
fn walk(f: &Fixture, query: &GroupsQuery, order: Sorted<GroupsOrder>) -> (Vec<CountedGroup>, u64) {
    let org = f.org;
    let page = |turn: Turn<GroupId>| {
        let query = query.clone();
        read(&f.store, move |tx| tx.org(org).group_page(&query, order, &turn, 4)).unwrap()
    };
    let spot = |found: &CountedGroup| Spot {
        value: sorted_by(order.by, found).0,
        id: found.group.id,
        text: String::new(),
    };
    let (first, total) = page(Turn::Beginning);
    let mut pages = vec![first];
    while let Some(last) = pages.last().filter(|page| page.next).and_then(|page| page.items.last()) {
        let next = page(Turn::After(spot(last)));
        assert_eq!(next.1, total);
        pages.push(next.0);
    }
    for pair in pages.windows(2).rev() {
        assert_eq!(page(Turn::Before(spot(&pair[1].items[0]))).0, pair[0]);
    }
    (pages.into_iter().flat_map(|page| page.items).collect(), total)
}

#[test]
fn groups_are_listed_in_each_order_and_leafed_through() {
    let f = Fixture::new();
    groups(&f, &people(&f, (0..9).map(|number| format!("user{number}"))));
    let org = f.org;
    for (query, expected) in [
        (GroupsQuery::default(), 9),
        (GroupsQuery { text: "GROUP".into(), source: None }, 9),
        (GroupsQuery { text: "0%".into(), source: None }, 3),
        (GroupsQuery { text: "red".into(), source: Some(f.source) }, 2),
        (GroupsQuery { text: " ".into(), source: Some(Source::Local) }, 2),
        (GroupsQuery { text: "nothing".into(), source: None }, 0),
    ] {
        for by in [GroupsOrder::Name, GroupsOrder::LastModified, GroupsOrder::Members] {
            for descending in [false, true] {
                let order = Sorted { by, descending };
                let (all, total) = walk(&f, &query, order);
                assert_eq!((all.len() as u64, total), (expected, expected), "{query:?} {order:?}");
                let in_order = |pair: &[CountedGroup]| {
                    let (a, b) = (sorted_by(by, &pair[0]), sorted_by(by, &pair[1]));
                    if descending { a >= b } else { a <= b }
                };
                assert!(all.windows(2).all(in_order), "{query:?} {order:?}");
                for one in all {
                    let id = one.group.id;
                    assert_eq!(size(&f, id), one.members);
                    assert_eq!(read(&f.store, move |tx| tx.org(org).counted_group(id)), Ok(Some(one)));
                }
            }
        }
    }
}

#[test]
fn the_groups_of_somebody_are_leafed_through_by_name() {
    let f = Fixture::new();
    let users = people(&f, (0..9).map(|number| format!("user{number}")));
    groups(&f, &users);
    let (org, user) = (f.org, users[0]);
    let page = |turn| read(&f.store, move |tx| tx.org(org).group_page_of(user, &turn, 4)).unwrap();
    let (first, total) = page(Turn::Beginning);
    assert_eq!((first.items.len(), first.previous, first.next, total), (4, false, true, 7));
    let spot = |found: &CountedGroup| Spot { value: 0, id: found.group.id, text: String::new() };
    let (second, _) = page(Turn::After(spot(&first.items[3])));
    assert_eq!((second.items.len(), second.previous, second.next), (3, true, false));
    assert_eq!(page(Turn::Before(spot(&second.items[0]))).0, first);
    let all = [first.items, second.items].concat();
    assert!(all.is_sorted_by_key(|found| scim::fold(found.group.display_name())), "{all:?}");
    assert!(all.iter().all(|found| f.members(found.group.id).contains(&Member::User(user))));
}

#[test]
fn members_are_leafed_through_and_searched() {
    let f = Fixture::new();
    let people: Vec<(User, Change)> = (0..7).map(|number| f.user(&format!("User{number}"))).collect();
    f.save(&people.iter().map(|(_, change)| change).collect::<Vec<_>>()).unwrap();
    let (inner, made) = f.group("Inner", &[]);
    let members: Vec<Member> = people[..6].iter().map(|(user, _)| Member::User(user.id)).collect();
    let (group, grouped) = f.group("Staff", &[members, vec![Member::Group(inner.id)]].concat());
    f.save(&[&made, &grouped]).unwrap();
    let (org, id) = (f.org, group.id);
    let page =
        |turn| read(&f.store, move |tx| tx.org(org).member_page(id, &turn, 3)).unwrap().expect("a group");
    let spot = |found: &ListedMember| Spot { value: 0, id: found.member.id(), text: String::new() };
    let (first, total) = page(Turn::Beginning);
    let (second, _) = page(Turn::After(spot(&first.items[2])));
    let (third, _) = page(Turn::After(spot(&second.items[2])));
    assert_eq!((total, [&first, &second, &third].map(|page| page.items.len())), (7, [3, 3, 1]));
    assert_eq!(
        [&first, &second, &third].map(|page| (page.previous, page.next)),
        [(false, true), (true, true), (true, false)]
    );
    assert_eq!(page(Turn::Before(spot(&third.items[0]))).0, second);
    assert_eq!(page(Turn::Before(spot(&second.items[0]))).0, first);
    let all: Vec<&ListedMember> =
        [&first, &second, &third].into_iter().flat_map(|page| &page.items).collect();
    assert_eq!(all.iter().map(|found| found.member).collect::<Vec<_>>(), f.members(id));
    let names: std::collections::BTreeSet<String> = all.into_iter().map(name).collect();
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        ["Inner", "User0", "User1", "User2", "User3", "User4", "User5"]
    );

    let search = |start: &'static str, count| {
        read(&f.store, move |tx| tx.org(org).members_named(id, start, count)).unwrap()
    };
    for (start, count, expected, more) in [
        ("uSER", 9, &["User0", "User1", "User2", "User3", "User4", "User5"][..], false),
        ("user", 2, &["User0", "User1"], true),
        (" user5 ", 2, &["User5"], false),
        ("user6", 2, &[], false),
        ("ser", 2, &[], false),
    ] {
        let found = search(start, count);
        assert_eq!(
            (found.items.iter().map(name).collect::<Vec<_>>(), found.more),
            (expected.iter().map(ToString::to_string).collect(), more),
            "{start}"
        );
    }
    let nobody = read(&f.store, move |tx| tx.org(org).member_page(ids().id(), &Turn::Beginning, 3)).unwrap();
    assert_eq!(nobody, None);
}

fn name(found: &ListedMember) -> String {
    match &found.said {
        MemberSaid::User(document, _) => {
            let said = document.clone().read().unwrap();
            said.get("userName").and_then(serde_json::Value::as_str).unwrap().to_owned()
        }
        MemberSaid::Group(name) => name.clone(),
    }
}

#[test]
fn history_is_that_of_one_target_the_newest_first() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    let (other, other_made) = f.user("bob");
    let gone = f.removed(&user, NOW);
    f.save(&[&made, &other_made, &gone, &f.removed(&other, NOW)]).unwrap();
    let org = f.org;
    let of = |id: UserId, before, limit| {
        read(&f.store, move |tx| tx.org(org).history(&id.to_string(), before, limit)).unwrap()
    };
    let all = of(user.id, None, 9);
    assert_eq!(all.iter().map(|(_, entry)| entry.clone()).collect::<Vec<_>>(), [gone.audit, made.audit]);
    assert_eq!(of(user.id, None, 1), all[..1]);
    assert_eq!(of(user.id, Some(all[0].0), 9), all[1..]);
    assert_eq!(of(user.id, Some(all[1].0), 9), []);
}
