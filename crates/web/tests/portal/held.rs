//! Providers take many people out by accident: who is told, and of whom.

mod decision;

use crate::audit::rows;
use crate::bulk::{agree, begin};
use crate::staff::appointed;
use crate::support::trail;
use crate::user::{acts, of_user};
use crate::users::listed;
use directory::{OrgId, Provider, Role, UserId};
use serde_json::{Value, json};
use std::time::Duration;
use testkit::{Client, Door, Page, Portal, TestServer};

/// People of Okta, and how many of them it deletes: those above twenty are held.
const OKTA: (usize, usize) = (30, 25);
/// People of Entra ID, and how many of them it deactivates: all of them are held, with those of before it was noticed.
const ENTRA: (usize, usize) = (60, 55);
/// How many are held then.
const HELD: usize = 5 + 55;

/// An organization on the day of the accident.
struct Accident {
    server: TestServer,
    okta: Door,
    entra: Door,
    /// The people of Okta.
    deleted: Vec<UserId>,
    /// The people of Entra ID.
    deactivated: Vec<UserId>,
}

impl Accident {
    /// One provider deletes people, and another one deactivates them.
    fn new() -> Self {
        let server = TestServer::start();
        let (okta, entra) = (server.connect("Acme", Provider::Okta), server.connect("Acme", Provider::Entra));
        let (deleted, deactivated) = (hired(&okta, "o", OKTA.0), hired(&entra, "e", ENTRA.0));
        let crew = json!({ "schemas": [scim::schema::GROUP_URN], "displayName": "Crew",
            "members": deleted.iter().map(|user| json!({ "value": user.to_string() })).collect::<Vec<_>>() });
        assert_eq!(okta.client().post("/Groups", &crew).status, 201);
        // Whoever came a moment ago is nobody to worry about.
        server.pass_days(1);
        let mut client = okta.client();
        for user in &deleted[..OKTA.1] {
            assert_eq!(client.delete(&format!("/Users/{user}")).status, 204);
        }
        let mut client = entra.client();
        for user in &deactivated[..ENTRA.1] {
            deactivate(&mut client, *user);
        }
        Self { server, okta, entra, deleted, deactivated }
    }

    fn org(&self) -> OrgId {
        self.okta.org
    }

    fn address(&self, below: &str) -> String {
        format!("/organizations/{}{below}", self.org())
    }

    fn appointed(&self, role: Role) -> Portal {
        appointed(&self.server, self.org(), role)
    }

    /// Whom the list shows as held, in its order and through all of its pages.
    fn held(&self, portal: &mut Portal, query: &str) -> Vec<String> {
        let mut page = portal.get(&self.address(&format!("/users?held=yes{query}")));
        let mut all = listed(&page);
        while let Some(next) = page.attributes("a[rel=next]", "href").pop() {
            page = portal.get(&next);
            all.extend(listed(&page));
        }
        all
    }

    /// The page of one of those whose removal is held.
    fn removal(&self) -> (UserId, String) {
        (self.deleted[20], of_user(self.org(), self.deleted[20]))
    }

    /// The page of one of those whose loss of access is held.
    fn loss(&self) -> (UserId, String) {
        (self.deactivated[0], of_user(self.org(), self.deactivated[0]))
    }
}

/// People whom a provider brings in.
fn hired(door: &Door, letter: &str, many: usize) -> Vec<UserId> {
    let mut client = door.client();
    let mut hire = |number: usize| {
        let said = json!({ "schemas": [scim::schema::USER_URN], "userName": format!("{letter}{number:03}@acme.test") });
        UserId::parse(&client.post("/Users", &said).expect(201).id()).expect("an id")
    };
    (0..many).map(&mut hire).collect()
}

fn deactivate(client: &mut Client, user: UserId) {
    let off = json!([{ "op": "replace", "path": "active", "value": false }]);
    assert_eq!(client.patch(&format!("/Users/{user}"), &off).status / 100, 2);
}

/// The userNames of some people of a provider.
fn names(letter: &str, numbers: std::ops::Range<usize>) -> Vec<String> {
    numbers.map(|number| format!("{letter}{number:03}@acme.test")).collect()
}

fn is_active(door: &Door, user: UserId) -> Value {
    door.client().get(&format!("/Users/{user}")).expect(200).body["active"].clone()
}

/// An answer to a form of that page, which has only this in it.
fn forged(portal: &mut Portal, here: &str, act: &str) -> Page {
    forged_to(portal, here, here, act)
}

/// The same about somebody else.
fn forged_to(portal: &mut Portal, from: &str, user: &str, act: &str) -> Page {
    let key = portal.get(from).attributes("input[name=form_key]", "value").remove(0);
    portal.request("POST", &format!("{user}/acts"), Some(&format!("form_key={key}&act={act}")))
}

