//! What was done to a user or a group: who did it, when, with before and after.

use super::asked::{Asked, address};
use super::parts::{Pager, Time};
use super::{Desk, Trouble};
use app::person;
use directory::{AuditEntry, Json};
use i18n::Language;
use serde_json::{Map, Value};

/// Most of a value that is shown, in characters.
const VALUE_CHARS_MAX: usize = 1_000;

/// A page of a history.
pub(super) struct History {
    pub(super) entries: Vec<Entry>,
    pub(super) pager: Pager,
}

/// Something that was done.
pub(super) struct Entry {
    pub(super) at: Time,
    pub(super) actor: String,
    pub(super) action: String,
    pub(super) changes: Vec<Changed>,
}

/// An attribute, before and after.
pub(super) struct Changed {
    pub(super) name: String,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// The page of the history of whoever or whatever has this id that the address asks for.
pub(super) async fn history(
    desk: &Desk,
    target: String,
    asked: &Asked,
    here: &str,
) -> Result<History, Trouble> {
    let (org, before) = (desk.org(), asked.text("before").parse().ok());
    let found = desk.read("history", move |work| person::history(work, org, &target, before)).await?;
    let language = desk.language();
    let newest = before.map(|_| here.to_owned());
    let older = found.older.map(|number| address(here, [("before", number.to_string())]));
    let entries = found.entries.iter().map(|entry| Entry::of(language, entry)).collect();
    Ok(History { entries, pager: Pager { previous: newest, next: older } })
}

impl Entry {
    fn of(language: Language, entry: &AuditEntry) -> Self {
        Self {
            at: entry.at.into(),
            actor: language.actor(&entry.actor),
            action: language.action(entry.action),
            changes: changes(&entry.before, &entry.after),
        }
    }
}

/// What stands on either side, attribute by attribute.
fn changes(before: &Json, after: &Json) -> Vec<Changed> {
    let (before, after) = (attributes(before), attributes(after));
    let mut names: Vec<&String> = before.keys().collect();
    names.extend(after.keys().filter(|name| !before.contains_key(*name)));
    let is_shown = |name: &&String| name.as_str() != "schemas" && before.get(*name) != after.get(*name);
    let changed = names.into_iter().filter(is_shown).map(|name| Changed {
        name: name.clone(),
        before: before.get(name).and_then(shown),
        after: after.get(name).and_then(shown),
    });
    changed.collect()
}

fn attributes(said: &Json) -> Map<String, Value> {
    match said.to_value() {
        Some(Value::Object(attributes)) => attributes,
        _ => Map::new(),
    }
}

/// A value as people read it.
fn shown(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let mut short: String = text.chars().take(VALUE_CHARS_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    Some(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_what_changed_is_told() {
        let json = |value: Value| Json::from_stored(value.to_string());
        let before =
            json(json!({ "schemas": [1], "userName": "a", "active": true, "nickName": null, "x": "gone" }));
        let after = json(
            json!({ "schemas": [2], "userName": "b", "active": true, "nickName": "N", "y": { "z": 1 } }),
        );
        let told: Vec<_> = changes(&before, &after)
            .into_iter()
            .map(|changed| (changed.name, changed.before, changed.after))
            .collect();
        let text = |text: &str| Some(text.to_owned());
        let mut told = told;
        told.sort();
        assert_eq!(
            told,
            [
                ("nickName".to_owned(), None, text("N")),
                ("userName".to_owned(), text("a"), text("b")),
                ("x".to_owned(), text("gone"), None),
                ("y".to_owned(), None, text(r#"{"z":1}"#)),
            ]
        );
        assert!(changes(&Json::null(), &Json::null()).is_empty());
        let long = shown(&Value::from("ü".repeat(1_500))).expect("a text");
        assert_eq!(long.chars().count(), 1_001);
    }
}
