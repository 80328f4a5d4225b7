//! A filter whose names are looked up and whose literals fit: what the store and the evaluator work on.

use super::{Filter, Literal, Operator};
use crate::attribute::{Attribute, Type, instant};
use crate::path::AttributePath;
use crate::schema::Found;
use crate::{Error, ResourceType, fold};
use jiff::Timestamp;
use serde_json::Number;

/// A filter bound to a resource type.
///
/// An empty `And` is always true and an empty `Or` never: that is what is left of a comparison with an attribute
/// that the resource type does not have (see [`Filter::bind_any`]).
///
/// `x eq null` is bound as `Not(Present(x))` and `x ne null` as `Present(x)`, for null means no value (RFC 7643
/// §2.5).
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// All of them.
    And(Vec<Bound>),
    /// Any of them.
    Or(Vec<Bound>),
    /// The opposite.
    Not(Box<Bound>),
    /// Any value at the location compares.
    Compare(Comparison),
    /// There is a value that is not empty.
    Present(Location),
    /// One element satisfies the whole filter. Locations inside are relative to the element: `attribute` is the
    /// sub-attribute, `extension` and `sub` are none. An element that is no object is its own `value`.
    Element(Location, Box<Bound>),
}

/// A comparison whose literal fits the attribute (RFC 7644 table 3).
///
/// It holds if any value at the location compares. `ne` also holds if there is no value at all, so for an
/// attribute with one value it is the exact opposite of `eq`; for one with several it means "some value differs".
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The attribute. For a complex one it is its `value`.
    pub at: Location,
    /// The operator, which goes with the attribute's type.
    pub operator: Operator,
    /// The literal as it was given.
    pub literal: Literal,
    /// The attribute's type, never [`Type::Complex`].
    pub kind: Type,
    /// Whether text compares with regard to case.
    pub case_exact: bool,
    /// What values are compared with.
    pub operand: Operand,
}

/// A literal, ready to be compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// Compared with the value's text, which must be folded first unless the attribute is case exact; this one is.
    /// Order is by code point.
    Text(String),
    /// Compared as a number.
    Number(Number),
    /// Equal or not.
    Boolean(bool),
    /// Compared with the instant that the value denotes.
    Instant(Timestamp),
}

/// Where a value stands in a resource (RFC 7644 §3.10), all names in canonical case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Location {
    /// The URN of the extension; none for the base schema and the common attributes.
    pub extension: Option<String>,
    /// The attribute.
    pub attribute: String,
    /// The sub-attribute.
    pub sub: Option<String>,
}

impl Filter {
    /// Looks all names up in a resource type.
    ///
    /// A name without URN that neither the base schema nor the common attributes have is looked for in the
    /// extensions: Entra asks for `manager eq "…"`.
    ///
    /// A literal is read as the attribute's type where its text allows: `"True"` against a boolean (Entra),
    /// `"42"` against a number, `42` against a text (clients that leave quotes out).
    ///
    /// # Errors
    ///
    /// `invalidFilter`: "the specified attribute and filter comparison combination is not supported" (RFC 7644
    /// §3.12 table 9). That includes attributes that are never returned, so that nobody can guess a password by
    /// filtering: RFC 7643 §7 leaves the server free to allow them in filters or not.
    pub fn bind(&self, ty: &ResourceType) -> Result<Bound, Error> {
        bind(self, Scope::Resource { ty, unknown: Unknown::Refused })
    }

    /// The same for a search over several resource types: an attribute that this one does not have has no value.
    ///
    /// RFC 7644 §3.4.2.1: "For filtered attributes that are not part of a particular resource type, the service
    /// provider SHALL treat the attribute as if there is no attribute value."
    ///
    /// # Errors
    ///
    /// As [`Self::bind`], except for unknown attributes.
    pub fn bind_any(&self, ty: &ResourceType) -> Result<Bound, Error> {
        bind(self, Scope::Resource { ty, unknown: Unknown::HasNoValue })
    }

