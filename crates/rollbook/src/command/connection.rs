//! `rollbook connection …`

use super::{
    connection_json, named_connection, named_organization, or_no_connection, read, say_json, say_table,
    scim_url, write,
};
use crate::arguments::{At, ConnectionCommand};
use crate::home::Home;
use crate::output::say;
use app::{connections, organizations};
use directory::{Actor, Connection, Provider};
use scim::dialect::Dialect;
use serde_json::Value;

pub(crate) fn run(asked: &ConnectionCommand) -> anyhow::Result<()> {
    match asked {
        ConnectionCommand::Create { organization, provider, dialect, name, at } => {
            create(organization, *provider, name.clone(), *dialect, at)
        }
        ConnectionCommand::List { organization, at } => list(organization.as_deref(), at),
        ConnectionCommand::Enable { connection, at } => set_enabled(connection, true, at),
        ConnectionCommand::Disable { connection, at } => set_enabled(connection, false, at),
    }
}

fn create(
    organization: &str,
    provider: Provider,
    name: Option<String>,
    dialect: Option<Dialect>,
    at: &At,
) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let connection = write(&home, "create connection", move |work| {
        connections::create(work, &Actor::CommandLine, org, (provider, name.as_deref(), dialect))
    })?;
    if at.json {
        return say_json(&connection_json(&connection, &home.public_url));
    }
    let (id, scim_url) = (connection.id, scim_url(&home.public_url, connection.id));
    say(format_args!(
        "Made the connection {:?} with the id {id}.\n\
         Its SCIM URL is {scim_url}\n\
         It needs a token: rollbook token create {id}",
        connection.name
    ))
}

fn list(organization: Option<&str>, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = organization.map(|named| named_organization(&home, named)).transpose()?.map(|found| found.id);
    let all = read(&home, "list connections", move |work| connections::list(work, org))?;
    if at.json {
        let connection = |connection| connection_json(connection, &home.public_url);
        return say_json(&all.iter().map(connection).collect::<Value>());
    }
    let organizations = read(&home, "list organizations", organizations::list)?;
    let name_of = |org| organizations.iter().find(|known| known.id == org).map(|known| known.name.clone());
    let row = |connection: &Connection| {
        let state = if connection.enabled { "enabled" } else { "disabled" };
        vec![
            connection.id.to_string(),
            name_of(connection.org).unwrap_or_default(),
            connection.name.clone(),
            connection.provider.as_str().to_owned(),
            connection.dialect.to_string(),
            state.to_owned(),
            scim_url(&home.public_url, connection.id),
        ]
    };
    say_table(
        &["ID", "ORGANIZATION", "NAME", "PROVIDER", "DIALECT", "STATE", "SCIM URL"],
        &all.iter().map(row).collect::<Vec<_>>(),
    )
}

fn set_enabled(id: &str, enabled: bool, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let known = named_connection(id)?;
    let connection = write(&home, "switch connection", move |work| {
        connections::set_enabled(work, &Actor::CommandLine, known, enabled)
    })
    .map_err(or_no_connection(known))?;
    if at.json {
        return say_json(&connection_json(&connection, &home.public_url));
    }
    let state = if enabled { "enabled" } else { "disabled" };
    say(format_args!("The connection {:?} is {state} now.", connection.name))
}
