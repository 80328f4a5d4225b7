//! Each scenario finds nothing wrong, twice on the same server, and changes nothing without a reason.

use crate::support::{all, connect, connect_in, small};
use simulator::{Report, Scenario};
use testkit::{Door, TestServer};

#[test]
fn every_scenario_passes_and_passes_again() {
    let server = TestServer::start();
    let mut wrong = String::new();
    for scenario in Scenario::all() {
        let door = connect(&server, "Acme", scenario);
        let first = play(scenario, &door, &mut wrong);
        let (users, groups) = (all(&door, "Users").len(), all(&door, "Groups").len());
        let second = play(scenario, &door, &mut wrong);
        let seen = (all(&door, "Users").len(), all(&door, "Groups").len());
        if (users, groups) != seen {
            wrong += &format!("{scenario}: {users} users and {groups} groups have become {seen:?}\n");
        }
        if second.users != first.users || second.groups != first.groups {
            wrong += &format!("{scenario}: the second run knows other users or groups\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Plays three cycles, of which the last two must write the same: nothing, or what a provider always sends.
fn play(scenario: &'static Scenario, door: &Door, wrong: &mut String) -> Report {
    let options = simulator::Options { cycles: 3, ..small(door) };
    let report = scenario.run(&options, &mut |_| ()).expect("it can be reached");
    if !report.clean() {
        *wrong += &format!("{scenario}: {report}\n");
    }
    let [_, second, third] = report.writes_per_cycle.as_slice() else {
        *wrong += &format!("{scenario}: not three cycles: {:?}\n", report.writes_per_cycle);
        return report;
    };
    if second != third {
        *wrong += &format!("{scenario}: later cycles differ: {:?}\n", report.writes_per_cycle);
    }
    report
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
