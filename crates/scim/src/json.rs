//! JSON as SCIM needs it: what is ambiguous or would not survive storage is refused while it is read.

use crate::filter::excerpt;
use crate::limits::{JSON_DEPTH_MAX, JSON_NODES_MAX, STRING_BYTES_MAX};
use crate::{Error, ScimType};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;

/// Reads the body of a request (RFC 7644 §3.8: SCIM speaks JSON in UTF-8).
///
/// ```
/// assert_eq!(scim::json::parse(br#"{"active": true}"#)?["active"], true);
/// // RFC 7643 §2.1: names compare without case, so that this says two things about one attribute.
/// let error = scim::json::parse(br#"{"active": true, "ACTIVE": false}"#).expect_err("ambiguous");
/// assert_eq!(error.scim_type, Some(scim::ScimType::InvalidSyntax));
/// # Ok::<(), scim::Error>(())
/// ```
///
/// # Errors
/// `invalidSyntax` for anything but one JSON text, for an object that names an attribute twice, for U+0000, and over
/// a limit; `invalidValue` for a number that cannot be kept as it was sent; 413 for more than [`JSON_NODES_MAX`] values.
pub fn parse(bytes: &[u8]) -> Result<Value, Error> {
    // RFC 8259 §8.1: a parser "MAY ignore the presence of a byte order mark rather than treating it as an error".
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::invalid_syntax(
            "The request body is empty; this request needs a JSON object in its body.",
        ));
    }
    let state = State::default();
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0, state: &state }.deserialize(&mut deserializer);
    value.and_then(|value| deserializer.end().map(|()| value)).map_err(|error| refusal(&error, &state))
}

fn refusal(error: &serde_json::Error, state: &State) -> Error {
    // RFC 9110 §15.5.14: 413 is for a request that is "larger than the server is willing or able to process".
    if state.nodes.get() > JSON_NODES_MAX {
        return Error::status(
            413,
            format!(
                "The request body has more than {JSON_NODES_MAX} values in it, counting objects, lists and what \
                 stands in them. Send it in parts."
            ),
        );
    }
    let text = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let what = text.strip_suffix(&place).unwrap_or(&text);
    let (line, column) = (error.line(), error.column());
    // serde_json refuses what no 64-bit float can hold (`1e400`) by itself, and says so only in words.
    if state.inexact.get() || what == "number out of range" {
        return Error::new(
            ScimType::InvalidValue,
            format!(
                "The number at line {line}, column {column} is too large to be kept exactly as it was sent."
            ),
        );
    }
    Error::invalid_syntax(format!(
        "The request body is not usable JSON: {what} (line {line}, column {column})."
    ))
}

/// Builds a [`Value`] and refuses on the way; `depth` counts the lists and objects around the value.
#[derive(Clone, Copy)]
struct Strict<'a> {
    depth: usize,
    state: &'a State,
}

/// What is known of the whole text, and why it is refused: a serde error can only carry words.
#[derive(Default)]
struct State {
    /// How many values were begun. Each takes far more memory than the two bytes that it may be written with.
    nodes: Cell<usize>,
    /// Set when the refusal is about a number.
    inexact: Cell<bool>,
}

