//! Pages of users against a plain model of them, and the plans of their statements.

use super::*;
use crate::engine::{Session, test_sessions};
use crate::{Spot, Tx, departures, migrate, users};
use directory::guard::{Departure, Wish};
use directory::user::{Source, called};
use directory::{ConnectionId, Ids, Invitation, OrgId, Timestamp, User};
use scim::{Resource, fold};
use serde_json::json;

const NOW: Timestamp = Timestamp::from_millis(20);
const BOTH: [bool; 2] = [false, true];
const ORDERS: [PeopleOrder; 4] =
    [PeopleOrder::Name, PeopleOrder::UserName, PeopleOrder::Created, PeopleOrder::LastModified];

/// Until when somebody of that number is invited, if ever.
fn expires(number: i64) -> Option<i64> {
    (number % 7 != 0).then_some(18 + number % 4)
}

fn invitation(user: &User, expires: i64) -> Invitation {
    Invitation {
        user: user.id,
        created: user.created,
        expires: Timestamp::from_millis(expires),
        links: Vec::new(),
        sent: None,
        reminders: 0,
        next_reminder: None,
    }
}

/// Whether somebody of that number was taken out, and whether they are held.
fn departs(number: i64) -> Option<bool> {
    (number % 5 == 2).then_some(number % 2 == 0)
}

/// People of two sources, some with the same name, some who came at the same time, and one whose userName no index holds.
fn crowd(session: &Session) -> (OrgId, Source, Vec<User>) {
    let mut ids = Ids::new(Timestamp::from_millis(5), [3; 32]);
    let (org, source) = (ids.id::<OrgId>(), Source::Connection(ids.id::<ConnectionId>()));
    let names = ["Zoë", "Zoë 100%", "anna_b", "Ännchen", "", "Bob"];
    let mut crowd = Vec::new();
    for number in 0..40_i64 {
        let at = Timestamp::from_millis(number / 3);
        let mut ids = Ids::new(at, [u8::try_from(number).unwrap(); 32]);
        let place = usize::try_from(number).unwrap();
        let long = if number % 20 == 7 { "x".repeat(900) } else { String::new() };
        let mut said = json!({
            "userName": format!("{}{long}-{}@Acme.test", ["u", "V", "é"][place % 3], 97 - number),
            "emails": [{ "value": format!("{number}@mail.test") }, { "value": "" }],
        });
        if let Some(name) = names.get(place % 8) {
            said["displayName"] = json!(name);
        }
        if number % 8 == 6 {
            said["name"] = json!({ "givenName": "Zoë", "familyName": format!("Bauer {number}") });
        }
        let said = said.as_object().unwrap().clone();
        let last_modified = Timestamp::from_millis((number * 7) % 11);
        crowd.push(User {
            id: ids.id(),
            source: if number % 3 == 0 { Source::Local } else { source },
            resource: Resource::from_stored(said),
            version: 1,
            created: at,
            last_modified,
            status: Status::ALL[place * 5 % 12],
            protected: number % 4 == 0,
        });
    }
    session.begin_write().unwrap();
    for (number, user) in (0..).zip(&crowd) {
        let until = expires(number).map(Timestamp::from_millis);
        users::create(session, org, user, until).unwrap();
        if let Some(expires) = expires(number) {
            invitations::save(session, org, &invitation(user, expires)).unwrap();
        }
        if let Some(held) = departs(number) {
            let (connection, at) = (ids.id(), user.last_modified);
            let (user, wish, before) = (user.id, Wish::Remove, user.status);
            let departure = Departure { user, connection, at, wish, before, held };
            departures::save(session, org, &departure).unwrap();
            // Who leaves an organization that is not this one is not held here.
            departures::save(session, ids.id(), &Departure { held: !held, ..departure }).unwrap();
        }
    }
    session.commit().unwrap();
    (org, source, crowd)
}

