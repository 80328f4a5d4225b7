//! Each scenario finds nothing wrong, twice on the same server, and changes nothing without a reason.

use crate::support::{all, connect, connect_in, small};
use simulator::{Options, Report, Scenario};
use std::thread;
use testkit::{Door, TestServer};

#[test]
fn every_scenario_passes_and_passes_again() {
    let server = TestServer::start();
    let wrong: Vec<String> = thread::scope(|scope| {
        let play = |scenario| {
            let door = connect(&server, "Acme", scenario);
            scope.spawn(move || twice(scenario, &door))
        };
        let players: Vec<_> = Scenario::all().map(play).collect();
        players.into_iter().filter_map(|player| player.join().expect("it ends").err()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The second run meets what the first has left, and leaves it so.
fn twice(scenario: &'static Scenario, door: &Door) -> Result<(), String> {
    let first = play(scenario, door)?;
    let left = (all(door, "Users").len(), all(door, "Groups").len());
    let second = play(scenario, door)?;
    let then = (all(door, "Users").len(), all(door, "Groups").len());
    let known = [&first, &second].map(|report| (report.users, report.groups));
    match left == then && known == [left; 2] {
        true => Ok(()),
        false => Err(format!("{scenario}: {left:?} users and groups, then {then:?}, are known as {known:?}")),
    }
}

/// Plays three cycles, of which the last two must write the same: nothing, or what a provider always sends.
fn play(scenario: &'static Scenario, door: &Door) -> Result<Report, String> {
    let options = Options { cycles: 3, ..small(door) };
    let report = scenario.run(&options, &mut |_| ()).expect("it can be reached");
    match report.writes_per_cycle.as_slice() {
        [_, second, third] if second == third && report.clean() => Ok(report),
        _ => Err(format!("{scenario}: {:?} writes: {report}", report.writes_per_cycle)),
    }
}

/// What a simulator cannot see, it cannot report: each of these connections lacks what the scenario needs.
#[test]
fn the_wrong_dialect_is_noticed() {
    let server = TestServer::start();
    for (name, dialect, expected) in [
        ("entra:2026-replace-members", "entra", "members as at the provider"),
        ("entra:default", "strict", "status 200 or 204"),
        ("entra:flag", "strict", "status 200 or 204"),
        ("entra:raw-quotes", "okta", "status 200"),
        ("okta:raw-token", "okta", "status 200"),
        ("okta:rehire", "okta", "status 201"),
        ("onelogin:template", "okta", "status 201"),
        ("jumpcloud:value-array", "strict", "status 200 or 204"),
        ("authentik:sync", "okta", "status 200"),
        ("rauthy:sync", "strict", "status 200 or 201"),
        ("keycloak:string-value", "okta", "status 200 or 204"),
    ] {
        let scenario = Scenario::parse(name).expect("there is one");
        let door = connect_in(&server, &format!("{name} {dialect}"), scenario, dialect);
        let report = scenario.run(&small(&door), &mut |_| ()).expect("it can be reached");
        assert!(
            report.failures.iter().any(|f| f.expected.contains(expected)),
            "{name} on {dialect}: {report}"
        );
    }
}
