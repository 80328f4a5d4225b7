//! The table of ranges: how many users or groups of a source have ids from here to the next range. They are how a list
//! knows its length and the place of its thousandth page without walking there.
//!
//! A range that grows beyond [`SIZE_MAX`] is cut in two. One that shrinks is not joined with its neighbour, and goes
//! when it is empty. So of a list that was long there may remain many small ranges, but never more than there were, and
//! to add them up costs no more than it did; what lies between a page's beginning and its end is read from the rows.

use crate::engine::{Session, statements, values};
use crate::users::source_text;
use crate::{Error, engine};
use directory::OrgId;
use directory::user::Source;
use std::ops::ControlFlow;

/// Most ids of a range. A million of them are five hundred ranges to add up, and a page then begins at most this many
/// ids further on; the one takes about as long as the other.
const SIZE_MAX: u64 = 2_048;

statements! {
    ADD = "UPDATE id_ranges SET size = size + 1
    WHERE org_id = $1 AND kind = $2 AND source = $3 AND size < $5 AND first_id = (
        SELECT i.first_id FROM id_ranges i
        WHERE i.org_id = $1 AND i.kind = $2 AND i.source = $3 AND i.first_id <= $4
        ORDER BY i.first_id DESC LIMIT 1)";

    ADD_LATER = "INSERT INTO id_ranges (org_id, kind, source, first_id, size)
    VALUES ($1, $2, $3, COALESCE((
        SELECT i.first_id FROM id_ranges i
        WHERE i.org_id = $1 AND i.kind = $2 AND i.source = $3 AND i.first_id <= $4
        ORDER BY i.first_id DESC LIMIT 1), ''), 1)
    ON CONFLICT (org_id, kind, source, first_id) DO UPDATE SET size = id_ranges.size + 1";

    ADD_MANY = "WITH r (org_id, kind, source, id) AS ({rows $1 TEXT, $2 TEXT, $3 TEXT, $4 TEXT})
    INSERT INTO id_ranges (org_id, kind, source, first_id, size)
    SELECT r.org_id, r.kind, r.source, COALESCE((
        SELECT i.first_id FROM id_ranges i
        WHERE i.org_id = r.org_id AND i.kind = r.kind AND i.source = r.source AND i.first_id <= r.id
        ORDER BY i.first_id DESC LIMIT 1), '') AS first_id, COUNT(*)
    FROM r GROUP BY 1, 2, 3, 4
    ON CONFLICT (org_id, kind, source, first_id) DO UPDATE SET size = id_ranges.size + excluded.size";

    REMOVE = "UPDATE id_ranges SET size = size - 1
    WHERE org_id = $1 AND kind = $2 AND source = $3 AND size > 1 AND first_id = (
        SELECT i.first_id FROM id_ranges i
        WHERE i.org_id = $1 AND i.kind = $2 AND i.source = $3 AND i.first_id <= $4
        ORDER BY i.first_id DESC LIMIT 1)";

    OF = "SELECT first_id, size FROM id_ranges
    WHERE org_id = $1 AND kind = $2 AND source = $3 AND first_id <= $4
    ORDER BY first_id DESC LIMIT 1";

    INSERT = "INSERT INTO id_ranges (org_id, kind, source, first_id, size) VALUES ($1, $2, $3, $4, $5)";

    CUT = "UPDATE id_ranges SET size = $5
    WHERE org_id = $1 AND kind = $2 AND source = $3 AND first_id = $4";

    DELETE = "DELETE FROM id_ranges WHERE org_id = $1 AND kind = $2 AND source = $3 AND first_id = $4";

    USER_AT = "SELECT id FROM users WHERE org_id = $1 AND source = $2 AND id >= $3
    ORDER BY id LIMIT 1 OFFSET $4";

    GROUP_AT = "SELECT id FROM directory_groups WHERE org_id = $1 AND source = $2 AND id >= $3
    ORDER BY id LIMIT 1 OFFSET $4";

    ALL = "SELECT size, first_id FROM id_ranges WHERE org_id = $1 AND kind = $2 AND source = $3
    ORDER BY first_id";

    TOTAL = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM id_ranges
    WHERE org_id = $1 AND kind = $2 AND source = $3";
}

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Users,
    Groups,
}

/// All users or all groups that a source brought in, in the order of their ids.
#[derive(Clone, Debug)]
pub(crate) struct List {
    org: OrgId,
    kind: Kind,
    source: String,
}

/// Where a page begins, in a list of that length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// How many there are in the list.
    pub(crate) total: u64,
    /// An id at or before the beginning of the page.
    pub(crate) first_id: String,
    /// How many to pass over, from that id on.
    pub(crate) skipped: u64,
}

impl List {
    pub(crate) fn new(org: OrgId, kind: Kind, source: Source) -> Self {
        Self { org, kind, source: source_text(source) }
    }