#[test]
fn nobody_has_the_key_of_somebody_else() {
    for (_folder, session) in test_sessions() {
        migrate::run(&session).unwrap();
        let mut ids = Ids::new(Timestamp::from_millis(5), [3; 32]);
        let id = ids.id::<OrgId>();
        let said = [
            json!({ "userName": "amy@a", "displayName": "Amy", "emails": [{ "value": "amy2@a" }] }),
            json!({ "userName": "amy2@a", "displayName": "Amy\namy@a" }),
            json!({ "userName": "bob\nbo" }),
            json!({ "userName": "bo", "displayName": "bob" }),
            json!({ "userName": "bob bo", "displayName": "bob\nbo" }),
            json!({ "userName": "cy", "displayName": "cy", "emails": [{ "value": "cyd" }] }),
            json!({ "userName": "cyd", "displayName": "cy" }),
        ];
        session.begin_write().unwrap();
        for said in &said {
            let user = User {
                id: ids.id(),
                source: Source::Local,
                resource: Resource::from_stored(said.as_object().unwrap().clone()),
                version: 1,
                created: NOW,
                last_modified: NOW,
                status: Status::ALL[0],
                protected: false,
            };
            users::create(&session, id, &user, None).unwrap();
        }
        let org = Tx::new(&session).org(id);
        for (text, meant) in [("", 7), ("amy", 2), ("bo", 3), ("cy", 2)] {
            let query = PeopleQuery { text: text.to_owned(), ..PeopleQuery::default() };
            for (by, descending) in ORDERS.into_iter().flat_map(|by| BOTH.map(|way| (by, way))) {
                let order = Sorted { by, descending };
                let finder = Finder { org: &org, query: &query, now: NOW, order, few_max: 0 };
                let leaf = finder.page(&Turn::Beginning, 50).unwrap().leaf;
                assert_eq!(leaf.items.len(), meant, "{text} {order:?}");
            }
            assert_eq!(walked(&org, &query).len(), meant, "{text}");
        }
        session.rollback().unwrap();
    }
}

fn matches(query: &PeopleQuery, number: i64, user: &User) -> bool {
    let text = fold(query.text.trim());
    let mut texts: Vec<String> = vec![fold(user.user_name()), fold(&called(&user.resource))];
    if user.user_name().len() < 400 {
        // Nobody has so long a name, and nothing behind it is searched.
        texts.extend(users::email_keys(user));
    }
    (text.is_empty() || texts.iter().any(|said| said.contains(&text)))
        && query.status.is_none_or(|kind| StatusKind::of(user.status) == kind)
        && query.invitation.is_none_or(|kind| {
            let invitation = expires(number).map(|expires| invitation(user, expires));
            let stands = Invitation::status(invitation.as_ref(), user.status, NOW);
            stands.as_str() == kind.as_str()
        })
        && query.source.is_none_or(|source| user.source == source)
        && (!query.protected || user.protected)
        && (!query.held || departs(number) == Some(true))
}

fn value(by: PeopleOrder, user: &User) -> (String, i64) {
    match by {
        PeopleOrder::Name => (fold(&called(&user.resource)), 0),
        PeopleOrder::UserName => (fold(user.user_name()), 0),
        PeopleOrder::Created => (String::new(), user.created.as_millis()),
        PeopleOrder::LastModified => (String::new(), user.last_modified.as_millis()),
    }
}

