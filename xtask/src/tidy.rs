//! `cargo xtask tidy`: the rules of ARCHITECTURE.md and STYLE.md that no compiler holds, one file per rule.

mod asynchrony;
mod dependencies;
mod engines;
mod leftovers;
mod length;
mod machine;
mod map;
mod markdown;
mod prose;
mod purity;
mod repository;
mod rust_text;
mod sql;
mod versions;

use std::fmt;

use anyhow::{Result, bail};

use crate::root;
use repository::Repository;

type Check = fn(&Repository) -> Vec<Finding>;

const CHECKS: &[Check] = &[
    asynchrony::check,
    dependencies::check,
    engines::check,
    leftovers::check,
    length::check,
    machine::check,
    map::check,
    prose::check,
    purity::check,
    sql::check,
    versions::check,
];

/// Something that breaks a rule, and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Finding {
    path: String,
    /// Counted from 1; 0 means the file as a whole.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, line, message } = self;
        match line {
            0 => write!(f, "{path}: {message}"),
            line => write!(f, "{path}:{line}: {message}"),
        }
    }
}

/// Prints every finding, and fails when there is one.
pub(crate) fn run() -> Result<()> {
    let repository = Repository::read(root())?;
    for note in length::notes(&repository) {
        println!("note: {note}");
    }
    let mut findings: Vec<Finding> = CHECKS.iter().flat_map(|check| check(&repository)).collect();
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("tidy found 1 thing to put right"),
        count => bail!("tidy found {count} things to put right"),
    }
}
