//! What must never be kept, and how it is taken out.
//!
//! It is better to lose a harmless sentence than to keep a password, so whatever looks like one is masked whole.

use crate::invitation::PresentedLink;
use crate::target::decoded;
use serde_json::{Map, Value};

/// What stands in the place of a secret.
pub const MASK: &str = "[redacted]";

/// The beginning of our own tokens.
const TOKEN_PREFIX: &str = "rbk_";
/// The words that name secrets, in any case and as part of any name.
const WORDS: [&str; 7] = ["password", "passwd", "passphrase", "pass_word", "pwd", "secret", "credential"];
/// How often a text is decoded to see what it hides; what is encoded more often is masked unread.
const DECODINGS_MAX: usize = 3;
/// Longest text that is looked at, in bytes; of a longer one nothing is kept that could hide a secret.
const LOOKED_AT_BYTES_MAX: usize = 64 * 1024;

/// Takes the secrets out of a body: what stands under or beside a name of one, what a filter compares with one, and our
/// tokens wherever they stand. Says whether there were any.
pub fn mask(value: &mut Value) -> bool {
    match value {
        Value::Array(items) => mask_array(items),
        Value::Object(fields) => mask_object(fields),
        Value::String(text) => {
            let kept = within(text).unwrap_or_else(|| self::text(text));
            let masked = kept != *text;
            *text = kept;
            masked
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

/// A text without secrets: a sentence, an attribute's name, a fragment of JSON.
#[must_use]
pub fn text(text: &str) -> String {
    if hides_one(text) { MASK.to_owned() } else { without_tokens(text) }
}

/// Path and query without secrets, at most so long.
#[must_use]
pub fn target(target: &str, bytes_max: usize) -> String {
    // Cut first: whoever sends much is not read to the end.
    let target = cut(target, bytes_max);
    let (path, query) = target.split_once('?').map_or((&*target, None), |(path, query)| (path, Some(query)));
    let segment = |segment: &str| match is_secret_in_address(segment) {
        true => MASK.to_owned(),
        false => segment.to_owned(),
    };
    let mut kept = path.split('/').map(segment).collect::<Vec<_>>().join("/");
    if let Some(query) = query {
        kept.push('?');
        // A filter that speaks of one compares with one (RFC 7644 §7.5.2).
        kept.push_str(if is_secret_in_address(query) { MASK } else { query });
    }
    kept
}

/// A text as it is, and as it is once its percent-encoding is taken away, again and again, until there is none; nothing
/// where that does not end or the text is too long to be looked at, and it is best taken for what it may be.
#[must_use]
pub fn readings(text: &str) -> Option<Vec<String>> {
    let mut last = Some(text.to_owned()).filter(|text| text.len() <= LOOKED_AT_BYTES_MAX)?;
    let mut readings = Vec::new();
    for _ in 0..=DECODINGS_MAX {
        let next = decoded(&last);
        let is_plain = next == last;
        readings.push(std::mem::replace(&mut last, next));
        if is_plain {
            return Some(readings);
        }
    }
    None
}

fn mask_array(items: &mut [Value]) -> bool {
    let beside = items.iter().any(is_name_of_one);
    let mut masked = false;
    for item in items {
        if beside && !is_harmless_name(item) && !item.is_null() {
            *item = Value::from(MASK);
            masked = true;
        } else {
            masked |= mask(item);
        }
    }
    masked
}

/// Beside a field that names a secret, such as the path of a PATCH, may stand the secret.
fn mask_object(fields: &mut Map<String, Value>) -> bool {
    let leads_there = |(name, value): (&String, &Value)| is_path(name) && leads_to_one(value);
    let beside = fields.values().any(|value| is_name_of_one(value) || is_list_with_name_of_one(value))
        || fields.iter().any(leads_there);
    let mut masked = false;
    let mut kept = Map::new();
    for (name, mut value) in std::mem::take(fields) {
        let key = text(&name);
        masked |= key != name;
        let is_named = is_harmless_name(&value) || (is_path(&name) && is_name_of_one(&value));
        // A path that is more than a name may compare with a secret in its brackets.
        let is_kept = is_named || is_op(&name) || (is_path(&name) && !leads_to_one(&value));
        let is_secret = names_one(&name) || (beside && !is_kept);
        if is_secret && !value.is_null() {
            value = Value::from(MASK);
            masked = true;
        } else if !is_named {
            masked |= mask(&mut value);
        }
        kept.insert(key, value);
    }
    *fields = kept;
    masked
}

/// What an operation does is no secret, whatever it does it to.
fn is_op(name: &str) -> bool {
    name.eq_ignore_ascii_case("op")
}

/// Where an operation does it (RFC 7644 §3.5.2).
fn is_path(name: &str) -> bool {
    name.trim().eq_ignore_ascii_case("path")
}

/// Whether a path speaks of a secret anywhere: blanks around it, brackets and sub-attributes lead there all the same.
fn leads_to_one(path: &Value) -> bool {
    path.as_str().is_some_and(|path| every_reading(path, names_one))
}

/// JSON in a text, as an extension of Keycloak sends it.
fn within(text: &str) -> Option<String> {
    let looks_like_json = text.trim_start().starts_with(['{', '[', '"']);
    let mut inner: Value = serde_json::from_str(text).ok().filter(|_| looks_like_json)?;
    if mask(&mut inner) { Some(inner.to_string()) } else { None }
}

/// Whether a value is nothing but the name of a secret, such as `password` or `urn:…:User:password`.
fn is_name_of_one(value: &Value) -> bool {
    let is_name = |text: &str| {
        let lower = text.trim().to_ascii_lowercase();
        lower.len() <= 200
            && lower.bytes().all(|b| b.is_ascii_alphanumeric() || b":._-".contains(&b))
            && WORDS.iter().any(|word| lower.ends_with(word))
    };
    value.as_str().is_some_and(is_name)
}

/// Whether it is a name and cannot be a secret at the same time, as `password` and unlike `mypassword`.
fn is_harmless_name(value: &Value) -> bool {
    let last = value.as_str().and_then(|text| text.trim().rsplit([':', '.']).next());
    is_name_of_one(value) && last.is_some_and(|last| WORDS.iter().any(|word| last.eq_ignore_ascii_case(word)))
}

fn is_list_with_name_of_one(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().any(is_name_of_one),
        Value::Object(fields) => fields.values().any(is_name_of_one),
        _ => false,
    }
}

/// Whether a text that is part of an address holds a secret, or may, however it is encoded.
fn is_secret_in_address(text: &str) -> bool {
    let spoken =
        |text: &str| names_one(text) || text.contains(TOKEN_PREFIX) || PresentedLink::parse(text).is_some();
    every_reading(text, spoken)
}

/// Whether a text holds what is compared with a secret or assigned to one, however it is encoded.
fn hides_one(text: &str) -> bool {
    let speaks = |text: &str| {
        let lower = text.to_ascii_lowercase();
        WORDS.iter().any(|word| {
            lower.match_indices(word).any(|(at, _)| {
                let behind = &lower[at + word.len()..];
                let before = &lower[..at];
                is_assignment(behind) || before.contains(['{', '"'])
            })
        })
    };
    text.contains('%') && every_reading(text, |text| names_one(text) || text.contains(TOKEN_PREFIX))
        || speaks(text)
}

/// Whether what stands behind a name gives it a value.
fn is_assignment(behind: &str) -> bool {
    let rest = behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c.is_control() || c == '+');
    let operators = ["eq", "ne", "co", "sw", "ew", "gt", "ge", "lt", "le"];
    let begins_with_operator = operators.iter().any(|operator| {
        rest.strip_prefix(operator).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
    });
    rest.starts_with(['=', ':', '.', ';', '"', '\\', '\'']) || begins_with_operator
}

/// Whether something is true of a reading of a text; and where these do not end, as if it were true.
fn every_reading(text: &str, is_true: impl Fn(&str) -> bool) -> bool {
    readings(text).is_none_or(|readings| readings.iter().any(|reading| is_true(reading)))
}

fn names_one(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    WORDS.iter().any(|word| text.contains(word))
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

fn cut(text: &str, bytes_max: usize) -> String {
    if text.len() <= bytes_max {
        return text.to_owned();
    }
    let end = (0..=bytes_max).rev().find(|end| text.is_char_boundary(*end)).unwrap_or_default();
    format!("{}…", &text[..end])
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn masked(mut value: Value) -> Value {
        mask(&mut value);
        value
    }

    fn op(path: &str, value: &Value) -> Value {
        json!({ "Operations": [{ "op": "replace", "path": path, "value": value }] })
    }

    #[test]
    fn passwords_are_masked_wherever_a_provider_can_put_them() {
        assert_eq!(
            masked(
                json!({ "userName": "j", "password": "p4ss", "x": { "userPassword": ["p4ss"] }, "PASSWORD": null })
            ),
            json!({ "userName": "j", "password": MASK, "x": { "userPassword": MASK }, "PASSWORD": null })
        );
        assert_eq!(masked(op("password", &json!("p4ss"))), op("password", &json!(MASK)));
        assert_eq!(
            masked(op("urn:x:User:Password", &json!({ "a": "p4ss" }))),
            op("urn:x:User:Password", &json!(MASK))
        );
        assert_eq!(masked(op("title", &json!("p4ss"))), op("title", &json!("p4ss")));
    }

    #[test]
    fn no_way_to_write_one_keeps_it() {
        for hidden in [
            json!({ "filter": "password eq hunter2" }),
            json!({ "filter": "password%20eq%20hunter2" }),
            json!({ "filter": "password+eq+hunter2" }),
            json!({ "filter": "p%61ssword eq \"hunter2\"" }),
            json!({ "filter": "p%2561ssword eq \"hunter2\"" }),
            json!({ "filter": "PASSWORD\teq\t\"hunter2\"" }),
            json!({ "filter": "password\u{a0}eq\u{a0}hunter2" }),
            json!({ "filter": "secret_answer eq hunter2" }),
            json!({ "path": "password=hunter2" }),
            json!({ "path": "password.hunter2" }),
            json!({ "password:hunter2": 1 }),
            json!({ "passwd": "hunter2" }),
            json!({ "pwd": "hunter2" }),
            json!({ "clientSecret": ["hunter2"] }),
            json!({ "path": "password", "value": "x", "oldValue": "hunter2" }),
            json!({ "path": ["password"], "value": "hunter2" }),
            json!({ "attribute": "password", "value": { "a": ["hunter2"] } }),
            json!([{ "key": "password", "value": "hunter2" }]),
            json!(["password", "hunter2"]),
            json!("password=hunter2"),
            json!({ "path": "password", "value": "hunter2password" }),
            json!(["password", "hunter2-secret"]),
            json!({ "Path": "password ", "value": "hunter2" }),
            json!({ "path": "\tpassword\n", "value": "hunter2" }),
            json!({ "path": "password.value", "value": "hunter2" }),
            json!({ "path": "password[type eq \"x\"].value", "value": "hunter2" }),
            json!({ "path": "password[value eq \"hunter2\"]", "op": "remove" }),
            json!({ "path": "/password", "value": "hunter2" }),
            json!({ "path": "password/", "value": "hunter2" }),
            json!({ "path": "\"password\"", "value": "hunter2" }),
            json!({ "path": "password,title", "value": { "x": "hunter2" } }),
            json!({ "path": "urn:x:User#password", "value": "hunter2" }),
            json!({ "path": "p%61ssword", "value": "hunter2" }),
            json!({ "attribute": " password", "value": "hunter2" }),
            json!({ "value": "{\"password\":\"hunter2\"}" }),
            json!({ "value": "{\"p\\u0061ssword\":\"hunter2\"}" }),
            json!({ "value": "[{\"pwd\": \"hunter2\"}" }),
            json!({ "title": "my rbk_abc_hunter2" }),
            json!({ "rbk_abc_hunter2": 1 }),
        ] {
            let kept = masked(hidden.clone()).to_string();
            assert!(!kept.contains("hunter2"), "{hidden} -> {kept}");
        }
    }

    #[test]
    fn what_speaks_of_passwords_without_one_stays() {
        for harmless in [
            json!({ "detail": "password cannot be filtered." }),
            json!({ "detail": "The attribute `password` is never returned, so it cannot be filtered by either." }),
            json!({ "userName": "password-reset@acme.test", "title": "Secret Service" }),
            json!({ "attributes": "userName" }),
        ] {
            assert_eq!(masked(harmless.clone()), harmless);
        }
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
            "/Users?token=rbk_abc_def&count=1",
            "/Users?filter=x%25252525252525252525",
        ] {
            assert_eq!(target(hidden, 100), "/Users?[redacted]", "{hidden}");
        }
        for hidden in
            ["/Users/rbk%5Fabc", "/Users/%72bk_abc", "/Users/password=x", "/Users/password%20eq%20%22x%22"]
        {
            assert_eq!(target(hidden, 100), "/Users/[redacted]", "{hidden}");
        }
        assert_eq!(target("/äöü", 4), "/ä…");
    }

    #[test]
    fn encoding_without_end_costs_little() {
        let bomb = format!("/Users?%{}", "25".repeat(500_000));
        assert_eq!(target(&bomb, 2_048), "/Users?[redacted]");
        assert_eq!(text(&format!("%{}", "25".repeat(500_000))), MASK);
    }
}
