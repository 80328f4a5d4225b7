//! One workload against one process: load, processor time, memory, statuses.

use crate::bare::Bare;
use crate::figures::{Figures, median, median_number, ratio};
use crate::process::Process;
use crate::seed::Tenant;
use crate::server::Server;
use anyhow::{Context as _, bail};
use simulator::http::{Client, Endpoint, Request, Response, TIMEOUT};
use simulator::load::{self, Plan, Shot};
use std::time::Duration;

/// The bare handler gets so many times the requests, since so short a load would tell little.
const BARE_TIMES: usize = 4;

/// What is loaded: a process with an address and a token.
pub(crate) struct Target<'a> {
    pub(crate) process: &'a Process,
    pub(crate) url: String,
    pub(crate) token: &'a str,
}

/// A load and what has to come of it.
#[derive(Clone, Copy)]
pub(crate) struct Workload<'a> {
    pub(crate) name: &'a str,
    pub(crate) plan: Plan,
    /// Any other status is a failure.
    pub(crate) expected: &'a [u16],
}

impl<'a> Target<'a> {
    pub(crate) fn new(server: &'a Server, tenant: &'a Tenant) -> Self {
        let url = format!("{}{}", server.url, tenant.path);
        Self { process: &server.process, url, token: &tenant.token }
    }

    /// Sends one request.
    pub(crate) fn send(&self, shot: &Shot) -> anyhow::Result<Response> {
        let endpoint = Endpoint::parse(&self.url)?;
        let headers = [
            ("Host", endpoint.authority.clone()),
            ("Authorization", format!("Bearer {}", self.token)),
            ("Content-Type", "application/scim+json".to_owned()),
            ("Content-Length", shot.body.len().to_string()),
        ];
        let target = format!("{}{}", endpoint.base, shot.target);
        let request = Request { method: shot.method, target: &target, headers: &headers, body: &shot.body };
        Ok(Client::new(endpoint, TIMEOUT).send(&request)?)
    }

    /// The same, and the answer as JSON, whose status must be 200 or 201.
    pub(crate) fn ask(&self, shot: &Shot) -> anyhow::Result<serde_json::Value> {
        let answer = self.send(shot)?;
        let body = String::from_utf8_lossy(&answer.body);
        if !matches!(answer.status, 200 | 201) {
            bail!("{} {} was answered with {}: {body:.500}", shot.method, shot.target, answer.status);
        }
        serde_json::from_str(&body).with_context(|| format!("{} {}: no JSON", shot.method, shot.target))
    }
}

/// Carries the workload out once.
pub(crate) fn measure(
    target: &Target<'_>,
    workload: &Workload<'_>,
    make: impl Fn(usize, usize) -> Shot + Sync,
) -> anyhow::Result<Figures> {
    measure_and_see(target, workload, make, |_, _, _| {})
}

/// The same, and shows each answer.
pub(crate) fn measure_and_see(
    target: &Target<'_>,
    workload: &Workload<'_>,
    make: impl Fn(usize, usize) -> Shot + Sync,
    see: impl Fn(usize, usize, &Response) + Sync,
) -> anyhow::Result<Figures> {
    let name = workload.name;
    target.process.forget_peak()?;
    let (before_kib, cpu) = (target.process.resident_kib()?, target.process.cpu()?);
    let summary = load::run_and_see(&target.url, target.token, &workload.plan, make, see)?;
    let cpu = target.process.cpu()?.saturating_sub(cpu);
    if let Some(why) = &summary.first_loss {
        bail!("{name}: {} requests had no answer: {why}", summary.lost);
    }
    if let Some((status, count)) = summary.statuses.iter().find(|(s, _)| !workload.expected.contains(s)) {
        bail!("{name}: {count} answers had the status {status}; expected was {:?}", workload.expected);
    }
    if summary.answers() == 0 {
        bail!("{name}: nothing was sent");
    }
    Ok(Figures::of(name, &summary, cpu, target.process.peak_kib()?, before_kib))
}

/// Carries the workload out some times, each time followed by the same load on a bare handler that answers like `sample`
/// was answered. `make` gets the number of the repetition as well, from 1; the first, 0, only warms up.
///
/// Gives the median repetition with the median ratio, and the bare handler's.
pub(crate) fn beside_bare(
    target: &Target<'_>,
    workload: &Workload<'_>,
    repetitions: usize,
    sample: &Shot,
    make: impl Fn(usize, usize, usize) -> Shot + Sync,
) -> anyhow::Result<[Figures; 2]> {
    let answer = target.send(sample)?;
    if !workload.expected.contains(&answer.status) {
        bail!("{}: the sample was answered with {}", workload.name, answer.status);
    }
    let bare = Bare::start(&answer)?;
    let path = target.url.find("/scim").map_or("", |at| &target.url[at..]);
    let bare = (&bare.process, format!("{}{path}", bare.url));
    let bare = Target { process: bare.0, url: bare.1, token: target.token };
    let bare_name = format!("{} (bare)", workload.name);
    let plan = Plan { requests: BARE_TIMES * workload.plan.requests, ..workload.plan };
    let bare_workload = Workload { name: &bare_name, plan, ..*workload };
    let (mut ours, mut theirs, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for repetition in 0..=repetitions {
        let make = |connection, n| make(repetition, connection, n);
        let one = measure(target, workload, make)?;
        let other = measure(&bare, &bare_workload, make)?;
        if repetition > 0 {
            ratios.extend(ratio(one.cpu_per_1000(), other.cpu_per_1000()));
            ours.push(one);
            theirs.push(other);
        }
    }
    let ratio = median_number(ratios).with_context(|| format!("{}: too little to measure", workload.name))?;
    let (ours, theirs) = (median(ours).context("no repetition")?, median(theirs).context("no repetition")?);
    Ok([ours.fact("cpu_to_bare", ratio), theirs])
}

/// Carries several workloads out in turns, so that what disturbs the machine disturbs them alike; of each the median
/// repetition. `one` is called with the number of the workload and that of the repetition.
pub(crate) fn in_turns(
    workloads: usize,
    repetitions: usize,
    mut one: impl FnMut(usize, usize) -> anyhow::Result<Figures>,
) -> anyhow::Result<Vec<Figures>> {
    let mut all = vec![Vec::new(); workloads];
    for repetition in 0..repetitions {
        for (number, figures) in all.iter_mut().enumerate() {
            figures.push(one(number, repetition)?);
        }
    }
    Ok(all.into_iter().filter_map(median).collect())
}

/// A closed loop of so many requests over so many connections, for so long at most.
pub(crate) fn closed(connections: usize, requests: usize, time: Duration) -> Plan {
    Plan { time, ..Plan::closed(connections, requests.div_ceil(connections)) }
}
