//! The arguments of `rollbook attribute`.

use super::At;
use clap::Subcommand;

#[derive(Subcommand)]
pub(crate) enum AttributeCommand {
    /// Declare an attribute on a connection: from now on its provider may send it for each user.
    Declare {
        /// The connection's id.
        connection: String,
        /// The attribute's name: letters, digits, `-` and `_`, beginning with a letter.
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// List the attributes of an organization, what connections lack of them, and what is still being removed.
    List {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
    /// Delete an attribute of a connection, and its value from all users. There is no way back.
    Delete {
        /// The connection's id.
        connection: String,
        /// The attribute's name.
        name: String,
        #[command(flatten)]
        at: At,
    },
}
