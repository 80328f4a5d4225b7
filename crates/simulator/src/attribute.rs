//! Where a mapped attribute stands in a resource, as a provider's attribute mapping writes it.

use serde_json::{Map, Value, json};
use std::fmt;

pub(crate) const USER_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
pub(crate) const GROUP_URN: &str = "urn:ietf:params:scim:schemas:core:2.0:Group";
pub(crate) const ENTERPRISE_URN: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
pub(crate) const PATCH_URN: &str = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
pub(crate) const LIST_URN: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
pub(crate) const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// The target of one mapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Path {
    /// `displayName`
    Plain(&'static str),
    /// `name.givenName`
    Sub(&'static str, &'static str),
    /// `emails[type eq "work"].value`: the list, the type and the sub-attribute.
    Typed(&'static str, &'static str, &'static str),
    /// `roles[primary eq "True"].value`: the list and the sub-attribute.
    Primary(&'static str, &'static str),
    /// The only element of a list, which has no type: the list and the sub-attribute.
    First(&'static str, &'static str),
    /// `urn:…:enterprise:2.0:User:department`
    Enterprise(&'static str),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(name) => write!(f, "{name}"),
            Self::Sub(name, sub) => write!(f, "{name}.{sub}"),
            Self::Typed(list, kind, sub) => write!(f, "{list}[type eq \"{kind}\"].{sub}"),
            Self::Primary(list, sub) => write!(f, "{list}[primary eq \"True\"].{sub}"),
            Self::First(list, sub) => write!(f, "{list}.{sub}"),
            Self::Enterprise(name) => write!(f, "{ENTERPRISE_URN}:{name}"),
        }
    }
}

impl Path {
    /// The value there. Null and absent are the same (RFC 7643 §2.5).
    pub(crate) fn read(self, resource: &Value) -> Option<&Value> {
        let found = match self {
            Self::Plain(name) => resource.get(name),
            Self::Sub(name, sub) => resource.get(name)?.get(sub),
            Self::Typed(list, kind, sub) => {
                resource.get(list)?.as_array()?.iter().find(|element| is_type(element, kind))?.get(sub)
            }
            Self::Primary(list, sub) => {
                resource.get(list)?.as_array()?.iter().find(|element| element["primary"] == true)?.get(sub)
            }
            Self::First(list, sub) => resource.get(list)?.get(0)?.get(sub),
            Self::Enterprise(name) => resource.get(ENTERPRISE_URN)?.get(name),
        };
        found.filter(|value| !value.is_null())
    }

    /// Puts a value there, making what is missing on the way.
    pub(crate) fn write(self, resource: &mut Value, value: Value) {
        match self {
            Self::Plain(name) => {
                object(resource).insert(name.to_owned(), value);
            }
            Self::Sub(name, sub) => {
                object(object(resource).entry(name).or_insert(Value::Null)).insert(sub.to_owned(), value);
            }
            Self::Typed(list, kind, sub) => {
                let elements = array(object(resource).entry(list).or_insert(Value::Null));
                let at = elements.iter().position(|element| is_type(element, kind)).unwrap_or_else(|| {
                    elements.push(json!({ "type": kind }));
                    elements.len() - 1
                });
                object(&mut elements[at]).insert(sub.to_owned(), value);
            }
            Self::Primary(list, sub) => {
                let elements = array(object(resource).entry(list).or_insert(Value::Null));
                let primary = |element: &Value| element["primary"] == true;
                let at = elements.iter().position(primary).unwrap_or_else(|| {
                    elements.push(json!({ "primary": true }));
                    elements.len() - 1
                });
                object(&mut elements[at]).insert(sub.to_owned(), value);
            }
            Self::First(list, sub) => {
                let elements = array(object(resource).entry(list).or_insert(Value::Null));
                if elements.is_empty() {
                    elements.push(Value::Null);
                }
                object(&mut elements[0]).insert(sub.to_owned(), value);
            }
            Self::Enterprise(name) => {
                let schemas = array(object(resource).entry("schemas").or_insert(Value::Null));
                if !schemas.iter().any(|urn| urn == ENTERPRISE_URN) {
                    schemas.push(ENTERPRISE_URN.into());
                }
                let extension = object(resource).entry(ENTERPRISE_URN).or_insert(Value::Null);
                object(extension).insert(name.to_owned(), value);
            }
        }
    }
}

/// The targets whose values differ from what the resource has. A provider sends nothing for a value that it has not.
pub(crate) fn difference(wanted: Vec<(Path, Value)>, resource: &Value) -> Vec<(Path, Value)> {
    wanted.into_iter().filter(|(path, value)| path.read(resource) != Some(value)).collect()
}

fn is_type(element: &Value, kind: &str) -> bool {
    element.get("type").and_then(Value::as_str) == Some(kind)
}

fn object(value: &mut Value) -> &mut Map<String, Value> {
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    value.as_object_mut().expect("it was just made an object")
}

fn array(value: &mut Value) -> &mut Vec<Value> {
    if !value.is_array() {
        *value = Value::Array(Vec::new());
    }
    value.as_array_mut().expect("it was just made an array")
}

#[cfg(test)]
mod tests {
    use super::{ENTERPRISE_URN, Path, difference};
    use serde_json::{Value, json};

    #[test]
    fn paths_are_written_as_a_mapping_writes_them() {
        let written = [
            Path::Plain("displayName"),
            Path::Sub("name", "givenName"),
            Path::Typed("emails", "work", "value"),
            Path::Primary("roles", "value"),
            Path::Enterprise("department"),
        ]
        .map(|path| path.to_string());
        assert_eq!(
            written,
            [
                "displayName",
                "name.givenName",
                "emails[type eq \"work\"].value",
                "roles[primary eq \"True\"].value",
                "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department",
            ]
        );
    }

    #[test]
    fn what_is_written_can_be_read_and_siblings_stay() {
        let mut resource = json!({"schemas": ["urn:x"], "name": {"givenName": "Zoë"}, "title": null,
            "emails": [{"type": "home", "value": "z@home"}]});
        for path in [
            Path::Plain("title"),
            Path::Sub("name", "familyName"),
            Path::Typed("emails", "work", "value"),
            Path::Primary("roles", "value"),
            Path::Enterprise("department"),
        ] {
            assert_eq!(path.read(&resource), None);
            path.write(&mut resource, "new".into());
            assert_eq!(path.read(&resource), Some(&Value::from("new")));
        }
        assert_eq!(
            resource,
            json!({"schemas": ["urn:x", ENTERPRISE_URN], "name": {"givenName": "Zoë", "familyName": "new"},
                "title": "new",
                "emails": [{"type": "home", "value": "z@home"}, {"type": "work", "value": "new"}],
                "roles": [{"primary": true, "value": "new"}],
                ENTERPRISE_URN: {"department": "new"}})
        );
    }

    #[test]
    fn only_what_differs_is_left() {
        let resource = json!({"title": "Clerk", "displayName": "A"});
        let wanted = vec![
            (Path::Plain("title"), Value::from("Clerk")),
            (Path::Plain("displayName"), Value::from("B")),
            (Path::Plain("nickName"), Value::from("C")),
        ];
        let left: Vec<String> =
            difference(wanted, &resource).iter().map(|(path, _)| path.to_string()).collect();
        assert_eq!(left, ["displayName", "nickName"]);
    }
}
