//! What an operator does from the command line, on the same use cases and in the same transactions as a server.

pub(crate) mod administrator;
pub(crate) mod attribute;
pub(crate) mod backup;
pub(crate) mod configuration;
pub(crate) mod connect;
pub(crate) mod connection;
pub(crate) mod group;
pub(crate) mod invitation;
pub(crate) mod organization;
pub(crate) mod requests;
pub(crate) mod restore;
mod resync;
pub(crate) mod token;
pub(crate) mod transfer;
pub(crate) mod user;

use crate::home::{Home, runtime};
use crate::output::say;
use anyhow::bail;
use app::{Error, Work, organizations, people};
use directory::user::Source;
use directory::{Connection, ConnectionId, OrgId, Organization, Provider, UserId};
use serde_json::{Value, json};
use web::PublicUrl;

/// Runs one use case that changes something.
fn write<T: Send + 'static>(
    home: &Home,
    name: &'static str,
    work: impl FnMut(&mut Work) -> Result<T, Error> + Send + 'static,
) -> anyhow::Result<T> {
    Ok(runtime()?.block_on(home.app.write(name, work))?)
}

/// Runs one use case that only reads.
fn read<T: Send + 'static>(
    home: &Home,
    name: &'static str,
    work: impl FnMut(&mut Work) -> Result<T, Error> + Send + 'static,
) -> anyhow::Result<T> {
    Ok(runtime()?.block_on(home.app.read(name, work))?)
}

/// Runs one use case that changes something in one organization.
fn write_in<T: Send + 'static>(
    home: &Home,
    org: OrgId,
    name: &'static str,
    work: impl FnMut(&mut Work) -> Result<T, Error> + Send + 'static,
) -> anyhow::Result<T> {
    Ok(runtime()?.block_on(home.app.write_in(org, name, work))?)
}

/// The organization that the operator named.
fn named_organization(home: &Home, id_or_name: &str) -> anyhow::Result<Organization> {
    let wanted = id_or_name.to_owned();
    read(home, "find organization", move |work| organizations::find(work, &wanted)).map_err(|error| {
        let missing = format!(
            "no organization has the id or name {id_or_name:?}; `rollbook organization list` shows which there are"
        );
        or_missing(error, missing)
    })
}

/// The user whom the operator named.
fn named_user(home: &Home, org: OrgId, id_or_name: &str) -> anyhow::Result<UserId> {
    let wanted = id_or_name.to_owned();
    read(home, "find user", move |work| people::find(work, org, &wanted)).map_err(|error| {
        let missing = format!(
            "no user of this organization has the id or userName {id_or_name:?}; `rollbook user list` shows which there are"
        );
        or_missing(error, missing)
    })
}

/// The connection that the operator named.
fn named_connection(id: &str) -> anyhow::Result<ConnectionId> {
    let Some(known) = ConnectionId::parse(id) else {
        // What was pasted into the wrong place may be a secret.
        let named = if id.starts_with("rbk_") { "a token".to_owned() } else { format!("{id:?}") };
        bail!("{named} is not the id of a connection; `rollbook connection list` shows which there are");
    };
    Ok(known)
}

/// What to say where a connection of a well-formed id may not exist.
fn or_no_connection(id: ConnectionId) -> impl FnOnce(anyhow::Error) -> anyhow::Error {
    move |error| {
        or_missing(
            error,
            format!("no connection has the id {id}; `rollbook connection list` shows which there are"),
        )
    }
}

/// The error, but for "there is no such thing" a sentence that says what there is not, and where to look.
fn or_missing(error: anyhow::Error, missing: String) -> anyhow::Error {
    match error.downcast_ref::<Error>() {
        Some(Error::NotFound) => anyhow::Error::msg(missing),
        _ => error,
    }
}

/// The address to paste into the provider.
pub(crate) fn scim_url(public_url: &PublicUrl, connection: ConnectionId) -> String {
    format!("{public_url}/scim/v2/{connection}")
}

fn connection_json(connection: &Connection, public_url: &PublicUrl) -> Value {
    json!({
        "id": connection.id.to_string(),
        "organization": connection.org.to_string(),
        "name": connection.name,
        "provider": connection.provider.as_str(),
        "dialect": connection.dialect.to_string(),
        "policy": connection.policy.to_string(),
        "enabled": connection.enabled,
        "request_log": connection.logs_calls,
        "scim_url": scim_url(public_url, connection.id),
        "created": connection.created.to_string(),
    })
}

/// Who brought somebody or something in, in the words of administrators.
fn source_label(source: Source, connections: &[Connection]) -> String {
    match source {
        Source::Local => "Local".to_owned(),
        Source::Connection(id) => connections
            .iter()
            .find(|connection| connection.id == id)
            .map_or_else(|| "SCIM".to_owned(), scim_label),
    }
}

/// "SCIM Okta"; with the connection's name, where that is another.
fn scim_label(connection: &Connection) -> String {
    let provider = connection.provider.display_name();
    let label = match connection.provider {
        Provider::Generic => provider.to_owned(),
        _ => format!("SCIM {provider}"),
    };
    if connection.name == provider { label } else { format!("{label} ({})", connection.name) }
}

fn say_json(answer: &Value) -> anyhow::Result<()> {
    say(format_args!("{answer:#}"))
}

/// Says rows under headings, each column as wide as its widest cell.
fn say_table(headings: &[&str], rows: &[Vec<String>]) -> anyhow::Result<()> {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([headings[column].len()]).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..headings.len()).map(width).collect();
    let line = |cells: Vec<&str>| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut lines = vec![line(headings.to_vec())];
    lines.extend(rows.iter().map(|row| line(row.iter().map(String::as_str).collect())));
    say(lines.join("\n"))
}
