//! What was there before and what is there after, beside each other.

use super::words::Words;
use directory::{Action, AuditEntry};
use i18n::Language;
use serde_json::Value;

/// Most values that are shown of one entry.
const VALUES_MAX: usize = 200;
/// Most characters that are shown of one value.
const CHARS_MAX: usize = 2_000;

/// What differs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::portal) struct Difference {
    /// Each value that is another one: what it is called, and what it was and is.
    pub(in crate::portal) values: Vec<Changed>,
    /// Whether some of it is not shown.
    pub(in crate::portal) shortened: bool,
}

/// A value that is another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::portal) struct Changed {
    /// What people call what stands there.
    pub(in crate::portal) name: String,
    /// Whether it is an attribute, whose name stays as providers send it.
    pub(in crate::portal) is_attribute: bool,
    /// What people call all of it where only a part is another one.
    whole: String,
    pub(in crate::portal) before: Option<String>,
    pub(in crate::portal) after: Option<String>,
}

impl Difference {
    /// Between before and after of an entry.
    pub(in crate::portal) fn of(language: Language, entry: &AuditEntry) -> Self {
        let (mut before, mut after) = (flat(entry.before.to_value()), flat(entry.after.to_value()));
        // Entries of tokens told only what was there afterwards once.
        if before.is_empty() {
            match entry.action {
                // What an entry tells of something that was deleted is what it was.
                action if is_end(action) => std::mem::swap(&mut before, &mut after),
                Action::TokenEnabled | Action::TokenDisabled => after.retain(|(path, _)| path == "active"),
                Action::TokenRenewed => after.retain(|(path, _)| path == "expires"),
                _ => {}
            }
        }
        let find = |all: &[(String, String)], path: &str| {
            all.iter().find(|(known, _)| known == path).map(|(_, text)| text.clone())
        };
        let only_after = after.iter().filter(|(path, _)| find(&before, path).is_none());
        let paths = before.iter().chain(only_after).map(|(path, _)| path.clone());
        let words = Words::of(language, entry);
        let changed = paths.filter_map(|path| {
            let (before, after) = (find(&before, &path), find(&after, &path));
            (before != after).then(|| Changed::of(&words, path, before, after))
        });
        let mut difference = Self { values: changed.collect(), shortened: false };
        difference.shorten();
        difference
    }

    /// The attributes that differ, each once, in a few words.
    pub(in crate::portal) fn names(&self) -> String {
        let mut names: Vec<String> = Vec::new();
        for one in &self.values {
            if !names.contains(&one.whole) {
                names.push(one.whole.clone());
            }
        }
        names.join(", ")
    }

    fn shorten(&mut self) {
        self.shortened = self.values.len() > VALUES_MAX;
        self.values.truncate(VALUES_MAX);
        for text in self.values.iter_mut().flat_map(|one| [&mut one.before, &mut one.after]).flatten() {
            if let Some((end, _)) = text.char_indices().nth(CHARS_MAX) {
                text.truncate(end);
                text.push('…');
                self.shortened = true;
            }
        }
    }
}

impl Changed {
    fn of(words: &Words, path: String, before: Option<String>, after: Option<String>) -> Self {
        let name = words.name(&path);
        // A URN has dots in its version, and ends with the name of a type.
        let whole = match path.rsplit_once(':').filter(|_| path.starts_with("urn:")) {
            Some((_, below)) => below.split('.').nth(1).unwrap_or(below),
            None => path.split('.').next().unwrap_or_default(),
        };
        let value = |text: Option<String>| text.map(|text| words.value(&path, text));
        Self {
            is_attribute: name.is_none(),
            whole: words.name(whole).unwrap_or_else(|| whole.to_owned()),
            before: value(before),
            after: value(after),
            name: name.unwrap_or(path),
        }
    }
}

/// Whether something is there no more.
fn is_end(action: Action) -> bool {
    use Action::{
        AdministratorRemoved, AttributeDeleted, ConfigurationDeleted, GroupDeleted, TokenDeleted, UserDeleted,
    };
    [AdministratorRemoved, AttributeDeleted, ConfigurationDeleted, GroupDeleted, TokenDeleted, UserDeleted]
        .contains(&action)
}

