//! Lists: filter, order, page. The only SQL that is put together at run time, and only from fragments in this program.
//!
//! The database decides what it can decide exactly. If that is the whole filter, it counts and pages too; otherwise
//! the rows that it lets through are read one after the other, and [`Bound::matches`] decides on each.

mod condition;
pub(crate) mod group_pages;
mod kind;
mod order;
pub(crate) mod people;
mod statement;

use crate::engine::Row;
use crate::ranges::List;
use crate::tx::list;
use crate::users::source_text;
use crate::{Document, Error, OrgTx};
pub(crate) use condition::behind_all_with;
use condition::{Column, Condition, Holds};
use directory::user::Source;
use directory::{Group, User};
use kind::Kind;
use order::Order;
use scim::ResourceType;
use scim::filter::{Bound, Gradual};
use scim::path::AttributePath;
use scim::sort::{self, Key};
use serde_json::{Map, Value};
use statement::Statement;
use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Rows that are evaluated at a time, when the filter asks for who is in what.
const CHUNK: usize = 256;
/// Who brought it in.
const SOURCE: Column = Column { name: "r.source", holds: Holds::Id };
/// Whether a group was there before its provider spoke of it.
const ADOPTED: Column = Column { name: "r.adopted", holds: Holds::Truth };
/// Rows that a look-up may find and still be one.
const FEW: u64 = 10;

/// What to find, in which order, and how much of it.
#[derive(Clone, Debug)]
pub struct Search<'a> {
    /// Only what this source brought in.
    pub source: Option<Source>,
    /// Only what satisfies this.
    pub filter: Option<Bound>,
    /// The order; by id where there is none.
    pub sort: Option<Sort<'a>>,
    /// Which part of it.
    pub page: Page,
}

/// An order (RFC 7644 §3.4.2.3). Resources with the same key are ordered by id.
#[derive(Clone, Debug)]
pub struct Sort<'a> {
    /// By which attribute: a path that [`sort::check`] let through.
    pub path: AttributePath,
    /// The resource type that the path belongs to.
    pub ty: &'a ResourceType,
    /// The greatest first.
    pub descending: bool,
}

/// Which part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// By position (RFC 7644 §3.4.2.4).
    Index {
        /// The first one, counted from 1.
        start: u64,
        /// How many at most.
        count: u64,
    },
    /// Behind a place that stays where it is (RFC 9865), whoever comes and goes.
    Cursor {
        /// The place of the last one that was seen; none to begin.
        after: Option<Mark>,
        /// How many at most.
        count: u64,
    },
}

/// The place of a resource in a list, which it may have left since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What [`Search::sort`] goes by; [`Key::Missing`] where there is no such order.
    pub key: Key,
    /// Its id.
    pub id: String,
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Found<T> {
    /// How many there are in all.
    pub total: u64,
    /// Those on the page.
    pub items: Vec<T>,
    /// Whether there are more behind them.
    pub more: bool,
}

impl Sort<'_> {
    /// What comes first of two keys.
    #[must_use]
    pub fn compare(&self, a: &Key, b: &Key) -> Ordering {
        if self.descending { b.cmp(a) } else { a.cmp(b) }
    }
}

