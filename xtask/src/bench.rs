//! `cargo xtask bench`: the benchmark, on a release build of the server.

use anyhow::Result;

use crate::run::{program, show};

/// Builds the server and the benchmark, and runs the latter with these arguments.
pub(crate) fn run(arguments: &[&str]) -> Result<()> {
    println!("A release build of the server comes first; the first one takes some minutes.");
    let packages = ["--package", "rollbook", "--package", "bench"];
    show(program("cargo", &[&["build", "--release", "--locked"], &packages[..]].concat()))?;
    // The benchmark looks for the server beside itself, which is where this has put it.
    let benchmark = ["run", "--quiet", "--release", "--locked", "--package", "bench", "--"];
    show(program("cargo", &[&benchmark, arguments].concat()))
}
