//! Users are created, durably, over 1, 16 and 64 connections.

use crate::bench::Bench;
use crate::commits;
use crate::figures::Figures;
use crate::measure::{Target, Workload, beside_bare, closed};
use crate::people;
use crate::place::Place;
use crate::raw;
use crate::seed::{Seed, Tenant};
use crate::server::Counters;
use anyhow::Context as _;
use directory::Provider;
use simulator::load::Shot;
use std::time::Duration;

/// For how long single-row commits are measured.
const COMMITS_TIME: Duration = Duration::from_secs(5);
/// The workloads with their connections and requests.
const WORKLOADS: [(&str, usize, usize); 3] =
    [("create-1", 1, 1_000), ("create-16", 16, 6_400), ("create-64", 64, 12_800)];

pub(crate) fn run(bench: &mut Bench, place: &Place) -> anyhow::Result<()> {
    for (name, connections, requests) in WORKLOADS {
        if bench.wants(name) {
            create(bench, place, (name, connections, bench.sizes.requests(requests)))?;
        }
    }
    Ok(())
}

/// Each has a server of its own: how often it committed is known when it has stopped.
fn create(
    bench: &mut Bench,
    place: &Place,
    (name, connections, requests): (&str, usize, usize),
) -> anyhow::Result<()> {
    let tenant = Seed::open(place)?.tenant(name, Provider::Okta)?;
    let server = bench.start("start", place)?;
    let target = Target::new(&server, &tenant);
    let workload = Workload { name, plan: closed(connections, requests, bench.sizes.time), expected: &[201] };
    let each = workload.plan.requests;
    let make =
        |repetition, connection, n| shot(&tenant, 1 + ((repetition * connections) + connection) * each + n);
    let [ours, bare] = beside_bare(&target, &workload, bench.sizes.repetitions, &shot(&tenant, 0), make)?;
    let Counters { writes, commits } = server.stop()?;
    #[expect(clippy::cast_precision_loss, reason = "nobody counts to 2^53 commits")]
    let ours = ours.fact("commits_per_create", commits as f64 / writes.max(1) as f64);
    bench.note(beside_raw(bench, place, &tenant, ours, writes / commits.max(1))?);
    bench.note(bare);
    Ok(())
}

/// With the rate at which the database alone stores as much as durably.
fn beside_raw(
    bench: &Bench,
    place: &Place,
    tenant: &Tenant,
    ours: Figures,
    batch: u64,
) -> anyhow::Result<Figures> {
    let rate = ours.per_second;
    if let Some(url) = place.database() {
        let raw = commits::per_second(url, COMMITS_TIME.min(bench.sizes.time))
            .context("the rate of commits could not be measured")?;
        return Ok(ours
            .fact("single_row_commits_per_second", raw)
            .fact("rate_to_single_row_commits", rate / raw));
    }
    let raw = raw::insert_again(place, tenant.org, batch.max(1))
        .context("the rows could not be inserted once more without the server")?;
    #[expect(clippy::cast_precision_loss, reason = "batches are small")]
    let ours = ours.fact("raw_batch", batch as f64);
    Ok(ours.fact("raw_rows_per_second", raw).fact("rate_to_raw", rate / raw))
}

fn shot(tenant: &Tenant, n: usize) -> Shot {
    let body = people::body(&tenant.crowd, n).to_string().into_bytes();
    Shot { method: "POST", target: "/Users".into(), body }
}
