//! What providers send to the sample organization.

use super::{Sample, members};
use crate::{Client, Door};
use directory::UserId;
use serde_json::{Value, json};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CUSTOM: &str = "urn:ietf:params:scim:schemas:extension:ivanti:2.0:User";

const PEOPLE: [(&str, &str, &str); 12] = [
    ("zoe", "Zoë", "Ōno"),
    ("kenji", "健二", "田中"),
    ("amelie", "Amélie", "Lefèvre"),
    ("bo", "Bo", "Ng"),
    ("olga", "Ольга", "Иванова"),
    ("noor", "نور", "حداد"),
    ("sam", "Sam", "O'Neill"),
    ("priya", "Priya", "Raghunathan"),
    ("lars", "Lars", "Ødegård"),
    ("wei", "伟", "王"),
    ("ana", "Ana", "García Márquez"),
    ("ulrich", "Ulrich", "Freiherr von und zu Hohenlohe-Langenburg"),
];

/// A user as a provider would send it.
pub(crate) fn person(user_name: &str, given: &str, family: &str) -> Value {
    json!({
        "schemas": [USER],
        "userName": user_name,
        "externalId": format!("00u-{user_name}"),
        "name": { "givenName": given, "familyName": family },
        "emails": [{ "primary": true, "value": user_name, "type": "work" }],
        "displayName": format!("{given} {family}"),
        "active": true,
    })
}

pub(super) fn group(name: &str, ids: &[String]) -> Value {
    json!({ "schemas": [GROUP], "displayName": name, "members": members(ids) })
}

/// People with attributes, groups in groups, one of them large, and somebody who is kept out.
pub(super) fn of_okta(sample: &Sample, many: usize) {
    let mut client = sample.okta.client();
    let mut ids = Vec::new();
    for (number, (name, given, family)) in PEOPLE.iter().enumerate() {
        let mut body = person(&format!("{name}@{}", sample.domain), given, family);
        body["schemas"] = json!([USER, ENTERPRISE, CUSTOM]);
        body["title"] = json!("Engineer");
        body[ENTERPRISE] = json!({ "department": if number % 2 == 0 { "Sales" } else { "研究開発" } });
        body[CUSTOM] = json!({ "costCenter": format!("CC-{number:03}"), "badge": format!("B{number}") });
        ids.push(client.post("/Users", &body).expect(201).id());
    }
    for number in 0..many {
        let body =
            person(&format!("p{number:03}@many.{}", sample.domain), "Pat", &format!("Number {number}"));
        ids.push(client.post("/Users", &body).expect(201).id());
    }
    let team = client.post("/Groups", &group("Engineering", &ids[..8])).expect(201).id();
    let everyone = client.post("/Groups", &group("Everyone", &ids)).expect(201).id();
    drop(client.post("/Groups", &group("All of it", &[team, everyone])).expect(201));
    drop(client.post("/Groups", &group("Nobody yet", &[])).expect(201));
    drop(client.get("/Users?filter=userName+eq+%22nobody%40example.test%22").expect(200));
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    client.patch(&format!("/Users/{}", ids[10]), &off);
    client.delete(&format!("/Users/{}", ids[11]));
    refusals(&mut client, &format!("zoe@{}", sample.domain));
}

/// Two people come, and into a group.
pub(super) fn of_a_calm_day(sample: &Sample) {
    let mut client = sample.okta.client();
    let team = client.get("/Groups?filter=displayName+eq+%22Engineering%22").expect(200).body;
    let team = team["Resources"][0]["id"].as_str().expect("it was pushed before").to_owned();
    for (name, given, family) in [("mina", "美奈", "青木"), ("theo", "Théo", "Garnier")] {
        let address = format!("{name}@{}", sample.domain);
        drop(client.get(&format!("/Users?filter=userName+eq+%22{name}%40{}%22", sample.domain)).expect(200));
        let user = client.post("/Users", &person(&address, given, family)).expect(201).id();
        drop(client.get(&format!("/Users/{user}")).expect(200));
        let joins = json!([{ "op": "add", "path": "members", "value": [{ "value": user }] }]);
        assert_eq!(client.patch(&format!("/Groups/{team}"), &joins).status / 100, 2);
    }
}

/// Calls that are refused, each for a reason of its own.
fn refusals(client: &mut Client, known: &str) {
    drop(client.post("/Users", &person(known, "Zoë", "Twice")).expect(409));
    drop(client.post("/Users", &json!({ "schemas": [USER], "displayName": "No name" })).expect(400));
    drop(client.get("/Users?filter=userName+is+%22x%22").expect(400));
    drop(client.send("POST", "/Users", Some("{ \"userName\": ")).expect(400));
    drop(client.get("/Users/0199ffff-ffff-7fff-bfff-ffffffffffff").expect(404));
    drop(client.get("/Devices").expect(404));
}

/// People who are invited, in Entra's own way of speaking, which needs tolerance.
pub(super) fn of_entra(sample: &Sample) {
    let mut client = sample.entra.client();
    let mut ids = Vec::new();
    for (name, given, family) in &PEOPLE[..6] {
        let body = person(&format!("{name}@vault.{}", sample.domain), given, family);
        ids.push(client.post("/Users", &body).expect(201).id());
    }
    drop(client.post("/Groups", &group("Vault users", &ids)).expect(201));
    for active in ["False", "True"] {
        let operations = json!([{ "op": "Replace", "path": "active", "value": active }]);
        client.patch(&format!("/Users/{}", ids[5]), &operations);
    }
}

/// People without names, as some providers push them.
pub(super) fn of_onelogin(door: &Door, domain: &str) {
    let mut client = door.client();
    for name in ["ivo", "jun"] {
        let address = format!("{name}@desk.{domain}");
        let body = json!({
            "schemas": [USER],
            "userName": address,
            "emails": [{ "value": address, "primary": true }],
            "active": true,
        });
        drop(client.post("/Users", &body).expect(201));
    }
}

/// Twenty people lose access, which is not too many yet, and one more is deleted.
pub(super) fn of_an_accident(sample: &Sample, deleted: UserId) {
    let mut client = sample.okta.client();
    let found = client.get("/Users?filter=userName+sw+%22p10%22+or+userName+sw+%22p11%22").expect(200).body;
    let ids: Vec<&str> =
        found["Resources"].as_array().into_iter().flatten().filter_map(|user| user["id"].as_str()).collect();
    assert_eq!(ids.len(), 20, "{found}");
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    for id in ids {
        assert_eq!(client.patch(&format!("/Users/{id}"), &off).status / 100, 2);
    }
    drop(client.delete(&format!("/Users/{deleted}")).expect(204));
}

/// Calls of somebody who has a wrong token, or none.
pub(super) fn of_strangers(sample: &Sample) {
    // A token whose five days are over.
    drop(sample.entra.client().get("/Users?count=1").expect(401));
    drop(sample.okta.client_with(Some("rbk_nobody")).get("/Users").expect(401));
    drop(sample.okta.client_with(None).get("/Users").expect(401));
}