/// The password was given long ago.
fn let_time_pass(server: &TestServer) {
    server.app().put_clock_forward(Duration::from_secs(6 * 60));
}

#[test]
fn the_overview_and_the_list_of_organizations_say_so_and_lead_there() {
    let scene = Accident::new();
    let mut auditor = scene.appointed(Role::Auditor);
    let page = auditor.get(&scene.address(""));
    let matter = |connection: &str, count: usize, removed: &str| {
        format!(
            "▲ Held changes {connection} took access away from many users at once: {count} changes are held. \
             These users have no access, and none of them is removed until an administrator decides. \
             {removed}Review held changes"
        )
    };
    let removed = "20 users were removed before this was noticed. The audit trail names them. ";
    assert_eq!(page.texts(".matters > li"), [matter("Okta", 5, removed), matter("Entra ID", 55, "")]);
    let links = page.attributes(".matters a", "href");
    let list = |door: &Door| scene.address(&format!("/users?held=yes&source={}", door.connection));
    assert_eq!(links, [list(&scene.okta), list(&scene.entra)]);
    assert_eq!(listed(&auditor.get(&links[0])), names("o", 20..25));

    let mut staff = Portal::of_owner(&scene.server);
    let other = scene.server.connect("Globex", Provider::Okta);
    hired(&other, "g", 1);
    let rows = staff.get("/organizations").texts("tbody tr");
    assert!(rows[0].starts_with("Acme 70 ") && rows[0].ends_with("▲ Held changes"), "{rows:?}");
    assert!(rows[1].starts_with("Globex 1 ") && rows[1].ends_with("OK"), "{rows:?}");
    let there = format!("/organizations/{}", other.org);
    assert_eq!(staff.get(&there).texts("#attention p"), ["Nothing needs attention."]);
    let of_okta = format!("&source={}", scene.okta.connection);
    for query in ["", &of_okta] {
        let page = staff.get(&format!("{there}/users?held=yes{query}"));
        let said = "No held changes No user who matches the filters has a held change, or all of them have been decided. \
                    Clear filters";
        assert_eq!(page.texts(".empty"), [said]);
    }
}

/// What each role reads on the overview and on the pages of people, and only that is what they can do.
#[test]
fn everybody_reads_what_they_can_do_about_it() {
    let scene = Accident::new();
    let out = "These users have no access, and none of them is removed until";
    let to_undo = "Undo the changes if they were a mistake, or";
    let one = "Undo the change if it was a mistake, or";
    for (role, of_all, of_one) in [
        (Role::Owner, format!("{out} you decide. {to_undo} apply them."), format!("{one} apply it.")),
        (
            Role::Admin,
            format!(
                "{out} an owner decides. {to_undo} disable the users to let the loss of access stand. \
                 Only an owner can apply removals."
            ),
            format!(
                "{one} choose “Disable” to let the loss of access stand. Only an owner can apply a removal."
            ),
        ),
        (
            Role::Auditor,
            format!("{out} an administrator decides."),
            "An administrator has to undo the change or let it stand.".to_owned(),
        ),
    ] {
        let mut portal = scene.appointed(role);
        let mut said = portal.get(&scene.address("")).texts(".matters .quiet");
        said.retain(|said| !said.contains("before this was noticed"));
        assert_eq!(said, [of_all.clone(), of_all]);
        let [removal, loss] =
            [scene.removal().1, scene.loss().1].map(|here| portal.get(&here).texts(".warning").remove(0));
        let begins = "Okta wanted this user removed on 20";
        let ends = "together with many others. The user is not removed, but has no access until an administrator decides.";
        assert!(removal.starts_with(begins) && removal.ends_with(&format!("{ends} {of_one}")), "{removal}");
        let begins = "Entra ID took this user’s access away on 20";
        let ends = "together with many others. The change is held until an administrator decides.";
        assert!(loss.starts_with(begins) && loss.ends_with(&format!("{ends} {of_one}")), "{loss}");
    }
    let page = scene.appointed(Role::Auditor).get(&scene.loss().1);
    assert_eq!(page.attributes(".warning time", "datetime").len(), 1);
}

