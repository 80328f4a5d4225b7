//! Pages of users, as administrators look for them.
//!
//! All that such a page is filtered and sorted by stands in one index, `users_listed`, so that at worst that is walked
//! through, and only those are read who are shown. Where that would be a waste, another index has the order, or knows the
//! few who are meant.

mod keys;
mod query;
#[cfg(test)]
mod tests;

pub use query::{InvitationKind, PeopleOrder, PeopleQuery, StatusKind};

use super::statement::Statement;
use crate::engine::{statements, values};
use crate::invitations::{self, Invitee};
use crate::leaf::{Leaf, Sorted, Spot, Total, Turn, leaf};
use crate::tx::list;
use crate::users::{login_key, parse_source, source_text};
use crate::{Error, OrgTx};
use directory::guard::Wish;
use directory::user::Source;
use directory::{Stage, Status, Timestamp, UserId};
use keys::{Column, Keys, Start};
pub(super) use query::containing;
use std::cmp::Ordering;
use std::collections::HashMap;

/// Most users who are sorted here instead of being found in their order.
const FEW: u64 = 1_000;
/// Rows that are read in the hope that those who are found are among them.
const NEAR: u64 = 1_000;

statements! {
    // The index of those who are not confirmed is only used where the statement says so.
    COUNT_OF_STATUS = "SELECT count(*) FROM users
    WHERE org_id = $1 AND status <> 'confirmed' AND status {among $2} AND (source = $3 OR $3 IS NULL)";

    TOTAL = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM id_ranges
    WHERE org_id = $1 AND kind = 'User' AND (source = $2 OR $2 IS NULL)";

    SOURCES = "SELECT DISTINCT source FROM id_ranges WHERE org_id = $1 AND kind = 'User'";

    WITH_KEYS = "SELECT u.id, u.source, u.version, u.created, u.last_modified, u.resource, u.status, u.protected,
        i.user_id, i.created, i.expires, i.links, i.sent, i.reminders, i.next_reminder, u.search_key
    FROM users u LEFT JOIN invitations i ON i.org_id = u.org_id AND i.user_id = u.id
    WHERE u.org_id = $1 AND u.search_key {among $2}";
}

const SELECT_KEYS: &str = "SELECT r.search_key, r.login_key, r.created, r.last_modified";
const SELECT_NEAR: &str = "SELECT r.search_key, r.login_key, r.created, r.last_modified FROM (
    SELECT n.search_key, n.login_key, n.created, n.last_modified, n.source, n.status, n.protected, n.invited_until,
        n.user_name_key
    FROM users n WHERE n.org_id = $1";
/// As its index has nobody who is confirmed, it is only used where the statement says the same.
const SELECT_UNCONFIRMED: &str = "SELECT s.id FROM users s WHERE s.org_id = $1 AND s.status <> 'confirmed'";
const COUNT: &str = "SELECT count(*)";
const SELECT_IDS: &str = "SELECT r.id, r.search_key";
/// Where [`WITH_KEYS`] has the key.
const SEARCH_KEY: usize = 15;

/// A page of users.
#[derive(Clone, Debug, PartialEq)]
pub struct People {
    /// Those on the page.
    pub leaf: Leaf<ListedUser>,
    /// How many are found in all.
    pub total: Total,
}

/// Somebody on a page.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedUser {
    /// Who it is.
    pub invitee: Invitee,
    /// By what they are sorted, but for their userName and times: it tells where the next page begins.
    pub search_key: String,
}

