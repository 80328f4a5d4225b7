//! A mail, and what becomes of it on its way to the wire.

use directory::invitation::NO_ADDRESS;
use lettre::message::header::{HeaderName, HeaderValue};
use lettre::message::{Mailbox, MultiPart};
use lettre::{Address, Message};
use std::time::{Duration, UNIX_EPOCH};

/// Longest address, in bytes (RFC 5321 §4.5.3.1.3: a path has at most 256, with its angle brackets).
const ADDRESS_BYTES_MAX: usize = 254;

/// A mail to one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Tells it from every other, as the part before the `@` of its Message-ID.
    pub id: String,
    /// The address that it goes to. Nobody's name stands beside it.
    pub to: String,
    /// The language of it (RFC 3282).
    pub language: &'static str,
    /// When it was written, in Unix milliseconds.
    pub at_millis: i64,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail was not delivered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is known of it.
    pub kind: FailureKind,
    /// For the administrator.
    pub why: String,
}

/// What is known of a mail that was not delivered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// It can never be: there is no such address.
    Undeliverable,
    /// The mail server refused it for good.
    Refused,
    /// The mail server refused it for now.
    Postponed,
    /// It may have been delivered: nobody answered.
    Unknown,
}

impl Mail {
    /// The message from this sender.
    pub(crate) fn message(&self, from: &Mailbox) -> Result<Message, Failure> {
        let to = Mailbox::new(None, address(&self.to)?);
        let at = UNIX_EPOCH + Duration::from_millis(u64::try_from(self.at_millis).unwrap_or_default());
        let id = format!("<{}@{}>", self.id, from.email.domain());
        Message::builder()
            .from(from.clone())
            .to(to)
            .date(at)
            .message_id(Some(id))
            .subject(self.subject.as_str())
            // RFC 3834 §5: nobody's vacation reply is wanted.
            .raw_header(header("Auto-Submitted", "auto-generated"))
            .raw_header(header("Content-Language", self.language))
            .multipart(MultiPart::alternative_plain_html(self.text.clone(), self.html.clone()))
            .map_err(|error| Failure::undeliverable(format!("The mail could not be put together: {error}.")))
    }
}

impl Failure {
    fn undeliverable(why: String) -> Self {
        Self { kind: FailureKind::Undeliverable, why }
    }
}

/// The address, if it is one. What else stands in it may be anything, and is not repeated.
fn address(text: &str) -> Result<Address, Failure> {
    let is_clean = |c: char| !c.is_control() && !c.is_whitespace() && !matches!(c, '"' | '<' | '>' | ',');
    if text.len() <= ADDRESS_BYTES_MAX && text.chars().all(is_clean) {
        let parsed: Result<Address, _> = text.parse();
        if let Ok(address) = parsed {
            return Ok(address);
        }
    }
    Err(Failure::undeliverable(NO_ADDRESS.to_owned()))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mail(to: &str, subject: &str) -> Mail {
        Mail {
            id: "019a".into(),
            to: to.into(),
            language: "fr",
            at_millis: 1_763_675_425_120,
            subject: subject.into(),
            text: "Bonjour, très cher\n.\nfin".into(),
            html: "<p>Bonjour, très cher</p>".into(),
        }
    }

    fn formatted(mail: &Mail) -> Result<String, Failure> {
        let from = "Rollbook <no-reply@provisioning.example>".parse().expect("a sender");
        mail.message(&from).map(|message| String::from_utf8_lossy(&message.formatted()).into_owned())
    }

    #[test]
    fn it_has_the_headers_that_it_needs() {
        let text = formatted(&mail("zoe@acme.example", "Invitation à Acme")).expect("a message");
        let (headers, _) = text.split_once("\r\n\r\n").expect("a body");
        for line in [
            "From: Rollbook <no-reply@provisioning.example>",
            "To: zoe@acme.example",
            "Date: Thu, 20 Nov 2025 21:50:25 +0000",
            "Message-ID: <019a@provisioning.example>",
            "Auto-Submitted: auto-generated",
            "Content-Language: fr",
            "MIME-Version: 1.0",
        ] {
            assert!(headers.lines().any(|found| found == line), "{line} in {headers}");
        }
        assert!(headers.contains("multipart/alternative"), "{headers}");
    }

    #[test]
    fn no_text_becomes_a_header() {
        for subject in
            ["A\r\nBcc: thief@evil.example", "A\nBcc: thief@evil.example", "A\rBcc: x", "é\r\nBcc: x\u{2028}"]
        {
            let text = formatted(&mail("zoe@acme.example", subject)).expect("a message");
            let (headers, _) = text.split_once("\r\n\r\n").expect("a body");
            assert!(!headers.lines().any(|line| line.starts_with("Bcc")), "{headers}");
            assert_eq!(headers.lines().filter(|line| !line.starts_with(' ')).count(), 9, "{headers}");
        }
    }

    #[test]
    fn what_is_no_address_is_undeliverable_and_said_so() {
        let long = format!("{}@acme.example", "a".repeat(300));
        for to in [
            "",
            "zoe",
            "zoe@",
            "@acme.example",
            "zoe@acme.example\r\nBcc: thief@evil.example",
            "zoe@acme.example, thief@evil.example",
            "<zoe@acme.example>",
            "\"a b\"@acme.example",
            "zoe @acme.example",
            long.as_str(),
        ] {
            let failure = formatted(&mail(to, "A")).expect_err(to);
            assert_eq!(failure.kind, FailureKind::Undeliverable, "{to}");
            assert_eq!(failure.why, NO_ADDRESS, "{to}");
        }
    }
}
