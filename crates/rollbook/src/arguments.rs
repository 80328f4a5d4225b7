//! The command line.

mod administrator;
mod attribute;
mod configuration;
mod group;
mod invitation;
mod simulate;
mod user;

use crate::settings::Given;
use clap::builder::{PossibleValuesParser, Resettable, TypedValueParser};
use clap::error::ErrorKind;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use directory::organization::SEATS_MAX;
use directory::policy::{BadKnob, Preset};
use directory::{Policy, Provider};
use scim::dialect::{Dialect, Switch};
use std::ffi::OsStr;
use std::path::PathBuf;

pub(crate) use administrator::AdministratorCommand;
pub(crate) use attribute::AttributeCommand;
pub(crate) use configuration::{ConfigurationCommand, ConfigurationEdit, Which};
pub(crate) use group::{GroupCommand, Named};
pub(crate) use invitation::{InvitationCommand, TextCommand, WhichText, Whom};
pub(crate) use simulate::Simulate;
pub(crate) use user::{CreateUser, ListUsers, UserCommand, Who};

/// Rollbook, the open-source provisioning server: SCIM 2.0 in, a durable record of users and groups out.
#[derive(Parser)]
#[command(name = "rollbook", version, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

impl Arguments {
    /// The command line and the environment of this process; what is wrong with them ends it.
    pub(crate) fn from_process() -> Self {
        let mut command = without_empty_variables(Self::command());
        let mut matches = command.clone().get_matches();
        if names_two_places(&matches) {
            let why = "--data-dir names a folder, and --database or ROLLBOOK_DATABASE a database server: the data is in \
                       one of them only. Leave the other one out.";
            command.error(ErrorKind::ArgumentConflict, why).exit();
        }
        let arguments = Self::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit());
        if let Command::Simulate(asked) = &arguments.command
            && !asked.faults.is_empty()
            && !asked.scenario.takes_faults()
        {
            let why = simulator::Error::Faultless(asked.scenario);
            command.error(ErrorKind::ArgumentConflict, why).exit();
        }
        arguments
    }
}

/// A folder that is named on the command line is meant. What the environment says of a database server must not send the
/// command elsewhere without a word, nor be passed over, where a whole installation may follow it.
fn names_two_places(matches: &ArgMatches) -> bool {
    let mut named = matches;
    while let Some((_, subcommand)) = named.subcommand() {
        named = subcommand;
    }
    let source = |id| named.try_contains_id(id).is_ok_and(|is| is).then(|| named.value_source(id)).flatten();
    source("data_dir") == Some(ValueSource::CommandLine) && source("database").is_some()
}

#[expect(clippy::disallowed_methods, reason = "the environment is part of the command line here")]
fn is_set_to_nothing(variable: &OsStr) -> bool {
    std::env::var_os(variable).is_some_and(|value| value.is_empty())
}

