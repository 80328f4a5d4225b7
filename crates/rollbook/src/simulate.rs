//! `rollbook simulate`: an identity provider played against any SCIM server.

use crate::arguments::Simulate;
use crate::output::{say, warn};
use crate::progress;
use indicatif::ProgressBar;
use simulator::{Fault, Options, Progress};
use std::io::{IsTerminal as _, stderr};
use std::process::ExitCode;

/// Plays the provider, shows how far it is, and says what came of it. The exit status is 0 if nothing was wrong.
pub(crate) fn run(asked: &Simulate) -> anyhow::Result<ExitCode> {
    let options = Options {
        users: asked.users.map_or(asked.scenario.users, |users| users as usize),
        groups: asked.groups as usize,
        cycles: asked.cycles as usize,
        seed: asked.seed,
        rate: asked.rate,
        faults: faults(asked),
        ..Options::new(&asked.url, &asked.token)
    };
    let mut shown = Shown::new(asked)?;
    let outcome = asked.scenario.run(&options, &mut |progress| shown.show(progress));
    shown.clear();
    let report = outcome?;
    if asked.json {
        say(format_args!("{:#}", report.to_json()))?;
    } else {
        say(&report)?;
    }
    if report.clean() {
        return Ok(ExitCode::SUCCESS);
    }
    let provider = report.scenario.provider.title();
    warn(format_args!("error: {provider} would stumble over this server; the report says where."));
    Ok(ExitCode::FAILURE)
}

/// Each fault that was asked for once, in the order in which they come.
fn faults(asked: &Simulate) -> Vec<Fault> {
    let wanted = |fault: &Fault| asked.faults.iter().any(|(_, faults)| faults.contains(fault));
    Fault::ALL.into_iter().filter(wanted).collect()
}

/// How far it is, on standard error.
enum Shown {
    /// Programs read the answer, and wait for it.
    Nothing,
    /// A line for each step, where nobody would see a bar move; and the step of the last line.
    Lines(Option<(usize, &'static str)>),
    Bar(ProgressBar),
}

impl Shown {
    fn new(asked: &Simulate) -> anyhow::Result<Self> {
        Ok(match asked.json {
            true => Self::Nothing,
            false if stderr().is_terminal() => Self::Bar(progress::bar_of_things()?),
            false => Self::Lines(None),
        })
    }

    fn show(&mut self, Progress { cycle, cycles, step, done, total }: Progress) {
        match self {
            Self::Nothing => {}
            Self::Lines(last) => {
                if last.replace((cycle, step)) != Some((cycle, step)) {
                    warn(format_args!("cycle {cycle}/{cycles}: {step}"));
                }
            }
            Self::Bar(bar) => {
                bar.set_message(format!("cycle {cycle}/{cycles}: {step}"));
                bar.set_length(total as u64);
                bar.set_position(done as u64);
            }
        }
    }

    fn clear(&self) {
        if let Self::Bar(bar) = self {
            bar.finish_and_clear();
        }
    }
}
