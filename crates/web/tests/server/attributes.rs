//! Custom attributes, from their declaration to the last value of them (RFC 7643 §3.3).

use crate::support::{ENTERPRISE, USER, each, encoded, events, filtered, person, stage};
use app::{Error, Work, connections};
use directory::connection::Settings;
use directory::policy::Preset;
use directory::{Actor, ConnectionId, Event, OrgId, Provider};
use serde_json::{Value, json};
use testkit::{Client, Door, TestServer};

pub(crate) const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:rollbook:2.0:User";

const ACTOR: &Actor = &Actor::CommandLine;

/// Runs a use case that may well be refused.
pub(crate) fn attempt<T: Send + 'static>(
    server: &TestServer,
    work: impl FnMut(&mut Work) -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    server.block_on(server.app().write("test", work))
}

/// Declares an attribute, or says why not.
pub(crate) fn declare(server: &TestServer, door: &Door, name: &str) -> Result<(), String> {
    let (id, name) = (door.connection, name.to_owned());
    let declared = attempt(server, move |work| app::attributes::declare(work, ACTOR, id, &name));
    declared.map(drop).map_err(|error| error.to_string())
}

/// Deletes an attribute and all its values, and says how many there were, or why not.
pub(crate) fn delete(server: &TestServer, door: &Door, name: &str) -> Result<u64, String> {
    let (id, org, name) = (door.connection, door.org, name.to_owned());
    let deleted = attempt(server, move |work| app::attributes::delete(work, ACTOR, id, &name));
    let (_, purge) = deleted.map_err(|error| error.to_string())?;
    let mut removed = 0;
    loop {
        let asked = purge.clone();
        let step = server.write(move |work| app::attributes::purge(work, ACTOR, org, &asked));
        removed += step.removed;
        if step.done {
            return Ok(removed);
        }
    }
}

pub(crate) fn set_policy(server: &TestServer, id: ConnectionId, policy: &str) -> Result<(), String> {
    let policy = directory::Policy::parse(policy).expect("a policy");
    let set = attempt(server, move |work| {
        let settings = Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, ACTOR, id, |_| settings)
    });
    set.map(drop).map_err(|error| error.to_string())
}

/// Everything that the product was told behind this number.
pub(crate) fn events_behind(server: &TestServer, org: OrgId, number: u64) -> Vec<Event> {
    let all = server.read(move |work| Ok(work.tx.org(org).events_after(number, 100_000)?));
    all.into_iter().map(|(_, event)| event).collect()
}

fn custom(client: &mut Client, id: &str) -> Value {
    client.get(&format!("/Users/{id}")).expect(200).body[CUSTOM].clone()
}

#[test]
fn what_is_declared_is_there_at_once() {
    let (server, door, mut client) = stage(Provider::Okta);
    let mut jane = person("jane@example.com");
    jane[CUSTOM] = json!({ "costCentre": "C-1" });
    // Before, nobody knows it, and the dialect leaves it out.
    let before = client.post("/Users", &jane).expect(201);
    assert_eq!((&before.body[CUSTOM], &before.body["schemas"]), (&Value::Null, &json!([USER])));
    client.get(&format!("/Schemas/{CUSTOM}")).expect_error(404, None);

    declare(&server, &door, "costCentre").expect("declared");
    let schema = client.get(&format!("/Schemas/{CUSTOM}")).expect(200).body;
    let attribute = json!({
        "name": "costCentre", "type": "string", "multiValued": false, "description": "A declared attribute.",
        "required": false, "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none",
    });
    assert_eq!(schema["attributes"], json!([attribute]));
    let ty = client.get("/ResourceTypes/User").expect(200).body;
    assert_eq!(each(&ty["schemaExtensions"], "schema"), [ENTERPRISE, CUSTOM]);
    let user = format!("/Users/{}", before.id());
    let after = client.put(&user, &jane).expect(200);
    assert_eq!(after.body[CUSTOM], json!({ "costCentre": "C-1" }));
    assert_eq!(after.body["schemas"], json!([USER, CUSTOM]));

    // It is this connection's alone.
    let other = server.connect_named("Acme", (Provider::Entra, Some("Second"), None));
    other.client().get(&format!("/Schemas/{CUSTOM}")).expect_error(404, None);
}

