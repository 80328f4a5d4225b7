//! Rauthy's SCIM client: it keeps no ids of the server, and knows its own things by `externalId`.

mod calls;

use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::wire::{Answer, id_of};
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::Rauthy,
    name: "sync",
    about: "Everything by externalId, memberships from the groups of each user, and a full sync that writes it all.",
    evidence: Evidence::Source,
    dialect: "rauthy",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.text(24, b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    play: Play::Story(|_, _| Box::new(Rauthy)),
}];

const PATCHED: &[u16] = &[200, 204];

struct Rauthy;

impl Behaviour for Rauthy {
    fn habits(&self) -> Habits {
        Habits { deletes_users: true, deletes_groups: true, resends: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// There is no connection test. A sync begins with the groups, so that a mistake shows before all users are sent.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        sync_groups(job)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let teams = teams_of(job, person);
        sync_user(job, person, &teams)
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.provision(job, person)
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.provision(job, person)
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if let Found::Id(id) = find_user(job, person)? {
            job.wire.ask(&calls::delete("/Users", &id), &[200, 204])?;
            job.users[person] = None;
        }
        Ok(())
    }

    /// All groups but a new one were there when the sync began. Those who are in a new one are sent again.
    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        if job.groups[team].is_some() {
            return Ok(());
        }
        match find_group(job, team, true)? {
            Found::Id(id) => link_group(job, team, &id)?,
            Found::Nobody => create_group(job, team)?,
            Found::Unclear => return Ok(()),
        }
        let members: Vec<usize> = job.directory.teams[team].members.iter().copied().collect();
        self.change_members(job, team, &members, &[])
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        match find_group(job, team, true)? {
            Found::Id(id) => link_group(job, team, &id),
            Found::Nobody => create_group(job, team),
            Found::Unclear => Ok(()),
        }
    }

    /// Groups are a matter of their users: each of them is sent again, and then put into groups and out of them.
    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        for (people, is_in) in [(joined, true), (left, false)] {
            for person in people {
                let mut teams = teams_of(job, *person);
                if is_in {
                    teams.insert(job.directory.teams[team].name.clone(), id.clone());
                } else {
                    teams.remove(&job.directory.teams[team].name);
                }
                sync_user(job, *person, &teams)?;
            }
        }
        Ok(())
    }

    /// First it is only unlinked, which is what happens where groups may not be deleted; the next sync finds it by its
    /// name. Then they may, and it is deleted.
    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let name = job.directory.teams[team].name.clone();
        job.wire.ask(&calls::patch_group(&id, &name, None), PATCHED)?;
        if let Found::Id(_) = find_group(job, team, false)? {
            job.wire.fail("no group of this externalId, since null has removed it");
        }
        match find_group(job, team, true)? {
            Found::Id(id) => link_group(job, team, &id)?,
            Found::Nobody => job.wire.fail("the group of this name, which was only unlinked"),
            Found::Unclear => {}
        }
        if let Found::Id(id) = find_group(job, team, false)? {
            job.wire.ask(&calls::delete("/Groups", &id), &[200, 204])?;
        }
        job.groups[team] = None;
        Ok(())
    }
}

/// What a search has found.
enum Found {
    Id(String),
    Nobody,
    Unclear,
}

/// Reads all groups until a page is short, creates those that lack, and writes name and `externalId` of all others.
fn sync_groups(job: &mut Job<'_>) -> Result<bool, Error> {
    let mut there = vec![None; job.directory.groups()];
    let mut start = 1;
    loop {
        let Some(answer) = job.wire.ask(&calls::page(start), &[200])? else { return Ok(false) };
        let Some(groups) = listed(job, &answer) else { return Ok(false) };
        for group in &groups {
            let own = |team: &crate::directory::Team| match group["externalId"].as_str() {
                Some(external_id) => external_id == team.object_id,
                None => group["displayName"] == team.name.as_str(),
            };
            if let Some(team) = job.directory.teams.iter().take(there.len()).position(own) {
                there[team] = id_of(group);
            }
        }
        if groups.len() < calls::PAGE {
            break;
        }
        start += calls::PAGE;
    }
    for (team, id) in there.into_iter().enumerate() {
        match id {
            Some(id) => link_group(job, team, &id)?,
            None => create_group(job, team)?,
        }
    }
    Ok(true)
}

fn link_group(job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
    let own = &job.directory.teams[team];
    let call = calls::patch_group(id, &own.name, Some(&own.object_id));
    job.wire.ask(&call, PATCHED)?;
    job.groups[team] = Some(id.to_owned());
    Ok(())
}