/// Leafs to the end and back again.
fn walk(finder: &Finder<'_>) -> (Vec<User>, Vec<Total>) {
    let (mut all, mut totals, mut pages, mut turn) = (Vec::new(), Vec::new(), Vec::new(), Turn::Beginning);
    let spot = |user: &User| {
        let (_, value) = value(finder.order.by, user);
        let columns = users::columns(finder.org.org, user);
        let column = if finder.order.by == PeopleOrder::UserName { 3 } else { 15 };
        let crate::engine::Value::Text(text) = &columns[column] else { panic!("no text") };
        Spot { value, id: user.id, text: text.to_string() }
    };
    loop {
        let People { leaf, total } = finder.page(&turn, 9).unwrap();
        totals.push(total);
        let users = leaf.try_map(|found| found.invitee.user.try_map(crate::Document::read)).unwrap();
        assert_eq!(users.previous, !pages.is_empty());
        all.extend(users.items.iter().cloned());
        let Some(last) = users.items.last().filter(|_| users.next) else {
            pages.push(users);
            break;
        };
        turn = Turn::After(spot(last));
        pages.push(users);
    }
    for pair in pages.windows(2).rev() {
        let before = finder.page(&Turn::Before(spot(&pair[1].items[0])), 9).unwrap().leaf;
        let before = before.try_map(|found| found.invitee.user.try_map(crate::Document::read)).unwrap();
        assert_eq!(before, pair[0]);
    }
    (all, totals)
}

#[test]
fn everybody_who_is_meant_is_found_once_in_every_order() {
    for (_folder, session) in test_sessions() {
        migrate::run(&session).unwrap();
        let (id, source, crowd) = crowd(&session);
        session.begin_read().unwrap();
        let org = Tx::new(&session).org(id);
        let standings = [
            (None, None),
            (Some(StatusKind::Staged), None),
            (Some(StatusKind::Confirmed), None),
            (Some(StatusKind::Disabled), None),
            (None, Some(InvitationKind::Pending)),
            (Some(StatusKind::Invited), Some(InvitationKind::Expired)),
            (Some(StatusKind::Confirmed), Some(InvitationKind::Expired)),
        ];
        for text in ["", " ZOE", "7@", "%", "a_b", "nobody"] {
            for ((status, invitation), source) in
                standings.into_iter().flat_map(|standing| [(standing, None), (standing, Some(source))])
            {
                for (protected, held) in [(false, false), (true, false), (false, true)] {
                    let text = text.to_owned();
                    let query = PeopleQuery { text, status, invitation, source, protected, held };
                    let meant = (0..).zip(&crowd).filter(|(number, user)| matches(&query, *number, user));
                    let mut expected: Vec<UserId> = meant.map(|(_, user)| user.id).collect();
                    expected.sort();
                    for (by, descending) in ORDERS.into_iter().flat_map(|by| BOTH.map(|way| (by, way))) {
                        for few_max in [0, 4, 1_000] {
                            let order = Sorted { by, descending };
                            let finder = Finder { org: &org, query: &query, now: NOW, order, few_max };
                            let (found, totals) = walk(&finder);
                            let about = format!("{query:?} {order:?} {few_max}");
                            let in_order = |pair: &[User]| {
                                let [a, b] = [&pair[0], &pair[1]].map(|user| value(by, user));
                                if descending { a >= b } else { a <= b }
                            };
                            assert!(found.windows(2).all(in_order), "{about}");
                            let mut ids: Vec<UserId> = found.iter().map(|user| user.id).collect();
                            ids.sort();
                            assert_eq!(ids, expected, "{about}");
                            let count = u64::try_from(expected.len()).unwrap();
                            let holds = |total: &Total| match total {
                                Total::Exactly(total) => *total == count,
                                Total::MoreThan(least) => few_max < 1_000 && count > *least,
                            };
                            assert!(totals.iter().all(holds), "{about}: {totals:?}");
                        }
                    }
                    assert_eq!(walked(&org, &query), expected, "{query:?}");
                }
            }
        }
        session.rollback().unwrap();
    }
}

/// The ids of all whom a query finds, some at a time.
fn walked(org: &OrgTx<'_>, query: &PeopleQuery) -> Vec<UserId> {
    let (mut ids, mut after) = (Vec::new(), None::<String>);
    loop {
        let some = org.people_ids(query, NOW, after.as_deref(), 4).unwrap();
        let Some((_, last)) = some.last() else { break };
        after = Some(last.clone());
        ids.extend(some.into_iter().map(|(id, _)| id));
    }
    ids.sort();
    ids
}

