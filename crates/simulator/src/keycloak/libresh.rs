//! The extension of libre.sh: a link table of its own, and retries of whatever gets no answer.

use super::{PATCHED, after, calls, ids};
use crate::answers::{new_id, resources};
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::faults::is_scim_error;
use crate::options::Error;
use crate::wire::{Mishap, id_of};
use serde_json::Value;
use std::collections::BTreeSet;
use std::thread;
use std::time::Duration;

/// The first rest before a request without an answer is repeated.
const REST: Duration = Duration::from_millis(500);

pub(super) struct Libresh {
    /// Whether the answer to a POST was lost already.
    lost: bool,
    /// Whether the first page, which is all that an import reads, has everything.
    sees_all: bool,
}

impl Libresh {
    pub(super) fn new() -> Self {
        Self { lost: false, sees_all: false }
    }

    /// The link table is filled by names. Only what the first page shows is ever linked.
    fn link(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        self.sees_all = true;
        for (endpoint, name) in [("/Users", "userName"), ("/Groups", "displayName")] {
            let Some(answer) = job.wire.ask(&calls::list(endpoint), &[200])? else { return Ok(false) };
            let Some(found) = resources(job, &answer) else { return Ok(false) };
            self.sees_all &= answer.body["totalResults"].as_u64() == Some(found.len() as u64);
            for resource in &found {
                let own = resource[name].as_str().unwrap_or_default();
                if endpoint == "/Users" {
                    let person = job.directory.people.iter().position(|person| person.user_name == own);
                    let Some(person) = person else { continue };
                    // It takes these for granted.
                    if !resource["displayName"].is_string() || !resource["active"].is_boolean() {
                        job.wire.fail("displayName and active in each user");
                    }
                    job.users[person] = job.users[person].take().or_else(|| id_of(resource));
                } else if let Some(team) = job.directory.teams.iter().position(|team| team.name == own) {
                    job.groups[team] = job.groups[team].take().or_else(|| id_of(resource));
                }
            }
        }
        Ok(true)
    }

    /// The first answer never comes, so the same POST is sent again, which must be refused in a way that can be read.
    fn create_twice(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.lost = true;
        job.wire.prepare(Mishap::Drop);
        let call = calls::create_user(&job.directory.people[person]);
        job.wire.ask(&call, &[201])?;
        job.wire.check_mishap();
        thread::sleep(REST);
        self.create(job, &call, &[409])?;
        Ok(())
    }

    /// Nobody knows the id of what is there already, until an import links it by name.
    fn create(&mut self, job: &mut Job<'_>, call: &Call, accepted: &[u16]) -> Result<Option<String>, Error> {
        let Some(answer) = job.wire.ask(call, accepted)? else { return Ok(None) };
        if answer.status == 201 {
            return Ok(new_id(job, &answer));
        }
        if !is_scim_error(409, &answer.body) {
            job.wire.fail("a SCIM error with the status as text, and a detail");
        }
        if answer.body["scimType"] != "uniqueness" {
            job.wire.object("the scimType uniqueness (RFC 7644 §3.3)");
        }
        if self.sees_all {
            self.link(job)?;
        }
        Ok(None)
    }

    fn send_team(&self, job: &mut Job<'_>, team: usize, members: &BTreeSet<usize>) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let call = calls::patch_group(&id, &job.directory.teams[team], &ids(job, members));
        job.wire.ask(&call, PATCHED)?;
        Ok(())
    }
}

impl Behaviour for Libresh {
    fn habits(&self) -> Habits {
        Habits { deletes_users: true, deletes_groups: true, resends: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// There is no connection test. A sync begins with an import.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        self.link(job)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_some() {
            return self.update(job, person);
        }
        if !self.lost {
            return self.create_twice(job, person);
        }
        let call = calls::create_user(&job.directory.people[person]);
        // Somebody beyond the first page of the import is there, and stays without a link.
        if let Some(id) = self.create(job, &call, &[201, 409])? {
            job.users[person] = Some(id);
        }
        Ok(())
    }

    /// "Refresh" writes everybody, changed or not.
    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        job.wire.ask(&calls::put_user(&id, &job.directory.people[person]), &[200])?;
        Ok(())
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.update(job, person)
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].take() else { return Ok(()) };
        job.wire.ask(&calls::delete("/Users", &id), &[204])?;
        Ok(())
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        if job.groups[team].is_some() {
            return self.rename_team(job, team);
        }
        let own = &job.directory.teams[team];
        let call = calls::create_group(own, &ids(job, &own.members));
        if let Some(id) = self.create(job, &call, &[201, 409])? {
            job.groups[team] = Some(id);
        }
        Ok(())
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let members = job.directory.teams[team].members.clone();
        self.send_team(job, team, &members)
    }

    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let members = after(job, team, joined, left);
        self.send_team(job, team, &members)
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        job.wire.ask(&calls::delete("/Groups", &id), &[204])?;
        Ok(())
    }
}
