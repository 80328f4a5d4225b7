//! What is known of a user.

use super::{At, Head, Tab, person};
use crate::portal::notice::Noticed;
use crate::portal::parts::{Copy, Time};
use crate::portal::{Answer, Desk, Frame, Nav, Notice, page};
use app::person::Person;
use askama::Template;
use i18n::Language;
use scim::Resource;
use serde_json::{Map, Value};

#[derive(Template)]
#[template(path = "portal/user/profile.html")]
pub(super) struct Page {
    frame: Frame,
    head: Head,
    wrong: Option<String>,
    /// Attributes, and their values, a line each.
    facts: Vec<(String, Vec<String>)>,
    ids: Vec<(String, Copy)>,
    connection: Option<(String, String)>,
    created: Time,
    last_modified: Time,
    version: u64,
}

/// The page.
pub(crate) async fn show(desk: Desk, at: At, Noticed(notice): Noticed) -> Answer {
    let person = person(&desk, &at).await?;
    Ok(page(&page_of(&desk, &person, notice, None)))
}

/// The same with what was done, or why it was not.
pub(super) fn page_of(desk: &Desk, person: &Person, notice: Option<Notice>, wrong: Option<String>) -> Page {
    let (language, user) = (desk.language(), &person.user);
    let mut ids = vec![copied(language, "user-id", language.user_id(), user.id.to_string())];
    if let Some(external_id) = user.resource.get("externalId").and_then(Value::as_str) {
        ids.push(copied(language, "external-id", language.user_external_id(), external_id.to_owned()));
    }
    let connection = person.connection.as_ref().map(|connection| {
        (connection.name.clone(), desk.address(&format!("/connections/{}", connection.id)))
    });
    Page {
        frame: desk.frame(Nav::Users).noticing(notice),
        head: Head::of(desk, person, Tab::Profile),
        wrong,
        facts: facts(language, &user.resource),
        ids,
        connection,
        created: user.created.into(),
        last_modified: user.last_modified.into(),
        version: user.version,
    }
}

fn copied(language: Language, id: &str, word: String, text: String) -> (String, Copy) {
    let copy = Copy::new(language, id, word.clone(), text);
    (word, copy)
}

/// What has a place of its own on the page, or is said by the status.
const ELSEWHERE: [&str; 6] = ["schemas", "id", "externalId", "active", "meta", "groups"];

/// The core attributes of RFC 7643 §4.1, those first that people look for, and whatever else there is.
fn facts(language: Language, user: &Resource) -> Vec<(String, Vec<String>)> {
    let told = |value: &Value| lines(language, value);
    let name = user.get("name").and_then(Value::as_object);
    let of_name = |part: &str| name.and_then(|name| name.get(part)).map(told).unwrap_or_default();
    let top = |attribute: &str| user.get(attribute).map(told).unwrap_or_default();
    let known = [
        ("userName", language.user_user_name(), top("userName")),
        ("displayName", language.user_display_name(), top("displayName")),
        ("", language.user_given_name(), of_name("givenName")),
        ("", language.user_middle_name(), of_name("middleName")),
        ("", language.user_family_name(), of_name("familyName")),
        ("", language.user_prefix(), of_name("honorificPrefix")),
        ("", language.user_suffix(), of_name("honorificSuffix")),
        ("name", language.user_formatted_name(), of_name("formatted")),
        ("nickName", language.user_nick_name(), top("nickName")),
        ("emails", language.user_emails(), top("emails")),
        ("phoneNumbers", language.user_phones(), top("phoneNumbers")),
        ("title", language.user_job_title(), top("title")),
        ("userType", language.user_type(), top("userType")),
        ("preferredLanguage", language.user_language(), top("preferredLanguage")),
        ("locale", language.user_locale(), top("locale")),
        ("timezone", language.user_timezone(), top("timezone")),
        ("addresses", language.user_addresses(), top("addresses")),
        ("ims", language.user_ims(), top("ims")),
        ("profileUrl", language.user_profile_url(), top("profileUrl")),
        ("photos", language.user_photos(), top("photos")),
        ("roles", language.user_roles(), top("roles")),
        ("entitlements", language.user_entitlements(), top("entitlements")),
        ("x509Certificates", language.user_certificates(), top("x509Certificates")),
    ];
    let is_known = |name: &str| known.iter().any(|(known, ..)| *known == name) || ELSEWHERE.contains(&name);
    let others = user.attributes().iter().filter(|(name, _)| !is_known(name) && !name.contains(':'));
    let others: Vec<_> = others.map(|(name, value)| (name.clone(), told(value))).collect();
    let known = known.into_iter().map(|(_, word, lines)| (word, lines));
    known.chain(others).filter(|(_, lines)| !lines.is_empty()).collect()
}

