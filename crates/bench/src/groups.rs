//! Groups small and large: members come and go, and groups are read with and without them.

use crate::bench::{Bench, Sizes};
use crate::measure::{Target, Workload, closed, in_turns, measure, measure_and_see};
use crate::people;
use crate::seed::{Seed, Tenant};
use crate::users::{pick, read};
use anyhow::bail;
use directory::{GroupId, UserId};
use serde_json::{Value, json};
use simulator::load::{Plan, Shot};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Members of a group that is a large one for one request.
const MANY: usize = 10_000;
/// Connections that add to one group at the same time.
const TOGETHER: usize = 16;

/// The groups of a large organization.
pub(crate) struct Groups {
    /// By size, from small to large. Of the small ones there are many, so that who is added makes none much larger.
    by_size: Vec<(usize, Vec<GroupId>)>,
    /// Without members.
    empty: Vec<GroupId>,
}

impl Groups {
    /// How many users beyond the largest group's members are needed.
    pub(crate) fn spare(sizes: &Sizes) -> usize {
        sizes.requests(1_000)
    }

    pub(crate) fn wanted(bench: &Bench) -> bool {
        let of_size =
            |size| ["member-add", "member-remove", "group-get"].map(|name| format!("{name}-{size}"));
        let of_sizes = sizes(&bench.sizes).into_iter().flat_map(of_size);
        let read_with = format!("group-members-{}", bench.sizes.middle);
        let others = ["members-together".to_owned(), "members-many".to_owned(), read_with];
        bench.wants_any(&of_sizes.chain(others).collect::<Vec<_>>())
    }

    pub(crate) fn seed(
        seed: &Seed,
        sizes_of: &Sizes,
        tenant: &Tenant,
        users: &[UserId],
    ) -> anyhow::Result<Self> {
        let mut number = 0;
        let mut group = |members: &[UserId]| {
            number += 1;
            seed.group(tenant, number, members)
        };
        let mut by_size = Vec::new();
        for size in sizes(sizes_of) {
            let count = (Self::spare(sizes_of) * 10 / size).clamp(1, 1_000);
            let groups = (0..count).map(|n| group(&users[n * size % (sizes_of.large - size + 1)..][..size]));
            by_size.push((size, groups.collect::<anyhow::Result<_>>()?));
        }
        let empty = (0..4).map(|_| group(&[])).collect::<anyhow::Result<_>>()?;
        Ok(Self { by_size, empty })
    }

    pub(crate) fn run(&self, bench: &mut Bench, target: &Target<'_>, users: &[UserId]) -> anyhow::Result<()> {
        self.come_and_go(bench, target, users)?;
        self.together(bench, target, users)?;
        self.many(bench, target, users)?;
        self.read_without(bench, target)?;
        self.read_with(bench, target)
    }

    /// Each of the spare users joins a group, one request each, and then leaves it, in groups of all sizes.
    fn come_and_go(&self, bench: &mut Bench, target: &Target<'_>, users: &[UserId]) -> anyhow::Result<()> {
        let named = |(size, groups)| {
            [(format!("member-add-{size}"), groups, true), (format!("member-remove-{size}"), groups, false)]
        };
        let all: Vec<(String, &Vec<GroupId>, bool)> =
            self.by_size.iter().flat_map(|(size, groups)| named((*size, groups))).collect();
        // Who only leaves has to join first.
        if !bench.wants_any(&all.iter().map(|(name, ..)| name).collect::<Vec<_>>()) {
            return Ok(());
        }
        let spare = &users[bench.sizes.large..];
        let plan = Plan { time: Duration::MAX, ..closed(1, spare.len(), bench.sizes.time) };
        let figures = in_turns(all.len(), bench.sizes.repetitions, |number, _| {
            let (name, groups, joins) = &all[number];
            let workload = Workload { name, plan, expected: &[204] };
            measure(target, &workload, |_, n| one_member(groups[n % groups.len()], spare[n], *joins))
        })?;
        figures.into_iter().for_each(|figures| bench.note(figures));
        Ok(())
    }