#[test]
fn okta_and_entra_send_it_in_their_forms() {
    for (provider, create, operation) in [
        (
            Provider::Okta,
            json!({ CUSTOM: { "badge": 7, "remote": true } }),
            json!({ "op": "replace", "value": { CUSTOM: { "badge": 8 } } }),
        ),
        (
            Provider::Entra,
            json!({ format!("{CUSTOM}:badge"): "7", format!("{CUSTOM}:remote"): "true" }),
            json!({ "op": "Replace", "path": format!("{CUSTOM}:badge"), "value": "8" }),
        ),
        (
            Provider::Entra,
            json!({ CUSTOM: { "badge": "7", "remote": "true" } }),
            json!({ "op": "Add", "value": { format!("{CUSTOM}:badge"): "8" } }),
        ),
    ] {
        let (server, door, mut client) = stage(provider);
        declare(&server, &door, "badge").expect("declared");
        declare(&server, &door, "remote").expect("declared");
        let mut jane = person("jane@example.com");
        jane.as_object_mut().expect("an object").extend(create.as_object().expect("an object").clone());
        let id = client.post("/Users", &jane).expect(201).id();
        assert_eq!(custom(&mut client, &id), json!({ "badge": "7", "remote": "true" }));
        drop(client.patch(&format!("/Users/{id}"), &json!([operation])));
        assert_eq!(custom(&mut client, &id), json!({ "badge": "8", "remote": "true" }), "{operation}");

        for filter in
            [format!("{CUSTOM}:badge eq \"8\""), format!("{CUSTOM}:BADGE sw \"8\" and active eq true")]
        {
            let found = client.get(&filtered("/Users", &filter)).expect(200).body;
            assert_eq!(each(&found["Resources"], "id"), [id.as_str()], "{filter}");
        }
        let found = client.get(&filtered("/Users", &format!("{CUSTOM}:badge eq \"7\""))).expect(200).body;
        assert_eq!(found["totalResults"], json!(0));
        let only = encoded(&format!("{CUSTOM}:badge"));
        let shown = client.get(&format!("/Users/{id}?attributes={only}")).expect(200).body;
        assert_eq!((&shown[CUSTOM], &shown["userName"]), (&json!({ "badge": "8" }), &Value::Null));
        let shown = client.get(&format!("/Users/{id}?excludedAttributes={only}")).expect(200).body;
        assert_eq!(shown[CUSTOM], json!({ "remote": "true" }));
        let remove = json!([{ "op": "remove", "path": format!("{CUSTOM}:remote") }]);
        drop(client.patch(&format!("/Users/{id}"), &remove));
        assert_eq!(custom(&mut client, &id), json!({ "badge": "8" }));
    }
}

#[test]
fn deleting_one_removes_its_values_and_tells_of_each_user() {
    let (server, door, mut client) = stage(Provider::Okta);
    declare(&server, &door, "badge").expect("declared");
    declare(&server, &door, "floor").expect("declared");
    let mut ids = Vec::new();
    for number in 0..5 {
        let mut user = person(&format!("u{number}@example.com"));
        if number < 3 {
            user[CUSTOM] = json!({ "badge": number.to_string() });
        }
        if number < 1 {
            user[CUSTOM]["floor"] = json!("3");
        }
        ids.push(client.post("/Users", &user).expect(201).id());
    }
    let before = server.event_sequence(door.org);
    assert_eq!(delete(&server, &door, "BADGE"), Ok(3));
    let told = events_behind(&server, door.org, before);
    let told: Vec<_> = told.iter().map(|event| (event.kind.as_str(), event.subject.as_str())).collect();
    let expected: Vec<_> = ids[..3].iter().map(|id| ("user.updated", id.as_str())).collect();
    assert_eq!(told, expected);
    assert_eq!(custom(&mut client, &ids[0]), json!({ "floor": "3" }));
    let second = client.get(&format!("/Users/{}", ids[1])).expect(200).body;
    assert_eq!((&second[CUSTOM], &second["schemas"]), (&Value::Null, &json!([USER])));
    assert_eq!(delete(&server, &door, "badge").expect_err("gone"), "there is no such thing");
    declare(&server, &door, "badge").expect("declared again");
    assert_eq!(custom(&mut client, &ids[1]), Value::Null);
}

