//! The limits that are published, from the constants that hold them.

use crate::limits as http;
use directory::{
    administrator, attribute, call, configuration, nesting, organization, size, token, variables,
};
use i18n::Language;
use scim::limits as protocol;

/// A limit: what it bounds, and how much it allows.
pub(super) struct Limit {
    pub(super) what: String,
    pub(super) most: String,
}

const KIB: usize = 1_024;
const MIB: usize = 1_024 * KIB;
const MINUTE_MILLIS: i64 = 60_000;

/// All of them for the product's staff: of requests, of what is kept, and of the portal. An organization's own administrators
/// are told those that they can meet.
pub(super) fn all(language: Language, is_staff: bool) -> Vec<Limit> {
    let rows = match is_staff {
        true => [requests(language), server(language), kept(language), portal(language)],
        false => [requests(language), Vec::new(), kept(language), portal(language)],
    };
    let rows = rows.into_iter().flatten();
    rows.map(|(what, most)| Limit { what, most }).collect()
}

/// What a provider meets.
fn requests(t: Language) -> Vec<(String, String)> {
    vec![
        (t.settings_limit_body(), t.settings_unit_mib(http::BODY_BYTES_MAX / MIB)),
        (t.settings_limit_members(), t.settings_unit_count(protocol::MEMBERS_MAX)),
        (t.settings_limit_bulk(), t.settings_unit_count(protocol::BULK_OPERATIONS_MAX)),
    ]
}

/// What those meet who run the server, or write a client for it.
fn server(t: Language) -> Vec<(String, String)> {
    vec![
        (t.settings_limit_headers(), t.settings_unit_kib(http::HEADER_BYTES_MAX / KIB)),
        (t.settings_limit_target(), t.settings_unit_kib(http::TARGET_BYTES_MAX / KIB)),
        (t.settings_limit_time(), t.settings_unit_seconds(http::REQUEST_TIME_MAX.as_secs())),
        (t.settings_limit_connections(), t.settings_unit_count(http::CONNECTIONS_MAX)),
        (t.settings_limit_filter(), t.settings_unit_characters(protocol::FILTER_CHARS_MAX)),
        (t.settings_limit_terms(), t.settings_unit_count(protocol::FILTER_TERMS_MAX)),
        (t.settings_limit_patch(), t.settings_unit_count(protocol::PATCH_OPERATIONS_MAX)),
        (t.settings_limit_depth(), t.settings_unit_count(protocol::JSON_DEPTH_MAX)),
        (t.settings_limit_string(), t.settings_unit_kib(protocol::STRING_BYTES_MAX / KIB)),
        (t.settings_limit_seats(), t.settings_unit_count(organization::SEATS_MAX)),
    ]
}

fn kept(t: Language) -> Vec<(String, String)> {
    vec![
        (t.settings_limit_resource(), t.settings_unit_kib(size::RESOURCE_BYTES_MAX / KIB)),
        (t.settings_limit_nesting(), t.settings_unit_count(nesting::NESTED_LEVELS_MAX)),
        (t.settings_limit_attributes(), t.settings_unit_count(attribute::ATTRIBUTES_MAX)),
        (t.settings_limit_configurations(), t.settings_unit_count(configuration::CONFIGURATIONS_MAX)),
        (t.settings_limit_fields(), t.settings_unit_count(configuration::FIELDS_MAX)),
        (t.settings_limit_template(), t.settings_unit_characters(variables::TEMPLATE_CHARS_MAX)),
        (t.settings_limit_token(), t.settings_unit_days(token::TOKEN_DAYS_MAX)),
        (t.settings_limit_log(), t.settings_unit_count(call::CALLS_MAX)),
        (t.settings_limit_log_days(), t.settings_unit_days(call::CALLS_DAYS_MAX)),
    ]
}

fn portal(t: Language) -> Vec<(String, String)> {
    let minutes = |millis: i64| t.settings_unit_minutes(millis.unsigned_abs() / MINUTE_MILLIS.unsigned_abs());
    let hours =
        |millis: i64| t.settings_unit_hours(millis.unsigned_abs() / (60 * MINUTE_MILLIS).unsigned_abs());
    vec![
        (t.settings_limit_idle(), minutes(administrator::SESSION_IDLE_MILLIS)),
        (t.settings_limit_session(), hours(administrator::SESSION_MILLIS)),
        (t.settings_limit_confirmed(), minutes(administrator::CONFIRMED_MILLIS)),
        (t.settings_limit_password(), t.settings_unit_characters(administrator::PASSWORD_CHARS_MAX)),
        (t.settings_limit_link(), minutes(administrator::LINK_MILLIS)),
        (t.settings_limit_appointment(), hours(administrator::APPOINTMENT_LINK_MILLIS)),
    ]
}
