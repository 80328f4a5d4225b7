//! Where knobs meet: what must not happen whatever a policy is made of.

use crate::support::{BAD_VALUE, FORBIDDEN, Scene, adds, filtered, found, group, person, person_with};
use app::invitations::Deed;
use app::people::Entry;
use directory::life::Act;
use directory::{Actor, Stage, Status, UserId};
use serde_json::{Value, json};

/// A group that Bulk makes and takes back because its last member cannot be put in is no group that its provider deletes.
#[test]
fn a_bulk_request_that_fails_keeps_nobody_out() {
    let mut scene = Scene::new("managed-devices");
    let [jane, john] = ["jane", "john"].map(|name| scene.assign(&format!("{name}@example.com")));
    let members = json!([{ "value": jane }, { "value": john }, { "value": "bulkId:a" }]);
    let mut body = group("Team", &[]);
    body["members"] = members;
    let bulk = json!({
        "schemas": ["urn:ietf:params:scim:api:messages:2.0:BulkRequest"],
        "Operations": [{ "method": "POST", "path": "/Groups", "bulkId": "a", "data": body }],
    });
    let answer = scene.client.post("/Bulk", &bulk).expect(200);
    assert_eq!(answer.body["Operations"][0]["status"], "400");
    assert_eq!([&jane, &john].map(|id| scene.status(id)), ["invited", "invited"]);
    assert_eq!(scene.client.get("/Groups").expect(200).body["totalResults"], 0);
}

/// An administrator has put somebody into a local group who came through another connection.
#[test]
fn nobody_learns_of_others_by_asking_who_is_in_a_group() {
    let mut scene = Scene::new("standard");
    let theirs = scene.second("standard").client().post("/Users", &person("secretname@example.com"));
    let theirs = theirs.expect(201).id();
    let board = scene.local_group("Board", &[&theirs]);
    let own = scene.assign("own@example.com");
    for adopted in [false, true] {
        if adopted {
            assert_eq!(scene.push("Board", &[&own]), board);
        }
        for asked in [
            "members.display sw \"s\"".to_owned(),
            "members[display co \"cret\"]".to_owned(),
            "members pr".to_owned(),
            format!("members.value eq \"{theirs}\""),
            format!("members[value eq \"{theirs}\"]"),
            format!("not (members.value eq \"{theirs}\") or members.value sw \"0\""),
        ] {
            let filter = format!("displayName eq \"Board\" and ({asked})");
            assert_eq!(found(&mut scene.client, "/Groups", &filter), [""; 0], "{filter}");
            drop(scene.client.get(&filtered(&format!("/Groups/{board}"), &asked)).expect(404));
        }
        let filter = format!("displayName eq \"Board\" and members.value eq \"{own}\"");
        assert_eq!(found(&mut scene.client, "/Groups", &filter).len(), usize::from(adopted));
    }
    let shown = scene.client.get(&format!("/Groups/{board}")).expect(200);
    assert!(!shown.text.contains("secretname"), "{}", shown.text);
}

/// A local person in a provider's group is that provider's: nobody else's later, whose name the first one would still see.
#[test]
fn a_local_person_who_is_put_into_a_group_is_adopted() {
    let mut scene = Scene::new("standard");
    let own = scene.local(&person("own@example.com"), Entry::Confirmed);
    let seen = scene.now();
    let team = scene.push("Team", &[&own]);
    assert_eq!(scene.told(seen), ["user.adopted", "group.created", "group.members_changed"]);
    assert!(scene.is_in(&team, &own));
    let mut theirs = scene.second("standard").client();
    drop(theirs.get(&format!("/Users/{own}")).expect(404));
    // A local group is no member of a provider's: an administrator may put anybody into it.
    let board = scene.local_group("Board", &[]);
    scene.refuses_by(BAD_VALUE, "unknown_member=refuse", |okta| {
        okta.patch(&format!("/Groups/{team}"), &adds(&[&board]))
    });
}

#[test]
fn somebody_is_kept_out_beside_a_name_that_is_taken() {
    let mut scene = Scene::new("standard");
    let [jane, _] = ["jane", "john"].map(|name| scene.assign(&format!("{name}@example.com")));
    let change = json!({ "userName": "JOHN@example.com", "active": false, "title": "Clerk" });
    drop(scene.put(&jane, change.clone()).expect(200));
    assert_eq!(
        (scene.status(&jane), &scene.user(&jane)["userName"]),
        ("disabled:confirmed".into(), &json!("jane@example.com"))
    );
    assert_eq!(scene.left_out(), ["title", "userName"], "nothing of it is left out in silence");
    drop(scene.set_active(&jane, true).expect(200));
    let operations = json!([{ "op": "replace", "value": change }]);
    assert_eq!(scene.client.patch(&format!("/Users/{jane}"), &operations).status / 100, 2);
    assert_eq!(scene.status(&jane), "disabled:confirmed");
}

