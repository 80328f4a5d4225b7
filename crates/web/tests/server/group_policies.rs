//! What the policy of a connection makes of groups, members and answers: knob by knob.

use crate::support::{
    BULK, GROUP, NOBODY, SEARCH, add_group, add_user, each, events, everything, filtered, group, members,
    person,
};
use app::groups::local;
use app::{connections, tokens};
use directory::connection::Settings;
use directory::user::{Source, Terms};
use directory::{Actor, Policy, Provider, User};
use scim::dialect::Dialect;
use scim::{Resource, ResourceType};
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, TestServer};

const OPERATOR: &Actor = &Actor::CommandLine;

/// A connection with this policy.
fn stage(policy: &str) -> (TestServer, Door, Client) {
    let server = TestServer::start();
    let door = door(&server, "Okta", policy);
    let client = door.client();
    (server, door, client)
}

/// One more connection of Acme.
fn door(server: &TestServer, name: &str, policy: &str) -> Door {
    let door = server.connect_named("Acme", (Provider::Generic, Some(name), Some(Dialect::GENERIC)));
    set_policy(server, &door, policy);
    door
}

fn set_policy(server: &TestServer, door: &Door, policy: &str) {
    let (id, policy) = (door.connection, Policy::parse(policy).expect("a policy"));
    server.write(move |work| {
        let settings =
            |_: &directory::Connection| Settings { policy: Some(policy.clone()), ..Settings::default() };
        connections::set(work, OPERATOR, id, settings)
    });
}

/// A user of the organization's own.
fn local_user(server: &TestServer, door: &Door, user_name: &str) -> String {
    let (org, body) = (door.org, person(user_name));
    server.write(move |work| {
        let policy = Policy::of_local_people();
        let terms =
            Terms { org, policy: &policy, seats: work.tx.seats(org)?, actor: OPERATOR, now: work.now };
        let resource = Resource::parse(&body, &ResourceType::user())?;
        let decision = User::create(&terms, Source::Local, resource, &mut work.ids)?;
        work.tx.save(&decision.change.expect("a new user"))?;
        Ok(decision.user.id.to_string())
    })
}

/// A group of the organization's own with these members.
fn local_group(server: &TestServer, door: &Door, name: &str, members: &[&str]) -> String {
    let (org, name) = (door.org, name.to_owned());
    let members: Vec<String> = members.iter().map(|id| (*id).to_owned()).collect();
    server.write(move |work| {
        let group = local::create(work, OPERATOR, org, &name)?;
        local::add(work, OPERATOR, org, &group.id.to_string(), &members)?;
        Ok(group.id.to_string())
    })
}

fn adds(ids: &[&str]) -> Value {
    let values: Vec<Value> = ids.iter().map(|id| json!({ "value": id })).collect();
    json!([{ "op": "add", "path": "members", "value": values }])
}

fn detail(answer: &Answer) -> &str {
    answer.body["detail"].as_str().expect("a detail")
}

/// What the connection has counted as passed over.
fn passed_over(server: &TestServer, door: &Door) -> Vec<(String, String)> {
    server.flush_calls();
    let (org, connection) = (door.org, door.connection);
    let all = server.read(move |work| Ok(work.tx.org(org).tolerated(connection)?));
    all.into_iter().map(|one| (one.tolerance.as_str().to_owned(), one.place)).collect()
}

