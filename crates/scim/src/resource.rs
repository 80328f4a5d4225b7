//! A JSON object that is known to fit its resource type.

mod check;
mod equality;

use crate::attribute::{Attribute, Mutability};
use crate::{Error, ResourceType};
use serde_json::{Map, Value};
use std::sync::{Arc, OnceLock};

pub(crate) use check::{check_value, is_unassigned, merged, too_many_values};
pub(crate) use equality::{identity, same};

/// The client's part of a resource (RFC 7643 §3): attributes in canonical case, no nulls, no empty lists, no read-only
/// values.
///
/// `id`, `meta`, `groups` and the rows behind `members` are the server's to add when it answers. A decision speaks of a
/// resource in several places, so a clone shares the attributes, and their text once somebody has asked for it.
#[derive(Clone, Debug, Default)]
pub struct Resource(Arc<Said>);

#[derive(Debug, Default)]
struct Said {
    attributes: Map<String, Value>,
    text: OnceLock<String>,
}

/// Room for the text of most resources, in bytes.
const TEXT_BYTES: usize = 1_024;

impl PartialEq for Resource {
    fn eq(&self, other: &Self) -> bool {
        self.attributes() == other.attributes()
    }
}

impl Resource {
    /// What was stored before, trusted to fit.
    #[must_use]
    pub fn from_stored(attributes: Map<String, Value>) -> Self {
        Self(Arc::new(Said { attributes, text: OnceLock::new() }))
    }

    /// The body of a POST (RFC 7644 §3.3).
    ///
    /// ```
    /// use scim::schema::{ENTERPRISE_USER_URN, USER_URN};
    /// use scim::{Resource, ResourceType};
    /// use serde_json::json;
    ///
    /// let body = json!({
    ///     "schemas": [USER_URN],
    ///     "id": "the server gives it",
    ///     "USERNAME": "jane",
    ///     "emails": [],
    ///     ENTERPRISE_USER_URN: { "department": "Tours" },
    /// });
    /// let jane = Resource::parse(&body, &ResourceType::user())?;
    /// let canonical = json!({
    ///     "schemas": [USER_URN, ENTERPRISE_USER_URN],
    ///     "userName": "jane",
    ///     ENTERPRISE_USER_URN: { "department": "Tours" },
    /// });
    /// assert_eq!(Some(jane.attributes()), canonical.as_object());
    /// # Ok::<(), scim::Error>(())
    /// ```
    ///
    /// # Errors
    /// `invalidSyntax` for an attribute or a schema that the resource type does not have, `invalidValue` for a value
    /// that does not fit its attribute and for a required one that is missing.
    pub fn parse(body: &Value, ty: &ResourceType) -> Result<Self, Error> {
        let Value::Object(body) = body else {
            return Err(Error::invalid_syntax(format!(
                "The request body is {}, but a {} is a JSON object.",
                check::kind_of(body),
                ty.name
            )));
        };
        check::schemas(body, ty)?;
        Ok(Self::from_stored(check::resource(body, ty)?))
    }

    /// The body of a PUT on this resource (RFC 7644 §3.5.1).
    ///
    /// What the body leaves out is cleared, but for immutable attributes: the RFC lets nobody unset those.
    ///
    /// # Errors
    /// As [`Resource::parse`], and `mutability` for another value of an immutable attribute.
    pub fn replace(&self, body: &Value, ty: &ResourceType) -> Result<Self, Error> {
        let mut next = Self::parse(body, ty)?.into_attributes();
        keep_immutable(self.attributes(), &mut next, ty.attributes(), "")?;
        for extension in &ty.extensions {
            let urn = &extension.schema.id;
            if let Some(Value::Object(before)) = self.attributes().get(urn) {
                let mut after = match next.shift_remove(urn) {
                    Some(Value::Object(after)) => after,
                    _ => Map::new(),
                };
                keep_immutable(before, &mut after, extension.schema.attributes.iter(), &format!("{urn}:"))?;
                next.insert(urn.clone(), Value::Object(after));
            }
        }
        Self::normalized(&next, ty)
    }

    /// Attributes that were put together from valid parts, as one valid resource: PATCH (RFC 7644 §3.5.2) ends with it.
    ///
    /// # Errors
    /// As [`Resource::parse`], but `schemas` is derived and not looked at.
    pub fn normalized(attributes: &Map<String, Value>, ty: &ResourceType) -> Result<Self, Error> {
        Ok(Self::from_stored(check::resource(attributes, ty)?))
    }

