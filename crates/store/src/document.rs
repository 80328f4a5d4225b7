//! A resource as the database has it: JSON text, which is read only where somebody needs to know what it says.

use crate::Error;
use crate::tx;
use scim::Resource;

/// The beginning of every resource that came from a client (RFC 7643 §3): our own text, in which nothing is escaped.
const SCHEMAS: &str = "{\"schemas\":[";

/// The text of a [`Resource`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document(String);

impl Document {
    /// What was stored before, trusted to be a resource.
    pub(crate) fn from_stored(text: String) -> Self {
        Self(text)
    }

    /// Whether an attribute of an extension may have a value here; the text is not read for it.
    #[must_use]
    pub fn mentions(&self, urn: &str, attribute: &str) -> bool {
        // Names of attributes and URNs have nothing in them that JSON escapes.
        self.0.contains(urn) && self.0.contains(&format!("\"{attribute}\":"))
    }

    /// The resource of this text.
    pub fn read(self) -> Result<Resource, Error> {
        tx::object(&self.0).map(Resource::from_stored)
    }

    /// The text in two parts: up to the end of `schemas`, where the server puts its own attributes that stand first, and
    /// from there to the last attribute, where it puts the others. None for a text that begins with something else.
    #[must_use]
    pub fn parts(&self) -> Option<(&str, &str)> {
        let urns = self.0.strip_prefix(SCHEMAS)?;
        // A bracket or a quote within a URN would have to be read more carefully than this does.
        let length = urns.find(['[', ']', '{', '\\'])?;
        let is_end = urns[length..].starts_with(']') && (length == 0 || urns[..length].ends_with('"'));
        let (head, tail) = self.0.split_at(SCHEMAS.len() + length + 1);
        Some((head, tail.strip_suffix('}')?)).filter(|_| is_end)
    }
}

impl From<&Resource> for Document {
    fn from(resource: &Resource) -> Self {
        Self(resource.text().to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_document_is_parted_behind_its_schemas() {
        let parts = |text: &str| {
            let document = Document::from_stored(text.to_owned());
            document.parts().map(|(head, tail)| (head.to_owned(), tail.to_owned()))
        };
        let parted = |head: &str, tail: &str| Some((head.to_owned(), tail.to_owned()));
        assert_eq!(
            parts(r#"{"schemas":["a","b"],"c":"]}"}"#),
            parted(r#"{"schemas":["a","b"]"#, r#","c":"]}""#)
        );
        assert_eq!(parts(r#"{"schemas":["a"]}"#), parted(r#"{"schemas":["a"]"#, ""));
        assert_eq!(parts(r#"{"schemas":[]}"#), parted(r#"{"schemas":[]"#, ""));
        for odd in
            ["{}", r#"{"a":1,"schemas":["b"]}"#, r#"{"schemas":["a]"]}"#, r#"{"schemas":["a\"]"]}"#, ""]
        {
            assert_eq!(parts(odd), None, "{odd}");
        }
    }

    #[test]
    fn a_document_is_read_as_it_was_written() {
        let resource = json!({ "schemas": ["a"], "b": "\"\\\u{1}😀", "c": [1, null, { "d": true }] });
        let resource = Resource::from_stored(resource.as_object().cloned().unwrap());
        assert_eq!(Document::from(&resource).read(), Ok(resource));
        assert!(matches!(Document::from_stored("{".to_owned()).read(), Err(Error::Broken(_))));
    }
}