/// Whoever was last on a page gets another name and changes, or goes.
#[test]
fn a_list_goes_on_where_somebody_was_who_is_elsewhere_now() {
    for (_folder, session) in test_sessions() {
        migrate::run(&session).unwrap();
        let (id, _, crowd) = crowd(&session);
        let query = PeopleQuery::default();
        let named = PeopleQuery { text: "u".to_owned(), ..PeopleQuery::default() };
        for (by, descending) in ORDERS.into_iter().flat_map(|by| BOTH.map(|way| (by, way))) {
            for (query, gone) in [&query, &named].into_iter().flat_map(|query| BOTH.map(|gone| (query, gone)))
            {
                let order = Sorted { by, descending };
                let about = format!("{query:?} {order:?} gone: {gone}");
                session.begin_write().unwrap();
                let org = Tx::new(&session).org(id);
                let leaf = |turn: &Turn<UserId>, count| {
                    org.people(query, order, turn, (count, NOW)).unwrap().leaf.items
                };
                let all: Vec<UserId> =
                    leaf(&Turn::Beginning, 50).iter().map(|one| one.invitee.user.id).collect();
                let first = leaf(&Turn::Beginning, 9);
                let last = first.last().unwrap();
                let was = crowd.iter().find(|user| user.id == last.invitee.user.id).unwrap();
                let text = match by {
                    PeopleOrder::UserName => fold(was.user_name()),
                    _ => last.search_key.clone(),
                };
                let turn = Turn::After(Spot { value: value(by, was).1, id: was.id, text });
                if gone {
                    users::delete(&session, id, was.id, NOW).unwrap();
                } else {
                    let said = json!({ "userName": "u-zz", "displayName": "zz" });
                    let resource = Resource::from_stored(said.as_object().unwrap().clone());
                    let after = User { resource, version: 2, last_modified: NOW, ..was.clone() };
                    users::update(&session, id, was, &after).unwrap();
                }
                let next: Vec<UserId> = leaf(&turn, 50).iter().map(|one| one.invitee.user.id).collect();
                let next: Vec<UserId> = next.into_iter().filter(|id| *id != was.id).collect();
                assert_eq!(next, all[9..], "{about}");
                session.rollback().unwrap();
            }
        }
    }
}

