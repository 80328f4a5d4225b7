//! Microsoft Entra ID with an app outside of its gallery.

mod app_roles;
mod calls;
mod discovery;
mod setup;
mod validator;
mod writing;

use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::call::Call;
use crate::dice::Dice;
use crate::directory::Directory;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::script;
use crate::wire::{Answer, id_of};
use serde_json::Value;
use setup::{Joining, Key, Kind, Setup};
use std::collections::BTreeSet;
use writing::{Reference, Writing};

pub(crate) use calls::headers;

pub(crate) const SCENARIOS: &[Scenario] = &[
    DEFAULT,
    Scenario {
        name: "flag",
        about: "The flag aadOptscim062020 is in the tenant URL: one operation without a path, true booleans.",
        play: Play::Story(|seed, directory| {
            Entra::boxed(Setup { job: Kind::Flag, ..Setup::DEFAULT }, seed, directory)
        }),
        ..DEFAULT
    },
    Scenario {
        name: "ondemand",
        about: "The flag is set, and single users are provisioned on demand, which passes it over: both dialects.",
        play: Play::Story(|seed, directory| {
            Entra::boxed(Setup { job: Kind::FlagAndOnDemand, ..Setup::DEFAULT }, seed, directory)
        }),
        ..DEFAULT
    },
    Scenario {
        name: "2026-replace-members",
        about: "Each new member comes by a replace of its own, which is meant as an addition.",
        evidence: Evidence::Log,
        dialect: "entra +members_replace_is_add",
        play: Play::Story(|seed, directory| {
            Entra::boxed(Setup { joining: Joining::Replace, ..Setup::DEFAULT }, seed, directory)
        }),
        ..DEFAULT
    },
    Scenario {
        name: "2026-match-external-id",
        about: "Users and groups are matched by externalId, which is Entra's own id of them.",
        evidence: Evidence::Report,
        play: Play::Story(|seed, directory| {
            Entra::boxed(Setup { key: Key::ObjectId, ..Setup::DEFAULT }, seed, directory)
        }),
        ..DEFAULT
    },
    Scenario {
        name: "raw-quotes",
        about: "Searches with raw quotes and brackets, bare literals, a stray slash, and the flag in each request's query.",
        evidence: Evidence::Report,
        play: Play::Story(|seed, directory| {
            Entra::boxed(Setup { key: Key::Raw, ..Setup::DEFAULT }, seed, directory)
        }),
        ..DEFAULT
    },
    Scenario {
        name: "validator",
        about: "The 25 mandatory and 7 preview tests of scimvalidator.microsoft.com.",
        evidence: Evidence::DocumentationAndReports,
        play: Play::Script(validator::play),
        ..DEFAULT
    },
    Scenario {
        name: "approles",
        about: "App roles in their three forms: one primary role, JSON text that is added, and the whole list.",
        play: Play::Script(app_roles::play),
        ..DEFAULT
    },
    Scenario {
        name: "account-discovery",
        about: "Walks all users of the server page by page, in the same order each time.",
        play: Play::Script(discovery::play),
        ..DEFAULT
    },
];

const DEFAULT: Scenario = Scenario {
    provider: Provider::Entra,
    name: "default",
    about: "An app outside of the gallery, without the flag aadOptscim062020.",
    evidence: Evidence::Documentation,
    dialect: "entra",
    users: USERS,
    headers,
    name_object,
    play: Play::Story(|seed, directory| Entra::boxed(Setup::DEFAULT, seed, directory)),
};

/// PATCH may be answered with or without the resource.
const PATCHED: &[u16] = &[200, 204];

pub(crate) struct Entra {
    setup: Setup,
    guids: Dice,
    /// How many requests have been written on demand or not, in turn.
    written: usize,
    /// Whom Entra knows to be in each group. It never reads members back.
    joined: Vec<BTreeSet<usize>>,
}

/// Entra's own id of a user or group.
pub(crate) fn name_object(dice: &mut Dice) -> String {
    dice.guid()
}

impl Entra {
    fn new(setup: Setup, seed: u64, teams: usize) -> Self {
        Self { setup, guids: Dice::new(!seed), written: 0, joined: vec![BTreeSet::new(); teams] }
    }

    fn boxed(setup: Setup, seed: u64, directory: &Directory) -> Box<dyn Behaviour> {
        Box::new(Self::new(setup, seed, directory.teams.len()))
    }

    /// Tests the connection and pushes the people, for scripts that are about something else.
    fn push_users(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        script::connect(job, self)?;
        script::push_users(job, self)
    }

