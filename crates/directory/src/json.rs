//! JSON that is handed on.

use crate::User;
use scim::Resource;
use serde_json::Value;

/// JSON as text: what is written once, kept and sent in several places, and hardly ever looked into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json(String);

impl Json {
    /// What was stored before, trusted to be JSON.
    #[must_use]
    pub fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// Nothing.
    #[must_use]
    pub fn null() -> Self {
        Self("null".to_owned())
    }

    /// An object with the id of a resource and what is said of it.
    pub(crate) fn about(id: &str, resource: &Resource) -> Self {
        Self(format!("{{\"id\":{},\"resource\":{}}}", Value::from(id), resource.text()))
    }

    /// The same of a user, with where they stand and who brought them in.
    pub(crate) fn of_user(user: &User) -> Self {
        let (id, source, said) = (user.id, user.source.to_json(), user.resource.text());
        Self(format!(
            "{{\"id\":\"{id}\",\"status\":\"{}\",\"source\":{source},\"resource\":{said}}}",
            user.status
        ))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the text says, to be looked into; nothing if what was stored is no JSON.
    #[must_use]
    pub fn to_value(&self) -> Option<Value> {
        serde_json::from_str(&self.0).ok()
    }
}

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value.to_string())
    }
}

impl From<&Resource> for Json {
    fn from(resource: &Resource) -> Self {
        Self(resource.text().to_owned())
    }
}
