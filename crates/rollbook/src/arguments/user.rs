//! `rollbook user …`

use super::At;
use clap::{Args, Subcommand};
use std::num::NonZeroU64;

#[derive(Subcommand)]
pub(crate) enum UserCommand {
    /// Make one of the organization's own people, whom no provider speaks of. A connection whose policy says so adopts
    /// them later.
    Create(CreateUser),
    /// List the users of an organization, with where they stand and who brought them in.
    List(ListUsers),
    /// Show a user: attributes, status, source, groups, and how the invitation stands.
    Show {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
    /// Keep a user out: disabled or revoked, as the policy of their connection has it.
    Disable {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
    /// Let a user in again, to where they were.
    Restore {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
    /// Remove a user for good, with all memberships and the invitation.
    Remove {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
    /// Let no provider disable or remove a user.
    Protect {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
    /// Let providers disable and remove a user again.
    Unprotect {
        #[command(flatten)]
        who: Who,
        #[command(flatten)]
        at: At,
    },
}

/// Who is made.
#[derive(Args)]
pub(crate) struct CreateUser {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// The login name.
    pub(crate) user_name: String,
    /// The e-mail address; the login name if that has the form of one.
    #[arg(long)]
    pub(crate) email: Option<String>,
    /// What the person is called.
    #[arg(long)]
    pub(crate) given_name: Option<String>,
    /// What the person's family is called.
    #[arg(long)]
    pub(crate) family_name: Option<String>,
    /// The language of their mails, as in `ja`.
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// They wait until somebody invites them.
    #[arg(long, conflicts_with = "invite")]
    pub(crate) staged: bool,
    /// They are invited at once.
    #[arg(long)]
    pub(crate) invite: bool,
    #[command(flatten)]
    pub(crate) at: At,
}

/// Who is listed.
#[derive(Args)]
pub(crate) struct ListUsers {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// Only those of this connection, by its id, or `local`.
    #[arg(long, value_name = "CONNECTION|local")]
    pub(crate) source: Option<String>,
    /// Only those that satisfy a SCIM filter, as in `active eq false`.
    #[arg(long)]
    pub(crate) filter: Option<String>,
    /// From this one on, counted from 1.
    #[arg(long, default_value_t = NonZeroU64::MIN)]
    pub(crate) start: NonZeroU64,
    /// At most so many.
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=1_000))]
    pub(crate) limit: u64,
    #[command(flatten)]
    pub(crate) at: At,
}

/// Whom it is about.
#[derive(Args)]
pub(crate) struct Who {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// The user's id or userName.
    pub(crate) user: String,
}
