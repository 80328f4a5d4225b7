//! `cargo xtask bench`: the benchmark, on a release build of the server.

use anyhow::Result;

use crate::run::{program, show};

/// Builds the server and the benchmark, and runs the latter with these arguments.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    show(program("cargo", &["build", "--quiet", "--release", "--locked", "--package", "rollbook"]))?;
    // The benchmark looks for the server beside itself, which is where this puts it.
    let benchmark = ["run", "--quiet", "--release", "--locked", "--package", "bench", "--"];
    show(program("cargo", &[&benchmark, arguments].concat()))
}
