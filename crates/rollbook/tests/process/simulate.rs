//! `rollbook simulate` against `rollbook serve`.

use crate::installation::{Door, Installation};
use crate::process::{Ended, Process, rollbook};
use serde_json::{Value, json};
use simulator::{Fault, Options, Progress, Provider, Scenario};
use std::thread;

const USERS: usize = 40;
const GROUPS: usize = 6;

fn simulate(provider: &str, url: &str, token: &str, arguments: &[&str]) -> Ended {
    let mut command = rollbook();
    command.args(["simulate", provider, "--url", url]).args(arguments).env("ROLLBOOK_SIMULATE_TOKEN", token);
    Process::start(&mut command).end()
}

/// Plays a provider, who must find nothing wrong; returns how many writes each cycle had.
fn play(provider: &str, door: &Door, cycles: usize) -> Vec<u64> {
    let cycles = cycles.to_string();
    let ended = simulate(provider, &door.url, &door.token, &["--json", "--cycles", &cycles]);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{}", ended.stdout);
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let summary = json!({
        "provider": report["provider"], "clean": report["clean"], "users": report["users"],
        "groups": report["groups"], "failures": report["failures"], "further": report["furtherFailures"],
    });
    assert_eq!(
        summary,
        json!({
            "provider": provider, "clean": true, "users": USERS, "groups": GROUPS, "failures": [], "further": 0,
        })
    );
    assert!(!ended.stdout.contains(&door.token));
    report["writesPerCycle"].as_array().expect("a list").iter().filter_map(Value::as_u64).collect()
}

/// The writes of a cycle in which nothing has changed. Okta pushes its groups as a whole, a name and its members each.
fn idle_writes(provider: &str) -> u64 {
    if provider == "okta" { 2 * GROUPS as u64 } else { 0 }
}

#[test]
fn okta_finds_nothing_wrong_and_nothing_again() {
    twice("okta");
}

#[test]
fn entra_finds_nothing_wrong_and_nothing_again() {
    twice("entra");
}

fn twice(provider: &str) {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", provider);
    for _ in 0..2 {
        let writes = play(provider, &door, 3);
        assert!(writes[0] > idle_writes(provider), "{writes:?}");
        assert_eq!(writes[1..], [idle_writes(provider); 2]);
        assert_eq!((door.all("Users").len(), door.all("Groups").len()), (USERS, GROUPS));
    }
    server.stop();
}

#[test]
fn what_has_not_changed_at_okta_is_not_touched() {
    untouched(Provider::Okta);
}

#[test]
fn what_has_not_changed_at_entra_is_not_touched() {
    untouched(Provider::Entra);
}

/// Everything that can be seen: each user and group with its `meta`, and how many events there have been.
#[derive(Debug, PartialEq)]
struct Seen {
    users: Vec<Value>,
    groups: Vec<Value>,
    event_sequence: u64,
}

fn look(at: &Installation, door: &Door) -> Seen {
    Seen { users: door.all("Users"), groups: door.all("Groups"), event_sequence: at.event_sequence() }
}

fn untouched(provider: Provider) {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", provider.name());
    let options = Options { users: USERS, groups: GROUPS, cycles: 3, ..Options::new(&door.url, &door.token) };
    let mut before = None;
    // The provider tells of a cycle before it sends anything in it.
    let mut observe = |progress: Progress| {
        if progress.cycle == 2 && before.is_none() {
            before = Some(look(&at, &door));
        }
    };
    let report = provider.run(&options, &mut observe).expect("it can be reached");
    assert!(report.clean(), "{report}");
    let before = before.expect("there was a second cycle");
    assert_eq!((before.users.len(), before.groups.len()), (USERS, GROUPS));
    assert!(before.event_sequence >= (USERS + GROUPS) as u64);
    for resource in before.users.iter().chain(&before.groups) {
        assert!(
            resource["meta"]["lastModified"].is_string() && resource["meta"]["version"].is_string(),
            "{resource}"
        );
    }
    let members = |group: &Value| group["members"].as_array().map_or(0, Vec::len);
    assert!(before.groups.iter().map(members).sum::<usize>() > 0, "some of the groups have members");
    assert_eq!(look(&at, &door), before);
    server.stop();
}

#[test]
fn two_providers_push_into_one_organization_at_once() {
    let at = Installation::new();
    let server = at.serve();
    let doors = ["okta", "entra"].map(|provider| (provider, at.connect("Acme", provider)));
    assert_eq!(doors[0].1.organization, doors[1].1.organization);
    thread::scope(|scope| {
        for (provider, door) in &doors {
            scope.spawn(move || play(provider, door, 2));
        }
    });
    // Each sees its own people, and nobody else's.
    for (provider, door) in &doors {
        let users = door.all("Users");
        assert_eq!((users.len(), door.all("Groups").len()), (USERS, GROUPS));
        let own = format!("@{provider}-1.example");
        assert!(users.iter().all(|user| user["userName"].as_str().is_some_and(|name| name.ends_with(&own))));
        let other = if *provider == "okta" { &doors[1].1 } else { &doors[0].1 };
        assert_eq!(other.named(users[0]["userName"].as_str().expect("a name")), [Value::Null; 0]);
    }
    server.stop();
}

