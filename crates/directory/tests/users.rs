//! What is decided about users, as a table: who they are, what is asked, and the whole change that comes of it.

use directory::life::Act;
use directory::policy::Preset;
use directory::user::{Decision, Source, Terms};
use directory::{
    Action, Actor, AuditEntry, Change, Event, EventKind, Ids, OrgId, Policy, Provider, Refusal, Row, Seats,
    Stage, Status, Timestamp, Token, User,
};
use scim::schema::ENTERPRISE_USER_URN;
use scim::{Resource, ResourceType};
use serde_json::{Map, Value, json};

const THEN: Timestamp = Timestamp::from_millis(1_763_675_425_120);
const NOW: Timestamp = Timestamp::from_millis(1_763_675_999_000);

fn ids() -> Ids {
    Ids::new(NOW, [3; 32])
}

fn org() -> OrgId {
    Ids::new(THEN, [1; 32]).id()
}

fn okta() -> Actor {
    let mut ids = Ids::new(THEN, [2; 32]);
    let (connection, _) = directory::Connection::create(
        org(),
        (Provider::Okta, None, None),
        &Actor::CommandLine,
        &mut ids,
        THEN,
    )
    .expect("a name");
    let (token, _, _) =
        Token::create(&connection, &[], 30, &Actor::CommandLine, &mut ids, THEN).expect("the first");
    Actor::Provider { connection: connection.id, provider: Provider::Okta, token: token.id }
}

fn create(said: Resource) -> Result<Decision, Refusal> {
    let (policy, actor) = (Preset::Standard.policy(), okta());
    User::create(&terms(&policy, &actor), Source::Local, said, &mut ids())
}

fn terms<'a>(policy: &'a Policy, actor: &'a Actor) -> Terms<'a> {
    Terms { org: org(), policy, seats: Seats::default(), actor, now: NOW }
}

fn update(user: &User, wanted: Resource) -> Result<Decision, Refusal> {
    let (policy, actor) = (Preset::Standard.policy(), okta());
    user.update(&terms(&policy, &actor), user.source, wanted, &mut ids())
}

fn replace(user: &User, wanted: Resource) -> Result<Decision, Refusal> {
    let (policy, actor) = (Preset::Standard.policy(), okta());
    user.replace(&terms(&policy, &actor), user.source, wanted, &mut ids())
}

fn resource(attributes: &Value) -> Resource {
    Resource::from_stored(attributes.as_object().expect("an object").clone())
}

/// Zoe, who came a while ago and has changed twice since.
fn zoe(attributes: &Value) -> User {
    User {
        id: Ids::new(THEN, [4; 32]).id(),
        source: Source::Local,
        resource: resource(attributes),
        version: 3,
        created: THEN,
        last_modified: THEN,
        status: status(attributes),
        protected: false,
    }
}

fn with_status(mut attributes: Value, status: Status) -> Value {
    attributes["status"] = status.as_str().into();
    attributes
}

fn status(attributes: &Value) -> Status {
    let status = if attributes["active"] == true { Status::On } else { Status::Disabled };
    status(Stage::Confirmed)
}

/// A change of one user, as it must be.
fn change(row: Row, kind: EventKind, user: &User, action: Action, before: Value, after: Value) -> Change {
    let mut ids = ids();
    if action == Action::UserCreated {
        // The user's own id is drawn first.
        let _: directory::UserId = ids.id();
    }
    let data = json!({
        "id": user.id.to_string(),
        "status": user.status.as_str(),
        "source": "local",
        "resource": user.resource.attributes(),
    });
    let audit =
        AuditEntry::new(&mut ids, NOW, &okta(), action, user.id.to_string()).before(before).after(after);
    let event = Event { kind, subject: user.id.to_string(), at: NOW, data: data.into() };
    Change { org: org(), rows: vec![row], events: vec![event], audit }
}

#[test]
fn a_new_user_is_active_unless_the_request_says_otherwise() {
    for (asked, kept) in [
        (json!({ "userName": "zoe" }), json!({ "userName": "zoe", "active": true })),
        (json!({ "userName": "zoe", "active": true }), json!({ "userName": "zoe", "active": true })),
        (json!({ "userName": "zoe", "active": false }), json!({ "userName": "zoe", "active": false })),
    ] {
        let Decision { user, change: made, dropped } = create(resource(&asked)).expect("small");
        let expected = User { id: user.id, version: 1, created: NOW, last_modified: NOW, ..zoe(&kept) };
        assert_eq!(user, expected);
        assert_eq!(user.active(), kept["active"] == true);
        let row = Row::UserCreated(user.clone());
        let kept = with_status(kept, user.status);
        let expected = change(row, EventKind::UserCreated, &user, Action::UserCreated, Value::Null, kept);
        assert_eq!((made, dropped), (Some(expected), Vec::new()));
    }
}

