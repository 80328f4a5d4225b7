//! What is done to many users at once, in steps, and what came of it for each.

use crate::support::trail;
use crate::users::people;
use app::people::Entry;
use directory::{Action, Actor, OrgId, Provider, UserId};
use store::{PeopleQuery, StatusKind};
use testkit::{Page, Portal, TestServer};

pub(crate) fn count(server: &TestServer, org: OrgId, status: StatusKind) -> u64 {
    server.read(move |work| {
        let query = PeopleQuery { status: Some(status), ..PeopleQuery::default() };
        Ok(work.tx.org(org).people_count(&query, work.now)?)
    })
}

/// Goes to the page that says what will happen, of these fields.
pub(crate) fn begin(portal: &mut Portal, org: OrgId, fields: &str) -> Page {
    portal.get(&format!("/organizations/{org}/users/acts?{fields}"))
}

/// Says yes.
pub(crate) fn agree(portal: &mut Portal, asked: &Page, typed: &[(&str, &str)]) -> Page {
    let form = asked.forms().into_iter().find(|form| form.action.contains("/users/acts/"));
    portal.send_form(asked, &form.expect("a form that begins"), typed)
}

pub(crate) fn tabs(page: &Page) -> Vec<String> {
    page.texts("#run .tabs a")
}

#[test]
fn four_hundred_and_fifty_are_invited_in_steps_and_three_are_refused() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let names: Vec<String> = (0..450).map(|number| format!("p{number:03}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let all = people(&server, org, &names, Entry::Staged);
    people(&server, org, &["elsewhere"], Entry::Staged);
    // Three of them have been invited by somebody else, after the list was read.
    let early = [all[7], all[170], all[449]];
    server.write(move |work| {
        app::crowd::act(work, &Actor::CommandLine, org, &early, app::crowd::Act::Invite, None).map(drop)
    });

    let asked = begin(&mut portal, org, "act=invite&everyone=yes&q=p");
    assert!(asked.text().contains("All 450 users found"), "{}", asked.text());
    assert_eq!(asked.texts("h1"), ["Invite 450 users"]);
    let mut page = agree(&mut portal, &asked, &[]);
    assert_eq!(page.attributes("#run progress", "value"), ["100"]);
    assert_eq!(page.attributes("#run progress", "max"), ["450"]);
    assert_eq!(page.texts("#run-said"), ["100 of 450 users done"]);
    assert_eq!(page.texts("#run form button"), ["Continue"]);
    // The same step once more, as a browser sends it that loads the page again.
    let again = agree(&mut portal, &asked, &[]);
    assert_eq!(tabs(&again), ["All (100)", "Done (99)", "Refused (1)"]);
    assert_eq!(count(&server, org, StatusKind::Invited), 102);

    let mut steps = 1;
    while let Some(form) = page.forms().into_iter().find(|form| form.action.contains("/users/acts/")) {
        page = portal.send_form(&page, &form, &[("steps", "1")]);
        steps += 1;
    }
    assert_eq!((steps, page.status), (5, 200));
    assert_eq!(page.texts("#run-said"), ["Finished: 450 users"]);
    assert_eq!(tabs(&page), ["All (450)", "Done (447)", "Refused (3)"]);
    assert_eq!((count(&server, org, StatusKind::Invited), count(&server, org, StatusKind::Staged)), (450, 1));

    // It is all there when the page is loaded again, a page at a time, or the refused ones alone.
    let page = portal.get(&page.path);
    assert_eq!(page.texts("#run tbody tr").len(), 50);
    assert_eq!(portal.get(&page.link("Next")).texts("#run tbody tr").len(), 50);
    let refused = portal.get(&page.link("Refused (3)"));
    let rows = refused.texts("#run tbody tr");
    assert_eq!(rows.len(), 3);
    assert!(rows[0].starts_with("p007@acme.test ▲ Refused ") && rows[2].starts_with("p449"), "{rows:?}");
    assert_eq!(refused.link("p007@acme.test"), format!("/organizations/{org}/users/{}", all[7]));
    let last = trail(&server, org, 1).remove(0);
    assert_eq!(last.action, Action::UserInvited);
    assert!(matches!(last.actor, Actor::Administrator { .. }));
}

#[test]
fn without_a_script_many_steps_are_taken_at_once() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let names: Vec<String> = (0..250).map(|number| format!("p{number:03}")).collect();
    people(&server, org, &names.iter().map(String::as_str).collect::<Vec<_>>(), Entry::Staged);
    let asked = begin(&mut portal, org, "act=protect&everyone=yes&status=staged");
    let page = agree(&mut portal, &asked, &[]);
    let page = agree(&mut portal, &page, &[]);
    assert_eq!(tabs(&page), ["All (250)", "Done (250)"]);
    let everybody = PeopleQuery { protected: true, ..PeopleQuery::default() };
    assert_eq!(server.read(move |work| Ok(work.tx.org(org).people_count(&everybody, work.now)?)), 250);
    // Somebody else does not see what came of it, and this server forgets nothing of the counts.
    let address = page.path;
    let mut other = Portal::new(&server);
    assert_eq!(other.get(&address).status, 401);
}

