//! What somebody is called where people read it.

use crate::glyph::{is_seen, spelt};
use crate::policy::{NO_FAMILY_NAME, NO_GIVEN_NAME};
use scim::Resource;
use serde_json::Value;
use std::borrow::Cow;

/// The displayName; else given and family name, unless they only stand in for names; else the userName. What nobody can see
/// is no name.
#[must_use]
pub fn called(user: &Resource) -> Cow<'_, str> {
    let top = |name| user.get(name).and_then(Value::as_str).filter(|text| is_seen(text));
    if let Some(display_name) = top("displayName") {
        return display_name.into();
    }
    let part = |name| user.get("name")?.get(name)?.as_str().map(str::trim);
    let parts = [part("givenName"), part("familyName")];
    let is_said = |part: &&str| is_seen(part) && ![NO_GIVEN_NAME, NO_FAMILY_NAME].contains(part);
    let parts: Vec<&str> = parts.into_iter().flatten().filter(is_said).collect();
    if !parts.is_empty() {
        return parts.join(" ").into();
    }
    match user.get("userName").and_then(Value::as_str).unwrap_or_default() {
        user_name if is_seen(user_name) => user_name.into(),
        unseen => spelt(unseen).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_that_is_said_counts() {
        for (said, name) in [
            (
                json!({ "displayName": "Dr. Ada", "name": { "givenName": "Ada" }, "userName": "ada@x" }),
                "Dr. Ada",
            ),
            (
                json!({ "displayName": " ", "name": { "givenName": "Ada", "familyName": " King " } }),
                "Ada King",
            ),
            (json!({ "name": { "familyName": "King" }, "userName": "ada@x" }), "King"),
            (
                json!({ "name": { "givenName": NO_GIVEN_NAME, "familyName": NO_FAMILY_NAME }, "userName": "ada@x" }),
                "ada@x",
            ),
            (json!({ "name": { "formatted": "Ada King" }, "userName": "ada@x" }), "ada@x"),
            (json!({}), ""),
            (
                json!({ "displayName": "\u{200b}\u{200c}", "name": { "givenName": "\u{3164}", "familyName": "King" } }),
                "King",
            ),
            (
                json!({ "displayName": "\u{2060}", "name": { "givenName": "\u{ad}" }, "userName": "ada@x" }),
                "ada@x",
            ),
            (json!({ "displayName": " ", "userName": "\u{200b}\u{200c}" }), "U+200B U+200C"),
        ] {
            let user = Resource::from_stored(said.as_object().expect("an object").clone());
            assert_eq!(called(&user), name, "{said}");
        }
    }
}
