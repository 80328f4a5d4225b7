//! `rollbook simulate`: an identity provider played against any SCIM server.

use crate::arguments::Simulate;
use crate::output::{say, warn};
use indicatif::{ProgressBar, ProgressStyle};
use simulator::{Options, Progress};
use std::process::ExitCode;

/// Plays the provider, shows how far it is, and says what came of it. The exit status is 0 if nothing was wrong.
pub(crate) fn run(asked: &Simulate) -> anyhow::Result<ExitCode> {
    let options = Options {
        users: asked.users.map_or(asked.scenario.users, |users| users as usize),
        groups: asked.groups as usize,
        cycles: asked.cycles as usize,
        seed: asked.seed,
        rate: asked.rate,
        ..Options::new(&asked.url, &asked.token)
    };
    let bar = ProgressBar::new(0).with_style(style()?);
    let report = asked.scenario.run(&options, &mut |progress| show(&bar, progress))?;
    bar.finish_and_clear();
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

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(format!("cycle {}/{}: {}", progress.cycle, progress.cycles, progress.step));
    bar.set_length(progress.total as u64);
    bar.set_position(progress.done as u64);
}

/// The bar draws itself on standard error, and only where that is a terminal.
fn style() -> anyhow::Result<ProgressStyle> {
    Ok(ProgressStyle::with_template("{bar:30} {pos}/{len} {msg} ({elapsed})")?)
}
