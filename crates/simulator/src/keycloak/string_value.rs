//! The extension scim-for-keycloak: an operation without a path, whose value is an object written as JSON text.
//!
//! Only these shapes are known of it. How it finds who is there already is not; it searches by name here.

use super::{PATCHED, after, calls, ids};
use crate::answers::{new_id, resources};
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::options::Error;
use crate::wire::id_of;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What was sent of everybody and every group, which is not sent again while it stays the same.
pub(super) struct StringValue {
    users: Vec<Option<Value>>,
    names: Vec<Option<String>>,
    members: Vec<Option<BTreeSet<usize>>>,
}

impl StringValue {
    pub(super) fn new(people: usize, teams: usize) -> Self {
        Self { users: vec![None; people], names: vec![None; teams], members: vec![None; teams] }
    }

    fn send_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        members: BTreeSet<usize>,
    ) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        if self.members[team].as_ref() != Some(&members)
            && job.wire.ask(&calls::replace_members(&id, &ids(job, &members)), PATCHED)?.is_some()
        {
            self.members[team] = Some(members);
        }
        Ok(())
    }
}

impl Behaviour for StringValue {
    fn habits(&self) -> Habits {
        Habits { deletes_users: true, deletes_groups: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// None is known.
    fn probe(&mut self, _job: &mut Job<'_>) -> Result<bool, Error> {
        Ok(true)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_none() {
            let call = calls::search("/Users", "userName", &job.directory.people[person].user_name);
            job.users[person] = find(job, &call)?;
        }
        if job.users[person].is_some() {
            return self.update(job, person);
        }
        let call = calls::create_user(&job.directory.people[person]);
        if let Some(answer) = job.wire.ask(&call, &[201])? {
            job.users[person] = new_id(job, &answer);
            self.users[person] = Some(calls::user(&job.directory.people[person], None));
        }
        Ok(())
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let user = calls::user(&job.directory.people[person], None);
        if self.users[person].as_ref() != Some(&user)
            && job.wire.ask(&calls::patch_text("/Users", &id, &user), PATCHED)?.is_some()
        {
            self.users[person] = Some(user);
        }
        Ok(())
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.update(job, person)
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].take() else { return Ok(()) };
        self.users[person] = None;
        job.wire.ask(&calls::delete("/Users", &id), &[204])?;
        Ok(())
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let own = job.directory.teams[team].clone();
        if job.groups[team].is_none() {
            job.groups[team] = find(job, &calls::search("/Groups", "displayName", &own.name))?;
            self.names[team] = Some(own.name.clone());
        }
        if job.groups[team].is_none() {
            let Some(answer) = job.wire.ask(&calls::create_group(&own, &[]), &[201])? else { return Ok(()) };
            job.groups[team] = new_id(job, &answer);
        }
        self.rename_team(job, team)?;
        self.send_members(job, team, own.members)
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let name = job.directory.teams[team].name.clone();
        let value = json!({ "displayName": name });
        if self.names[team].as_ref() != Some(&name)
            && job.wire.ask(&calls::patch_text("/Groups", &id, &value), PATCHED)?.is_some()
        {
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
        let members = after(job, team, joined, left);
        self.send_members(job, team, members)
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        (self.names[team], self.members[team]) = (None, None);
        job.wire.ask(&calls::delete("/Groups", &id), &[204])?;
        Ok(())
    }
}

fn find(job: &mut Job<'_>, call: &Call) -> Result<Option<String>, Error> {
    let Some(answer) = job.wire.ask(call, &[200])? else { return Ok(None) };
    Ok(resources(job, &answer).and_then(|found| found.first().and_then(id_of)))
}