/// A value as people read it, a line for each of several.
pub(super) fn lines(language: Language, value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().flat_map(|value| lines(language, value)).collect(),
        Value::Object(parts) => vec![object(language, parts)],
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Null => Vec::new(),
        other => vec![other.to_string()],
    }
}

/// One of several values (RFC 7643 §2.4): what it is, and behind it of which kind; or the parts of an address.
fn object(language: Language, parts: &Map<String, Value>) -> String {
    let text = |name: &str| parts.get(name).and_then(Value::as_str).filter(|text| !text.trim().is_empty());
    let kind = text("type").map(|kind| kind_word(language, kind));
    let main = text("value").or_else(|| text("formatted"));
    let Some(main) = main else {
        let rest = parts.iter().filter(|(name, _)| !["type", "primary"].contains(&name.as_str()));
        let rest: Vec<String> = rest.flat_map(|(_, value)| lines(language, value)).collect();
        return with_kind(rest.join(", "), &[kind.as_deref()]);
    };
    let display = text("display").or_else(|| text("displayName")).filter(|display| *display != main);
    with_kind(main.to_owned(), &[display, kind.as_deref()])
}

/// The kinds that RFC 7643 §4.1.2 knows of emails and addresses have a word; others stay as they were sent.
fn kind_word(language: Language, kind: &str) -> String {
    match kind.to_ascii_lowercase().as_str() {
        "work" => language.user_kind_work(),
        "home" => language.user_kind_home(),
        "other" => language.user_kind_other(),
        _ => kind.to_owned(),
    }
}

fn with_kind(main: String, kinds: &[Option<&str>]) -> String {
    let kinds: Vec<&str> = kinds.iter().copied().flatten().collect();
    if kinds.is_empty() { main } else { format!("{main} ({})", kinds.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_told_as_people_read_them() {
        for (value, said) in [
            (json!("x"), vec!["x"]),
            (json!(" "), vec![]),
            (json!(null), vec![]),
            (json!(7), vec!["7"]),
            (
                json!([{ "value": "a@b.c", "type": "work", "primary": true }, { "value": "d@e.f" }]),
                vec!["a@b.c (work)", "d@e.f"],
            ),
            (
                json!([{ "streetAddress": "Main St 1", "locality": "Tours", "type": "work" }]),
                vec!["Tours, Main St 1 (work)"],
            ),
            (json!({ "value": "26118915", "displayName": "John Smith" }), vec!["26118915 (John Smith)"]),
        ] {
            let mut told = lines(Language::En, &value);
            told.sort();
            // The parts of an address come in the order in which they are stored.
            if value.to_string().contains("street") {
                assert!(told[0].contains("Main St 1") && told[0].ends_with("(work)"));
            } else {
                assert_eq!(told, said);
            }
        }
        let kinds = json!([{ "value": "1", "type": "Work" }, { "value": "2", "type": "home" },
            { "value": "3", "type": "other" }, { "value": "4", "type": "fax" }]);
        let said = lines(Language::Ja, &kinds);
        assert_eq!(said, ["1 (勤務先)", "2 (自宅)", "3 (その他)", "4 (fax)"]);
        assert_eq!(lines(Language::Fr, &kinds)[..2], ["1 (travail)", "2 (domicile)"]);
    }
}
