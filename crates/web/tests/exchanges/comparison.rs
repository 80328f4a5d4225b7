//! Compares an answer with the recorded one: strict about values, deaf to what every server makes up for itself.

use crate::learned::Learned;
use crate::recording::REDACTED;
use serde_json::{Map, Value};

const ERROR_URN: &str = "urn:ietf:params:scim:api:messages:2.0:Error";

/// How much more than the recorded the live answer may have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    Part,
    Whole,
}

/// The first place at which they differ.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) place: String,
    pub(crate) expected: String,
    pub(crate) came: String,
}

/// Compares the body of an answer about this owner, the live id of its resource, and learns from it.
pub(crate) fn compare(
    recorded: &Value,
    live: &Value,
    extent: Extent,
    owner: &str,
    learned: &mut Learned,
) -> Result<(), Difference> {
    Walk { extent, owner: owner.to_owned(), place: String::new() }.value(recorded, live, learned)
}

/// Whether anything is at this place of a body; names are joined by dots, and a list is looked through.
pub(crate) fn present(body: &Value, place: &str) -> bool {
    match body {
        Value::Array(list) => list.iter().any(|one| present(one, place)),
        Value::Object(fields) => {
            // The name of an extension has dots of its own.
            let ends = place.match_indices('.').map(|(at, _)| at);
            fields.contains_key(place)
                || ends
                    .into_iter()
                    .any(|at| fields.get(&place[..at]).is_some_and(|inner| present(inner, &place[at + 1..])))
        }
        _ => false,
    }
}

/// The type and the id at the end of a resource's address.
pub(crate) fn address(url: &str) -> Option<(&str, &str)> {
    let mut parts = url.trim_end_matches('/').rsplit('/');
    let id = parts.next()?;
    Some((parts.next()?, id))
}

/// Servers have different addresses; the type and the id of the resource are at the end of each.
pub(crate) fn same_address(recorded: &str, live: &str, learned: &mut Learned) -> Result<(), String> {
    match (address(recorded), address(live)) {
        (Some((kind, id)), Some((live_kind, live_id))) if kind == live_kind => {
            if id == live_id {
                Ok(())
            } else {
                learned.is_id(id, live_id)
            }
        }
        _ => Err(format!("an address like {recorded}")),
    }
}

struct Walk {
    extent: Extent,
    owner: String,
    place: String,
}

impl Walk {
    fn value(&self, recorded: &Value, live: &Value, learned: &mut Learned) -> Result<(), Difference> {
        // Null, an empty list and nothing at all are the same state (RFC 7643 §2.5).
        if unassigned(recorded) && unassigned(live) {
            return Ok(());
        }
        match (recorded, live) {
            (Value::String(text), _) if text == REDACTED => Ok(()),
            (Value::String(text), Value::String(came)) if learned.text(text) == *came => Ok(()),
            (Value::Object(recorded), Value::Object(live)) => self.object(recorded, live, learned),
            (Value::Array(recorded), Value::Array(live)) => self.list(recorded, live, learned),
            _ if recorded == live => Ok(()),
            _ => Err(self.differ(learned.value(recorded).to_string(), live.to_string())),
        }
    }

    fn object(
        &self,
        recorded: &Map<String, Value>,
        live: &Map<String, Value>,
        learned: &mut Learned,
    ) -> Result<(), Difference> {
        let own = ["id", "location"].iter().find_map(|name| live.get(*name).and_then(Value::as_str));
        let inside = Self {
            extent: self.extent,
            owner: own.filter(|_| live.get("resourceType").is_none()).unwrap_or(&self.owner).to_owned(),
            place: self.place.clone(),
        };
        // The id comes first, for other fields are made of it.
        let (first, rest): (Vec<_>, Vec<_>) = recorded.iter().partition(|(name, _)| *name == "id");
        for (name, value) in first.into_iter().chain(rest) {
            let is_error = name == "detail" && lists_error(recorded);
            inside.at(name).field(name, value, live.get(name), is_error, learned)?;
        }
        let more = live.iter().find(|(name, value)| !recorded.contains_key(*name) && !unassigned(value));
        match more.filter(|_| self.extent == Extent::Whole) {
            Some((name, value)) => Err(inside.at(name).differ("nothing".into(), value.to_string())),
            None => Ok(()),
        }
    }

    /// One field of an object. What is made up by each server is learned.
    fn field(
        &self,
        name: &str,
        recorded: &Value,
        live: Option<&Value>,
        is_words: bool,
        learned: &mut Learned,
    ) -> Result<(), Difference> {
        let live = live.unwrap_or(&Value::Null);
        let (Some(text), Some(came)) = (recorded.as_str().filter(|text| *text != REDACTED), live.as_str())
        else {
            return self.value(recorded, live, learned);
        };
        let outcome = match name {
            "id" | "nextCursor" | "previousCursor" => learned.is_id(text, came),
            "created" => learned.is_mark(&self.owner, "created", text, came),
            "lastModified" => learned.is_mark(&self.owner, "lastModified", text, came),
            "version" => learned.is_mark(&self.owner, "version", text, came),
            "location" | "$ref" => same_address(text, came, learned),
            // Each server has its own words; that there are some is another check's business.
            "detail" if is_words => Ok(()),
            _ => return self.value(recorded, live, learned),
        };
        outcome.map_err(|expected| self.differ(expected, came.to_owned()))
    }

    /// Lists have the same elements. Their order means nothing in SCIM, so the first order that fits is taken.
    fn list(&self, recorded: &[Value], live: &[Value], learned: &mut Learned) -> Result<(), Difference> {
        if recorded.len() != live.len() {
            let came = format!("{} elements: {}", live.len(), Value::from(live));
            let expected = format!("{} elements: {}", recorded.len(), learned.value(&Value::from(recorded)));
            return Err(self.differ(expected, came));
        }
        let mut left: Vec<&Value> = live.iter().collect();
        for (index, one) in recorded.iter().enumerate() {
            let inside = self.at(&index.to_string());
            let mut first = None;
            let found = left.iter().position(|candidate| {
                let mut attempt = learned.clone();
                match inside.value(one, candidate, &mut attempt) {
                    Ok(()) => {
                        *learned = attempt;
                        true
                    }
                    Err(difference) => {
                        first.get_or_insert(difference);
                        false
                    }
                }
            });
            match (found, first) {
                (Some(place), _) => {
                    left.remove(place);
                }
                (None, Some(difference)) => return Err(difference),
                (None, None) => return Err(inside.differ(one.to_string(), "nothing".into())),
            }
        }
        Ok(())
    }

    fn at(&self, name: &str) -> Self {
        let place = if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) };
        Self { extent: self.extent, owner: self.owner.clone(), place }
    }

    fn differ(&self, expected: String, came: String) -> Difference {
        Difference { place: self.place.clone(), expected, came }
    }
}

fn unassigned(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}

fn lists_error(body: &Map<String, Value>) -> bool {
    body.get("schemas").and_then(Value::as_array).is_some_and(|urns| urns.iter().any(|urn| urn == ERROR_URN))
}
