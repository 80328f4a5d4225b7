//! `rollbook group …`

use super::{named_organization, or_missing, read, say_json, say_table, source_label, write_in};
use crate::arguments::{At, GroupCommand, Named};
use crate::home::Home;
use crate::output::{on_one_line, say};
use app::groups::local;
use app::{Error, Work, connections};
use directory::{Actor, Connection, Group, OrgId};
use serde_json::{Value, json};
use store::Roster;

const ACTOR: &Actor = &Actor::CommandLine;

pub(crate) fn run(asked: &GroupCommand) -> anyhow::Result<()> {
    match asked {
        GroupCommand::Create { organization, name, at } => {
            let home = Home::open(at)?;
            let (org, name) = (named_organization(&home, organization)?.id, name.clone());
            let made =
                write_in(&home, org, "create group", move |work| local::create(work, ACTOR, org, &name))?;
            tell(&made, at, |group| format!("Made {} with the id {}.", group.display_name(), group.id))
        }
        GroupCommand::List { organization, at } => {
            let home = Home::open(at)?;
            let org = named_organization(&home, organization)?.id;
            let list =
                move |work: &mut Work| Ok((local::list(work, org)?, connections::list(work, Some(org))?));
            let (groups, connections) = read(&home, "list groups", list)?;
            list_groups(&groups, &connections, at)
        }
        GroupCommand::Show { group, at } => show(group, at),
        GroupCommand::Add { group, members, at } => {
            let members = members.clone();
            let add = move |work: &mut Work, org, named: &str| local::add(work, ACTOR, org, named, &members);
            tell(&change(group, at, "add to group", add)?, at, now_has)
        }
        GroupCommand::Remove { group, members, at } => {
            let members = members.clone();
            let remove =
                move |work: &mut Work, org, named: &str| local::remove(work, ACTOR, org, named, &members);
            tell(&change(group, at, "remove from group", remove)?, at, now_has)
        }
        GroupCommand::Delete { group, at } => {
            let delete = |work: &mut Work, org, named: &str| local::delete(work, ACTOR, org, named);
            let deleted = change(group, at, "delete group", delete)?;
            if at.json {
                return say_json(&json!({ "deleted": deleted.id.to_string() }));
            }
            say(format_args!("The group {} is deleted.", on_one_line(deleted.display_name())))
        }
    }
}

fn change(
    named: &Named,
    at: &At,
    name: &'static str,
    mut change: impl FnMut(&mut Work, OrgId, &str) -> Result<Group, Error> + Send + 'static,
) -> anyhow::Result<Group> {
    let home = Home::open(at)?;
    let (org, group) = (named_organization(&home, &named.organization)?.id, named.group.clone());
    let changed = write_in(&home, org, name, move |work| change(work, org, &group));
    changed.map_err(|error| or_no_group(error, named))
}

fn show(named: &Named, at: &At) -> anyhow::Result<()> {
    let home = Home::open(at)?;
    let (org, wanted) = (named_organization(&home, &named.organization)?.id, named.group.clone());
    let found = read(&home, "show group", move |work| {
        let group = local::find(work, org, &wanted)?;
        let members = local::members(work, org, group.id)?;
        Ok((group, members, connections::list(work, Some(org))?))
    });
    let (group, members, connections) = found.map_err(|error| or_no_group(error, named))?;
    if at.json {
        let mut answer = group_json(&group);
        answer["members"] = members_json(&members);
        return say_json(&answer);
    }
    let source = on_one_line(&source_label(group.source, &connections));
    say(format_args!("{} ({}) of {source}", on_one_line(group.display_name()), group.id))?;
    let row = |(member, name): (directory::change::Member, Option<&str>)| {
        vec![member.id(), member.kind().to_owned(), on_one_line(name.unwrap_or_default())]
    };
    say_table(&["ID", "KIND", "NAME"], &members.iter().map(row).collect::<Vec<_>>())
}

fn list_groups(groups: &[Group], connections: &[Connection], at: &At) -> anyhow::Result<()> {
    if at.json {
        return say_json(&groups.iter().map(group_json).collect::<Value>());
    }
    let row = |group: &Group| {
        let name = on_one_line(group.display_name());
        vec![
            group.id.to_string(),
            name,
            on_one_line(&source_label(group.source, connections)),
            group.last_modified.to_string(),
        ]
    };
    say_table(&["ID", "NAME", "SOURCE", "LAST CHANGED"], &groups.iter().map(row).collect::<Vec<_>>())
}

fn tell(group: &Group, at: &At, sentence: impl FnOnce(&Group) -> String) -> anyhow::Result<()> {
    if at.json { say_json(&group_json(group)) } else { say(on_one_line(&sentence(group))) }
}

fn now_has(group: &Group) -> String {
    format!("{} is as you want it; `rollbook group show` shows who is in it.", group.display_name())
}

fn or_no_group(error: anyhow::Error, named: &Named) -> anyhow::Error {
    let missing = format!(
        "no group of {} has the id or displayName {:?}; `rollbook group list` shows which there are",
        named.organization, named.group
    );
    or_missing(error, missing)
}

fn group_json(group: &Group) -> Value {
    json!({
        "id": group.id.to_string(),
        "name": group.display_name(),
        "source": group.source.to_json(),
        "adopted": group.adopted,
        "version": group.version,
        "created": group.created.to_string(),
        "last_modified": group.last_modified.to_string(),
    })
}

fn members_json(members: &Roster) -> Value {
    members
        .iter()
        .map(|(member, name)| json!({ "id": member.id(), "kind": member.kind(), "name": name }))
        .collect()
}