/// The declaration goes at once, and whatever stops the removal, the next one goes on where it stopped.
#[test]
fn a_removal_that_stopped_is_taken_up() {
    let (server, door, mut client) = stage(Provider::Okta);
    declare(&server, &door, "badge").expect("declared");
    let mut users = Vec::new();
    for number in 0..450 {
        let operation = json!({ "method": "POST", "bulkId": number.to_string(), "path": "/Users", "data": {
            "schemas": [USER, CUSTOM], "userName": format!("u{number}"), CUSTOM: { "badge": "B" },
        } });
        users.push(operation);
    }
    let bulk = json!({ "schemas": [crate::support::BULK], "Operations": users });
    let made = client.post("/Bulk", &bulk).expect(200).body;
    let last =
        made["Operations"][449]["location"].as_str().and_then(|url| url.rsplit_once('/')).expect("an id").1;
    let last = last.to_owned();

    let (id, org) = (door.connection, door.org);
    let (_, purge) = server.write(move |work| app::attributes::delete(work, ACTOR, id, "badge"));
    let asked = purge.clone();
    let step = server.write(move |work| app::attributes::purge(work, ACTOR, org, &asked));
    assert_eq!((step.removed, step.seen, step.done), (200, 200, false));
    // Here the command was killed. The schema is gone, users can be changed, and the name is not free yet.
    client.get(&format!("/Schemas/{CUSTOM}")).expect_error(404, None);
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Jane" }]);
    drop(client.patch(&format!("/Users/{last}"), &rename));
    assert_eq!(
        custom(&mut client, &last),
        Value::Null,
        "what the type does not have goes with the next change"
    );
    let refused = declare(&server, &door, "Badge").expect_err("still being removed");
    assert!(
        refused.starts_with("The values of the former attribute \"badge\" are still being removed."),
        "{refused}"
    );

    // The server takes it up: two more steps.
    assert!(server.block_on(server.app().purge()).expect("a step"));
    assert!(!server.block_on(server.app().purge()).expect("a step"));
    let with_value = client.get("/Users?count=1000").expect(200).text.contains("badge");
    assert!(!with_value, "nobody has one");
    declare(&server, &door, "badge").expect("free again");
    let step = server.write(move |work| app::attributes::purge(work, ACTOR, org, &purge));
    assert_eq!((step.removed, step.done), (0, true), "there is nothing left to do");
}

#[test]
fn what_cannot_be_declared_is_refused_with_the_reason() {
    let (server, door, _) = stage(Provider::Okta);
    declare(&server, &door, "costCentre").expect("declared");
    let second = server.connect_named("Acme", (Provider::Entra, Some("Second"), None));
    for (door, name, why) in [
        (&door, "", "begins with a letter"),
        (&door, "7up", "begins with a letter"),
        (&door, "cost centre", "begins with a letter"),
        (&door, "é", "begins with a letter"),
        (&door, "a.b", "begins with a letter"),
        (&door, "<script>", "begins with a letter"),
        (&door, "userUID", "\"userUID\" is a built-in variable"),
        (&door, "Department", "\"department\" is a built-in variable"),
        (&door, "COSTCENTRE", "declares the attribute \"costCentre\" already"),
        (&second, "costcentre", "declares this attribute as \"costCentre\""),
    ] {
        let refused = declare(&server, door, name).expect_err(name);
        assert!(refused.contains(why), "{name}: {refused}");
    }
    let long = "x".repeat(65);
    assert!(declare(&server, &door, &long).is_err() && declare(&server, &door, &long[..64]).is_ok());
    for number in 2..100 {
        declare(&server, &door, &format!("a{number}")).expect("declared");
    }
    assert!(declare(&server, &door, "one-more").expect_err("too many").contains("as many as it may have"));

    // Under another name of the extension the values would be lost.
    let refused =
        set_policy(&server, door.connection, "managed-devices").expect_err("attributes are declared");
    assert!(
        refused.starts_with("The name of the extension cannot change while attributes are declared"),
        "{refused}"
    );
    let vault = server.connect_named("Acme", (Provider::Okta, Some("Vault"), None));
    set_policy(&server, vault.connection, "vault").expect("a policy");
    let refused = declare(&server, &vault, "badge").expect_err("no extension");
    assert!(refused.contains("custom_extension=none"), "{refused}");
}

/// F41, F42: what each preset has of extensions.
#[test]
fn the_policy_says_which_extensions_there_are() {
    for preset in Preset::ALL {
        let (server, door, mut client) = stage(Provider::Okta);
        set_policy(&server, door.connection, preset.as_str()).expect("a policy");
        let ivanti = "urn:ietf:params:scim:schemas:extension:ivanti:2.0:User";
        let (extensions, enterprise, urn) = match preset {
            Preset::Standard => (vec![ENTERPRISE, CUSTOM], 6, Some(CUSTOM)),
            Preset::ManagedDevices => (vec![ENTERPRISE, ivanti], 1, Some(ivanti)),
            Preset::Vault | Preset::Workspace => (vec![], 0, None),
        };
        assert_eq!(declare(&server, &door, "badge").is_ok(), urn.is_some());
        let ty = client.get("/ResourceTypes/User").expect(200).body;
        assert_eq!(each(&ty["schemaExtensions"], "schema"), extensions, "{}", preset.as_str());
        let schema = client.get(&format!("/Schemas/{ENTERPRISE}"));
        assert_eq!(
            schema.body["attributes"].as_array().map_or(0, Vec::len),
            enterprise,
            "{}",
            preset.as_str()
        );
    }
}

