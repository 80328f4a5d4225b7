//! Other programs, run from the root of the repository: shown, counted, or asked.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::root;

/// How many tests said what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A program at the root of the repository, without input: nobody may be there to answer a question.
pub(crate) fn program(name: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(name);
    command.args(arguments).current_dir(root()).stdin(Stdio::null());
    command
}

/// Runs it with its output on ours.
pub(crate) fn show(mut command: Command) -> Result<()> {
    let shown = describe(&command);
    let status = command.status().with_context(|| format!("could not start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs it with its output on ours, and adds up the `… result: ok. 3 passed; 0 failed` lines.
/// What was counted survives a failure.
pub(crate) fn count(mut command: Command, tally: &mut Tally) -> Result<()> {
    let shown = describe(&command);
    let mut child =
        command.stdout(Stdio::piped()).spawn().with_context(|| format!("could not start `{shown}`"))?;
    let output = child.stdout.take().expect("its standard output was asked for as a pipe");
    for line in BufReader::new(output).lines() {
        let line = line.with_context(|| format!("could not read what `{shown}` printed"))?;
        println!("{line}");
        *tally += tally_of(&line);
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs it and hands back what it printed; its errors go to ours.
pub(crate) fn ask(mut command: Command) -> Result<String> {
    let shown = describe(&command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("could not start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` did not print UTF-8"))
}

/// Whether it starts and ends well; what it prints interests nobody.
pub(crate) fn works(name: &str, arguments: &[&str]) -> bool {
    program(name, arguments)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn describe(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(std::ffi::OsStr::to_string_lossy));
    words.join(" ")
}

fn tally_of(line: &str) -> Tally {
    if !line.contains(" result: ") {
        return Tally::default();
    }
    let number_before = |word: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let at = words.iter().position(|candidate| candidate.trim_end_matches(';') == word)?;
        words.get(at.checked_sub(1)?)?.parse().ok()
    };
    Tally {
        passed: number_before("passed").unwrap_or_default(),
        failed: number_before("failed").unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Tally, tally_of};

    #[test]
    fn result_lines_are_counted_and_nothing_else() {
        let lines = [
            ("test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured", Tally { passed: 12, failed: 0 }),
            ("test result: FAILED. 3 passed; 2 failed; 0 ignored", Tally { passed: 3, failed: 2 }),
            ("judge result: ok. 135 passed; 0 failed; 4 skipped", Tally { passed: 135, failed: 0 }),
            ("test login::nothing_passed ... ok", Tally::default()),
            ("running 12 tests", Tally::default()),
        ];
        for (line, expected) in lines {
            assert_eq!(tally_of(line), expected, "{line}");
        }
    }
}
