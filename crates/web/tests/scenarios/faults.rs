//! Faults between a provider and the server: it recovers from each, and so does the provider.

use crate::support::{all, connect, small};
use simulator::{Error, Fault, Options, Outcome, Scenario};
use std::thread;
use testkit::{Door, TestServer};

/// In the order of the faults.
const STEPS: [&str; 5] = [
    "lose answers, and try again",
    "use a token that is not valid any more",
    "wait as long as told to",
    "send and read slowly",
    "send a body that is too large",
];

#[test]
fn every_story_recovers_from_every_fault() {
    let server = TestServer::start();
    let wrong: Vec<String> = thread::scope(|scope| {
        let play = |scenario| {
            let door = connect(&server, "Acme", scenario);
            scope.spawn(move || play(scenario, &door))
        };
        let players: Vec<_> = Scenario::all().map(play).collect();
        players.into_iter().filter_map(|player| player.join().expect("it ends")).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Says what went wrong. A script has no room for faults, and says so.
fn play(scenario: &'static Scenario, door: &Door) -> Option<String> {
    // What is too large is the same for all, and takes its time.
    let suffers = |fault: &Fault| {
        *fault != Fault::TooLarge || ["okta:oin", "entra:default"].contains(&scenario.to_string().as_str())
    };
    let faults: Vec<Fault> = Fault::ALL.into_iter().filter(suffers).collect();
    let steps = &STEPS[..faults.len()];
    let options = Options { faults, users: 6, groups: 2, ..small(door) };
    let report = match scenario.run(&options, &mut |_| ()) {
        Err(Error::Faultless(_)) => return None,
        outcome => outcome.expect("it can be reached"),
    };
    let passed =
        |name: &&str| report.steps.iter().any(|step| step.name == *name && step.outcome == Outcome::Passed);
    let left = (all(door, "Users").len(), all(door, "Groups").len());
    let right = report.clean()
        && steps.iter().all(passed)
        && report.waits == 2
        && left == (report.users, report.groups)
        && report.users == 6;
    (!right).then(|| format!("{scenario}, {left:?} left: {report}"))
}