    /// Looks all names up among the sub-attributes of one attribute: what stands in a path's brackets, `valFilter` in
    /// RFC 7644 figure 1.
    ///
    /// # Errors
    ///
    /// As [`Self::bind`].
    pub fn bind_element(&self, attribute: &Attribute) -> Result<Bound, Error> {
        bind(self, Scope::Element { attribute, unknown: Unknown::Refused })
    }

    /// The first name in it, if any, that the elements of `attribute` do not have.
    pub(crate) fn unknown_part(&self, attribute: &Attribute) -> Option<&AttributePath> {
        match self {
            Self::And(terms) | Self::Or(terms) => terms.iter().find_map(|term| term.unknown_part(attribute)),
            Self::Not(inner) => inner.unknown_part(attribute),
            Self::Compare(path, ..) | Self::Present(path) | Self::Element(path, _) => {
                find_in_element(attribute, path).is_none().then_some(path)
            }
        }
    }
}

impl Bound {
    /// How many comparisons and presence tests there are.
    pub(crate) fn terms(&self) -> usize {
        match self {
            Self::And(terms) | Self::Or(terms) => terms.iter().map(Self::terms).sum(),
            Self::Not(inner) | Self::Element(_, inner) => inner.terms(),
            Self::Compare(_) | Self::Present(_) => 1,
        }
    }

    /// Whether the filter looks at a top-level attribute, of the base schema or of an extension.
    #[must_use]
    pub fn mentions(&self, attribute: &str) -> bool {
        match self {
            Self::And(terms) | Self::Or(terms) => terms.iter().any(|term| term.mentions(attribute)),
            Self::Not(inner) => inner.mentions(attribute),
            Self::Compare(comparison) => comparison.at.attribute.eq_ignore_ascii_case(attribute),
            Self::Present(at) | Self::Element(at, _) => at.attribute.eq_ignore_ascii_case(attribute),
        }
    }
}

/// Where names are looked up.
#[derive(Clone, Copy)]
enum Scope<'a> {
    Resource { ty: &'a ResourceType, unknown: Unknown },
    Element { attribute: &'a Attribute, unknown: Unknown },
}

#[derive(Clone, Copy, PartialEq)]
enum Unknown {
    Refused,
    HasNoValue,
}

/// What a name led to: the attribute that it begins with, the one that it ends with, and the place.
struct Target<'a> {
    at: Location,
    attribute: &'a Attribute,
    leaf: &'a Attribute,
}

fn bind(filter: &Filter, scope: Scope<'_>) -> Result<Bound, Error> {
    let bind_all =
        |terms: &[Filter]| terms.iter().map(|term| bind(term, scope)).collect::<Result<Vec<_>, _>>();
    match filter {
        Filter::And(terms) => Ok(Bound::And(bind_all(terms)?)),
        Filter::Or(terms) => Ok(Bound::Or(bind_all(terms)?)),
        Filter::Not(inner) => Ok(Bound::Not(Box::new(bind(inner, scope)?))),
        Filter::Present(path) => Ok(match scope.find(path)? {
            Some(target) => Bound::Present(target.at),
            None => Bound::Or(Vec::new()),
        }),
        Filter::Compare(path, operator, literal) => match scope.find(path)? {
            Some(target) => compare(path, target, *operator, literal),
            None => Ok(compare_nothing(*operator, literal)),
        },
        Filter::Element(path, inner) => match scope.find(path)? {
            Some(target) => element(path, target, inner, scope.unknown()),
            None => Ok(Bound::Or(Vec::new())),
        },
    }
}

impl<'a> Scope<'a> {
    fn unknown(self) -> Unknown {
        match self {
            Self::Resource { unknown, .. } | Self::Element { unknown, .. } => unknown,
        }
    }