#[test]
fn nested_groups_are_refused_or_passed_over() {
    let (server, door, mut client) = stage("standard nested_groups=refuse");
    let user = add_user(&mut client, "a@example.com");
    let inner = add_group(&mut client, "Inner", &[]);
    let outer = add_group(&mut client, "Outer", &[]);
    let before = everything(&server, &door);
    let refused = client.patch(&format!("/Groups/{outer}"), &adds(&[&user, &inner]));
    assert!(detail(&refused).ends_with("(Policy: nested_groups=refuse)"), "{}", detail(&refused));
    refused.expect_error(400, Some("invalidValue"));
    client.post("/Groups", &group("New", &[&inner])).expect_error(400, Some("invalidValue"));
    client
        .put(&format!("/Groups/{outer}"), &group("Outer", &[&inner]))
        .expect_error(400, Some("invalidValue"));
    assert_eq!(everything(&server, &door), before);

    set_policy(&server, &door, "standard nested_groups=skip");
    drop(client.patch(&format!("/Groups/{outer}"), &adds(&[&user, &inner])).expect(204));
    assert_eq!(members(&mut client, &outer), [&*user]);
    assert_eq!(passed_over(&server, &door), [("policy".to_owned(), "members".to_owned())]);

    set_policy(&server, &door, "standard");
    drop(client.patch(&format!("/Groups/{outer}"), &adds(&[&inner])).expect(204));
    set_policy(&server, &door, "standard nested_groups=refuse");
    drop(client.put(&format!("/Groups/{outer}"), &group("Outer", &[&inner])).expect(200));
    assert_eq!(members(&mut client, &outer), [inner], "who is in it already is not refused");
}

#[test]
fn members_that_nobody_knows_are_refused_or_passed_over() {
    let (server, door, mut client) = stage("standard");
    let user = add_user(&mut client, "a@example.com");
    let team = add_group(&mut client, "Team", &[]);
    let refused = client.patch(&format!("/Groups/{team}"), &adds(&[&user, NOBODY]));
    assert!(detail(&refused).contains(NOBODY));
    refused.expect_error(400, Some("invalidValue"));
    assert_eq!(members(&mut client, &team), [""; 0]);

    set_policy(&server, &door, "standard unknown_member=skip");
    drop(client.patch(&format!("/Groups/{team}"), &adds(&[&user, NOBODY, "b@example.com"])).expect(204));
    assert_eq!(members(&mut client, &team), [user]);
    assert_eq!(passed_over(&server, &door), [("policy".to_owned(), "members".to_owned())]);
}

#[test]
fn members_that_are_addresses_are_brought_in() {
    let (server, door, mut client) = stage("workspace rate_per_minute=off group_members=all");
    let ann = client.post("/Users", &person("ann@example.com")).expect(201).id();
    let team =
        client.post("/Groups", &group("Team", &["Ann@Example.com", "bob@example.com"])).expect(201).id();
    let found = client.get(&filtered("/Users", "userName eq \"bob@example.com\"")).expect(200);
    let bob = found.body["Resources"][0]["id"].as_str().expect("an id").to_owned();
    let mut both = vec![ann.clone(), bob.clone()];
    both.sort();
    assert_eq!(members(&mut client, &team), both);
    let kinds: Vec<String> = events(&server, door.org).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["user.created", "user.created", "group.created", "group.members_changed"]);

    let twice = adds(&["CY@example.com", "cy@example.com", "bob@EXAMPLE.com", &ann]);
    drop(client.patch(&format!("/Groups/{team}"), &twice).expect(200));
    assert_eq!(members(&mut client, &team).len(), 3, "nobody is brought in twice");
    let remove = json!([{ "op": "remove", "path": "members[value eq \"Bob@example.com\"]" }]);
    drop(client.patch(&format!("/Groups/{team}"), &remove).expect(200));
    let listed = json!([{ "op": "remove", "path": "members", "value": [{ "value": "cy@example.com" }] }]);
    drop(client.patch(&format!("/Groups/{team}"), &listed).expect(200));
    assert_eq!(members(&mut client, &team), [&*ann]);
    drop(client.put(&format!("/Groups/{team}"), &group("Team", &["bob@example.com"])).expect(200));
    assert_eq!(members(&mut client, &team), [bob], "a replacement knows addresses as well");

    let before = everything(&server, &door);
    for unknown in [NOBODY, "no address", "@", ""] {
        let refused = client.patch(&format!("/Groups/{team}"), &adds(&["dan@example.com", unknown]));
        refused.expect_error(400, Some("invalidValue"));
    }
    let crowd: Vec<String> = (0..=100).map(|number| format!("u{number}@example.com")).collect();
    let crowd: Vec<&str> = crowd.iter().map(String::as_str).collect();
    let refused = client.patch(&format!("/Groups/{team}"), &adds(&crowd));
    assert!(detail(&refused).contains("101 people, and 100 is the most"), "{}", detail(&refused));
    assert_eq!(everything(&server, &door), before, "nobody is brought in by what is refused");
}

