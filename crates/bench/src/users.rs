//! Users are read, looked up, searched and changed.

use crate::bench::Bench;
use crate::measure::{Target, Workload, beside_bare, closed, measure};
use crate::people;
use anyhow::bail;
use directory::UserId;
use serde_json::json;
use simulator::http::percent_encode;
use simulator::load::Shot;

/// Connections of what is compared with the bare handler.
pub(crate) const CONNECTIONS: usize = 16;

/// Reads by id, random ones, over so many connections. Over one alone, every request finds everybody asleep.
pub(crate) fn get(
    bench: &mut Bench,
    (name, connections): (&str, usize),
    target: &Target<'_>,
    users: &[UserId],
) -> anyhow::Result<()> {
    if !bench.wants(name) {
        return Ok(());
    }
    let requests = bench.sizes.requests(20_000);
    let workload = Workload { name, plan: closed(connections, requests, bench.sizes.time), expected: &[200] };
    let make = |repetition, connection, n| {
        let user = users[pick(&[repetition, connection, n], users.len())];
        read(format!("/Users/{user}"))
    };
    let [ours, bare] = beside_bare(target, &workload, bench.sizes.repetitions, &make(0, 0, 0), make)?;
    bench.note(ours);
    bench.note(bare);
    Ok(())
}

/// What a look-up asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    UserName,
    ExternalId,
}

/// Looks users up, random ones of the first `count`.
pub(crate) fn look_up(
    bench: &mut Bench,
    name: &str,
    target: &Target<'_>,
    (crowd, count, key): (&str, usize, Key),
) -> anyhow::Result<()> {
    if !bench.wants(name) {
        return Ok(());
    }
    let requests = bench.sizes.requests(10_000);
    let workload = Workload { name, plan: closed(CONNECTIONS, requests, bench.sizes.time), expected: &[200] };
    let make = |repetition, connection, n| {
        let user = pick(&[repetition, connection, n], count);
        match key {
            Key::UserName => filtered("userName", &people::user_name(crowd, user)),
            Key::ExternalId => filtered("externalId", &people::external_id(crowd, user)),
        }
    };
    let sample = make(0, 0, 0);
    check_total(target, &sample, 1)?;
    let [ours, bare] = beside_bare(target, &workload, bench.sizes.repetitions, &sample, make)?;
    bench.note(ours);
    bench.note(bare);
    Ok(())
}

/// Searches by an attribute that has no index: everybody is looked at.
pub(crate) fn search(bench: &mut Bench, name: &str, target: &Target<'_>, count: usize) -> anyhow::Result<()> {
    if !bench.wants(name) {
        return Ok(());
    }
    let requests = bench.sizes.requests(64);
    let workload = Workload { name, plan: closed(2, requests, bench.sizes.time), expected: &[200] };
    let make = |connection, n| filtered("title", &people::title(pick(&[connection, n], people::TITLES)));
    check_total(target, &filtered("title", &people::title(0)), count / people::TITLES)?;
    let figures = measure(target, &workload, make)?;
    bench.note(figures);
    Ok(())
}

/// Disables and enables users, so that every request changes something.
pub(crate) fn patch_active(
    bench: &mut Bench,
    name: &str,
    target: &Target<'_>,
    users: &[UserId],
) -> anyhow::Result<()> {
    /// Users that each connection goes through before it begins anew.
    const ROUND: usize = 20;
    if !bench.wants(name) {
        return Ok(());
    }
    // Each user is disabled as often as enabled, so that the next repetition finds everybody active again.
    let requests = bench.sizes.requests(6_400).next_multiple_of(2 * ROUND * CONNECTIONS);
    let workload = Workload { name, plan: closed(CONNECTIONS, requests, bench.sizes.time), expected: &[200] };
    let patch = |user: UserId, active: bool| Shot {
        method: "PATCH",
        target: format!("/Users/{user}"),
        body: people::patch(&json!([{ "op": "replace", "value": { "active": active } }])),
    };
    let make = |_, connection, n| {
        let user = users[(1 + connection * ROUND + n % ROUND) % users.len()];
        patch(user, n / ROUND % 2 == 1)
    };
    let sample = patch(users[0], false);
    let [ours, bare] = beside_bare(target, &workload, bench.sizes.repetitions, &sample, make)?;
    bench.note(ours);
    bench.note(bare);
    Ok(())
}

/// A search for those whose attribute has that value.
pub(crate) fn filtered(attribute: &str, value: &str) -> Shot {
    let filter = percent_encode(&format!("{attribute} eq \"{value}\""), b"-._~");
    read(format!("/Users?filter={filter}"))
}

/// A load of searches that find nothing would be a fast one.
fn check_total(target: &Target<'_>, sample: &Shot, total: usize) -> anyhow::Result<()> {
    let found = target.ask(sample)?;
    if found["totalResults"] != total {
        bail!("{} finds {} users; expected were {total}", sample.target, found["totalResults"]);
    }
    Ok(())
}

pub(crate) fn read(target: String) -> Shot {
    Shot { method: "GET", target, body: Vec::new() }
}

/// A number below `below` that looks random and is the same in every run.
pub(crate) fn pick(numbers: &[usize], below: usize) -> usize {
    let mut mixed = 0_u64;
    for number in numbers {
        // SplitMix64: every bit of the numbers reaches every bit of the outcome.
        mixed = mixed.wrapping_add(*number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
    }
    usize::try_from(mixed % below.max(1) as u64).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::pick;

    #[test]
    fn everybody_is_picked_sometimes_and_always_alike() {
        let mut seen = [0; 10];
        (0..1_000).for_each(|n| seen[pick(&[1, 2, n], 10)] += 1);
        assert!(seen.iter().all(|count| (50..150).contains(count)), "{seen:?}");
        assert_eq!(pick(&[1, 2, 3], 1_000), pick(&[1, 2, 3], 1_000));
    }
}
