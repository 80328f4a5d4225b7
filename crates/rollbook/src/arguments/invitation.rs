//! `rollbook invitation …`

use super::{At, one_of};
use clap::{Args, Subcommand};
use directory::invitation::TextName;
use i18n::Language;

#[derive(Subcommand)]
pub(crate) enum InvitationCommand {
    /// List the users of an organization, and how their invitations stand.
    List {
        /// The organization's id or name.
        organization: String,
        /// Only those with a mail that could not be sent so far.
        #[arg(long)]
        failed: bool,
        #[command(flatten)]
        at: At,
    },
    /// Invite users who are staged.
    Send {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        at: At,
    },
    /// Invite users again who have not accepted: earlier links work no more, and time begins anew.
    Resend {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        at: At,
    },
    /// Take invitations back: their links work no more, and the users are staged again.
    Withdraw {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        at: At,
    },
    /// Accept for a user, as a product does that has its own sign-up.
    Accept {
        /// The organization's id or name.
        organization: String,
        /// The user's id or userName.
        user: String,
        /// What the person is called, where the policy asks for names.
        #[arg(long, requires = "family_name")]
        given_name: Option<String>,
        /// What the person's family is called.
        #[arg(long, requires = "given_name")]
        family_name: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// Confirm users who have accepted.
    Confirm {
        #[command(flatten)]
        whom: Whom,
        #[command(flatten)]
        at: At,
    },
    /// What the organization says in its mails instead of Rollbook's words.
    #[command(subcommand)]
    Text(TextCommand),
}

/// Which users it is about.
#[derive(Args)]
pub(crate) struct Whom {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// Ids or userNames.
    #[arg(required_unless_present = "all", conflicts_with = "all")]
    pub(crate) users: Vec<String>,
    /// All users of the organization in question.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Subcommand)]
pub(crate) enum TextCommand {
    /// List the organization's own texts.
    List {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
    /// Say this. `${userFirstName}` and the like stand for values of the user, `${organizationName}` for the organization.
    Set {
        #[command(flatten)]
        which: WhichText,
        /// The words; an empty line between paragraphs.
        words: String,
        #[command(flatten)]
        at: At,
    },
    /// Say Rollbook's words again.
    Clear {
        #[command(flatten)]
        which: WhichText,
        #[command(flatten)]
        at: At,
    },
}

/// Which text it is about.
#[derive(Args)]
pub(crate) struct WhichText {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// Which one.
    #[arg(value_parser = one_of(TextName::ALL, |name| name.as_str()), ignore_case = true)]
    pub(crate) text: TextName,
    /// In which language.
    #[arg(value_parser = one_of(Language::ALL, |language| language.tag()), ignore_case = true)]
    pub(crate) language: Language,
}
