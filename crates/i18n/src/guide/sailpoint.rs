//! The guide for `SailPoint`.

use super::common::with_paths;
use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = "Test Connection".to_owned();
    let connect = [
        step(&language.guide_sailpoint_connect_source()),
        url_step(language, values, &language.guide_sailpoint_connect_url()),
        step(&language.guide_sailpoint_connect_token()),
        step(&language.guide_sailpoint_connect_test(&button)),
    ];
    let send = steps(&[
        language.guide_sailpoint_send_schema(),
        language.guide_sailpoint_send_aggregate(),
        language.guide_sailpoint_send_profile(),
    ]);
    Own {
        sections: vec![
            Section::of(language.guide_sailpoint_connect_title(), connect),
            Section::of(language.guide_sailpoint_send_title(), send),
        ],
        attributes: Some(vec![with_paths(language, values, step(&language.guide_sailpoint_attribute()))]),
        pace: Some(language.guide_next_scheduled("SailPoint")),
        button: Some(button),
        ..Own::default()
    }
}
