//! What a mail to an administrator says.

use crate::mail::{Failure, FailureKind, Mail};
use crate::sheet::Sheet;
use app::notices::OutgoingNotice;
use directory::administrator::NoticeKind;
use i18n::Language;

/// Why a notice can never be delivered.
const NO_ADDRESS: &str = "This is no e-mail address that a mail can be sent to. Remove the administrator, then add them with \
                          the right address.";

/// The mail, with links that begin with that URL: in the language that the person chose, else in that of whoever caused it.
#[must_use]
pub fn written(outgoing: &OutgoingNotice, public_url: &str) -> Mail {
    let notice = &outgoing.notice;
    let known = outgoing.to.language.as_deref().or(notice.language.as_deref());
    let language = known.and_then(Language::parse).unwrap_or_default();
    let link = match (&outgoing.choose, notice.kind) {
        (Some((ticket, _)), _) => format!("{public_url}/password/{}", ticket.reveal()),
        (None, NoticeKind::HeldChanges) => {
            format!("{public_url}/organizations/{}/users?held=yes", notice.org)
        }
        (None, _) => format!("{public_url}/session"),
    };
    let until = outgoing.choose.as_ref().map(|(_, until)| language.moment(*until));
    let (how, button) = match notice.kind {
        NoticeKind::Test => (language.notices_test_how(), language.notices_test_button()),
        NoticeKind::HeldChanges => (language.notices_held_how(), language.notices_held_button()),
        _ if outgoing.choose.is_some() => (language.notices_choose_how(), language.notices_choose_button()),
        _ => (language.notices_sign_in_how(), language.notices_sign_in_button()),
    };
    let written = Sheet {
        language,
        subject: subject(outgoing, language),
        name: outgoing.appointment.as_ref().map(|appointment| appointment.name.as_str()),
        body: body(outgoing, language),
        how,
        button,
        link: &link,
        until: until.as_deref(),
        ignore: match notice.kind {
            NoticeKind::PasswordReset => language.notices_reset_ignore(),
            NoticeKind::Appointment => language.notices_appointment_ignore(),
            NoticeKind::Test => language.notices_test_ignore(),
            NoticeKind::HeldChanges => language.notices_held_ignore(),
        },
    }
    .write();
    Mail {
        id: format!("{}-{}", notice.id, notice.attempts),
        to: outgoing.to.email.clone(),
        language: language.tag(),
        at_millis: outgoing.now.as_millis(),
        subject: written.subject,
        text: written.text,
        html: written.html,
    }
}

/// The same failure in the words of whoever appoints.
#[must_use]
pub fn failure(failure: Failure) -> Failure {
    match failure.kind {
        FailureKind::Undeliverable => Failure { why: NO_ADDRESS.to_owned(), ..failure },
        FailureKind::Refused | FailureKind::Postponed | FailureKind::Unknown => failure,
    }
}

fn subject(outgoing: &OutgoingNotice, language: Language) -> String {
    match (outgoing.notice.kind, outgoing.organization.as_deref()) {
        (NoticeKind::PasswordReset, _) => language.notices_reset_subject(),
        (NoticeKind::Appointment, Some(organization)) => language.notices_appointment_subject(organization),
        (NoticeKind::Appointment, None) => language.notices_installation_subject(),
        (NoticeKind::Test, _) => language.notices_test_subject(),
        // Only an organization has a provider.
        (NoticeKind::HeldChanges, organization) => {
            language.notices_held_subject(organization.unwrap_or_default())
        }
    }
}

fn body(outgoing: &OutgoingNotice, language: Language) -> String {
    let role = outgoing.appointment.as_ref().map(|appointment| language.role(appointment.role).0);
    let role = role.unwrap_or_default();
    match (outgoing.notice.kind, outgoing.organization.as_deref()) {
        (NoticeKind::PasswordReset, _) => language.notices_reset_text(),
        (NoticeKind::Appointment, Some(organization)) => {
            let text = language.notices_appointment_text(organization, role);
            with_sender(outgoing, language, &text, &language.notices_appointment_about(organization))
        }
        (NoticeKind::Appointment, None) => {
            let text = language.notices_installation_text(role);
            with_sender(outgoing, language, &text, &language.notices_installation_about())
        }
        (NoticeKind::Test, _) => language.notices_test_text(),
        (NoticeKind::HeldChanges, organization) => {
            let text = language.notices_held_text(organization.unwrap_or_default());
            format!("{text}\n\n{}", language.notices_held_about())
        }
    }
}

