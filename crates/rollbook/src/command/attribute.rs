//! `rollbook attribute …`

use super::{
    named_connection, named_organization, or_missing, or_no_connection, read, say_json, say_table, write,
};
use crate::arguments::{At, AttributeCommand};
use crate::home::{Home, runtime};
use crate::output::say;
use crate::progress::bar_of_things;
use app::attributes::{self, Purged};
use directory::attribute::{Gap, KIND};
use directory::{Actor, Connection, OrgId, Purge};
use serde_json::{Value, json};

const ACTOR: Actor = Actor::CommandLine;

pub(crate) fn run(asked: &AttributeCommand) -> anyhow::Result<()> {
    match asked {
        AttributeCommand::Declare { connection, name, at } => declare(connection, name, at),
        AttributeCommand::List { organization, at } => list(organization, at),
        AttributeCommand::Delete { connection, name, at } => delete(connection, name, at),
    }
}

fn declare(connection: &str, name: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let (known, named) = (named_connection(connection)?, name.to_owned());
    let connection =
        write(&home, "declare attribute", move |work| attributes::declare(work, &ACTOR, known, &named))
            .map_err(or_no_connection(known))?;
    let urn = connection.policy.custom_extension.urn().unwrap_or_default();
    let gaps: Vec<Gap> =
        gaps(&home, connection.org)?.into_iter().filter(|gap| gap.attribute == name).collect();
    if at.json {
        return say_json(&json!({
            "connection": connection.id.to_string(),
            "attribute": name,
            "urn": urn,
            "gaps": gaps.iter().map(gap_json).collect::<Value>(),
        }));
    }
    say(format_args!(
        "The connection {:?} declares {name:?} now.\n\
         Send it as {name:?} of {urn}, or as {urn}:{name}.\n\
         Configurations write it as ${{{name}}}.",
        connection.name
    ))?;
    gaps.iter().try_for_each(|gap| say(warning(gap)))
}

fn list(organization: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let overview = read(&home, "list attributes", move |work| attributes::list(work, org))?;
    if at.json {
        let attribute = |(name, connections): &(String, Vec<Connection>)| {
            let on = connections.iter().map(|connection| {
                json!({
                    "id": connection.id.to_string(),
                    "name": connection.name,
                    "urn": connection.policy.custom_extension.urn(),
                })
            });
            json!({ "name": name, "type": KIND, "connections": on.collect::<Value>() })
        };
        let purge = |purge: &Purge| json!({ "connection": purge.connection.to_string(), "attribute": purge.attribute });
        return say_json(&json!({
            "attributes": overview.attributes.iter().map(attribute).collect::<Value>(),
            "gaps": overview.gaps.iter().map(gap_json).collect::<Value>(),
            "being_removed": overview.purges.iter().map(purge).collect::<Value>(),
        }));
    }
    let rows = overview.attributes.iter().flat_map(|(name, connections)| {
        connections.iter().map(move |connection| {
            vec![name.clone(), KIND.to_owned(), connection.name.clone(), connection.id.to_string()]
        })
    });
    say_table(&["NAME", "TYPE", "CONNECTION", "CONNECTION ID"], &rows.collect::<Vec<_>>())?;
    for purge in &overview.purges {
        let (attribute, connection) = (&purge.attribute, purge.connection);
        say(format_args!(
            "The values of {attribute:?} are still being removed from the users of {connection}."
        ))?;
    }
    overview.gaps.iter().try_for_each(|gap| say(warning(gap)))
}

fn delete(connection: &str, name: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let (known, named) = (named_connection(connection)?, name.to_owned());
    let (connection, purge) =
        write(&home, "delete attribute", move |work| attributes::delete(work, &ACTOR, known, &named)).map_err(
            |error| {
                let missing = format!(
                    "there is no connection with the id {known} that declares {name:?}; `rollbook attribute list` shows \
                     which there are"
                );
                or_missing(error, missing)
            },
        )?;
    let removed = remove_values(&home, connection.org, &purge)?;
    if at.json {
        return say_json(&json!({
            "connection": connection.id.to_string(),
            "deleted": purge.attribute,
            "values_removed": removed,
        }));
    }
    say(format_args!(
        "The attribute {:?} of the connection {:?} is deleted; {removed} users had a value of it.",
        purge.attribute, connection.name
    ))
}

/// Removes the values, however many there are. Whoever interrupts it leaves the rest to the server.
fn remove_values(home: &Home, org: OrgId, purge: &Purge) -> anyhow::Result<u64> {
    let (bar, runtime) = (bar_of_things()?, runtime()?);
    bar.set_message("users");
    let (mut seen, mut removed) = (0, 0);
    loop {
        let asked = purge.clone();
        let step: Purged =
            runtime
                .block_on(home.app.write_in(org, "purge values", move |work| {
                    attributes::purge(work, &ACTOR, org, &asked)
                }))?;
        seen += step.seen;
        removed += step.removed;
        bar.set_length(seen);
        bar.set_position(seen);
        if step.done {
            bar.finish_and_clear();
            return Ok(removed);
        }
    }
}

/// What connections of an organization lack.
pub(super) fn gaps(home: &Home, org: OrgId) -> anyhow::Result<Vec<Gap>> {
    Ok(read(home, "look for gaps", move |work| attributes::list(work, org))?.gaps)
}

pub(super) fn gap_json(gap: &Gap) -> Value {
    json!({
        "connection": gap.connection.to_string(),
        "name": gap.name,
        "attribute": gap.attribute,
        "configurations": gap.configurations,
    })
}

pub(super) fn warning(gap: &Gap) -> String {
    let Gap { name, attribute, configurations, connection } = gap;
    let named: Vec<String> = configurations.iter().map(|name| format!("{name:?}")).collect();
    let misses = match named.as_slice() {
        [] => String::new(),
        _ => format!(", and misses it in {}", named.join(", ")),
    };
    format!(
        "Warning: the connection {name:?} does not declare {attribute:?}: whoever comes through it has no value of it{misses}. \
         Declare it there, too: rollbook attribute declare {connection} {attribute}"
    )
}
