//! Two extensions by which Keycloak provisions others.

mod calls;
mod libresh;
mod string_value;

use crate::behaviour::Job;
use crate::options::Provider;
use crate::scenario::{Evidence, Play, Scenario, USERS};
use std::collections::BTreeSet;

/// The extension of libre.sh, with PATCH for groups.
const LIBRESH: Scenario = Scenario {
    provider: Provider::Keycloak,
    name: "libresh",
    about: "A POST that is repeated after its answer was lost, groups by PATCH, and null for no members.",
    evidence: Evidence::Source,
    dialect: "keycloak",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.guid(),
    play: Play::Story(|_, _| Box::new(libresh::Libresh::new())),
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    LIBRESH,
    Scenario {
        name: "string-value",
        about: "The extension scim-for-keycloak: PATCH values that are JSON as text, and whole lists of members.",
        evidence: Evidence::Report,
        users: 300,
        play: Play::Story(|_, directory| {
            Box::new(string_value::StringValue::new(directory.people.len(), directory.teams.len()))
        }),
        ..LIBRESH
    },
];

const PATCHED: &[u16] = &[200, 204];

/// Who is in a team once some have joined and left, whether or not the directory says so already.
fn after(job: &Job<'_>, team: usize, joined: &[usize], left: &[usize]) -> BTreeSet<usize> {
    let mut members = job.directory.teams[team].members.clone();
    members.extend(joined);
    members.retain(|person| !left.contains(person));
    members
}

/// The server's ids of those who are on the server.
fn ids<'a>(job: &Job<'_>, people: impl IntoIterator<Item = &'a usize>) -> Vec<String> {
    people.into_iter().filter_map(|person| job.users[*person].clone()).collect()
}
