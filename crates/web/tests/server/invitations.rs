//! From the invitation to the person who has joined: the mails as a mail server gets them, and the pages as a browser does.

use crate::support::person;
use app::invitations::{self, Deed, DeedDone};
use directory::connection::Settings;
use directory::{Actor, Change, OrgId, Policy, Provider, Row, UserId};
use serde_json::{Value, json};
use testkit::{Answer, Client, Door, Fault, Received, SmtpSink, TestServer};

/// A server, a door with a policy, and a mail server.
struct Scene {
    server: TestServer,
    door: Door,
    sink: SmtpSink,
}

impl Scene {
    fn new(policy: &str) -> Self {
        Self::of("Acme", policy)
    }

    fn of(organization: &str, policy: &str) -> Self {
        let server = TestServer::start();
        let door = server.connect(organization, Provider::Okta);
        let (connection, policy) = (door.connection, Policy::parse(policy).expect("a policy"));
        server.write(move |work| {
            let settings = Settings { policy: Some(policy.clone()), dialect: None, logs_calls: None };
            app::connections::set(work, &Actor::CommandLine, connection, |_| settings)
        });
        Self { server, door, sink: SmtpSink::new() }
    }

    fn org(&self) -> OrgId {
        self.door.org
    }

    /// Makes a user, whom the provider brings in and nobody has invited yet, if the policy leaves that to administrators.
    fn brought(&self, body: &Value) -> UserId {
        let id = self.door.client().post("/Users", body).expect(201).id();
        UserId::parse(&id).expect("an id")
    }

    fn invited(&self, body: &Value) -> UserId {
        let id = self.brought(body);
        assert_eq!(self.act(id, &Deed::Invite), Ok("invited".into()));
        id
    }

    /// The provider keeps somebody out, or lets them in again.
    fn set_active(&self, id: UserId, active: bool) {
        let operations = json!([{ "op": "replace", "value": { "active": active } }]);
        assert_eq!(self.door.client().patch(&format!("/Users/{id}"), &operations).status / 100, 2);
    }

    fn act(&self, user: UserId, deed: &Deed) -> Result<String, String> {
        let done = self.act_on_all(&[user], deed).remove(0);
        done.outcome.map(|status| status.to_string()).map_err(|error| error.to_string())
    }

    fn act_on_all(&self, users: &[UserId], deed: &Deed) -> Vec<DeedDone> {
        let (org, users, deed) = (self.org(), users.to_vec(), deed.clone());
        self.server.write(move |work| invitations::act_on_all(work, &Actor::CommandLine, org, &users, &deed))
    }

    fn mails(&self) -> Vec<Received> {
        self.server.mails(&self.sink)
    }

    /// The one mail that came.
    #[track_caller]
    fn mail(&self) -> Received {
        let mut mails = self.mails();
        assert_eq!(mails.len(), 1, "{mails:?}");
        mails.remove(0)
    }

    fn get(&self, link: &str) -> Answer {
        Client::new(self.server.url(), None).get(link)
    }

    fn press(&self, link: &str) -> Answer {
        self.fill_in(link, "")
    }

    fn fill_in(&self, link: &str, form: &str) -> Answer {
        let headers = [("Content-Type", "application/x-www-form-urlencoded")];
        Client::new(self.server.url(), None).send_with("POST", link, Some(form), &headers)
    }

    /// Status, invite status, reminders and what went wrong, of one user.
    fn state(&self, user: UserId) -> Value {
        let org = self.org();
        self.server.read(move |work| {
            let all = invitations::list(work, org, None, 1_000)?;
            let found = all.into_iter().find(|invited| invited.user == user);
            Ok(found.map_or(Value::Null, |found| {
                json!({
                    "status": found.status.as_str(),
                    "invite": found.invite_status.as_str(),
                    "sent": found.invitation.as_ref().is_some_and(|invitation| invitation.sent.is_some()),
                    "reminders": found.invitation.as_ref().map_or(0, |invitation| invitation.reminders),
                    "links": found.invitation.as_ref().map_or(0, |invitation| invitation.links.len()),
                    "waiting": found.mails.iter().map(|waiting| waiting.mail.error.clone()).collect::<Vec<_>>(),
                })
            }))
        })
    }