#[test]
fn an_address_of_somebody_elses_user_brings_nobody_in() {
    let (server, door, mut client) =
        stage("workspace rate_per_minute=off existing_user=adopt group_members=all");
    let mut other = self::door(&server, "Other", "standard").client();
    add_user(&mut other, "theirs@example.com");
    let own = local_user(&server, &door, "own@example.com");
    let team = add_group(&mut client, "Team", &[]);
    client
        .patch(&format!("/Groups/{team}"), &adds(&["theirs@example.com"]))
        .expect_error(400, Some("invalidValue"));
    drop(client.patch(&format!("/Groups/{team}"), &adds(&["Own@example.com"])).expect(200));
    assert_eq!(members(&mut client, &team), [&*own]);
    set_policy(&server, &door, "workspace rate_per_minute=off existing_user=refuse");
    local_user(&server, &door, "second@example.com");
    let another = add_group(&mut client, "Another", &[]);
    let refused = client.patch(&format!("/Groups/{another}"), &adds(&["second@example.com"]));
    refused.expect_error(400, Some("invalidValue"));
}

#[test]
fn a_group_that_goes_keeps_its_orphans_out() {
    let (server, door, mut client) = stage("standard delete_group=disable_orphans");
    let ids: Vec<String> = ["alone", "elsewhere", "off", "guarded"]
        .map(|name| add_user(&mut client, &format!("{name}@example.com")))
        .into();
    let [alone, elsewhere, off, guarded] = &ids[..] else { panic!("four") };
    let own = local_user(&server, &door, "own@example.com");
    let all = [alone.as_str(), elsewhere, off, guarded, &own];
    let going = add_group(&mut client, "Going", &all);
    add_group(&mut client, "Staying", &[elsewhere]);
    let inactive = json!([{ "op": "replace", "path": "active", "value": false }]);
    drop(client.patch(&format!("/Users/{off}"), &inactive).expect(200));
    protect(&server, &door, guarded);
    let seen = events(&server, door.org).len();
    drop(client.delete(&format!("/Groups/{going}")).expect(204));
    let told = events(&server, door.org).split_off(seen);
    let event = |kind: &str, subject: &str| (kind.to_owned(), subject.to_owned());
    // Whom a provider puts into a group is its own from then on.
    let off = [event("user.disabled", alone), event("user.disabled", &own), event("group.deleted", &going)];
    assert_eq!(told.len(), 3);
    assert!(off.iter().all(|one| told.contains(one)), "{told:?}");
    let mut active = |id: &str| client.get(&format!("/Users/{id}")).expect(200).body["active"].clone();
    let states: Vec<Value> = all.iter().map(|id| active(id)).collect();
    assert_eq!(states, [json!(false), json!(true), json!(false), json!(true), json!(false)]);
}

fn protect(server: &TestServer, door: &Door, id: &str) {
    let (org, id) = (door.org, directory::UserId::parse(id).expect("an id"));
    server.write(move |work| {
        let user = work.tx.org(org).user_for_update(id)?.expect("the user");
        let policy = Policy::of_local_people();
        let terms =
            Terms { org, policy: &policy, seats: work.tx.seats(org)?, actor: OPERATOR, now: work.now };
        let decision = user.set_protected(true, &terms, &mut work.ids);
        Ok(work.tx.save(&decision.change.expect("a change"))?)
    });
}