impl OrgTx<'_> {
    /// A page of users, at most so many, as they are found at that time.
    pub fn people(
        &self,
        query: &PeopleQuery,
        order: Sorted<PeopleOrder>,
        turn: &Turn<UserId>,
        (count, now): (u64, Timestamp),
    ) -> Result<People, Error> {
        Finder { org: self, query, now, order, few_max: FEW }.page(turn, count)
    }

    /// How many a query finds, exactly, which can take long.
    pub fn people_count(&self, query: &PeopleQuery, now: Timestamp) -> Result<u64, Error> {
        self.take_time()?;
        let mut count = query.select(COUNT, self.org);
        query.write(now, &mut count);
        Ok(self.built(&count, |row| row.count(0))?.first().copied().unwrap_or_default())
    }

    /// How many of those are held of whom a provider wants that they are removed, which can take long as well.
    pub fn held_removals_count(&self, query: &PeopleQuery, now: Timestamp) -> Result<u64, Error> {
        self.take_time()?;
        let query = PeopleQuery { held: true, ..query.clone() };
        let mut count = query.select(COUNT, self.org);
        count.sql(" AND h.wish = ").value(Wish::Remove.as_str());
        query.write(now, &mut count);
        Ok(self.built(&count, |row| row.count(0))?.first().copied().unwrap_or_default())
    }

    /// The ids of some of those whom a query finds, each with the place behind which the next ones are found. Whoever walks
    /// through all of them so may change and remove people meanwhile; somebody who gets another name may be missed.
    pub fn people_ids(
        &self,
        query: &PeopleQuery,
        now: Timestamp,
        after: Option<&str>,
        count: u64,
    ) -> Result<Vec<(UserId, String)>, Error> {
        self.take_time()?;
        let mut ids = query.select(SELECT_IDS, self.org);
        query.write(now, &mut ids);
        if let Some(after) = after {
            ids.sql(" AND r.search_key > ").value(after.to_owned());
        }
        ids.sql(" ORDER BY r.search_key LIMIT ").value(count);
        self.built(&ids, |row| Ok((row.parsed(0, UserId::parse)?, row.text(1)?.into_owned())))
    }
}

struct Finder<'a> {
    org: &'a OrgTx<'a>,
    query: &'a PeopleQuery,
    now: Timestamp,
    order: Sorted<PeopleOrder>,
    /// Most users who are sorted here.
    few_max: u64,
}