    fn states(&self, user: UserId) -> [String; 2] {
        let state = self.state(user);
        ["status", "invite"].map(|name| state[name].as_str().unwrap_or("gone").to_owned())
    }
}

/// The heading of a page.
fn title(answer: &Answer) -> &str {
    let (_, rest) = answer.text.split_once("<h1>").expect("a heading");
    rest.split_once("</h1>").expect("its end").0
}

#[test]
fn whoever_follows_the_link_and_presses_the_button_is_in_and_the_link_is_used_up() {
    let scene = Scene::new("vault invite=manual");
    let zoe = scene.invited(&person("zoe@acme.example"));
    assert_eq!(scene.states(zoe), ["invited", "pending"]);
    let mail = scene.mail();
    assert_eq!(
        (mail.to.as_slice(), mail.subject()),
        (["zoe@acme.example".to_owned()].as_slice(), "Invitation to Acme")
    );
    assert!(mail.text.starts_with("Hello Jane,\n\nYou are invited to join Acme.\n"), "{}", mail.text);
    let link = mail.link();
    // Scanners, previews and the impatient may look as often as they like.
    for _ in 0..3 {
        assert_eq!(title(&scene.get(&link).expect(200)), "Invitation to Acme");
    }
    assert_eq!(scene.states(zoe), ["invited", "pending"]);
    assert_eq!(title(&scene.press(&link).expect(200)), "Thank you");
    assert_eq!(scene.states(zoe), ["accepted", "completed"]);
    for answer in [scene.get(&link), scene.press(&link)] {
        assert_eq!((answer.status, title(&answer)), (410, "This invitation was accepted already"));
    }
    assert_eq!(scene.act(zoe, &Deed::Confirm), Ok("confirmed".into()));
    assert_eq!(scene.act(zoe, &Deed::Confirm), Ok("confirmed".into()), "once more is no mistake");
    assert_eq!(scene.states(zoe), ["confirmed", "completed"]);
    assert_eq!(scene.mails(), []);
}

#[test]
fn where_the_policy_invites_everybody_the_provider_alone_brings_the_mail() {
    for (policy, stage, answer) in [
        ("managed-devices", "confirmed", "Welcome"),
        ("vault", "accepted", "Thank you"),
        ("workspace names=as_given", "confirmed", "Welcome"),
    ] {
        let scene = Scene::new(policy);
        let zoe = scene.brought(&person("zoe@acme.example"));
        assert_eq!(scene.states(zoe), ["invited", "pending"], "{policy}");
        assert_eq!(title(&scene.press(&scene.mail().link()).expect(200)), answer, "{policy}");
        assert_eq!(scene.states(zoe), [stage, "completed"], "{policy}");
        assert_eq!(scene.mails(), [], "{policy}");
    }
    let scene = Scene::new("standard");
    let zoe = scene.brought(&person("zoe@acme.example"));
    assert_eq!((scene.states(zoe), scene.mails()), (["confirmed".into(), "not invited".into()], vec![]));
}

#[test]
fn a_link_that_is_too_late_withdrawn_replaced_or_of_somebody_removed_explains_and_does_nothing() {
    let scene = Scene::new("vault onboarding=join invite=manual");
    let [late, withdrawn, again, removed] = ["late", "withdrawn", "again", "removed"]
        .map(|name| scene.invited(&person(&format!("{name}@acme.example"))));
    let mails = scene.mails();
    let link = |name: &str| mails.iter().find(|mail| mail.to[0].starts_with(name)).expect("a mail").link();
    assert_eq!(scene.act(withdrawn, &Deed::Withdraw), Ok("staged".into()));
    scene.server.pass_days(4);
    assert_eq!(scene.act(again, &Deed::InviteAgain), Ok("invited".into()));
    let newer = scene.mail().link();
    assert_eq!(scene.door.client().delete(&format!("/Users/{removed}")).status, 204);
    scene.server.pass_days(1);
    for (name, status, heading) in [
        ("late", 410, "This invitation has expired"),
        ("withdrawn", 404, "This link does not work"),
        ("again", 404, "This link does not work"),
        ("removed", 404, "This link does not work"),
    ] {
        for answer in [scene.get(&link(name)), scene.press(&link(name))] {
            assert_eq!((answer.status, title(&answer)), (status, heading), "{name}");
        }
    }
    assert_eq!(scene.states(late), ["invited", "expired"]);
    assert_eq!(scene.states(withdrawn), ["staged", "not invited"]);
    assert_eq!(scene.states(removed), ["gone", "gone"]);
    // The newer one is good for five days from when it was sent.
    assert_eq!(title(&scene.press(&newer).expect(200)), "Welcome");
    assert_eq!(scene.states(again), ["confirmed", "completed"]);
    // Nothing was expected of the others, and nothing more is sent.
    scene.server.pass_days(30);
    assert_eq!(scene.mails(), []);
}

