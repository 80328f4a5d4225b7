//! The part of a filter that the database decides.

use super::statement::Statement;
use crate::engine::Value;
use scim::filter::{Bound, Comparison, Location, Operand, Operator};

/// A condition on a row `r` that holds exactly when the filter that it was made from does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Condition {
    /// All of them; none is true.
    All(Vec<Condition>),
    /// Any of them; none is false.
    Any(Vec<Condition>),
    /// Any of them, where an index knows each: the statement that reads ids, and what holds in any case.
    AnyLookUp { select_ids: &'static str, within: Vec<Condition>, look_ups: Vec<Condition> },
    /// The opposite.
    Not(Box<Condition>),
    /// A value that passes the tests.
    Column(Column, Vec<Test>),
    /// One value of a list that passes the tests.
    Listed(List, Vec<Test>),
    /// A text that is there and not empty.
    Present(Column),
}

/// A column of the row itself, which has one value or none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Folded text, for attributes that are not case exact.
    Folded,
    /// Text as it was sent, for attributes that are case exact.
    Exact,
    /// An id: text that is its own folded form.
    Id,
    /// True or false.
    Truth,
    /// Unix milliseconds.
    Time,
}

/// A table that holds values of the row: how a subquery of it begins, and the column in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct List {
    pub(super) subquery: &'static str,
    pub(super) column: Column,
}

/// Where a value is found in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the row.
    Column(Column),
    /// In a table of its own.
    List(List),
}

/// An operator and its right-hand side.
pub(super) type Test = (&'static str, Value<'static>);

/// Splits a filter: what the database decides exactly, and what remains to be evaluated on the rows that it lets
/// through.
pub(super) fn split(
    filter: &Bound,
    place: fn(&Location) -> Option<Place>,
) -> (Vec<Condition>, Option<Bound>) {
    let (mut conditions, mut remainder) = (Vec::new(), Vec::new());
    for term in terms(filter) {
        match exact(term, place) {
            Some(condition) => conditions.push(condition),
            None => {
                conditions.extend(implied(term, place));
                remainder.push(term.clone());
            }
        }
    }
    let remainder = match remainder.len() {
        0 | 1 => remainder.pop(),
        _ => Some(Bound::And(remainder)),
    };
    (conditions, remainder)
}

impl Condition {
    /// The same, but an alternative of look-ups becomes one statement for each. As alternatives within one statement,
    /// they would lose against the index that already has the order of ids, which means a walk through everybody.
    pub(super) fn looked_up(self, select_ids: &'static str, within: &[Condition]) -> Self {
        match self {
            Self::Any(look_ups) if !look_ups.is_empty() && look_ups.iter().all(Self::is_look_up) => {
                Self::AnyLookUp { select_ids, within: within.to_vec(), look_ups }
            }
            other => other,
        }
    }

    /// Whether few rows satisfy it, and an index knows which: every text that is compared has one.
    pub(super) fn is_look_up(&self) -> bool {
        let equal = |tests: &[Test]| tests.iter().any(|(operator, _)| *operator == " = ");
        match self {
            Self::Column(column, tests) => {
                matches!(column.holds, Holds::Folded | Holds::Exact | Holds::Id) && equal(tests)
            }
            Self::Listed(_, tests) => equal(tests),
            Self::All(conditions) => conditions.iter().any(Self::is_look_up),
            Self::Any(_) | Self::AnyLookUp { .. } | Self::Not(_) | Self::Present(_) => false,
        }
    }

    /// Writes the condition; `$1` is the organization.
    pub(super) fn write(&self, to: &mut Statement) {
        match self {
            Self::All(conditions) => joined(conditions, "TRUE", " AND ", to),
            Self::Any(conditions) => joined(conditions, "FALSE", " OR ", to),
            Self::AnyLookUp { select_ids, within, look_ups } => {
                to.sql("r.id IN (");
                for (index, look_up) in look_ups.iter().enumerate() {
                    to.sql(if index > 0 { " UNION ALL " } else { "" }).sql(select_ids);
                    for condition in within.iter().chain([look_up]) {
                        to.sql(" AND ");
                        condition.write(to);
                    }
                }
                to.sql(")");
            }
            Self::Not(inner) => {
                // A comparison with no value is unknown to SQL and false to SCIM, whose opposite is true.
                to.sql("NOT COALESCE(");
                inner.write(to);
                to.sql(", FALSE)");
            }
            Self::Column(column, tests) => tested(*column, tests, to),
            Self::Listed(list, tests) => {
                to.sql("r.id IN (").sql(list.subquery).sql(" AND ");
                tested(list.column, tests, to);
                to.sql(")");
            }
            Self::Present(column) => {
                to.sql("COALESCE(").sql(column.name).sql(", '') <> ''");
            }
        }
    }
}

