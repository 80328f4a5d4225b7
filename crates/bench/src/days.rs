//! What providers really do all day: many things at once, at a pace of their own.

use crate::bench::Bench;
use crate::figures::Figures;
use crate::measure::{Target, Workload, measure};
use crate::people;
use crate::seed::Tenant;
use crate::users::{filtered, pick, read};
use anyhow::{Context as _, bail};
use directory::{GroupId, UserId};
use serde_json::json;
use simulator::load::{Pace, Plan, Shot};
use simulator::{Options, Provider, Session};

/// Requests per second of Okta's day: far more than a customer sends, far less than the server can do.
const OKTA_PER_SECOND: f64 = 400.0;
const OKTA_CONNECTIONS: usize = 16;
const ENTRA_USERS: usize = 2_000;
const ENTRA_GROUPS: usize = 40;

/// Okta's day: of a hundred requests 40 look somebody up, 25 read somebody, 12 put a profile, 10 disable or enable, 8
/// change a group, and 5 create somebody. They come when they are due, whether the server keeps up or not.
pub(crate) fn okta(
    bench: &mut Bench,
    target: &Target<'_>,
    tenant: &Tenant,
    users: &[UserId],
    groups: &[GroupId],
) -> anyhow::Result<()> {
    let name = "okta-day";
    if !bench.wants(name) {
        return Ok(());
    }
    let requests = bench.sizes.requests(12_000) / OKTA_CONNECTIONS;
    let plan = Plan {
        connections: OKTA_CONNECTIONS,
        requests,
        pace: Pace::PerSecond(OKTA_PER_SECOND),
        time: bench.sizes.time,
    };
    let crowd = tenant.crowd.as_str();
    let figures = measure(target, &Workload { name, plan, expected: &[200, 201, 204] }, |connection, n| {
        let who = pick(&[1, connection, n], users.len());
        let user = format!("/Users/{}", users[who]);
        let odd = pick(&[2, connection, n], 2) == 1;
        match pick(&[3, connection, n], 100) {
            0..40 => filtered("userName", &people::user_name(crowd, who)),
            40..65 => read(user),
            65..77 => {
                let body = people::body_with_title(crowd, who, &format!("Since {n}"));
                Shot { method: "PUT", target: user, body: body.to_string().into_bytes() }
            }
            77..87 => {
                let body = people::patch(&json!([{ "op": "replace", "value": { "active": odd } }]));
                Shot { method: "PATCH", target: user, body }
            }
            87..95 => {
                let group = groups[pick(&[4, connection, n], groups.len())];
                crate::groups::one_member(group, users[who], odd)
            }
            _ => {
                let body = people::body(crowd, users.len() + connection * requests + n);
                Shot { method: "POST", target: "/Users".into(), body: body.to_string().into_bytes() }
            }
        }
    })?;
    bench.note(figures.fact("wanted_per_second", OKTA_PER_SECOND));
    Ok(())
}

/// Entra's initial cycle, as the simulator plays it: one connection that looks each user up, creates them, and then does
/// the same with the groups and fills them.
pub(crate) fn entra(bench: &mut Bench, target: &Target<'_>) -> anyhow::Result<()> {
    let name = "entra-initial-cycle";
    if !bench.wants(name) {
        return Ok(());
    }
    let (users, groups) = (ENTRA_USERS / bench.sizes.divisor, ENTRA_GROUPS / bench.sizes.divisor);
    let options = Options { users, groups, cycles: 1, ..Options::new(target.url.as_str(), target.token) };
    let mut session = Session::open(Provider::Entra, &options)?;
    target.process.forget_peak()?;
    let cpu = target.process.cpu()?;
    session.push()?;
    let cpu = target.process.cpu()?.saturating_sub(cpu);
    let report = session.report();
    if let Some(failure) = report.failures.first() {
        let (request, status) = (&failure.request, failure.status);
        bail!("{name}: {request} was answered with {status:?}; expected was {}", failure.expected);
    }
    let requests = u32::try_from(report.requests).context("too many requests")?;
    let figures = Figures {
        requests: report.requests,
        per_second: f64::from(requests) / report.elapsed.as_secs_f64().max(f64::MIN_POSITIVE),
        cpu,
        peak_kib: target.process.peak_kib()?,
        ..Figures::named(name)
    };
    bench.note(figures);
    Ok(())
}
