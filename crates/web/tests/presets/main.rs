//! Each preset walks down its column of the table of knobs, row by row, as its provider would.
//!
//! What the systems that the presets are made after do is not always known: where a row stands for a reading of ours, its
//! test says which.

mod adoption;
mod edges;
mod everywhere;
mod groups;
mod guard;
mod managed_devices;
mod standard;
mod support;
mod vault;
mod workspace;

use directory::Policy;
use directory::policy::Preset;

/// A row: a knob and what the preset sets it to, or a rule that no knob is for; and the test that walks it.
type Row = (&'static str, fn());

/// What holds in every preset, or follows from several knobs.
const RULES: [&str; 9] = [
    "reactivate",
    "deactivation wins",
    "active",
    "protected",
    "seats",
    "ids",
    "externalId",
    "connections",
    "there before",
];

#[test]
fn no_row_of_a_preset_is_forgotten() {
    for (preset, rows) in [
        (Preset::Standard, standard::ROWS),
        (Preset::ManagedDevices, managed_devices::ROWS),
        (Preset::Vault, vault::ROWS),
        (Preset::Workspace, workspace::ROWS),
    ] {
        let mut walked: Vec<&str> = rows.iter().map(|row| row.0).collect();
        walked.dedup();
        let policy = preset.policy();
        let of_knob = |name| format!("{name}={}", policy.knob(name).expect("a value"));
        let mut table: Vec<String> = Policy::knobs().into_iter().map(|knob| of_knob(knob.name)).collect();
        table.extend(RULES.map(str::to_owned));
        assert_eq!(walked, table, "{}", preset.as_str());
        let mut tests: Vec<usize> = rows.iter().map(|row| row.1 as usize).collect();
        tests.sort_unstable();
        tests.dedup();
        assert_eq!(tests.len(), rows.len(), "{}: a test of its own for each row", preset.as_str());
    }
}