#[test]
fn a_group_that_was_there_before_is_adopted() {
    let (server, door, mut client) = stage("standard");
    let own = local_user(&server, &door, "own@example.com");
    let user = add_user(&mut client, "a@example.com");
    let staff = local_group(&server, &door, "Staff", &[&own]);
    // It is found by what a provider looks for, and stands in no list.
    for filter in ["displayName eq \"STAFF\"".to_owned(), format!("id eq \"{staff}\"")] {
        let found = client.get(&filtered("/Groups", &filter)).expect(200);
        assert_eq!(each(&found.body["Resources"], "id"), [&*staff], "{filter}");
    }
    for target in ["/Groups".to_owned(), filtered("/Groups", "displayName sw \"s\"")] {
        assert_eq!(client.get(&target).expect(200).body["totalResults"], 0, "{target}");
    }
    drop(client.get(&format!("/Groups/{staff}")).expect(200));
    let refused = client.delete(&format!("/Groups/{staff}"));
    assert!(detail(&refused).contains("has not adopted it"), "{}", detail(&refused));
    drop(refused.expect(403));

    let seen = events(&server, door.org).len();
    let made = client.post(
        "/Groups",
        &json!({ "schemas": [GROUP], "displayName": "staff", "externalId": "x1",
        "members": [{ "value": user }] }),
    );
    assert_eq!(made.expect(201).id(), staff, "it is the same group");
    let mut both = vec![own.clone(), user];
    both.sort();
    assert_eq!(members(&mut client, &staff), both, "nobody is removed");
    let kinds: Vec<String> =
        events(&server, door.org).split_off(seen).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, ["group.adopted", "group.members_changed"]);
    let shown = client.get("/Groups").expect(200);
    assert_eq!(each(&shown.body["Resources"], "displayName"), ["staff"], "now it is the provider's");

    // A replacement takes out only whom the provider has brought in.
    let third = add_user(&mut client, "c@example.com");
    drop(client.put(&format!("/Groups/{staff}"), &group("staff", &[&third])).expect(200));
    let mut left = vec![own.clone(), third];
    left.sort();
    assert_eq!(members(&mut client, &staff), left);
    drop(
        client
            .patch(&format!("/Groups/{staff}"), &json!([{ "op": "remove", "path": "members" }]))
            .expect(204),
    );
    assert_eq!(members(&mut client, &staff), [own]);
    drop(client.delete(&format!("/Groups/{staff}")).expect(204));
}

#[test]
fn an_update_adopts_as_well_and_tells_of_it() {
    let (server, door, mut client) = stage("standard");
    for (name, act) in [("One", "put"), ("Two", "patch")] {
        let id = local_group(&server, &door, name, &[]);
        let seen = events(&server, door.org).len();
        let adopted = match act {
            "put" => client.put(&format!("/Groups/{id}"), &group(name, &[])).expect(200),
            _ => client
                .patch(
                    &format!("/Groups/{id}"),
                    &json!([{ "op": "replace", "path": "displayName", "value": "Two" }]),
                )
                .expect(204),
        };
        drop(adopted);
        assert_eq!(
            events(&server, door.org).split_off(seen),
            [("group.adopted".to_owned(), id.clone())],
            "{act}"
        );
        let org = door.org;
        let audit = server.read(move |work| Ok(work.tx.org(org).audit_entries(1)?));
        let [entry] = &audit[..] else { panic!("one entry") };
        assert_eq!(entry.action.as_str(), "Group Adopted");
        let (before, after) = (entry.before.to_value().expect("JSON"), entry.after.to_value().expect("JSON"));
        assert_eq!(
            (before, after["source"].clone()),
            (json!({ "source": "local" }), json!(door.connection.to_string()))
        );
    }
}

#[test]
fn who_came_through_another_connection_stays_unseen_in_an_adopted_group() {
    let (server, door, mut client) = stage("standard");
    let mut other = self::door(&server, "Other", "standard").client();
    let theirs = add_user(&mut other, "theirs@example.com");
    let user = add_user(&mut client, "a@example.com");
    let staff = local_group(&server, &door, "Staff", &[&user, &theirs]);
    local_group(&server, &door, "Board", &[&user, &theirs]);
    let of_user =
        |client: &mut Client| client.get(&format!("/Users/{user}")).expect(200).body["groups"].clone();
    assert_eq!(of_user(&mut client), Value::Null, "of groups that are not its own a provider learns nothing");
    assert_eq!(members(&mut client, &staff), [&*user]);
    drop(client.put(&format!("/Groups/{staff}"), &group("Staff", &[])).expect(200));
    assert_eq!(members(&mut client, &staff), [""; 0]);
    let (org, id) = (door.org, directory::GroupId::parse(&staff).expect("an id"));
    let left = server.read(move |work| local::members(work, org, id));
    assert_eq!(
        left.iter().map(|(member, _)| member.id()).collect::<Vec<_>>(),
        [theirs],
        "who is not seen stays"
    );
    drop(client.patch(&format!("/Groups/{staff}"), &adds(&[&user])).expect(204));
    for listed in [
        client.get("/Groups"),
        client.post("/.search", &json!({ "schemas": [SEARCH], "filter": "displayName eq \"Staff\"" })),
    ] {
        let shown = &listed.expect(200).body["Resources"][0];
        assert_eq!(each(&shown["members"], "value"), [&*user]);
    }
    assert_eq!(each(&of_user(&mut client), "display"), ["Staff"]);
}

