//! What is saved is read back, whole, with its events and its audit entry; or nothing of it is.

use crate::support::{self, ACTOR, Fixture, NOW, ids, organization, parsed, read, resource, write, write_in};
use directory::change::Member;
use directory::group::MemberChange;
use directory::nesting::Effect;
use directory::{Connection, Event, EventKind, Organization, Provider, Row, Timestamp, Token};
use serde_json::json;
use store::{Error, Key, MemberSources, Mode, Names, Room, Roster, Store, Tx};

const LATER: Timestamp = Timestamp::from_millis(NOW_MILLIS + 1_000);
const NOW_MILLIS: i64 = 1_763_675_425_120;

#[test]
fn a_user_and_a_group_come_back_as_they_were_saved() {
    let f = Fixture::new();
    let (user, made) = f.user_of(
        json!({ "userName": "zoe", "displayName": "Zoë K.", "emails": [{ "value": "z@acme.test" }] }),
    );
    let (inner, nested) = f.group("Inner", &[]);
    let (group, grouped) = f.group("Staff", &[Member::User(user.id), Member::Group(inner.id)]);
    f.save(&[&made, &nested, &grouped]).unwrap();

    let (org, user_id, group_id) = (f.org, user.id, group.id);
    let (found, members, groups, events, audit) = read(&f.store, move |tx| {
        let org = tx.org(org);
        let found = (org.user(user_id)?.map(parsed), org.group(group_id)?);
        let members = org.members_of(&[group_id], Names::Shown, Room::BOUNDLESS)?;
        let groups = org.groups_of(&[user_id], None, Room::BOUNDLESS)?;
        Ok((found, members, groups, org.events_after(0, 10)?, org.audit_entries(10)?))
    })
    .unwrap();
    assert_eq!(found, (Some(user), Some(group)));
    let mut shown = [(Member::Group(inner.id), "Inner"), (Member::User(user_id), "Zoë K.")];
    shown.sort_by_key(|(member, _)| member.id());
    assert_eq!(members, [Roster::from_iter(shown)]);
    assert_eq!(groups, [Roster::from_iter([(Member::Group(group_id), "Staff")])]);
    let changes = [&made, &nested, &grouped];
    let expected: Vec<(u64, Event)> = (1..).zip(changes.iter().flat_map(|c| c.events.clone())).collect();
    assert_eq!(events, expected);
    // Ids of one millisecond are in no order; the audit trail is, the newest first.
    let newest: Vec<_> = changes.iter().rev().map(|change| change.audit.clone()).collect();
    assert_eq!(audit[..3], newest);
}

#[test]
fn a_connection_and_its_tokens_come_back_and_change() {
    let f = Fixture::new();
    let (token, _, created) = Token::create(&f.connection, &[], 30, ACTOR, &mut ids(), NOW).unwrap();
    f.save(&[&created]).unwrap();
    let (disabled, switched) = f.connection.set_enabled(false, ACTOR, &mut ids(), NOW).unwrap();
    let inactive = token.set_active(&disabled, false, ACTOR, &mut ids(), NOW).unwrap();
    f.save(&[&switched, &inactive]).unwrap();

    let (org, connection, id) = (f.org, f.connection.id, token.id.clone());
    let used = [(token.id.clone(), LATER), (token.id.clone(), NOW)];
    write(&f.store, move |tx| tx.touch_tokens(&used)).unwrap();
    let expected = Token { active: false, last_used: Some(LATER), ..token.clone() };
    let (found, all) =
        read(&f.store, move |tx| Ok((tx.token(&id)?, tx.org(org).tokens(connection)?))).unwrap();
    assert_eq!(found, Some((disabled.clone(), expected.clone())));
    assert_eq!(all, [expected]);

    f.save(&[&token.delete(&disabled, ACTOR, &mut ids(), NOW)]).unwrap();
    let id = token.id.clone();
    assert_eq!(read(&f.store, move |tx| tx.token(&id)), Ok(None));
    assert_eq!(f.save(&[&token.delete(&disabled, ACTOR, &mut ids(), NOW)]), Err(Error::Stale));
}

