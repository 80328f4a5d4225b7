//! authentik's SCIM provider: a link table, a POST before any search, and a full sync every hour.

mod calls;
mod discovery;
mod mishaps;

use crate::answers::new_id;
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::wire::id_of;
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::Authentik,
    name: "sync",
    about: "POST before any search, groups by PATCH without a path, members compared, and a full sync.",
    evidence: Evidence::Source,
    dialect: "authentik",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.text(64, b"0123456789abcdef"),
    play: Play::Story(|_, directory| Box::new(Authentik::new(directory.people.len(), directory.teams.len()))),
}];

const PATCHED: &[u16] = &[200, 204];

struct Authentik {
    config: Config,
    /// The latest answer about everybody and every group that is linked.
    users: Vec<Option<Value>>,
    groups: Vec<Option<Value>>,
}

/// What it reads of the server's configuration; nothing is supported by a server that has none.
#[derive(Clone, Copy, Debug, Default)]
struct Config {
    patch: bool,
    filter: bool,
    /// How many operations one PATCH has, 0 for any number.
    operations: usize,
}

impl Authentik {
    fn new(people: usize, teams: usize) -> Self {
        Self { config: Config::default(), users: vec![None; people], groups: vec![None; teams] }
    }

    fn create_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let call = calls::create_user(&job.directory.people[person]);
        let search = calls::match_user(&job.directory.people[person].user_name);
        if let Some(user) = self.create(job, &call, &search)? {
            job.users[person] = id_of(&user);
            self.users[person] = Some(user);
        }
        Ok(())
    }

    /// Creates something, or finds it where the server says that it is there.
    fn create(&self, job: &mut Job<'_>, call: &Call, search: &Call) -> Result<Option<Value>, Error> {
        let accepted: &[u16] = if self.config.filter { &[200, 201, 409] } else { &[200, 201] };
        let Some(answer) = job.wire.ask(call, accepted)? else { return Ok(None) };
        if answer.status != 409 {
            return Ok(new_id(job, &answer).map(|_| answer.body));
        }
        let Some(answer) = job.wire.ask(search, &[200])? else { return Ok(None) };
        let found = answer.body["Resources"][0].clone();
        if id_of(&found).is_none() {
            job.wire.fail("what the server has just called a duplicate, with its id");
            return Ok(None);
        }
        Ok(Some(found))
    }

    /// The group as it is sent, with its members only where there is no PATCH.
    fn group(&self, job: &Job<'_>, team: usize, id: Option<&str>) -> Value {
        let members = self.wanted(job, team);
        calls::group(&job.directory.teams[team], id, (!self.config.patch).then_some(&members[..]))
    }

    fn wanted(&self, job: &Job<'_>, team: usize) -> Vec<String> {
        ids(job, job.directory.teams[team].members.iter().copied())
    }

    fn create_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let call = calls::create_group(self.group(job, team, None));
        let search = calls::match_group(&job.directory.teams[team].name);
        let Some(group) = self.create(job, &call, &search)? else { return Ok(()) };
        job.groups[team] = id_of(&group);
        self.groups[team] = Some(group);
        let joined = self.wanted(job, team);
        self.send_members(job, team, &joined, &[])
    }

    fn send_members(
        &self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[String],
        left: &[String],
    ) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        for call in calls::change_members(&id, joined, left, self.config.operations) {
            job.wire.ask(&call, PATCHED)?;
        }
        Ok(())
    }

    fn update_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let group = self.group(job, team, Some(&id));
        let known = self.groups[team].get_or_insert_default();
        if merged(known, &group) != *known {
            let call = match self.config.patch {
                true => calls::patch_group(&id, &group),
                false => calls::put_group(&id, group.clone()),
            };
            let Some(answer) = job.wire.ask(&call, &[200, 204, 404])? else { return Ok(()) };
            if answer.status == 404 {
                job.groups[team] = None;
                return self.create_team(job, team);
            }
            *known = merged(known, &group);
        }
        self.compare_members(job, team, &id)
    }

    /// Reads the group and sends what differs. Without `members` it never adds anybody, so they must be there even when
    /// they are none.
    fn compare_members(&self, job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
        let Some(answer) = job.wire.ask(&calls::get_group(id), &[200])? else { return Ok(()) };
        let wanted = self.wanted(job, team);
        let Some(members) = answer.body["members"].as_array() else {
            if wanted.is_empty() {
                job.wire.object("members in the group, as an empty list: without them nobody is ever added");
            } else {
                job.wire.fail("members in the group");
            }
            return Ok(());
        };
        let there: HashSet<&str> = members.iter().filter_map(|member| member["value"].as_str()).collect();
        let joined: Vec<String> = wanted.iter().filter(|id| !there.contains(id.as_str())).cloned().collect();
        let wanted: BTreeSet<&str> = wanted.iter().map(String::as_str).collect();
        let left: Vec<String> =
            there.difference(&wanted.into_iter().collect()).map(|id| (*id).to_owned()).collect();
        self.send_members(job, team, &joined, &left)
    }
}

