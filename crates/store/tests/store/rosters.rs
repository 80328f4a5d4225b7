//! Who is in what, as far as there is room for it.

use crate::support::{Fixture, read};
use directory::change::Member;
use directory::{GroupId, UserId};
use scim::ResourceType;
use scim::filter::{Filter, Syntax};
use scim::sort;
use std::sync::LazyLock;
use store::{Names, Page, Room, Roster, Search, Sort};

static GROUP: LazyLock<ResourceType> = LazyLock::new(ResourceType::group);

/// Five people, and groups of 3, 0, 2 and 5 of them.
fn staff() -> (Fixture, Vec<UserId>, Vec<GroupId>) {
    let f = Fixture::new();
    let mut people: Vec<_> = (0..5).map(|number| f.user(&format!("user{number}"))).collect();
    people.sort_by_key(|(user, _)| user.id);
    let users: Vec<UserId> = people.iter().map(|(user, _)| user.id).collect();
    let mut made = Vec::new();
    for (place, size) in [3, 0, 2, 5].into_iter().enumerate() {
        let members: Vec<Member> = users[..size].iter().copied().map(Member::User).collect();
        made.push(f.group(&format!("group{place}"), &members));
    }
    f.save(&people.iter().map(|(_, change)| change).collect::<Vec<_>>()).expect("saved");
    f.save(&made.iter().map(|(_, change)| change).collect::<Vec<_>>()).expect("saved");
    (f, users, made.iter().map(|(group, _)| group.id).collect())
}

fn lengths(rosters: &[Roster]) -> Vec<usize> {
    rosters.iter().map(Roster::len).collect()
}

#[test]
fn groups_come_with_their_members_as_long_as_there_is_room() {
    let (f, users, groups) = staff();
    let org = f.org;
    let (by_id, mut backwards) = (groups.clone(), groups.clone());
    backwards.reverse();
    read(&f.store, move |tx| {
        let org = tx.org(org);
        let of = |groups: &[GroupId], members| {
            let room = Room { members, names_bytes: 1_000 };
            let without = org.members_of(groups, Names::LeftOut, room)?;
            let with = org.members_of(groups, Names::Shown, room)?;
            assert_eq!(lengths(&with), lengths(&without));
            Ok::<_, store::Error>(lengths(&with))
        };
        for (members, expected) in
            [(10, &[3, 0, 2, 5][..]), (9, &[3, 0, 2]), (5, &[3, 0, 2]), (4, &[3, 0]), (2, &[]), (0, &[])]
        {
            assert_eq!(of(&by_id, members)?, expected, "room for {members}");
        }
        for (members, expected) in [(10, &[5, 2, 0, 3][..]), (8, &[5, 2, 0]), (5, &[5]), (4, &[])] {
            assert_eq!(of(&backwards, members)?, expected, "room for {members}");
        }
        // "user0" and so on have five bytes each.
        for (names_bytes, expected) in [(50, &[3, 0, 2, 5][..]), (49, &[3, 0, 2]), (24, &[3, 0]), (14, &[])] {
            let room = Room { members: 10, names_bytes };
            assert_eq!(
                lengths(&org.members_of(&by_id, Names::Shown, room)?),
                expected,
                "{names_bytes} bytes"
            );
            assert_eq!(org.members_of(&by_id, Names::LeftOut, room)?.len(), 4, "no names need no room");
        }
        Ok(())
    })
    .unwrap();
    let org = f.org;
    read(&f.store, move |tx| {
        let org = tx.org(org);
        let of = |members| org.groups_of(&users, None, Room { members, names_bytes: 1_000 });
        assert_eq!(lengths(&of(10)?), [3, 3, 2, 1, 1]);
        assert_eq!(lengths(&of(9)?), [3, 3, 2, 1]);
        assert_eq!(lengths(&of(5)?), [3]);
        let mut mine: Vec<(Member, &str)> = [0, 2, 3]
            .map(|place| (Member::Group(groups[place]), ["group0", "", "group2", "group3"][place]))
            .into();
        mine.sort_by_key(|(group, _)| group.id());
        assert_eq!(of(10)?[0], Roster::from_iter(mine));
        Ok(())
    })
    .unwrap();
}

/// More members than are held as JSON at a time.
const MANY: usize = 10_050;

#[test]
fn a_filter_is_asked_of_a_group_that_is_too_large_to_be_held() {
    let f = Fixture::new();
    let people: Vec<_> = (0..MANY).map(|number| f.user(&format!("user{number:05}"))).collect();
    let members: Vec<Member> = people.iter().map(|(user, _)| Member::User(user.id)).collect();
    let (_, made) = f.group("Large", &members);
    let (_, made_too) = f.group("Small", &members[..2]);
    let (_, empty) = f.group("Empty", &[]);
    f.save(&people.iter().map(|(_, change)| change).collect::<Vec<_>>()).expect("saved");
    f.save(&[&made, &made_too, &empty]).unwrap();
    let (org, source) = (f.org, f.source);
    let find = |filter: &str, sort: Option<&str>| {
        let filter = Filter::parse(filter, Syntax::STRICT).unwrap().bind(&GROUP).unwrap();
        let path = sort.map(|path| sort::check(path, &GROUP).unwrap());
        let sort = path.map(|path| Sort { path, ty: &GROUP, descending: false });
        let page = Page::Index { start: 1, count: 10 };
        let search = Search { source: Some(source), filter: Some(filter), sort, page };
        let found = read(&f.store, move |tx| tx.org(org).search_groups(&search)).unwrap();
        let mut names: Vec<String> =
            found.items.iter().map(|group| group.display_name().to_owned()).collect();
        // Ids of one millisecond are in no order.
        names.sort();
        names.join(" ")
    };
    for (filter, expected) in [
        ("members.display eq \"user10049\"", "Large"),
        ("members[display eq \"USER10049\" and type eq \"User\"]", "Large"),
        ("members[display eq \"user10049\" and type eq \"Group\"]", ""),
        ("members.display eq \"user00000\"", "Large Small"),
        ("not (members.display eq \"user10049\")", "Empty Small"),
        ("members.display sw \"user1\" and members.display sw \"user0\"", "Large"),
        ("members.display ne \"user00000\"", "Empty Large Small"),
        ("not (members.type pr)", "Empty"),
        ("members.type pr and not (displayName sw \"l\")", "Small"),
        ("members.type eq \"group\" or displayName co \"arg\"", "Large"),
    ] {
        assert_eq!(find(filter, None), expected, "{filter}");
    }
    assert_eq!(find("members.display pr", Some("members.display")), "Large Small");
}