#[test]
fn a_link_rests_while_its_user_is_kept_out_and_works_again_afterwards() {
    let scene = Scene::new("vault invite=manual");
    let zoe = scene.invited(&person("zoe@acme.example"));
    let link = scene.mail().link();
    scene.set_active(zoe, false);
    assert_eq!(scene.states(zoe), ["revoked:invited", "pending"]);
    for answer in [scene.get(&link), scene.press(&link)] {
        assert_eq!((answer.status, title(&answer)), (410, "This account is disabled"));
    }
    scene.set_active(zoe, true);
    assert_eq!(scene.mails(), []);
    assert_eq!(title(&scene.press(&link).expect(200)), "Thank you");
}

#[test]
fn a_mail_waits_while_its_user_is_kept_out_and_is_not_lost() {
    let scene = Scene::new("vault invite=manual");
    let zoe = scene.invited(&person("zoe@acme.example"));
    scene.set_active(zoe, false);
    assert_eq!(scene.mails(), []);
    scene.set_active(zoe, true);
    scene.server.pass_days(1);
    assert_eq!(scene.mail().to, ["zoe@acme.example"]);
}

#[test]
fn pages_and_mails_speak_the_language_of_the_person() {
    let scene = Scene::new("vault invite=manual");
    for (language, mail, page, used) in [
        ("en-GB", "Invitation to Acme", "Invitation to Acme", "This invitation was accepted already"),
        ("ja", "Acme への招待", "Acme への招待", "この招待はすでに承諾されています"),
        (
            "de, fr-CA;q=0.5",
            "Invitation à rejoindre Acme",
            "Invitation à rejoindre Acme",
            "Cette invitation a déjà été acceptée",
        ),
    ] {
        let mut body = person(&format!("{}@acme.example", &language[..2]));
        body["preferredLanguage"] = language.into();
        scene.invited(&body);
        let sent = scene.mail();
        assert_eq!(sent.subject(), mail);
        let link = sent.link();
        // What the browser asks for does not matter where the person's language is known.
        let mut browser = Client::new(scene.server.url(), None).header("Accept-Language", "ja, en;q=0.5");
        let answer = browser.get(&link).expect(200);
        assert_eq!(title(&answer), page);
        let tag = sent.header("Content-Language").expect("a language");
        assert_eq!(answer.header("content-language"), Some(tag));
        assert!(answer.text.contains(&format!("<html lang=\"{tag}\">")), "{}", answer.text);
        scene.press(&link);
        assert_eq!(title(&browser.get(&link)), used);
    }
    let mut browser = Client::new(scene.server.url(), None).header("Accept-Language", "fr");
    assert_eq!(title(&browser.get("/join/nobody").expect(404)), "Ce lien ne fonctionne pas");
}

#[test]
fn the_page_tells_nobody_its_address_and_loads_nothing_from_elsewhere() {
    let scene = Scene::new("vault invite=manual");
    scene.invited(&person("zoe@acme.example"));
    let link = scene.mail().link();
    for (target, status) in [(link.as_str(), 200), ("/join/nobody", 404)] {
        let answer = scene.get(target).expect(status);
        for (name, value) in [
            ("content-type", "text/html; charset=utf-8"),
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name} of {target}");
        }
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(!answer.text.contains("<script") && !answer.text.contains(" style="), "{}", answer.text);
        let style = format!("href=\"{}/assets/page.css\"", scene.server.url());
        assert!(answer.text.contains(&style) && answer.text.matches("href=").count() == 1, "{}", answer.text);
    }
    let style = scene.get("/assets/page.css").expect(200);
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!style.text.contains("url("), "{}", style.text);
    // A form of another size is none.
    let large = format!("given_name={}", "a".repeat(64 * 1024));
    assert_eq!(scene.fill_in(&link, &large).status, 413);
    assert_eq!(
        scene.server.stored().windows(link.len() - 6).filter(|part| *part == &link.as_bytes()[6..]).count(),
        0
    );
}