#[test]
fn what_keeps_a_provider_out_is_said() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "okta");
    let (most, last) = door.token.split_at(door.token.len() - 1);
    let wrong = format!("{most}{}", if last == "0" { "1" } else { "0" });
    let nowhere = format!("{}/scim/v2/{}", server.url, door.organization);
    let beyond = format!("{}/beyond", door.url);
    for provider in ["okta", "entra"] {
        for (url, token, parts) in [
            (&door.url, &wrong, ["401", "Check the SCIM address and the token in the provider"]),
            (&nowhere, &door.token, ["401", "Check the SCIM address and the token in the provider"]),
            (&beyond, &door.token, ["404", "The SCIM address of a connection is"]),
        ] {
            let ended = simulate(provider, url, token, &[]);
            assert_eq!(ended.code, Some(1), "{ended:?}");
            assert!(parts.iter().all(|part| ended.stdout.contains(part)), "{parts:?}: {}", ended.stdout);
            // A line for each step, since this is no terminal, and then the mistake.
            let told = "cycle 1/1: test the connection\nerror: ";
            assert!(ended.stderr.starts_with(told) && ended.stderr.lines().count() == 2, "{}", ended.stderr);
            assert!(!format!("{ended:?}").contains(token.as_str()), "{ended:?}");
            let ended = simulate(provider, url, token, &["--json"]);
            let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
            assert_eq!((ended.code, &report["clean"], &report["users"]), (Some(1), &json!(false), &json!(0)));
        }
    }
    assert_eq!(at.event_sequence(), 0);
    server.stop();
    let dead = simulate("okta", &door.url, &door.token, &["--json"]);
    let address = server_address(&door.url);
    assert_eq!((dead.code, dead.stdout.as_str()), (Some(1), ""));
    let start = format!("error: Cannot connect to {address}: Connection refused");
    let end = ". Check that the server runs and listens there.\n";
    assert!(dead.stderr.starts_with(&start) && dead.stderr.ends_with(end), "{}", dead.stderr);
    assert_eq!(dead.stderr.matches("refused").count(), 1, "{}", dead.stderr);
}

fn server_address(url: &str) -> &str {
    url.strip_prefix("http://").and_then(|rest| rest.split('/').next()).expect("an address")
}

#[test]
fn faults_and_a_rate_are_asked_for_on_the_command_line() {
    let at = Installation::new();
    let server = at.serve();
    let door = at.connect("Acme", "entra");
    let asked =
        ["--users", "2", "--groups", "1", "--rate", "200", "--fault", "Slow", "--fault", "unauthorized"];
    let ended = simulate("entra:flag", &door.url, &door.token, &asked);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let told: Vec<&str> = ended.stderr.lines().collect();
    assert!(ended.stdout.starts_with("Entra ID (entra:flag) sent "), "{}", ended.stdout);
    // In the order of the faults, and told as they begin.
    let begun = told.iter().position(|line| *line == "cycle 1/1: use a token that is not valid any more");
    assert!(begun.is_some_and(|at| told[at + 1] == "cycle 1/1: send and read slowly"), "{told:?}");
    let ended = simulate("entra:flag", &door.url, &door.token, &[&asked[..], &["--json"]].concat());
    let report: Value = serde_json::from_str(&ended.stdout).expect("JSON");
    let (requests, elapsed) = (report["requests"].as_u64(), report["elapsedMs"].as_u64());
    let per_second = requests.expect("a number") * 1_000 / elapsed.expect("a number");
    assert!(per_second <= 200, "{report}");
    assert_eq!((&report["scenario"], &report["clean"]), (&json!("flag"), &json!(true)));
    server.stop();
}

#[test]
fn the_page_lists_every_scenario_and_every_fault() {
    let page = include_str!("../../../../docs/simulate.md");
    let name = |scenario: &Scenario| match scenario.is_default() {
        true => format!("`{}`, that is `{scenario}`", scenario.provider),
        false => format!("`{scenario}`"),
    };
    let row = |scenario: &'static Scenario| {
        let Scenario { about, evidence, dialect, .. } = scenario;
        format!("| {} | {about} | {} | `{dialect}` |\n", name(scenario), evidence.words())
    };
    let scenarios: String = Scenario::all().map(row).collect();
    let faults = Fault::ALL.map(|fault| format!("| `{fault}` | {} |\n", fault.about())).concat();
    for table in [scenarios, faults] {
        assert!(page.contains(&format!("|---|\n{table}\n")), "docs/simulate.md lacks this table:\n{table}");
    }
    let help = Process::start(rollbook().args(["simulate", "--help"])).end().stdout.replace("\n      ", " ");
    for scenario in Scenario::all() {
        assert!(help.contains(scenario.about), "{scenario}: {help}");
    }
}

#[test]
fn what_cannot_be_simulated_is_said() {
    for (provider, url, code, part) in [
        ("okta", "ftp://127.0.0.1/scim", 1, "it must start with https:// or http://"),
        ("okta", "127.0.0.1:8080", 1, "it must start with https:// or http://"),
        ("okta:flag", "http://127.0.0.1:1", 2, "there is no such scenario; possible values: okta:oin, "),
    ] {
        let ended = simulate(provider, url, "rbk_x", &[]);
        assert_eq!((ended.code, ended.stdout.as_str()), (Some(code), ""), "{ended:?}");
        assert!(ended.stderr.starts_with("error: ") && ended.stderr.contains(part), "{}", ended.stderr);
    }
    for (arguments, part) in [
        (["--fault", "all"], "entra:validator is a script from beginning to end"),
        (["--fault", "hunger"], "possible values: dropped-answer, unauthorized"),
        (["--rate", "0"], "give a number from 0.001 to 100000"),
    ] {
        let ended = simulate("entra:validator", "http://127.0.0.1:1", "rbk_x", &arguments);
        assert!(ended.code == Some(2) && ended.stderr.contains(part), "{ended:?}");
    }
    let ended = simulate("okta", "http://127.0.0.1:1", "two words", &[]);
    assert!(ended.code == Some(1) && ended.stderr.contains("The token cannot be sent"), "{ended:?}");
}
