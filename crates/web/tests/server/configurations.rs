//! Configurations: what a product is told to set up for each user.

use crate::attributes::{CUSTOM, attempt, declare, events_behind, set_policy};
use crate::support::{ENTERPRISE, USER, events, person, stage};
use app::configurations::{self, Edit};
use app::invitations::{self, Deed};
use directory::configuration::{CONFIGURATIONS_MAX, FIELDS_MAX, rendered_json};
use directory::invitation::GivenNames;
use directory::{Action, Actor, Configuration, OrgId, Provider, UserId};
use serde_json::{Value, json};
use testkit::TestServer;

const ACTOR: &Actor = &Actor::CommandLine;

fn create(
    server: &TestServer,
    org: OrgId,
    name: &str,
    fields: &[(&str, &str)],
) -> Result<Configuration, String> {
    let (name, fields) = (name.to_owned(), owned(fields));
    let made = attempt(server, move |work| configurations::create(work, ACTOR, org, (&name, &fields)));
    made.map_err(|error| error.to_string())
}

fn set(
    server: &TestServer,
    org: OrgId,
    name: &str,
    fields: &[(&str, &str)],
) -> Result<Configuration, String> {
    let (name, fields) = (name.to_owned(), owned(fields));
    let set = attempt(server, move |work| {
        let edit = |_: &Configuration| Edit { fields: Some(fields.clone()), ..Edit::default() };
        configurations::set(work, ACTOR, (org, &name), edit)
    });
    set.map_err(|error| error.to_string())
}

fn owned(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn render(server: &TestServer, org: OrgId, name: &str, user: &str) -> Value {
    let (name, user) = (name.to_owned(), UserId::parse(user).expect("an id"));
    server.read(move |work| {
        let configuration = configurations::find(work, org, &name)?;
        let user = app::people::get(work, org, user)?.user;
        Ok(rendered_json(&configuration.render(&user.resource)))
    })
}

/// What the product was told behind this number: kind, subject and data.
fn told(server: &TestServer, org: OrgId, number: u64) -> Vec<(&'static str, String, Value)> {
    let told = events_behind(server, org, number).into_iter();
    told.map(|event| (event.kind.as_str(), event.subject, event.data.to_value().expect("JSON"))).collect()
}

const WIFI: &[(&str, &str)] = &[
    ("identity", "${userUIDLocalPart}@${department}.example"),
    ("label", "${userFirstName} ${userLastName} costs $5, $${userUID}"),
    ("certificate", "${badge}"),
];

/// F33: a rename renders again, and an event says what it is now.
#[test]
fn a_configuration_follows_its_users() {
    let (server, door, mut client) = stage(Provider::Okta);
    declare(&server, &door, "badge").expect("declared");
    let org = door.org;
    let mut jane = person("jane@example.com");
    jane[ENTERPRISE] = json!({ "department": "tours" });
    let early = client.post("/Users", &jane).expect(201).id();
    let start = server.event_sequence(org);
    let wifi = create(&server, org, "wifi", WIFI).expect("made");
    let (id, about) = (wifi.id.to_string(), json!({ "id": wifi.id.to_string(), "name": "wifi" }));
    assert_eq!(told(&server, org, start), [("configuration.created", id, wifi.to_json())]);
    let label = json!({ "value": "Jane Doe costs $5, ${userUID}" });
    let rendered = json!({
        "identity": { "value": "jane@tours.example" }, "label": label, "certificate": { "missing": ["badge"] },
    });
    assert_eq!(render(&server, org, "WiFi", &early), rendered);

    // Whoever comes is rendered at once.
    let start = server.event_sequence(org);
    let mut joe = person("joe@example.com");
    joe[CUSTOM] = json!({ "badge": "B-7" });
    let joe = client.post("/Users", &joe).expect(201).id();
    let new = told(&server, org, start);
    assert_eq!(new.len(), 2, "{new:?}");
    let fields = json!({
        "identity": { "missing": ["department"] }, "label": label, "certificate": { "value": "B-7" },
    });
    let data = json!({ "id": joe, "configuration": about, "fields": fields });
    assert_eq!(new[1], ("user.configuration_changed", joe.clone(), data));

    // What no field shows is no news for it; a rename is.
    let start = server.event_sequence(org);
    let user = format!("/Users/{joe}");
    drop(client.patch(&user, &json!([{ "op": "replace", "value": { "title": "Guide" } }])).expect(200));
    let rename = json!([{ "op": "replace", "value": {
        "userName": "joseph@example.com", ENTERPRISE: { "department": "tours" } } }]);
    drop(client.patch(&user, &rename).expect(200));
    let new = told(&server, org, start);
    assert_eq!(
        new.iter().map(|(kind, ..)| *kind).collect::<Vec<_>>(),
        ["user.updated", "user.updated", "user.configuration_changed"]
    );
    assert_eq!(new[2].2["fields"]["identity"], json!({ "value": "joseph@tours.example" }));
    assert_eq!(new[2].2["fields"], render(&server, org, "wifi", &joe));

    // When the configuration itself changes, one event says so, and not one for each user.
    let start = server.event_sequence(org);
    let changed = set(&server, org, "wifi", &[("identity", "${userUID}")]).expect("changed");
    set(&server, org, "wifi", &[("identity", "${userUID}")]).expect("nothing to change");
    assert_eq!(changed.version, 2);
    server.write(move |work| configurations::delete(work, ACTOR, org, "wifi"));
    drop(client.delete(&user).expect(204));
    let kinds: Vec<_> = told(&server, org, start).into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["configuration.updated", "configuration.deleted", "user.deleted"]);
    let start = server.event_sequence(org);
    drop(client.post("/Users", &person("last@example.com")).expect(201));
    assert_eq!(told(&server, org, start).len(), 1, "without a configuration there is nothing to tell");
    drop(events(&server, org));
}

