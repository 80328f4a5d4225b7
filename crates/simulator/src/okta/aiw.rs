//! Okta with an app from the App Integration Wizard: GET and PUT for everything, groups included.

mod calls;

use super::{Match, Okta, link, match_team, match_user, returned_user};
use crate::attribute::Path;
use crate::behaviour::{Behaviour, Habits, Job};
use crate::options::Error;
use serde_json::Value;
use std::collections::BTreeSet;

pub(crate) struct Aiw {
    /// What both families of apps have in common.
    okta: Okta,
    /// The first body that the server returned for each person.
    earlier: Vec<Option<Value>>,
}

impl Aiw {
    pub(crate) fn new(seed: u64, people: usize) -> Self {
        Self { okta: Okta::new(seed), earlier: vec![None; people] }
    }

    /// Reads someone and writes all of it back, changed or not.
    fn put(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        let Some(id) = job.users[person].clone() else { return Ok(()) };
        let Some(returned) = job.wire.ask(&super::calls::get_user(&id), &[200])? else { return Ok(()) };
        let earlier = self.earlier[person].get_or_insert_with(|| returned.body.clone());
        let put = calls::put_user(&id, &returned.body, earlier, &job.directory.people[person]);
        if let Some(answer) = job.wire.ask(&put, &[200])? {
            returned_user(job, &answer);
        }
        Ok(())
    }

    fn put_team(&self, job: &mut Job<'_>, team: usize, members: &BTreeSet<usize>) -> Result<(), Error> {
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        let members = job.members(members.iter().copied());
        job.wire.ask(&calls::put_group(&id, &job.directory.teams[team].name, &members), &[200])?;
        Ok(())
    }

    fn put_whole_team(&self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        let members = job.directory.teams[team].members.clone();
        self.put_team(job, team, &members)
    }
}

impl Behaviour for Aiw {
    fn habits(&self) -> Habits {
        Habits { resends: true, ..self.okta.habits() }
    }

    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)> {
        self.okta.profile(job, person)
    }

    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error> {
        self.okta.probe(job)
    }

    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if job.users[person].is_some() {
            return self.put(job, person);
        }
        match match_user(job, person)? {
            Match::None => self.okta.create_user(job, person),
            Match::One(user) => {
                link(job, person, &user);
                self.put(job, person)
            }
            Match::Unclear => Ok(()),
        }
    }

    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        self.put(job, person)
    }

    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error> {
        if !job.directory.people[person].active {
            return self.put(job, person);
        }
        // Someone is assigned again: Okta looks for the user name, and must find the inactive user.
        match match_user(job, person)? {
            Match::One(_) => self.put(job, person),
            Match::None => {
                job.wire.fail("the deactivated user among the hits");
                Ok(())
            }
            Match::Unclear => Ok(()),
        }
    }

    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        if job.groups[team].is_none() {
            match match_team(job, team)? {
                Match::None => self.okta.create_empty_team(job, team)?,
                Match::One(group) => job.groups[team] = crate::wire::id_of(&group),
                Match::Unclear => {}
            }
        }
        let Some(id) = job.groups[team].clone() else { return Ok(()) };
        job.wire.ask(&super::calls::get_group(&id), &[200])?;
        self.put_whole_team(job, team)
    }

    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        self.put_whole_team(job, team)
    }

    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error> {
        let mut members = job.directory.teams[team].members.clone();
        members.extend(joined);
        members.retain(|person| !left.contains(person));
        self.put_team(job, team, &members)
    }

    fn push_whole_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        self.put_whole_team(job, team)
    }

    fn delete_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error> {
        self.okta.delete_team(job, team)
    }

    fn import(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        self.okta.import(job)
    }
}