    /// The same without what its type does not know of extensions (any more), because the type has become narrower since the
    /// resource was stored; none where the type knows all of it.
    #[must_use]
    pub fn narrowed(&self, ty: &ResourceType) -> Option<Self> {
        let is_known =
            |urn: &str, name: &str| ty.extension(urn).is_some_and(|known| known.attribute(name).is_some());
        let is_within = |(urn, value): (&String, &Value)| match value {
            Value::Object(values) if urn.contains(':') => {
                !values.is_empty() && values.keys().all(|name| is_known(urn, name))
            }
            _ => true,
        };
        if self.attributes().iter().all(is_within) {
            return None;
        }
        let mut attributes = self.attributes().clone();
        let mut gone = Vec::new();
        for (urn, value) in attributes.iter_mut().filter(|(urn, _)| urn.contains(':')) {
            let Value::Object(values) = value else { continue };
            values.retain(|name, _| is_known(urn, name));
            if values.is_empty() {
                gone.push(urn.clone());
            }
        }
        gone.iter().for_each(|urn| forget(&mut attributes, urn));
        Some(Self::from_stored(attributes))
    }

    /// The same without one attribute of an extension, both by their canonical names.
    #[must_use]
    pub fn without(self, urn: &str, name: &str) -> Self {
        if self.extension(urn).is_none_or(|values| !values.contains_key(name)) {
            return self;
        }
        let mut attributes = self.into_attributes();
        if let Some(Value::Object(values)) = attributes.get_mut(urn) {
            values.shift_remove(name);
            if values.is_empty() {
                forget(&mut attributes, urn);
            }
        }
        Self::from_stored(attributes)
    }

    /// The value of an attribute of the base schema, by its canonical name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.attributes().get(name)
    }

    /// The attributes of an extension (RFC 7643 §3.3), by its canonical URN.
    #[must_use]
    pub fn extension(&self, urn: &str) -> Option<&Map<String, Value>> {
        self.attributes().get(urn).and_then(Value::as_object)
    }

    /// All attributes.
    #[must_use]
    pub fn attributes(&self) -> &Map<String, Value> {
        &self.0.attributes
    }

    /// All attributes as JSON.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.text.get_or_init(|| {
            let mut text = Vec::with_capacity(TEXT_BYTES);
            serde_json::to_writer(&mut text, self.attributes())
                .expect("memory takes what is written, and JSON with text keys has a text");
            String::from_utf8(text).expect("JSON is UTF-8")
        })
    }

    /// All attributes, to go on with.
    #[must_use]
    pub fn into_attributes(self) -> Map<String, Value> {
        match Arc::try_unwrap(self.0) {
            Ok(said) => said.attributes,
            Err(shared) => shared.attributes.clone(),
        }
    }
}

/// Takes an extension away, and its URN from what RFC 7643 §3 has `schemas` list.
fn forget(attributes: &mut Map<String, Value>, urn: &str) {
    attributes.shift_remove(urn);
    if let Some(Value::Array(urns)) = attributes.get_mut("schemas") {
        urns.retain(|listed| listed != urn);
    }
}

/// RFC 7644 §3.5.1: "If one or more values are already set for the attribute, the input value(s) MUST match, or HTTP
/// status code 400 SHOULD be returned with a 'scimType' error code of 'mutability'."
/// Without input there is nothing to match, and the value stays.
fn keep_immutable<'a>(
    before: &Map<String, Value>,
    after: &mut Map<String, Value>,
    attributes: impl Iterator<Item = &'a Attribute>,
    prefix: &str,
) -> Result<(), Error> {
    for attribute in attributes {
        let name = &attribute.name;
        let Some(old) = before.get(name) else { continue };
        if attribute.mutability == Mutability::Immutable {
            if after.get(name).is_some_and(|new| !same(new, old, attribute)) {
                return Err(Error::mutability(format!(
                    "\"{prefix}{name}\" cannot change once it has a value. Send the value that it has, or leave \
                     the attribute out."
                )));
            }
            after.insert(name.clone(), old.clone());
        } else if let Value::Object(old) = old {
            // Elements of a list have no identity that outlives a PUT, so only a single complex value is looked into.
            let mut new = match after.get(name) {
                Some(Value::Object(new)) => new.clone(),
                _ => Map::new(),
            };
            keep_immutable(old, &mut new, attribute.sub_attributes.iter(), &format!("{prefix}{name}."))?;
            if !new.is_empty() {
                after.insert(name.clone(), Value::Object(new));
            }
        }
    }
    Ok(())
}
