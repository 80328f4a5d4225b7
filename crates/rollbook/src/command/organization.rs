//! `rollbook organization …`

use super::{named_organization, read, resync, say_json, say_table, write, write_in};
use crate::arguments::{At, OrganizationCommand};
use crate::home::Home;
use crate::output::say;
use app::{connections, organizations};
use directory::{Actor, Organization, Seats};
use serde_json::{Value, json};

pub(crate) fn run(asked: &OrganizationCommand) -> anyhow::Result<()> {
    match asked {
        OrganizationCommand::Create { name, at } => {
            let name = name.clone();
            let organization = write(&Home::open_or_make(at)?, "create organization", move |work| {
                organizations::create(work, &Actor::CommandLine, &name)
            })?;
            if at.json {
                say_json(&organization_json(&organization))
            } else {
                say(format_args!("Made {} with the id {}.", organization.name, organization.id))
            }
        }
        OrganizationCommand::List { at } => {
            let all = read(&Home::open(at)?, "list organizations", organizations::list)?;
            if at.json {
                say_json(&all.iter().map(organization_json).collect::<Value>())
            } else {
                let row = |organization: &Organization| {
                    let Organization { id, name, created, event_sequence, resync_since, seats } =
                        organization;
                    let max = seats.max.map_or_else(|| "unlimited".to_owned(), |max| max.to_string());
                    let resync = resync_since.map(|since| since.to_string()).unwrap_or_default();
                    vec![
                        id.to_string(),
                        name.clone(),
                        event_sequence.to_string(),
                        format!("{} of {max}", seats.used),
                        created.to_string(),
                        resync,
                    ]
                };
                let rows: Vec<_> = all.iter().map(row).collect();
                say_table(&["ID", "NAME", "EVENTS", "SEATS", "CREATED", "NEEDS RESYNC SINCE"], &rows)
            }
        }
        OrganizationCommand::Set { organization, seats, at } => set_seats(organization, seats.0, at),
        OrganizationCommand::NeedsResync { organization, at, all: _ } => {
            needs_resync(organization.as_deref(), at)
        }
        OrganizationCommand::Resynced { organization, at } => resynced(organization, at),
    }
}

fn set_seats(named: &str, max: Option<u64>, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let id = named_organization(&home, named)?.id;
    let organization = write_in(&home, id, "cap seats", move |work| {
        organizations::cap_seats(work, &Actor::CommandLine, id, max)
    })?;
    if at.json {
        return say_json(&organization_json(&organization));
    }
    say(format_args!("{} has {} now.", organization.name, seats_words(organization.seats)))
}

fn seats_words(seats: Seats) -> String {
    match seats.max {
        Some(max) => format!("{} of {max} seats taken", seats.used),
        None => format!("{} seats taken, without a cap", seats.used),
    }
}

/// Marks one organization, or all.
fn needs_resync(organization: Option<&str>, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let chosen = match organization {
        Some(named) => vec![named_organization(&home, named)?],
        None => read(&home, "list organizations", organizations::list)?,
    };
    let mut marked = Vec::new();
    for Organization { id, .. } in chosen {
        marked.push(write_in(&home, id, "mark organization", move |work| {
            let organization = organizations::find(work, &id.to_string())?;
            organizations::restored(work, &Actor::CommandLine, &organization)
        })?);
    }
    let connections = read(&home, "list connections", |work| connections::list(work, None))?;
    if at.json {
        return say_json(&resync::json(&marked, &connections));
    }
    resync::say(&marked, &connections)
}

fn resynced(named: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let id = named_organization(&home, named)?.id;
    let organization = write_in(&home, id, "clear organization", move |work| {
        let organization = organizations::find(work, &id.to_string())?;
        organizations::resynced(work, &Actor::CommandLine, &organization)
    })?;
    if at.json {
        return say_json(&organization_json(&organization));
    }
    say(format_args!("{} is marked no more.", organization.name))
}

fn organization_json(organization: &Organization) -> Value {
    json!({
        "id": organization.id.to_string(),
        "name": organization.name,
        "event_sequence": organization.event_sequence,
        "created": organization.created.to_string(),
        "seats": { "used": organization.seats.used, "max": organization.seats.max },
        "resync_since": organization.resync_since.map(|since| since.to_string()),
    })
}
