//! `OneLogin`: request lines with loose ends, URNs of before the RFC, and a template that an administrator edits.

mod calls;

use crate::answers::{new_id, resources};
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::sent::Sent;
use crate::wire::id_of;
use serde_json::Value;
use std::collections::BTreeSet;

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::OneLogin,
    name: "template",
    about: "Loose ends in request lines, URNs of before the RFC, a null id, and active as text.",
    evidence: Evidence::Log,
    dialect: "onelogin",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.text(8, b"0123456789"),
    play: Play::Story(|_, directory| Box::new(OneLogin::new(directory.people.len(), directory.teams.len()))),
}];

const PATCHED: &[u16] = &[200, 204];

/// What was sent of everybody and every group, which is not sent again while it stays the same.
struct OneLogin {
    sent: Sent,
    joined: Vec<BTreeSet<usize>>,
    names: Vec<Option<String>>,
}

impl OneLogin {
    fn new(people: usize, teams: usize) -> Self {
        Self { sent: Sent::nothing(people), joined: vec![BTreeSet::new(); teams], names: vec![None; teams] }
    }

    fn create(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let call = calls::create_user(&job.directory.people[person]);
        self.sent.post(job, person, call)
    }

    fn send_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let ids = |people: &[usize]| -> Vec<String> {
            people.iter().filter_map(|person| job.users[*person].clone()).collect()
        };
        let call = calls::change_members(&id, &ids(joined), &ids(left));
        if (!joined.is_empty() || !left.is_empty()) && job.wire.ask(&call, PATCHED)?.is_some() {
            self.joined[team].extend(joined);
            self.joined[team].retain(|person| !left.contains(person));
        }
        Ok(())
    }
}

impl Behaviour for OneLogin {
    fn habits(&self) -> Habits {
        // No log shows that it deletes a group.
        Habits { imports: true, deletes_users: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// Looks for somebody who does not exist. An empty list is as good as a 404.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        let nobody = format!("onelogin-test@{}", job.directory.domain());
        let Some(answer) = job.wire.ask(&calls::match_user(&nobody), &[200, 404])? else {
            return Ok(false);
        };
        Ok(answer.status == 404 || resources(job, &answer).is_some())
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_none() {
            let call = calls::match_user(&job.directory.people[person].user_name);
            let Some(answer) = job.wire.ask(&call, &[200, 404])? else { return Ok(()) };
            if answer.status == 200 {
                let Some(found) = resources(job, &answer) else { return Ok(()) };
                job.users[person] = found.first().and_then(id_of);
            }
            if job.users[person].is_none() {
                return self.create(job, person);
            }
        }
        self.update(job, person)
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let call = calls::put_user(&id, &job.directory.people[person]);
        self.sent.put(job, person, call)
    }

    /// "Suspend", which is what an administrator has chosen.
    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.update(job, person)
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.sent.delete(job, person, calls::delete_user)
    }

    /// Groups come by their list, without a filter.
    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let name = job.directory.teams[team].name.clone();
        if job.groups[team].is_none() {
            let Some(groups) = list(job, "/Groups")? else { return Ok(()) };
            let found = groups.iter().find(|group| group["displayName"] == name.as_str());
            job.groups[team] = found.and_then(id_of);
            if job.groups[team].is_none() {
                let Some(answer) = job.wire.ask(&calls::create_group(&name), &[201])? else { return Ok(()) };
                job.groups[team] = new_id(job, &answer);
            }
            self.names[team] = Some(name.clone());
        }
        if self.names[team].as_ref() != Some(&name) {
            self.rename_team(job, team)?;
        }
        let members = &job.directory.teams[team].members;
        let joined: Vec<usize> = members.difference(&self.joined[team]).copied().collect();
        let left: Vec<usize> = self.joined[team].difference(members).copied().collect();
        self.send_members(job, team, &joined, &left)
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let name = job.directory.teams[team].name.clone();
        if job.wire.ask(&calls::rename_group(&id, &name), PATCHED)?.is_some() {
            self.names[team] = Some(name);
        }
        Ok(())
    }

    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        self.send_members(job, team, joined, left)
    }

    /// The list of users that an administrator can ask for.
    fn import(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        list(job, "/Users")?;
        Ok(())
    }
}

fn list(job: &mut Job<'_>, endpoint: &str) -> Result<Option<Vec<Value>>, Error> {
    let mut all = Vec::new();
    loop {
        let Some(answer) = job.wire.ask(&calls::list(endpoint, all.len()), &[200])? else { return Ok(None) };
        let Some(some) = resources(job, &answer) else { return Ok(None) };
        all.extend_from_slice(&some);
        if some.is_empty()
            || answer.body["totalResults"].as_u64().is_none_or(|total| all.len() as u64 >= total)
        {
            return Ok(Some(all));
        }
    }
}
