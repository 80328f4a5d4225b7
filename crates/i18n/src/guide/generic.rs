//! The guide for any other provider, and for scripts.

use super::{GuideValues, Own, Section, step, url_step};
use crate::Language;

/// Somebody to try it with.
const USER: &str = r#"{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"zoe@example.com","name":{"givenName":"Zoe","familyName":"Doe"},"emails":[{"value":"zoe@example.com","primary":true}],"active":true}"#;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let header = format!("Bearer {}", language.guide_your_token());
    let connect = [
        step(&language.guide_generic_connect_app()),
        url_step(language, values, &language.guide_generic_connect_url()),
        step(&language.guide_generic_connect_token()).with(language.guide_value_header(), header.as_str()),
        step(&language.guide_generic_connect_match()),
        step(&language.guide_generic_connect_actions()),
        step(&language.guide_generic_connect_test()),
        step(&language.guide_generic_connect_assign()),
    ];
    let url = values.scim_url;
    let list = format!("curl -H 'Authorization: {header}' '{url}/Users?count=10'");
    let create = format!(
        "curl -H 'Authorization: {header}' -H 'Content-Type: application/scim+json' -d '{USER}' '{url}/Users'"
    );
    let script = [
        step(&language.guide_generic_script_list()).with(language.guide_value_command(), list),
        step(&language.guide_generic_script_create()).with(language.guide_value_command(), create),
    ];
    Own {
        sections: vec![
            Section::of(language.guide_generic_connect_title(), connect),
            Section::of(language.guide_generic_script_title(), script),
        ],
        pace: Some(language.guide_next_scheduled(language.guide_generic_name())),
        ..Own::default()
    }
}