#[test]
fn a_person_without_a_name_says_it_on_joining() {
    let scene = Scene::new("workspace invite=manual");
    let mut body = person("zoe@acme.example");
    body.as_object_mut().expect("an object").remove("name");
    body["displayName"] = "zoe@acme.example".into();
    let zoe = scene.invited(&body);
    let mail = scene.mail();
    assert!(mail.text.starts_with("Hello,\n"), "{}", mail.text);
    let link = mail.link();
    let asked = scene.get(&link).expect(200);
    assert!(
        asked.text.contains("name=\"given_name\"") && asked.text.contains("name=\"family_name\""),
        "{}",
        asked.text
    );
    for form in ["", "given_name=Zo%C3%AB&family_name=+", "given_name=Zo%C3%AB%0D%0ABcc&family_name=Doe"] {
        let answer = scene.fill_in(&link, form).expect(422);
        assert!(answer.text.contains("Please fill in both names"), "{}", answer.text);
    }
    let hostile = scene.fill_in(&link, "given_name=%3Cscript%3E%22&family_name=").expect(422);
    assert!(hostile.text.contains("value=\"&#60;script&#62;&#34;\""), "{}", hostile.text);
    assert_eq!(scene.states(zoe), ["invited", "pending"]);
    assert_eq!(
        title(&scene.fill_in(&link, "given_name=Zo%C3%AB+Ann&family_name=D%27Or").expect(200)),
        "Welcome"
    );
    assert_eq!(scene.states(zoe), ["confirmed", "completed"]);
    let user = scene.door.client().get(&format!("/Users/{zoe}")).expect(200).body;
    assert_eq!(
        (&user["name"]["givenName"], &user["name"]["familyName"]),
        (&json!("Zoë Ann"), &json!("D'Or"))
    );
    assert_eq!(user["displayName"], "Zoë Ann D'Or");
}

#[test]
fn what_others_wrote_reaches_neither_a_header_nor_a_page_as_more_than_words() {
    let scene = Scene::new("managed-devices invite=manual");
    let long = "x".repeat(64 * 1024);
    for (index, text) in [
        "<script>alert(1)</script>",
        "=cmd()",
        "A\r\nBcc: thief@evil.example",
        "\u{202e}moc.live",
        "https://evil.example",
        &long,
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = person(&format!("user{index}@acme.example"));
        body["name"] = json!({ "givenName": text, "familyName": text });
        body["displayName"] = text.chars().take(1_000).collect::<String>().into();
        scene.invited(&body);
        let mail = scene.mail();
        assert_eq!(mail.to, [format!("user{index}@acme.example")]);
        assert!(mail.header("Bcc").is_none() && mail.headers.len() == 9, "{:?}", mail.headers);
        assert!(!mail.html.contains("<script"), "{}", mail.html);
        for said in [&mail.text, &mail.html] {
            assert!(!said.contains('\u{202e}') && !said.contains("evil.example"), "{said}");
            assert!(said.len() < 8 * 1024, "{}", said.len());
        }
        let page = scene.get(&mail.link()).expect(200).text;
        assert!(
            !page.contains("<script") && !page.contains('\u{202e}') && !page.contains("evil.example"),
            "{page}"
        );
    }
}

#[test]
fn an_organization_cannot_make_a_link_or_a_script_of_its_name() {
    let name = "<script>alert(1)</script> https://evil.example \u{202e}x";
    let scene = Scene::of(name, "vault invite=manual");
    scene.invited(&person("zoe@acme.example"));
    let mail = scene.mail();
    assert_eq!(mail.subject(), "Invitation to <script>alert(1)</script> https: //evil. example x");
    let page = scene.get(&mail.link()).expect(200).text;
    for said in [&mail.html, &page] {
        assert!(
            said.contains("&#60;script&#62;alert(1)&#60;/script&#62; https: //evil. example x"),
            "{said}"
        );
        assert!(!said.contains("<script") && !said.contains('\u{202e}'), "{said}");
    }
    assert!(!mail.text.contains("evil.example"), "{}", mail.text);
}

