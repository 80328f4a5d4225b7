//! What happens at a simulated provider, in order; each provider takes its own part in it.
//!
//! The story ends where it began, but for profiles and one membership: whatever a provider looks things up by is put
//! back. So a second run finds what the first has left, plays the same story again, and ends in the same state.

use crate::attribute::Path;
use crate::check::{self, Stamps};
use crate::fault::Fault;
use crate::options::Error;
use crate::session::Session;

impl Session<'_> {
    pub(crate) fn play(&mut self, cycles: usize, faults: &[Fault]) -> Result<(), Error> {
        let stamps = self.first_cycle(faults)?;
        for cycle in 2..=cycles {
            self.job.wire.begin_cycle(cycle);
            self.later_cycle(&stamps)?;
        }
        Ok(())
    }

    fn first_cycle(&mut self, faults: &[Fault]) -> Result<Stamps, Error> {
        self.push()?;
        self.change_profiles()?;
        self.rename_user()?;
        self.rename_group()?;
        self.move_between_groups()?;
        self.push_whole_groups()?;
        self.disable_and_restore()?;
        self.delete_user()?;
        self.delete_group()?;
        self.import()?;
        for fault in faults {
            self.suffer(*fault)?;
        }
        self.job.wire.step("look at everything", self.job.users.len() + self.job.groups.len());
        check::everything(&mut self.job, &*self.behaviour)
    }

    /// Nothing has changed at the provider since the first cycle.
    fn later_cycle(&mut self, before: &Stamps) -> Result<(), Error> {
        self.test_connection()?;
        self.push_users()?;
        self.push_groups()?;
        self.push_references()?;
        if !self.behaviour.habits().resends {
            self.job.object_to_writes();
        }
        self.push_whole_groups()?;
        self.import()?;
        self.job.wire.step("look for changes", self.job.users.len() + self.job.groups.len());
        check::unchanged(&mut self.job, &*self.behaviour, before)
    }

    /// Some are promoted, one of them to something without a title, and somebody gets another manager.
    fn change_profiles(&mut self) -> Result<(), Error> {
        let users = self.job.directory.users();
        let some = users.min(3);
        self.job.wire.step("change some profiles", some);
        for person in 0..some {
            self.job.directory.promote(person, &mut self.dice);
            self.behaviour.update(&mut self.job, person)?;
            check::user(&mut self.job, &*self.behaviour, person)?;
            self.job.wire.done();
        }
        if users > 3 && self.behaviour.habits().clears {
            self.job.wire.step("clear a title", 1);
            self.job.directory.people[1].title = None;
            self.behaviour.update(&mut self.job, 1)?;
            check::cleared(&mut self.job, 1, Path::Plain("title"))?;
            self.job.wire.done();
        }
        if users > 3 && self.behaviour.habits().refers {
            self.job.wire.step("change a manager", 1);
            self.job.directory.people[3].manager = Some(2);
            self.behaviour.refer(&mut self.job, 3)?;
            check::user(&mut self.job, &*self.behaviour, 3)?;
            self.job.wire.done();
        }
        Ok(())
    }

    fn rename_user(&mut self) -> Result<(), Error> {
        let users = self.job.directory.users();
        if users == 0 {
            return Ok(());
        }
        let person = users / 2;
        self.job.wire.step("rename a user, and back", 2);
        let before = self.job.directory.marry(person);
        for _ in 0..2 {
            self.behaviour.update(&mut self.job, person)?;
            check::user(&mut self.job, &*self.behaviour, person)?;
            self.job.directory.people[person] = before.clone();
            self.job.wire.done();
        }
        Ok(())
    }

    fn rename_group(&mut self) -> Result<(), Error> {
        let Some(team) = self.job.directory.groups().checked_sub(1) else { return Ok(()) };
        self.job.wire.step("rename a group, and back", 2);
        let before = self.job.directory.teams[team].name.clone();
        self.job.directory.teams[team].name = format!("{before} (new)");
        for _ in 0..2 {
            self.behaviour.rename_team(&mut self.job, team)?;
            check::group(&mut self.job, team)?;
            self.job.directory.teams[team].name.clone_from(&before);
            self.job.wire.done();
        }
        Ok(())
    }

    /// Someone leaves the last group and joins the one before it; both are pushed as one change where there is one.
    fn move_between_groups(&mut self) -> Result<(), Error> {
        let groups = self.job.directory.groups();
        if groups < 2 || self.job.directory.users() == 0 {
            return Ok(());
        }
        let (from, to) = (groups - 1, groups - 2);
        let Some(person) = self.job.directory.teams[from].members.first().copied() else { return Ok(()) };
        self.job.wire.step("move someone between groups", 3);
        self.move_member(person, from, to)?;
        self.job.wire.done();
        // One leaves and one joins the same group at once.
        let leaver = self.job.directory.teams[from].members.first().copied();
        if let Some(leaver) = leaver {
            let members = &mut self.job.directory.teams[from].members;
            members.remove(&leaver);
            members.insert(person);
            self.behaviour.change_members(&mut self.job, from, &[person], &[leaver])?;
            check::group(&mut self.job, from)?;
            self.job.wire.done();
            let members = &mut self.job.directory.teams[from].members;
            members.remove(&person);
            members.insert(leaver);
            self.behaviour.change_members(&mut self.job, from, &[leaver], &[person])?;
        }
        check::group(&mut self.job, from)?;
        check::group(&mut self.job, to)?;
        self.job.wire.done();
        Ok(())
    }

    /// Every group is pushed as a whole, although nothing has changed.
    fn push_whole_groups(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().pushes_whole_groups {
            return Ok(());
        }
        let groups = self.job.directory.groups();
        self.job.wire.step("push whole groups, unchanged", groups);
        for team in 0..groups {
            self.behaviour.push_whole_team(&mut self.job, team)?;
            self.job.wire.done();
        }
        Ok(())
    }

    /// Someone is disabled, stays visible, is taken back, and is still in the groups of before.
    fn disable_and_restore(&mut self) -> Result<(), Error> {
        let Some(person) = self.job.directory.users().checked_sub(1) else { return Ok(()) };
        self.job.wire.step("disable a user, and take back", 2);
        for active in [false, true] {
            self.job.directory.people[person].active = active;
            self.behaviour.set_active(&mut self.job, person)?;
            check::user(&mut self.job, &*self.behaviour, person)?;
            self.job.wire.done();
        }
        let teams: Vec<usize> = (0..self.job.directory.groups())
            .filter(|team| self.job.directory.teams[*team].members.contains(&person))
            .collect();
        for team in teams {
            check::group(&mut self.job, team)?;
        }
        Ok(())
    }

    /// Someone comes, is disabled, and is deleted for good.
    fn delete_user(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().deletes_users {
            return Ok(());
        }
        let person = self.job.directory.leaver();
        if self.behaviour.passes_over_the_disabled() {
            self.pass_over(person)?;
        }
        self.job.wire.step("delete a user for good", 1);
        self.behaviour.provision(&mut self.job, person)?;
        self.job.directory.people[person].active = false;
        self.behaviour.set_active(&mut self.job, person)?;
        let id = self.job.users[person].clone();
        self.behaviour.delete_user(&mut self.job, person)?;
        if let Some(id) = id {
            check::gone(&mut self.job, "Users", &id)?;
        }
        self.job.wire.done();
        Ok(())
    }

    /// Someone who was disabled before the provider ever sent them is not sent at all.
    fn pass_over(&mut self, person: usize) -> Result<(), Error> {
        self.job.wire.step("pass over who was never active", 1);
        let writes = self.job.wire.writes();
        self.job.directory.people[person].active = false;
        self.behaviour.provision(&mut self.job, person)?;
        self.job.directory.people[person].active = true;
        // Where an earlier run ended early, the person is there, and is brought up to date.
        if self.job.users[person].is_none() && self.job.wire.writes() > writes {
            self.job.wire.object("nothing to be written");
        }
        self.job.wire.done();
        Ok(())
    }

    /// A group is made, filled, emptied and deleted.
    fn delete_group(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().deletes_groups {
            return Ok(());
        }
        let team = self.job.directory.project();
        self.job.wire.step("make a group, empty it and delete it", 1);
        self.behaviour.provision_team(&mut self.job, team)?;
        check::group(&mut self.job, team)?;
        let left: Vec<usize> =
            std::mem::take(&mut self.job.directory.teams[team].members).into_iter().collect();
        if self.behaviour.habits().pushes_whole_groups {
            self.behaviour.push_whole_team(&mut self.job, team)?;
        } else {
            self.behaviour.change_members(&mut self.job, team, &[], &left)?;
        }
        check::group(&mut self.job, team)?;
        let id = self.job.groups[team].clone();
        self.behaviour.delete_team(&mut self.job, team)?;
        if let Some(id) = id {
            check::gone(&mut self.job, "Groups", &id)?;
        }
        self.job.wire.done();
        Ok(())
    }

    fn import(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().imports {
            return Ok(());
        }
        self.job.wire.step("import users and groups", 1);
        self.behaviour.import(&mut self.job)?;
        self.job.wire.done();
        Ok(())
    }
}