#[test]
fn what_fails_in_bulk_leaves_a_group_that_was_there_before() {
    let (server, door, mut client) = stage("standard");
    let own = local_user(&server, &door, "own@example.com");
    let there = local_group(&server, &door, "There", &[&own]);
    let post = |id: &str, name: &str, other: &str| {
        let data = group(name, &[&format!("bulkId:{other}")]);
        json!({ "method": "POST", "path": "/Groups", "bulkId": id, "data": data })
    };
    let body = json!({ "schemas": [BULK], "Operations": [post("a", "New", "b"), post("b", "There", "a")] });
    let answer = client.post("/Bulk", &body).expect(200);
    assert_eq!(each(&answer.body["Operations"], "status"), ["201", "400"], "they would be in each other");
    assert_eq!(members(&mut client, &there), [own]);
}

#[test]
fn a_group_of_somebody_else_answers_like_one_that_is_not_there() {
    for existing in ["separate", "refuse", "adopt"] {
        let (server, door, mut client) = stage(&format!("standard existing_group={existing}"));
        let theirs = add_group(&mut self::door(&server, "Other", "standard").client(), "Theirs", &[]);
        let own = local_group(&server, &door, "Own", &[]);
        let hidden = if existing == "adopt" { vec![theirs] } else { vec![theirs, own] };
        for id in hidden {
            for method in ["GET", "DELETE"] {
                let of = |client: &mut Client, id: &str| client.send(method, &format!("/Groups/{id}"), None);
                let (known, unknown) = (of(&mut client, &id), of(&mut client, NOBODY));
                assert_eq!((known.status, known.body), (404, unknown.body), "{existing} {method}");
            }
            drop(client.patch(&format!("/Groups/{id}"), &adds(&[])).expect(404));
            drop(client.put(&format!("/Groups/{id}"), &group("X", &[])).expect(404));
            let found = client.get(&filtered("/Groups", &format!("id eq \"{id}\""))).expect(200);
            assert_eq!(found.body["totalResults"], 0);
            let refused = client.post("/Groups", &group("New", &[&id]));
            refused.expect_error(400, Some("invalidValue"));
        }
    }
}

#[test]
fn a_name_that_another_source_has_is_refused_and_says_whose_it_is() {
    let (server, door, mut client) = stage("standard existing_group=refuse");
    add_group(&mut self::door(&server, "Entra ID EU", "standard").client(), "Theirs", &[]);
    local_group(&server, &door, "Own", &[]);
    let before = everything(&server, &door);
    let theirs = client.post("/Groups", &group("THEIRS", &[]));
    assert!(detail(&theirs).contains("through the connection \"Entra ID EU\""), "{}", detail(&theirs));
    theirs.expect_error(409, Some("uniqueness"));
    let own = client.post("/Groups", &group("own", &[]));
    assert!(detail(&own).contains("of its own"), "{}", detail(&own));
    own.expect_error(409, Some("uniqueness"));
    assert_eq!(everything(&server, &door), before);
    let id = add_group(&mut client, "Mine", &[]);
    let rename = json!([{ "op": "replace", "path": "displayName", "value": "Theirs" }]);
    client.patch(&format!("/Groups/{id}"), &rename).expect_error(409, Some("uniqueness"));

    set_policy(&server, &door, "standard existing_group=separate");
    drop(client.post("/Groups", &group("own", &[])).expect(201));
    drop(client.post("/Groups", &group("theirs", &[])).expect(201));
    client.post("/Groups", &group("theirs", &[])).expect_error(409, Some("uniqueness"));
}