#[test]
fn a_mail_that_is_not_taken_is_tried_again_and_the_reason_is_shown() {
    let scene = Scene::new("vault invite=manual");
    scene.sink.fail([Fault::Mail(451), Fault::Recipient(550), Fault::HangUpBefore, Fault::HangUpAfter]);
    let zoe = scene.invited(&person("zoe@acme.example"));
    let mut links = Vec::new();
    for (said, links_now) in [("(451)", 0), ("(550)", 0), ("", 1), ("", 2)] {
        links.extend(scene.mails().iter().map(Received::link));
        let state = scene.state(zoe);
        let why = state["waiting"][0].as_str().expect("a reason");
        assert!(why.starts_with("The mail server did not take the mail:") && why.contains(said), "{why}");
        assert_eq!((&state["links"], &state["sent"]), (&json!(links_now), &json!(false)), "{why}");
        assert_eq!(scene.mails(), [], "not before its time");
        scene.server.pass_days(1);
    }
    links.extend(scene.mails().iter().map(Received::link));
    // The one that the server took without a word, and the one after it. Either lets the person in.
    assert_eq!(links.len(), 2);
    let state = scene.state(zoe);
    assert_eq!((&state["waiting"], &state["sent"], &state["links"]), (&json!([]), &json!(true), &json!(3)));
    assert_eq!(title(&scene.press(&links[0]).expect(200)), "Thank you");
    assert_eq!(title(&scene.press(&links[1]).expect(410)), "This invitation was accepted already");
}

#[test]
fn who_has_no_address_gets_no_mail_and_it_is_said_once_for_all() {
    let scene = Scene::new("standard onboarding=invite");
    let mut body = person("zoe");
    body["emails"] = json!([]);
    let zoe = scene.invited(&body);
    scene.server.pass_days(1);
    assert_eq!(scene.mails(), []);
    let state = scene.state(zoe);
    assert!(
        state["waiting"][0].as_str().expect("a reason").starts_with("The user has no e-mail address"),
        "{state}"
    );
    assert_eq!(state["links"], 0);
}

#[test]
fn whoever_does_not_answer_is_reminded_as_often_as_the_policy_says() {
    let scene = Scene::new("vault invite=manual reminders_max=2 reminder_days=2 invitation_days=10");
    let zoe = scene.invited(&person("zoe@acme.example"));
    let mut subjects = Vec::new();
    let mut links = Vec::new();
    for day in 0..12 {
        for mail in scene.mails() {
            subjects.push(format!("{day} {}", mail.subject()));
            links.push(mail.link());
        }
        scene.server.pass_days(1);
    }
    assert_eq!(
        subjects,
        ["0 Invitation to Acme", "2 Reminder: invitation to Acme", "4 Reminder: invitation to Acme"]
    );
    assert_eq!(scene.states(zoe), ["invited", "expired"]);
    // Whoever has accepted is left in peace.
    let max = scene.invited(&person("max@acme.example"));
    assert_eq!(scene.press(&scene.mail().link()).status, 200);
    scene.server.pass_days(3);
    assert_eq!(scene.mails(), []);
    assert_eq!(scene.state(max)["reminders"], 0);
}

#[test]
fn any_of_the_links_of_an_invitation_lets_in_once() {
    let scene = Scene::new("vault invite=manual reminders_max=1 reminder_days=1");
    scene.invited(&person("zoe@acme.example"));
    let first = scene.mail().link();
    scene.server.pass_days(1);
    let second = scene.mail().link();
    assert_ne!(first, second);
    assert_eq!(title(&scene.press(&first).expect(200)), "Thank you");
    assert_eq!(scene.press(&second).status, 410);
}

