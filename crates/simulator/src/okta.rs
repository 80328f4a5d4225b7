//! Okta with a catalogue or template app: profiles by GET and PUT, the life cycle and groups by PATCH.

mod calls;

use crate::attribute::{ERROR_URN, Path};
use crate::behaviour::{Behaviour, Habits, Job};
use crate::dice::Dice;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::wire::Answer;
use serde_json::Value;
use std::collections::HashSet;

pub(crate) use calls::headers;

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::Okta,
    name: "oin",
    about: "An app of the catalogue or a template app: PUT for profiles, PATCH for the life cycle and for groups.",
    evidence: Evidence::Log,
    dialect: "okta",
    users: USERS,
    headers,
    name_object,
    play: Play::Story(|seed, _| Box::new(Okta::new(seed))),
}];

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

    fn create_user(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let letters = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        let password = self.passwords.text(16, letters);
        let call = calls::create_user(&job.directory.people[person], &password);
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

    fn create_team(&self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let name = job.directory.teams[team].name.clone();
        let Some(answer) = job.wire.ask(&calls::create_group(&name), &[201])? else { return Ok(()) };
        let Some(id) = answer.id() else {
            job.wire.fail("the new group with its id");
            return Ok(());
        };
        job.groups[team] = Some(id.clone());
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
        Habits { imports: true, refers: false, deletes_users: false, pushes_whole_groups: true }
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
        let Some(id) = crate::wire::id_of(&found) else {
            job.wire.fail("a user with an id");
            return Ok(());
        };
        job.users[person] = Some(id.clone());
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
        let Some(answer) = job.wire.ask(&calls::match_group(&name), &[200])? else { return Ok(()) };
        match counted_list(job, &answer) {
            Some([]) => self.create_team(job, team),
            Some([group, ..]) => match crate::wire::id_of(group) {
                Some(id) => self.link_team(job, team, &id),
                None => {
                    job.wire.fail("a group with an id");
                    Ok(())
                }
            },
            None => Ok(()),
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
        for (endpoint, name) in [("/Users", "userName"), ("/Groups", "displayName")] {
            import(job, endpoint, name)?;
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

/// The resources of a list. Okta needs all three counters to be numbers.
fn counted_list<'a>(job: &mut Job<'_>, answer: &'a Answer) -> Option<&'a [Value]> {
    let counted =
        ["totalResults", "startIndex", "itemsPerPage"].iter().all(|name| answer.body[name].is_u64());
    let list = answer.list().filter(|_| counted);
    if list.is_none() {
        job.wire.fail("a ListResponse whose totalResults, startIndex and itemsPerPage are numbers");
    }
    list.map(|(_, resources)| resources)
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

/// Reads page after page until `totalResults` are seen.
fn import(job: &mut Job<'_>, endpoint: &str, name: &str) -> Result<(), Error> {
    let mut seen = HashSet::new();
    let mut totals = HashSet::new();
    let mut start = 1;
    loop {
        let Some(answer) = job.wire.ask(&calls::page(endpoint, start), &[200])? else { return Ok(()) };
        let Some(resources) = counted_list(job, &answer) else { return Ok(()) };
        totals.insert(answer.body["totalResults"].as_u64());
        for resource in resources {
            let named = resource.get(name).is_some_and(Value::is_string);
            let mails_listed =
                resource.get("emails").is_none_or(|emails| emails.is_array() || emails.is_null());
            match crate::wire::id_of(resource).filter(|_| named && mails_listed) {
                Some(id) => {
                    if !seen.insert(id) && totals.len() == 1 {
                        job.wire.object("each resource on one page only");
                    }
                }
                None => job.wire.fail(format!("id and {name} in each resource, and emails as an array")),
            }
        }
        start += resources.len();
        let total = answer.body["totalResults"].as_u64().unwrap_or_default();
        if resources.is_empty() || u64::try_from(start).is_ok_and(|next| next > total) {
            break;
        }
    }
    let pushed = if endpoint == "/Users" { &job.users } else { &job.groups };
    // While others write, pages shift (RFC 7644 §3.4.2.4) and may miss someone; then this says nothing.
    if totals.len() == 1 && pushed.iter().flatten().any(|id| !seen.contains(id)) {
        job.wire.object(format!("each pushed resource on one of the pages of {endpoint}"));
    }
    Ok(())
}