    /// None stands for an attribute that may be unknown and is.
    fn find(self, path: &AttributePath) -> Result<Option<Target<'a>>, Error> {
        let found = match self {
            Self::Resource { ty, .. } => find_in_type(ty, path),
            Self::Element { attribute, .. } => find_in_element(attribute, path),
        };
        match found {
            Some(target) if target.attribute.is_secret() || target.leaf.is_secret() => {
                Err(Error::invalid_filter(format!(
                    "The attribute `{path}` is never returned, so it cannot be filtered by either."
                )))
            }
            None if self.unknown() == Unknown::Refused => Err(self.no_such(path)),
            found => Ok(found),
        }
    }

    fn no_such(self, path: &AttributePath) -> Error {
        let path = super::excerpt(&path.to_string());
        Error::invalid_filter(match self {
            Self::Resource { ty, .. } => format!(
                "{} has no attribute `{path}`. Check the spelling; /Schemas lists all attributes.",
                ty.name
            ),
            Self::Element { attribute, .. } => format!(
                "`{}` has no sub-attribute `{path}`. Inside brackets stand the names of sub-attributes alone{}.",
                attribute.name,
                known_parts(attribute)
            ),
        })
    }
}

fn find_in_type<'a>(ty: &'a ResourceType, path: &AttributePath) -> Option<Target<'a>> {
    let found = ty.find_for_query(path)?;
    let Found { extension, attribute, sub } = found;
    let at = Location {
        extension: extension.map(|schema| schema.id.clone()),
        attribute: attribute.name.clone(),
        sub: sub.map(|sub| sub.name.clone()),
    };
    Some(Target { at, attribute, leaf: found.leaf() })
}

fn find_in_element<'a>(attribute: &'a Attribute, path: &AttributePath) -> Option<Target<'a>> {
    if path.schema.is_some() || path.sub.is_some() {
        return None;
    }
    let leaf = match attribute.kind {
        Type::Complex => attribute.sub_attribute(&path.name)?,
        // RFC 7643 §2.4: `value` is the name of "the attribute's significant value"; a list of simple values has
        // nothing else.
        _ if path.name.eq_ignore_ascii_case("value") => {
            let at = Location { extension: None, attribute: "value".into(), sub: None };
            return Some(Target { at, attribute, leaf: attribute });
        }
        _ => return None,
    };
    let at = Location { extension: None, attribute: leaf.name.clone(), sub: None };
    Some(Target { at, attribute, leaf })
}

fn element(
    path: &AttributePath,
    target: Target<'_>,
    inner: &Filter,
    unknown: Unknown,
) -> Result<Bound, Error> {
    let attribute = target.leaf;
    if target.at.sub.is_some() || (attribute.kind != Type::Complex && !attribute.multi_valued) {
        return Err(Error::invalid_filter(format!(
            "`{path}` is one simple value, so it has nothing that brackets could choose from. Compare it directly."
        )));
    }
    let inner = bind(inner, Scope::Element { attribute, unknown })?;
    Ok(Bound::Element(target.at, Box::new(inner)))
}

fn compare(
    path: &AttributePath,
    mut target: Target<'_>,
    operator: Operator,
    literal: &Literal,
) -> Result<Bound, Error> {
    if target.leaf.kind == Type::Complex {
        // Entra compares `manager` and `members` themselves. RFC 7643 §2.4 names `value` as what they stand for.
        let Some(value) = target.leaf.sub_attribute("value") else {
            return Err(Error::invalid_filter(format!(
                "`{path}` consists of parts and cannot be compared as a whole. Name one of them{}.",
                known_parts(target.leaf)
            )));
        };
        target.at.sub = Some(value.name.clone());
        target.leaf = value;
    }
    let leaf = target.leaf;
    check_operator(path, leaf.kind, operator)?;
    if *literal == Literal::Null {
        let present = Bound::Present(target.at);
        return match operator {
            Operator::Eq => Ok(Bound::Not(Box::new(present))),
            Operator::Ne => Ok(present),
            _ => Err(Error::invalid_filter(format!(
                "`{path} {} null` has no meaning: null stands for no value, which goes with eq and ne only.",
                operator.as_str()
            ))),
        };
    }
    let Some(operand) = operand(leaf, literal) else { return Err(unfit_literal(path, leaf.kind, literal)) };
    Ok(Bound::Compare(Comparison {
        at: target.at,
        operator,
        literal: literal.clone(),
        kind: leaf.kind,
        case_exact: leaf.case_exact,
        operand,
    }))
}