/// What zoe has now, what she shall have, and what comes of it: the kind of event, and both sides of the audit entry.
type Case = (Value, Value, Option<(EventKind, Value, Value)>);

fn decide(cases: Vec<Case>, decide: fn(&User, Resource) -> Result<Decision, Refusal>) {
    for (has, shall, expected) in cases {
        let before = zoe(&has);
        let decided = decide(&before, resource(&shall)).expect("small");
        let expected = match expected {
            None => Decision { user: before.clone(), change: None, dropped: Vec::new() },
            Some((kind, mut was, mut is)) => {
                // PUT may keep an `active` that it does not name, so the resource is that which was decided.
                let resource = decided.user.resource.clone();
                let status = status(&Value::Object(resource.attributes().clone()));
                let user = User { resource, version: 4, last_modified: NOW, status, ..before.clone() };
                if before.status != status {
                    (was, is) = (with_status(was, before.status), with_status(is, status));
                }
                let row = Row::UserUpdated { before: before.clone(), after: user.clone() };
                let action = match kind {
                    EventKind::UserDisabled => Action::UserDisabled,
                    EventKind::UserEnabled => Action::UserEnabled,
                    _ => Action::UserUpdated,
                };
                let change = change(row, kind, &user, action, was, is);
                Decision { user, change: Some(change), dropped: Vec::new() }
            }
        };
        assert_eq!(decided, expected, "{has} -> {shall}");
    }
}

#[test]
fn a_patch_is_told_as_what_it_means_for_the_person() {
    use EventKind::{UserDisabled, UserEnabled, UserUpdated};
    let (on, off) =
        (json!({ "userName": "zoe", "active": true }), json!({ "userName": "zoe", "active": false }));
    let (neither, doctor) =
        (json!({ "userName": "zoe" }), json!({ "userName": "zoe", "active": true, "title": "Dr" }));
    let doctor_off = json!({ "userName": "zoe", "active": false, "title": "Dr" });
    let (yes, no, none) = (json!({ "active": true }), json!({ "active": false }), json!({}));
    decide(
        vec![
            (on.clone(), on.clone(), None),
            (neither.clone(), neither.clone(), None),
            (on.clone(), off.clone(), Some((UserDisabled, yes.clone(), no.clone()))),
            (off.clone(), on.clone(), Some((UserEnabled, no.clone(), yes.clone()))),
            // Nobody says any more that the person may use the product.
            (on.clone(), neither.clone(), Some((UserDisabled, yes.clone(), none.clone()))),
            (neither.clone(), on.clone(), Some((UserEnabled, none.clone(), yes))),
            (off.clone(), neither.clone(), Some((UserUpdated, no.clone(), none.clone()))),
            (neither, off.clone(), Some((UserUpdated, none.clone(), no.clone()))),
            (on.clone(), doctor.clone(), Some((UserUpdated, none.clone(), json!({ "title": "Dr" })))),
            (doctor.clone(), on, Some((UserUpdated, json!({ "title": "Dr" }), none))),
            // What else changes along with it is in the resource that the event carries.
            (doctor, off.clone(), Some((UserDisabled, json!({ "active": true, "title": "Dr" }), no))),
            (off, doctor_off, Some((UserUpdated, json!({}), json!({ "title": "Dr" })))),
        ],
        update,
    );
}

#[test]
fn a_put_that_says_nothing_of_active_leaves_it() {
    use EventKind::{UserDisabled, UserEnabled, UserUpdated};
    let (on, off) =
        (json!({ "userName": "zoe", "active": true }), json!({ "userName": "zoe", "active": false }));
    let silent = json!({ "userName": "zoe" });
    let renamed = (json!({ "userName": "zoe" }), json!({ "userName": "zoé" }));
    decide(
        vec![
            (on.clone(), silent.clone(), None),
            (off.clone(), silent.clone(), None),
            (silent.clone(), silent, None),
            (off.clone(), json!({ "userName": "zoé" }), Some((UserUpdated, renamed.0, renamed.1))),
            (
                on.clone(),
                off.clone(),
                Some((UserDisabled, json!({ "active": true }), json!({ "active": false }))),
            ),
            (off, on, Some((UserEnabled, json!({ "active": false }), json!({ "active": true })))),
        ],
        replace,
    );
}

#[test]
fn one_who_goes_is_told_of_as_they_were() {
    let user = zoe(&json!({ "userName": "zoe", "active": false }));
    let (policy, actor) = (Preset::Standard.policy(), okta());
    let gone =
        user.act(Act::Delete, &terms(&policy, &actor), &mut ids()).expect("nobody is protected").change;
    let was = with_status(Value::Object(user.resource.attributes().clone()), user.status);
    let row = Row::UserDeleted(user.id);
    let expected = change(row, EventKind::UserDeleted, &user, Action::UserDeleted, was, Value::Null);
    assert_eq!(gone, Some(expected));
}

