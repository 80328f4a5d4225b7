//! `rollbook group …`

use super::At;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum GroupCommand {
    /// Make a group of the organization's own, which no provider knows of.
    Create {
        /// The organization's id or name.
        organization: String,
        /// What people call it; unique among the organization's own groups.
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// List the groups of an organization, wherever they come from.
    List {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
    /// Show a group and who is in it.
    Show {
        #[command(flatten)]
        group: Named,
        #[command(flatten)]
        at: At,
    },
    /// Put users or groups into a group of the organization's own.
    Add {
        #[command(flatten)]
        group: Named,
        /// The ids or userNames of users, or the ids of groups.
        #[arg(required = true)]
        members: Vec<String>,
        #[command(flatten)]
        at: At,
    },
    /// Take users or groups out of a group of the organization's own.
    Remove {
        #[command(flatten)]
        group: Named,
        /// The ids or userNames of users, or the ids of groups.
        #[arg(required = true)]
        members: Vec<String>,
        #[command(flatten)]
        at: At,
    },
    /// Delete a group of the organization's own; its members stay.
    Delete {
        #[command(flatten)]
        group: Named,
        #[command(flatten)]
        at: At,
    },
}

/// A group of an organization.
#[derive(Args)]
pub(crate) struct Named {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// The group's id or displayName; of several of that name, the organization's own is meant.
    pub(crate) group: String,
}