    /// Takes note of an id that has come; its row is there already.
    pub(crate) fn add(&self, session: &Session, id: &str) -> Result<(), Error> {
        // The end of an id is chance. So most need not wait for an answer, and a range is hardly ever cut much later than
        // it could be.
        if id.ends_with("00") {
            return self.add_to(session, id, SIZE_MAX);
        }
        let [org, kind, source] = self.values();
        // Many at once share the search for their range. For one alone that is a detour.
        if session.is_shared() {
            return session.insert(ADD_MANY, &[org, kind, source, id.into()], None);
        }
        session.execute_later(ADD_LATER, &[org, kind, source, id.into()])
    }

    /// Takes note of an id that has gone.
    pub(crate) fn remove(&self, session: &Session, id: &str) -> Result<(), Error> {
        let [org, kind, source] = self.values();
        if session.execute(REMOVE, &[org, kind, source, id.into()])? > 0 {
            return Ok(());
        }
        let (first_id, _) = self.range_of(session, id)?.ok_or_else(|| {
            Error::Broken(format!("The database does not count {id}, although it was there."))
        })?;
        let [org, kind, source] = self.values();
        session.execute(DELETE, &[org, kind, source, first_id.into()]).map(drop)
    }

    /// How many there are.
    pub(crate) fn total(&self, session: &Session) -> Result<u64, Error> {
        Ok(session.first(TOTAL, &self.values(), |row| row.count(0))?.unwrap_or(0))
    }