impl Strict<'_> {
    /// The same, one list or object further in.
    fn deeper<E: de::Error>(self) -> Result<Self, E> {
        if self.depth >= JSON_DEPTH_MAX {
            return Err(E::custom(format_args!("it nests deeper than {JSON_DEPTH_MAX} levels")));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Strict<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.state.nodes.set(self.state.nodes.get() + 1);
        if self.state.nodes.get() > JSON_NODES_MAX {
            return Err(de::Error::custom("it has too many values"));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        // An integer beyond 64 bits arrives here already rounded.
        const EXACT_MAX: f64 = 9_223_372_036_854_775_808.0;
        match Number::from_f64(value) {
            Some(number) if value.abs() < EXACT_MAX => Ok(Value::Number(number)),
            _ => {
                self.state.inexact.set(true);
                Err(E::custom("number out of range"))
            }
        }
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<Value, E> {
        check_text(value)?;
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<Value, E> {
        check_text(&value)?;
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        let mut values = Vec::new();
        while let Some(value) = list.next_element_seed(inside)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let inside = self.deeper()?;
        // A map that grows has room for four attributes, and a request may name 200,000 members with one each.
        let mut values: Vec<(String, Value)> = Vec::new();
        let mut names = HashSet::new();
        while let Some(name) = object.next_key::<String>()? {
            check_text(&name)?;
            // RFC 7643 §2.1: "Attribute names are case insensitive", so `active` and `ACTIVE` are the same attribute,
            // and two readers could take different ones for the truth.
            if !names.insert(name.to_ascii_lowercase()) {
                let name = excerpt(&name);
                return Err(de::Error::custom(format_args!(
                    "one object has the attribute \"{name}\" twice, where names count without regard to case"
                )));
            }
            values.push((name, object.next_value_seed(inside)?));
        }
        Ok(Value::Object(values.into_iter().collect()))
    }
}

fn check_text<E: de::Error>(text: &str) -> Result<(), E> {
    if text.len() > STRING_BYTES_MAX {
        return Err(E::custom(format_args!("a string is longer than {STRING_BYTES_MAX} bytes")));
    }
    // Not every database can store it, and no attribute needs it.
    if text.contains('\0') {
        return Err(E::custom("a string has the character U+0000 in it"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(text: impl AsRef<[u8]>) -> String {
        let error = parse(text.as_ref()).expect_err("should be refused");
        assert_eq!(error.status, 400);
        error.to_string()
    }

    #[test]
    fn keeps_every_kind_of_value_and_the_order_of_names() {
        let text = r#"{"b":[1,-2,3.5,true,null,"é\u00e9\ud83d\ude00"],"a":{"c":{}}}"#;
        let value = parse(text.as_bytes()).expect("legal");
        assert_eq!(value, json!({"b": [1, -2, 3.5, true, null, "éé😀"], "a": {"c": {}}}));
        assert_eq!(
            serde_json::to_string(&value).expect("prints"),
            r#"{"b":[1,-2,3.5,true,null,"éé😀"],"a":{"c":{}}}"#
        );
    }

    #[test]
    fn skips_a_byte_order_mark() {
        assert_eq!(parse(b"\xEF\xBB\xBF {} "), Ok(json!({})));
    }

    #[test]
    fn an_empty_body_is_told_apart_from_a_broken_one() {
        let empty =
            "400 invalidSyntax: The request body is empty; this request needs a JSON object in its body.";
        assert_eq!(refused(""), empty);
        assert_eq!(refused(" \r\n"), empty);
        assert_eq!(refused("\u{feff}"), empty);
        assert_eq!(
            refused("{\n  \"userName\": }"),
            "400 invalidSyntax: The request body is not usable JSON: expected value (line 2, column 15)."
        );
        assert_eq!(
            refused("{} {}"),
            "400 invalidSyntax: The request body is not usable JSON: trailing characters (line 1, column 4)."
        );
    }

    #[test]
    fn one_attribute_in_two_spellings_is_refused() {
        assert_eq!(
            refused(r#"{"Operations":[{"active":true,"ACTIVE":false}]}"#),
            "400 invalidSyntax: The request body is not usable JSON: one object has the attribute \"ACTIVE\" twice, \
             where names count without regard to case (line 1, column 38)."
        );
        assert_eq!(parse(br#"[{"a":1},{"A":1}]"#), Ok(json!([{"a": 1}, {"A": 1}])));
    }

    #[test]
    fn numbers_change_neither_value_nor_kind() {
        assert_eq!(
            parse(b"[9223372036854775807,18446744073709551615,-9223372036854775808,1e3]"),
            Ok(json!([i64::MAX, u64::MAX, i64::MIN, 1000.0]))
        );
        for number in ["1e400", "-1e400", "18446744073709551616", "-9223372036854775809", "1e30"] {
            assert!(
                refused(number).starts_with("400 invalidValue: The number at line 1, column "),
                "{number}"
            );
        }
    }

    #[test]
    fn text_that_cannot_be_stored_is_refused() {
        for text in [r#""a\u0000""#, r#"{"a\u0000":1}"#] {
            assert!(refused(text).contains("the character U+0000"), "{text}");
        }
        assert!(refused(r#""\ud800""#).starts_with("400 invalidSyntax"));
        assert!(refused(b"\"\xff\"").starts_with("400 invalidSyntax"));
    }

    #[test]
    fn a_body_has_so_many_values_and_not_one_more() {
        let list = |count: usize| format!("[{}[]]", "[],".repeat(count - 2));
        assert!(parse(list(JSON_NODES_MAX).as_bytes()).is_ok());
        let objects = format!("[{}{{}}]", "{\"a\":0},".repeat(JSON_NODES_MAX / 2));
        for body in [list(JSON_NODES_MAX + 1), list(14_000_000 / 3), objects] {
            let error = parse(body.as_bytes()).expect_err("too many values");
            assert_eq!((error.status, error.scim_type), (413, None));
            assert!(error.detail.contains("more than 1000000 values"), "{}", error.detail);
        }

        let member = r#"{"value":"1","display":"x","type":"User","$ref":"../Users/1"}"#;
        let members = vec![member; 100_000].join(",");
        let large = parse(format!(r#"{{"displayName":"x","members":[{members}]}}"#).as_bytes());
        assert_eq!(large.expect("a large group")["members"].as_array().map(Vec::len), Some(100_000));
    }

    #[test]
    fn limits_hold_on_a_small_stack() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        let deep = std::thread::Builder::new().stack_size(256 * 1024).spawn(move || {
            assert!(parse(nested(JSON_DEPTH_MAX).as_bytes()).is_ok());
            assert!(refused(nested(JSON_DEPTH_MAX + 1)).contains("deeper than 32 levels"));
            assert!(refused("[".repeat(1_000_000)).contains("deeper than 32 levels"));
            assert!(refused("{\"a\":".repeat(1_000_000)).contains("deeper than 32 levels"));
        });
        deep.expect("a thread").join().expect("no overflow");
        let long = |bytes: usize| format!("\"{}\"", "a".repeat(bytes));
        assert!(parse(long(STRING_BYTES_MAX).as_bytes()).is_ok());
        assert!(refused(long(STRING_BYTES_MAX + 1)).contains("longer than 65536 bytes"));
    }
}
