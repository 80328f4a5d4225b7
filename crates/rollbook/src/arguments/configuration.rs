//! The arguments of `rollbook configuration`.

use super::At;
use clap::{Args, Subcommand};

#[derive(Subcommand)]
pub(crate) enum ConfigurationCommand {
    /// Make a configuration.
    Create {
        /// The organization's id or name.
        organization: String,
        /// What people call it; unique in the organization.
        name: String,
        /// A field and its text, as in `login=${userUID}`; may be given several times.
        #[arg(long = "field", value_name = "FIELD=TEXT", value_parser = field, required = true)]
        fields: Vec<(String, String)>,
        #[command(flatten)]
        at: At,
    },
    /// Change a configuration; what is not named stays.
    Set {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        edit: ConfigurationEdit,
        #[command(flatten)]
        at: At,
    },
    /// Show a configuration with its texts.
    Show {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        at: At,
    },
    /// List the configurations of an organization.
    List {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
    /// List the variables that the texts of an organization may use.
    Variables {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
    /// Delete a configuration.
    Delete {
        #[command(flatten)]
        which: Which,
        #[command(flatten)]
        at: At,
    },
    /// Show what a configuration is for one user.
    Render {
        #[command(flatten)]
        which: Which,
        /// The user's id or userName.
        #[arg(long)]
        user: String,
        #[command(flatten)]
        at: At,
    },
}

/// A configuration of an organization.
#[derive(Args)]
pub(crate) struct Which {
    /// The organization's id or name.
    pub(crate) organization: String,
    /// The configuration's id or name.
    pub(crate) configuration: String,
}

/// What can be changed of a configuration.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub(crate) struct ConfigurationEdit {
    /// Another name.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A field and its text, new or instead of the one that is there; may be given several times.
    #[arg(long = "field", value_name = "FIELD=TEXT", value_parser = field)]
    pub(crate) fields: Vec<(String, String)>,
    /// A field to take out; may be given several times.
    #[arg(long = "remove-field", value_name = "FIELD")]
    pub(crate) removed: Vec<String>,
}

fn field(text: &str) -> Result<(String, String), String> {
    let (name, template) = text.split_once('=').ok_or("it is a name and a text, as in login=${userUID}")?;
    Ok((name.to_owned(), template.to_owned()))
}
