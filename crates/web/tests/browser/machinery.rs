//! That the tests here would notice what they are to notice.

use crate::Stage;
use crate::person::{Person, Way};
use serde_json::json;
use testkit::TestServer;

pub(crate) fn what_is_wrong_in_a_page_is_noticed(stage: &Stage) {
    let server = TestServer::start();
    let person = Person::new(stage.driver(), &server, Way::ENGLISH);
    person.opens("/session");
    let window = person.window();
    assert_eq!((window.complaints(), person.strangers()), (vec![], vec![]), "a page of ours");

    window.run("setTimeout(() => { throw new Error('broken') })", &[]);
    window.run("document.body.setAttribute('style', 'color: red')", &[]);
    window.run("return fetch('https://other.example/').catch(() => {})", &[]);
    let complaints = window.complaints();
    for what in ["broken", "style-src", "connect-src"] {
        assert!(complaints.iter().any(|line| line.contains(what)), "{what}: {complaints:?}");
    }

    // The policy lets no page of ours ask elsewhere; one without a policy shows that it would be noticed.
    person.opens("data:text/html,<img src='http://other.example/x.png'><img src='http://192.0.2.7/y.png'>");
    let strangers = person.strangers();
    assert_eq!(strangers, ["http://other.example/x.png", "http://192.0.2.7/y.png"]);

    let silent = Person::new(stage.driver(), &server, Way::ENGLISH.without_scripts());
    silent.opens("data:text/html,<title>as it came</title><script>document.title = 'changed'</script>");
    assert_eq!(silent.window().run("return document.title", &[]), json!("as it came"));
}
