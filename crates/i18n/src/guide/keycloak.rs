//! The guide for Keycloak with a SCIM extension.

use super::{GuideValues, Own, Section, Text, step, steps, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let install = steps(&[language.guide_keycloak_install_file(), language.guide_keycloak_install_events()]);
    let connect = [
        step(&language.guide_keycloak_connect_add()),
        url_step(language, values, &language.guide_keycloak_connect_url()),
        step(&language.guide_keycloak_connect_token()),
        step(&language.guide_keycloak_connect_sync()),
        step(&language.guide_keycloak_connect_now()),
    ];
    Own {
        notes: vec![Text::read(&language.guide_keycloak_note())],
        sections: vec![
            Section::of(language.guide_keycloak_install_title(), install),
            Section::of(language.guide_keycloak_connect_title(), connect),
        ],
        ..Own::default()
    }
}
