//! `JumpCloud`: a connection test that makes a user and a group and deletes them again.

mod calls;

use crate::answers::{new_id, resources};
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::directory::Person;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::sent::Sent;
use crate::wire::id_of;
use serde_json::Value;
use std::collections::BTreeSet;

const TEST: Scenario = Scenario {
    provider: Provider::JumpCloud,
    name: "test",
    about: "A connection test with a user and a group that come and go twice, and then the usual changes.",
    evidence: Evidence::DocumentationAndReports,
    dialect: "jumpcloud",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.text(24, b"0123456789abcdef"),
    play: Play::Story(|_, directory| Box::new(JumpCloud::new(directory.people.len(), Removal::Path))),
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    TEST,
    Scenario {
        name: "value-array",
        about: "The same, with members who are removed by an array of values.",
        evidence: Evidence::Hearsay,
        play: Play::Story(|_, directory| Box::new(JumpCloud::new(directory.people.len(), Removal::Values))),
        ..TEST
    },
];

const PATCHED: &[u16] = &[200, 204];

/// How members are removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Removal {
    /// As RFC 7644 has it.
    Path,
    /// As one article has it, which is too little for a default.
    Values,
}

struct JumpCloud {
    removal: Removal,
    sent: Sent,
}

impl JumpCloud {
    fn new(people: usize, removal: Removal) -> Self {
        Self { removal, sent: Sent::nothing(people) }
    }

    /// The test user comes, and goes by DELETE or else by being deactivated; then the test group.
    fn test_pair(&self, job: &mut Job<'_>) -> Result<bool, Error> {
        let leaver = &job.directory.people[job.directory.leaver()];
        let user_name = format!("test-user@{}", job.directory.domain());
        let tester = Person { user_name, object_id: "test".to_owned(), ..leaver.clone() };
        let Some(user) = create(job, &calls::create_user(&tester))? else { return Ok(false) };
        let Some(answer) = job.wire.ask(&calls::delete("/Users", &user), &[204, 404, 405, 501])? else {
            return Ok(false);
        };
        if answer.status != 204 && job.wire.ask(&calls::deactivate(&user), PATCHED)?.is_none() {
            return Ok(false);
        }
        let name = format!("test-group {}", job.directory.domain());
        let Some(group) = create(job, &calls::create_group(&name))? else { return Ok(false) };
        Ok(job.wire.ask(&calls::delete("/Groups", &group), &[204])?.is_some())
    }

    fn add(&self, job: &mut Job<'_>, id: &str, people: &[usize]) -> Result<(), Error> {
        let members = ids(job, people);
        if !members.is_empty() {
            job.wire.ask(&calls::add_members(id, &members), PATCHED)?;
        }
        Ok(())
    }

    fn remove(&self, job: &mut Job<'_>, id: &str, people: &[usize]) -> Result<(), Error> {
        let members = ids(job, people);
        match self.removal {
            Removal::Values if !members.is_empty() => {
                job.wire.ask(&calls::remove_values(id, &members), PATCHED)?;
            }
            Removal::Values => {}
            Removal::Path => {
                for member in members {
                    job.wire.ask(&calls::remove_member(id, &member), PATCHED)?;
                }
            }
        }
        Ok(())
    }
}

impl Behaviour for JumpCloud {
    fn habits(&self) -> Habits {
        Habits { deletes_users: true, deletes_groups: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// An administrator presses the button twice: what the first test has deleted may not be in the way of the second.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        // Nobody tests a connection in a later cycle, in which nothing has changed.
        Ok(job.wire.cycle() > 1 || (self.test_pair(job)? && self.test_pair(job)?))
    }

    /// How it finds a user is not known; it looks for the user name here.
    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_none() {
            let call = calls::match_user(&job.directory.people[person].user_name);
            let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(()) };
            let Some(found) = resources(job, &answer) else { return Ok(()) };
            job.users[person] = found.first().and_then(id_of);
        }
        if job.users[person].is_some() {
            return self.update(job, person);
        }
        let call = calls::create_user(&job.directory.people[person]);
        self.sent.post(job, person, call)
    }

    /// Whether it sends PUT or PATCH is not known; PUT is what all servers have.
    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let call = calls::put_user(&id, &job.directory.people[person]);
        self.sent.put(job, person, call)
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.update(job, person)
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.sent.delete(job, person, |id| calls::delete("/Users", id))
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        if job.groups[team].is_some() {
            return Ok(());
        }
        let name = job.directory.teams[team].name.clone();
        let Some(answer) = job.wire.ask(&calls::match_group(&name), &[200])? else { return Ok(()) };
        let Some(found) = resources(job, &answer) else { return Ok(()) };
        // Who is in the group is taken from the search, so that nobody is added twice or stays by mistake.
        let members = found.first().map(member_ids).unwrap_or_default();
        job.groups[team] = match found.first().and_then(id_of) {
            Some(id) => Some(id),
            None => create(job, &calls::create_group(&name))?,
        };
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let wanted = &job.directory.teams[team].members;
        let has = |person: &usize| job.users[*person].as_ref().is_some_and(|id| members.contains(id));
        let joined: Vec<usize> = wanted.iter().copied().filter(|person| !has(person)).collect();
        let left: Vec<usize> =
            (0..job.users.len()).filter(|person| has(person) && !wanted.contains(person)).collect();
        self.add(job, &id, &joined)?;
        self.remove(job, &id, &left)
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        job.wire.ask(&calls::rename_group(&id, &job.directory.teams[team].name), PATCHED)?;
        Ok(())
    }

    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        self.add(job, &id, joined)?;
        self.remove(job, &id, left)
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        job.wire.ask(&calls::delete("/Groups", &id), &[204])?;
        Ok(())
    }
}

fn create(job: &mut Job<'_>, call: &Call) -> Result<Option<String>, Error> {
    let Some(answer) = job.wire.ask(call, &[201])? else { return Ok(None) };
    Ok(new_id(job, &answer))
}

fn ids(job: &Job<'_>, people: &[usize]) -> Vec<String> {
    people.iter().filter_map(|person| job.users[*person].clone()).collect()
}

fn member_ids(group: &Value) -> BTreeSet<String> {
    let members = group["members"].as_array().into_iter().flatten();
    members.filter_map(|member| member["value"].as_str().map(str::to_owned)).collect()
}