impl Behaviour for Authentik {
    fn habits(&self) -> Habits {
        Habits { imports: true, deletes_users: true, deletes_groups: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(&job.directory.people[person])
    }

    /// No test, but what each sync begins with. A configuration that cannot be had is no reason to stop.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        self.config = Config::default();
        if let Some(answer) = job.wire.ask(&calls::service_provider_config(), &[200])? {
            let supported = |feature: &str| answer.body[feature]["supported"] == true;
            let operations = answer.body["bulk"]["maxOperations"].as_u64().unwrap_or_default();
            self.config = Config {
                patch: supported("patch"),
                filter: supported("filter"),
                operations: usize::try_from(operations).unwrap_or_default(),
            };
        }
        Ok(true)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        match job.users[person] {
            Some(_) => self.update(job, person),
            None => self.create_user(job, person),
        }
    }

    /// Sends the whole user if that would change what the server said last. Somebody who is not there any more loses
    /// the link, and is created again.
    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let user = calls::user(&job.directory.people[person], Some(&id));
        let known = self.users[person].get_or_insert_default();
        if merged(known, &user) == *known {
            return Ok(());
        }
        let Some(answer) = job.wire.ask(&calls::put_user(&id, user), &[200, 404])? else { return Ok(()) };
        if answer.status == 404 {
            job.users[person] = None;
            return self.create_user(job, person);
        }
        *known = answer.body;
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
        match job.groups[team] {
            Some(_) => self.update_team(job, team),
            None => self.create_team(job, team),
        }
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        self.update_team(job, team)
    }

    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let (joined, left) = (ids(job, joined.iter().copied()), ids(job, left.iter().copied()));
        self.send_members(job, team, &joined, &left)
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        self.groups[team] = None;
        job.wire.ask(&calls::delete("/Groups", &id), &[204])?;
        Ok(())
    }

    /// The discovery of what is on the server already.
    fn import(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        if job.wire.cycle() == 1 {
            self.lose_a_link(job)?;
            self.fill_an_empty_group(job)?;
        }
        self.discover(job, "/Users")?;
        self.discover(job, "/Groups")
    }
}

fn ids(job: &Job<'_>, people: impl Iterator<Item = usize>) -> Vec<String> {
    people.filter_map(|person| job.users[person].clone()).collect()
}

/// What it believes the server to have after it has sent `own`: objects are merged, and a list gets what it lacks.
fn merged(known: &Value, own: &Value) -> Value {
    match (known, own) {
        (Value::Object(known), Value::Object(own)) => {
            let mut all = known.clone();
            for (name, value) in own {
                let entry = all.entry(name).or_insert(Value::Null);
                *entry = merged(entry, value);
            }
            Value::Object(all)
        }
        (Value::Array(known), Value::Array(own)) => {
            let lacking = own.iter().filter(|value| !known.contains(value));
            Value::Array(known.iter().chain(lacking).cloned().collect())
        }
        _ => own.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::merged;
    use serde_json::json;

    #[test]
    fn what_the_server_adds_is_no_difference() {
        let known = json!({ "id": "7", "name": { "formatted": "A", "givenName": "A" }, "emails": [{ "value": "a" }] });
        assert_eq!(
            merged(&known, &json!({ "name": { "givenName": "A" }, "emails": [{ "value": "a" }] })),
            known
        );
        let changed = json!({ "name": { "givenName": "B" }, "emails": [{ "value": "b" }] });
        assert_eq!(
            merged(&known, &changed),
            json!({ "id": "7", "name": { "formatted": "A", "givenName": "B" },
                "emails": [{ "value": "a" }, { "value": "b" }] })
        );
    }
}