/// Who has done that, if anybody knows, and what they are about to see: they may never have heard of it.
fn with_sender(outgoing: &OutgoingNotice, language: Language, text: &str, about: &str) -> String {
    let by = outgoing.by.as_ref().map(|who| language.notices_by(who));
    let said: Vec<&str> = [text].into_iter().chain(by.as_deref()).collect();
    // Japanese has no blanks between sentences.
    let blank = if language == Language::Ja { "" } else { " " };
    format!("{}\n\n{about}", said.join(blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::administrator::{Notice, Ticket};
    use directory::{Administrator, Appointment, Ids, OrgId, Role, Timestamp};

    fn outgoing(kind: NoticeKind, language: Language, called: &str) -> OutgoingNotice {
        let now = Timestamp::from_millis(1_763_675_425_120);
        let mut ids = Ids::new(now, [7; 32]);
        let to = Administrator::new("zoe@example.com", &mut ids, now).expect("an address");
        let org: OrgId = ids.id();
        let notice = Notice::new(&to, (org, kind), Some(language.tag()), &mut ids, now);
        let is_told_as = matches!(kind, NoticeKind::Appointment | NoticeKind::HeldChanges);
        let appointment = is_told_as.then(|| Appointment {
            org,
            administrator: to.id,
            name: called.to_owned(),
            role: Role::Admin,
            created: now,
            entered: None,
        });
        let chooses = matches!(kind, NoticeKind::PasswordReset | NoticeKind::Appointment);
        let choose = chooses.then(|| (Ticket::draw(&mut ids), now));
        OutgoingNotice {
            notice,
            to,
            appointment,
            organization: Some(called.to_owned()),
            by: Some(called.to_owned()),
            choose,
            now,
        }
    }

    #[test]
    fn every_notice_in_every_language_has_its_link_and_when_it_ends() {
        for language in Language::ALL {
            for kind in NoticeKind::ALL {
                let outgoing = outgoing(kind, language, "Acme & Sons");
                let mail = written(&outgoing, "https://p.example/portal");
                assert_eq!((mail.language, mail.to.as_str()), (language.tag(), "zoe@example.com"));
                let path = match (&outgoing.choose, kind) {
                    (Some((ticket, _)), _) => format!("password/{}", ticket.reveal()),
                    (None, NoticeKind::HeldChanges) => {
                        format!("organizations/{}/users?held=yes", outgoing.notice.org)
                    }
                    (None, _) => "session".to_owned(),
                };
                let link = format!("https://p.example/portal/{path}");
                assert!(mail.text.contains(&format!("\n\n{link}\n\n")), "{}", mail.text);
                assert_eq!(mail.html.matches(&link).count(), 3, "{}", mail.html);
                assert_eq!(
                    mail.text.contains(&language.moment(outgoing.now)),
                    outgoing.choose.is_some(),
                    "{}",
                    mail.text
                );
                let names_it = matches!(kind, NoticeKind::Appointment | NoticeKind::HeldChanges);
                assert_eq!(mail.subject.contains("Acme & Sons"), names_it, "{}", mail.subject);
            }
        }
    }

    #[test]
    fn an_appointment_reads_like_this() {
        let mut appointed = outgoing(NoticeKind::Appointment, Language::En, "Zoë");
        appointed.organization = Some("Acme".to_owned());
        appointed.by = Some("Olive".to_owned());
        appointed.choose = None;
        let mail = written(&appointed, "https://p.example");
        assert_eq!(mail.subject, "You are now an administrator of Acme");
        assert_eq!(
            mail.text,
            "Hello Zoë,\n\nYou have been added as an administrator of Acme. Your role: Admin. Olive added \
             you.\n\nRollbook manages who has access to Acme: its users and groups, and the identity providers they come \
             from.\n\nSign in with your email \
             address and your password:\n\nhttps://p.example/session\n\nIf you did not expect this email, you can \
             ignore it."
        );
        let installation = OutgoingNotice { organization: None, ..appointed };
        assert_eq!(
            written(&installation, "https://p.example").subject,
            "You are now an administrator of Rollbook"
        );
    }

    #[test]
    fn held_changes_read_like_this() {
        let held = outgoing(NoticeKind::HeldChanges, Language::En, "Acme");
        let mail = written(&held, "https://p.example");
        assert_eq!(mail.subject, "Acme: many users lost access at once");
        assert_eq!(
            mail.text,
            format!(
                "Hello Acme,\n\nWithin ten minutes, an identity provider took away access to Acme from many users. This \
                 may be a mistake, such as a changed assignment in the provider.\n\nThese users have no access. Since \
                 Rollbook noticed this, none of them has been removed. If it was a mistake, undo the held changes: the \
                 users get their access back.\n\nTo see which users these are, open this page:\n\n\
                 https://p.example/organizations/{}/users?held=yes\n\nIf this was intended, the only thing left to do \
                 is to apply the held changes, which an owner can do.",
                held.notice.org
            )
        );
        let japanese = written(&outgoing(NoticeKind::HeldChanges, Language::Ja, "Acme"), "https://p.example");
        assert!(japanese.text.contains("Acmeへのアクセスを停止しました"), "{}", japanese.text);
    }

    #[test]
    fn names_are_words_and_nothing_else() {
        let hostile = "<script>alert(1)</script>\r\nBcc: a@b.example \u{202e}https://evil.example";
        let long = "x".repeat(64 * 1024);
        for called in [hostile, long.as_str()] {
            for (language, kind) in
                Language::ALL.into_iter().flat_map(|language| NoticeKind::ALL.map(|kind| (language, kind)))
            {
                let mail = written(&outgoing(kind, language, called), "https://p.example");
                assert!(!mail.subject.contains(['\r', '\n', '\u{202e}']), "{}", mail.subject);
                assert!(
                    !mail.html.contains("<script") && !mail.text.contains("evil.example"),
                    "{}",
                    mail.html
                );
                assert_eq!(mail.text.matches("://").count(), 1, "{}", mail.text);
                assert!(mail.text.len() + mail.html.len() < 16 * 1024);
            }
        }
    }
}
