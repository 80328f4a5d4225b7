//! What must never be kept, and how it is taken out.

use serde_json::Value;

/// What stands in the place of a secret.
pub const MASK: &str = "[redacted]";

/// The beginning of our own tokens.
const TOKEN_PREFIX: &str = "rbk_";
/// The word that names secrets, in any case and as part of any name.
const WORDS: [&str; 3] = ["password", "passwd", "secret"];

/// Takes the secrets out of a body: what stands under a name of one, what a PATCH writes to a path of one, what a filter
/// compares with one, and our tokens wherever they stand.
pub fn mask(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(mask),
        Value::Object(fields) => {
            let writes_one = fields.iter().any(|(name, path)| {
                name.eq_ignore_ascii_case("path") && path.as_str().is_some_and(names_one)
            });
            for (name, value) in fields {
                let is_one = names_one(name) || (writes_one && name.eq_ignore_ascii_case("value"));
                match value {
                    Value::Null => {}
                    // RFC 7643 §7: a schema says of the attribute what it is.
                    Value::String(text) if name == "name" || name == "id" => *text = without_tokens(text),
                    _ if is_one => *value = Value::from(MASK),
                    _ => mask(value),
                }
            }
        }
        Value::String(text) => *text = text_without_secrets(text),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Path and query without secrets, at most so long.
#[must_use]
pub fn target(target: &str, bytes_max: usize) -> String {
    let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
    let decoded = |text: &str| text.replace("%5F", "_").replace("%5f", "_");
    let mut kept = without_tokens(&decoded(path));
    if let Some(query) = query {
        kept.push('?');
        // A filter that speaks of one compares with one (RFC 7644 §7.5.2); its spelling may hide where.
        let hides = query.contains('%') && percent_hides_one(query);
        let speaks = names_one(query) || hides;
        kept.push_str(&if speaks { MASK.to_owned() } else { without_tokens(&decoded(query)) });
    }
    cut(kept, bytes_max)
}

/// Whether letters of a query are percent-encoded so that a name may be spelt with them.
fn percent_hides_one(query: &str) -> bool {
    let mut plain = String::with_capacity(query.len());
    let mut rest = query;
    while let Some(at) = rest.find('%') {
        plain.push_str(&rest[..at]);
        let code = rest.get(at + 1..at + 3).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(code) if code.is_ascii() => {
                plain.push(char::from(code));
                rest = &rest[at + 3..];
            }
            _ => {
                plain.push('%');
                rest = &rest[at + 1..];
            }
        }
    }
    plain.push_str(rest);
    // What is encoded twice is decoded twice by some.
    names_one(&plain) || without_tokens(&plain) != plain || (plain != query && percent_hides_one(&plain))
}

fn names_one(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Text with everything masked that a filter compares a secret with, and without tokens.
fn text_without_secrets(text: &str) -> String {
    if names_one(text) && (text.contains('{') || text.contains('"') || has_operator(text)) {
        return MASK.to_owned();
    }
    without_tokens(text)
}

fn has_operator(text: &str) -> bool {
    let operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
    text.split_whitespace().any(|word| operators.iter().any(|operator| word.eq_ignore_ascii_case(operator)))
}

/// Masks whatever begins like one of our tokens, to the end of the word.
fn without_tokens(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(TOKEN_PREFIX) {
        let (before, token) = rest.split_at(at);
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_' || *byte == b'-';
        let end = token.bytes().take_while(|byte| is_part(byte)).count();
        kept.push_str(before);
        kept.push_str(MASK);
        rest = &token[end..];
    }
    kept.push_str(rest);
    kept
}

fn cut(mut text: String, bytes_max: usize) -> String {
    if text.len() > bytes_max {
        let mut end = bytes_max;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn masked(mut value: Value) -> Value {
        mask(&mut value);
        value
    }

    #[test]
    fn passwords_are_masked_wherever_a_provider_can_put_them() {
        let op = |path: &str, value: Value| json!({ "Operations": [{ "op": "replace", "path": path, "value": value }] });
        assert_eq!(
            masked(
                json!({ "userName": "j", "password": "p4ss", "x": { "userPassword": ["p4ss"] }, "PASSWORD": null })
            ),
            json!({ "userName": "j", "password": MASK, "x": { "userPassword": MASK }, "PASSWORD": null })
        );
        assert_eq!(masked(op("password", json!("p4ss"))), op("password", json!(MASK)));
        assert_eq!(
            masked(op("urn:x:User:Password", json!({ "a": "p4ss" }))),
            op("urn:x:User:Password", json!(MASK))
        );
        assert_eq!(masked(op("title", json!("p4ss"))), op("title", json!("p4ss")));
        assert_eq!(
            masked(json!({ "filter": "password eq hunter2", "attributes": ["userName"] })),
            json!({ "filter": MASK, "attributes": ["userName"] })
        );
        // The JSON text that an extension of Keycloak sends.
        assert_eq!(masked(op("", json!("{\"password\":\"p4ss\"}"))), op("", json!(MASK)));
    }

    #[test]
    fn what_speaks_of_passwords_without_one_stays() {
        let detail = json!({ "detail": "password cannot be filtered." });
        assert_eq!(masked(detail.clone()), detail);
        let schema = json!({ "name": "password", "description": "The user's password" });
        assert_eq!(masked(schema.clone()), schema);
    }

    #[test]
    fn tokens_are_masked_in_any_text() {
        assert_eq!(
            masked(json!({ "title": "see rbk_abc_DEF-1, please", "n": [ "rbk_x" ] })),
            json!({ "title": "see [redacted], please", "n": [ "[redacted]" ] })
        );
    }

    #[test]
    fn a_target_keeps_no_secret_and_is_not_long() {
        let filter = "/Users?filter=userName+eq+%22a%40b%22";
        assert_eq!(target(filter, 100), filter);
        for hidden in [
            "/Users?filter=password+eq+%22p4ss%22",
            "/Users?filter=p%61ssword+eq+%22p4ss%22",
            "/Users?filter=p%2561ssword+eq+%22p4ss%22",
            "/Users?token=%72bk_abc_def",
        ] {
            assert_eq!(target(hidden, 100), "/Users?[redacted]", "{hidden}");
        }
        assert_eq!(target("/Users?t=rbk_abc_def&count=1", 100), "/Users?t=[redacted]&count=1");
        assert_eq!(target("/Users/rbk%5Fabc", 100), "/Users/[redacted]");
        assert_eq!(target("/äöü", 4), "/ä…");
    }
}
