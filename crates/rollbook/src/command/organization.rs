//! `rollbook organization …`

use super::{read, say_json, say_table, write};
use crate::arguments::OrganizationCommand;
use crate::home::Home;
use crate::output::say;
use app::organizations;
use directory::{Actor, Organization};
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
                    let Organization { id, name, created, event_sequence } = organization;
                    vec![id.to_string(), name.clone(), event_sequence.to_string(), created.to_string()]
                };
                say_table(&["ID", "NAME", "EVENTS", "CREATED"], &all.iter().map(row).collect::<Vec<_>>())
            }
        }
    }
}

fn organization_json(organization: &Organization) -> Value {
    json!({
        "id": organization.id.to_string(),
        "name": organization.name,
        "event_sequence": organization.event_sequence,
        "created": organization.created.to_string(),
    })
}