fn create_group(job: &mut Job<'_>, team: usize) -> Result<(), Error> {
    let call = calls::create_group(&job.directory.teams[team]);
    let Some(answer) = job.wire.ask(&call, &[200, 201])? else { return Ok(()) };
    if answer.body["externalId"] != job.directory.teams[team].object_id.as_str() {
        job.wire.fail("the externalId as it was sent");
    }
    job.groups[team] = answer.id();
    Ok(())
}

/// By `externalId`, and then perhaps by name.
fn find_group(job: &mut Job<'_>, team: usize, by_name: bool) -> Result<Found, Error> {
    let own = job.directory.teams[team].clone();
    let found = find(job, &calls::search("/Groups", "externalId", &own.object_id), &own.object_id)?;
    match found {
        Found::Nobody if by_name => {
            find(job, &calls::search("/Groups", "displayName", &own.name), &own.object_id)
        }
        found => Ok(found),
    }
}

/// By `externalId`, and then by the mail.
fn find_user(job: &mut Job<'_>, person: usize) -> Result<Found, Error> {
    let own = job.directory.people[person].clone();
    let found = find(job, &calls::search("/Users", "externalId", &own.object_id), &own.object_id)?;
    match found {
        Found::Nobody => find(job, &calls::search("/Users", "userName", &own.user_name), &own.object_id),
        found => Ok(found),
    }
}

fn find(job: &mut Job<'_>, call: &Call, external_id: &str) -> Result<Found, Error> {
    let Some(answer) = job.wire.ask(call, &[200])? else { return Ok(Found::Unclear) };
    let Some(hits) = listed(job, &answer) else { return Ok(Found::Unclear) };
    let Some(hit) = hits.first() else { return Ok(Found::Nobody) };
    let is_own = hit["externalId"].as_str().is_none_or(|found| found == external_id);
    match id_of(hit).filter(|_| is_own) {
        Some(id) => Ok(Found::Id(id)),
        None => {
            job.wire.fail(format!("a hit with an id, and with the externalId {external_id} if with any"));
            Ok(Found::Unclear)
        }
    }
}

/// The resources of a list, which must be there even if there are none, with all counters as numbers.
fn listed(job: &mut Job<'_>, answer: &Answer) -> Option<Vec<Value>> {
    let counted =
        ["itemsPerPage", "totalResults", "startIndex"].iter().all(|name| answer.body[name].is_i64());
    let resources = answer.body["Resources"].as_array().filter(|_| counted).cloned();
    if resources.is_none() {
        job.wire.fail("Resources, and itemsPerPage, totalResults and startIndex as numbers");
    }
    resources
}

/// Creates or replaces somebody, and makes the groups in the answer those that are wanted, by name.
fn sync_user(job: &mut Job<'_>, person: usize, teams: &BTreeMap<String, String>) -> Result<(), Error> {
    let own = job.directory.people[person].clone();
    let call = match find_user(job, person)? {
        Found::Id(id) => calls::put_user(&id, &own),
        Found::Nobody => calls::create_user(&own),
        Found::Unclear => return Ok(()),
    };
    let Some(answer) = job.wire.ask(&call, &[200, 201])? else { return Ok(()) };
    let Some(id) = answer.id() else {
        job.wire.fail("the user with its id");
        return Ok(());
    };
    job.users[person] = Some(id.clone());
    let groups = answer.body["groups"].as_array().cloned().unwrap_or_default();
    let display = |group: &Value| group["display"].as_str().map(str::to_owned);
    for (name, group) in teams {
        if !groups.iter().any(|there| display(there).as_ref() == Some(name)) {
            if job.wire.cycle() > 1 {
                job.wire.fail(format!("{name:?} as the display of one of the user's groups"));
            }
            job.wire.ask(&calls::add_member(group, &id, &own.user_name), PATCHED)?;
        }
    }
    for group in &groups {
        let is_wanted = display(group).is_some_and(|name| teams.contains_key(&name));
        if let Some(group) = group["value"].as_str().filter(|_| !is_wanted) {
            job.wire.ask(&calls::remove_member(group, &id), PATCHED)?;
        }
    }
    Ok(())
}

/// The names and the server's ids of all groups that somebody is in and that are on the server.
fn teams_of(job: &Job<'_>, person: usize) -> BTreeMap<String, String> {
    let known = job.directory.teams.iter().zip(&job.groups);
    known
        .filter(|(team, _)| team.members.contains(&person))
        .filter_map(|(team, id)| Some((team.name.clone(), id.clone()?)))
        .collect()
}
