//! What is decided about groups: the attributes, who comes, who goes, and what is told of it.

use directory::change::Member;
use directory::group::{AUDIT_MEMBERS_MAX, EVENT_MEMBERS_MAX, MemberChange};
use directory::nesting::Effect;
use directory::user::Source;
use directory::{
    Action, Actor, AuditEntry, Change, Event, EventKind, Group, GroupId, Ids, Json, OrgId, Row, Timestamp,
    UserId,
};
use scim::Resource;
use serde_json::{Value, json};

const THEN: Timestamp = Timestamp::from_millis(1_763_675_425_120);
const NOW: Timestamp = Timestamp::from_millis(1_763_675_999_000);
const ACTOR: &Actor = &Actor::CommandLine;

fn ids() -> Ids {
    Ids::new(NOW, [3; 32])
}

fn org() -> OrgId {
    Ids::new(THEN, [1; 32]).id()
}

fn resource(name: &str) -> Resource {
    let Value::Object(attributes) = json!({ "displayName": name }) else { panic!("an object") };
    Resource::from_stored(attributes)
}

fn staff() -> Group {
    Group {
        id: Ids::new(THEN, [4; 32]).id(),
        source: Source::Local,
        resource: resource("Staff"),
        version: 7,
        created: THEN,
        last_modified: THEN,
        adopted: false,
    }
}

/// So many users.
fn people(count: usize) -> Vec<Member> {
    let mut ids = Ids::new(THEN, [5; 32]);
    (0..count).map(|_| Member::User(ids.id::<UserId>())).collect()
}

fn texts(members: &[Member]) -> Vec<String> {
    members.iter().map(|member| member.id()).collect()
}

fn users(members: &[Member]) -> Vec<UserId> {
    members.iter().filter_map(|member| member.user()).collect()
}

/// Staff under this name and with this change of members.
fn updated(name: &str, added: &[Member], removed: &[Member]) -> Option<(Group, Change)> {
    let members = MemberChange { added: added.to_vec(), removed: removed.to_vec() };
    let effect = Effect::plain(staff().id, &members);
    staff()
        .update(org(), (Source::Local, resource(name)), (members, &[effect]), ACTOR, &mut ids(), NOW)
        .expect("allowed")
}

fn told(kind: EventKind, data: Value) -> Event {
    Event { kind, subject: staff().id.to_string(), at: NOW, data: data.into() }
}

fn audit(action: Action, before: Value, after: Value) -> AuditEntry {
    AuditEntry::new(&mut ids(), NOW, ACTOR, action, staff().id.to_string()).before(before).after(after)
}

#[test]
fn a_group_that_stays_as_it_is_does_not_change() {
    assert_eq!(updated("Staff", &[], &[]), None);
}

#[test]
fn a_new_name_and_new_members_are_told_apart() {
    let id = staff().id;
    let all = people(3);
    let (joins, leaves) = (&all[..2], &all[2..]);
    let (was, is) = (json!({ "displayName": "Staff" }), json!({ "displayName": "Crew" }));
    let named = |name: &str| {
        told(EventKind::GroupUpdated, json!({ "id": id.to_string(), "resource": { "displayName": name } }))
    };
    let moved = |added: &[Member], removed: &[Member]| {
        let data = json!({ "id": id.to_string(), "added": texts(added), "removed": texts(removed) });
        told(EventKind::GroupMembersChanged, data)
    };
    let (come, go) = (Row::MembersAdded(id, joins.to_vec()), Row::MembersRemoved(id, leaves.to_vec()));
    for (name, added, removed, rows, events, before, after) in [
        ("Crew", &[][..], &[][..], vec![], vec![named("Crew")], was.clone(), is),
        (
            "Staff",
            joins,
            &[],
            vec![come.clone()],
            vec![moved(joins, &[])],
            json!({}),
            json!({ "membersAdded": texts(joins) }),
        ),
        (
            "Staff",
            &[],
            leaves,
            vec![go.clone()],
            vec![moved(&[], leaves)],
            json!({}),
            json!({ "membersRemoved": texts(leaves) }),
        ),
        (
            "Crew",
            joins,
            leaves,
            vec![go, come],
            vec![named("Crew"), moved(joins, leaves)],
            was,
            json!({ "displayName": "Crew", "membersAdded": texts(joins), "membersRemoved": texts(leaves) }),
        ),
    ] {
        let (group, change) = updated(name, added, removed).expect("a change");
        assert_eq!(group, Group { resource: resource(name), version: 8, last_modified: NOW, ..staff() });
        let rows = [vec![Row::GroupUpdated(group)], rows].concat();
        let audit = audit(Action::GroupUpdated, before, after);
        assert_eq!(change, Change { org: org(), rows, events, audit });
    }
}

