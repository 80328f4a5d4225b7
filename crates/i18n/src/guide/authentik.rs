//! The guide for authentik.

use super::common::with_names;
use super::{GuideValues, Own, Section, step, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let connect = [
        step(&language.guide_authentik_connect_new()),
        step(&language.guide_authentik_connect_type()),
        url_step(language, values, &language.guide_authentik_connect_url()),
        step(&language.guide_authentik_connect_token()),
        step(&language.guide_authentik_connect_backchannel()),
    ];
    Own {
        sections: vec![Section::of(language.guide_authentik_connect_title(), connect)],
        attributes: Some(vec![with_names(language, values, step(&language.guide_authentik_attribute()))]),
        pace: Some(language.guide_authentik_next_hourly()),
        ..Own::default()
    }
}
