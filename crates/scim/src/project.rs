//! Which attributes an answer shows: `attributes`, `excludedAttributes` and each attribute's `returned`
//! (RFC 7644 §3.9, RFC 7643 §7).

use crate::attribute::{Attribute, Returned};
use crate::limits::PROJECTION_NAMES_MAX;
use crate::path::AttributePath;
use crate::{Error, ResourceType};
use serde_json::{Map, Value};

/// What a client wants to see of resources of one type (RFC 7644 §3.9); by default what each attribute's `returned`
/// says.
///
/// ```
/// use scim::ResourceType;
/// use scim::project::Projection;
/// use serde_json::json;
///
/// let ty = ResourceType::user();
/// let mut jane = json!({ "id": "1", "userName": "jane", "name": { "givenName": "Jane", "familyName": "Doe" } });
/// Projection::parse(Some("name.givenName"), None, &ty)?.apply(jane.as_object_mut().expect("an object"), &ty);
/// assert_eq!(jane, json!({ "id": "1", "name": { "givenName": "Jane" } }));
/// # Ok::<(), scim::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Projection(Shape);

#[derive(Clone, Debug, PartialEq, Eq, Default)]
enum Shape {
    #[default]
    Default,
    /// `attributes`
    Only(Vec<Name>),
    /// `excludedAttributes`
    Without(Vec<Name>),
}

/// A name that the resource type knows, in canonical case.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    /// The extension's URN; none for the base schema and the common attributes.
    extension: Option<String>,
    /// None for the bare URN of a schema, which means all of its attributes.
    attribute: Option<String>,
    sub: Option<String>,
}

/// How much of an attribute an answer has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Extent {
    Nothing,
    /// The sub-attributes that the client named, and those that are always there.
    NamedParts,
    /// The sub-attributes that are there by default, and those that the client named.
    DefaultParts,
    /// The sub-attributes that are there by default, without those that the client named.
    OtherParts,
}

impl Projection {
    /// From the text of the query parameters (RFC 7644 §3.9): names with commas between them.
    ///
    /// # Errors
    /// `invalidValue` when both are given, and for too many names.
    pub fn parse(
        attributes: Option<&str>,
        excluded_attributes: Option<&str>,
        ty: &ResourceType,
    ) -> Result<Self, Error> {
        let attributes = attributes.map_or_else(Vec::new, split);
        let excluded_attributes = excluded_attributes.map_or_else(Vec::new, split);
        Self::from_names(&attributes, &excluded_attributes, ty)
    }

    /// From lists of names, as in a search request (RFC 7644 §3.4.3); an empty list is one that was not given.
    ///
    /// # Errors
    /// As [`Projection::parse`].
    pub fn from_names<Text: AsRef<str>>(
        attributes: &[Text],
        excluded_attributes: &[Text],
        ty: &ResourceType,
    ) -> Result<Self, Error> {
        // RFC 7644 §3.9 calls the two parameters "mutually exclusive".
        if !attributes.is_empty() && !excluded_attributes.is_empty() {
            return Err(Error::invalid_value(
                "\"attributes\" and \"excludedAttributes\" cannot be used together. Send one of them.",
            ));
        }
        let given = attributes.len() + excluded_attributes.len();
        if given > PROJECTION_NAMES_MAX {
            return Err(Error::invalid_value(format!(
                "The request names {given} attributes to return or to leave out, but {PROJECTION_NAMES_MAX} is the \
                 most."
            )));
        }
        // A name that the type does not have selects nothing: clients ask several servers with one list.
        let known = |names: &[Text]| names.iter().filter_map(|name| Name::find(name.as_ref(), ty)).collect();
        Ok(Self(match (attributes, excluded_attributes) {
            ([], []) => Shape::Default,
            ([], excluded) => Shape::Without(known(excluded)),
            (attributes, _) => Shape::Only(known(attributes)),
        }))
    }

    /// Whether the client left it to the server.
    #[must_use]
    pub fn is_default(&self) -> bool {
        self.0 == Shape::Default
    }