    /// The dialect of the next PATCH.
    fn writing(&mut self) -> Writing {
        self.written += 1;
        match self.setup.job {
            Kind::Default => Writing::Default,
            Kind::FlagAndOnDemand if self.written.is_multiple_of(2) => Writing::Default,
            Kind::Flag | Kind::FlagAndOnDemand => Writing::Flag,
        }
    }

    fn find(&self, job: &Job<'_>, person: usize) -> Call {
        let key = self.setup.key;
        calls::find_user(key, key.of_user(&job.directory.people[person]))
    }

    fn create_user(&self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let call = calls::create_user(self.setup.key, &job.directory.people[person]);
        if let Some(answer) = job.wire.ask(&call, &[201])? {
            job.users[person] = answer.id();
            if job.users[person].is_none() {
                job.wire.fail("the new user with its id");
            }
        }
        Ok(())
    }

    fn send_difference(
        &mut self,
        job: &mut Job<'_>,
        person: usize,
        id: &str,
        returned: &Value,
    ) -> Result<(), Error> {
        let mut profile = self.profile(job, person);
        let title = Path::Plain("title");
        if job.directory.people[person].title.is_none() && title.read(returned).is_some() {
            // Microsoft says that no null goes out. Servers see an empty text instead, which clears.
            profile.push((title, "".into()));
        }
        let operations = self.writing().changes(profile, returned);
        if !operations.is_empty() {
            job.wire.ask(&calls::patch_user(id, &operations), PATCHED)?;
        }
        Ok(())
    }

    /// Adds those of the group who are not known to be in it.
    fn add_missing(&mut self, job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
        let missing: Vec<usize> =
            job.directory.teams[team].members.difference(&self.joined[team]).copied().collect();
        self.add(job, team, id, &missing)
    }

    fn add(&mut self, job: &mut Job<'_>, team: usize, id: &str, people: &[usize]) -> Result<(), Error> {
        let people: Vec<usize> = people.iter().copied().filter(|p| job.users[*p].is_some()).collect();
        for some in people.chunks(self.setup.members_per_patch()) {
            let operations = match self.setup.joining {
                Joining::Add => self.writing().add_members(&ids(job, some)),
                Joining::Replace => writing::replace_members(&ids(job, some)),
            };
            if job.wire.ask(&calls::patch_group(id, &operations), PATCHED)?.is_some() {
                self.joined[team].extend(some);
            }
        }
        Ok(())
    }

    /// Where a group is there already, Entra asks for each member before it adds one.
    fn check_members(&mut self, job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
        for person in job.directory.teams[team].members.clone() {
            let Some(member) = job.users[person].clone() else { continue };
            if refers(job, &calls::check_member(id, &member))? == Some(true) {
                self.joined[team].insert(person);
            }
        }
        Ok(())
    }

    fn create_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let call = calls::create_group(&job.directory.teams[team]);
        let Some(answer) = job.wire.ask(&call, &[201])? else { return Ok(()) };
        let Some(id) = answer.id() else {
            job.wire.fail("the new group with its id");
            return Ok(());
        };
        job.groups[team] = Some(id.clone());
        self.joined[team].clear();
        read_team(job, &id)?;
        self.add_missing(job, team, &id)
    }
}

impl Behaviour for Entra {
    fn habits(&self) -> Habits {
        Habits { refers: true, clears: true, deletes_users: true, deletes_groups: true, ..Habits::default() }
    }

    fn passes_over_the_disabled(&self) -> bool {
        true
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        calls::profile(self.setup.key, &job.directory.people[person])
    }