/// What is found once is not always looked up again; a change of it is seen all the same, whoever makes it.
#[test]
fn a_token_is_seen_as_it_is_now() {
    let f = Fixture::new();
    let (token, _, created) = Token::create(&f.connection, &[], 30, ACTOR, &mut ids(), NOW).unwrap();
    f.save(&[&created]).unwrap();
    let id = token.id.clone();
    let is_active = move |tx: &mut Tx<'_>| Ok(tx.token(&id)?.is_some_and(|(_, token)| token.active));
    let switch = |token: &Token, active| token.set_active(&f.connection, active, ACTOR, &mut ids(), NOW);
    let off = switch(&token, false).unwrap();
    let on = switch(&Token { active: false, ..token }, true).unwrap();
    // More often than there are sessions, so that each of them has seen it before.
    let all_see = |expected| {
        for _ in 0..20 {
            assert_eq!(read(&f.store, is_active.clone()), Ok(expected));
        }
    };
    all_see(true);

    // Another program on the same database.
    let command = Store::open(f.database.database(), Mode::Command).unwrap();
    let change = off.clone();
    write_in(&command, f.org, move |tx| tx.save(&change)).unwrap();
    all_see(false);
    write_in(&command, f.org, move |tx| tx.save(&on)).unwrap();
    all_see(true);

    // The transaction itself, and one that is undone.
    let (sees, change) = (is_active.clone(), off.clone());
    let undone = write_in(&f.store, f.org, move |tx| {
        assert_eq!(sees(tx), Ok(true));
        tx.save(&change)?;
        assert_eq!(sees(tx), Ok(false));
        Err::<(), _>(Error::Stale)
    });
    assert_eq!(undone, Err(Error::Stale));
    assert_eq!(write_in(&f.store, f.org, is_active.clone()), Ok(true));
    f.save(&[&off]).unwrap();
    assert_eq!(write_in(&f.store, f.org, is_active.clone()), Ok(false));
    all_see(false);
}

#[test]
fn names_are_taken_without_regard_to_case() {
    let f = Fixture::new();
    let (_, acme) = Organization::create("ACME", ACTOR, &mut ids(), NOW).unwrap();
    assert_eq!(f.save(&[&acme]), Err(Error::Conflict(Key::OrganizationName)));
    let (_, okta) =
        Connection::create(f.org, (Provider::Generic, Some("okta"), None), ACTOR, &mut ids(), NOW).unwrap();
    assert_eq!(f.save(&[&okta]), Err(Error::Conflict(Key::ConnectionName)));
    f.save(&[&f.user("Zoë").1, &f.group("Straße", &[]).1]).unwrap();
    assert_eq!(f.save(&[&f.user("ZOE\u{308}").1]), Err(Error::Conflict(Key::UserName)));
    assert_eq!(f.save(&[&f.group("STRASSE", &[]).1]), Err(Error::Conflict(Key::GroupName)));

    // Renaming into a name that is taken is the same; changing the case of one's own is not.
    let (user, made) = f.user("yan");
    let (group, grouped) = f.group("Sales", &[]);
    f.save(&[&made, &grouped]).unwrap();
    let rename = |name: &str| f.replaced(&user, resource(json!({ "userName": name })));
    let regroup = |name: &str| {
        let resource = resource(json!({ "displayName": name }));
        group
            .update(f.org, (group.source, resource), (MemberChange::default(), &[]), ACTOR, &mut ids(), NOW)
            .unwrap()
            .unwrap()
            .1
    };
    assert_eq!(f.save(&[&rename("zoë")]), Err(Error::Conflict(Key::UserName)));
    assert_eq!(f.save(&[&regroup("strasse")]), Err(Error::Conflict(Key::GroupName)));
    f.save(&[&rename("YAN"), &regroup("SALES")]).unwrap();

    // Another organization has its own names.
    let (other, _) = organization(&f.store, "Other");
    let (_, made) = support::made(other, f.source, resource(json!({ "userName": "zoë" })), &mut ids());
    f.save(&[&made]).unwrap();
}

#[test]
fn what_was_decided_on_an_old_version_is_stale() {
    let f = Fixture::new();
    let (user, made) = f.user("zoe");
    let (group, grouped) = f.group("Staff", &[Member::User(user.id)]);
    f.save(&[&made, &grouped]).unwrap();
    let titled = |title: &str| {
        let resource = resource(json!({ "userName": "zoe", "title": title }));
        f.replaced(&user, resource)
    };
    f.save(&[&titled("first")]).unwrap();
    assert_eq!(f.save(&[&titled("second")]), Err(Error::Stale));

    // So is adding who is there, removing who is not, and adding who is nobody.
    let members = |added: &[Member], removed: &[Member]| {
        let change = MemberChange { added: added.to_vec(), removed: removed.to_vec() };
        group
            .update(
                f.org,
                (group.source, group.resource.clone()),
                (change.clone(), &[Effect::plain(group.id, &change)]),
                ACTOR,
                &mut ids(),
                NOW,
            )
            .unwrap()
            .unwrap()
            .1
    };
    let nobody = Member::User(f.user("nobody").0.id);
    assert_eq!(f.save(&[&members(&[Member::User(user.id)], &[])]), Err(Error::Stale));
    assert_eq!(f.save(&[&members(&[], &[nobody])]), Err(Error::Stale));
    assert_eq!(f.save(&[&members(&[nobody], &[])]), Err(Error::Stale));
    assert_eq!(f.members(group.id), [Member::User(user.id)]);
}

