//! A door for a scenario, and what is behind it.

use directory::Provider;
use scim::dialect::Dialect;
use serde_json::Value;
use simulator::{Options, Scenario};
use testkit::{Door, TestServer};

/// A connection of the scenario's provider, in the dialect that the scenario names.
pub(crate) fn connect(server: &TestServer, organization: &str, scenario: &Scenario) -> Door {
    connect_in(server, organization, scenario, scenario.dialect)
}

/// The same in another dialect.
pub(crate) fn connect_in(
    server: &TestServer,
    organization: &str,
    scenario: &Scenario,
    dialect: &str,
) -> Door {
    let provider = Provider::ALL.into_iter().find(|provider| provider.as_str() == scenario.provider.name());
    let provider = provider.unwrap_or_else(|| panic!("{scenario}: no such provider"));
    let dialect = Dialect::parse(dialect).unwrap_or_else(|| panic!("{scenario}: no such dialect: {dialect}"));
    server.connect_named(organization, (provider, Some(&scenario.to_string()), Some(dialect)))
}

/// Few people and groups, so that many runs fit into a test.
pub(crate) fn small(door: &Door) -> Options {
    Options { users: 12, groups: 4, ..Options::new(&door.url, &door.token) }
}

/// Everything that a connection shows of an endpoint.
pub(crate) fn all(door: &Door, endpoint: &str) -> Vec<Value> {
    let mut client = door.client();
    let mut all = Vec::new();
    loop {
        let target = format!("/{endpoint}?count=1000&startIndex={}", all.len() + 1);
        let page = client.get(&target).expect(200).body;
        let resources = page["Resources"].as_array().expect("a list").clone();
        all.extend(resources.iter().cloned());
        if resources.is_empty() || page["totalResults"] == all.len() {
            assert_eq!(page["totalResults"], all.len(), "{target}");
            return all;
        }
    }
}