    /// Whether an answer shows every resource of the type as it is, so that nobody need look for what is not shown.
    /// Secrets are no part of a resource (see [`Resource`](crate::Resource)).
    #[must_use]
    pub fn shows_all(&self, ty: &ResourceType) -> bool {
        let of_extensions = ty.extensions.iter().flat_map(|extension| &extension.schema.attributes);
        self.is_default()
            && !ty.is_narrowed()
            && ty.attributes().chain(of_extensions).all(is_shown_by_default)
    }

    /// Whether an answer can have this attribute of the base schema, so that a caller need not load it otherwise.
    #[must_use]
    pub fn wants(&self, ty: &ResourceType, attribute: &str) -> bool {
        ty.attribute(attribute).is_some_and(|attribute| self.extent(None, attribute) != Extent::Nothing)
    }

    /// The same for a sub-attribute.
    #[must_use]
    pub fn wants_part(&self, ty: &ResourceType, attribute: &str, part: &str) -> bool {
        let Some(attribute) = ty.attribute(attribute) else { return false };
        let extent = self.extent(None, attribute);
        attribute.sub_attribute(part).is_some_and(|part| self.shows_part(extent, None, attribute, part))
    }

    /// Takes away what the answer does not show (RFC 7644 §3.9), also what the resource type does not know.
    pub fn apply(&self, resource: &mut Map<String, Value>, ty: &ResourceType) {
        resource.retain(|name, value| match (ty.extension(name), value) {
            (Some(schema), Value::Object(values)) => {
                values.retain(|name, value| {
                    schema
                        .attribute(name)
                        .is_some_and(|attribute| self.keep(Some(&schema.id), attribute, value))
                });
                !values.is_empty()
            }
            (Some(_), _) => false,
            (None, value) => ty.attribute(name).is_some_and(|attribute| self.keep(None, attribute, value)),
        });
        if ty.is_narrowed() {
            drop_unused_schemas(resource, ty);
        }
    }

    /// Whether the attribute stays, after its sub-attributes were dealt with.
    fn keep(&self, extension: Option<&str>, attribute: &Attribute, value: &mut Value) -> bool {
        let extent = self.extent(extension, attribute);
        if extent == Extent::Nothing {
            return false;
        }
        let shows = |sub: &&Attribute| self.shows_part(extent, extension, attribute, sub);
        if attribute.sub_attributes.iter().all(|sub| shows(&sub)) {
            return true;
        }
        // Decided once for the attribute, because a group can have many members.
        let shown: Vec<&str> =
            attribute.sub_attributes.iter().filter(shows).map(|sub| sub.name.as_str()).collect();
        let strip = |element: &mut Value| match element {
            Value::Object(parts) => {
                parts.retain(|name, _| shown.contains(&name.as_str()));
                !parts.is_empty()
            }
            _ => true,
        };
        match value {
            Value::Array(elements) => {
                elements.retain_mut(strip);
                !elements.is_empty()
            }
            single => strip(single),
        }
    }

    fn extent(&self, extension: Option<&str>, attribute: &Attribute) -> Extent {
        let is = |name: &&Name| {
            name.extension.as_deref() == extension
                && name.attribute.as_deref() == Some(attribute.name.as_str())
        };
        let whole = |names: &[Name]| names.iter().filter(is).any(|name| name.sub.is_none());
        let part = |names: &[Name]| names.iter().any(|name| is(&name));
        let schema = |names: &[Name]| {
            names.iter().any(|name| name.extension.as_deref() == extension && name.attribute.is_none())
        };
        // RFC 7643 §7: "The attribute is never returned."
        if attribute.is_secret() {
            return Extent::Nothing;
        }
        let (by_default, always) = match attribute.returned {
            Returned::Always => (true, true),
            Returned::Default => (true, false),
            Returned::Request | Returned::Never => (false, false),
        };
        match &self.0 {
            Shape::Only(names) if whole(names) || by_default && schema(names) => Extent::DefaultParts,
            Shape::Only(names) if part(names) => Extent::NamedParts,
            Shape::Only(_) if !always => Extent::Nothing,
            // RFC 7644 §3.9: excludedAttributes has no effect on attributes that are always returned.
            Shape::Without(names) if !by_default || !always && (whole(names) || schema(names)) => {
                Extent::Nothing
            }
            Shape::Without(_) => Extent::OtherParts,
            Shape::Default if !by_default => Extent::Nothing,
            // RFC 7643 §7 on `always`: returned "regardless of the contents of the 'attributes' parameter".
            Shape::Only(_) | Shape::Default => Extent::DefaultParts,
        }
    }

