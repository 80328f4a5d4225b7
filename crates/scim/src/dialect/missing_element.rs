//! A write to an element that is not there.
//!
//! RFC 7644 §3.5.2.3 answers `noTarget`. Entra ID takes the element for granted: it maps a mail address to
//! `emails[type eq "work"].value` and sends nothing else, also for a user who has no e-mail yet.
//!
//! Before, for a user without a work address:
//! ```json
//! {"op": "Replace", "path": "emails[type eq \"work\"].value", "value": "jane@example.com"}
//! {"op": "Replace", "path": "emails[type eq \"work\"].primary", "value": true}
//! ```
//! After (the second one finds the element that the first one made):
//! ```json
//! {"op": "add", "path": "emails", "value": [{"type": "work", "value": "jane@example.com"}]}
//! {"op": "Replace", "path": "emails[type eq \"work\"].primary", "value": true}
//! ```

use super::string_scalars;
use crate::attribute::{Attribute, Type};
use crate::filter::{Filter, Literal, Operator};
use crate::schema::Found;
use serde_json::{Map, Value};

/// The element that the path describes, with the value in it. None where the filter does not describe one: only
/// `eq` says what an element is like.
pub(crate) fn element(found: &Found<'_>, filter: Option<&Filter>, value: &Value) -> Option<Value> {
    let attribute = found.attribute;
    if attribute.kind != Type::Complex {
        return None;
    }
    let mut element = match filter {
        Some(filter) => description(filter, attribute)?,
        None => Map::new(),
    };
    match (found.sub, value) {
        (Some(sub), value) => {
            element.insert(sub.name.clone(), value.clone());
        }
        (None, Value::Object(fields)) => {
            for (name, value) in fields {
                let name = attribute.sub_attribute(name).map_or(name, |sub| &sub.name);
                element.insert(name.clone(), value.clone());
            }
        }
        (None, _) => return None,
    }
    Some(Value::Object(element))
}

/// What a filter says that an element is like.
pub(super) fn description(filter: &Filter, attribute: &Attribute) -> Option<Map<String, Value>> {
    let mut element = Map::new();
    describe(filter, attribute, &mut element)?;
    Some(element)
}

fn describe(filter: &Filter, attribute: &Attribute, element: &mut Map<String, Value>) -> Option<()> {
    match filter {
        Filter::And(terms) => terms.iter().try_for_each(|term| describe(term, attribute, element)),
        Filter::Compare(at, Operator::Eq, literal) if at.schema.is_none() && at.sub.is_none() => {
            let sub = attribute.sub_attribute(&at.name)?;
            let value = match literal {
                Literal::String(text) => Value::String(text.clone()),
                Literal::Number(number) => Value::Number(number.clone()),
                Literal::Boolean(flag) => Value::Bool(*flag),
                Literal::Null => return None,
            };
            // `roles[primary eq "True"]`: what the filter calls "True" is true in the element.
            let value = string_scalars::coerce(sub.kind, &value).unwrap_or(value);
            element.insert(sub.name.clone(), value);
            Some(())
        }
        _ => None,
    }
}
