//! The guide for `PingOne` and `PingFederate`.

use super::{GuideValues, Own, Section, step, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = "Test connection".to_owned();
    let one = [
        step(&language.guide_ping_one_new()),
        step(&language.guide_ping_one_store()),
        url_step(language, values, &language.guide_ping_one_url()),
        step(&language.guide_ping_one_token()),
        step(&language.guide_ping_one_test(&button)),
        step(&language.guide_ping_one_preferences()),
        step(&language.guide_ping_one_rule()),
    ];
    let federate = [
        step(&language.guide_ping_federate_connector()),
        url_step(language, values, &language.guide_ping_federate_url()),
        step(&language.guide_ping_federate_token()),
        step(&language.guide_ping_federate_channel()),
    ];
    Own {
        sections: vec![
            Section::of(language.guide_ping_one_title(), one),
            Section::of(language.guide_ping_federate_title(), federate),
        ],
        pace: Some(language.guide_next_scheduled("Ping")),
        button: Some(button),
        ..Own::default()
    }
}
