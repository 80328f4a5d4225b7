//! The command line of the benchmark.

use clap::{Parser, ValueEnum};
use std::path::PathBuf;

/// Measures the server, beside what the same work costs at least.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask bench")]
pub(crate) struct Arguments {
    /// Smaller directories and fewer requests: a minute on two cores, behind the build.
    #[arg(long)]
    pub(crate) quick: bool,
    /// The workloads whose names begin like one of these; all unless given.
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Where the server keeps its data. For postgres, a private cluster is made and removed again.
    #[arg(long, value_enum)]
    engine: Option<Engine>,
    /// An empty PostgreSQL database to use instead of a private cluster.
    #[arg(long, value_name = "URL", conflicts_with = "engine")]
    pub(crate) database: Option<String>,
    /// Fail where a bar is missed.
    #[arg(long)]
    pub(crate) strict: bool,
    /// Be the bare handler that answers as this file says.
    #[arg(long, value_name = "FILE", hide = true)]
    pub(crate) bare: Option<PathBuf>,
}

impl Arguments {
    pub(crate) fn engine(&self) -> Engine {
        let given = if self.database.is_some() { Engine::Postgres } else { Engine::Sqlite };
        self.engine.unwrap_or(given)
    }
}

/// What keeps the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Engine {
    /// The embedded database.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}