/// What `ne` and null say about no value is the same as for an attribute that exists: see [`Comparison`].
fn compare_nothing(operator: Operator, literal: &Literal) -> Bound {
    let holds = match operator {
        Operator::Eq => *literal == Literal::Null,
        Operator::Ne => *literal != Literal::Null,
        _ => false,
    };
    if holds { Bound::And(Vec::new()) } else { Bound::Or(Vec::new()) }
}

fn check_operator(path: &AttributePath, kind: Type, operator: Operator) -> Result<(), Error> {
    let fits = match operator {
        Operator::Eq | Operator::Ne => true,
        Operator::Co | Operator::Sw | Operator::Ew => matches!(kind, Type::String | Type::Reference),
        // RFC 7644 §3.4.2.2: "Boolean and Binary attributes SHALL cause a failed response (HTTP status code 400)
        // with scimType of invalidFilter."
        Operator::Gt | Operator::Ge | Operator::Lt | Operator::Le => {
            !matches!(kind, Type::Boolean | Type::Binary | Type::Complex)
        }
    };
    if fits {
        return Ok(());
    }
    Err(Error::invalid_filter(format!(
        "The operator {} does not go with `{path}`, which is a {}.",
        operator.as_str(),
        kind.as_str()
    )))
}

fn operand(leaf: &Attribute, literal: &Literal) -> Option<Operand> {
    match (leaf.kind, literal) {
        (Type::String | Type::Reference | Type::Binary, Literal::String(text)) => {
            Some(text_operand(leaf, text))
        }
        (Type::String | Type::Reference, Literal::Number(number)) if !number.is_f64() => {
            Some(text_operand(leaf, &number.to_string()))
        }
        (Type::Boolean, Literal::Boolean(value)) => Some(Operand::Boolean(*value)),
        (Type::Boolean, Literal::String(text)) if text.eq_ignore_ascii_case("true") => {
            Some(Operand::Boolean(true))
        }
        (Type::Boolean, Literal::String(text)) if text.eq_ignore_ascii_case("false") => {
            Some(Operand::Boolean(false))
        }
        (Type::Integer | Type::Decimal, Literal::Number(number)) => Some(Operand::Number(number.clone())),
        (Type::Integer | Type::Decimal, Literal::String(text)) => {
            serde_json::from_str(text).ok().map(Operand::Number)
        }
        (Type::DateTime, Literal::String(text)) => instant(text).map(Operand::Instant),
        _ => None,
    }
}

fn text_operand(leaf: &Attribute, text: &str) -> Operand {
    Operand::Text(if leaf.case_exact { text.to_owned() } else { fold(text) })
}

fn unfit_literal(path: &AttributePath, kind: Type, literal: &Literal) -> Error {
    let given = match literal {
        Literal::String(_) => "a text",
        Literal::Number(_) => "a number",
        Literal::Boolean(_) => "a boolean",
        Literal::Null => "null",
    };
    let expected = match kind {
        Type::Boolean => "true or false",
        Type::Integer | Type::Decimal => "a number",
        Type::DateTime => "a date and time such as \"2011-05-13T04:42:34Z\"",
        Type::String | Type::Reference | Type::Binary | Type::Complex => "a text in double quotes",
    };
    Error::invalid_filter(format!(
        "`{path}` is a {} and is compared with {expected}; what was given is {given} that cannot be read so.",
        kind.as_str()
    ))
}

fn known_parts(attribute: &Attribute) -> String {
    if attribute.sub_attributes.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = attribute.sub_attributes.iter().map(|sub| sub.name.as_str()).collect();
    format!(": {}", names.join(", "))
}