impl Finder<'_> {
    /// A page, at most so many.
    fn page(&self, turn: &Turn<UserId>, count: u64) -> Result<People, Error> {
        let is_short = self.is_everybody();
        if !is_short {
            self.org.take_time()?;
        }
        let counted = self.counted()?;
        let few = if is_short { None } else { self.few(counted)? };
        let start = self.start(turn);
        let turn = if start.is_some() { turn.clone() } else { Turn::Beginning };
        let leaf = leaf(&turn, count, |turn| {
            let start = start.as_ref().filter(|_| turn.spot().is_some());
            let read = count.saturating_add(1);
            let keys = match &few {
                Some(few) => self.among(few, start, turn, read),
                None => self.behind(start, turn, read)?,
            };
            self.with_keys(&keys)
        })?;
        let total = match (counted, few) {
            (Some(counted), _) => Total::Exactly(counted),
            (None, Some(few)) => Total::Exactly(u64::try_from(few.len()).unwrap_or(u64::MAX)),
            (None, None) => Total::MoreThan(self.few_max),
        };
        Ok(People { leaf, total })
    }

    /// Whether nobody is left out.
    fn is_everybody(&self) -> bool {
        self.is_everybody_of_a_source() && self.query.source.is_none()
    }

    /// Whether nobody is left out for anything but their source.
    fn is_everybody_of_a_source(&self) -> bool {
        let PeopleQuery { text, status, invitation, source: _, protected, held } = self.query;
        let is_any = status.is_none() && invitation.is_none() && !protected && !held;
        is_any && containing(text).is_none()
    }

    /// How many are found in all, where that is known without looking at each.
    fn counted(&self) -> Result<Option<u64>, Error> {
        let query = self.query;
        if query.protected || query.held || query.invitation.is_some() || containing(&query.text).is_some() {
            return Ok(None);
        }
        let total = || {
            let values = values![self.org.org, query.source.map(source_text)];
            Ok(self.org.session.first(TOTAL, values, |row| row.count(0))?.unwrap_or_default())
        };
        Ok(Some(match query.status {
            None => total()?,
            Some(StatusKind::Confirmed) => {
                let all = Status::ALL.into_iter();
                let others = all.filter(|status| StatusKind::of(*status) != StatusKind::Confirmed);
                total()?.saturating_sub(self.of_status(others)?)
            }
            Some(kind) => self.of_status(kind.statuses())?,
        }))
    }

    fn of_status(&self, statuses: impl Iterator<Item = Status>) -> Result<u64, Error> {
        let source = self.query.source.map(source_text);
        let values = values![self.org.org, list(statuses), source];
        Ok(self.org.session.first(COUNT_OF_STATUS, values, |row| row.count(0))?.unwrap_or_default())
    }

    /// All who are found, in their order, if they are few and it is not known already that they are not.
    fn few(&self, counted: Option<u64>) -> Result<Option<Vec<Keys>>, Error> {
        if counted.is_some_and(|counted| counted > self.few_max) {
            return Ok(None);
        }
        let mut found = self.org.built(&self.keys_of_few(self.is_rare()?), Keys::read)?;
        if u64::try_from(found.len()).is_ok_and(|found| found > self.few_max) {
            return Ok(None);
        }
        found.sort_unstable_by(|a, b| self.compare(a, b));
        Ok(Some(found))
    }

    /// They are looked for among those of their status, where that is rare.
    fn keys_of_few(&self, is_rare: bool) -> Statement {
        let mut keys = self.query.select(SELECT_KEYS, self.org.org);
        if is_rare {
            keys.sql(" AND r.id IN (").sql(SELECT_UNCONFIRMED);
            self.query.write_statuses("s.status", &mut keys);
            keys.sql(")");
        }
        self.query.write(self.now, &mut keys);
        keys.sql(" LIMIT ").value(self.few_max + 1);
        keys
    }

    /// Whether few stand where those who are meant can stand.
    fn is_rare(&self) -> Result<bool, Error> {
        let Some(statuses) = self.query.statuses() else { return Ok(false) };
        let is_confirmed = statuses.contains(&Status::On(Stage::Confirmed));
        Ok(!is_confirmed && self.of_status(statuses.into_iter())? <= self.few_max)
    }

    /// Those of the few who stand behind the place where a page starts, in the direction of the page.
    fn among(&self, few: &[Keys], start: Option<&Start>, turn: &Turn<UserId>, count: u64) -> Vec<Keys> {
        let count = usize::try_from(count).unwrap_or(usize::MAX);
        let further = |keys: &&Keys| match start.map(|start| self.compare(keys, &start.keys)) {
            None => true,
            Some(place) if turn.is_backwards() => place.is_lt(),
            Some(place) => place.is_gt(),
        };
        if turn.is_backwards() {
            few.iter().rev().filter(further).take(count).cloned().collect()
        } else {
            few.iter().filter(further).take(count).cloned().collect()
        }
    }

    /// The same of all whom the database finds.
    fn behind(&self, start: Option<&Start>, turn: &Turn<UserId>, count: u64) -> Result<Vec<Keys>, Error> {
        if self.order.by == PeopleOrder::UserName && !self.is_everybody() && !self.query.held {
            // Where many are found, enough of them are mostly near.
            let near = self.org.built(&self.keys_near(start, turn, count), Keys::read)?;
            if u64::try_from(near.len()) == Ok(count) {
                return Ok(near);
            }
        }
        if self.order.by == PeopleOrder::LastModified && self.is_everybody_of_a_source() {
            return self.changed(start, turn, count);
        }
        self.org.built(&self.keys_behind(start, turn, count), Keys::read)
    }

    /// The same of those of each source by the time of the last change, of which an index has that order.
    fn changed(&self, start: Option<&Start>, turn: &Turn<UserId>, count: u64) -> Result<Vec<Keys>, Error> {
        let sources = match self.query.source {
            Some(source) => vec![source],
            None => {
                self.org.session.query(SOURCES, values![self.org.org], |row| row.parsed(0, parse_source))?
            }
        };
        let mut found = Vec::new();
        for source in sources {
            found.extend(self.org.built(&self.keys_changed(source, start, turn, count), Keys::read)?);
        }
        found.sort_unstable_by(|a, b| self.compare(a, b));
        if turn.is_backwards() {
            found.reverse();
        }
        found.truncate(usize::try_from(count).unwrap_or(usize::MAX));
        Ok(found)
    }

    fn keys_changed(
        &self,
        source: Source,
        start: Option<&Start>,
        turn: &Turn<UserId>,
        count: u64,
    ) -> Statement {
        let mut keys = self.query.select(SELECT_KEYS, self.org.org);
        keys.sql(" AND r.source = ").value(source_text(source));
        if let Some(start) = start {
            // Where to begin in the index, which knows no names.
            keys.sql(if self.ascends(turn) {
                " AND r.last_modified >= "
            } else {
                " AND r.last_modified <= "
            });
            keys.value(start.keys.last_modified);
        }
        self.write_place(start, turn, &mut keys);
        keys.sql(" LIMIT ").value(count);
        keys
    }

    /// Those among the next ones in the order of userNames, which an index has.
    fn keys_near(&self, start: Option<&Start>, turn: &Turn<UserId>, count: u64) -> Statement {
        let ascending = self.ascends(turn);
        let order = if ascending { " ORDER BY n.user_name_key" } else { " ORDER BY n.user_name_key DESC" };
        let mut keys = Statement::new(SELECT_NEAR, self.org.org);
        if let Some(start) = start {
            keys.sql(if ascending { " AND n.user_name_key > " } else { " AND n.user_name_key < " });
            keys.value(Column::UserName.value(start));
        }
        keys.sql(order).sql(" LIMIT ").value(NEAR).sql(") r WHERE TRUE");
        self.query.write(self.now, &mut keys);
        keys.sql(if ascending { " ORDER BY r.user_name_key" } else { " ORDER BY r.user_name_key DESC" });
        keys.sql(" LIMIT ").value(count);
        keys
    }

    fn keys_behind(&self, start: Option<&Start>, turn: &Turn<UserId>, count: u64) -> Statement {
        let mut keys = self.query.select(SELECT_KEYS, self.org.org);
        self.query.write(self.now, &mut keys);
        self.write_place(start, turn, &mut keys);
        keys.sql(" LIMIT ").value(count);
        keys
    }

    /// Continues the conditions of a statement with the place where a page starts, and with the order.
    fn write_place(&self, start: Option<&Start>, turn: &Turn<UserId>, keys: &mut Statement) {
        let (ascending, columns) = (self.ascends(turn), self.columns());
        if let Some(start) = start {
            for (number, column) in columns.iter().enumerate() {
                keys.sql(if number == 0 { " AND (" } else { ", " }).sql(column.name());
            }
            keys.sql(if ascending { ") > (" } else { ") < (" });
            for (number, column) in columns.iter().enumerate() {
                keys.sql(if number == 0 { "" } else { ", " }).value(column.value(start));
            }
            keys.sql(")");
        }
        for (number, column) in columns.iter().enumerate() {
            keys.sql(if number == 0 { " ORDER BY " } else { ", " }).sql(column.name());
            keys.sql(if ascending { "" } else { " DESC" });
        }
    }

    /// By what the database sorts.
    fn columns(&self) -> &'static [Column] {
        match self.order.by {
            // Two indexes that are there anyway have the order of everybody: the time when somebody came begins their id.
            PeopleOrder::UserName if self.is_everybody() => &[Column::UserName],
            PeopleOrder::Created if self.is_everybody() => &[Column::Id],
            PeopleOrder::Name => &[Column::Search],
            PeopleOrder::UserName => &[Column::Login],
            PeopleOrder::Created => &[Column::Created, Column::Search],
            PeopleOrder::LastModified => &[Column::LastModified, Column::Search],
        }
    }

    /// Whether the page is read from the least on.
    fn ascends(&self, turn: &Turn<UserId>) -> bool {
        self.order.descending == turn.is_backwards()
    }

    /// The place where a page starts, if it is not the beginning: that which somebody had when they were shown.
    fn start(&self, turn: &Turn<UserId>) -> Option<Start> {
        let Spot { value, id, text } = turn.spot()?;
        let is_by_text = matches!(self.order.by, PeopleOrder::Name | PeopleOrder::UserName);
        if is_by_text && text.is_empty() {
            return None;
        }
        let keys = Keys {
            search: text.clone(),
            login: login_key(text.clone(), *id),
            created: *value,
            last_modified: *value,
        };
        Some(Start { keys, user_name: text.clone(), id: *id })
    }

    fn with_keys(&self, keys: &[Keys]) -> Result<Vec<ListedUser>, Error> {
        let values = values![self.org.org, list(keys.iter().map(|keys| &keys.search))];
        let mut found: HashMap<String, Invitee> = HashMap::with_capacity(keys.len());
        for (key, invitee) in self.org.session.query(WITH_KEYS, values, |row| {
            Ok((row.text(SEARCH_KEY)?.into_owned(), invitations::read_invitee(row)?))
        })? {
            found.insert(key, invitee);
        }
        let listed = |keys: &Keys| {
            let search_key = keys.search.clone();
            Some(ListedUser { invitee: found.remove(&search_key)?, search_key })
        };
        Ok(keys.iter().filter_map(listed).collect())
    }

    fn compare(&self, a: &Keys, b: &Keys) -> Ordering {
        let by_name = || a.search.cmp(&b.search);
        let ascending = match self.order.by {
            PeopleOrder::Name => by_name(),
            PeopleOrder::UserName => a.login.cmp(&b.login),
            PeopleOrder::Created => a.created.cmp(&b.created).then_with(by_name),
            PeopleOrder::LastModified => a.last_modified.cmp(&b.last_modified).then_with(by_name),
        };
        if self.order.descending { ascending.reverse() } else { ascending }
    }
}