/// Whoever takes `active` away keeps somebody out, in every preset.
#[test]
fn taking_active_away_keeps_out() {
    for (preset, status) in [
        ("standard", "disabled:confirmed"),
        ("managed-devices", "disabled:invited"),
        ("vault", "revoked:invited"),
    ] {
        let mut scene = Scene::new(preset);
        let id = scene.assign("jane@example.com");
        scene.patch(&id, "remove", "active", Value::Null);
        assert_eq!(scene.status(&id), status, "{preset}");
    }
}

/// What is not the provider's is not its to remove, by no notation.
#[test]
fn a_local_person_is_kept_out_and_not_removed() {
    let mut scene = Scene::new("standard deactivate=remove");
    let own = scene.local(&person("own@example.com"), Entry::Confirmed);
    scene.refuses(FORBIDDEN, "has not adopted it", |okta| okta.delete(&format!("/Users/{own}")));
    drop(scene.set_active(&own, false));
    assert_eq!(scene.status(&own), "disabled:confirmed");
    assert_ne!(scene.source(&own), json!("local"));
}

#[test]
fn adoption_keeps_names_and_whoever_is_kept_out() {
    let mut scene = Scene::new("workspace existing_user=adopt rate_per_minute=off");
    let jane = scene.local(&person("jane@example.com"), Entry::Confirmed);
    let (name, nothing) = (scene.local_name(&jane), json!({ "name": null, "displayName": null }));
    drop(scene.client.post("/Users", &person_with("jane@example.com", nothing)).expect(201));
    assert_eq!(scene.user(&jane)["name"], name);

    let mut scene = Scene::new("standard");
    let john = scene.local(&person("john@example.com"), Entry::Confirmed);
    scene.disable(&john);
    drop(
        scene.client.post("/Users", &person_with("john@example.com", json!({ "active": null }))).expect(201),
    );
    assert_eq!(scene.status(&john), Status::Disabled(Stage::Confirmed).as_str());
    drop(
        scene
            .client
            .patch(&format!("/Users/{john}"), &json!([{ "op": "replace", "value": { "active": true } }])),
    );
    assert_eq!(scene.status(&john), "confirmed", "who says so lets in");
}

/// Whoever holds the mailbox that the person no longer has must not become the person.
#[test]
fn an_invitation_goes_where_the_person_is() {
    let mut scene = Scene::new("managed-devices");
    let id = scene.assign("old@example.com");
    let old = scene.link();
    drop(scene.put(&id, json!({ "emails": [{ "value": "new@example.com", "primary": true }] })).expect(200));
    let new = scene.link();
    assert_eq!((scene.follow(&old), scene.status(&id)), (404, "invited".into()));
    assert_eq!((scene.follow(&new), scene.status(&id)), (200, "confirmed".into()));
    drop(
        scene.put(&id, json!({ "emails": [{ "value": "third@example.com", "primary": true }] })).expect(200),
    );
    assert_eq!(scene.mails(), [""; 0], "who is there needs no invitation");
}

/// Whoever waited to be invited is not left waiting by a policy that knows no invitations.
#[test]
fn nobody_stays_staged_where_nobody_is_invited() {
    let mut scene = Scene::new("vault invite=manual");
    let id = scene.assign("jane@example.com");
    assert_eq!((scene.status(&id), scene.seats()), ("staged".into(), 0));
    let door = scene.door.clone();
    scene.turn(&door, "standard");
    scene.cap(0);
    assert!(scene.act(&id, Deed::Confirm).expect_err("no seat").contains("0 seats"));
    assert_eq!((scene.status(&id), scene.seats()), ("staged".into(), 0));
    scene.cap(1);
    drop(scene.put(&id, json!({ "title": "Clerk" })).expect(200));
    assert_eq!((scene.status(&id), scene.seats()), ("confirmed".into(), 1));
}

impl Scene {
    fn local_name(&mut self, id: &str) -> Value {
        self.user(id)["name"].clone()
    }

    /// An administrator keeps somebody out.
    fn disable(&self, id: &str) {
        let (org, id) = (self.door.org, UserId::parse(id).expect("an id"));
        self.server
            .write(move |work| app::people::act(work, &Actor::CommandLine, org, id, Act::Disable).map(drop));
    }
}
