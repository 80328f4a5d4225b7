//! What the figures have to be.

use crate::arguments::Engine;
use crate::bench::{Bench, mib};
use crate::portal;

/// One demand, and what was measured.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bar {
    pub(crate) what: String,
    pub(crate) limit: Limit,
    /// None where this run did not measure it.
    pub(crate) measured: Option<f64>,
}

/// On which side of a number to be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Limit {
    AtMost(f64),
    Below(f64),
    AtLeast(f64),
}

impl Bar {
    fn new(what: &str, limit: Limit, measured: Option<f64>) -> Self {
        Self { what: what.to_owned(), limit, measured }
    }

    /// Whether what was measured is on the right side.
    pub(crate) fn met(&self) -> Option<bool> {
        let measured = self.measured?;
        Some(match self.limit {
            Limit::AtMost(limit) => measured <= limit,
            Limit::Below(limit) => measured < limit,
            Limit::AtLeast(limit) => measured >= limit,
        })
    }
}

/// All bars with what this run measured.
pub(crate) fn judge(bench: &Bench) -> Vec<Bar> {
    let mut bars = of_users(bench);
    bars.extend(of_pages_and_groups(bench));
    bars.extend(of_the_portal(bench));
    bars.extend(of_the_process(bench));
    bars
}

fn of_users(bench: &Bench) -> Vec<Bar> {
    let results = &bench.results;
    let bare = |name: &str| results.fact(name, "cpu_to_bare");
    let million = |measured: Option<f64>| measured.filter(|_| bench.sizes.large >= 1_000_000);
    let growth = results.cpu_ratio("lookup-name-large", "lookup-name-small");
    let mut bars = vec![
        Bar::new("GET by id: CPU to that of a bare handler", Limit::AtMost(2.5), bare("get")),
        Bar::new(
            "look-up by userName at 1,000,000: CPU to bare",
            Limit::AtMost(3.0),
            million(bare("lookup-name-large")),
        ),
        Bar::new("the same to that at 10,000", Limit::AtMost(1.3), million(growth)),
        Bar::new("PATCH of active: CPU to bare", Limit::AtMost(8.0), bare("patch-active")),
    ];
    if bench.engine == Engine::Sqlite {
        let commits = results.fact("create-64", "commits_per_create");
        bars.extend([
            Bar::new("create at 16 connections: CPU to bare", Limit::AtMost(10.0), bare("create-16")),
            Bar::new("create at 64 connections: CPU to bare", Limit::AtMost(10.0), bare("create-64")),
            Bar::new("create at 64 connections: commits per create", Limit::Below(0.25), commits),
        ]);
    } else {
        let rate = results.fact("create-16", "rate_to_single_row_commits");
        let what = "create at 16 connections: rate to that of single-row commits";
        bars.push(Bar::new(what, Limit::AtLeast(0.4), rate));
    }
    bars
}

fn of_pages_and_groups(bench: &Bench) -> Vec<Bar> {
    let (results, large) = (&bench.results, bench.sizes.large);
    let million = |measured: Option<f64>| measured.filter(|_| large >= 1_000_000);
    let cpu = |one: &str, other: &str| million(results.cpu_ratio(one, other));
    let (add_large, get_large) = (format!("member-add-{large}"), format!("group-get-{}", bench.sizes.middle));
    let rise = results.get(&format!("group-members-{}", bench.sizes.middle)).map(|one| mib(one.rise_kib));
    let each = Limit::AtMost(20.0);
    let twice = Limit::AtMost(2.0);
    vec![
        Bar::new("the first page of 100: CPU to that of one GET by id", each, cpu("page-first", "page-get")),
        Bar::new("the last page of 100, by index: the same", each, cpu("page-last", "page-get")),
        Bar::new("the last page of 100, by cursor: the same", each, cpu("page-cursor-last", "page-get")),
        Bar::new("the last page to the first, by index: CPU", twice, cpu("page-last", "page-first")),
        Bar::new("the same by cursor", twice, cpu("page-cursor-last", "page-cursor-first")),
        Bar::new(
            "adding a member at 1,000,000 to at 10: CPU",
            Limit::AtMost(1.5),
            cpu(&add_large, "member-add-10"),
        ),
        Bar::new(
            "the same: p50",
            Limit::AtMost(1.5),
            million(results.p50_ratio(&add_large, "member-add-10")),
        ),
        Bar::new(
            "one PATCH with 10,000 members: CPU seconds",
            Limit::Below(1.0),
            results.fact("members-many", "cpu_seconds_each"),
        ),
        Bar::new(
            "a group of 100,000 without its members to one of 10: CPU",
            Limit::AtMost(1.3),
            cpu(&get_large, "group-get-10"),
        ),
        Bar::new(
            "a group of 100,000 with its members: MiB of memory more",
            Limit::Below(64.0),
            million(rise),
        ),
    ]
}

