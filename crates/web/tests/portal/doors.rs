//! Who gets in, and how.

use testkit::{Portal, TestServer};

#[test]
fn the_link_of_the_first_start_makes_one_owner_and_no_second_one() {
    let server = TestServer::start();
    let link = server.write(app::sessions::first_link).expect("nobody is owner yet");
    let address = format!("/setup/{}", link.reveal());
    let mut portal = Portal::new(&server);
    assert_eq!(portal.get("/").path, "/setup/link");

    let page = portal.get(&address);
    let short = [("name", "Zoë"), ("email", "zoe@example.test"), ("password", "too short")];
    let refused = portal.send(&page, "", &short);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("The password must have 12 to 200 characters."), "{}", refused.text());
    assert_eq!(refused.attributes("input[name=email]", "value"), ["zoe@example.test"]);

    let long = [("name", "Zoë"), ("email", "zoe@example.test"), ("password", testkit::PASSWORD)];
    let inside = portal.send(&page, "", &long);
    assert_eq!((inside.status, inside.path.as_str()), (200, "/organizations"));

    let mut other = Portal::new(&server);
    assert_eq!(other.get(&address).status, 404);
    assert!(server.write(app::sessions::first_link).is_none());
    assert_eq!(other.get("/").path, "/session");
    assert_eq!(other.get("/organizations").status, 401);
    assert_eq!(other.sign_in("ZOE@example.test").path, "/organizations");

    let out = other.get("/organizations");
    assert_eq!(other.send(&out, "/session/end", &[]).path, "/session?notice=signed-out");
    assert_eq!(other.get("/organizations").status, 401);
}

#[test]
fn what_is_not_there_is_a_page_for_people_and_scim_for_programs() {
    let server = TestServer::start();
    let page = Portal::new(&server).get("/nowhere");
    assert_eq!((page.status, page.header("content-type")), (404, Some("text/html; charset=utf-8")));
    let answer = testkit::Client::new(server.url(), None).get("/nowhere");
    assert_eq!((answer.status, answer.body["status"].as_str()), (404, Some("404")));
}
