//! `rollbook administrator …`

use super::{At, one_of};
use clap::Subcommand;
use directory::Role;

#[derive(Subcommand)]
pub(crate) enum AdministratorCommand {
    /// List the administrators of the installation, who see all organizations, or those of one organization.
    List {
        /// The organization's id or name; the installation unless given.
        organization: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// Make somebody administrator of the installation, or of one organization. They get a mail, and whoever has no password
    /// yet can also choose one with the link that is printed.
    Invite {
        /// The person's e-mail address.
        email: String,
        /// What they may do: an owner everything, an admin everything but roles, an auditor look and export.
        #[arg(long, value_parser = one_of(Role::ALL, |role| role.as_str()), ignore_case = true)]
        role: Role,
        /// The organization's id or name; the installation unless given.
        #[arg(long)]
        organization: Option<String>,
        /// What the person is called; the address unless given.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// Print a link with which somebody chooses a new password, for whoever is locked out.
    Link {
        /// The person's e-mail address.
        email: String,
        #[command(flatten)]
        at: At,
    },
}
