//! What an invitation or a reminder says.

use crate::sheet::{Sheet, Written};
use i18n::{Language, plain, plain_lines};

/// What there is to say to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter<'a> {
    /// In this language.
    pub language: Language,
    /// What it is about.
    pub occasion: Occasion,
    /// Who invites.
    pub organization: &'a str,
    /// What the person is called, if anybody knows.
    pub name: Option<&'a str>,
    /// What the organization wants to say instead, with its variables filled in.
    pub custom: Custom<'a>,
    /// Where the person accepts. It is ours, and nothing of it is anybody's text.
    pub link: &'a str,
    /// How long they can.
    pub until: &'a str,
}

/// Why somebody gets mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// They are invited.
    Invitation,
    /// They were, and have not answered.
    Reminder,
}

/// What an organization says in its own words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Custom<'a> {
    /// As the subject.
    pub subject: Option<&'a str>,
    /// As the text above the link, with empty lines between its paragraphs.
    pub text: Option<&'a str>,
}

impl Letter<'_> {
    /// Writes it.
    #[must_use]
    pub fn write(&self) -> Written {
        let language = self.language;
        Sheet {
            language,
            subject: self.subject(),
            name: self.name,
            body: self.body(),
            how: language.mail_how(),
            button: language.mail_button(),
            link: self.link,
            until: Some(self.until),
            ignore: language.mail_ignore(),
        }
        .write()
    }

    fn subject(&self) -> String {
        // A text of the organization's own holds no line break where it is saved; a value in it may.
        match (self.custom.subject, self.occasion) {
            (Some(subject), _) => plain(subject),
            (None, Occasion::Invitation) => self.language.mail_invitation_subject(self.organization),
            (None, Occasion::Reminder) => self.language.mail_reminder_subject(self.organization),
        }
    }

    fn body(&self) -> String {
        match (self.custom.text, self.occasion) {
            (Some(text), _) => plain_lines(text),
            (None, Occasion::Invitation) => self.language.mail_invitation_opening(self.organization),
            (None, Occasion::Reminder) => self.language.mail_reminder_opening(self.organization),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(language: Language, occasion: Occasion) -> Letter<'static> {
        Letter {
            language,
            occasion,
            organization: "Acme & Sons",
            name: Some("Zoë"),
            custom: Custom::default(),
            link: "https://p.example/join/abc",
            until: "2026-11-26 09:38 UTC",
        }
    }

    #[test]
    fn every_letter_in_every_language_has_the_link_the_names_and_the_end() {
        for language in Language::ALL {
            for occasion in [Occasion::Invitation, Occasion::Reminder] {
                let written = letter(language, occasion).write();
                assert!(written.subject.contains("Acme & Sons"), "{written:?}");
                for part in ["Zoë", "https://p.example/join/abc", "2026-11-26 09:38 UTC"] {
                    assert!(
                        written.text.contains(part) && written.html.contains(part),
                        "{part}: {written:?}"
                    );
                }
                assert!(written.html.contains(&format!("<html lang=\"{}\">", language.tag())), "{written:?}");
            }
        }
    }

    #[test]
    fn an_invitation_reads_like_this() {
        let written = letter(Language::En, Occasion::Invitation).write();
        assert_eq!(
            written.text,
            "Hello Zoë,\n\nYou are invited to join Acme & Sons.\n\nTo accept, open this link and click the button on the \
             page:\n\nhttps://p.example/join/abc\n\nThe link works once, until 2026-11-26 09:38 UTC.\nIf you did not \
             expect this email, you can ignore it: nothing happens unless you accept."
        );
    }

    #[test]
    fn what_others_wrote_is_words_and_nothing_else() {
        let hostile = "<script>alert(1)</script>\r\nBcc: a@b.example \u{202e}https://evil.example";
        let long = "x".repeat(64 * 1024);
        for name in [hostile, "=cmd()", long.as_str()] {
            let letter =
                Letter { organization: name, name: Some(name), ..letter(Language::Fr, Occasion::Reminder) };
            let written = letter.write();
            assert!(!written.subject.contains(['\r', '\n', '\u{202e}']), "{}", written.subject);
            assert!(!written.html.contains("<script"), "{}", written.html);
            assert!(!written.text.contains('\u{202e}') && !written.html.contains('\u{202e}'));
            assert!(!written.text.contains("evil.example") && !written.html.contains("evil.example"));
            assert_eq!(written.text.matches("://").count(), 1, "{}", written.text);
            assert!(written.text.len() + written.html.len() < 16 * 1024, "{}", written.text.len());
        }
    }

    #[test]
    fn an_organizations_own_words_keep_their_paragraphs() {
        let custom = Custom {
            subject: Some("Your account\r\nBcc: x"),
            text: Some("One\r\n<b>two</b>\n\nwww.x.example"),
        };
        let written = Letter { custom, ..letter(Language::Ja, Occasion::Invitation) }.write();
        assert_eq!(written.subject, "Your account Bcc: x");
        assert!(written.text.contains("One\n<b>two</b>\n\nwww. x. example\n"), "{}", written.text);
        let html = "<p>One<br>&#60;b&#62;two&#60;/b&#62;</p>\n<p>www. x. example</p>";
        assert!(written.html.contains(html), "{}", written.html);
    }
}
