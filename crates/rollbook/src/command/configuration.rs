//! `rollbook configuration …`

use super::attribute::{gap_json, gaps, warning};
use super::{named_organization, named_user, or_missing, read, say_json, say_table, write_in};
use crate::arguments::{At, ConfigurationCommand, ConfigurationEdit, Which};
use crate::home::Home;
use crate::output::{on_one_line, say};
use app::configurations::{self, Edit};
use app::people;
use directory::attribute::Gap;
use directory::configuration::rendered_json;
use directory::variables::Rendered;
use directory::{Actor, Configuration, OrgId};
use serde_json::{Value, json};

const ACTOR: Actor = Actor::CommandLine;

pub(crate) fn run(asked: &ConfigurationCommand) -> anyhow::Result<()> {
    match asked {
        ConfigurationCommand::Create { organization, name, fields, at } => {
            create(organization, name, fields, at)
        }
        ConfigurationCommand::Set { which, edit, at } => set(which, edit, at),
        ConfigurationCommand::Show { which, at } => show(which, at),
        ConfigurationCommand::List { organization, at } => list(organization, at),
        ConfigurationCommand::Variables { organization, at } => variables(organization, at),
        ConfigurationCommand::Delete { which, at } => delete(which, at),
        ConfigurationCommand::Render { which, user, at } => render(which, user, at),
    }
}

fn create(organization: &str, name: &str, fields: &[(String, String)], at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let (name, fields) = (name.to_owned(), fields.to_vec());
    let made = write_in(&home, org, "create configuration", move |work| {
        configurations::create(work, &ACTOR, org, (&name, &fields))
    })?;
    say_saved(&home, org, &made, ("Made", at))
}

fn set(which: &Which, edit: &ConfigurationEdit, at: &At) -> anyhow::Result<()> {
    let (home, org) = open(which, at)?;
    let named = which.configuration.clone();
    let (name, new, removed) = (edit.name.clone(), edit.fields.clone(), edit.removed.clone());
    if let Some(missing) = removed.iter().find(|field| new.iter().any(|(name, _)| name == *field)) {
        anyhow::bail!("the field {missing:?} cannot be set and taken out at once");
    }
    let (wanted, gone) = (named.clone(), removed.clone());
    let fields = read(&home, "read configuration", move |work| configurations::find(work, org, &wanted))
        .map_err(or_none(which))?
        .fields;
    if let Some(missing) = gone.iter().find(|field| !fields.iter().any(|known| known.name == **field)) {
        let there: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        anyhow::bail!("there is no field {missing:?} to be taken out; the fields are {}", there.join(", "));
    }
    let saved = write_in(&home, org, "change configuration", move |work| {
        configurations::set(work, &ACTOR, (org, &named), |now| Edit {
            name: name.clone(),
            fields: Some(edited(now, &new, &removed)),
        })
    })
    .map_err(or_none(which))?;
    say_saved(&home, org, &saved, ("Changed", at))
}

/// The fields as they are to be: each in its place, and new ones behind them.
fn edited(now: &Configuration, new: &[(String, String)], removed: &[String]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = now
        .fields
        .iter()
        .filter(|field| !removed.contains(&field.name))
        .map(|field| (field.name.clone(), field.template.as_str().to_owned()))
        .collect();
    for (name, text) in new {
        match fields.iter_mut().find(|(known, _)| known == name.trim()) {
            Some((_, known)) => known.clone_from(text),
            None => fields.push((name.clone(), text.clone())),
        }
    }
    fields
}

fn show(which: &Which, at: &At) -> anyhow::Result<()> {
    let (home, org) = open(which, at)?;
    let found = find(&home, org, which)?;
    if at.json {
        return say_json(&found.to_json());
    }
    let row = |field: &directory::configuration::Field| {
        vec![field.name.clone(), on_one_line(field.template.as_str())]
    };
    say(format_args!("{:?}, with the id {}\n", found.name, found.id))?;
    say_table(&["FIELD", "TEXT"], &found.fields.iter().map(row).collect::<Vec<_>>())
}