#[test]
fn a_save_that_fails_leaves_nothing_even_if_the_work_goes_on() {
    let f = Fixture::new();
    f.save(&[&f.user("taken").1]).unwrap();
    let (first, mut two) = f.user("first");
    two.rows.push(Row::UserCreated(f.user("TAKEN").0));
    let outcome = write(&f.store, move |tx| Ok(tx.save(&two)));
    assert_eq!(outcome, Err(Error::Conflict(Key::UserName)));
    let (org, id) = (f.org, first.id);
    let (user, events) =
        read(&f.store, move |tx| Ok((tx.org(org).user(id)?, tx.org(org).events_after(0, 9)?))).unwrap();
    assert_eq!((user, events.len()), (None, 1));
}

#[test]
fn one_who_goes_leaves_all_groups_and_these_change() {
    let f = Fixture::new();
    let (user, made) = f.user_of(json!({ "userName": "zoe", "emails": [{ "value": "z@acme.test" }] }));
    let (inner, nested) = f.group("Inner", &[Member::User(user.id)]);
    let (outer, around) = f.group("Outer", &[Member::User(user.id), Member::Group(inner.id)]);
    let (other, beside) = f.group("Other", &[]);
    f.save(&[&made, &nested, &around, &beside]).unwrap();
    let groups = || {
        let (org, ids) = (f.org, [inner.id, outer.id, other.id]);
        read(&f.store, move |tx| {
            let group = |id| Ok(tx.org(org).group(id)?.map(|group| (group.version, group.last_modified)));
            ids.map(group).into_iter().collect::<Result<Vec<_>, Error>>()
        })
        .unwrap()
    };
    f.save(&[&f.removed(&user, LATER)]).unwrap();
    assert_eq!(f.members(outer.id), [Member::Group(inner.id)]);
    assert_eq!(groups(), [Some((2, LATER)), Some((2, LATER)), Some((1, NOW))]);
    f.save(&[&inner.delete(f.org, &[], ACTOR, &mut ids(), LATER)]).unwrap();
    assert_eq!(f.members(outer.id), []);
    assert_eq!(groups(), [None, Some((3, LATER)), Some((1, NOW))]);
    assert_eq!(f.save(&[&f.removed(&user, LATER)]), Err(Error::Stale));

    // The names are free again.
    f.save(&[&f.user("zoe").1, &f.group("Inner", &[]).1]).unwrap();
}

#[test]
fn an_organization_that_is_not_there_cannot_be_changed() {
    let f = Fixture::new();
    let org = ids().id();
    let (user, made) = support::made(org, f.source, resource(json!({ "userName": "zoe" })), &mut ids());
    assert!(matches!(f.save(&[&made]), Err(Error::Broken(_))));
    assert_eq!(read(&f.store, move |tx| tx.org(org).user(user.id)), Ok(None));
}

#[test]
fn ten_thousand_members_come_and_go_at_once() {
    let f = Fixture::new();
    let users: Vec<_> = (0..10_000).map(|number| f.user(&format!("user{number}"))).collect();
    let changes: Vec<_> = users.iter().map(|(_, change)| change).collect();
    f.save(&changes).unwrap();
    let members: Vec<Member> = users.iter().map(|(user, _)| Member::User(user.id)).collect();
    let (group, made) = f.group("All", &[]);
    f.save(&[&made]).unwrap();

    let begun = std::time::Instant::now();
    let all = MemberChange { added: members.clone(), removed: Vec::new() };
    let (group, change) = group
        .update(
            f.org,
            (group.source, group.resource.clone()),
            (all.clone(), &[Effect::plain(group.id, &all)]),
            ACTOR,
            &mut ids(),
            NOW,
        )
        .unwrap()
        .unwrap();
    f.save(&[&change]).unwrap();
    let texts: Vec<String> = members.iter().map(|member| member.id()).collect();
    let (org, id, source) = (f.org, group.id, f.source);
    let (known, among) = read(&f.store, move |tx| {
        Ok((
            tx.org(org).known_members(&MemberSources::only(source), &texts)?,
            tx.org(org).members_among(id, &texts)?,
        ))
    })
    .unwrap();
    assert_eq!((known.len(), among.len()), (10_000, 10_000));
    let none = MemberChange { added: Vec::new(), removed: members };
    let (_, change) = group
        .update(
            f.org,
            (group.source, group.resource.clone()),
            (none.clone(), &[Effect::plain(group.id, &none)]),
            ACTOR,
            &mut ids(),
            NOW,
        )
        .unwrap()
        .unwrap();
    f.save(&[&change]).unwrap();
    assert_eq!(f.members(id), []);
    let took = begun.elapsed();
    assert!(took.as_secs() < 10, "10,000 members took {took:?}, so some statement is not linear");
    // Each event names a thousand of them at most.
    let mut kinds = vec![EventKind::GroupCreated];
    kinds.extend([EventKind::GroupMembersChanged; 20]);
    let events = read(&f.store, move |tx| tx.org(org).events_after(10_000, 100)).unwrap();
    assert_eq!(events.iter().map(|(_, event)| event.kind).collect::<Vec<_>>(), kinds);
    assert_eq!(events.last().map(|(sequence, _)| *sequence), Some(10_021));
}
