//! What an attribute is: its type and characteristics (RFC 7643 §2.2, §2.3, §7).

use jiff::Timestamp;
use jiff::fmt::temporal::{Pieces, PiecesOffset};
use jiff::tz::Offset;
use serde_json::{Map, Value, json};

/// Attribute data types (RFC 7643 §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// §2.3.1
    String,
    /// §2.3.2
    Boolean,
    /// §2.3.3
    Decimal,
    /// §2.3.4
    Integer,
    /// §2.3.5, an XML Schema dateTime
    DateTime,
    /// §2.3.6, base64
    Binary,
    /// §2.3.7, a URI
    Reference,
    /// §2.3.8, sub-attributes that are themselves simple
    Complex,
}

impl Type {
    /// The name in a schema definition (RFC 7643 §7).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Boolean => "boolean",
            Self::Decimal => "decimal",
            Self::Integer => "integer",
            Self::DateTime => "dateTime",
            Self::Binary => "binary",
            Self::Reference => "reference",
            Self::Complex => "complex",
        }
    }
}

/// When a client may write an attribute (RFC 7643 §7 `mutability`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mutability {
    /// Only the server sets it.
    ReadOnly,
    /// The client may set and change it.
    ReadWrite,
    /// The client may set it once, when the resource (or the element) is made.
    Immutable,
    /// The client may set it and never see it.
    WriteOnly,
}

impl Mutability {
    /// The name in a schema definition (RFC 7643 §7).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReadOnly => "readOnly",
            Self::ReadWrite => "readWrite",
            Self::Immutable => "immutable",
            Self::WriteOnly => "writeOnly",
        }
    }
}

/// When an attribute is part of an answer (RFC 7643 §7 `returned`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Returned {
    /// In every answer, whatever `attributes` and `excludedAttributes` say.
    Always,
    /// In no answer.
    Never,
    /// Unless `attributes` leaves it out or `excludedAttributes` names it.
    Default,
    /// Only when `attributes` names it.
    Request,
}

impl Returned {
    /// The name in a schema definition (RFC 7643 §7).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Always => "always",
            Self::Never => "never",
            Self::Default => "default",
            Self::Request => "request",
        }
    }
}

/// Among whom a value must be unique (RFC 7643 §7 `uniqueness`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Uniqueness {
    /// Nobody.
    None,
    /// The resources of this organization.
    Server,
    /// Everything everywhere.
    Global,
}

impl Uniqueness {
    /// The name in a schema definition (RFC 7643 §7).
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Server => "server",
            Self::Global => "global",
        }
    }
}

/// One attribute of a schema (RFC 7643 §7), with the characteristics that validation, PATCH, projection and discovery
/// share.
///
/// ```
/// use scim::attribute::{Attribute, Mutability, Type};
///
/// let badge = Attribute::new("badge", Type::String, "The number on the badge.").mutability(Mutability::Immutable);
/// assert_eq!(badge.to_json()["mutability"], "immutable");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// The name in its canonical case; names compare without case (RFC 7643 §2.1).
    pub name: String,
    /// Data type.
    pub kind: Type,
    /// Whether the value is a list.
    pub multi_valued: bool,
    /// For people.
    pub description: String,
    /// Whether a resource without it is invalid.
    pub required: bool,
    /// Suggested values; others are kept as they are (RFC 7643 §7 calls the list "a collection of suggested canonical
    /// values that MAY be used").
    pub canonical_values: Vec<String>,
    /// Whether text compares with regard to case.
    pub case_exact: bool,
    /// When a client may write it.
    pub mutability: Mutability,
    /// When an answer has it.
    pub returned: Returned,
    /// Among whom it is unique.
    pub uniqueness: Uniqueness,
    /// What a reference may point at.
    pub reference_types: Vec<String>,
    /// Parts of a complex attribute; never complex themselves (RFC 7643 §2.3.8).
    pub sub_attributes: Vec<Attribute>,
    /// Whether a number or a boolean is taken for the text of it, where the value is a text.
    pub scalars_as_text: bool,
}