    /// "Test Connection": a search for what cannot be there must find nothing, and must not be a 404.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        let guid = self.guids.guid();
        let key = self.setup.key;
        job.wire.parameter = key.parameter();
        for call in [calls::find_user(key, &guid), calls::find_group(key, &guid)] {
            let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(false) };
            match answer.list() {
                Some((0, [])) => {}
                _ => {
                    job.wire.fail("a ListResponse with totalResults 0 and no Resources");
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let call = self.find(job, person);
        let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(()) };
        match hit(job, &answer) {
            Some(Some(user)) => {
                job.users[person] = id_of(&user);
                self.update(job, person)
            }
            // Someone who is disabled before Entra ever sent them is not sent at all.
            Some(None) if job.directory.people[person].active => self.create_user(job, person),
            Some(None) | None => Ok(()),
        }
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        if let Some(answer) = job.wire.ask(&calls::get_user(&id), &[200])? {
            self.send_difference(job, person, &id, &answer.body)?;
        }
        Ok(())
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        if !job.directory.people[person].active {
            let disable = self.writing().set(Path::Plain("active"), &false.into());
            job.wire.ask(&calls::patch_user(&id, &[disable]), PATCHED)?;
            return Ok(());
        }
        let call = self.find(job, person);
        let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(()) };
        match hit(job, &answer) {
            // Memberships are not sent again: the server has kept them.
            Some(Some(user)) => self.send_difference(job, person, &id, &user),
            Some(None) => {
                job.wire.fail("the disabled user among the hits");
                Ok(())
            }
            None => Ok(()),
        }
    }

    fn delete_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].take() else { return Ok(()) };
        job.wire.ask(&calls::delete_user(&id), &[204, 404])?;
        Ok(())
    }

    fn refer(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let manager = job.directory.people[person].manager.and_then(|manager| job.users[manager].clone());
        let (Some(id), Some(manager)) = (job.users[person].clone(), manager) else { return Ok(()) };
        if refers(job, &calls::check_manager(&id, &manager))? == Some(false) {
            let writing = self.writing();
            let form = match writing {
                Writing::Default => Reference::Text,
                Writing::Flag if person.is_multiple_of(2) => Reference::List,
                Writing::Flag => Reference::Object,
            };
            job.wire.ask(&calls::patch_user(&id, &[writing.refer(form, &manager)]), PATCHED)?;
        }
        Ok(())
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let key = self.setup.key;
        let call = calls::find_group(key, key.of_group(&job.directory.teams[team]));
        let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(()) };
        let Some(found) = hit(job, &answer) else { return Ok(()) };
        let Some(id) = found.as_ref().and_then(id_of) else { return self.create_team(job, team) };
        if let Some(group) = read_team(job, &id)? {
            let profile = calls::group_profile(&job.directory.teams[team]);
            let operations = self.writing().changes(profile, &group);
            if !operations.is_empty() {
                job.wire.ask(&calls::patch_group(&id, &operations), PATCHED)?;
            }
        }
        if job.groups[team].replace(id.clone()).is_none() {
            self.check_members(job, team, &id)?;
        }
        self.add_missing(job, team, &id)
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let name = job.directory.teams[team].name.as_str().into();
        let rename = self.writing().set(Path::Plain("displayName"), &name);
        job.wire.ask(&calls::patch_group(&id, &[rename]), PATCHED)?;
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
        self.add(job, team, &id, joined)?;
        let left: Vec<usize> = left.iter().copied().filter(|p| job.users[*p].is_some()).collect();
        for some in left.chunks(self.setup.members_per_patch()) {
            let operations = self.writing().remove_members(&ids(job, some));
            if job.wire.ask(&calls::patch_group(&id, &operations), PATCHED)?.is_some() {
                self.joined[team].retain(|person| !some.contains(person));
            }
        }
        Ok(())
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        self.joined[team].clear();
        job.wire.ask(&calls::delete_group(&id), &[204, 404])?;
        Ok(())
    }
}

fn read_team(job: &mut Job<'_>, id: &str) -> Result<Option<Value>, Error> {
    let Some(answer) = job.wire.ask(&calls::get_group(id), &[200])? else { return Ok(None) };
    if answer.body.get("members").is_some() {
        job.wire.object("no members, which excludedAttributes excludes (RFC 7644 §3.9)");
    }
    Ok(Some(answer.body))
}

/// The only hit of a search, if there is one. The outer None is an answer that Entra cannot use.
fn hit(job: &mut Job<'_>, answer: &Answer) -> Option<Option<Value>> {
    match answer.list() {
        Some((0, [])) => Some(None),
        Some((_, [one])) if id_of(one).is_some() => Some(Some(one.clone())),
        _ => {
            job.wire.fail("a ListResponse with one hit, which has an id, or none");
            None
        }
    }
}

/// Whether a reference is there, by a search that asks for the id alone.
fn refers(job: &mut Job<'_>, call: &Call) -> Result<Option<bool>, Error> {
    let Some(answer) = job.wire.ask(call, &[200])? else { return Ok(None) };
    let list = answer.list();
    if list.is_none() {
        job.wire.fail("a ListResponse");
    }
    Ok(list.map(|(total, _)| total > 0))
}

fn ids(job: &Job<'_>, people: &[usize]) -> Vec<String> {
    people.iter().filter_map(|person| job.users[*person].clone()).collect()
}