#[test]
fn those_who_are_ticked_are_acted_on_and_nobody_else() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let all = people(&server, org, &["ann", "ben", "cid"], Entry::Confirmed);
    let list = portal.get(&format!("/organizations/{org}/users"));
    let form = list.form("/users/acts");
    let words: Vec<&str> = form.buttons.iter().map(|(words, _)| words.as_str()).collect();
    assert_eq!(words[..3], ["Invite", "Resend invitation", "Withdraw invitation"]);

    let (ann, cid) = (all[0].to_string(), all[2].to_string());
    let asked = portal.send_form(&list, &form, &[("act", "keep-out"), ("user", &ann), ("user", &cid)]);
    assert!(asked.text().contains("2 selected users"), "{}", asked.text());
    assert_eq!(asked.texts("main li"), ["ann Local ann@acme.test", "cid Local cid@acme.test"]);
    assert_eq!(count(&server, org, StatusKind::Disabled), 0);
    let page = agree(&mut portal, &asked, &[]);
    assert_eq!(tabs(&page), ["All (2)", "Done (2)"]);
    assert_eq!(count(&server, org, StatusKind::Disabled), 2);

    let asked = begin(&mut portal, org, &format!("act=remove&user={ann}&user={}", all[1]));
    let page = agree(&mut portal, &asked, &[]);
    assert_eq!(tabs(&page), ["All (2)", "Done (2)"]);
    assert!(page.attributes("#run td a", "href").is_empty(), "they are gone");
    assert_eq!(portal.get(&format!("/organizations/{org}/users/{ann}")).status, 404);

    let nobody = begin(&mut portal, org, "act=remove");
    assert!(nobody.text().contains("No users selected"), "{}", nobody.text());
    assert_eq!(begin(&mut portal, org, "act=dance&everyone=yes").status, 404);
}

#[test]
fn what_the_filter_finds_says_what_is_done_and_all_are_removed_by_whoever_gives_the_password() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    people(&server, org, &["ann", "ben"], Entry::Confirmed);
    let first = |portal: &mut Portal, query: &str| {
        let page = portal.get(&format!("/organizations/{org}/users?{query}"));
        page.form("/users/acts").buttons[0].0.clone()
    };
    assert_eq!(first(&mut portal, "status=confirmed"), "Disable");
    people(&server, org, &["cid"], Entry::Staged);
    assert_eq!(first(&mut portal, "status=staged"), "Invite");
    server.write(move |work| {
        let act = app::crowd::Act::Invite;
        let all = work.tx.org(org).people_ids(&PeopleQuery::default(), work.now, None, 10)?;
        let all: Vec<UserId> = all.into_iter().map(|(id, _)| id).collect();
        app::crowd::act(work, &Actor::CommandLine, org, &all, act, None).map(drop)
    });
    assert_eq!(first(&mut portal, "status=invited"), "Resend invitation");

    server.app().put_clock_forward(std::time::Duration::from_secs(6 * 60));
    let asked = begin(&mut portal, org, "act=remove&everyone=yes");
    assert_eq!(asked.texts("h1"), ["Remove 3 users"]);
    assert_eq!(asked.texts("form.card button.danger.grave"), ["Remove 3 users"]);
    assert!(asked.text().contains("Protected users are removed as well"), "{}", asked.text());
    let password = agree(&mut portal, &asked, &[]);
    assert_eq!((password.status, password.texts("h1")), (403, vec!["Confirm your identity".to_owned()]));
    assert_eq!(count(&server, org, StatusKind::Confirmed), 2);
    let page = agree(&mut portal, &password, &[("confirm_password", testkit::PASSWORD)]);
    assert_eq!(tabs(&page), ["All (3)", "Done (3)"]);
}

