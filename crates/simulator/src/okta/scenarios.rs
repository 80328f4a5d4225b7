//! What Okta can be played as.

use super::{Okta, aiw, calls, grouppush, import, large_group, name_object, rehire, spec_test, whole_life};
use crate::options::Provider;
use crate::scenario::{Evidence, Play, Scenario, USERS};

/// An app of the catalogue, unless a scenario says otherwise.
const OIN: Scenario = Scenario {
    provider: Provider::Okta,
    name: "oin",
    about: "An app of the catalogue or a template app: PUT for profiles, PATCH for the life cycle and for groups.",
    evidence: Evidence::Log,
    dialect: "okta",
    users: USERS,
    headers: calls::headers,
    name_object,
    play: Play::Story(|seed, _| Box::new(Okta::new(seed))),
};

pub(crate) const SCENARIOS: &[Scenario] = &[
    OIN,
    Scenario {
        name: "aiw",
        about: "An app of the App Integration Wizard: GET and PUT for everything, groups included.",
        evidence: Evidence::Documentation,
        play: Play::Story(|seed, directory| Box::new(aiw::Aiw::new(seed, directory.people.len()))),
        ..OIN
    },
    Scenario {
        name: "import",
        about: "An import of all users and groups in pages of 100, while another client adds some.",
        evidence: Evidence::Documentation,
        play: Play::Script(import::play),
        ..OIN
    },
    Scenario {
        name: "rehire",
        about: "Users who are deactivated and come back, found by their name or sent as if they were new.",
        evidence: Evidence::Report,
        dialect: "okta +post_reactivates",
        play: Play::Script(rehire::play),
        ..OIN
    },
    Scenario {
        name: "whole-life",
        about: "Whole lives, step by step: assigned, changed, renamed, unassigned, back, in a group, out, gone.",
        play: Play::Script(whole_life::play),
        ..OIN
    },
    Scenario {
        name: "grouppush-oin",
        about: "Group push of a catalogue app: linked, pushed at once and now, renamed, emptied, unlinked.",
        play: Play::Script(grouppush::play),
        ..OIN
    },
    Scenario {
        name: "grouppush-aiw",
        about: "Group push of an app of the App Integration Wizard: one group of everybody, each time by PUT.",
        evidence: Evidence::Documentation,
        users: 10_000,
        play: Play::Script(large_group::play),
        ..OIN
    },
    Scenario {
        name: "spec-test",
        about: "The twelve steps of Okta's own test of SCIM 2.0 servers.",
        evidence: Evidence::Documentation,
        headers: spec_test::headers,
        play: Play::Script(spec_test::play),
        ..OIN
    },
    Scenario {
        name: "raw-token",
        about: "The catalogue app with Header Auth, whose token goes out as it was typed: without Bearer.",
        evidence: Evidence::Documentation,
        dialect: "okta +raw_token",
        headers: calls::raw_token_headers,
        ..OIN
    },
];
