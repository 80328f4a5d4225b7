//! The guide for Rauthy.

use super::{GuideValues, Own, Section, step, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let connect = [
        step(&language.guide_rauthy_connect_client()),
        step(&language.guide_rauthy_connect_enable()),
        url_step(language, values, &language.guide_rauthy_connect_url()),
        step(&language.guide_rauthy_connect_token()),
        step(&language.guide_rauthy_connect_groups()),
        step(&language.guide_rauthy_connect_save()),
    ];
    Own {
        sections: vec![Section::of(language.guide_rauthy_connect_title(), connect)],
        attributes: Some(vec![step(&language.guide_rauthy_attribute())]),
        next: vec![language.guide_rauthy_next_delete()],
        ..Own::default()
    }
}