#[test]
fn answers_show_of_members_what_the_policy_has() {
    let (server, door, mut client) = stage("standard group_members=none");
    let user = add_user(&mut client, "a@example.com");
    let made = client.post("/Groups", &group("Team", &[&user])).expect(201);
    let id = made.id();
    let none = ["members", "members.value", "members.display"];
    let mut answers = vec![made, client.get(&format!("/Groups/{id}")), client.get("/Groups")];
    answers.extend(none.map(|name| client.get(&format!("/Groups/{id}?attributes={name}"))));
    answers.push(client.post("/Groups/.search", &json!({ "schemas": [SEARCH], "attributes": ["members"] })));
    answers.push(client.put(&format!("/Groups/{id}"), &group("Team", &[&user])));
    for answer in answers {
        assert!(answer.status < 300 && !answer.text.contains(&user), "{}", answer.text);
    }
    // Who is in it is still to be asked, and to be changed.
    let asks = format!("id eq \"{id}\" and members.value eq \"{user}\"");
    assert_eq!(client.get(&filtered("/Groups", &asks)).expect(200).body["totalResults"], 1);
    let remove = json!([{ "op": "remove", "path": format!("members[value eq \"{user}\"]") }]);
    drop(client.patch(&format!("/Groups/{id}"), &remove).expect(204));
    assert_eq!(client.get(&filtered("/Groups", &asks)).expect(200).body["totalResults"], 0);
    assert_eq!(returned(&mut client, None), "never");

    set_policy(&server, &door, "standard group_members=value_display");
    drop(client.patch(&format!("/Groups/{id}"), &adds(&[&user])).expect(204));
    let shown = client.get(&format!("/Groups/{id}")).expect(200);
    assert_eq!(shown.body["members"], json!([{ "value": user, "display": "Jane Doe" }]));
    assert_eq!(returned(&mut client, Some("display")), "default");
    assert_eq!(returned(&mut client, Some("$ref")), "never");

    set_policy(&server, &door, "standard");
    let shown = client.get(&format!("/Groups/{id}")).expect(200);
    assert!(shown.body["members"][0]["$ref"].is_string());
    assert_eq!(
        (returned(&mut client, None), returned(&mut client, Some("display"))),
        ("default".into(), "request".into())
    );
}

/// What /Schemas says of members, or of a part of one.
fn returned(client: &mut Client, part: Option<&str>) -> String {
    let schema = client.get(&format!("/Schemas/{GROUP}")).expect(200).body;
    let find = |list: &Value, name: &str| {
        list.as_array().into_iter().flatten().find(|one| one["name"] == name).cloned().expect("the attribute")
    };
    let members = find(&schema["attributes"], "members");
    let said = part.map_or(members.clone(), |part| find(&members["subAttributes"], part));
    said["returned"].as_str().expect("a text").to_owned()
}

#[test]
fn a_patch_is_answered_as_the_policy_has_it() {
    for (answer, status) in [("no_content", 204), ("resource", 200)] {
        let (_server, _door, mut client) = stage(&format!("standard patch_answer={answer}"));
        let user = add_user(&mut client, "a@example.com");
        let team = add_group(&mut client, "Team", &[]);
        let rename = json!([{ "op": "replace", "path": "displayName", "value": "New" }]);
        for target in [format!("/Users/{user}"), format!("/Groups/{team}")] {
            let shown = client.patch(&target, &rename).expect(status);
            assert_eq!(shown.body.is_null(), status == 204, "{target}");
            // RFC 7644 §3.5.2: who asks for attributes is answered.
            let asked = client.patch(&format!("{target}?attributes=displayName"), &rename).expect(200);
            assert_eq!(asked.body["displayName"], "New");
        }
    }
}