fn list(organization: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let all = read(&home, "list configurations", move |work| configurations::list(work, org))?;
    if at.json {
        return say_json(&all.iter().map(Configuration::to_json).collect::<Value>());
    }
    let row = |one: &Configuration| vec![one.id.to_string(), one.name.clone(), one.fields.len().to_string()];
    say_table(&["ID", "NAME", "FIELDS"], &all.iter().map(row).collect::<Vec<_>>())
}

fn variables(organization: &str, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let org = named_organization(&home, organization)?.id;
    let all = read(&home, "list variables", move |work| configurations::variables(work, org))?;
    if at.json {
        return say_json(&all.names().collect::<Value>());
    }
    say(all.names().map(|name| format!("${{{name}}}")).collect::<Vec<_>>().join("\n"))
}

fn delete(which: &Which, at: &At) -> anyhow::Result<()> {
    let (home, org) = open(which, at)?;
    let named = which.configuration.clone();
    let deleted = write_in(&home, org, "delete configuration", move |work| {
        configurations::delete(work, &ACTOR, org, &named)
    })
    .map_err(or_none(which))?;
    if at.json {
        return say_json(&json!({ "deleted": deleted.id.to_string() }));
    }
    say(format_args!("The configuration {:?} is deleted.", deleted.name))
}

fn render(which: &Which, user: &str, at: &At) -> anyhow::Result<()> {
    let (home, org) = open(which, at)?;
    let found = find(&home, org, which)?;
    let id = named_user(&home, org, user)?;
    let user = read(&home, "read user", move |work| Ok(people::get(work, org, id)?.user))?;
    let rendered = found.render(&user.resource);
    if at.json {
        return say_json(&json!({
            "user": user.id.to_string(),
            "configuration": { "id": found.id.to_string(), "name": found.name },
            "fields": rendered_json(&rendered),
        }));
    }
    let row = |outcome: &directory::configuration::Outcome<'_>| {
        let said = match &outcome.rendered {
            Rendered::Text(text) => on_one_line(text),
            Rendered::Missing(names) => format!("(no value: the user has no {})", names.join(", ")),
            Rendered::TooLong => "(no value: it is too long)".to_owned(),
        };
        vec![outcome.field.to_owned(), said]
    };
    say_table(&["FIELD", "VALUE"], &rendered.iter().map(row).collect::<Vec<_>>())
}

fn open(which: &Which, at: &At) -> anyhow::Result<(Home, OrgId)> {
    let home = Home::open(at)?;
    let org = named_organization(&home, &which.organization)?.id;
    Ok((home, org))
}

fn find(home: &Home, org: OrgId, which: &Which) -> anyhow::Result<Configuration> {
    let named = which.configuration.clone();
    read(home, "find configuration", move |work| configurations::find(work, org, &named))
        .map_err(or_none(which))
}

fn or_none(which: &Which) -> impl FnOnce(anyhow::Error) -> anyhow::Error {
    let missing = format!(
        "no configuration of the organization has the id or name {:?}; `rollbook configuration list` shows which there are",
        which.configuration
    );
    move |error| or_missing(error, missing)
}

fn say_saved(home: &Home, org: OrgId, saved: &Configuration, (done, at): (&str, &At)) -> anyhow::Result<()> {
    let used = |gap: &Gap| saved.variables().any(|name| name == gap.attribute);
    let gaps: Vec<Gap> = gaps(home, org)?.into_iter().filter(used).collect();
    if at.json {
        let mut shown = saved.to_json();
        shown["gaps"] = gaps.iter().map(gap_json).collect();
        return say_json(&shown);
    }
    say(format_args!("{done} the configuration {:?} with the id {}.", saved.name, saved.id))?;
    gaps.iter().try_for_each(|gap| say(warning(gap)))
}
