//! What came of a run, for programs and for people.

use crate::scenario::Scenario;
use serde_json::{Value, json};
use std::fmt;
use std::time::Duration;

/// How many failures a report keeps; more are only counted.
pub const FAILURE_LIMIT: usize = 100;

/// Where a run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// From 1.
    pub cycle: usize,
    pub cycles: usize,
    pub step: &'static str,
    pub done: usize,
    /// How many things the step is about.
    pub total: usize,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub scenario: &'static Scenario,
    /// What the provider sent.
    pub requests: u64,
    /// What the simulator sent besides, to look at the outcome.
    pub check_requests: u64,
    /// How many of the provider's requests were writes, by cycle.
    pub writes_per_cycle: Vec<u64>,
    /// How often the provider was told to wait, and did.
    pub waits: u64,
    /// How many requests the server had closed the connection under, and were sent again on a new one.
    pub resent: u64,
    /// Whether it was played to its end.
    pub complete: bool,
    /// How many users of its directory the provider has on the server now.
    pub users: usize,
    /// The same for groups.
    pub groups: usize,
    pub steps: Vec<Step>,
    /// The first [`FAILURE_LIMIT`].
    pub failures: Vec<Failure>,
    /// How many there were beyond those.
    pub further_failures: u64,
    pub elapsed: Duration,
}

/// One step of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// From 1.
    pub cycle: usize,
    pub name: &'static str,
    /// The provider's and the simulator's.
    pub requests: u64,
    pub outcome: Outcome,
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Passed,
    /// With so many failures.
    Failed(u64),
}

/// An answer that the real provider would stumble over, or that the simulator's own check finds wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// From 1.
    pub cycle: usize,
    pub step: &'static str,
    /// Method and target.
    pub request: String,
    /// None if there was no answer.
    pub status: Option<u16>,
    pub expected: String,
    /// The start of the answer.
    pub got: String,
    /// Whether the real provider would not have noticed.
    pub own_check: bool,
}

impl Report {
    pub(crate) fn new(scenario: &'static Scenario) -> Self {
        Self {
            scenario,
            requests: 0,
            check_requests: 0,
            writes_per_cycle: vec![0],
            waits: 0,
            resent: 0,
            complete: true,
            users: 0,
            groups: 0,
            steps: Vec::new(),
            failures: Vec::new(),
            further_failures: 0,
            elapsed: Duration::ZERO,
        }
    }

    pub(crate) fn push_failure(&mut self, failure: Failure) {
        if let Some(step) = self.steps.last_mut() {
            step.outcome = match step.outcome {
                Outcome::Passed => Outcome::Failed(1),
                Outcome::Failed(failures) => Outcome::Failed(failures + 1),
            };
        }
        if self.failures.len() < FAILURE_LIMIT {
            self.failures.push(failure);
        } else {
            self.further_failures += 1;
        }
    }

    /// Whether nothing failed.
    #[must_use]
    pub fn clean(&self) -> bool {
        self.failures.is_empty()
    }

    /// The whole report.
    #[must_use]
    pub fn to_json(&self) -> Value {
        json!({
            "provider": self.scenario.provider.name(),
            "scenario": self.scenario.name,
            "dialect": self.scenario.dialect,
            "clean": self.clean(),
            "requests": self.requests,
            "checkRequests": self.check_requests,
            "writesPerCycle": self.writes_per_cycle,
            "waits": self.waits,
            "resent": self.resent,
            "complete": self.complete,
            "users": self.users,
            "groups": self.groups,
            "elapsedMs": u64::try_from(self.elapsed.as_millis()).unwrap_or(u64::MAX),
            "steps": self.steps.iter().map(Step::to_json).collect::<Vec<_>>(),
            "failures": self.failures.iter().map(Failure::to_json).collect::<Vec<_>>(),
            "furtherFailures": self.further_failures,
        })
    }
}

impl Step {
    fn to_json(&self) -> Value {
        let failures = match self.outcome {
            Outcome::Passed => 0,
            Outcome::Failed(failures) => failures,
        };
        json!({ "cycle": self.cycle, "name": self.name, "requests": self.requests, "failures": failures })
    }
}

