//! Users > User Groups, and one group.

use crate::staff::appointed;
use crate::support::trail;
use crate::users::{people, sent};
use app::people::Entry;
use directory::{Action, Actor, OrgId, Provider, Role};
use scim::schema::GROUP_URN;
use serde_json::json;
use testkit::{Door, Page, Portal, TestServer};

fn pushed(door: &Door, name: &str, members: &[String]) -> String {
    let members: Vec<_> = members.iter().map(|id| json!({ "value": id })).collect();
    let said =
        json!({ "schemas": [GROUP_URN], "displayName": name, "externalId": "g-1", "members": members });
    door.client().post("/Groups", &said).expect(201).id()
}

fn list(org: OrgId) -> String {
    format!("/organizations/{org}/groups")
}

fn rows(page: &Page) -> Vec<String> {
    page.texts("tbody tr td:first-child a")
}

#[test]
fn the_list_tells_sources_and_member_counts() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let here = list(door.org);
    assert!(portal.get(&here).text().contains("No groups yet"));
    let users = people(&server, door.org, &["ann"], Entry::Confirmed);
    let max = sent(&door, "max@okta.test", "Max Okta");
    let eve = sent(&door, "eve@okta.test", "Eve Okta");
    pushed(&door, "Engineers", &[max.to_string(), eve.to_string()]);
    pushed(&door, "Boards", &[]);
    let blank = portal.get(&format!("{here}/new"));
    let made = portal.send(&blank, "/groups", &[("name", "Drivers")]);
    assert!(made.path.ends_with("?notice=group-created"), "{}", made.path);
    drop(users);

    let page = portal.get(&here);
    let cells = page.texts("tbody td:nth-child(-n+3)");
    assert_eq!(
        cells,
        [
            "Boards",
            "SCIM Okta",
            "0 members",
            "Drivers",
            "Local",
            "0 members",
            "Engineers",
            "SCIM Okta",
            "2 members"
        ]
    );
    let by_size = portal.get(&page.attributes("th:nth-child(3) a", "href")[0]);
    let turned = portal.get(&by_size.attributes("th:nth-child(3) a", "href")[0]);
    assert_eq!(rows(&turned)[0], "Engineers");
    assert_eq!(turned.attributes("th[aria-sort]", "aria-sort"), ["descending"]);
    assert_eq!(rows(&portal.send(&page, "/groups", &[("q", "DRIV")])), ["Drivers"]);
    let okta = door.connection.to_string();
    assert_eq!(rows(&portal.send(&page, "/groups", &[("source", &okta)])), ["Boards", "Engineers"]);
    assert!(portal.send(&page, "/groups", &[("q", "zzz")]).text().contains("No results"));
    assert_eq!(page.texts(".pager .count"), ["3 groups"]);
}

#[test]
fn a_pushed_group_shows_its_members_and_why_nobody_changes_them_here() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let members: Vec<String> = (0..60)
        .map(|number| {
            sent(&door, &format!("u{number:02}@okta.test"), &format!("User {number:02}")).to_string()
        })
        .collect();
    let inner = pushed(&door, "Inner", &[]);
    let id = pushed(&door, "Everybody", &[members.clone(), vec![inner]].concat());
    let here = format!("{}/{id}", list(door.org));

    let page = portal.get(&here);
    assert_eq!(page.texts("h1"), ["Everybody"]);
    assert!(page.texts(".head p")[0].starts_with("61 members · SCIM Okta"), "{:?}", page.texts(".head p"));
    assert_eq!(page.attributes("#external-id", "value"), ["g-1"]);
    assert_eq!(rows(&page)[0], "User 00");
    let next = portal.get(&page.link("Next"));
    assert_eq!(rows(&next).len(), 11);
    assert!(
        next.texts("tbody tr").last().unwrap().starts_with("Inner"),
        "{:?}",
        next.texts("tbody tr").last()
    );
    assert_eq!(rows(&portal.get(&next.link("Previous"))).len(), 50);
    let found = portal.send(&page, &format!("/groups/{id}"), &[("q", "U1")]);
    assert_eq!(rows(&found).len(), 10);
    assert!(page.text().contains("Members are managed in Okta"), "{}", page.text());
    assert!(page.forms().iter().all(|form| !form.action.contains("/members")));

    // Whoever sends the form all the same is told why.
    let key = page.attributes("input[name=form_key]", "value").remove(0);
    let body = format!("form_key={key}&member={}", members[0]);
    let refused = portal.request("POST", &format!("{here}/members/removal"), Some(&body));
    assert_eq!((refused.status, refused.texts("[role=alert]").len()), (422, 1));
    assert_eq!(portal.get(&format!("{here}/removal")).status, 422);
    let history = portal.get(&format!("{here}/history"));
    assert!(history.texts("ol.entries > li")[0].contains("Group Created"));
}

