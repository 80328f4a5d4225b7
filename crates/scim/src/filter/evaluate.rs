//! Whether a resource satisfies a filter.

use super::Operator;
use super::bind::{Bound, Comparison, Location, Operand};
use crate::attribute::instant;
use crate::fold;
use serde_json::{Map, Number, Value};
use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::slice::Iter;

impl Bound {
    /// Whether a resource, with everything that the filter may look at, satisfies it (RFC 7644 §3.4.2.2).
    #[must_use]
    pub fn matches(&self, attributes: &Map<String, Value>) -> bool {
        self.holds(Whole::Object(attributes), &Folds::default())
    }

    /// Whether one element satisfies a filter that was bound with [`super::Filter::bind_element`] (RFC 7644 §3.4.2.2).
    #[must_use]
    pub fn matches_element(&self, element: &Value) -> bool {
        self.holds(Whole::of(element), &Folds::default())
    }

    fn holds(&self, whole: Whole<'_>, folds: &Folds) -> bool {
        match self {
            Self::And(terms) => terms.iter().all(|term| term.holds(whole, folds)),
            Self::Or(terms) => terms.iter().any(|term| term.holds(whole, folds)),
            Self::Not(inner) => !inner.holds(whole, folds),
            Self::Present(at) => whole.any(at, &has_content),
            Self::Element(at, inner) => whole.any(at, &|element| inner.holds(Whole::of(element), folds)),
            Self::Compare(comparison) => comparison.holds(whole, folds),
        }
    }
}

/// A filter that is asked of a resource part by part, because one of its lists is too long to be held at once.
///
/// Each part is the resource with a part of that list. A term is about any value of the list, so that what the terms say
/// of the parts is what they say of the whole; only then `and`, `or` and `not` have their turn.
#[derive(Debug)]
pub struct Gradual<'f> {
    filter: &'f Bound,
    /// What the terms have found so far, in their order.
    terms: Vec<Found>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Found {
    a_value: bool,
    a_match: bool,
}

impl<'f> Gradual<'f> {
    /// A filter that has seen nothing yet.
    #[must_use]
    pub fn new(filter: &'f Bound) -> Self {
        let mut count = 0;
        each_term(filter, &mut |_| count += 1);
        Self { filter, terms: vec![Found::default(); count] }
    }

    /// Looks at a part.
    pub fn see(&mut self, part: &Map<String, Value>) {
        let (whole, folds) = (Whole::Object(part), Folds::default());
        let mut terms = self.terms.iter_mut();
        each_term(self.filter, &mut |term| {
            let Some(found) = terms.next() else { return };
            match term {
                Bound::Compare(comparison) => {
                    found.a_value = found.a_value || whole.any(&comparison.at, &|_| true);
                    let compares = |value: &Value| comparison.compares(value, &folds);
                    found.a_match = found.a_match || whole.any(&comparison.at, &compares);
                }
                other => found.a_match = found.a_match || other.holds(whole, &folds),
            }
        });
    }

    /// Whether the resource of which all parts were seen satisfies the filter (RFC 7644 §3.4.2.2).
    #[must_use]
    pub fn holds(&self) -> bool {
        fn outcome(bound: &Bound, terms: &mut Iter<'_, Found>) -> bool {
            match bound {
                // Each takes its terms from the list, also where the outcome is known already.
                Bound::And(inner) => inner.iter().map(|term| outcome(term, terms)).min().unwrap_or(true),
                Bound::Or(inner) => inner.iter().map(|term| outcome(term, terms)).max().unwrap_or(false),
                Bound::Not(inner) => !outcome(inner, terms),
                Bound::Compare(Comparison { operator: Operator::Ne, .. }) => {
                    terms.next().is_some_and(|found| found.a_match || !found.a_value)
                }
                _ => terms.next().is_some_and(|found| found.a_match),
            }
        }
        outcome(self.filter, &mut self.terms.iter())
    }
}

fn each_term<'f>(bound: &'f Bound, each: &mut dyn FnMut(&'f Bound)) {
    match bound {
        Bound::And(terms) | Bound::Or(terms) => terms.iter().for_each(|term| each_term(term, each)),
        Bound::Not(inner) => each_term(inner, each),
        term => each(term),
    }
}

impl Comparison {
    fn holds(&self, whole: Whole<'_>, folds: &Folds) -> bool {
        // RFC 7643 §2.5: no value is null, which is not identical to any literal.
        if self.operator == Operator::Ne && !whole.any(&self.at, &|_| true) {
            return true;
        }
        whole.any(&self.at, &|value| self.compares(value, folds))
    }

