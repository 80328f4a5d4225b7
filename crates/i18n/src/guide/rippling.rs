//! The guide for Rippling.

use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;

/// What is read of a user here, in the provider's own words.
const ATTRIBUTES: [&str; 4] = ["externalId", "emails.primary", "name.givenName", "name.familyName"];

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let add = steps(&[language.guide_rippling_add_new(), language.guide_rippling_add_scim()]);
    let attributes = step(&language.guide_rippling_connect_attributes());
    let attributes = ATTRIBUTES
        .iter()
        .fold(attributes, |step, attribute| step.with(language.guide_value_attribute(), *attribute));
    let connect = [
        url_step(language, values, &language.guide_rippling_connect_url()),
        step(&language.guide_rippling_connect_method()),
        attributes,
        step(&language.guide_rippling_connect_install()),
    ];
    let assign = steps(&[language.guide_rippling_assign_rules(), language.guide_rippling_assign_match()]);
    Own {
        sections: vec![
            Section::of(language.guide_rippling_add_title(), add),
            Section::of(language.guide_rippling_connect_title(), connect),
            Section::of(language.guide_rippling_assign_title(), assign),
        ],
        pace: Some(language.guide_next_scheduled("Rippling")),
        ..Own::default()
    }
}