#[test]
fn each_change_is_audited_with_before_and_after() {
    let (server, door, _) = stage(Provider::Okta);
    let org = door.org;
    create(&server, org, "mail", &[("address", "${userUID}")]).expect("made");
    set(&server, org, "mail", &[("address", "${userEmailAddress}")]).expect("changed");
    server.write(move |work| configurations::delete(work, ACTOR, org, "mail"));
    let entries = server.read(move |work| Ok(work.tx.org(org).audit_entries(100)?));
    let said: Vec<_> = entries
        .into_iter()
        .rev()
        .filter(|entry| {
            [Action::ConfigurationCreated, Action::ConfigurationUpdated, Action::ConfigurationDeleted]
                .contains(&entry.action)
        })
        .map(|entry| {
            let text = |json: &directory::Json| json.to_value().expect("JSON")["fields"]["address"].clone();
            (entry.action.as_str(), text(&entry.before), text(&entry.after))
        })
        .collect();
    let (old, new) = (json!("${userUID}"), json!("${userEmailAddress}"));
    assert_eq!(
        said,
        [
            ("Configuration Created", Value::Null, old.clone()),
            ("Configuration Updated", old, new.clone()),
            ("Configuration Deleted", new, Value::Null),
        ]
    );
}

#[test]
fn what_cannot_be_saved_is_refused_with_the_reason() {
    let (server, door, _) = stage(Provider::Okta);
    let org = door.org;
    create(&server, org, "Wifi", &[("a", "")]).expect("an empty text is a text");
    let nothing: &[(&str, &str)] = &[];
    for (name, fields, why) in [
        ("wiFi", &[("a", "x")][..], "has a configuration of this name already"),
        ("", &[("a", "x")][..], "The name must have 1 to"),
        ("b", nothing, "has 1 to 20 fields"),
        ("b", &[(" ", "x")][..], "The name of a field must have"),
        ("b", &[("a", "x"), ("a ", "y")][..], "Two fields have the name \"a\""),
        (
            "b",
            &[("login", "x ${useruid}")][..],
            "The field \"login\" cannot be used. At character 3: there is no variable \"useruid\". Did you mean \"userUID\"?",
        ),
        ("b", &[("a", "${badge}")][..], "At character 1: there is no variable \"badge\"."),
        ("b", &[("a", "12345${")][..], "At character 6: ${ has no }"),
        ("b", &[("a", "\u{0}")][..], "At character 1: a control character"),
    ] {
        let refused = create(&server, org, name, fields).expect_err(why);
        assert!(refused.contains(why), "{refused}");
    }
    assert!(set(&server, org, "wifi", &[("a", "${badge}")]).is_err());
    let many: Vec<String> = (0..=FIELDS_MAX).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|name| (name.as_str(), "x")).collect();
    assert!(create(&server, org, "many", &many).is_err());
    for number in 1..CONFIGURATIONS_MAX {
        create(&server, org, &number.to_string(), &[("a", "x")]).expect("made");
    }
    assert!(
        create(&server, org, "more", &[("a", "x")]).expect_err("full").contains("as many as it may have")
    );
    let other = server.connect("Other", Provider::Okta);
    create(&server, other.org, "wifi", &[("a", "x")]).expect("another organization's");
}