#[test]
fn an_own_group_is_filled_emptied_and_deleted() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let door = server.connect("Acme", Provider::Okta);
    let org = door.org;
    people(&server, org, &["ann", "ben"], Entry::Confirmed);
    let blank = portal.get(&format!("{}/new", list(org)));
    assert_eq!(portal.send(&blank, "/groups", &[("name", "  ")]).status, 422);
    let mut page = portal.send(&blank, "/groups", &[("name", "Drivers")]);
    page = portal.send(&page, "/members", &[("member", "ann@acme.test")]);
    assert!(page.path.ends_with("?notice=member-added"), "{}", page.path);
    assert_eq!(rows(&page), ["ann Local"]);
    let wrong = portal.send(&page, "/members", &[("member", "nobody@acme.test")]);
    assert_eq!(
        (wrong.status, wrong.attributes("#member", "value")),
        (422, vec!["nobody@acme.test".to_owned()])
    );
    assert!(wrong.texts("[role=alert]")[0].contains("nobody@acme.test"), "{:?}", wrong.texts("[role=alert]"));
    let last = trail(&server, org, 1).remove(0);
    assert_eq!(last.action, Action::GroupUpdated);
    assert!(matches!(last.actor, Actor::Administrator { email, .. } if email == "owner@rollbook.test"));

    let mut auditor = appointed(&server, org, Role::Auditor);
    let address = page.path.split('?').next().unwrap().to_owned();
    let seen = auditor.get(&address);
    assert_eq!(rows(&seen), ["ann Local"]);
    assert!(seen.forms().iter().all(|form| !form.action.contains("/members")));
    assert_eq!(auditor.get(&format!("{address}/removal")).status, 403);
    assert_eq!(auditor.get(&format!("{}/new", list(org))).status, 403);
    let other = server.connect("Globex", Provider::Okta).org;
    assert_eq!(portal.get(&address.replace(&org.to_string(), &other.to_string())).status, 404);

    page = portal.send(&page, "/members/removal", &[]);
    assert!(page.path.ends_with("?notice=member-removed") && rows(&page).is_empty(), "{}", page.path);
    let removal = portal.get(&page.link("Delete group"));
    let gone = portal.send(&removal, "/removal", &[]);
    assert!(gone.path.ends_with("/groups?notice=group-deleted"), "{}", gone.path);
    assert_eq!(portal.get(&address).status, 404);
}

#[test]
fn a_form_that_says_two_things_where_it_can_say_one_does_neither() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let ann = people(&server, org, &["ann", "bob"], Entry::Confirmed)[0];
    let group = server.write(move |work| app::groups::local::create(work, &Actor::CommandLine, org, "Crew"));
    let (group, person) =
        (format!("{}/{}", list(org), group.id), format!("/organizations/{org}/users/{ann}"));
    let key = portal.get(&group).form("/members").fields.into_iter().find(|(name, _)| name == "form_key");
    let key = key.expect("a key").1;
    let before = trail(&server, org, 100);
    for (language, said) in [
        (
            "en",
            "The form could not be understood, because it contains a field more than once. Nothing was changed.",
        ),
        ("ja", "フォームの内容を読み取れませんでした。何も変更されていません。"),
        ("fr", "Le formulaire n’a pas pu être compris, car il contient plusieurs fois le même champ."),
    ] {
        portal.prefer(language);
        for (address, fields) in [
            (format!("{group}/members"), "member=ann%40acme.test&member=bob%40acme.test"),
            (format!("{person}/acts"), "act=protect&act=remove"),
            (format!("{person}/acts"), "act=protect&a%63t=protect"),
        ] {
            let refused = portal.request("POST", &address, Some(&format!("form_key={key}&{fields}")));
            assert_eq!(refused.status, 400, "{fields}: {}", refused.text());
            assert!(refused.text().contains(said), "{fields}: {}", refused.text());
        }
        let twice = format!("form_key={key}&form_key={key}&act=remove");
        assert_eq!(portal.request("POST", &format!("{person}/acts"), Some(&twice)).status, 400);
    }
    assert_eq!(trail(&server, org, 100), before);
    assert!(rows(&portal.get(&group)).is_empty());
    let done =
        portal.request("POST", &format!("{person}/acts"), Some(&format!("form_key={key}&act=protect")));
    assert_eq!(done.status, 303);
}