#[test]
fn who_is_in_already_needs_no_invitation_and_is_told_so_calmly() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let all = people(&server, org, &["ann", "ben"], Entry::Confirmed);
    people(&server, org, &["cid"], Entry::Staged);
    let asked = begin(&mut portal, org, "act=invite&everyone=yes");
    assert!(asked.text().contains("For users who already have access there is nothing to do."));
    let page = agree(&mut portal, &asked, &[]);
    assert_eq!(tabs(&page), ["All (3)", "Done (1)", "No change (2)"]);
    let rows = portal.get(&page.link("No change (2)")).texts("#run tbody tr");
    assert_eq!(rows[0], "ann@acme.test ◆ No change The user already has access.");

    // Their page says the same of the invitation that there never was.
    let told = portal.get(&format!("/organizations/{org}/users/{}/invitation", all[0]));
    assert_eq!(told.texts("section h2"), ["Has access without an invitation"]);
    assert!(told.text().contains("The user uses one seat.") && !told.text().contains("Click “Invite”"));
}

#[test]
fn another_organizations_people_are_not_reached() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let other = server.connect("Globex", Provider::Okta).org;
    let mine = people(&server, org, &["ann"], Entry::Confirmed);
    let theirs = people(&server, other, &["eve"], Entry::Confirmed);
    let asked = begin(&mut portal, org, &format!("act=remove&user={}&user={}", mine[0], theirs[0]));
    assert!(asked.text().contains("One selected user"), "{}", asked.text());
    let page = agree(&mut portal, &asked, &[("user", &theirs[0].to_string())]);
    assert_eq!(tabs(&page), ["All (1)", "Not found (1)"]);
    assert_eq!(count(&server, other, StatusKind::Confirmed), 1);

    // Where this server knows nothing of a run that is at its end, its counts are told all the same.
    let elsewhere = UserId::parse("01890a5d-ac96-774b-bcce-b302099a8057").unwrap();
    let address = format!("/organizations/{org}/users/acts/{elsewhere}");
    let told = portal.get(&format!("{address}?act=invite&ticked=yes&total=9&step=1&done=7&refused=2"));
    assert_eq!(tabs(&told), ["All (9)", "Done (7)", "Refused (2)"]);
    assert!(told.text().contains("The results of 9 users are no longer kept"), "{}", told.text());
    assert_eq!(portal.get(&address).status, 404);
}

#[test]
fn who_is_kept_out_while_all_others_are_let_in_again_stays_out() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let names: Vec<String> = (0..150).map(|number| format!("p{number:03}")).collect();
    let all = people(&server, org, &names.iter().map(String::as_str).collect::<Vec<_>>(), Entry::Confirmed);
    let keep_out = |users: Vec<UserId>| {
        for users in users.chunks(100).map(<[UserId]>::to_vec) {
            server.write(move |work| {
                app::crowd::act(work, &Actor::CommandLine, org, &users, app::crowd::Act::KeepOut, None)
                    .map(drop)
            });
        }
    };
    let last = all[149];
    keep_out(all[..149].to_vec());

    let asked = begin(&mut portal, org, "act=restore&everyone=yes&q=p");
    let page = agree(&mut portal, &asked, &[("steps", "1")]);
    assert_eq!(count(&server, org, StatusKind::Confirmed), 101);
    keep_out(vec![last]);
    let page = agree(&mut portal, &page, &[]);
    assert_eq!(tabs(&page), ["All (150)", "Done (149)", "Refused (1)"]);
    let refused = portal.get(&page.link("Refused (1)"));
    let row = &refused.texts("#run tbody tr")[0];
    assert!(
        row.starts_with("p149@acme.test ▲ Refused This user lost access after this run started"),
        "{row}"
    );
    assert_eq!(count(&server, org, StatusKind::Disabled), 1);

    // Whoever sees that, and means it, is obeyed.
    let asked = begin(&mut portal, org, "act=restore&everyone=yes&q=p");
    let page = agree(&mut portal, &asked, &[]);
    let page = agree(&mut portal, &page, &[]);
    assert_eq!(tabs(&page), ["All (150)", "Done (1)", "No change (149)"], "{}", page.text());
    assert_eq!(count(&server, org, StatusKind::Disabled), 0);
}