/// F40, F41: what `managed-devices` lets a provider update is what it declares, and a blank value keeps the old one.
#[test]
fn managed_devices_have_attributes_of_their_own() {
    let (server, door, mut client) = stage(Provider::Entra);
    set_policy(&server, door.connection, "managed-devices").expect("a policy");
    declare(&server, &door, "badge").expect("declared");
    let ivanti = "urn:ietf:params:scim:schemas:extension:ivanti:2.0:User";
    let mut jane = person("jane@example.com");
    jane[format!("{ivanti}:badge")] = json!("B-7");
    jane[ENTERPRISE] = json!({ "department": "Tours", "division": "Theme Park" });
    let user = format!("/Users/{}", client.post("/Users", &jane).expect(201).id());
    let shown = |client: &mut Client| {
        let user = client.get(&user).expect(200).body;
        (user[ivanti]["badge"].clone(), user[ENTERPRISE].clone())
    };
    assert_eq!(shown(&mut client), (json!("B-7"), json!({ "department": "Tours" })));
    for (value, kept) in [(json!("B-8"), "B-8"), (json!(""), "B-8"), (json!(9), "9")] {
        let operation = json!({ "op": "Replace", "path": format!("{ivanti}:badge"), "value": value });
        drop(client.patch(&user, &json!([operation])));
        assert_eq!(shown(&mut client), (json!(kept), json!({ "department": "Tours" })), "{operation}");
    }
    // An update that says nothing of either keeps both.
    drop(client.put(&user, &person("jane@example.com")).expect(200));
    assert_eq!(shown(&mut client), (json!("9"), json!({ "department": "Tours" })));
    assert_eq!(
        delete(&server, &door, "badge"),
        Ok(1),
        "what the policy keeps from a provider goes with its attribute"
    );
    assert_eq!(shown(&mut client), (Value::Null, json!({ "department": "Tours" })));
}

/// A policy that becomes narrower hides what is there of it, and is not stopped by it.
#[test]
fn what_a_narrower_policy_does_not_know_is_not_shown() {
    let (server, door, mut client) = stage(Provider::Okta);
    let mut jane = person("jane@example.com");
    jane[ENTERPRISE] = json!({ "department": "Tours", "manager": { "value": "1" } });
    let user = format!("/Users/{}", client.post("/Users", &jane).expect(201).id());
    set_policy(&server, door.connection, "standard enterprise=department").expect("a policy");
    let department = json!({ "department": "Tours" });
    assert_eq!(client.get(&user).expect(200).body[ENTERPRISE], department);
    let listed = client.get("/Users").expect(200).body;
    assert_eq!(listed["Resources"][0][ENTERPRISE], department);
    let patched =
        client.patch(&user, &json!([{ "op": "replace", "value": { "nickName": "Jay" } }])).expect(200);
    assert_eq!(patched.body[ENTERPRISE], department);
    // What went with that change is not found when the policy is a wide one again.
    set_policy(&server, door.connection, "standard").expect("a policy");
    let found = client.get(&filtered("/Users", "manager.value eq \"1\"")).expect(200).body;
    assert_eq!(found["totalResults"], json!(0));
    set_policy(&server, door.connection, "standard enterprise=none").expect("a policy");
    let shown = client.get(&user).expect(200).body;
    assert_eq!((&shown[ENTERPRISE], &shown["schemas"]), (&Value::Null, &json!([USER])));
    let found = client.get(&filtered("/Users", "department eq \"Tours\"")).expect(200).body;
    assert_eq!(found["totalResults"], json!(0), "nobody has what the policy leaves out");
    let kinds: Vec<String> = events(&server, door.org).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["user.created", "user.updated"]);
}

/// F35.
#[test]
fn connections_that_lack_an_attribute_are_named() {
    let (server, door, _) = stage(Provider::Okta);
    let second = server.connect_named("Acme", (Provider::Entra, Some("Second"), None));
    declare(&server, &door, "badge").expect("declared");
    let org = door.org;
    server.write(move |work| {
        let fields = [("id".to_owned(), "${badge}".to_owned())];
        app::configurations::create(work, ACTOR, org, ("wifi", &fields))
    });
    let overview = server.read(move |work| app::attributes::list(work, org));
    let gap = &overview.gaps[0];
    assert_eq!(overview.gaps.len(), 1);
    assert_eq!(
        (gap.connection, gap.name.as_str(), gap.attribute.as_str()),
        (second.connection, "Second", "badge")
    );
    assert_eq!(gap.configurations, ["wifi"]);
    declare(&server, &second, "badge").expect("declared");
    assert_eq!(server.read(move |work| app::attributes::list(work, org)).gaps, []);
    // While a configuration uses it, it stays.
    let refused = delete(&server, &door, "badge").expect_err("used");
    assert_eq!(refused, "The attribute \"badge\" is used by \"wifi\". Take ${badge} out there first.");
}
