//! The guide for Google Workspace.

use super::{GuideValues, Own, Section, Text, step, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let connect = [
        step(&language.guide_google_connect_open()),
        step(&language.guide_google_connect_configure()),
        url_step(language, values, &language.guide_google_connect_values()),
        step(&language.guide_google_connect_map()),
        step(&language.guide_google_connect_scope()),
        step(&language.guide_google_connect_leavers()),
        step(&language.guide_google_connect_on()),
    ];
    Own {
        notes: vec![Text::read(&language.guide_google_note())],
        sections: vec![Section::of(language.guide_google_connect_title(), connect)],
        pace: Some(language.guide_google_next_hours()),
        ..Own::default()
    }
}