#[test]
fn a_run_that_keeps_people_out_says_whom_it_has_not_reached() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let names: Vec<String> = (0..150).map(|number| format!("p{number:03}")).collect();
    people(&server, org, &names.iter().map(String::as_str).collect::<Vec<_>>(), Entry::Confirmed);
    for (act, left) in [("keep-out", "still has access"), ("remove", "still exists")] {
        let asked = begin(&mut portal, org, &format!("act={act}&everyone=yes&q=p"));
        let page = agree(&mut portal, &asked, &[("steps", "1")]);
        // Before the place that the run has reached.
        people(&server, org, &[&format!("a-{act}-p")], Entry::Confirmed);
        let page = agree(&mut portal, &page, &[]);
        let warnings = page.texts(".warning");
        let [warning] = warnings.as_slice() else { panic!("{warnings:?}: {}", page.text()) };
        assert!(
            warning.starts_with("One user who matches the filters ") && warning.contains(left),
            "{warning}"
        );
        let list = portal.get(&page.link("Show the users who match the filters"));
        assert!(list.text().contains(&format!("a-{act}-p@acme.test")), "{}", list.text());
        let asked = begin(&mut portal, org, &format!("act={act}&everyone=yes&q=p"));
        let page = agree(&mut portal, &asked, &[]);
        let forms = page.forms().into_iter().any(|form| form.action.contains("/users/acts/"));
        let page = if forms { agree(&mut portal, &page, &[]) } else { page };
        assert!(page.texts(".warning").is_empty(), "{}", page.text());
    }
}

#[test]
fn a_filter_that_cannot_be_read_is_not_everybody() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    people(&server, org, &["ann"], Entry::Staged);
    for fields in [
        "everyone=yes&status=stagde",
        "everyone=yes&source=nowhere",
        "everyone=no",
        "everyone=yes&invitation=x",
    ] {
        let asked = begin(&mut portal, org, &format!("act=remove&{fields}"));
        assert_eq!(asked.status, 404, "{fields}: {}", asked.text());
    }
}

#[test]
fn a_run_does_nothing_but_what_it_began_with() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let names: Vec<String> = (0..120).map(|number| format!("p{number:03}")).collect();
    people(&server, org, &names.iter().map(String::as_str).collect::<Vec<_>>(), Entry::Staged);
    server.app().put_clock_forward(std::time::Duration::from_secs(6 * 60));
    // To protect people asks for no password, and to remove all of them does.
    let asked = begin(&mut portal, org, "act=protect&everyone=yes&q=p");
    let form = asked.forms().into_iter().find(|form| form.action.contains("/users/acts/")).expect("a form");
    let page = portal.send_form(&asked, &form, &[("steps", "1")]);
    let next =
        page.forms().into_iter().find(|form| form.action.contains("/users/acts/")).expect("a next step");
    let before = trail(&server, org, 1);
    for (name, value) in [("act", "remove"), ("q", ""), ("status", "staged"), ("begun", "1")] {
        let mut changed = next.fields.clone();
        changed.retain(|(known, _)| known != name);
        changed.push((name.to_owned(), value.to_owned()));
        let body = testkit::encoded(&changed);
        let told = portal.request("POST", &next.action, Some(&body));
        assert_eq!(
            (told.status, told.texts("h1")),
            (200, page.texts("h1")),
            "{name}={value}: {}",
            told.text()
        );
        assert_eq!(trail(&server, org, 1), before, "{name}={value}");
    }
    let page = agree(&mut portal, &page, &[]);
    assert_eq!(tabs(&page), ["All (120)", "Done (120)"]);
}

#[test]
fn what_nobody_can_type_is_not_kept() {
    let server = TestServer::start();
    let mut portal = Portal::of_owner(&server);
    let org = server.connect("Acme", Provider::Okta).org;
    let page = portal.get(&format!("/organizations/{org}/groups/new"));
    let made = portal.send(&page, "/groups", &[("name", "a\0b")]);
    assert_eq!((made.status, made.html.contains('\0')), (200, false), "{}", made.text());
    for address in
        ["/users?q=%00", "/groups?q=a%00", "/audit?target=%00", "/users/acts?act=remove&everyone=yes&q=%00"]
    {
        let page = portal.get(&format!("/organizations/{org}{address}"));
        assert_eq!((page.status, page.html.contains('\0')), (200, false), "{address}: {}", page.text());
    }
    assert_eq!(portal.get("/organizations?find=%00").status, 200);
}