/// A variable that is set to nothing counts as not set: that is how service managers write "no value".
fn without_empty_variables(mut command: clap::Command) -> clap::Command {
    let is_empty = |arg: &clap::Arg| arg.get_env().is_some_and(is_set_to_nothing);
    let empty: Vec<clap::Id> =
        command.get_arguments().filter(|arg| is_empty(arg)).map(|arg| arg.get_id().clone()).collect();
    for id in empty {
        command = command.mut_arg(id, |arg| arg.env(Resettable::Reset));
    }
    let subcommands: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in subcommands {
        command = command.mut_subcommand(name, without_empty_variables);
    }
    command
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Run the server.
    Serve {
        #[command(flatten)]
        given: Given,
        /// File with settings; `rollbook sample-config` prints one to start from.
        #[arg(long, env = "ROLLBOOK_CONFIG", value_name = "FILE")]
        config: Option<PathBuf>,
    },
    /// See it work: a server with two simulated identity providers, until Ctrl-C.
    Demo {
        /// Stop by itself after so many seconds.
        #[arg(long, value_name = "SECONDS")]
        seconds: Option<u64>,
    },
    /// Connect an identity provider: organization, connection and token in one go.
    Connect {
        /// The organization's name; it is made where it does not exist.
        name: String,
        /// Which identity provider will call.
        #[arg(long, value_parser = one_of(Provider::ALL, |provider| provider.as_str()), ignore_case = true)]
        provider: Provider,
        /// How the provider bends the RFCs; the provider's own way unless given. A profile's name, and what shall differ
        /// from it: `entra +members_replace_is_add`.
        #[arg(long, value_parser = dialect)]
        dialect: Option<Dialect>,
        /// What the product wants to happen: standard unless given, managed-devices, vault or workspace, and what shall differ
        /// from it, as in `vault invite=manual`.
        #[arg(long, value_parser = policy)]
        policy: Option<Policy>,
        #[command(flatten)]
        at: At,
    },
    /// Organizations, the customers of the product.
    #[command(subcommand)]
    Organization(OrganizationCommand),
    /// Administrators, who sign in to the portal: those of the installation, and those of one organization.
    #[command(subcommand)]
    Administrator(AdministratorCommand),
    /// Connections, each one identity provider's door into one organization.
    #[command(subcommand)]
    Connection(ConnectionCommand),
    /// Tokens, the credentials of a connection; one or two at a time, as its policy says.
    #[command(subcommand)]
    Token(TokenCommand),
    /// Invitations of users: who is invited, who has accepted, and what the mails say.
    #[command(subcommand)]
    Invitation(InvitationCommand),
    /// Users, whoever brought them in.
    #[command(subcommand)]
    User(UserCommand),
    /// Custom attributes, which connections declare for their users.
    #[command(subcommand)]
    Attribute(AttributeCommand),
    /// Configurations, whose texts are rendered for each user.
    #[command(subcommand)]
    Configuration(ConfigurationCommand),
    /// Groups: the organization's own, and those that came through its connections.
    #[command(subcommand)]
    Group(GroupCommand),
    /// Show the request log of a connection: what the provider sent last, what came of it, and what to change in the
    /// provider.
    Requests(Requests),
    /// Write a copy of the embedded database to a file, while a server runs.
    Backup(Backup),
    /// Put a backup in the place of the embedded database, and mark what has to be sent again.
    Restore(Restore),
    /// Move everything to another database: a folder, or a database server.
    Move(Move),
    /// Play an identity provider against any SCIM 2.0 server.
    Simulate(Simulate),
    /// Print a configuration file with every setting and its meaning.
    SampleConfig,
}

#[derive(Subcommand)]
pub(crate) enum OrganizationCommand {
    /// Make an organization.
    Create {
        /// What people call it; unique in this installation.
        name: String,
        #[command(flatten)]
        at: At,
    },
    /// List the organizations, with the number of their newest event, and since when they need to be sent again.
    List {
        #[command(flatten)]
        at: At,
    },
    /// Change the settings of an organization.
    Set {
        /// The organization's id or name.
        organization: String,
        /// How many seats there are for users, over all connections; `unlimited` for no cap. Nobody loses a seat by it.
        #[arg(long, value_name = "N|unlimited", value_parser = seats)]
        seats: Cap,
        #[command(flatten)]
        at: At,
    },
    /// Mark organizations whose data came back from a backup by other means than `rollbook restore`.
    NeedsResync {
        /// The organization's id or name.
        #[arg(required_unless_present = "all", conflicts_with = "all")]
        organization: Option<String>,
        /// All organizations of the installation.
        #[arg(long)]
        all: bool,
        #[command(flatten)]
        at: At,
    },
    /// Say that the providers of a marked organization have sent everything again.
    Resynced {
        /// The organization's id or name.
        organization: String,
        #[command(flatten)]
        at: At,
    },
}