#[test]
fn pages_are_as_long_as_the_policy_has_them() {
    let (_server, _door, mut client) = stage("standard page_default=2 page_max=3");
    for number in 0..5 {
        add_user(&mut client, &format!("u{number}@example.com"));
        add_group(&mut client, &format!("g{number}"), &[]);
    }
    let length = |answer: Answer| {
        let answer = answer.expect(200);
        let shown = answer.body["Resources"].as_array().map_or(0, Vec::len);
        assert_eq!(answer.body["itemsPerPage"], shown);
        shown
    };
    for endpoint in ["/Users", "/Groups"] {
        assert_eq!(length(client.get(endpoint)), 2);
        assert_eq!(length(client.get(&format!("{endpoint}?count=10"))), 3);
        assert_eq!(length(client.get(&format!("{endpoint}?count=1"))), 1);
        let search = json!({ "schemas": [SEARCH], "count": 10 });
        assert_eq!(length(client.post(&format!("{endpoint}/.search"), &search)), 3);
    }
    assert_eq!(length(client.post("/.search", &json!({ "schemas": [SEARCH] }))), 2);
    let config = client.get("/ServiceProviderConfig").expect(200).body;
    assert_eq!(config["filter"]["maxResults"], 3);
    let pagination = &config["pagination"];
    assert_eq!((&pagination["defaultPageSize"], &pagination["maxPageSize"]), (&json!(2), &json!(3)));
}

#[test]
fn tokens_are_as_many_as_the_policy_has_them() {
    let (server, door, _client) = stage("standard");
    let connection = door.connection;
    let make = move |work: &mut app::Work<'_, '_>| match tokens::create(work, OPERATOR, connection, 30) {
        Ok((token, _)) => Ok(Ok(token.id)),
        Err(app::Error::Refused(why)) => Ok(Err(why.to_string())),
        Err(other) => Err(other),
    };
    let second = server.write(make).expect("a second");
    // With fewer allowed, those that are there stay, and no new one is made before they are fewer.
    set_policy(&server, &door, "standard tokens_max=1");
    drop(door.client().get("/Users").expect(200));
    let refused = server.write(make).expect_err("no third");
    assert_eq!(
        refused,
        "The connection has a token already, and may have no more. Renew it instead, or delete it first. (Policy: tokens_max=1)"
    );
    server.write(move |work| tokens::delete(work, OPERATOR, &second));
    server.write(make).expect_err("there is one");
    let first = door.token_id;
    server.write(move |work| tokens::renew(work, OPERATOR, &first, 30));
}

#[test]
fn who_sends_too_much_is_told_when_to_come_back() {
    let (server, door, mut client) = stage("standard");
    let user = add_user(&mut client, "a@example.com");
    let gone = add_user(&mut client, "b@example.com");
    let mut second = self::door(&server, "Second", "standard rate_per_minute=3").client();
    set_policy(&server, &door, "standard rate_per_minute=3");
    drop(client.get("/Users").expect(200));
    drop(second.get(&format!("/Groups/{NOBODY}")).expect(404));
    drop(client.post("/.search", &json!({ "schemas": [SEARCH] })).expect(200));
    // Both are of one organization, whatever the request.
    let before = server.event_sequence(door.org);
    for refused in [
        client.get("/Users"),
        second.get("/Schemas"),
        client.post("/Users", &person("c@example.com")),
        client.put(&format!("/Users/{user}"), &person("d@example.com")),
        client
            .patch(&format!("/Users/{user}"), &json!([{ "op": "replace", "path": "active", "value": true }])),
        client.post("/Groups/.search", &json!({ "schemas": [SEARCH] })),
    ] {
        assert_eq!(refused.status, 429, "{}", refused.text);
        assert_eq!(refused.body["status"], "429");
        let after: u64 = refused.header("retry-after").expect("when to come back").parse().expect("seconds");
        assert!((1..=20).contains(&after), "{after}");
    }
    assert_eq!(server.event_sequence(door.org), before, "nothing was done");
    // Who keeps somebody out does not wait.
    drop(
        client
            .patch(
                &format!("/Users/{user}"),
                &json!([{ "op": "Replace", "path": "active", "value": "False" }]),
            )
            .expect(200),
    );
    drop(client.delete(&format!("/Users/{gone}")).expect(204));
    let told = events(&server, door.org);
    assert_eq!(told.last().expect("an event").0, "user.deleted");
    assert!(told.iter().any(|(kind, subject)| kind == "user.disabled" && *subject == user));
    // A stranger is a stranger first, and the log has what was refused.
    drop(door.client_with(None).get("/Users").expect(401));
    set_policy(&server, &door, "standard");
    drop(client.get("/Users").expect(200));
}
