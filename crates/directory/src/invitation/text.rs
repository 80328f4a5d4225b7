//! What an organization says in its mails instead of our words.

use crate::token::base62;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

/// Longest subject, in characters.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// Longest text, in characters.
pub const TEXT_CHARS_MAX: usize = 4_000;

/// Digits of the fingerprint of texts.
const FINGERPRINT_DIGITS: usize = 16;

/// The variable that stands for the organization's name, which only these texts know.
pub const ORGANIZATION_NAME: &str = "organizationName";

/// Which of the words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextName {
    /// The subject of an invitation.
    InvitationSubject,
    /// What an invitation says above its link.
    InvitationText,
    /// The subject of a reminder.
    ReminderSubject,
    /// What a reminder says above its link.
    ReminderText,
}

/// Words of an organization, in one language. Variables stand in it as `${…}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationText {
    /// Which ones.
    pub name: TextName,
    /// The tag of the language.
    pub language: String,
    /// The words.
    pub text: String,
}

impl InvitationText {
    /// A text that differs where any word of an organization in this language does, by which a form knows whether it shows
    /// what is said.
    #[must_use]
    pub fn fingerprint(all: &[Self], language: &str) -> String {
        let of_language = all.iter().filter(|text| text.language == language);
        let mut said: Vec<(&str, &str)> =
            of_language.map(|text| (text.name.as_str(), text.text.as_str())).collect();
        said.sort_unstable();
        let said: Value = said.into_iter().map(|(name, text)| json!([name, text])).collect();
        base62(&Sha256::digest(said.to_string().as_bytes()), FINGERPRINT_DIGITS)
    }
}

impl TextName {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::InvitationSubject, Self::InvitationText, Self::ReminderSubject, Self::ReminderText];

    /// The name in commands and in the database.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InvitationSubject => "invitation-subject",
            Self::InvitationText => "invitation-text",
            Self::ReminderSubject => "reminder-subject",
            Self::ReminderText => "reminder-text",
        }
    }

    /// The one of that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|text| text.as_str() == name)
    }

    /// Whether these words can be said here: not blank, not too long, and a subject on one line.
    #[must_use]
    pub fn takes(self, text: &str) -> bool {
        let (most, lines) = match self {
            Self::InvitationSubject | Self::ReminderSubject => (SUBJECT_CHARS_MAX, false),
            Self::InvitationText | Self::ReminderText => (TEXT_CHARS_MAX, true),
        };
        let may = |c: char| !c.is_control() || (lines && c == '\n');
        !text.trim().is_empty() && text.chars().count() <= most && text.chars().all(may)
    }
}
