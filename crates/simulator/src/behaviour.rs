//! What a provider does, one method for each thing that may happen at it.

use crate::attribute::Path;
use crate::directory::Directory;
use crate::options::{Error, Options};
use crate::report::{Progress, Report};
use crate::scenario::Scenario;
use crate::wire::Wire;
use serde_json::Value;

/// A provisioning job: the directory, the ids that the server gave to what is in it, and the way to the server.
///
/// People and teams are named by their place in the directory.
pub(crate) struct Job<'o> {
    /// What the directory is made from, and all else that is random.
    pub(crate) seed: u64,
    pub(crate) wire: Wire<'o>,
    pub(crate) directory: Directory,
    /// The id of each person on the server, once it is known.
    pub(crate) users: Vec<Option<String>>,
    /// The id of each team on the server, once it is known.
    pub(crate) groups: Vec<Option<String>>,
}

/// Which parts of the common story a provider takes part in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Habits {
    /// It reads all users and groups of the server.
    pub(crate) imports: bool,
    /// It sends references, such as managers, in requests of their own.
    pub(crate) refers: bool,
    /// It has been seen to clear an attribute that it sent before.
    pub(crate) clears: bool,
    /// It deletes users, and does not only deactivate them.
    pub(crate) deletes_users: bool,
    /// It deletes groups.
    pub(crate) deletes_groups: bool,
    /// An administrator can have a group pushed as a whole.
    pub(crate) pushes_whole_groups: bool,
    /// It sends everything again in each cycle, whether or not it has changed.
    pub(crate) resends: bool,
}

/// A failing answer is noted in the report and ends only the matter at hand; an `Err` ends the run.
pub(crate) trait Behaviour {
    fn habits(&self) -> Habits;

    /// The values that a person should have on the server.
    fn profile(&self, job: &Job<'_>, person: usize) -> Vec<(Path, Value)>;

    /// The connection test. Says whether it passed.
    fn probe(&mut self, job: &mut Job<'_>) -> Result<bool, Error>;

    /// Finds or creates someone, and brings what differs up to date.
    fn provision(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error>;

    /// Sends what has changed of someone who is on the server.
    fn update(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error>;

    /// Disables or restores someone, as the directory says.
    fn set_active(&mut self, job: &mut Job<'_>, person: usize) -> Result<(), Error>;

    /// Finds or creates a group, and brings name and members up to date.
    fn provision_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error>;

    /// Sends the group's name, which has changed.
    fn rename_team(&mut self, job: &mut Job<'_>, team: usize) -> Result<(), Error>;

    /// Sends who has joined and left.
    fn change_members(
        &mut self,
        job: &mut Job<'_>,
        team: usize,
        joined: &[usize],
        left: &[usize],
    ) -> Result<(), Error>;

    /// [`Habits::deletes_groups`].
    fn delete_team(&mut self, _job: &mut Job<'_>, _team: usize) -> Result<(), Error> {
        Ok(())
    }

    /// Whether someone who is disabled and not on the server stays away from it.
    fn passes_over_the_disabled(&self) -> bool {
        false
    }

    /// Sends someone's references, if they are not there ([`Habits::refers`]).
    fn refer(&mut self, _job: &mut Job<'_>, _person: usize) -> Result<(), Error> {
        Ok(())
    }

    /// [`Habits::deletes_users`].
    fn delete_user(&mut self, _job: &mut Job<'_>, _person: usize) -> Result<(), Error> {
        Ok(())
    }

    /// [`Habits::pushes_whole_groups`].
    fn push_whole_team(&mut self, _job: &mut Job<'_>, _team: usize) -> Result<(), Error> {
        Ok(())
    }

    /// [`Habits::imports`].
    fn import(&mut self, _job: &mut Job<'_>) -> Result<(), Error> {
        Ok(())
    }
}

impl<'o> Job<'o> {
    /// Checks the options; sends nothing yet.
    pub(crate) fn new(
        scenario: &'static Scenario,
        options: &Options,
        observer: Option<&'o mut dyn FnMut(Progress)>,
    ) -> Result<Self, Error> {
        let wire = Wire::new(scenario, options, observer)?;
        let domain = options.domain(scenario);
        let directory =
            Directory::new(options.seed, options.users, options.groups, &domain, scenario.name_object);
        let (users, groups) = (vec![None; directory.people.len()], vec![None; directory.teams.len()]);
        Ok(Self { seed: options.seed, wire, directory, users, groups })
    }

    /// Goes through a script once a cycle.
    pub(crate) fn follow(
        &mut self,
        script: fn(&mut Job<'_>) -> Result<(), Error>,
        cycles: usize,
    ) -> Result<(), Error> {
        for cycle in 1..=cycles {
            self.wire.begin_cycle(cycle);
            script(self)?;
        }
        Ok(())
    }

    /// In all cycles but the first the provider has nothing to write.
    pub(crate) fn object_to_writes(&mut self) {
        let writes = self.wire.writes();
        if self.wire.cycle() > 1 && writes > 0 {
            self.wire
                .object(format!("no write, since nothing has changed; there were {writes} in this cycle"));
        }
    }

    /// What came of a run that has ended so.
    pub(crate) fn conclude(mut self, outcome: Result<(), Error>) -> Result<Report, Error> {
        let complete = outcome.is_ok();
        match outcome {
            // What was refused is in the report already.
            Ok(()) | Err(Error::Refused | Error::Untested) => {}
            Err(error) if self.wire.requests() <= 1 => return Err(error),
            Err(error) => self.wire.lose(&error),
        }
        Ok(Report { complete, ..self.report() })
    }

    pub(crate) fn report(&self) -> Report {
        let known = |ids: &[Option<String>]| ids.iter().flatten().count();
        let (users, groups) = (known(&self.users), known(&self.groups));
        Report { users, groups, ..self.wire.report() }
    }

    /// The server's ids and the user names of those people who are on the server.
    pub(crate) fn members(&self, people: impl IntoIterator<Item = usize>) -> Vec<(String, String)> {
        let known = |person: usize| {
            Some((self.users[person].clone()?, self.directory.people[person].user_name.clone()))
        };
        people.into_iter().filter_map(known).collect()
    }
}
