//! `cargo xtask test`: every check there is, each shown with its time.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail};
use cluster::{Cluster, Durability};
use serde_json::Value;

use crate::run::{Tally, ask, count, program, show, works};
use crate::{install, judge, tidy};

/// How much of it to run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Everything,
    /// What a developer runs on every save: nothing to install, no server to start.
    Quick,
}

/// Runs every step, also after one failed, so that one run tells all that is wrong.
pub(crate) fn run(extent: Extent) -> Result<()> {
    let mut report = Report::default();
    if extent == Extent::Everything {
        report.step("toolchain", |_| install::toolchain());
    }
    report.step("format", |_| show(program("cargo", &["fmt", "--all", "--check"])));
    report.step("tidy", |_| tidy::run());
    report.step("clippy", |_| {
        let flags = ["clippy", "--workspace", "--all-targets", "--locked", "--", "--deny", "warnings"];
        show(program("cargo", &flags))
    });
    if works("cargo", &["deny", "--version"]) {
        report.step("deny", |_| {
            let flags = ["deny", "--log-level", "error", "check", "bans", "licenses", "sources"];
            show(program("cargo", &flags))
        });
    } else {
        report.skip("deny", "cargo-deny is not installed here");
    }
    report.step("test", |tally| {
        count(program("cargo", &["test", "--workspace", "--locked", "--no-fail-fast"]), tally)
    });
    match extent {
        Extent::Everything => {
            report.step("test in a browser", test_in_browser);
            report.step("test on PostgreSQL", test_on_postgres);
            report.step("doc", |_| document());
            report.step("judge", |tally| judge::run(&install::judge(&target_folder()?)?, tally));
        }
        Extent::Quick => {
            report.skip("test in a browser", "--quick");
            report.skip("test on PostgreSQL", "--quick");
            report.skip("doc", "--quick");
            report.skip("judge", "--quick");
        }
    }
    report.end()
}

/// What people do in the portal, in Chromium; the other steps leave these tests out.
fn test_in_browser(tally: &mut Tally) -> Result<()> {
    let axe = install::browser(&target_folder()?)?;
    let mut command = program("cargo", &["test", "--locked", "--package", "web", "--test", "browser"]);
    command.env("ROLLBOOK_TEST_AXE", axe);
    count(command, tally)
}

/// Everything that touches the database once more, on a private cluster, which is gone when this returns.
fn test_on_postgres(tally: &mut Tally) -> Result<()> {
    install::postgres()?;
    let cluster = Cluster::start_with(Durability::Forgotten).map_err(|why| anyhow!("{why}"))?;
    let packages = ["store", "app", "web", "rollbook"].iter().flat_map(|package| ["--package", package]);
    let mut command = program("cargo", &["test", "--locked", "--no-fail-fast"]);
    command.args(packages).env("ROLLBOOK_TEST_DATABASE", cluster.url());
    count(command, tally)
}

/// `scim` is the one crate that outsiders read: its documentation must hold together.
fn document() -> Result<()> {
    let mut command = program("cargo", &["doc", "--package", "scim", "--no-deps", "--locked"]);
    command.env("RUSTDOCFLAGS", "--deny warnings");
    show(command)
}

/// Where Cargo builds, which the environment or a configuration file may have moved.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let metadata = ask(program("cargo", &["metadata", "--format-version", "1", "--no-deps", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
    let folder = metadata["target_directory"].as_str();
    Ok(PathBuf::from(folder.ok_or_else(|| anyhow!("cargo metadata names no target folder"))?))
}

#[derive(Default)]
struct Report {
    lines: Vec<String>,
    failed: Vec<&'static str>,
    tally: Tally,
}

impl Report {
    fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Tally) -> Result<()>) {
        println!("==> {name}");
        let start = Instant::now();
        let outcome = work(&mut self.tally);
        let seconds = start.elapsed().as_secs_f64();
        if let Err(error) = &outcome {
            println!("    {error:#}");
            self.failed.push(name);
        }
        let verdict = if outcome.is_ok() { "ok" } else { "FAILED" };
        self.say(format!("==> {name} … {verdict} {seconds:.1} s"));
    }

    fn skip(&mut self, name: &str, why: &str) {
        self.say(format!("==> {name} … skipped: {why}"));
    }

    fn say(&mut self, line: String) {
        println!("{line}");
        self.lines.push(line);
    }

    /// All verdicts once more, together, and the one line that counts.
    fn end(self) -> Result<()> {
        println!("\n{}", self.lines.join("\n"));
        let Tally { passed, failed } = self.tally;
        if !self.failed.is_empty() {
            bail!("failed: {} ({passed} tests passed, {failed} failed)", self.failed.join(", "));
        }
        if passed == 0 {
            bail!("every step ended well, but not one test ran");
        }
        println!("{passed} passed, {failed} failed");
        Ok(())
    }
}
