//! The guide for `CyberArk` Identity.

use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = "Verify".to_owned();
    let connect = [
        step(&language.guide_cyberark_connect_app()),
        step(&language.guide_cyberark_connect_enable()),
        url_step(language, values, &language.guide_cyberark_connect_url()),
        step(&language.guide_cyberark_connect_token(&button)),
        step(&language.guide_cyberark_connect_leavers()),
    ];
    let assign =
        steps(&[language.guide_cyberark_assign_roles(), language.guide_cyberark_assign_permissions()]);
    Own {
        sections: vec![
            Section::of(language.guide_cyberark_connect_title(), connect),
            Section::of(language.guide_cyberark_assign_title(), assign),
        ],
        button: Some(button),
        ..Own::default()
    }
}
