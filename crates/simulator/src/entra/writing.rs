//! The two dialects in which Entra writes a PATCH.

use crate::attribute::{Path, difference};
use crate::call::literal;
use serde_json::{Map, Value, json};

/// A dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Writing {
    /// One operation for each attribute, capital letters, booleans as text, members removed by value.
    Default,
    /// With `aadOptscim062020`: simple attributes in one operation without a path, small letters, booleans, members
    /// removed by a path with a filter.
    Flag,
}

/// The manager is sent as text, as an object or as a list; requests of all three have been published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Text,
    Object,
    List,
}

impl Writing {
    /// The operations that bring a resource up to date; none if nothing differs.
    pub(super) fn changes(self, wanted: Vec<(Path, Value)>, returned: &Value) -> Vec<Value> {
        let differing = difference(wanted, returned);
        match self {
            Self::Default => differing
                .iter()
                .map(|(path, value)| {
                    let op = if path.read(returned).is_none() { "Add" } else { "Replace" };
                    json!({ "op": op, "path": path.to_string(), "value": with_text(value) })
                })
                .collect(),
            Self::Flag => merged(differing, returned),
        }
    }

    /// Sets one simple attribute.
    pub(super) fn set(self, path: Path, value: &Value) -> Value {
        match self {
            Self::Default => json!({ "op": "Replace", "path": path.to_string(), "value": with_text(value) }),
            Self::Flag => json!({ "op": "replace", "value": { (path.to_string()): value } }),
        }
    }

    pub(super) fn refer(self, form: Reference, manager: &str) -> Value {
        let value = match form {
            Reference::Text => json!(manager),
            Reference::Object => json!({ "value": manager }),
            Reference::List => json!([{ "$ref": null, "value": manager }]),
        };
        let path = Path::Enterprise("manager").to_string();
        json!({ "op": self.add(), "path": path, "value": value })
    }

    pub(super) fn add_members(self, members: &[String]) -> Vec<Value> {
        vec![json!({ "op": self.add(), "path": "members", "value": values(members) })]
    }

    /// By value array in the default dialect, which the RFC does not have: it removes these members and not all.
    pub(super) fn remove_members(self, members: &[String]) -> Vec<Value> {
        match self {
            Self::Default => vec![json!({ "op": "Remove", "path": "members", "value": values(members) })],
            Self::Flag => members
                .iter()
                .map(|id| json!({ "op": "remove", "path": format!("members[value eq {}]", literal(id)) }))
                .collect(),
        }
    }

    fn add(self) -> &'static str {
        match self {
            Self::Default => "Add",
            Self::Flag => "add",
        }
    }
}

/// As a published log of 2026 shows it: in small letters, and meant as an addition.
pub(super) fn replace_members(members: &[String]) -> Vec<Value> {
    let values: Vec<Value> = members.iter().map(|member| json!({ "value": member })).collect();
    vec![json!({ "op": "replace", "path": "members", "value": values })]
}

fn values(members: &[String]) -> Vec<Value> {
    members.iter().map(|member| json!({ "$ref": null, "value": member })).collect()
}

/// What a path with a filter leads to has an operation of its own; all else goes into one.
fn merged(differing: Vec<(Path, Value)>, returned: &Value) -> Vec<Value> {
    let mut operations = Vec::new();
    let mut simple = Map::new();
    for (path, value) in differing {
        if matches!(path, Path::Typed(..) | Path::Primary(..)) {
            let op = if path.read(returned).is_none() { "add" } else { "replace" };
            operations.push(json!({ "op": op, "path": path.to_string(), "value": value }));
        } else {
            simple.insert(path.to_string(), value);
        }
    }
    if !simple.is_empty() {
        operations.push(json!({ "op": "replace", "value": simple }));
    }
    operations
}

/// Booleans go as the text "True" or "False".
fn with_text(value: &Value) -> Value {
    match value {
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Reference, Writing};
    use crate::attribute::Path;
    use serde_json::{Value, json};

    fn wanted() -> Vec<(Path, Value)> {
        vec![
            (Path::Plain("active"), false.into()),
            (Path::Plain("title"), "Clerk".into()),
            (Path::Sub("name", "givenName"), "Zoë".into()),
            (Path::Typed("phoneNumbers", "mobile", "value"), "+1".into()),
            (Path::Typed("phoneNumbers", "work", "value"), "+2".into()),
            (Path::Enterprise("department"), "Legal".into()),
        ]
    }

    fn returned() -> Value {
        json!({ "active": true, "title": "Clerk", "name": { "givenName": "Zoe" },
            "phoneNumbers": [{ "type": "work", "value": "+1" }] })
    }

    #[test]
    fn the_default_dialect_has_one_operation_for_each_attribute() {
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        assert_eq!(
            json!(Writing::Default.changes(wanted(), &returned())),
            json!([
                { "op": "Replace", "path": "active", "value": "False" },
                { "op": "Replace", "path": "name.givenName", "value": "Zoë" },
                { "op": "Add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+1" },
                { "op": "Replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "+2" },
                { "op": "Add", "path": department, "value": "Legal" },
            ])
        );
    }

    #[test]
    fn with_the_flag_simple_attributes_share_one_operation() {
        let department = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department";
        assert_eq!(
            json!(Writing::Flag.changes(wanted(), &returned())),
            json!([
                { "op": "add", "path": "phoneNumbers[type eq \"mobile\"].value", "value": "+1" },
                { "op": "replace", "path": "phoneNumbers[type eq \"work\"].value", "value": "+2" },
                { "op": "replace", "value": { "active": false, "name.givenName": "Zoë", department: "Legal" } },
            ])
        );
        assert!(Writing::Flag.changes(vec![(Path::Plain("title"), "Clerk".into())], &returned()).is_empty());
    }

    #[test]
    fn members_and_managers() {
        let ids = ["1".to_owned(), "2".to_owned()];
        let listed = json!([{ "$ref": null, "value": "1" }, { "$ref": null, "value": "2" }]);
        let manager = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager";
        assert_eq!(
            json!([Writing::Default.add_members(&ids), Writing::Default.remove_members(&ids)]),
            json!([
                [{ "op": "Add", "path": "members", "value": listed }],
                [{ "op": "Remove", "path": "members", "value": listed }],
            ])
        );
        assert_eq!(
            json!([Writing::Flag.add_members(&ids[..1]), Writing::Flag.remove_members(&ids)]),
            json!([
                [{ "op": "add", "path": "members", "value": [{ "$ref": null, "value": "1" }] }],
                [
                    { "op": "remove", "path": "members[value eq \"1\"]" },
                    { "op": "remove", "path": "members[value eq \"2\"]" },
                ],
            ])
        );
        assert_eq!(
            json!([
                Writing::Default.refer(Reference::Text, "7"),
                Writing::Flag.refer(Reference::Object, "7"),
                Writing::Flag.refer(Reference::List, "7"),
            ]),
            json!([
                { "op": "Add", "path": manager, "value": "7" },
                { "op": "add", "path": manager, "value": { "value": "7" } },
                { "op": "add", "path": manager, "value": [{ "$ref": null, "value": "7" }] },
            ])
        );
    }

    #[test]
    fn one_attribute_alone() {
        let active = |writing: Writing| writing.set(Path::Plain("active"), &false.into());
        assert_eq!(active(Writing::Default), json!({ "op": "Replace", "path": "active", "value": "False" }));
        assert_eq!(active(Writing::Flag), json!({ "op": "replace", "value": { "active": false } }));
    }
}