impl Attribute {
    /// An attribute with the defaults of RFC 7643 §2.2: readWrite, returned by default, not unique, not required,
    /// not caseExact, single-valued.
    #[must_use]
    pub fn new(name: &str, kind: Type, description: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            multi_valued: false,
            description: description.to_owned(),
            required: false,
            canonical_values: Vec::new(),
            // RFC 7643 §2.3.6 and §2.3.7: binary and reference values are case exact.
            case_exact: matches!(kind, Type::Binary | Type::Reference),
            mutability: Mutability::ReadWrite,
            returned: Returned::Default,
            uniqueness: Uniqueness::None,
            reference_types: Vec::new(),
            sub_attributes: Vec::new(),
            scalars_as_text: false,
        }
    }

    /// The same, as a list (RFC 7643 §2.4).
    #[must_use]
    pub fn multi_valued(mut self) -> Self {
        self.multi_valued = true;
        self
    }

    /// The same, required (RFC 7643 §2.2).
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// The same, comparing with regard to case (RFC 7643 §2.2 `caseExact`).
    #[must_use]
    pub fn case_exact(mut self) -> Self {
        self.case_exact = true;
        self
    }

    /// The same with another mutability (RFC 7643 §7).
    #[must_use]
    pub fn mutability(mut self, mutability: Mutability) -> Self {
        self.mutability = mutability;
        self
    }

    /// The same with another rule for answers (RFC 7643 §7 `returned`).
    #[must_use]
    pub fn returned(mut self, returned: Returned) -> Self {
        self.returned = returned;
        self
    }

    /// The same with another uniqueness (RFC 7643 §7). Only a store can see to it; what is taken is
    /// [`crate::Error::uniqueness`].
    #[must_use]
    pub fn unique(mut self, uniqueness: Uniqueness) -> Self {
        self.uniqueness = uniqueness;
        self
    }

    /// The same with suggested values (RFC 7643 §7 `canonicalValues`).
    #[must_use]
    pub fn canonical(mut self, values: &[&str]) -> Self {
        self.canonical_values = values.iter().map(|v| (*v).to_owned()).collect();
        self
    }

    /// The same, pointing at these resource types, `uri` or `external` (RFC 7643 §7 `referenceTypes`).
    #[must_use]
    pub fn references(mut self, types: &[&str]) -> Self {
        self.reference_types = types.iter().map(|t| (*t).to_owned()).collect();
        self
    }

    /// The same with sub-attributes (RFC 7643 §2.3.8).
    #[must_use]
    pub fn with(mut self, sub_attributes: Vec<Attribute>) -> Self {
        self.sub_attributes = sub_attributes;
        self
    }

    /// The same, taking a number or a boolean for the text of it. Whoever declares an attribute by its name alone does not
    /// know what type the client gives it.
    #[must_use]
    pub fn scalars_as_text(mut self) -> Self {
        self.scalars_as_text = true;
        self
    }

    /// The sub-attribute of that name, without regard to case (RFC 7643 §2.1).
    #[must_use]
    pub fn sub_attribute(&self, name: &str) -> Option<&Attribute> {
        find(&self.sub_attributes, name)
    }

    /// Whether the value is a secret: taken from the client, and neither kept nor shown nor compared with.
    ///
    /// RFC 7643 §7 on `writeOnly`: "Attribute values SHALL NOT be returned". Whoever declares an attribute like that
    /// and forgets its `returned` still means it.
    #[must_use]
    pub fn is_secret(&self) -> bool {
        self.returned == Returned::Never || self.mutability == Mutability::WriteOnly
    }

    /// The definition as the Schemas endpoint shows it (RFC 7643 §7).
    #[must_use]
    pub fn to_json(&self) -> Value {
        let mut json = Map::new();
        json.insert("name".into(), json!(self.name));
        json.insert("type".into(), json!(self.kind.as_str()));
        json.insert("multiValued".into(), json!(self.multi_valued));
        json.insert("description".into(), json!(self.description));
        json.insert("required".into(), json!(self.required));
        if !self.canonical_values.is_empty() {
            json.insert("canonicalValues".into(), json!(self.canonical_values));
        }
        json.insert("caseExact".into(), json!(self.case_exact));
        json.insert("mutability".into(), json!(self.mutability.as_str()));
        json.insert("returned".into(), json!(self.returned.as_str()));
        json.insert("uniqueness".into(), json!(self.uniqueness.as_str()));
        if !self.reference_types.is_empty() {
            json.insert("referenceTypes".into(), json!(self.reference_types));
        }
        if !self.sub_attributes.is_empty() {
            let subs: Vec<Value> = self.sub_attributes.iter().map(Self::to_json).collect();
            json.insert("subAttributes".into(), Value::Array(subs));
        }
        Value::Object(json)
    }
}

/// The attribute of that name in a list, without regard to case (RFC 7643 §2.1).
#[must_use]
pub fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|a| a.name.eq_ignore_ascii_case(name))
}

/// The instant that a dateTime names, or nothing if `text` is no dateTime.
///
/// RFC 7643 §2.3.5: a dateTime of XML Schema that "MUST include both a date and a time".
/// XML Schema lets the offset be left out; such a time is taken as UTC.
pub(crate) fn instant(text: &str) -> Option<Timestamp> {
    // jiff reads more forms than XML Schema has, such as a blank for the T, week dates and zone names in brackets.
    let shape = text.is_ascii()
        && text.as_bytes().get(10) == Some(&b'T')
        && text.contains(':')
        && !text.contains('[');
    if !shape {
        return None;
    }
    if let Ok(timestamp) = text.parse() {
        return Some(timestamp);
    }
    let pieces = Pieces::parse(text).ok()?;
    let local = pieces.date().to_datetime(pieces.time()?);
    let offset = match pieces.offset() {
        Some(PiecesOffset::Zulu) | None => Offset::UTC,
        Some(PiecesOffset::Numeric(numeric)) => numeric.offset(),
        Some(_) => return None,
    };
    // The last hours of the year 9999 are later than any timestamp.
    Some(offset.to_timestamp(local).unwrap_or(Timestamp::MAX))
}