#[test]
fn each_of_many_is_invited_or_refused_alone() {
    let scene = Scene::new("vault invite=manual");
    let staged = scene.brought(&person("staged@acme.example"));
    let accepted = scene.brought(&person("accepted@acme.example"));
    assert_eq!(scene.act(accepted, &Deed::Invite), Ok("invited".into()));
    assert_eq!(scene.act(accepted, &Deed::Accept(None)), Ok("accepted".into()));
    let nobody = UserId::parse(crate::support::NOBODY).expect("an id");
    let done = |deed: &Deed| -> Vec<String> {
        let outcomes = scene.act_on_all(&[staged, nobody, accepted], deed);
        let word = |done: &DeedDone| match &done.outcome {
            Ok(status) => status.to_string(),
            Err(error) => error.to_string().split('.').next().unwrap_or_default().to_owned(),
        };
        outcomes.iter().map(word).collect()
    };
    let refused = "The user is accepted, and \"invite\" cannot be done to them now";
    assert_eq!(done(&Deed::Invite), ["invited", "there is no such thing", refused]);
    let refused = "The user is invited, and \"confirm\" cannot be done to them now";
    assert_eq!(done(&Deed::Confirm), [refused, "there is no such thing", "confirmed"]);
    // Nobody writes to somebody for whom the product has accepted.
    assert_eq!(scene.mail().to, ["staged@acme.example"]);
}

#[test]
fn several_servers_send_each_mail_once() {
    let scene = Scene::new("vault invite=manual");
    let mut expected: Vec<String> = (0..30).map(|number| format!("user{number:02}@acme.example")).collect();
    for address in &expected {
        scene.invited(&person(address));
    }
    let outboxes = [
        scene.server.outbox(&scene.sink),
        scene.server.outbox(&scene.sink),
        scene.server.outbox(&scene.sink),
    ];
    let [a, b, c] = &outboxes;
    scene.server.block_on(async { tokio::join!(a.round(), b.round(), c.round()) });
    let mut got: Vec<String> = scene.sink.take().into_iter().flat_map(|mail| mail.to).collect();
    got.sort();
    expected.sort();
    assert_eq!(got, expected);
    assert_eq!(scene.mails(), []);
}

#[test]
fn a_server_that_dies_between_claim_and_note_leaves_a_mail_that_is_sent_again() {
    let scene = Scene::new("vault invite=manual");
    let zoe = scene.invited(&person("zoe@acme.example"));
    let org = scene.org();
    // Claimed, and then nothing more was heard of that server: neither whether it sent the mail.
    let claimed = scene.server.write(move |work| {
        let due = work.tx.due_mails(work.now, 10)?;
        Ok(app::mails::claim(work, org, due[0].1)?.map(|outgoing| outgoing.link.reveal().to_owned()))
    });
    let lost = format!("/join/{}", claimed.expect("claimed"));
    assert_eq!(scene.mails(), [], "it is that server's for a while");
    scene
        .server
        .app()
        .put_clock_forward(std::time::Duration::from_millis(app::mails::CLAIM_MILLIS.unsigned_abs()));
    let link = scene.mail().link();
    assert_ne!(lost, link);
    // If the first one arrived after all, it works as well.
    assert_eq!(title(&scene.get(&lost).expect(200)), "Invitation to Acme");
    assert_eq!(title(&scene.press(&link).expect(200)), "Thank you");
    assert_eq!(scene.state(zoe)["links"], 2);
}

#[test]
fn a_refused_invitation_leaves_neither_a_user_who_is_invited_nor_a_mail() {
    let scene = Scene::new("vault invite=manual");
    let org = scene.org();
    scene.server.write(move |work| {
        let audit = directory::AuditEntry::new(
            &mut work.ids,
            work.now,
            &Actor::CommandLine,
            directory::Action::OrganizationUpdated,
            org.to_string(),
        );
        Ok(work.tx.save(&Change::new(org, audit).row(Row::SeatsCapped(Some(1))))?)
    });
    let first = scene.invited(&person("first@acme.example"));
    let second = scene.brought(&person("second@acme.example"));
    assert!(scene.act(second, &Deed::Invite).expect_err("no seat").contains("seats"));
    assert_eq!(
        (scene.states(first), scene.states(second)),
        (["invited".into(), "pending".into()], ["staged".into(), "not invited".into()],)
    );
    assert_eq!(scene.mail().to, ["first@acme.example"]);
}