impl Failure {
    /// Whether the same went wrong in the same way, with another request.
    fn is_like(&self, other: &Self) -> bool {
        let what = |failure: &Self| (failure.cycle, failure.step, failure.status, failure.own_check);
        what(self) == what(other) && self.expected == other.expected && self.got == other.got
    }

    fn to_json(&self) -> Value {
        json!({
            "cycle": self.cycle,
            "step": self.step,
            "request": self.request,
            "status": self.status,
            "expected": self.expected,
            "got": self.got,
            "ownCheck": self.own_check,
        })
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} ({}) sent {} requests in {:.1} s, and has {} users and {} groups on the server now.",
            self.scenario.provider.title(),
            self.scenario,
            self.requests,
            self.elapsed.as_secs_f64(),
            self.users,
            self.groups,
        )?;
        if self.waits > 0 {
            writeln!(f, "It was told {} times to wait, and did.", self.waits)?;
        }
        if self.resent > 0 {
            writeln!(
                f,
                "The server closed the connection under {} requests without an answer; they were sent again.",
                self.resent
            )?;
        }
        for (cycle, writes) in (1..).zip(&self.writes_per_cycle) {
            writeln!(f, "\nCycle {cycle}, {writes} writes")?;
            for step in self.steps.iter().filter(|step| step.cycle == cycle) {
                let outcome = match step.outcome {
                    Outcome::Passed => "ok".to_owned(),
                    Outcome::Failed(failures) => format!("FAILED ({failures})"),
                };
                writeln!(f, "  {:<44} {:>7} requests  {outcome}", step.name, step.requests)?;
            }
        }
        // One cause often fails a hundred requests alike; people want to read of it once.
        let mut told: Vec<&Failure> = Vec::new();
        for failure in &self.failures {
            if told.iter().any(|other| other.is_like(failure)) {
                continue;
            }
            write!(f, "\n{failure}")?;
            match self.failures.iter().filter(|other| other.is_like(failure)).count() - 1 {
                0 => {}
                more => writeln!(f, "  and {more} more like it")?,
            }
            told.push(failure);
        }
        if self.further_failures > 0 {
            writeln!(f, "\nand {} more failures.", self.further_failures)?;
        }
        if !self.complete {
            writeln!(f, "\nThe run ended there: what would come after was not played.")?;
        }
        if self.clean() {
            writeln!(f, "\nEverything went as {} wants it.", self.scenario.provider.title())?;
        }
        writeln!(
            f,
            "\nA connection of Rollbook reads this scenario with --dialect \"{}\".",
            self.scenario.dialect
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.own_check { ", the simulator's own check" } else { "" };
        writeln!(f, "Cycle {}, {}{who}:", self.cycle, self.step)?;
        writeln!(f, "  request   {}", self.request)?;
        writeln!(f, "  expected  {}", self.expected)?;
        match self.status {
            Some(status) => writeln!(f, "  got       {status} {}", self.got),
            None => writeln!(f, "  got       {}", self.got),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FAILURE_LIMIT, Failure, Outcome, Report, Step};
    use crate::options::Provider;

    #[test]
    fn a_report_does_not_grow_without_end() {
        let mut report = Report::new(Provider::Entra.into());
        report.steps.push(Step { cycle: 1, name: "push", requests: 0, outcome: Outcome::Passed });
        for number in 0..FAILURE_LIMIT + 5 {
            report.push_failure(Failure {
                cycle: 1,
                step: "push",
                request: format!("GET /Users/{number}"),
                status: Some(500),
                expected: "status 200".into(),
                got: String::new(),
                own_check: false,
            });
        }
        assert_eq!((report.failures.len(), report.further_failures), (FAILURE_LIMIT, 5));
        assert_eq!(report.steps[0].outcome, Outcome::Failed(105));
        assert!(report.to_string().contains("\nand 5 more failures.\n"));
    }
}
