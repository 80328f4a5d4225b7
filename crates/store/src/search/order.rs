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
pub(super) struct Order {
    column: Column,
    descending: bool,
}

impl Order {
    /// That of a list which nobody sorted.
    pub(super) const BY_ID: Self = Self { column: ID, descending: false };

    /// The database's order, where its column holds exactly the keys that are compared.
    pub(super) fn of<T: Kind>(sort: &Sort<'_>) -> Option<Self> {
        let AttributePath { schema: extension, name: attribute, sub } = sort.path.clone();
        match T::place(&Location { extension, attribute, sub })? {
            Place::Column(column) => Some(Self { column, descending: sort.descending }),
            Place::List(_) => None,
        }
    }

    /// Whether the database can tell where the page begins. In a list of users and groups together, the place may be
    /// that of the other kind, whose attribute of this name holds something else.
    pub(super) fn reaches(self, page: &Page) -> bool {
        match page {
            Page::Cursor { after: Some(mark), .. } => {
                mark.key == Key::Missing || self.value(&mark.key).is_some()
            }
            Page::Cursor { after: None, .. } | Page::Index { .. } => true,
        }
    }

    /// Continues a statement so that it goes in this order.
    pub(super) fn write(self, to: &mut Statement) {
        // RFC 7644 §3.4.2.3: what has no value is "ordered last" if ascending and "first" if descending.
        let (missing, key) =
            if self.descending { (" IS NULL DESC, ", " DESC, r.id") } else { (" IS NULL, ", ", r.id") };
        if self.column == ID {
            to.sql(if self.descending { " ORDER BY r.id DESC" } else { " ORDER BY r.id" });
        } else {
            to.sql(" ORDER BY ").sql(self.column.name).sql(missing).sql(self.column.name).sql(key);
        }
    }

    /// Continues the conditions of a statement with: behind this place.
    pub(super) fn write_behind(self, mark: &Mark, to: &mut Statement) {
        let (column, further) = (self.column.name, if self.descending { " < " } else { " > " });
        match self.value(&mark.key) {
            // An id is a key that nobody else has.
            key if self.column == ID => {
                to.sql(" AND r.id").sql(further).value(key.unwrap_or_else(|| mark.id.clone().into()));
            }
            Some(key) => {
                to.sql(" AND (").sql(column).sql(further).value(key.clone());
                to.sql(" OR ").sql(column).sql(" = ").value(key).sql(" AND r.id > ").value(mark.id.clone());
                to.sql(if self.descending { ")" } else { " OR " });
                if !self.descending {
                    to.sql(column).sql(" IS NULL)");
                }
            }
            None => {
                to.sql(" AND (").sql(column).sql(" IS NULL AND r.id > ").value(mark.id.clone());
                to.sql(if self.descending { " OR " } else { ")" });
                if self.descending {
                    to.sql(column).sql(" IS NOT NULL)");
                }
            }
        }
    }

    /// A key as the column has it, if it can have it.
    fn value(self, key: &Key) -> Option<Value<'static>> {
        match (self.column.holds, key) {
            (Holds::Folded | Holds::Exact | Holds::Id, Key::Text(text)) => Some(text.clone().into()),
            (Holds::Truth, Key::Boolean(truth)) => Some((*truth).into()),
            (Holds::Time, Key::Instant(instant)) => Some(instant.as_millisecond().into()),
            _ => None,
        }
    }
}