/// Nobody's row is read who is not shown.
#[test]
fn pages_are_found_by_an_index_alone() {
    let (_folder, session, mut ids) = empty();
    let org = Tx::new(&session).org(ids.id());
    let source = Some(Source::Connection(ids.id()));
    let plan = |statement| plan(&org, statement);
    let start = place(ids.id());
    let (text, status) = ("x".to_owned(), Some(StatusKind::Disabled));
    for query in [
        PeopleQuery { text, ..PeopleQuery::default() },
        PeopleQuery { source, ..PeopleQuery::default() },
        PeopleQuery { status, ..PeopleQuery::default() },
        PeopleQuery { invitation: Some(InvitationKind::Expired), ..PeopleQuery::default() },
        PeopleQuery { status, source, protected: true, text: "x".into(), invitation: None, held: false },
        PeopleQuery::default(),
    ] {
        for (by, start) in ORDERS.into_iter().flat_map(|by| [(by, None), (by, Some(&start))]) {
            let order = Sorted { by, descending: true };
            let finder = Finder { org: &org, query: &query, now: NOW, order, few_max: FEW };
            let turn = Turn::Before(Spot { value: 0, id: ids.id(), text: String::new() });
            let plan = plan(finder.keys_behind(start, &turn, 51));
            let is_elsewhere =
                finder.is_everybody() && [PeopleOrder::UserName, PeopleOrder::Created].contains(&by);
            let sorts = !is_elsewhere && by != PeopleOrder::Name;
            let is_listed = plan.contains("COVERING INDEX users_listed (org_id=?");
            assert_eq!(is_listed, !is_elsewhere, "{query:?} {by:?}\n{plan}");
            assert!(!plan.contains("SCAN"), "{query:?} {by:?}\n{plan}");
            assert_eq!(plan.contains("TEMP B-TREE"), sorts, "{query:?} {by:?}\n{plan}");
        }
        let by_change = |descending| Finder {
            org: &org,
            query: &query,
            now: NOW,
            order: Sorted { by: PeopleOrder::LastModified, descending },
            few_max: FEW,
        };
        for (descending, start) in BOTH.into_iter().flat_map(|way| [(way, None), (way, Some(&start))]) {
            let turn = Turn::Before(Spot { value: 0, id: ids.id(), text: String::new() });
            let plan = plan(by_change(descending).keys_changed(Source::Local, start, &turn, 51));
            assert!(plan.contains("USING INDEX users_by_last_modified (org_id=? AND source=?"), "{plan}");
            assert_eq!(
                plan.contains("last_modified<?") || plan.contains("last_modified>?"),
                start.is_some(),
                "{plan}"
            );
            assert!(plan.contains("LAST TERM OF ORDER BY"), "{plan}");
        }
        let order = Sorted { by: PeopleOrder::Name, descending: false };
        let finder = Finder { org: &org, query: &query, now: NOW, order, few_max: FEW };
        let some = plan(finder.keys_of_few(false));
        assert!(some.contains("COVERING INDEX users_listed"), "{query:?}\n{some}");
        if query.statuses().is_some() {
            let rare = plan(finder.keys_of_few(true));
            assert!(rare.contains("users_by_status (org_id=? AND status=?"), "{query:?}\n{rare}");
            assert!(rare.contains("(org_id=? AND id=?)"), "{query:?}\n{rare}");
        }
    }
    let count = Statement { text: COUNT_OF_STATUS.to_owned(), values: Vec::new() };
    let count = plan(count);
    assert!(count.contains("COVERING INDEX users_by_status (org_id=? AND status=?"), "{count}");
    session.rollback().unwrap();
}

#[test]
fn those_who_are_held_are_found_by_their_note() {
    let (_folder, session, mut ids) = empty();
    let org = Tx::new(&session).org(ids.id());
    let start = place(ids.id());
    let query = PeopleQuery { held: true, ..PeopleQuery::default() };
    for by in ORDERS {
        let order = Sorted { by, descending: false };
        let finder = Finder { org: &org, query: &query, now: NOW, order, few_max: FEW };
        let behind = finder.keys_behind(Some(&start), &Turn::Beginning, 51);
        for statement in [finder.keys_of_few(false), behind] {
            let plan = plan(&org, statement);
            let is_noted =
                plan.contains("COVERING INDEX departures_") && plan.contains("(org_id=? AND id=?)");
            assert!(is_noted && !plan.contains("SCAN"), "{plan}");
        }
    }
    session.rollback().unwrap();
}

/// Tables with nobody in them, which are read.
fn empty() -> (tempfile::TempDir, Session, Ids) {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(&folder.path().join("test.db")).unwrap();
    migrate::run(&session).unwrap();
    session.begin_read().unwrap();
    (folder, session, Ids::new(Timestamp::from_millis(0), [0; 32]))
}

/// Where a page may start.
fn place(id: UserId) -> Start {
    let keys = Keys { search: "k".into(), login: "k".into(), created: 0, last_modified: 0 };
    Start { keys, user_name: "k".into(), id }
}

fn plan(org: &OrgTx<'_>, mut statement: Statement) -> String {
    statement.text.insert_str(0, "EXPLAIN QUERY PLAN ");
    org.built(&statement, |row| Ok(row.text(3)?.into_owned())).unwrap().join("\n")
}
