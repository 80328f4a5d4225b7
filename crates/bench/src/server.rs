//! The real server: the binary as a child process on loopback.

use crate::place::Place;
use crate::process::Process;
use anyhow::{Context as _, bail};
use simulator::http::{Client, Endpoint, Request, TIMEOUT};
use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A running server.
pub(crate) struct Server {
    pub(crate) process: Process,
    /// Its address, without a path.
    pub(crate) url: String,
    /// From the start of the process to its first answer.
    pub(crate) ready: Duration,
    log: PathBuf,
}

/// What the store says that it did, when the server has stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Counters {
    pub(crate) writes: u64,
    pub(crate) commits: u64,
}

impl Server {
    pub(crate) fn start(place: &Place) -> anyhow::Result<Self> {
        let log = place.folder().join("bench.log");
        let mut command = Command::new(binary()?);
        command.args(["serve", "--listen", "127.0.0.1:0"]);
        match place.database() {
            Some(url) => command.args(["--database", url]),
            None => command.arg("--data-dir").arg(place.data()),
        };
        command.env_clear().stdin(Stdio::null()).stdout(Stdio::piped()).stderr(File::create(&log)?);
        let begun = Instant::now();
        let mut child = command.spawn().context("the server cannot be started")?;
        let stdout = child.stdout.take().expect("its standard output was asked for as a pipe");
        let process = Process::new(child);
        let mut greeting = String::new();
        BufReader::new(stdout).read_line(&mut greeting)?;
        let Some(url) = greeting.trim().strip_prefix("Rollbook listens on ") else {
            bail!("the server did not start; it says:\n{greeting}{}", fs::read_to_string(&log)?);
        };
        let url = url.to_owned();
        let endpoint = Endpoint::parse(&url)?;
        let headers = [("Host", endpoint.authority.clone())];
        let request = Request { method: "GET", target: "/scim/v2/Users", headers: &headers, body: &[] };
        let answer = Client::new(endpoint, TIMEOUT).send(&request)?;
        let ready = begun.elapsed();
        if answer.status != 401 {
            bail!("the server answered {} to a request without a token", answer.status);
        }
        Ok(Self { process, url, ready, log })
    }

    /// Stops it, and reads from its log what the store did.
    pub(crate) fn stop(self) -> anyhow::Result<Counters> {
        self.process.stop()?;
        let log = fs::read_to_string(&self.log)?;
        counters(&log).with_context(|| format!("the server did not say how often it wrote:\n{log}"))
    }
}

/// The server is built beside this program.
fn binary() -> anyhow::Result<PathBuf> {
    let binary = std::env::current_exe()?.with_file_name("rollbook");
    if !binary.exists() {
        bail!("{} is not there; `cargo xtask bench` builds it", binary.display());
    }
    Ok(binary)
}

fn counters(log: &str) -> Option<Counters> {
    let line = log.lines().rev().find(|line| line.contains("the server has stopped"))?;
    let number = |name: &str| line.split_whitespace().find_map(|word| word.strip_prefix(name)?.parse().ok());
    Some(Counters { writes: number("writes=")?, commits: number("commits=")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_store_did_is_in_the_last_line() {
        let log = "2026 INFO a: writes=1 commits=1\n2026-01-01  INFO rollbook::serve: the server has stopped \
                   writes=640 commits=21\n";
        assert_eq!(counters(log), Some(Counters { writes: 640, commits: 21 }));
        assert_eq!(counters("nothing"), None);
    }
}
