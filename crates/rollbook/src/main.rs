//! The binary: command line, configuration, wiring, shutdown.
#![deny(clippy::print_stdout, clippy::print_stderr)]

mod arguments;
mod command;
mod demo;
mod home;
mod output;
mod progress;
mod serve;
mod settings;
mod simulate;

use arguments::{Arguments, Command};
use mimalloc::MiMalloc;
use output::{ReaderGone, say, warn};
use settings::Settings;
use std::process::ExitCode;

/// A write makes a few hundred small pieces of memory and frees them on another thread, which the system's allocator does
/// slowly. Huge pages are left out, because they make a small server look like a large one.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    match run(Arguments::from_process().command) {
        Ok(code) => code,
        Err(error) if error.is::<ReaderGone>() => ExitCode::SUCCESS,
        Err(error) => {
            warn(format_args!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<ExitCode> {
    match command {
        Command::Serve { given, config } => serve::run(&Settings::load(given, config.as_deref())?)?,
        Command::Demo { seconds } => demo::run(seconds)?,
        Command::Connect { name, provider, dialect, policy, at } => {
            command::connect::run(&name, provider, dialect, policy.as_ref(), &at)?;
        }
        Command::Organization(asked) => command::organization::run(&asked)?,
        Command::Connection(asked) => command::connection::run(&asked)?,
        Command::Token(asked) => command::token::run(&asked)?,
        Command::Invitation(asked) => command::invitation::run(&asked)?,
        Command::Administrator(asked) => command::administrator::run(&asked)?,
        Command::User(asked) => command::user::run(&asked)?,
        Command::Attribute(asked) => command::attribute::run(&asked)?,
        Command::Configuration(asked) => command::configuration::run(&asked)?,
        Command::Group(asked) => command::group::run(&asked)?,
        Command::Requests(asked) => command::requests::run(&asked)?,
        Command::Backup(asked) => command::backup::run(&asked)?,
        Command::Restore(asked) => command::restore::run(&asked)?,
        Command::Move(asked) => command::transfer::run(&asked)?,
        Command::Simulate(asked) => return simulate::run(&asked),
        Command::SampleConfig => say(Settings::sample().trim_end())?,
    }
    Ok(ExitCode::SUCCESS)
}
