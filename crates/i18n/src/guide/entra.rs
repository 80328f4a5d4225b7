//! The guide for Microsoft Entra ID.

use super::common::with_paths;
use super::{GuideValues, Own, Section, step, steps, url_step};
use crate::Language;
use directory::policy::knob::{DeleteUser, UserName};

/// Without it the list of an application's attributes cannot be edited.
const SCHEMA_EDITOR_URL: &str =
    "https://portal.azure.com/?Microsoft_AAD_Connect_Provisioning_forceSchemaEditorEnabled=true";

pub(super) fn own(language: Language, values: &GuideValues<'_>) -> Own {
    let button = language.guide_entra_test_button();
    let add = steps(&[
        language.guide_entra_add_sign_in(),
        language.guide_entra_add_new(),
        language.guide_entra_add_name(),
    ]);
    let connect = [
        step(&language.guide_entra_connect_open()),
        url_step(language, values, &language.guide_entra_connect_url()),
        step(&language.guide_entra_connect_token()),
        step(&language.guide_entra_connect_test(&button)),
    ];
    let map = steps(&[
        language.guide_entra_map_open(),
        language.guide_entra_map_external_id(),
        match values.connection.policy.user_name {
            // A user principal name has the form of an address, though mail may not arrive there.
            UserName::Any | UserName::EmailForm => language.guide_entra_map_user_name(),
            UserName::EqualsEmail => language.guide_entra_map_user_name_email(),
        },
        language.guide_entra_map_groups(),
    ]);
    let assign = steps(&[language.guide_entra_assign_open(), language.guide_entra_assign_select()]);
    let start = steps(&[
        language.guide_entra_start_demand(),
        language.guide_entra_start_scope(),
        language.guide_entra_start_start(),
    ]);
    let deleted = match values.connection.policy.delete_user {
        DeleteUser::Remove => Some(language.guide_entra_next_delete()),
        DeleteUser::Disable => None,
    };
    let attributes = vec![
        step(&language.guide_entra_attribute_unlock()).with(language.guide_value_link(), SCHEMA_EDITOR_URL),
        with_paths(language, values, step(&language.guide_entra_attribute_list())),
        step(&language.guide_entra_attribute_map()),
    ];
    Own {
        sections: vec![
            Section::of(language.guide_entra_add_title(), add),
            Section::of(language.guide_entra_connect_title(), connect),
            Section::of(language.guide_entra_map_title(), map),
            Section::of(language.guide_entra_assign_title(), assign),
            Section::of(language.guide_entra_start_title(), start),
        ],
        attributes: Some(attributes),
        pace: Some(language.guide_entra_next_cycle()),
        next: deleted.into_iter().collect(),
        button: Some(button),
        trouble: vec![language.guide_entra_trouble_log()],
        ..Own::default()
    }
}
