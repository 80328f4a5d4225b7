//! The orders that the database knows, and places in them.

use super::condition::{Column, Holds, Place};
use super::kind::{ID, Kind};
use super::statement::Statement;
use super::{Mark, Page, Sort};
use crate::engine::Value;
use scim::filter::Location;
use scim::path::AttributePath;
use scim::sort::Key;

/// An order that the database knows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// That of a list which nobody sorted.
    ById,
    /// By what a column holds.
    By(Column, Direction),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Ascending,
    Descending,
}

impl Order {
    /// The database's order, where its column holds exactly the keys that are compared.
    pub(super) fn of<T: Kind>(sort: &Sort<'_>) -> Option<Self> {
        let AttributePath { schema: extension, name: attribute, sub } = sort.path.clone();
        let direction = if sort.descending { Direction::Descending } else { Direction::Ascending };
        match T::place(&Location { extension, attribute, sub })? {
            Place::Column(column) => Some(Self::By(column, direction)),
            Place::List(_) => None,
        }
    }

    /// Whether the database can tell where the page begins. In a list of users and groups together, the place may be
    /// that of the other kind, whose attribute of this name holds something else.
    pub(super) fn reaches(self, page: &Page) -> bool {
        match (self, page) {
            (Self::By(column, _), Page::Cursor { after: Some(mark), .. }) => {
                mark.key == Key::Missing || value(column, &mark.key).is_some()
            }
            _ => true,
        }
    }

    /// Continues a statement so that it goes in this order.
    pub(super) fn write(self, to: &mut Statement) {
        // RFC 7644 §3.4.2.3: what has no value is "ordered last" if ascending and "first" if descending.
        let (column, missing, key) = match self {
            Self::ById | Self::By(ID, Direction::Ascending) => {
                to.sql(" ORDER BY r.id");
                return;
            }
            Self::By(ID, Direction::Descending) => {
                to.sql(" ORDER BY r.id DESC");
                return;
            }
            Self::By(column, Direction::Ascending) => (column.name, " IS NULL, ", ", r.id"),
            Self::By(column, Direction::Descending) => (column.name, " IS NULL DESC, ", " DESC, r.id"),
        };
        to.sql(" ORDER BY ").sql(column).sql(missing).sql(column).sql(key);
    }

    /// Continues the conditions of a statement with: behind this place.
    pub(super) fn write_behind(self, mark: &Mark, to: &mut Statement) {
        let id = mark.id.clone();
        let Self::By(column, direction) = self else {
            to.sql(" AND r.id > ").value(id);
            return;
        };
        let ascending = direction == Direction::Ascending;
        match value(column, &mark.key) {
            Some(key) => {
                if column == ID {
                    // Says nothing new, but where in the index to begin.
                    to.sql(if ascending { " AND r.id >= " } else { " AND r.id <= " }).value(key.clone());
                }
                let further = if ascending { " > " } else { " < " };
                to.sql(" AND (").sql(column.name).sql(further).value(key.clone());
                to.sql(" OR ").sql(column.name).sql(" = ").value(key).sql(" AND r.id > ").value(id);
                if ascending {
                    to.sql(" OR ").sql(column.name).sql(" IS NULL");
                }
            }
            None => {
                to.sql(" AND (").sql(column.name).sql(" IS NULL AND r.id > ").value(id);
                if !ascending {
                    to.sql(" OR ").sql(column.name).sql(" IS NOT NULL");
                }
            }
        }
        to.sql(")");
    }
}

/// A key as the column has it, if it can have it.
fn value(column: Column, key: &Key) -> Option<Value<'static>> {
    match (column.holds, key) {
        (Holds::Folded | Holds::Exact | Holds::Id, Key::Text(text)) => Some(text.clone().into()),
        (Holds::Truth, Key::Boolean(truth)) => Some((*truth).into()),
        (Holds::Time, Key::Instant(instant)) => Some(instant.as_millisecond().into()),
        _ => None,
    }
}
