//! All simulators at once: on one organization with a connection each, and on one connection each of fifty
//! organizations. Nobody meets an error, nobody sees another's people, and each finds what it has left.

use crate::installation::{Door, Installation};
use serde_json::Value;
use simulator::{Options, Report, Scenario};
use std::thread;
use std::time::{Duration, Instant};

/// How long each crowd plays at least, in seconds, unless [`SECONDS`] is enough.
const SECONDS_VARIABLE: &str = "ROLLBOOK_CROWD_SECONDS";
const SECONDS: u64 = 5;
const ORGANIZATIONS: usize = 50;

struct Player {
    scenario: &'static Scenario,
    door: Door,
    /// No other player has the same.
    domain: String,
}

#[test]
fn all_providers_play_on_one_organization_at_once() {
    let at = Installation::new();
    let server = at.serve();
    at.says(&["organization", "create", "Acme"]);
    let all: Vec<&Scenario> = Scenario::all().collect();
    let players = prepare(&all, |number, scenario| {
        let (name, provider) = (scenario.to_string(), scenario.provider.name());
        let asked = ["connection", "create", "Acme", "--provider", provider, "--name", &name];
        let made = at.json(&[&asked[..], &["--dialect", scenario.dialect]].concat());
        let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("a text in {made}")).to_owned();
        let connection = text(&made["id"]);
        let door = Door {
            organization: "Acme".to_owned(),
            url: format!("{}/scim/v2/{connection}", server.url),
            token: text(&at.json(&["token", "create", &connection])["token"]),
            connection,
        };
        Player { scenario, door, domain: domain(scenario, number) }
    });
    play(&players);
    server.stop();
}

#[test]
fn all_providers_play_on_fifty_organizations_at_once() {
    let at = Installation::new();
    let server = at.serve();
    let fifty: Vec<&Scenario> =
        Scenario::all().collect::<Vec<_>>().into_iter().cycle().take(ORGANIZATIONS).collect();
    let players = prepare(&fifty, |number, scenario| Player {
        scenario,
        door: at.connect_in(&format!("Organization {number}"), scenario.provider.name(), scenario.dialect),
        // The same people in each organization would be allowed, and would hide who sees whom.
        domain: domain(scenario, number),
    });
    play(&players);
    server.stop();
}

fn domain(scenario: &Scenario, number: usize) -> String {
    format!("{}-{number}.example", scenario.to_string().replace(':', "-"))
}

/// Makes the players, two at a time, for each takes a command or two.
fn prepare(
    scenarios: &[&'static Scenario],
    make: impl Fn(usize, &'static Scenario) -> Player + Sync,
) -> Vec<Player> {
    let half = scenarios.len() / 2;
    let some = |range: std::ops::Range<usize>| {
        range.map(|number| make(number, scenarios[number])).collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        let first = scope.spawn(|| some(0..half));
        let mut second = some(half..scenarios.len());
        second.extend(first.join().expect("the other half"));
        second
    })
}

/// Lets all play until the time is over, and looks at what is there then.
fn play(players: &[Player]) {
    let begun = Instant::now();
    let wrong: Vec<String> = thread::scope(|scope| {
        let threads: Vec<_> = players
            .iter()
            .map(|player| scope.spawn(move || player.play_until(begun + Duration::from_secs(seconds()))))
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().expect("it ends").err()).collect()
    });
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for player in players {
        player.check_listing();
    }
}

#[expect(clippy::disallowed_methods, reason = "the tests are told by their environment")]
fn seconds() -> u64 {
    let asked = std::env::var(SECONDS_VARIABLE).ok().filter(|asked| !asked.is_empty());
    asked.map_or(SECONDS, |asked| asked.parse().expect("a number of seconds"))
}

impl Player {
    /// Plays again and again; each time ends with the simulator's own look at everything.
    fn play_until(&self, end: Instant) -> Result<(), String> {
        loop {
            let report = self.play()?;
            let left = (self.door.all("Users").len(), self.door.all("Groups").len());
            if left != (report.users, report.groups) {
                return Err(format!("{}: {left:?} users and groups are there: {report}", self.domain));
            }
            if Instant::now() >= end {
                return Ok(());
            }
        }
    }

    fn play(&self) -> Result<Report, String> {
        let options = Options {
            users: 4,
            groups: 2,
            domain: Some(self.domain.clone()),
            ..Options::new(&self.door.url, &self.door.token)
        };
        let report = self.scenario.run(&options, &mut |_| ());
        let report = report.map_err(|error| format!("{}: {error}", self.domain))?;
        if report.clean() { Ok(report) } else { Err(format!("{}: {report}", self.domain)) }
    }

    /// The connection shows this player's people and groups and no other's.
    fn check_listing(&self) {
        let suffix = format!("@{}", self.domain);
        let label = format!("{} ", self.domain.trim_end_matches(".example"));
        let text = |resource: &Value, name: &str| resource[name].as_str().unwrap_or_default().to_owned();
        for user in self.door.all("Users") {
            assert!(text(&user, "userName").ends_with(&suffix), "{label}: {user}");
        }
        for group in self.door.all("Groups") {
            assert!(text(&group, "displayName").starts_with(&label), "{label}: {group}");
        }
    }
}