#[test]
fn exactly_those_are_listed_who_wait_for_a_decision() {
    let scene = Accident::new();
    let mut admin = scene.appointed(Role::Admin);
    let [removals, losses] = [names("o", 20..25), names("e", 0..55)];
    let everybody = [losses.clone(), removals.clone()].concat();
    let first = admin.get(&scene.address("/users?held=yes"));
    assert_eq!((first.texts(".pager .count"), listed(&first).len()), (vec![format!("{HELD} users")], 50));
    assert_eq!(first.attributes("#held[checked]", "value"), ["yes"]);
    assert_eq!(scene.held(&mut admin, ""), everybody);
    let back: Vec<String> = everybody.iter().rev().cloned().collect();
    assert_eq!(scene.held(&mut admin, "&sort=-userName"), back);
    assert_eq!(scene.held(&mut admin, "&sort=lastModified"), [removals.clone(), losses.clone()].concat());
    assert_eq!(scene.held(&mut admin, &format!("&source={}", scene.okta.connection)), removals);
    assert_eq!(scene.held(&mut admin, &format!("&source={}", scene.entra.connection)), losses);
    let narrow = admin.get(&scene.address(&format!("/users?held=yes&source={}", scene.okta.connection)));
    let form = narrow.form("/users/acts");
    assert_eq!(form.boxes[0], ("everyone".to_owned(), "yes".to_owned()), "one box is all of them");
    assert!(narrow.text().contains("All 5 users found"), "{}", narrow.text());
    assert_eq!(scene.held(&mut admin, "&source=local"), [""; 0]);
    assert_eq!(scene.held(&mut admin, "&q=e05"), names("e", 50..55));
    assert_eq!(scene.held(&mut admin, "&status=confirmed"), [""; 0]);

    // Each has the mark of what the provider wanted, in the list of everybody as well.
    let next = admin.get(&first.link("Next"));
    let marks = |page: &Page| page.texts("td.who .mark");
    let expected = [["Held: lost access"; 5], ["Held: removal"; 5]].concat();
    assert_eq!(marks(&next), expected);
    let found = admin.get(&scene.address("/users?q=o02"));
    assert_eq!((listed(&found), marks(&found)), (names("o", 20..30), vec!["Held: removal".to_owned(); 5]));
    assert_eq!(marks(&admin.get(&scene.address("/users?status=confirmed"))), [""; 0]);
}

#[test]
fn whoever_only_reads_sees_it_and_is_offered_nothing() {
    let scene = Accident::new();
    let mut auditor = scene.appointed(Role::Auditor);
    let list = auditor.get(&scene.address("/users?held=yes"));
    assert_eq!((list.form("/users/acts").buttons, list.texts("td.tick").len()), (Vec::new(), 0));
    let (_, here) = scene.removal();
    let page = auditor.get(&here);
    assert_eq!((page.texts(".head .mark"), acts(&page)), (vec!["Held: removal".to_owned()], Vec::new()));
    assert!(page.texts(".warning")[0].starts_with("Okta wanted this user removed on 20"), "{}", page.text());
    let before = trail(&scene.server, scene.org(), 1);
    for act in ["undo-held", "apply-held"] {
        assert_eq!(forged(&mut auditor, &here, act).status, 403, "{act}");
        let asked = begin(&mut auditor, scene.org(), &format!("act={act}&everyone=yes&held=yes"));
        assert_eq!(asked.status, 403, "{act}");
    }
    assert_eq!(trail(&scene.server, scene.org(), 1), before);
}

#[test]
fn the_audit_trail_says_what_was_held_and_what_an_administrator_did_about_it() {
    let scene = Accident::new();
    let mut admin = scene.appointed(Role::Admin);
    let asked = begin(&mut admin, scene.org(), "act=undo-held&everyone=yes&held=yes");
    agree(&mut admin, &asked, &[]);
    let row = |actor: &str, event: &str, target: &str, details: &str| {
        [actor, event, target, details].map(str::to_owned)
    };
    let of_kind = |portal: &mut Portal, kind: &str| {
        let page = portal.get(&scene.address(&format!("/audit?kind={}", kind.replace(' ', "%20"))));
        let told = portal.get(&page.link(kind)).texts(".difference tbody tr");
        (rows(&page), told)
    };

    let (held, told) = of_kind(&mut admin, "Changes Held");
    assert_eq!(
        held,
        [
            row("Entra ID Provider", "Changes Held", "Entra ID", ""),
            row("Okta Provider", "Changes Held", "Okta", "")
        ]
    );
    assert_eq!(told, ["Users who lost access – 21", "Of these removed – 0", "Users – 60"]);

    let (removals, told) = of_kind(&mut admin, "User Removal Held");
    let expected = names("o", 20..25).into_iter().rev();
    let expected = expected.map(|name| row("Okta Provider", "User Removal Held", &name, "Active, Status"));
    assert_eq!(removals, expected.collect::<Vec<_>>());
    assert_eq!(told, ["Active Yes No", "Status Confirmed Disabled · previous status: Confirmed"]);

    let (undone, told) = of_kind(&mut admin, "Held Change Undone");
    let actor = format!("admin@{}.test Administrator", scene.org());
    assert_eq!(undone.len(), 50, "a page of them");
    assert_eq!(undone[0], row(&actor, "Held Change Undone", "o024@acme.test", "Active, Status"));
    assert_eq!(told, ["Active No Yes", "Status Disabled · previous status: Confirmed Confirmed"]);
    let history = admin.get(&format!("{}/history", scene.loss().1)).texts("ol.entries > li");
    assert!(history[0].contains("Held Change Undone") && history[1].contains("User Disabled"), "{history:?}");
}
