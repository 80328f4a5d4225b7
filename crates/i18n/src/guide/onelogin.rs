//! The guide for `OneLogin`.

use super::{GuideValues, Own, Section, Step, step, steps, url_step};
use crate::Language;
use directory::policy::knob::UserName;

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let add = steps(&[language.guide_onelogin_add_find(), language.guide_onelogin_add_save()]);
    let connect = [
        url_step(language, values, &language.guide_onelogin_connect_url()),
        step(&language.guide_onelogin_connect_token()),
        step(&language.guide_onelogin_connect_enable()),
    ];
    let mut send = steps(&[language.guide_onelogin_send_enable(), language.guide_onelogin_send_leavers()]);
    if values.connection.policy.user_name != UserName::Any {
        send.push(step(&language.guide_onelogin_send_user_name()));
    }
    send.push(step(&language.guide_onelogin_send_groups()));
    let assign = steps(&[language.guide_onelogin_assign_user(), language.guide_onelogin_assign_approve()]);
    Own {
        sections: vec![
            Section::of(language.guide_onelogin_add_title(), add),
            Section::of(language.guide_onelogin_connect_title(), connect),
            Section::of(language.guide_onelogin_send_title(), send),
            Section::of(language.guide_onelogin_assign_title(), assign),
        ],
        attributes: Some(attributes(language, values)),
        button: Some("Enable".to_owned()),
        ..Own::default()
    }
}

fn attributes(language: Language, values: &GuideValues<'_>) -> Vec<Step> {
    let names = values.connection.attributes.iter();
    let members: Vec<String> = names.map(|name| format!("\"{name}\": \"{{$parameters.{name}}}\"")).collect();
    let urn = values.connection.policy.custom_extension.urn().unwrap_or_default();
    let line = format!("\"{urn}\": {{ {} }}", members.join(", "));
    vec![
        step(&language.guide_onelogin_attribute_parameter()),
        step(&language.guide_onelogin_attribute_template()).with(language.guide_value_template(), line),
    ]
}