impl OrgTx<'_> {
    fn built<R>(
        &self,
        statement: &Statement,
        read: impl Fn(&Row<'_>) -> Result<R, Error>,
    ) -> Result<Vec<R>, Error> {
        let mut rows = Vec::new();
        self.session.each_built(&statement.text, &statement.values, &mut |row| {
            rows.push(read(row)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    /// Finds users, as they are stored.
    pub fn search_users(&self, search: &Search<'_>) -> Result<Found<User<Document>>, Error> {
        find(self, search, None)
    }

    /// Finds groups.
    pub fn search_groups(&self, search: &Search<'_>) -> Result<Found<Group>, Error> {
        find(self, search, None)
    }

    /// Finds groups that were their source's from the beginning, so that nobody else has put anybody in.
    pub fn search_groups_of_their_own(&self, search: &Search<'_>) -> Result<Found<Group>, Error> {
        find(self, search, Some(Condition::Column(ADOPTED, vec![(" = ", false.into())])))
    }
}

fn find<T: Kind>(
    org: &OrgTx<'_>,
    search: &Search<'_>,
    besides: Option<Condition>,
) -> Result<Found<T>, Error> {
    let (mut conditions, remainder) = decided::<T>(search.filter.as_ref(), search.source);
    let is_all = search.filter.is_none() && besides.is_none();
    conditions.extend(besides);
    let sort = search.sort.as_ref();
    let whole = search.source.filter(|_| is_all);
    let list = whole.map(|source| List::new(org.org, T::RANGES, source));
    let finder = Finder { org, conditions, remainder, list };
    if sort.is_none()
        && let Some(found) = finder.look_up(&search.page)?
    {
        return Ok(found);
    }
    org.take_time()?;
    let order = sort.map_or(Some(Order::ById), Order::of::<T>).filter(|_| finder.remainder.is_none());
    match (order.filter(|order| order.reaches(&search.page)), sort) {
        (Some(order), _) => finder.page(&search.page, order),
        (None, Some(sort)) => finder.sorted(&search.page, sort),
        (None, None) => finder.evaluated(&search.page),
    }
}

/// What the database decides, and the rest of the filter.
fn decided<T: Kind>(filter: Option<&Bound>, source: Option<Source>) -> (Vec<Condition>, Option<Bound>) {
    let (filtered, remainder) = filter.map(|filter| condition::split(filter, T::place)).unwrap_or_default();
    let of_source: Vec<Condition> = source.map(of_source).into_iter().collect();
    let looked_up = |condition: Condition| condition.looked_up(T::SELECT_IDS, &of_source);
    let mut conditions: Vec<Condition> = filtered.into_iter().map(looked_up).collect();
    conditions.extend(of_source);
    (conditions, remainder)
}

fn of_source(source: Source) -> Condition {
    Condition::Column(SOURCE, vec![(" = ", source_text(source).into())])
}

struct Finder<'a> {
    org: &'a OrgTx<'a>,
    conditions: Vec<Condition>,
    remainder: Option<Bound>,
    /// The list that the ranges know, where nothing is left out of it.
    list: Option<List>,
}

impl Finder<'_> {
    /// All that there is, where an index knows who has a certain value and they are few.
    fn look_up<T: Kind>(&self, page: &Page) -> Result<Option<Found<T>>, Error> {
        let (Page::Index { start, count }, [looked_up, within @ ..]) = (page, self.conditions.as_slice())
        else {
            return Ok(None);
        };
        let is_of_source =
            |condition: &Condition| matches!(condition, Condition::Column(column, _) if *column == SOURCE);
        if self.remainder.is_some() || !looked_up.is_look_up() || !within.iter().all(is_of_source) {
            return Ok(None);
        }
        let mut rows = self.statement(T::SELECT);
        Order::ById.write(&mut rows);
        rows.sql(" LIMIT ").value(FEW + 1);
        let mut items = self.org.built(&rows, T::read)?;
        let total = u64::try_from(items.len()).unwrap_or(u64::MAX);
        if total > FEW {
            return Ok(None);
        }
        let place = |index: u64| usize::try_from(index).unwrap_or(usize::MAX).min(items.len());
        let (begin, end) =
            (place(start.saturating_sub(1)), place(start.saturating_sub(1).saturating_add(*count)));
        items.truncate(end);
        items.drain(..begin);
        Ok(Some(Found { total, items, more: end < usize::try_from(total).unwrap_or(usize::MAX) }))
    }

    /// A page that the database finds by itself.
    fn page<T: Kind>(&self, page: &Page, order: Order) -> Result<Found<T>, Error> {
        let mut ids = self.statement(T::SELECT_IDS);
        let mut total = None;
        let (before, count) = match page {
            Page::Index { start, count } => {
                let before = start.saturating_sub(1);
                let mut skipped = before;
                if let (Some(list), Order::ById) = (&self.list, order) {
                    let place = list.place(self.org.session, before)?;
                    ids.sql(" AND r.id >= ").value(place.first_id);
                    (skipped, total) = (place.skipped, Some(place.total));
                }
                order.write(&mut ids);
                ids.sql(" LIMIT ").value(count.saturating_add(1)).sql(" OFFSET ").value(skipped);
                (Some(before), *count)
            }
            Page::Cursor { after, count } => {
                if let Some(after) = after {
                    order.write_behind(after, &mut ids);
                }
                order.write(&mut ids);
                ids.sql(" LIMIT ").value(count.saturating_add(1));
                (after.is_none().then_some(0), *count)
            }
        };
        let mut rows = Statement { text: T::SELECT.to_owned(), values: ids.values };
        rows.sql(" AND r.id IN (").part(&ids.text).sql(")");
        order.write(&mut rows);
        let mut items = self.org.built(&rows, T::read)?;
        let more = u64::try_from(items.len()).is_ok_and(|found| found > count);
        items.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        // The end was seen, and it is known how many there are before: no need to count them.
        let found = u64::try_from(items.len()).unwrap_or(u64::MAX);
        let total = match (total, before) {
            (Some(total), _) => total,
            (None, Some(before)) if !more && (found > 0 || before == 0) => before + found,
            (None, _) => self.count::<T>()?,
        };
        Ok(Found { total, items, more })
    }

    fn count<T: Kind>(&self) -> Result<u64, Error> {
        if let Some(list) = &self.list {
            return list.total(self.org.session);
        }
        let counts = self.org.built(&self.statement(T::COUNT), |row| row.count(0))?;
        Ok(counts.into_iter().sum())
    }

    /// A page in the order of ids, of rows that are evaluated one by one.
    fn evaluated<T: Kind>(&self, page: &Page) -> Result<Found<T>, Error> {
        let mut found = Found { total: 0, items: Vec::new(), more: false };
        self.each_match(false, |item: T, _| {
            found.total += 1;
            let (reached, count) = match page {
                Page::Index { start, count } => (found.total >= *start, *count),
                Page::Cursor { after, count } => {
                    (after.as_ref().is_none_or(|after| item.id() > after.id), *count)
                }
            };
            if reached && u64::try_from(found.items.len()).is_ok_and(|held| held < count) {
                found.items.push(item);
            } else {
                found.more |= reached;
            }
        })?;
        Ok(found)
    }

    /// A page in an order that the database does not know: only keys and ids are held for all.
    fn sorted<T: Kind>(&self, page: &Page, sort: &Sort<'_>) -> Result<Found<T>, Error> {
        let mut keys: Vec<(Key, String)> = Vec::new();
        self.each_match(T::OF_MEMBERSHIP.contains(&&*sort.path.name), |item: T, attributes| {
            keys.push((sort::key(attributes, &sort.path, sort.ty), item.id()));
        })?;
        keys.sort_unstable_by(|(a, a_id), (b, b_id)| sort.compare(a, b).then_with(|| a_id.cmp(b_id)));
        let (start, count) = match page {
            Page::Index { start, count } => {
                (usize::try_from(start.saturating_sub(1)).unwrap_or(usize::MAX).min(keys.len()), *count)
            }
            Page::Cursor { after, count } => {
                let seen = |(key, id): &(Key, String)| {
                    let place = |mark: &Mark| sort.compare(key, &mark.key).then_with(|| id.cmp(&mark.id));
                    after.as_ref().is_some_and(|mark| place(mark).is_le())
                };
                (keys.partition_point(seen), *count)
            }
        };
        let end = start.saturating_add(usize::try_from(count).unwrap_or(usize::MAX)).min(keys.len());
        let ids: Vec<&str> = keys[start..end].iter().map(|(_, id)| id.as_str()).collect();
        let mut rows = Statement::new(T::SELECT, self.org.org);
        rows.sql(" AND r.id {among ").value(list(&ids)).sql("}");
        let mut items = self.org.built(&rows, T::read)?;
        let places: HashMap<&str, usize> = ids.iter().copied().zip(0..).collect();
        items.sort_by_key(|item| places.get(item.id().as_str()).copied());
        let total = u64::try_from(keys.len()).unwrap_or(u64::MAX);
        Ok(Found { total, items, more: end < keys.len() })
    }

    /// Goes through all that satisfies the whole filter, in the order of ids.
    fn each_match<T: Kind>(
        &self,
        membership: bool,
        mut each: impl FnMut(T, &Map<String, Value>),
    ) -> Result<(), Error> {
        let mentioned = |filter: &Bound| T::OF_MEMBERSHIP.iter().any(|attribute| filter.mentions(attribute));
        let membership = membership || self.remainder.as_ref().is_some_and(mentioned);
        let mut statement = self.statement(T::SELECT);
        Order::ById.write(&mut statement);
        let mut chunk: Vec<T> = Vec::new();
        let filter = self.remainder.as_ref();
        let mut decide = |chunk: &mut Vec<T>| {
            while !chunk.is_empty() {
                let attributes = T::attributes(chunk, self.org, membership)?;
                if attributes.is_empty() {
                    let item = chunk.remove(0);
                    let (mut gradual, mut first) = (filter.map(Gradual::new), None);
                    item.each_part(self.org, &mut |part| {
                        gradual.iter_mut().for_each(|gradual| gradual.see(&part));
                        first.get_or_insert(part);
                    })?;
                    if gradual.is_none_or(|gradual| gradual.holds()) {
                        // The order goes by the first of several values.
                        each(item, &first.unwrap_or_default());
                    }
                }
                for (item, attributes) in chunk.drain(..attributes.len()).zip(&attributes) {
                    if filter.is_none_or(|filter| filter.matches(attributes)) {
                        each(item, attributes);
                    }
                }
            }
            Ok(())
        };
        self.org.session.each_built(&statement.text, &statement.values, &mut |row| {
            chunk.push(T::read(row)?);
            if chunk.len() == CHUNK {
                decide(&mut chunk)?;
            }
            Ok(ControlFlow::Continue(()))
        })?;
        decide(&mut chunk)
    }

    fn statement(&self, select: &'static str) -> Statement {
        let mut statement = Statement::new(select, self.org.org);
        for condition in &self.conditions {
            statement.sql(" AND ");
            condition.write(&mut statement);
        }
        statement
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Session;
    use crate::{Tx, migrate};
    use directory::{Ids, Timestamp};
    use scim::filter::{Filter, Syntax};

    /// How the database goes about a page of users.
    fn plan(session: &Session, filter: &str) -> String {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let org = Tx::new(session).org(ids.id());
        let filter = Filter::parse(filter, Syntax::STRICT).unwrap().bind(&ResourceType::user()).unwrap();
        let (conditions, _) = decided::<User<Document>>(Some(&filter), Some(Source::Connection(ids.id())));
        let finder = Finder { org: &org, conditions, remainder: None, list: None };
        let mut statement = finder.statement(User::SELECT_IDS);
        Order::ById.write(&mut statement);
        statement.sql(" LIMIT ").value(101_u64).sql(" OFFSET ").value(0_u64);
        statement.text.insert_str(0, "EXPLAIN QUERY PLAN ");
        finder.org.built(&statement, |row| Ok(row.text(3)?.into_owned())).unwrap().join("\n")
    }

    #[test]
    fn what_providers_ask_for_is_found_by_its_index() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        migrate::run(&session).unwrap();
        session.begin_read().unwrap();
        for (filter, index) in [
            ("userName eq \"x\"", "(org_id=? AND user_name_key=?)"),
            ("externalId eq \"x\"", "users_by_external_id (org_id=? AND source=? AND external_id=?)"),
            ("displayName eq \"x\"", "users_by_display_name (org_id=? AND source=? AND display_name_key=?)"),
            ("manager.value eq \"x\"", "users_by_manager (org_id=? AND source=? AND manager_key=?)"),
            ("id eq \"x\"", "(org_id=? AND id=?)"),
            ("emails.value eq \"x\"", "user_emails_by_email (org_id=? AND email_key=?)"),
            (
                "emails[type eq \"work\" and value eq \"x\"]",
                "user_emails_by_email (org_id=? AND email_key=?)",
            ),
            ("groups.value eq \"x\"", "PRIMARY KEY (org_id=? AND group_id=?)"),
            ("userName eq \"x\" and active eq true", "(org_id=? AND user_name_key=?)"),
            ("userName eq \"x\" or userName eq \"y\"", "(org_id=? AND user_name_key=?)"),
            (
                "userName eq \"x\" or externalId eq \"y\"",
                "users_by_external_id (org_id=? AND source=? AND external_id=?)",
            ),
            ("emails.value eq \"x\" or id eq \"y\"", "user_emails_by_email (org_id=? AND email_key=?)"),
            (
                "active eq true and (userName eq \"x\" or manager.value eq \"y\" and active eq false)",
                "users_by_manager (org_id=? AND source=? AND manager_key=?)",
            ),
        ] {
            let plan = plan(&session, filter);
            assert!(plan.contains(index), "{filter}:\n{plan}");
            assert!(!plan.contains("users_by_source (org_id=? AND source=?)"), "{filter}:\n{plan}");
        }
    }
}