/// What a provider sends stays text, wherever it goes.
#[test]
fn hostile_values_are_text() {
    let (server, door, mut client) = stage(Provider::Okta);
    let org = door.org;
    create(&server, org, "c", &[("name", "<${userDisplayName}>")]).expect("made");
    for (value, expected) in [
        ("<script>alert(1)</script>".to_owned(), true),
        ("${userUID} $${userUID}".to_owned(), true),
        ("=cmd()\r\nBcc: x@example.com".to_owned(), true),
        ("\u{202e}evil\u{2066}".to_owned(), true),
        ("x".repeat(2_000), true),
    ] {
        let mut user = person("jane@example.com");
        user["displayName"] = json!(value);
        let id = client.post("/Users", &user).expect(201).id();
        let rendered = render(&server, org, "c", &id);
        assert_eq!(rendered["name"] == json!({ "value": format!("<{value}>") }), expected, "{rendered}");
        drop(client.delete(&format!("/Users/{id}")).expect(204));
    }
    // A declared attribute may be longer than what is rendered of it, and the user is not refused for that.
    declare(&server, &door, "badge").expect("declared");
    set(&server, org, "c", &[("badge", "${badge}")]).expect("changed");
    let mut user = person("long@example.com");
    user[CUSTOM] = json!({ "badge": "x".repeat(64 * 1_024) });
    let id = client.post("/Users", &user).expect(201).id();
    assert_eq!(render(&server, org, "c", &id), json!({ "badge": { "too_long": true } }));
    user[CUSTOM] = json!({ "badge": "a\u{0}b" });
    client.put(&format!("/Users/{id}"), &user).expect_error(400, Some("invalidSyntax"));
}

#[test]
fn values_come_from_the_extension_of_the_policy() {
    let (server, door, mut client) = stage(Provider::Okta);
    set_policy(&server, door.connection, "standard custom_extension=acme").expect("a policy");
    declare(&server, &door, "badge").expect("declared");
    create(&server, door.org, "c", &[("badge", "${badge}")]).expect("made");
    let mut user = person("jane@example.com");
    user["urn:ietf:params:scim:schemas:extension:acme:2.0:User"] = json!({ "badge": 42 });
    let id = client.post("/Users", &user).expect(201).id();
    assert_eq!(render(&server, door.org, "c", &id), json!({ "badge": { "value": "42" } }));
}

/// Whoever is invited may not have said yet what they are called; when they join, the product is told.
#[test]
fn somebody_who_joins_is_rendered_with_their_names() {
    let (server, door, mut client) = stage(Provider::Okta);
    let org = door.org;
    set_policy(&server, door.connection, "workspace").expect("a policy");
    create(&server, org, "badge", &[("name", "${userFirstName} ${userLastName}")]).expect("made");
    let user = json!({ "schemas": [USER], "userName": "jane@example.com" });
    let id = client.post("/Users", &user).expect(201).id();
    assert_eq!(
        render(&server, org, "badge", &id),
        json!({ "name": { "missing": ["userFirstName", "userLastName"] } })
    );
    let start = server.event_sequence(org);
    let joined = UserId::parse(&id).expect("an id");
    server.write(move |work| {
        let names = GivenNames::parse("Jane", "Doe").expect("names");
        invitations::act(work, ACTOR, org, joined, &Deed::Accept(Some(names)))
    });
    let new = told(&server, org, start);
    let (kind, subject, data) = new.last().expect("an event");
    assert_eq!((*kind, subject), ("user.configuration_changed", &id));
    assert_eq!(data["fields"], json!({ "name": { "value": "Jane Doe" } }));
}
