//! Okta with a catalogue or template app: profiles by GET and PUT, the life cycle and groups by PATCH.

mod aiw;
mod calls;
mod grouppush;
mod import;
mod large_group;
mod pages;
mod rehire;
mod scenarios;
mod spec_test;
mod whole_life;

use crate::attribute::{ERROR_URN, Path};
use crate::behaviour::{Behaviour, Habits, Job};
use crate::dice::Dice;
use crate::options::Error;
use crate::wire::{Answer, id_of};
use pages::{Kind, counted_list, import};
use serde_json::Value;

pub(crate) use scenarios::SCENARIOS;

/// PATCH may be answered with or without the resource.
const PATCHED: &[u16] = &[200, 204];

pub(crate) struct Okta {
    passwords: Dice,
}

/// Okta's own id of a user or group.
pub(crate) fn name_object(dice: &mut Dice) -> String {
    let letters = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    format!("00u{}", dice.text(17, letters))
}

impl Okta {
    pub(crate) fn new(seed: u64) -> Self {
        Self { passwords: Dice::new(!seed) }
    }

    /// The random password of a new user.
    fn password(&mut self) -> String {
        self.passwords.text(16, b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789")
    }

    fn create_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let call = calls::create_user(&job.directory.people[person], &self.password());
        if let Some(answer) = job.wire.ask(&call, &[201])? {
            job.users[person] = returned_user(job, &answer);
        }
        Ok(())
    }

    /// Where there is a group of that name already: its membership becomes Okta's.
    fn link_team(&self, job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
        job.wire.ask(&calls::get_group(id), &[200])?;
        job.groups[team] = Some(id.to_owned());
        push_team(job, team, id)
    }

    fn create_empty_team(&self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let name = job.directory.teams[team].name.clone();
        let Some(answer) = job.wire.ask(&calls::create_group(&name), &[201])? else { return Ok(()) };
        job.groups[team] = answer.id();
        if job.groups[team].is_none() {
            job.wire.fail("the new group with its id");
        }
        Ok(())
    }

    fn create_team(&self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        self.create_empty_team(job, team)?;
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        job.wire.ask(&calls::get_group(&id), &[200])?;
        let joined: Vec<usize> = job.directory.teams[team].members.iter().copied().collect();
        self.send_members(job, team, &id, &joined, &[])
    }

    /// The name goes along with each push of members, changed or not.
    fn send_members(
        &self,
        job: &mut Job<'_>,
        team: usize,
        id: &str,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let name = job.directory.teams[team].name.clone();
        job.wire.ask(&calls::rename_group(id, &name), PATCHED)?;
        let joined = job.members(joined.iter().copied());
        let left = job.members(left.iter().copied());
        if !joined.is_empty() || !left.is_empty() {
            job.wire.ask(&calls::change_members(id, &joined, &left), PATCHED)?;
        }
        Ok(())
    }
}

impl Behaviour for Okta {
    fn habits(&self) -> Habits {
        Habits { imports: true, deletes_groups: true, pushes_whole_groups: true, ..Habits::default() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        let person = &job.directory.people[person];
        let mut profile = calls::profile(person);
        profile.push((Path::Plain("active"), person.active.into()));
        profile
    }

    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        let Some(answer) = job.wire.ask(&calls::probe(), &[200])? else { return Ok(false) };
        Ok(counted_list(job, &answer).is_some())
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_some() {
            return self.update(job, person);
        }
        let found = match match_user(job, person)? {
            Match::None => return self.create_user(job, person),
            Match::One(user) => user,
            Match::Unclear => return Ok(()),
        };
        let Some(id) = link(job, person, &found) else { return Ok(()) };
        let active = job.directory.people[person].active;
        if found.get("active").and_then(Value::as_bool) == Some(!active) {
            job.wire.ask(&calls::patch_active(&id, active), PATCHED)?;
        }
        self.update(job, person)
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let Some(returned) = job.wire.ask(&calls::get_user(&id), &[200])? else { return Ok(()) };
        let put = calls::put_user(&id, &returned.body, &job.directory.people[person]);
        if put.body.as_ref() != Some(&returned.body)
            && let Some(answer) = job.wire.ask(&put, &[200])?
        {
            returned_user(job, &answer);
        }
        Ok(())
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        if !job.directory.people[person].active {
            job.wire.ask(&calls::patch_active(&id, false), PATCHED)?;
            return Ok(());
        }
        // Someone is assigned again: Okta looks for the user name, and must find the inactive user.
        match match_user(job, person)? {
            Match::One(_) => {
                job.wire.ask(&calls::patch_active(&id, true), PATCHED)?;
                self.update(job, person)
            }
            Match::None => {
                job.wire.fail("the deactivated user among the hits");
                Ok(())
            }
            Match::Unclear => Ok(()),
        }
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let name = job.directory.teams[team].name.clone();
        if let Some(id) = job.groups[team].clone() {
            let Some(answer) = job.wire.ask(&calls::get_group(&id), &[200])? else { return Ok(()) };
            if answer.body.get("displayName").and_then(Value::as_str) != Some(name.as_str()) {
                job.wire.ask(&calls::rename_group(&id, &name), PATCHED)?;
            }
            return Ok(());
        }
        match match_team(job, team)? {
            Match::None => self.create_team(job, team),
            Match::One(group) => match id_of(&group) {
                Some(id) => self.link_team(job, team, &id),
                None => Ok(()),
            },
            Match::Unclear => Ok(()),
        }
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let name = job.directory.teams[team].name.clone();
        job.wire.ask(&calls::rename_group(&id, &name), PATCHED)?;
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
        self.send_members(job, team, &id, joined, left)
    }

