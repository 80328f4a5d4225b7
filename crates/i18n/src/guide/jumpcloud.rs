//! The guide for `JumpCloud`.

use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = "Test Connection".to_owned();
    let add = steps(&[
        language.guide_jumpcloud_add_new(),
        language.guide_jumpcloud_add_custom(),
        language.guide_jumpcloud_add_name(),
    ]);
    let connect = [
        url_step(language, values, &language.guide_jumpcloud_connect_url()),
        step(&language.guide_jumpcloud_connect_token()),
        step(&language.guide_jumpcloud_connect_email()),
        step(&language.guide_jumpcloud_connect_test(&button)),
    ];
    let assign =
        steps(&[language.guide_jumpcloud_assign_groups(), language.guide_jumpcloud_assign_members()]);
    Own {
        sections: vec![
            Section::of(language.guide_jumpcloud_add_title(), add),
            Section::of(language.guide_jumpcloud_connect_title(), connect),
            Section::of(language.guide_jumpcloud_assign_title(), assign),
        ],
        button: Some(button),
        ..Own::default()
    }
}
