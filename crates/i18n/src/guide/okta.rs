//! The guide for Okta.

use super::common::with_names;
use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;
use directory::policy::knob::UserName;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = language.guide_okta_test_button();
    let add = steps(&[
        language.guide_okta_add_sign_in(),
        language.guide_okta_add_browse(),
        language.guide_okta_add_find(),
        language.guide_okta_add_name(),
    ]);
    let connect = [
        step(&language.guide_okta_connect_open()),
        url_step(language, values, &language.guide_okta_connect_url()),
        step(&language.guide_okta_connect_token()),
        step(&language.guide_okta_connect_test(&button)),
    ];
    let mut send = steps(&[language.guide_okta_send_enable()]);
    if values.connection.policy.user_name != UserName::Any {
        send.push(step(&language.guide_okta_send_user_name()));
    }
    let assign = steps(&[
        language.guide_okta_assign_create_person(),
        language.guide_okta_assign_create_group(),
        language.guide_okta_assign_people(),
        language.guide_okta_assign_groups(),
    ]);
    let push = steps(&[
        language.guide_okta_push_find(),
        language.guide_okta_push_name(),
        language.guide_okta_push_status(),
    ]);
    let attributes = vec![
        step(&language.guide_okta_attribute_open()),
        with_names(language, values, step(&language.guide_okta_attribute_add())),
        step(&language.guide_okta_attribute_map()),
    ];
    Own {
        sections: vec![
            Section::of(language.guide_okta_add_title(), add),
            Section::of(language.guide_okta_connect_title(), connect)
                .noted([language.guide_okta_connect_header()]),
            Section::of(language.guide_okta_send_title(), send),
            Section::of(language.guide_okta_assign_title(), assign),
            Section::of(language.guide_okta_push_title(), push).noted([language.guide_okta_push_why()]),
        ],
        attributes: Some(attributes),
        next: vec![language.guide_okta_next_deactivate(), language.guide_okta_next_import()],
        button: Some(button),
        ..Own::default()
    }
}
