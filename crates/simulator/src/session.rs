//! A provider that is connected to a server: for one run, or for small changes without end.

use crate::behaviour::{Behaviour, Job};
use crate::dice::Dice;
use crate::directory::Directory;
use crate::options::{Error, Options, Provider};
use crate::report::{Progress, Report};
use crate::scenario::{Play, Scenario};

/// A provider that keeps its memory between pushes, for a demonstration that goes on and on.
///
/// After an error the next call tries again; what the provider changed meanwhile is sent when its user is sent next.
pub struct Session<'o> {
    pub(crate) job: Job<'o>,
    pub(crate) behaviour: Box<dyn Behaviour>,
    pub(crate) dice: Dice,
}

impl Scenario {
    /// Plays all of it in the first cycle, and goes over what has not changed in all others.
    ///
    /// An `Err` means that nothing could be sent at all; whatever goes wrong later is in the report.
    pub fn run(
        &'static self,
        options: &Options,
        observer: &mut dyn FnMut(Progress),
    ) -> Result<Report, Error> {
        let mut job = Job::new(self, options, Some(observer))?;
        let cycles = options.cycles.max(1);
        let (outcome, job) = match self.play {
            Play::Script(_) if !options.faults.is_empty() => return Err(Error::Faultless(self)),
            Play::Script(script) => (job.follow(script, cycles), job),
            Play::Story(behave) => {
                let mut session = Session::of(job, behave, options);
                (session.play(cycles, &options.faults), session.job)
            }
        };
        job.conclude(outcome)
    }
}

impl Provider {
    /// The same with the provider's default scenario.
    pub fn run(self, options: &Options, observer: &mut dyn FnMut(Progress)) -> Result<Report, Error> {
        <&Scenario>::from(self).run(options, observer)
    }
}

impl Session<'static> {
    /// Checks the options; sends nothing yet. A scenario that is a script cannot be opened.
    pub fn open(scenario: impl Into<&'static Scenario>, options: &Options) -> Result<Self, Error> {
        let scenario = scenario.into();
        match scenario.play {
            Play::Story(behave) => Ok(Self::of(Job::new(scenario, options, None)?, behave, options)),
            Play::Script(_) => Err(Error::Scripted(scenario)),
        }
    }
}

impl<'o> Session<'o> {
    fn of(job: Job<'o>, behave: fn(u64, &Directory) -> Box<dyn Behaviour>, options: &Options) -> Self {
        let behaviour = behave(options.seed, &job.directory);
        Self { job, behaviour, dice: Dice::new(options.seed.rotate_left(32)) }
    }

    /// Tests the connection and pushes all users, groups and references, as far as the server lacks them.
    pub fn push(&mut self) -> Result<(), Error> {
        self.test_connection()?;
        self.push_users()?;
        self.push_groups()?;
        self.push_references()
    }

    /// Makes one to three small changes at the provider and sends them. Says what happened, a sentence each.
    pub fn change_a_few(&mut self, dice: &mut Dice) -> Result<Vec<String>, Error> {
        let mut sentences = Vec::new();
        if self.job.directory.users() == 0 {
            return Ok(sentences);
        }
        let changes = 1 + dice.below(3);
        self.job.wire.step("change a few", changes);
        for _ in 0..changes {
            sentences.push(self.change_one(dice)?);
            self.job.wire.done();
        }
        Ok(sentences)
    }

    /// What came of it so far.
    #[must_use]
    pub fn report(&self) -> Report {
        self.job.report()
    }

    pub(crate) fn test_connection(&mut self) -> Result<(), Error> {
        self.job.wire.step("test the connection", 1);
        let passed = self.behaviour.probe(&mut self.job)?;
        self.job.wire.done();
        if passed { Ok(()) } else { Err(Error::Untested) }
    }

    pub(crate) fn push_users(&mut self) -> Result<(), Error> {
        let users = self.job.directory.users();
        self.job.wire.step("push the users", users);
        for person in 0..users {
            self.behaviour.provision(&mut self.job, person)?;
            self.job.wire.done();
        }
        Ok(())
    }

    pub(crate) fn push_groups(&mut self) -> Result<(), Error> {
        let groups = self.job.directory.groups();
        self.job.wire.step("push the groups", groups);
        for team in 0..groups {
            self.behaviour.provision_team(&mut self.job, team)?;
            self.job.wire.done();
        }
        Ok(())
    }

    pub(crate) fn push_references(&mut self) -> Result<(), Error> {
        if !self.behaviour.habits().refers {
            return Ok(());
        }
        let users = self.job.directory.users();
        self.job.wire.step("set the managers", users);
        for person in 0..users {
            self.behaviour.refer(&mut self.job, person)?;
            self.job.wire.done();
        }
        Ok(())
    }

    /// Someone goes from one team to another. The directory follows what was sent, so that an error loses nothing.
    pub(crate) fn move_member(&mut self, person: usize, from: usize, to: usize) -> Result<(), Error> {
        if self.job.directory.teams[from].members.contains(&person) {
            self.behaviour.change_members(&mut self.job, from, &[], &[person])?;
            self.job.directory.teams[from].members.remove(&person);
        }
        if !self.job.directory.teams[to].members.contains(&person) {
            self.behaviour.change_members(&mut self.job, to, &[person], &[])?;
            self.job.directory.teams[to].members.insert(person);
        }
        Ok(())
    }

    fn change_one(&mut self, dice: &mut Dice) -> Result<String, Error> {
        let provider = self.job.wire.scenario().provider.title();
        let person = dice.below(self.job.directory.users());
        let name = self.job.directory.people[person].display_name();
        match dice.below(4) {
            0 => {
                let person = self.who_may_be_toggled(person);
                let verb = if self.toggle(person)? { "took back" } else { "disabled" };
                Ok(format!("{provider} {verb} {}.", self.job.directory.people[person].display_name()))
            }
            1 => {
                self.job.directory.rename(person, dice);
                self.behaviour.update(&mut self.job, person)?;
                let now = self.job.directory.people[person].display_name();
                Ok(format!("{provider} renamed {name} to {now}."))
            }
            2 if self.job.directory.groups() > 2 => {
                let teams = self.job.directory.groups() - 1;
                let at = 1 + dice.below(teams);
                let to = 1 + (at + dice.below(teams - 1)) % teams;
                let from =
                    (1..=teams).find(|t| *t != to && self.job.directory.teams[*t].members.contains(&person));
                self.move_member(person, from.unwrap_or(at), to)?;
                Ok(format!("{provider} moved {name} to {}.", self.job.directory.teams[to].name))
            }
            _ => {
                self.job.directory.promote(person, dice);
                self.behaviour.update(&mut self.job, person)?;
                let title = self.job.directory.people[person].title.as_deref().unwrap_or_default();
                Ok(format!("{provider} gave {name} the title {title}."))
            }
        }
    }

    /// The person, while few are disabled, and else one who is, so that most people stay active.
    fn who_may_be_toggled(&self, person: usize) -> usize {
        let people = &self.job.directory.people;
        let mut disabled = (0..people.len()).filter(|p| !people[*p].active);
        let first = disabled.next();
        if disabled.count() < people.len() / 10 { person } else { first.unwrap_or(person) }
    }

    /// Disables someone or takes someone back. Says whether the person is active now.
    fn toggle(&mut self, person: usize) -> Result<bool, Error> {
        let active = &mut self.job.directory.people[person].active;
        *active = !*active;
        let outcome = self.behaviour.set_active(&mut self.job, person);
        let active = &mut self.job.directory.people[person].active;
        if outcome.is_err() {
            *active = !*active;
        }
        outcome.map(|()| *active)
    }
}
