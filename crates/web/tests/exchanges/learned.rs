//! What the live server calls the things that the recording has names for.

use serde_json::Value;
use std::collections::HashMap;

/// Which recorded text stands for which live one.
#[derive(Clone, Default)]
pub(crate) struct Learned {
    ids: HashMap<String, String>,
    /// Of whom, which field, the recorded value.
    marks: HashMap<(String, &'static str, String), String>,
}

impl Learned {
    /// Whether a recorded id can be this live one; the first live one decides.
    pub(crate) fn is_id(&mut self, recorded: &str, live: &str) -> Result<(), String> {
        if let Some(known) = self.ids.get(recorded) {
            return if known == live { Ok(()) } else { Err(known.clone()) };
        }
        if let Some((other, _)) = self.ids.iter().find(|(_, known)| *known == live) {
            return Err(format!("an id that is not that of {other}"));
        }
        self.ids.insert(recorded.to_owned(), live.to_owned());
        Ok(())
    }

    /// Whether a time or a version of this resource can be the live one: what was the same stays the same, and so a
    /// request that changed nothing in the recording must have changed nothing.
    pub(crate) fn is_mark(
        &mut self,
        owner: &str,
        field: &'static str,
        recorded: &str,
        live: &str,
    ) -> Result<(), String> {
        let key = (owner.to_owned(), field, recorded.to_owned());
        if let Some(known) = self.marks.get(&key) {
            return if known == live { Ok(()) } else { Err(format!("{known}, which it was before")) };
        }
        // A clock may stand still between two changes; a version may not.
        let same = |((who, what, _), known): &(&(String, &str, String), &String)| {
            *who == owner && *what == field && *known == live
        };
        if field == "version" && self.marks.iter().any(|pair| same(&pair)) {
            return Err("another version than before".into());
        }
        self.marks.insert(key, live.to_owned());
        Ok(())
    }

    /// The live version of this resource.
    pub(crate) fn version(&self, owner: &str, recorded: &str) -> Option<&str> {
        self.marks.get(&(owner.to_owned(), "version", recorded.to_owned())).map(String::as_str)
    }

    /// The text as the live server has to read it.
    pub(crate) fn text(&self, text: &str) -> String {
        let mut recorded: Vec<&String> = self.ids.keys().collect();
        // Where one id is the beginning of another, the longer one is meant.
        recorded.sort_by_key(|id| std::cmp::Reverse(id.len()));
        let mut live = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(next) = text[at..].chars().next() {
            let rest = &text[at..];
            let found = recorded.iter().find(|id| {
                rest.starts_with(id.as_str()) && ends_before(&text[..at]) && begins_after(&rest[id.len()..])
            });
            match found {
                Some(id) => {
                    live.push_str(&self.ids[*id]);
                    at += id.len();
                }
                None => {
                    live.push(next);
                    at += next.len_utf8();
                }
            }
        }
        live
    }

    /// All texts in it, likewise.
    pub(crate) fn value(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => Value::String(self.text(text)),
            Value::Array(list) => list.iter().map(|one| self.value(one)).collect(),
            Value::Object(fields) => {
                Value::Object(fields.iter().map(|(name, value)| (name.clone(), self.value(value))).collect())
            }
            other => other.clone(),
        }
    }
}

/// What may stand around an id in paths, queries and filters. A short id is a part of many a word.
const AROUND: &str = "/\"'?&=+ ()[],\\";

fn ends_before(text: &str) -> bool {
    let tail = text.len().checked_sub(3).and_then(|at| text.get(at..));
    text.chars().next_back().is_none_or(|c| AROUND.contains(c))
        || tail.is_some_and(|tail| {
            tail.starts_with('%') && tail[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
        })
}

fn begins_after(text: &str) -> bool {
    text.chars().next().is_none_or(|c| AROUND.contains(c) || c == '%')
}