fn of_the_portal(bench: &Bench) -> Option<Bar> {
    let pages = bench.results.all.iter().filter(|figures| figures.name.starts_with(portal::PREFIX));
    let slowest = pages.max_by_key(|figures| figures.p99).filter(|_| bench.sizes.portal >= 200_000)?;
    let what = format!("ms of the slowest page at 200,000 users ({}): p99", slowest.name);
    Some(Bar::new(&what, Limit::Below(150.0), Some(slowest.p99.as_secs_f64() * 1_000.0)))
}

fn of_the_process(bench: &Bench) -> Vec<Bar> {
    let results = &bench.results;
    let at_the_end = results.fact("end-large", "resident_mib").filter(|_| bench.sizes.large >= 1_000_000);
    let at_start = results.fact("start", "resident_mib");
    vec![
        Bar::new("MiB of memory at the start", Limit::Below(40.0), at_start),
        Bar::new("MiB of memory after everything", Limit::Below(80.0), at_the_end),
        Bar::new("ms from start to ready", Limit::AtMost(300.0), results.fact("start", "ready_ms")),
        Bar::new(
            "the same with the large database",
            Limit::AtMost(300.0),
            results.fact("start-large", "ready_ms"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arguments::Arguments;
    use crate::figures::Figures;
    use clap::Parser as _;
    use std::time::Duration;

    fn judged(line: &[&str]) -> Vec<(String, Option<bool>)> {
        let mut bench = Bench::new(&Arguments::parse_from(line));
        let get = Figures::named("get").fact("cpu_to_bare", 2.4);
        let cost = |name, millis| Figures {
            requests: 1_000,
            cpu: Duration::from_millis(millis),
            ..Figures::named(name)
        };
        let [small, large] = [cost("lookup-name-small", 100), cost("lookup-name-large", 129)];
        let large = large.fact("cpu_to_bare", 3.1);
        let [first, last] = [cost("page-first", 1_000), cost("page-last", 2_001)];
        let page = |name, millis| Figures { p99: Duration::from_millis(millis), ..Figures::named(name) };
        let pages = [page("portal-users", 151), page("portal-user", 3)];
        bench.results.all.extend([get, small, large, first, last].into_iter().chain(pages));
        let bars = judge(&bench).into_iter();
        bars.filter(|bar| bar.measured.is_some()).map(|bar| (bar.what.clone(), bar.met())).collect()
    }

    #[test]
    fn what_needs_the_large_directory_is_judged_there_only() {
        let get = || ("GET by id: CPU to that of a bare handler".to_owned(), Some(true));
        assert_eq!(judged(&["bench", "--quick"]), [get()]);
        assert_eq!(
            judged(&["bench"]),
            [
                get(),
                ("look-up by userName at 1,000,000: CPU to bare".to_owned(), Some(false)),
                ("the same to that at 10,000".to_owned(), Some(true)),
                ("the last page to the first, by index: CPU".to_owned(), Some(false)),
                ("ms of the slowest page at 200,000 users (portal-users): p99".to_owned(), Some(false)),
            ]
        );
    }

    #[test]
    fn each_engine_has_bars_of_its_own() {
        let of = |engine| {
            let bench = Bench::new(&Arguments::parse_from(["bench", "--engine", engine]));
            judge(&bench).into_iter().map(|bar| bar.what).collect::<Vec<_>>()
        };
        let only = |these: &[String], others: &[String]| {
            these.iter().filter(|what| !others.contains(what)).cloned().collect::<Vec<_>>()
        };
        let (sqlite, postgres) = (of("sqlite"), of("postgres"));
        assert_eq!(
            only(&postgres, &sqlite),
            ["create at 16 connections: rate to that of single-row commits"]
        );
        assert_eq!(only(&sqlite, &postgres).len(), 3);
    }
}