fn joined(conditions: &[Condition], none: &'static str, between: &'static str, to: &mut Statement) {
    if conditions.is_empty() {
        to.sql(none);
        return;
    }
    to.sql("(");
    for (index, condition) in conditions.iter().enumerate() {
        to.sql(if index > 0 { between } else { "" });
        condition.write(to);
    }
    to.sql(")");
}

fn tested(column: Column, tests: &[Test], to: &mut Statement) {
    for (index, (operator, value)) in tests.iter().enumerate() {
        to.sql(if index > 0 { " AND " } else { "" }).sql(column.name).sql(operator).value(value.clone());
    }
}

/// What must all hold.
fn terms(filter: &Bound) -> Vec<&Bound> {
    match filter {
        Bound::And(inner) => inner.iter().flat_map(terms).collect(),
        term => vec![term],
    }
}

/// The condition that says exactly the same, if there is one.
fn exact(filter: &Bound, place: fn(&Location) -> Option<Place>) -> Option<Condition> {
    let all = |terms: &[Bound]| terms.iter().map(|term| exact(term, place)).collect::<Option<Vec<_>>>();
    match filter {
        Bound::And(terms) => all(terms).map(Condition::All),
        Bound::Or(terms) => all(terms).map(Condition::Any),
        Bound::Not(inner) => exact(inner, place).map(|inner| Condition::Not(Box::new(inner))),
        Bound::Compare(comparison) => compare(comparison, place(&comparison.at)?),
        Bound::Present(at) => match place(at)? {
            Place::Column(column) if matches!(column.holds, Holds::Folded | Holds::Exact | Holds::Id) => {
                Some(Condition::Present(column))
            }
            _ => None,
        },
        // One element with that value is the same as some element having it.
        Bound::Element(at, inner) => match &**inner {
            Bound::Compare(comparison) => {
                Some(comparison).filter(|c| c.operator != Operator::Ne)?;
                compare(comparison, place(&within(at, &comparison.at))?)
            }
            _ => None,
        },
    }
}

/// What holds at least, where the filter holds: of `emails[type eq "work" and value eq "x"]`, the value.
fn implied(filter: &Bound, place: fn(&Location) -> Option<Place>) -> Vec<Condition> {
    let Bound::Element(at, inner) = filter else { return Vec::new() };
    let term_in_element =
        |term: &&Bound| exact(&Bound::Element(at.clone(), Box::new((*term).clone())), place);
    terms(inner).iter().filter_map(term_in_element).collect()
}

/// A location inside an element, seen from the resource.
fn within(element: &Location, inner: &Location) -> Location {
    Location { sub: Some(inner.attribute.clone()), ..element.clone() }
}

fn compare(comparison: &Comparison, place: Place) -> Option<Condition> {
    let tests = |operator, column: Column| tests(comparison, operator, column.holds);
    match (place, comparison.operator) {
        (Place::Column(column), Operator::Ne) => {
            let equal = Condition::Column(column, tests(Operator::Eq, column)?);
            Some(Condition::Not(Box::new(equal)))
        }
        (Place::Column(column), operator) => Some(Condition::Column(column, tests(operator, column)?)),
        // `ne` is the opposite of `eq` only where there is one value.
        (Place::List(_), Operator::Ne) => None,
        (Place::List(list), operator) => Some(Condition::Listed(list, tests(operator, list.column)?)),
    }
}