/// The values in an object and in the objects within, each with its path.
fn flat(value: Option<Value>) -> Vec<(String, String)> {
    let mut all = Vec::new();
    put(value.unwrap_or_default(), String::new(), &mut all);
    all
}

fn put(value: Value, path: String, all: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                put(value, if path.is_empty() { name } else { format!("{path}.{name}") }, all);
            }
        }
        Value::Null => {}
        Value::String(text) => all.push((path, text)),
        Value::Array(values) => {
            // One line for each, as people compare them.
            let line = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            all.push((path, values.iter().map(line).collect::<Vec<_>>().join("\n")));
        }
        other => all.push((path, other.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Action, Actor, Ids, Timestamp};
    use serde_json::json;

    fn difference(before: Value, after: Value) -> Difference {
        of(Action::UserUpdated, before, after)
    }

    fn of(action: Action, before: Value, after: Value) -> Difference {
        let mut ids = Ids::new(Timestamp::from_millis(0), [1; 32]);
        let now = Timestamp::from_millis(0);
        let entry = AuditEntry::new(&mut ids, now, &Actor::Server, action, "x".to_owned());
        Difference::of(Language::En, &entry.before(before).after(after))
    }

    #[test]
    fn entries_of_tokens_that_tell_only_what_was_there_afterwards_read_well() {
        let after = json!({ "provider": "Okta", "connection": "c", "active": false, "expires": "2027" });
        for (action, shown) in [
            (
                Action::TokenCreated,
                vec![("Identity provider", None, Some("Okta")), ("Connection", None, Some("c"))],
            ),
            (Action::TokenDisabled, vec![("Status", None, Some("Inactive"))]),
            (Action::TokenEnabled, vec![("Status", None, Some("Inactive"))]),
            (Action::TokenRenewed, vec![("Expires", None, Some("2027"))]),
            (
                Action::TokenDeleted,
                vec![("Identity provider", Some("Okta"), None), ("Connection", Some("c"), None)],
            ),
        ] {
            let found = of(action, Value::Null, after.clone());
            let told = found.values.iter();
            let mut told: Vec<_> =
                told.map(|one| (one.name.as_str(), one.before.as_deref(), one.after.as_deref())).collect();
            told.retain(|(path, ..)| shown.iter().any(|(known, ..)| known == path));
            assert_eq!(told, shown, "{action:?}");
            assert_eq!(found.values.len(), if shown.len() == 1 { 1 } else { 4 }, "{action:?}");
        }
    }

    #[test]
    fn values_stand_beside_each_other_and_what_stayed_is_left_out() {
        let urn = "urn:ietf:params:scim:schemas:extension:acme:2.0:User";
        let before = json!({ "active": true, "name": { "givenName": "A", "familyName": "B" }, "emails": [{ "value": "a" }] });
        let after = json!({ "active": false, "name": { "givenName": "A" }, "roles": ["x", "y"], urn: { "badge": { "number": 7 } } });
        let found = difference(before, after);
        let shown: Vec<(&str, Option<&str>, Option<&str>)> = found
            .values
            .iter()
            .map(|one| (one.name.as_str(), one.before.as_deref(), one.after.as_deref()))
            .collect();
        assert_eq!(
            shown,
            [
                ("Active", Some("Yes"), Some("No")),
                ("name.familyName", Some("B"), None),
                ("emails", Some("{\"value\":\"a\"}"), None),
                ("roles", None, Some("x\ny")),
                (&format!("{urn}.badge.number"), None, Some("7")),
            ]
        );
        assert_eq!((found.names().as_str(), found.shortened), ("Active, name, emails, roles, badge", false));
    }

    #[test]
    fn long_values_and_many_values_are_shortened() {
        let found = difference(Value::Null, json!({ "a": "x".repeat(5_000) }));
        let text = found.values[0].after.as_deref().unwrap();
        assert!(found.shortened && text.ends_with("x…") && text.chars().count() == CHARS_MAX + 1);
        let many: Value = (0..300).map(|number| (format!("a{number}"), json!(number))).collect();
        let found = difference(Value::Null, many);
        assert!(found.shortened && found.values.len() == VALUES_MAX);
    }
}