    /// The place behind so many.
    pub(crate) fn place(&self, session: &Session, before: u64) -> Result<Place, Error> {
        let mut place = Place { total: 0, first_id: String::new(), skipped: before };
        session.each(ALL, &self.values(), &mut |row| {
            // The last range that begins before the page, as no range is empty.
            if place.total <= before {
                place.first_id = row.text(1)?.into_owned();
                place.skipped = before - place.total;
            }
            place.total += row.count(0)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(place)
    }

    fn add_to(&self, session: &Session, id: &str, size_max: u64) -> Result<(), Error> {
        // What a statement returns the embedded database first collects in a table of its own, which takes longer than
        // the change. So the range is only asked for where it is full, or not there.
        let [org, kind, source] = self.values();
        if session.execute(ADD, &[org, kind, source, id.into(), size_max.into()])? > 0 {
            return Ok(());
        }
        match self.range_of(session, id)? {
            None => self.insert(session, "", 1),
            Some((first_id, size)) => self.cut(session, &first_id, size + 1, id),
        }
    }

    /// Cuts a range that becomes too large with this id.
    fn cut(&self, session: &Session, first_id: &str, size: u64, id: &str) -> Result<(), Error> {
        // Mostly ids come in ascending order. Ranges cut in the middle would then stay half empty.
        let last = self.id_at(session, first_id, size - 1)?;
        let (left, next) = match last {
            last if last == id => (size - 1, last),
            _ => (size / 2, self.id_at(session, first_id, size / 2)?),
        };
        let [org, kind, source] = self.values();
        session.execute(CUT, &[org, kind, source, first_id.into(), left.into()])?;
        self.insert(session, &next, size - left)
    }

    fn id_at(&self, session: &Session, first_id: &str, offset: u64) -> Result<String, Error> {
        let sql = match self.kind {
            Kind::Users => USER_AT,
            Kind::Groups => GROUP_AT,
        };
        let values = values![self.org, self.source.as_str(), first_id, offset];
        session
            .first(sql, values, |row| Ok(row.text(0)?.into_owned()))?
            .ok_or_else(|| Error::Broken("The database counts more users or groups than it has.".to_owned()))
    }

    /// The range that an id is in: where it begins and its size.
    fn range_of(&self, session: &Session, id: &str) -> Result<Option<(String, u64)>, Error> {
        let [org, kind, source] = self.values();
        let values = [org, kind, source, id.into()];
        session.first(OF, &values, |row| Ok((row.text(0)?.into_owned(), row.count(1)?)))
    }

    fn insert(&self, session: &Session, first_id: &str, size: u64) -> Result<(), Error> {
        let [org, kind, source] = self.values();
        session.execute(INSERT, &[org, kind, source, first_id.into(), size.into()]).map(drop)
    }

    fn values(&self) -> [engine::Value<'_>; 3] {
        let kind = match self.kind {
            Kind::Users => "User",
            Kind::Groups => "Group",
        };
        [self.org.into(), kind.into(), self.source.as_str().into()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::parse_source;
    use crate::{OrgTx, Page, Search, Tx, migrate};
    use directory::{ConnectionId, Ids, Timestamp};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const SIZE_MAX: u64 = 4;
    const INSERT_USER: &str = "INSERT INTO users
        (org_id, id, source, user_name_key, version, created, last_modified, display, resource)
        VALUES ($1, $2, $3, $2, 1, 0, 0, '', '{}')";
    const INSERT_GROUP: &str = "INSERT INTO directory_groups
        (org_id, id, source, display_name_key, version, created, last_modified, display, resource)
        VALUES ($1, $2, $3, $2, 1, 0, 0, '', '{}')";

    /// A list, and what should be in it.
    struct Model {
        list: List,
        ids: BTreeSet<String>,
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whoever is named comes, and goes when named again.
        #[test]
        fn ranges_say_what_the_rows_are(
            named in proptest::collection::vec((0..3_usize, 0..40_u8), 1..120),
            ascending in any::<bool>(),
        ) {
            let folder = tempfile::tempdir().unwrap();
            let session = Session::open(&folder.path().join("test.db")).unwrap();
            migrate::run(&session).unwrap();
            session.begin_write().unwrap();
            let (org, mut lists) = lists(&session);
            for (step, (list, number)) in named.into_iter().enumerate() {
                // Lists that mostly grow at their end are cut there, and others in the middle.
                let number = if ascending && step < 40 { u8::try_from(step).unwrap() } else { number };
                lists[list].toggle(&session, number);
                lists[list].check(&org);
            }
        }
    }

    #[test]
    fn lists_that_grow_at_their_end_have_full_ranges() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(&folder.path().join("test.db")).unwrap();
        migrate::run(&session).unwrap();
        session.begin_write().unwrap();
        let (_, [mut list, ..]) = lists(&session);
        (0..10).for_each(|number| list.toggle(&session, number));
        let sizes: Vec<u64> = list.ranges(&session).into_iter().map(|(_, size)| size).collect();
        assert_eq!(sizes, [4, 4, 2]);
    }

    /// Users of two sources and groups of one.
    fn lists(session: &Session) -> (OrgTx<'_>, [Model; 3]) {
        let mut ids = Ids::new(Timestamp::from_millis(0), [0; 32]);
        let org = Tx::new(session).org(ids.id());
        let connection = Source::Connection(ids.id::<ConnectionId>());
        let lists = [(Kind::Users, connection), (Kind::Users, Source::Local), (Kind::Groups, connection)]
            .map(|(kind, source)| Model { list: List::new(org.org, kind, source), ids: BTreeSet::new() });
        (org, lists)
    }

    impl Model {
        fn toggle(&mut self, session: &Session, number: u8) {
            // Of the two lists of users, nobody is in both.
            let other = u8::from(self.list.source.is_empty());
            let id = format!("01900000-0000-7000-8000-0000{other:02x}0000{number:02x}");
            let (insert, delete) = match self.list.kind {
                Kind::Users => (INSERT_USER, "DELETE FROM users WHERE org_id = $1 AND id = $2"),
                Kind::Groups => (INSERT_GROUP, "DELETE FROM directory_groups WHERE org_id = $1 AND id = $2"),
            };
            if self.ids.remove(&id) {
                session.execute(delete, values![self.list.org, id.as_str()]).unwrap();
                self.list.remove(session, &id).unwrap();
            } else {
                let source = self.list.source.as_str();
                session.execute(insert, values![self.list.org, id.as_str(), source]).unwrap();
                self.list.add_to(session, &id, SIZE_MAX).unwrap();
                self.ids.insert(id);
            }
        }

        fn ranges(&self, session: &Session) -> Vec<(String, u64)> {
            let read = |row: &engine::Row<'_>| Ok((row.text(1)?.into_owned(), row.count(0)?));
            session.query(ALL, &self.list.values(), read).unwrap()
        }

        fn check(&self, org: &OrgTx<'_>) {
            let ranges = self.ranges(org.session);
            let ends = ranges.iter().skip(1).map(|(first_id, _)| Some(first_id)).chain([None]);
            let mut counted = 0;
            for ((first_id, size), end) in ranges.iter().zip(ends) {
                let within = |id: &&String| *id >= first_id && end.is_none_or(|end| *id < end);
                assert_eq!(self.ids.iter().filter(within).count() as u64, *size, "{ranges:?}");
                assert!((1..=SIZE_MAX).contains(size), "{ranges:?}");
                counted += size;
            }
            let ids: Vec<&String> = self.ids.iter().collect();
            assert_eq!(counted, ids.len() as u64, "{ranges:?}");
            for before in 0..=ids.len() + 1 {
                let shown: Vec<&String> = ids.iter().copied().skip(before).take(3).collect();
                let (total, found, more) = self.page(org, before as u64 + 1, 3);
                assert_eq!(found.iter().collect::<Vec<_>>(), shown, "behind {before} in {ranges:?}");
                assert_eq!((total, more), (ids.len() as u64, before + 3 < ids.len()), "{ranges:?}");
            }
        }

        fn page(&self, org: &OrgTx<'_>, start: u64, count: u64) -> (u64, Vec<String>, bool) {
            let page = Page::Index { start, count };
            let search = Search { source: parse_source(&self.list.source), filter: None, sort: None, page };
            match self.list.kind {
                Kind::Users => {
                    let found = org.search_users(&search).unwrap();
                    (found.total, found.items.iter().map(|user| user.id.to_string()).collect(), found.more)
                }
                Kind::Groups => {
                    let found = org.search_groups(&search).unwrap();
                    (found.total, found.items.iter().map(|group| group.id.to_string()).collect(), found.more)
                }
            }
        }
    }
}