    fn shows_part(
        &self,
        extent: Extent,
        extension: Option<&str>,
        attribute: &Attribute,
        sub: &Attribute,
    ) -> bool {
        let names = match &self.0 {
            Shape::Default => &[][..],
            Shape::Only(names) | Shape::Without(names) => names,
        };
        let named = names.iter().any(|name| {
            name.extension.as_deref() == extension
                && name.attribute.as_deref() == Some(attribute.name.as_str())
                && name.sub.as_deref() == Some(sub.name.as_str())
        });
        if sub.is_secret() {
            return false;
        }
        let by_default = match sub.returned {
            Returned::Always => return extent != Extent::Nothing,
            Returned::Default => true,
            Returned::Request | Returned::Never => false,
        };
        match extent {
            Extent::Nothing => false,
            Extent::NamedParts => named,
            Extent::DefaultParts => by_default || named,
            Extent::OtherParts => by_default && !named,
        }
    }
}

/// RFC 7643 §3: `schemas` names what the resource makes use of. Of a type that knew more once, that may be less than was
/// stored.
fn drop_unused_schemas(resource: &mut Map<String, Value>, ty: &ResourceType) {
    if let Some(Value::Array(mut urns)) = resource.get_mut("schemas").map(Value::take) {
        urns.retain(|urn| {
            *urn == *ty.schema.id || urn.as_str().is_some_and(|urn| resource.contains_key(urn))
        });
        resource.insert("schemas".to_owned(), Value::Array(urns));
    }
}

/// Whether the default is to show all of the attribute that can be stored.
fn is_shown_by_default(attribute: &Attribute) -> bool {
    let by_default = matches!(attribute.returned, Returned::Always | Returned::Default);
    attribute.is_secret() || by_default && attribute.sub_attributes.iter().all(is_shown_by_default)
}

impl Name {
    fn find(text: &str, ty: &ResourceType) -> Option<Self> {
        // Some clients put the filter of a PATCH path here; RFC 7644 §3.10 has none, and the attribute is what counts.
        let text = match (text.find('['), text.rfind(']')) {
            (Some(open), Some(close)) if open < close => format!("{}{}", &text[..open], &text[close + 1..]),
            _ => text.to_owned(),
        };
        if let Some(schema) = ty.extension(&text) {
            return Some(Self { extension: Some(schema.id.clone()), attribute: None, sub: None });
        }
        if text.eq_ignore_ascii_case(&ty.schema.id) {
            return Some(Self { extension: None, attribute: None, sub: None });
        }
        let path = AttributePath::parse(&text).ok()?;
        let found = ty.find(&path)?;
        Some(Self {
            extension: found.extension.map(|schema| schema.id.clone()),
            attribute: Some(found.attribute.name.clone()),
            sub: found.sub.map(|sub| sub.name.clone()),
        })
    }
}

/// The names in a query parameter. A comma inside brackets or quotes belongs to a name.
pub(crate) fn split(text: &str) -> Vec<&str> {
    let (mut brackets, mut quoted) = (0_usize, false);
    let names = text.split(|c| {
        match c {
            '"' if brackets > 0 => quoted = !quoted,
            '[' if !quoted => brackets += 1,
            ']' if !quoted => brackets = brackets.saturating_sub(1),
            _ => {}
        }
        c == ',' && brackets == 0
    });
    names.map(str::trim).filter(|name| !name.is_empty()).collect()
}