    fn push_whole_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        push_team(job, team, &id)
    }

    /// "Unlink pushed group" with "delete the group in the target app".
    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let Some(id) = job.groups[team].take() else { return Ok(()) };
        job.wire.ask(&calls::delete_group(&id), &[204])?;
        Ok(())
    }

    fn import(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        for kind in [Kind::Users, Kind::Groups] {
            import(job, kind)?;
        }
        Ok(())
    }
}

enum Match {
    None,
    One(Value),
    Unclear,
}

fn match_user(job: &mut Job<'_>, person: usize) -> Result<Match, Error> {
    let call = calls::match_user(&job.directory.people[person].user_name);
    let Some(answer) = job.wire.ask(&call, &[200, 404])? else { return Ok(Match::Unclear) };
    // Okta takes a 404 for "no such user", but only with an error that it can read.
    if answer.status == 404 {
        let readable =
            answer.body["schemas"].as_array().is_some_and(|urns| urns.iter().any(|u| u == ERROR_URN));
        if !readable {
            job.wire.fail("a SCIM error as the body of a 404");
            return Ok(Match::Unclear);
        }
        return Ok(Match::None);
    }
    match counted_list(job, &answer) {
        Some([]) => Ok(Match::None),
        Some([user]) => Ok(Match::One(user.clone())),
        Some(users) => {
            job.wire.fail(format!("one user of that name, not {}", users.len()));
            Ok(Match::Unclear)
        }
        None => Ok(Match::Unclear),
    }
}

/// The first group of that name, which has an id.
fn match_team(job: &mut Job<'_>, team: usize) -> Result<Match, Error> {
    let call = calls::match_group(&job.directory.teams[team].name);
    let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(Match::Unclear) };
    match counted_list(job, &answer) {
        Some([]) => Ok(Match::None),
        Some([group, ..]) if id_of(group).is_some() => Ok(Match::One(group.clone())),
        Some(_) => {
            job.wire.fail("a group with an id");
            Ok(Match::Unclear)
        }
        None => Ok(Match::Unclear),
    }
}

/// Someone who was found is linked by the server's id, if there is one.
fn link(job: &mut Job<'_>, person: usize, found: &Value) -> Option<String> {
    job.users[person] = id_of(found);
    if job.users[person].is_none() {
        job.wire.fail("a user with an id");
    }
    job.users[person].clone()
}

/// The id of the user in the answer to POST and PUT. Okta stops at an empty body.
fn returned_user(job: &mut Job<'_>, answer: &Answer) -> Option<String> {
    let id = answer.id();
    if id.is_none() {
        job.wire.fail("the whole user as the body, with its id");
    }
    if answer.body.get("password").is_some() {
        job.wire.object("no password in the answer (RFC 7643 §4.1.1)");
    }
    id
}

fn push_team(job: &mut Job<'_>, team: usize, id: &str) -> Result<(), Error> {
    let name = job.directory.teams[team].name.clone();
    job.wire.ask(&calls::rename_group(id, &name), PATCHED)?;
    let members = job.members(job.directory.teams[team].members.iter().copied());
    job.wire.ask(&calls::replace_members(id, &members), PATCHED)?;
    Ok(())
}