#[derive(Subcommand)]
pub(crate) enum ConnectionCommand {
    /// Make a connection.
    Create {
        /// The organization's id or name.
        organization: String,
        /// Which identity provider will call.
        #[arg(long, value_parser = one_of(Provider::ALL, |provider| provider.as_str()), ignore_case = true)]
        provider: Provider,
        /// How the provider bends the RFCs; the provider's own way unless given. A profile's name, and what shall differ
        /// from it: `entra +members_replace_is_add`.
        #[arg(long, value_parser = dialect)]
        dialect: Option<Dialect>,
        /// What the product wants to happen: standard unless given, managed-devices, vault or workspace, and what shall differ
        /// from it, as in `vault invite=manual`.
        #[arg(long, value_parser = policy)]
        policy: Option<Policy>,
        /// What people call it; the provider's name unless given.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// List the connections of one organization, or all.
    List {
        /// The organization's id or name.
        organization: Option<String>,
        #[command(flatten)]
        at: At,
    },
    /// Show a connection: its settings, each switch of its dialect, what the dialect has let pass, and which would fit.
    Show {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        at: At,
    },
    /// Change the settings of a connection; what is not named stays.
    Set {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        settings: ConnectionSettings,
        #[command(flatten)]
        at: At,
    },
    /// Let SCIM calls in.
    Enable {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        at: At,
    },
    /// Answer every SCIM call with 401 from now on.
    Disable {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        at: At,
    },
}

/// What can be changed of a connection.
#[derive(Args)]
#[group(required = true, multiple = true)]
pub(crate) struct ConnectionSettings {
    /// How the provider bends the RFCs: a profile's name, and what shall differ from it, as in
    /// `entra +members_replace_is_add`.
    #[arg(long, value_parser = dialect)]
    pub(crate) dialect: Option<Dialect>,
    /// One switch of the dialect, as in `members_replace_is_add=on`; may be given several times.
    #[arg(long = "switch", value_name = "SWITCH=on|off", value_parser = switch)]
    pub(crate) switches: Vec<(Switch, bool)>,
    /// What the product wants to happen: standard, managed-devices, vault or workspace, and what shall differ from it, as in
    /// `vault invite=manual`.
    #[arg(long, value_parser = policy_text)]
    pub(crate) policy: Option<String>,
    /// One knob of the policy, as in `invite=manual`; may be given several times. `rollbook connection show` lists them.
    #[arg(long = "knob", value_name = "KNOB=VALUE", value_parser = knob)]
    pub(crate) knobs: Vec<(String, String)>,
    /// Whether the connection's calls are kept in the request log.
    #[arg(long, value_name = "on|off", value_parser = on_or_off)]
    pub(crate) request_log: Option<bool>,
}

#[derive(Subcommand)]
pub(crate) enum TokenCommand {
    /// Make a token. It is shown once, now, and never again.
    Create {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        life: Life,
        #[command(flatten)]
        at: At,
    },
    /// List the tokens of a connection.
    List {
        /// The connection's id.
        connection: String,
        #[command(flatten)]
        at: At,
    },
    /// Let a token in again that was set to inactive.
    Activate {
        /// The token's id: what stands between the two underscores. The whole token will do.
        token: String,
        #[command(flatten)]
        at: At,
    },
    /// Shut a token out at once; it can be activated again.
    Deactivate {
        /// The token's id: what stands between the two underscores. The whole token will do.
        token: String,
        #[command(flatten)]
        at: At,
    },
    /// Give a token a new secret and a new expiry; the old secret is shut out at once.
    Renew {
        /// The token's id: what stands between the two underscores. The whole token will do.
        token: String,
        #[command(flatten)]
        life: Life,
        #[command(flatten)]
        at: At,
    },
    /// Delete a token for good.
    Delete {
        /// The token's id: what stands between the two underscores. The whole token will do.
        token: String,
        #[command(flatten)]
        at: At,
    },
}

/// Which calls to show.
#[derive(Args)]
pub(crate) struct Requests {
    /// The connection's id.
    pub(crate) connection: String,
    /// Only those that were refused.
    #[arg(long)]
    pub(crate) refused: bool,
    /// The last so many.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u64).range(1..=directory::call::CALLS_MAX))]
    pub(crate) limit: u64,
    /// With the bodies of requests and answers; secrets have been taken out of them. Always so with --json.
    #[arg(long)]
    pub(crate) bodies: bool,
    #[command(flatten)]
    pub(crate) at: At,
}

/// Which installation a command is about, and how it answers.
#[derive(Args)]
pub(crate) struct At {
    /// Folder of the database; a server may be running on it.
    #[arg(long, env = "ROLLBOOK_DATA_DIR", value_name = "DIR")]
    pub(crate) data_dir: Option<PathBuf>,
    /// Database server, where that is used instead of the folder.
    #[arg(long, env = "ROLLBOOK_DATABASE", value_name = "URL", hide_env_values = true)]
    pub(crate) database: Option<String>,
    /// File with settings, the one that the server uses.
    #[arg(long, env = "ROLLBOOK_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Where identity providers reach the server; unless given, what the server noted in this database that was started
    /// last.
    #[arg(long, env = "ROLLBOOK_PUBLIC_URL", value_name = "URL")]
    pub(crate) public_url: Option<String>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// A copy to be written.
#[derive(Args)]
pub(crate) struct Backup {
    /// The new file. It is written beside its name first, checked, and then put in its place; nothing is overwritten.
    #[arg(long, value_name = "FILE")]
    pub(crate) to: PathBuf,
    #[command(flatten)]
    pub(crate) at: At,
}

/// A backup to be restored.
#[derive(Args)]
pub(crate) struct Restore {
    /// What `rollbook backup` wrote.
    pub(crate) file: PathBuf,
    /// Also where there is a database; the former one is kept beside it under a dated name.
    #[arg(long)]
    pub(crate) replace: bool,
    #[command(flatten)]
    pub(crate) at: At,
}

/// Where from, and where to.
#[derive(Args)]
pub(crate) struct Move {
    /// The database that has the data: a folder, or postgres://…; no server may run on it.
    #[arg(long, env = "ROLLBOOK_MOVE_FROM", value_name = "DATABASE", hide_env_values = true)]
    #[arg(required_unless_present = "take_back")]
    pub(crate) from: Option<String>,
    /// The empty database that shall have it: a folder that is not there or has nothing in it, or postgres://… without
    /// any table.
    #[arg(long, env = "ROLLBOOK_MOVE_TO", value_name = "DATABASE", hide_env_values = true)]
    #[arg(required_unless_present = "take_back")]
    pub(crate) to: Option<String>,
    /// Instead of moving: let servers use a database again that data was moved away from.
    #[arg(long, value_name = "DATABASE", exclusive = true)]
    pub(crate) take_back: Option<String>,
    /// Answer in JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// How long a token is good for.
#[derive(Args)]
pub(crate) struct Life {
    /// Days until it expires.
    #[arg(long, default_value_t = directory::token::TOKEN_DAYS_DEFAULT,
          value_parser = clap::value_parser!(u32).range(1..=i64::from(directory::token::TOKEN_DAYS_MAX)))]
    pub(crate) days: u32,
}

/// Reads a dialect as it is written everywhere.
fn dialect(text: &str) -> Result<Dialect, String> {
    Dialect::parse(&text.to_ascii_lowercase()).ok_or_else(|| {
        let profiles = Dialect::ALL.map(|dialect| dialect.profile().as_str()).join(", ");
        format!(
            "it begins with one of the profiles {profiles}, and may go on with switches, as in \"entra \
             +members_replace_is_add -string_scalars\"; the switches are {}",
            switches()
        )
    })
}

/// A cap, or none.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cap(pub(crate) Option<u64>);

fn seats(text: &str) -> Result<Cap, String> {
    if text.eq_ignore_ascii_case("unlimited") {
        return Ok(Cap(None));
    }
    let seats = text.parse().ok().filter(|seats| *seats <= SEATS_MAX);
    seats.map(|seats| Cap(Some(seats))).ok_or_else(|| format!("it is \"unlimited\", or 0 to {SEATS_MAX}"))
}

fn policy(text: &str) -> Result<Policy, String> {
    Policy::parse(text).map_err(|error| error.to_string())
}

/// A policy as it was said, which is one; what it leaves unsaid depends on the connection.
fn policy_text(text: &str) -> Result<String, String> {
    policy(text).map(|_| text.to_owned())
}

/// A knob with what it is to be set to, which it can.
fn knob(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or_else(|| BadKnob::Form.to_string())?;
    let turned = Preset::Standard.policy().with(name, value);
    turned.map(|_| (name.to_owned(), value.to_owned())).map_err(|error| error.to_string())
}

fn switch(text: &str) -> Result<(Switch, bool), String> {
    let (name, state) = text.split_once('=').ok_or("it is written like members_replace_is_add=on")?;
    let switch = Switch::parse(&name.to_ascii_lowercase());
    let switch =
        switch.ok_or_else(|| format!("there is no switch {name:?}; the switches are {}", switches()))?;
    Ok((switch, on_or_off(state)?))
}

fn switches() -> String {
    Switch::ALL.map(Switch::as_str).join(", ")
}

fn on_or_off(text: &str) -> Result<bool, String> {
    match text.to_ascii_lowercase().as_str() {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err("it is on or off".to_owned()),
    }
}

/// Reads one of these words, in any case. Help and errors list them.
fn one_of<T: Clone + Send + Sync + 'static>(
    values: impl IntoIterator<Item = T>,
    word: fn(&T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let values: Vec<T> = values.into_iter().collect();
    let words: Vec<&'static str> = values.iter().map(word).collect();
    PossibleValuesParser::new(words).map(move |chosen| {
        let found = values.iter().find(|value| word(value).eq_ignore_ascii_case(&chosen));
        found.expect("the parser lets only these words through").clone()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        <Arguments as clap::CommandFactory>::command().debug_assert();
    }
}
