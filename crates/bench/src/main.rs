//! The benchmark: one program that starts the real server, loads it, and judges what that costs beside what it costs at
//! least, measured in the same run.

mod arguments;
mod bare;
mod bars;
mod bench;
mod commits;
mod creates;
mod days;
mod figures;
mod groups;
mod measure;
mod pages;
mod people;
mod place;
mod portal;
mod process;
mod raw;
mod report;
mod seed;
mod server;
mod users;

use anyhow::bail;
use arguments::Arguments;
use bench::{Bench, Sizes};
use clap::Parser as _;
use directory::Provider;
use directory::policy::Preset;
use groups::Groups;
use measure::Target;
use place::Place;
use portal::Portal;
use seed::Seed;
use std::process::ExitCode;
use users::Key;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match &arguments.bare {
        Some(answer) => bare::serve(answer).map(|()| true),
        None => run(&arguments),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// False where a bar is missed and that is to count.
fn run(arguments: &Arguments) -> anyhow::Result<bool> {
    let mut bench = Bench::new(arguments);
    let place = Place::new(arguments)?;
    bench.start("start", &place)?.stop()?;
    creates::run(&mut bench, &place)?;
    small(&mut bench, &place)?;
    large(&mut bench, &place)?;
    portal(&mut bench, &place)?;
    if arguments.quick {
        let Sizes { small, middle, large, .. } = bench.sizes;
        println!("\nquick: {small}, {middle} and {large} users instead of 10000, 100000 and 1000000");
    }
    for start in &arguments.only {
        if !bench.results.all.iter().any(|figures| figures.name.starts_with(start.as_str())) {
            bail!("no workload begins with {start:?}; docs/operations/benchmarks.md has the names of all");
        }
    }
    let bars = bars::judge(&bench);
    report::print(&bench.results, &bars);
    Ok(!arguments.strict || bars.iter().all(|bar| bar.met() != Some(false)))
}

/// What is measured in a small organization, before the database is large.
fn small(bench: &mut Bench, place: &Place) -> anyhow::Result<()> {
    const NAMES: [&str; 9] = [
        "start-small",
        "get",
        "get-1",
        "lookup-name-small",
        "lookup-external-small",
        "patch-active",
        "okta-day",
        "entra-initial-cycle",
        "end-small",
    ];
    if !bench.wants_any(&NAMES) {
        return Ok(());
    }
    let seed = Seed::open(place)?;
    let tenant = seed.tenant("small", Provider::Okta)?;
    let entra = seed.tenant("entra", Provider::Entra)?;
    let users = seed.users(&tenant, bench.sizes.small, &[Preset::Standard])?;
    let groups: Vec<_> =
        (0..20).map(|n| seed.group(&tenant, n, &users[n * 50..][..50])).collect::<Result<_, _>>()?;
    drop(seed);
    let server = bench.start("start-small", place)?;
    let target = Target::new(&server, &tenant);
    users::get(bench, ("get", users::CONNECTIONS), &target, &users)?;
    users::get(bench, ("get-1", 1), &target, &users)?;
    let crowd = (tenant.crowd.as_str(), users.len());
    users::look_up(bench, "lookup-name-small", &target, (crowd.0, crowd.1, Key::UserName))?;
    users::look_up(bench, "lookup-external-small", &target, (crowd.0, crowd.1, Key::ExternalId))?;
    users::patch_active(bench, "patch-active", &target, &users)?;
    days::okta(bench, &target, &tenant, &users, &groups)?;
    days::entra(bench, &Target::new(&server, &entra))?;
    bench.end("end-small", server)
}

/// What is measured in large organizations and large groups.
fn large(bench: &mut Bench, place: &Place) -> anyhow::Result<()> {
    const NAMES: [&str; 5] =
        ["start-large", "lookup-name-large", "lookup-external-large", "search-title", "end-large"];
    if !bench.wants_any(&NAMES) && !pages::wanted(bench) && !Groups::wanted(bench) {
        return Ok(());
    }
    let seed = Seed::open(place)?;
    let (middle, tenant) = (seed.tenant("middle", Provider::Okta)?, seed.tenant("large", Provider::Okta)?);
    if bench.wants("search-title") {
        seed.users(&middle, bench.sizes.middle, &[Preset::Standard])?;
    }
    let users = seed.users(&tenant, bench.sizes.large + Groups::spare(&bench.sizes), &[Preset::Standard])?;
    let groups =
        if Groups::wanted(bench) { Some(Groups::seed(&seed, &bench.sizes, &tenant, &users)?) } else { None };
    drop(seed);
    let server = bench.start("start-large", place)?;
    let target = Target::new(&server, &tenant);
    let crowd = (tenant.crowd.as_str(), users.len());
    users::look_up(bench, "lookup-name-large", &target, (crowd.0, crowd.1, Key::UserName))?;
    users::look_up(bench, "lookup-external-large", &target, (crowd.0, crowd.1, Key::ExternalId))?;
    pages::run(bench, &target, &users)?;
    users::search(bench, "search-title", &Target::new(&server, &middle), bench.sizes.middle)?;
    if let Some(groups) = groups {
        groups.run(bench, &target, &users)?;
    }
    bench.end("end-large", server)
}

/// What the pages of the portal cost.
fn portal(bench: &mut Bench, place: &Place) -> anyhow::Result<()> {
    if !Portal::wanted(bench) {
        return Ok(());
    }
    let seed = Seed::open(place)?;
    let portal = Portal::seed(&seed, bench.sizes.portal)?;
    drop(seed);
    place.settle()?;
    let server = bench.start("start-portal", place)?;
    portal.run(bench, &server)?;
    bench.end("end-portal", server)
}