#[test]
fn a_password_is_in_nothing_that_is_kept_or_told() {
    let body = json!({
        "schemas": [scim::schema::USER_URN], "userName": "zoe", "password": "canary-in-a-coal-mine",
    });
    let ty = ResourceType::user();
    let parsed = Resource::parse(&body, &ty).expect("legal");
    let Decision { user, change: made, .. } = create(parsed).expect("small");
    let replaced = user.resource.replace(&body, &ty).expect("legal");
    assert_eq!(replace(&user, replaced).expect("small").change, None, "a password is no change");
    let all = format!("{made:?}");
    assert!(all.contains("zoe") && !all.contains("canary") && !all.contains("password"), "{all}");
}

#[test]
fn a_resource_has_a_size_that_it_cannot_outgrow() {
    let sized = |bytes: usize| {
        // So that the whole object has as many bytes: {"title":"…","active":true}
        let title = ("title".to_owned(), Value::from("z".repeat(bytes - 26)));
        let attributes = Map::from_iter([title, ("active".to_owned(), Value::Bool(true))]);
        Resource::from_stored(attributes)
    };
    let largest = directory::size::RESOURCE_BYTES_MAX;
    assert_eq!(serde_json::to_string(sized(largest).attributes()).expect("JSON").len(), largest);
    let create = |bytes| create(sized(bytes)).map(drop);
    assert_eq!((create(largest), create(largest + 1)), (Ok(()), Err(Refusal::TooLarge)));
    let before = zoe(&json!({ "userName": "zoe" }));
    let update = |bytes| update(&before, sized(bytes)).map(drop);
    assert_eq!((update(largest), update(largest + 1)), (Ok(()), Err(Refusal::TooLarge)));
    let said = Refusal::TooLarge.to_string();
    assert_eq!(
        said,
        "The resource would have more than 262144 bytes, which is the most. Send fewer or shorter values."
    );
}

#[test]
fn what_people_are_found_by_has_a_length_that_every_index_can_hold() {
    let most = directory::size::KEY_BYTES_MAX;
    let said_of = |attributes: Value| {
        let Value::Object(attributes) = attributes else { panic!("no object") };
        let resource = Resource::from_stored(attributes);
        create(resource).map(drop)
    };
    // A syllable has three bytes, and its folded form nine.
    for (longest, longer) in
        [("z".repeat(most), "z".repeat(most + 1)), ("각".repeat(most / 9), "각".repeat(most / 8))]
    {
        for attribute in ["userName", "displayName", "externalId"] {
            assert_eq!(said_of(json!({ attribute: longest })), Ok(()));
            assert_eq!(said_of(json!({ attribute: longer })), Err(Refusal::TooLong(attribute)));
        }
        let emails = json!({ "emails": [{ "value": "zoe@acme.test" }, { "value": longer }] });
        assert_eq!(said_of(emails), Err(Refusal::TooLong("emails.value")));
        let manager = json!({ ENTERPRISE_USER_URN: { "manager": { "value": longer } } });
        assert_eq!(said_of(manager), Err(Refusal::TooLong("manager.value")));
        assert_eq!(said_of(json!({ "title": longer })), Ok(()));
    }
}

/// A provider that sends everything at once must not keep somebody in by a change that the policy forbids.
#[test]
fn whoever_is_to_be_kept_out_is_whatever_else_is_asked() {
    let has = json!({ "userName": "zoe@a.test", "emails": [{ "value": "zoe@a.test" }], "active": true });
    let asked = json!({ "userName": "new@a.test", "emails": [{ "value": "new@a.test" }], "active": false });
    let (before, actor) = (zoe(&has), okta());
    let policy = Policy::parse("workspace deactivate=disable").expect("a policy");
    let decide =
        |asked: &Value| before.update(&terms(&policy, &actor), before.source, resource(asked), &mut ids());
    let decision = decide(&asked).expect("deactivation wins");
    let mut kept = has;
    kept["active"] = json!(false);
    assert_eq!(decision.user.status, Status::Disabled(Stage::Confirmed));
    assert_eq!(decision.user.user_name(), "zoe@a.test");
    assert_eq!(decision.user.resource.get("emails"), Some(&kept["emails"]));
    let dropped: Vec<&str> = decision.dropped.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(dropped, ["userName", "emails"]);
    let kinds: Vec<EventKind> =
        decision.change.iter().flat_map(|change| &change.events).map(|e| e.kind).collect();
    assert_eq!(kinds, [EventKind::UserDisabled]);

    let mut still_in = asked;
    still_in["active"] = json!(true);
    assert_eq!(decide(&still_in), Err(Refusal::UserNameFixed));
}
