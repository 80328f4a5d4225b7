//! The mails of invitations, as a mail server gets them: what they say, when they come, and that none is lost.

use crate::scene::{Scene, title};
use crate::support::person;
use app::invitations::{self, Deed};
use app::mails::Outcome;
use directory::Actor;
use directory::invitation::{MailFailure, TextName};
use serde_json::json;
use testkit::{Fault, Received};

#[test]
fn a_mail_waits_while_its_user_is_kept_out_and_is_not_lost() {
    let scene = Scene::new("vault invite=manual");
    let zoe = scene.invited(&person("zoe@acme.example"));
    scene.set_active(zoe, false);
    assert_eq!(scene.mails(), []);
    scene.set_active(zoe, true);
    // At once, and not when it would have been looked at again.
    assert_eq!(scene.mail().to, ["zoe@acme.example"]);
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
fn an_organization_says_it_in_its_own_words_and_no_mail_has_a_gap() {
    let scene = Scene::new("vault invite=manual");
    let org = scene.org();
    let set = |name: TextName, text: &'static str| {
        let set = move |work: &mut app::Work| {
            invitations::set_text(work, &Actor::CommandLine, org, (name, "en"), Some(text))
        };
        scene.server.block_on(scene.server.app().write("test", set)).map_err(|error| error.to_string())
    };
    set(TextName::InvitationSubject, "${userFirstName}, join ${organizationName}").expect("a text");
    set(
        TextName::InvitationText,
        "Dear ${userFirstName},\n\nyour department is ${department}.\nIt costs $${nothing}.",
    )
    .expect("a text");
    let unknown = set(TextName::InvitationText, "Dear ${userFirstname}").expect_err("unknown");
    assert!(
        unknown.starts_with("The text cannot be used.") && unknown.contains("userFirstName"),
        "{unknown}"
    );
    assert!(set(TextName::InvitationSubject, "two\nlines").expect_err("two lines").contains("on one line"));
    let mut body = person("zoe@acme.example");
    body["name"]["givenName"] = "Zoë https://evil.example\r\nBcc: x".into();
    scene.invited(&body);
    let mail = scene.mail();
    assert_eq!(mail.subject(), "Zoë https: //evil. example Bcc: x, join Acme");
    // Nobody said the department.
    assert!(
        mail.text.contains("You are invited to join Acme.") && !mail.text.contains("department"),
        "{}",
        mail.text
    );
    set(TextName::InvitationText, "<b>${userFirstName}</b>\n\nIt costs $${nothing}.").expect("a text");
    let mut body = person("max@acme.example");
    body["name"]["givenName"] = "<i>Max</i>".into();
    scene.invited(&body);
    let mail = scene.mail();
    assert!(mail.text.contains("\n\n<b><i>Max</i></b>\n\nIt costs ${nothing}.\n\n"), "{}", mail.text);
    assert!(mail.html.contains("<p>&#60;b&#62;&#60;i&#62;Max&#60;/i&#62;&#60;/b&#62;</p>"), "{}", mail.html);
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
        assert!(why.starts_with("The mail server did not accept the email:") && why.contains(said), "{why}");
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
    assert_eq!(title(&scene.press(&links[1]).expect(410)), "This invitation has already been accepted");
}

#[test]
fn who_has_no_address_gets_no_mail_and_it_is_said_once_for_all() {
    let scene = Scene::new("standard onboarding=invite");
    for (index, address) in [
        "",
        "zoe",
        "zoe@acme.example\r\nBcc: thief@evil.example",
        "zoe@acme.example, thief@evil.example",
        "<script>@a.b",
    ]
    .into_iter()
    .enumerate()
    {
        let mut body = person(&format!("zoe{index}"));
        body["emails"] = if address.is_empty() { json!([]) } else { json!([{ "value": address }]) };
        let zoe = scene.invited(&body);
        assert_eq!(scene.mails(), [], "{address:?}");
        scene.server.pass_days(1);
        assert_eq!(scene.mails(), [], "{address:?}");
        let state = scene.state(zoe);
        let why = state["waiting"][0].as_str().expect("a reason");
        assert!(why.starts_with("The user has no e-mail address"), "{address:?}: {why}");
        assert_eq!(state["links"], 0);
    }
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
fn what_is_decided_while_a_mail_is_under_way_stays_decided() {
    let scene = Scene::new("vault");
    let (again, withdrawn) =
        (scene.brought(&person("again@acme.example")), scene.brought(&person("withdrawn@acme.example")));
    let org = scene.org();
    let under_way = scene.server.write(move |work| {
        let due = work.tx.due_mails(work.now, 10)?;
        let mut claimed = Vec::new();
        for (_, mail) in due {
            claimed
                .extend(app::mails::claim(work, org, mail)?.map(|outgoing| (outgoing.mail, outgoing.link)));
        }
        Ok(claimed)
    });
    assert_eq!(under_way.len(), 2);
    assert_eq!(scene.act(again, &Deed::InviteAgain), Ok("invited".into()));
    assert_eq!(scene.act(withdrawn, &Deed::Withdraw), Ok("staged".into()));
    let links: Vec<String> = under_way.iter().map(|(_, link)| format!("/join/{}", link.reveal())).collect();
    for outcome in [
        Outcome::Sent,
        Outcome::Failed { failure: MailFailure::Refused, may_have_arrived: false, why: "no".into() },
    ] {
        for (mail, link) in under_way.clone() {
            let outcome = outcome.clone();
            scene.server.write(move |work| app::mails::note(work, org, &mail, &link, &outcome));
        }
    }
    assert_eq!(scene.state(again)["sent"], false, "the new one has not been sent");
    assert_eq!(scene.mail().to, ["again@acme.example"]);
    assert_eq!(links.iter().map(|link| scene.press(link).status).collect::<Vec<_>>(), [404, 404]);
    assert_eq!(scene.states(withdrawn), ["staged", "not invited"]);
}
