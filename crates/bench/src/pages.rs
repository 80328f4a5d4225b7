//! Pages of a long list: the first and the last, by index and by cursor.

use crate::bench::Bench;
use crate::figures::Figures;
use crate::measure::{Target, Workload, closed, in_turns, measure};
use crate::users::{pick, read};
use anyhow::{Context as _, bail};
use directory::UserId;
use serde_json::Value;
use simulator::load::{Plan, Shot};
use std::time::Instant;

const PAGE: usize = 100;
/// The largest page that may be asked for.
const STRIDE: usize = 1_000;
const CONNECTIONS: usize = 4;
/// What the pages are compared with is measured in turns with them.
const NAMES: [&str; 5] = ["page-get", "page-first", "page-last", "page-cursor-first", "page-cursor-last"];
/// The walk is one workload; it may take as long as so many repetitions of the others.
const WALK_TIMES: u32 = 6;
const WALK: &str = "page-walk";

pub(crate) fn wanted(bench: &Bench) -> bool {
    bench.wants_any(&NAMES) || bench.wants(WALK)
}

/// Everybody must be in `users`.
pub(crate) fn run(bench: &mut Bench, target: &Target<'_>, users: &[UserId]) -> anyhow::Result<()> {
    if !wanted(bench) {
        return Ok(());
    }
    let total = users.len();
    let last = walk(bench, target, total)?;
    // Where the walk did not come to its end in time, nobody knows the cursor of the last page.
    let names = if last.is_some() { &NAMES[..] } else { &NAMES[..NAMES.len() - 1] };
    let targets = [
        String::new(),
        format!("/Users?startIndex=1&count={PAGE}"),
        format!("/Users?startIndex={}&count={PAGE}", total - PAGE + 1),
        format!("/Users?cursor&count={PAGE}"),
        format!("/Users?cursor={}&count={PAGE}", last.unwrap_or_default()),
    ];
    for page in &targets[1..] {
        check(&target.ask(&read(page.clone()))?, total).with_context(|| format!("GET {page}"))?;
    }
    let plan = |requests| closed(CONNECTIONS, bench.sizes.requests(requests), bench.sizes.time);
    let (gets, pages): (Plan, Plan) = (plan(4_000), plan(400));
    let figures = in_turns(names.len(), bench.sizes.repetitions, |number, repetition| {
        let plan = if number == 0 { gets } else { pages };
        let workload = Workload { name: names[number], plan, expected: &[200] };
        measure(target, &workload, |connection, n| match number {
            0 => read(format!("/Users/{}", users[pick(&[repetition, connection, n], total)])),
            page => read(targets[page].clone()),
        })
    })?;
    figures.into_iter().for_each(|figures| bench.note(figures));
    Ok(())
}

/// Goes through everybody by cursor, and returns the cursor of the last page, unless that takes too long.
fn walk(bench: &mut Bench, target: &Target<'_>, total: usize) -> anyhow::Result<Option<String>> {
    let (begun, cpu) = (Instant::now(), target.process.cpu()?);
    let (mut cursor, mut seen, mut requests) = (String::new(), 0, 0_u32);
    while seen + PAGE < total && begun.elapsed() < WALK_TIMES * bench.sizes.time {
        // The last of the large pages ends where the last of the small ones begins.
        let count = STRIDE.min(total - PAGE - seen);
        let shot: Shot = read(format!("/Users?cursor={cursor}&count={count}&attributes=userName"));
        let page = target.ask(&shot)?;
        seen += page["Resources"].as_array().map_or(0, Vec::len);
        requests += 1;
        cursor = page["nextCursor"].as_str().context("the walk ended too early")?.to_owned();
    }
    let figures = Figures {
        requests: u64::from(requests),
        per_second: f64::from(requests) / begun.elapsed().as_secs_f64().max(f64::MIN_POSITIVE),
        cpu: target.process.cpu()?.saturating_sub(cpu),
        peak_kib: target.process.peak_kib()?,
        ..Figures::named(WALK)
    };
    #[expect(clippy::cast_precision_loss, reason = "nobody has 2^53 users")]
    let part = seen as f64 / total as f64;
    bench.note(figures.fact("seconds", begun.elapsed().as_secs_f64()).fact("part_of_all", part));
    Ok((seen + PAGE >= total).then_some(cursor))
}

fn check(page: &Value, total: usize) -> anyhow::Result<()> {
    let shown = page["Resources"].as_array().map_or(0, Vec::len);
    if page["totalResults"] != total || shown != PAGE {
        bail!("it shows {shown} of {} users, instead of {PAGE} of {total}", page["totalResults"]);
    }
    Ok(())
}
