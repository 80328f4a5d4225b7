//! A run: what is to be measured, how large everything is, and what came of it.

use crate::arguments::{Arguments, Engine};
use crate::figures::{Figures, Results};
use crate::place::Place;
use crate::server::Server;
use std::time::Duration;

/// A run of the benchmark.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) sizes: Sizes,
    pub(crate) results: Results,
    only: Vec<String>,
}

/// How large everything is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sizes {
    /// Users of a small organization.
    pub(crate) small: usize,
    /// Users of an organization in which a search without an index is made.
    pub(crate) middle: usize,
    /// Users of a large organization.
    pub(crate) large: usize,
    /// Users of the organization whose pages are looked at.
    pub(crate) portal: usize,
    /// How often what is compared is repeated; the median counts.
    pub(crate) repetitions: usize,
    /// What the number of requests of each workload is divided by.
    pub(crate) divisor: usize,
    /// After this time no repetition sends another request.
    pub(crate) time: Duration,
}

impl Sizes {
    pub(crate) const FULL: Self = Self {
        small: 10_000,
        middle: 100_000,
        large: 1_000_000,
        portal: 200_000,
        repetitions: 5,
        divisor: 1,
        time: Duration::from_secs(20),
    };
    pub(crate) const QUICK: Self = Self {
        small: 2_000,
        middle: 5_000,
        large: 20_000,
        portal: 10_000,
        repetitions: 3,
        divisor: 5,
        time: Duration::from_secs(5),
    };

    /// So many requests, or fewer where it has to be quick; always a multiple of 16, and so of most connections.
    pub(crate) fn requests(&self, full: usize) -> usize {
        (full / self.divisor).next_multiple_of(16)
    }
}

impl Bench {
    pub(crate) fn new(arguments: &Arguments) -> Self {
        let sizes = if arguments.quick { Sizes::QUICK } else { Sizes::FULL };
        Self { engine: arguments.engine(), sizes, results: Results::default(), only: arguments.only.clone() }
    }

    /// Whether the workload of that name is to be measured.
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|start| name.starts_with(start.as_str()))
    }

    /// Whether any workload is whose name begins like this.
    pub(crate) fn wants_beginning(&self, prefix: &str) -> bool {
        self.wants(prefix) || self.only.iter().any(|start| start.starts_with(prefix))
    }

    /// Whether any of these is.
    pub(crate) fn wants_any(&self, names: &[impl AsRef<str>]) -> bool {
        names.iter().any(|name| self.wants(name.as_ref()))
    }

    /// Takes note of what came of a workload, and prints it for programs.
    pub(crate) fn note(&mut self, figures: Figures) {
        println!("{}", figures.to_json());
        self.results.all.push(figures);
    }

    /// Looks at a server that has done all its work.
    pub(crate) fn end(&mut self, name: &str, server: Server) -> anyhow::Result<()> {
        if self.wants(name) {
            let resident_kib = server.process.resident_kib()?;
            let figures = Figures { peak_kib: server.process.peak_kib()?, ..Figures::named(name) };
            self.note(figures.fact("resident_mib", mib(resident_kib)));
        }
        server.stop().map(drop)
    }

    /// Starts a server and looks at it before it does anything else.
    pub(crate) fn start(&mut self, name: &str, place: &Place) -> anyhow::Result<Server> {
        let server = Server::start(place)?;
        if self.wants(name) && self.results.get(name).is_none() {
            let resident_kib = server.process.resident_kib()?;
            let figures = Figures { peak_kib: server.process.peak_kib()?, ..Figures::named(name) };
            let millis = server.ready.as_secs_f64() * 1_000.0;
            let figures = figures.fact("ready_ms", millis).fact("resident_mib", mib(resident_kib));
            self.note(figures);
        }
        Ok(server)
    }
}

pub(crate) fn mib(kib: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "no machine has 2^53 KiB")]
    let kib = kib as f64;
    kib / 1_024.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[test]
    fn only_what_is_asked_for_is_measured() {
        let bench = |line: &[&str]| Bench::new(&Arguments::parse_from(line));
        let some = bench(&["bench", "--quick", "--only", "get,create-1"]);
        assert_eq!(some.sizes, Sizes::QUICK);
        let names = ["get", "get-large", "create-1", "create-16", "create-64", "patch-active"];
        let wanted: Vec<&str> = names.into_iter().filter(|name| some.wants(name)).collect();
        assert_eq!(wanted, ["get", "get-large", "create-1", "create-16"]);
        assert!(bench(&["bench"]).wants_any(&["x"]));
    }

    #[test]
    fn requests_are_shared_evenly_among_connections() {
        assert_eq!((Sizes::FULL.requests(1_000), Sizes::QUICK.requests(1_000)), (1_008, 208));
    }
}
