//! From the invitation to the person who has joined: the pages as a browser gets them.

use crate::scene::{Scene, title};
use crate::support::person;
use app::invitations::{Deed, DeedDone};
use directory::{Actor, Change, Row, UserId};
use i18n::Language;
use serde_json::json;
use testkit::Client;

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
        assert_eq!((answer.status, title(&answer)), (410, "This invitation has already been accepted"));
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
fn pages_and_mails_speak_the_language_of_the_person() {
    let scene = Scene::new("vault invite=manual");
    for (language, mail, greeting, used) in [
        ("en-GB", "Invitation to Acme", "Hello Jane,", "This invitation has already been accepted"),
        ("ja", "Acmeへの招待", "Doe様", "この招待はすでに承諾されています"),
        (
            "de, fr-CA;q=0.5",
            "Invitation à rejoindre Acme",
            "Bonjour Jane,",
            "Cette invitation a déjà été acceptée",
        ),
    ] {
        let mut body = person(&format!("{}@acme.example", &language[..2]));
        body["preferredLanguage"] = language.into();
        scene.invited(&body);
        let sent = scene.mail();
        assert_eq!(sent.subject(), mail);
        assert!(sent.text.starts_with(greeting), "{}", sent.text);
        let link = sent.link();
        // What the browser asks for does not matter where the person's language is known.
        let mut browser = Client::new(scene.server.url(), None).header("Accept-Language", "ja, en;q=0.5");
        let answer = browser.get(&link).expect(200);
        assert_eq!(title(&answer), mail);
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
fn every_page_speaks_every_language() {
    let scene = Scene::new("workspace onboarding=confirm deactivate=revoke");
    let [open, kept_out, late] =
        ["open", "kept_out", "late"].map(|name| scene.brought(&person(&format!("{name}@acme.example"))));
    let mails = scene.mails();
    let link = |name: &str| mails.iter().find(|mail| mail.to[0].starts_with(name)).expect("a mail").link();
    scene.set_active(kept_out, false);
    let pages = |target: &str, method: &str, expected: &dyn Fn(Language) -> [String; 2]| {
        for language in Language::ALL {
            let mut browser = Client::new(scene.server.url(), None).header("Accept-Language", language.tag());
            let answer = browser.send(method, target, (method == "POST").then_some("given_name="));
            let [heading, text] = expected(language);
            assert_eq!(title(&answer), heading, "{language:?}");
            assert!(
                answer.text.contains(&format!("<p>{}</p>", text.replace('\'', "&#39;"))),
                "{}",
                answer.text
            );
            assert_eq!(answer.header("content-language"), Some(language.tag()));
        }
    };
    let asked = |language: Language| [language.join_title("Acme"), language.join_opening("Acme")];
    pages(&link("open"), "GET", &asked);
    pages(&link("open"), "POST", &asked);
    let well_formed = format!("/join/{}", "0".repeat(87));
    for (target, method) in
        [("/join/nobody", "GET"), ("/join/nobody", "POST"), (&well_formed, "GET"), (&well_formed, "POST")]
    {
        pages(target, method, &|language| [language.gone_title(), language.gone_text()]);
    }
    pages(&link("kept_out"), "POST", &|language| [language.disabled_title(), language.disabled_text("Acme")]);
    assert_eq!(scene.act(open, &Deed::Accept(None)), Ok("accepted".into()));
    pages(&link("open"), "GET", &|language| [language.used_title(), language.used_text("Acme")]);
    scene.server.pass_days(5);
    let org = scene.org();
    let until =
        scene.server.read(move |work| Ok(work.tx.org(org).invitation(late)?.expect("an invitation").expires));
    pages(&link("late"), "POST", &|language| {
        [language.expired_title(), language.expired_text("Acme", language.moment(until))]
    });
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
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cache-control", "no-store"),
        ] {
            assert_eq!(answer.header(name), Some(value), "{name} of {target}");
        }
        let policy = answer.header("content-security-policy").expect("a policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert!(!answer.text.contains("<script") && !answer.text.contains(" style="), "{}", answer.text);
        let style = "href=\"../assets/page.css\"";
        assert!(answer.text.contains(style) && answer.text.matches("href=").count() == 1, "{}", answer.text);
    }
    let style = scene.get("/assets/page.css").expect(200);
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(!style.text.contains("url("), "{}", style.text);
    // A form of another size is none.
    let large = format!("given_name={}", "a".repeat(64 * 1024));
    let refused = scene.fill_in(&link, &large).expect(413);
    assert_eq!(refused.header("content-type"), Some("text/html; charset=utf-8"));
    assert!(refused.text.contains(&Language::default().trouble_form_large_text()), "{}", refused.text);
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
        assert!(answer.text.contains("Enter your given name and your family name"), "{}", answer.text);
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
fn of_two_who_press_at_the_same_time_one_accepts() {
    let scene = Scene::new("vault");
    let zoe = scene.brought(&person("zoe@acme.example"));
    let link = scene.mail().link();
    let mut statuses: Vec<u16> = std::thread::scope(|scope| {
        let pressing: Vec<_> = (0..4).map(|_| scope.spawn(|| scene.press(&link).status)).collect();
        pressing.into_iter().map(|thread| thread.join().expect("an answer")).collect()
    });
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 410, 410, 410]);
    assert_eq!(scene.states(zoe), ["accepted", "completed"]);
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