/// The tests that a value of the column passes exactly if it compares; none where the database cannot tell.
fn tests(comparison: &Comparison, operator: Operator, holds: Holds) -> Option<Vec<Test>> {
    match (&comparison.operand, holds) {
        (Operand::Text(text), Holds::Folded) if !comparison.case_exact => text_tests(operator, text),
        (Operand::Text(text), Holds::Exact) if comparison.case_exact => text_tests(operator, text),
        (Operand::Text(text), Holds::Id) => text_tests(operator, text),
        (Operand::Boolean(truth), Holds::Truth) if operator == Operator::Eq => {
            Some(vec![(" = ", (*truth).into())])
        }
        (Operand::Instant(instant), Holds::Time) => time_tests(operator, instant.as_nanosecond()),
        _ => None,
    }
}

/// Text is ordered by code point on both sides: bytewise order of UTF-8 is that.
fn text_tests(operator: Operator, text: &str) -> Option<Vec<Test>> {
    let value = || Value::from(text.to_owned());
    match operator {
        Operator::Eq => Some(vec![(" = ", value())]),
        Operator::Gt => Some(vec![(" > ", value())]),
        Operator::Ge => Some(vec![(" >= ", value())]),
        Operator::Lt => Some(vec![(" < ", value())]),
        Operator::Le => Some(vec![(" <= ", value())]),
        Operator::Sw => {
            let mut tests = vec![(" >= ", value())];
            tests.extend(behind_all_with(text).map(|end| (" < ", Value::from(end))));
            Some(tests)
        }
        Operator::Ne | Operator::Co | Operator::Ew => None,
    }
}

/// The least text that is greater than every text that starts so; none if there is none.
pub(crate) fn behind_all_with(start: &str) -> Option<String> {
    let mut end = start.to_owned();
    while let Some(last) = end.pop() {
        // `succ` over characters leaves out the surrogates, which are none.
        if let Some(next) = (last..=char::MAX).nth(1) {
            end.push(next);
            return Some(end);
        }
    }
    None
}

/// Our times are whole milliseconds; the literal may lie between two of them.
fn time_tests(operator: Operator, nanos: i128) -> Option<Vec<Test>> {
    const NANOS: i128 = 1_000_000;
    let millis = i64::try_from(nanos.div_euclid(NANOS)).ok()?;
    let whole = nanos.rem_euclid(NANOS) == 0;
    let test = match operator {
        Operator::Eq if whole => (" = ", millis.into()),
        // No time is equal to it, and none is before the first.
        Operator::Eq => (" < ", i64::MIN.into()),
        Operator::Ge if whole => (" >= ", millis.into()),
        Operator::Gt | Operator::Ge => (" > ", millis.into()),
        Operator::Lt if whole => (" < ", millis.into()),
        Operator::Lt | Operator::Le => (" <= ", millis.into()),
        Operator::Ne | Operator::Co | Operator::Sw | Operator::Ew => return None,
    };
    Some(vec![test])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range_of_texts() {
        assert_eq!(behind_all_with("ab"), Some("ac".into()));
        assert_eq!(behind_all_with("a\u{10FFFF}"), Some("b".into()));
        assert_eq!(behind_all_with("\u{D7FF}"), Some("\u{E000}".into()));
        assert_eq!(behind_all_with("\u{10FFFF}"), None);
        assert_eq!(behind_all_with(""), None);
    }

    #[test]
    fn a_literal_between_two_milliseconds_is_rounded_to_the_right_side() {
        let of = |operator, nanos| time_tests(operator, nanos);
        assert_eq!(of(Operator::Gt, 1_500_000), Some(vec![(" > ", 1_i64.into())]));
        assert_eq!(of(Operator::Ge, 1_500_000), Some(vec![(" > ", 1_i64.into())]));
        assert_eq!(of(Operator::Ge, 2_000_000), Some(vec![(" >= ", 2_i64.into())]));
        assert_eq!(of(Operator::Lt, 1_500_000), Some(vec![(" <= ", 1_i64.into())]));
        assert_eq!(of(Operator::Lt, 2_000_000), Some(vec![(" < ", 2_i64.into())]));
        assert_eq!(of(Operator::Eq, 1_500_000), Some(vec![(" < ", i64::MIN.into())]));
        assert_eq!(of(Operator::Gt, -500_000), Some(vec![(" > ", (-1_i64).into())]));
    }
}