#[test]
fn a_new_group_comes_with_its_first_members() {
    let members = people(2);
    let (group, change) = Group::create(
        org(),
        Source::Local,
        resource("Staff"),
        (members.clone(), users(&members)),
        ACTOR,
        &mut ids(),
        NOW,
    )
    .expect("small");
    assert_eq!(group, Group { id: group.id, version: 1, created: NOW, last_modified: NOW, ..staff() });
    let id = group.id;
    assert_eq!(change.rows, [Row::GroupCreated(group), Row::MembersAdded(id, members.clone())]);
    let kinds: Vec<EventKind> = change.events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, [EventKind::GroupCreated, EventKind::GroupMembersChanged]);
    assert_eq!(
        change.events[1].data,
        json!({ "id": id.to_string(), "added": texts(&members), "removed": [] }).into()
    );
    assert_eq!(change.audit.before, Json::null());
    let after = json!({ "displayName": "Staff", "membersAdded": texts(&members) });
    assert_eq!(change.audit.after, after.into());
}

#[test]
fn a_group_that_goes_is_told_of_as_it_was() {
    let data = json!({ "id": staff().id.to_string(), "resource": { "displayName": "Staff" } });
    let expected = Change {
        org: org(),
        rows: vec![Row::GroupDeleted(staff().id)],
        events: vec![told(EventKind::GroupDeleted, data)],
        audit: audit(Action::GroupDeleted, json!({ "displayName": "Staff" }), Value::Null),
    };
    assert_eq!(staff().delete(org(), &[], ACTOR, &mut ids(), NOW), expected);
}

#[test]
fn groups_that_contain_the_one_that_changes_are_told_of_as_well() {
    let all = people(2);
    let user = |place: usize| all[place].user().expect("a user");
    let mut ids_of_groups = Ids::new(NOW, [9; 32]);
    let (inner, outer): (GroupId, GroupId) = (ids_of_groups.id(), ids_of_groups.id());
    let members = MemberChange { added: vec![Member::Group(inner)], removed: vec![all[1]] };
    let effects = [
        Effect { group: staff().id, joins: vec![user(0)], leaves: vec![user(1)] },
        Effect { group: outer, joins: vec![user(0)], leaves: Vec::new() },
    ];
    let changed = staff().update(
        org(),
        (Source::Local, resource("Staff")),
        (members, &effects),
        ACTOR,
        &mut ids(),
        NOW,
    );
    let (_, change) = changed.expect("allowed").expect("a change");
    let moved = |group: GroupId, added: &[Member], removed: &[Member]| {
        let subject = group.to_string();
        let data = json!({ "id": &subject, "added": texts(added), "removed": texts(removed) }).into();
        Event { kind: EventKind::GroupMembersChanged, subject, at: NOW, data }
    };
    assert_eq!(change.events, [moved(staff().id, &all[..1], &all[1..]), moved(outer, &all[..1], &[])]);
    let after = json!({ "membersAdded": [inner.to_string()], "membersRemoved": texts(&all[1..]) });
    assert_eq!(change.audit.after, after.into(), "the audit trail has who was put in or taken out");
}

#[test]
fn a_crowd_is_told_of_in_parts_and_counted_in_the_audit_trail() {
    let all = people(EVENT_MEMBERS_MAX + AUDIT_MEMBERS_MAX + 11);
    let (leaves, joins) = all.split_at(10);
    let (_, change) = updated("Staff", joins, leaves).expect("a change");
    let sides = |event: &Event| {
        let data = event.data.to_value().expect("JSON");
        let side = |name: &str| data[name].as_array().expect("a list").clone();
        (side("added"), side("removed"))
    };
    let sizes: Vec<_> =
        change.events.iter().map(|event| (sides(event).0.len(), sides(event).1.len())).collect();
    assert_eq!(sizes, [(990, 10), (1_000, 0), (11, 0)]);
    let added: Vec<Value> = change.events.iter().flat_map(|event| sides(event).0).collect();
    assert_eq!(Value::from(added), json!(texts(joins)), "each of them is told of, in order");
    let expected = json!({
        "membersAddedCount": joins.len(),
        "membersAdded": texts(&joins[..AUDIT_MEMBERS_MAX]),
        "membersRemoved": texts(leaves),
    });
    assert_eq!(change.audit.after, expected.into());
}