    fn compares(&self, value: &Value, folds: &Folds) -> bool {
        let text = |test: &dyn Fn(&str) -> bool| self.text(value, folds, test) == Some(true);
        match (self.operator, &self.operand) {
            (Operator::Co, Operand::Text(part)) => text(&|v| v.contains(part)),
            (Operator::Sw, Operand::Text(part)) => text(&|v| v.starts_with(part)),
            (Operator::Ew, Operand::Text(part)) => text(&|v| v.ends_with(part)),
            (Operator::Ne, _) => self.order(value, folds) != Some(Ordering::Equal),
            (operator, _) => self.order(value, folds).is_some_and(|order| match operator {
                Operator::Eq => order.is_eq(),
                Operator::Gt => order.is_gt(),
                Operator::Ge => order.is_ge(),
                Operator::Lt => order.is_lt(),
                Operator::Le => order.is_le(),
                Operator::Ne | Operator::Co | Operator::Sw | Operator::Ew => false,
            }),
        }
    }

    /// How a value stands to the literal; none if it is of another type.
    fn order(&self, value: &Value, folds: &Folds) -> Option<Ordering> {
        match (&self.operand, value) {
            (Operand::Text(literal), _) => self.text(value, folds, |text| text.cmp(literal.as_str())),
            (Operand::Number(number), Value::Number(value)) => order_of_numbers(value, number),
            (Operand::Boolean(literal), Value::Bool(value)) => Some(value.cmp(literal)),
            (Operand::Instant(literal), Value::String(value)) => Some(instant(value)?.cmp(literal)),
            _ => None,
        }
    }

    /// What a test says of the value's text, as the attribute compares it.
    fn text<R>(&self, value: &Value, folds: &Folds, test: impl FnOnce(&str) -> R) -> Option<R> {
        let text = value.as_str()?;
        Some(if self.case_exact { test(text) } else { folds.look(text, test) })
    }
}

/// The folded texts of what is being looked at, each folded once however many terms ask for it: folding costs far more
/// than comparing.
///
/// A text goes by its address, which is its own as long as the evaluation borrows it.
#[derive(Default)]
struct Folds(RefCell<HashMap<*const str, String>>);

impl Folds {
    fn look<R>(&self, text: &str, test: impl FnOnce(&str) -> R) -> R {
        test(self.0.borrow_mut().entry(std::ptr::from_ref(text)).or_insert_with(|| fold(text)))
    }
}

/// What locations are relative to.
#[derive(Clone, Copy)]
enum Whole<'a> {
    Object(&'a Map<String, Value>),
    /// An element of a list of simple values, which goes by the name of `value`.
    Simple(&'a Value),
}

impl<'a> Whole<'a> {
    fn of(element: &'a Value) -> Self {
        match element {
            Value::Object(object) => Self::Object(object),
            simple => Self::Simple(simple),
        }
    }

    /// Whether any value at the location passes the test; what is null is no value.
    fn any(self, at: &Location, test: &dyn Fn(&Value) -> bool) -> bool {
        let value = match self {
            Self::Object(object) => match &at.extension {
                Some(urn) => object.get(urn).and_then(|extension| extension.get(&at.attribute)),
                None => object.get(&at.attribute),
            },
            Self::Simple(value) => (at.attribute == "value").then_some(value),
        };
        value.is_some_and(|value| any(value, at.sub.as_deref(), test))
    }
}

fn any(value: &Value, sub: Option<&str>, test: &dyn Fn(&Value) -> bool) -> bool {
    match (value, sub) {
        (Value::Array(elements), _) => elements.iter().any(|element| any(element, sub, test)),
        (Value::Object(object), Some(sub)) => object.get(sub).is_some_and(|value| any(value, None, test)),
        (Value::Null, _) | (_, Some(_)) => false,
        (value, None) => test(value),
    }
}

/// RFC 7644 §3.4.2.2 on `pr`: "a non-empty or non-null value, or […] a non-empty node for complex attributes".
fn has_content(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => !text.is_empty(),
        Value::Array(elements) => elements.iter().any(has_content),
        Value::Object(object) => object.values().any(has_content),
        Value::Bool(_) | Value::Number(_) => true,
    }
}

fn order_of_numbers(a: &Number, b: &Number) -> Option<Ordering> {
    match (a.as_i128(), b.as_i128()) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => a.as_f64()?.partial_cmp(&b.as_f64()?),
    }
}