    /// Many connections add to one group, and nobody is lost.
    fn together(&self, bench: &mut Bench, target: &Target<'_>, users: &[UserId]) -> anyhow::Result<()> {
        let name = "members-together";
        if !bench.wants(name) {
            return Ok(());
        }
        let group = self.empty[0];
        let plan = closed(TOGETHER, bench.sizes.requests(3_200), bench.sizes.time);
        let workload = Workload { name, plan, expected: &[204] };
        let figures = measure(target, &workload, |connection, n| {
            one_member(group, users[connection * plan.requests + n], true)
        })?;
        let members = target.ask(&read(format!("/Groups/{group}")))?;
        let members = members["members"].as_array().map_or(0, Vec::len);
        if u64::try_from(members) != Ok(figures.requests) {
            bail!("{name}: {} were added, and {members} are there", figures.requests);
        }
        bench.note(figures);
        Ok(())
    }

    /// One request with many members.
    fn many(&self, bench: &mut Bench, target: &Target<'_>, users: &[UserId]) -> anyhow::Result<()> {
        let name = "members-many";
        if !bench.wants(name) {
            return Ok(());
        }
        let groups = &self.empty[1..];
        let members: Vec<Value> = users[..MANY].iter().map(|id| json!({ "value": id.to_string() })).collect();
        let body = people::patch(&json!([{ "op": "add", "path": "members", "value": members }]));
        let workload = Workload { name, plan: Plan::closed(1, groups.len()), expected: &[204] };
        let figures = measure(target, &workload, |_, n| Shot {
            method: "PATCH",
            target: format!("/Groups/{}", groups[n]),
            body: body.clone(),
        })?;
        let seconds = figures.cpu_per_1000() / 1_000.0;
        bench.note(figures.fact("cpu_seconds_each", seconds));
        Ok(())
    }

    /// What a group costs whose members nobody wants to see.
    fn read_without(&self, bench: &mut Bench, target: &Target<'_>) -> anyhow::Result<()> {
        let names: Vec<String> = self.by_size.iter().map(|(size, _)| format!("group-get-{size}")).collect();
        if !bench.wants_any(&names) {
            return Ok(());
        }
        let plan = closed(4, bench.sizes.requests(4_000), bench.sizes.time);
        let figures = in_turns(names.len(), bench.sizes.repetitions, |number, repetition| {
            let groups = &self.by_size[number].1;
            let workload = Workload { name: &names[number], plan, expected: &[200] };
            measure(target, &workload, |connection, n| {
                let group = groups[pick(&[repetition, connection, n], groups.len())];
                read(format!("/Groups/{group}?excludedAttributes=members"))
            })
        })?;
        figures.into_iter().for_each(|figures| bench.note(figures));
        Ok(())
    }

    /// A large group with all its members.
    fn read_with(&self, bench: &mut Bench, target: &Target<'_>) -> anyhow::Result<()> {
        let (size, groups) = &self.by_size[2];
        let name = format!("group-members-{size}");
        if !bench.wants(&name) {
            return Ok(());
        }
        let workload = Workload { name: &name, plan: Plan::closed(1, 5), expected: &[200] };
        let fewest = AtomicUsize::new(usize::MAX);
        let shot = |_, _| read(format!("/Groups/{}", groups[0]));
        let figures = measure_and_see(target, &workload, shot, |_, _, answer| {
            let shown = answer.body.windows(8).filter(|bytes| bytes == b"\"value\":").count();
            fewest.fetch_min(shown, Ordering::Relaxed);
        })?;
        let shown = fewest.into_inner();
        if shown < *size {
            bail!("{name}: an answer shows {shown} members");
        }
        bench.note(figures);
        Ok(())
    }
}

/// The sizes of groups.
pub(crate) fn sizes(sizes: &Sizes) -> [usize; 4] {
    [10, 1_000, sizes.middle, sizes.large]
}

/// As Okta sends it.
pub(crate) fn one_member(group: GroupId, user: UserId, joins: bool) -> Shot {
    let operation = if joins {
        json!({ "op": "add", "path": "members", "value": [{ "value": user.to_string() }] })
    } else {
        json!({ "op": "remove", "path": format!("members[value eq \"{user}\"]") })
    };
    Shot { method: "PATCH", target: format!("/Groups/{group}"), body: people::patch(&json!([operation])) }
}
