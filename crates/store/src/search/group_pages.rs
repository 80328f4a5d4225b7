//! Pages of groups, as administrators look for them.

use super::people::containing;
use super::statement::Statement;
use crate::engine::{Value, statements, values};
use crate::leaf::{Leaf, Sorted, Turn, leaf};
use crate::users::source_text;
use crate::{Error, OrgTx, groups};
use directory::user::Source;
use directory::{Group, GroupId};

statements! {
    TOTAL = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM id_ranges
    WHERE org_id = $1 AND kind = 'Group' AND (source = $2 OR $2 IS NULL)";

    NAME_OF = "SELECT display_name_key, source FROM directory_groups WHERE org_id = $1 AND id = $2";

    ONE = "SELECT id, source, version, created, last_modified, resource, adopted, member_count FROM directory_groups
    WHERE org_id = $1 AND id = $2";
}

const SELECT: &str =
    "SELECT r.id, r.source, r.version, r.created, r.last_modified, r.resource, r.adopted, r.member_count
    FROM directory_groups r WHERE r.org_id = $1";
const SELECT_IDS: &str = "SELECT r.id FROM directory_groups r WHERE r.org_id = $1";
const COUNT: &str = "SELECT count(*) FROM directory_groups r WHERE r.org_id = $1";
/// Where they have the number of members.
const MEMBERS: usize = 7;

/// Which groups to find.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupsQuery {
    /// Part of the name; blank for all.
    pub text: String,
    /// Only those that this source brought in.
    pub source: Option<Source>,
}

/// By what groups are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupsOrder {
    /// By displayName.
    Name,
    /// By when their attributes or members last changed.
    LastModified,
    /// By how many members they have.
    Members,
}

/// A group and its size.
#[derive(Clone, Debug, PartialEq)]
pub struct CountedGroup {
    /// The group.
    pub group: Group,
    /// How many members it has.
    pub members: u64,
}

impl OrgTx<'_> {
    /// A page of groups, at most so many, and how many are found in all.
    pub fn group_page(
        &self,
        query: &GroupsQuery,
        order: Sorted<GroupsOrder>,
        turn: &Turn<GroupId>,
        count: u64,
    ) -> Result<(Leaf<CountedGroup>, u64), Error> {
        self.take_time()?;
        let finder = Finder { org: self, query, order };
        let start = finder.start(turn)?;
        let turn = if start.is_some() { turn.clone() } else { Turn::Beginning };
        let leaf = leaf(&turn, count, |turn| {
            let start = start.as_ref().filter(|_| turn.spot().is_some());
            finder.read(start, turn, count.saturating_add(1))
        })?;
        Ok((leaf, finder.total()?))
    }

    /// A group and its size.
    pub fn counted_group(&self, id: GroupId) -> Result<Option<CountedGroup>, Error> {
        self.session.first(ONE, values![self.org, id], read)
    }
}

struct Finder<'a> {
    org: &'a OrgTx<'a>,
    query: &'a GroupsQuery,
    order: Sorted<GroupsOrder>,
}

impl Finder<'_> {
    fn read(
        &self,
        start: Option<&[Value<'static>; 2]>,
        turn: &Turn<GroupId>,
        count: u64,
    ) -> Result<Vec<CountedGroup>, Error> {
        let ascending = self.order.descending == turn.is_backwards();
        let mut ids = Statement::new(SELECT_IDS, self.org.org);
        self.filter(&mut ids);
        let [first, second] = self.columns();
        if let Some([a, b]) = start {
            ids.sql(" AND (").sql(first).sql(", ").sql(second);
            ids.sql(if ascending { ") > (" } else { ") < (" });
            ids.value(a.clone()).sql(", ").value(b.clone()).sql(")");
        }
        let direction = if ascending { "" } else { " DESC" };
        let ordered = |to: &mut Statement| {
            to.sql(" ORDER BY ").sql(first).sql(direction).sql(", ").sql(second).sql(direction);
        };
        ordered(&mut ids);
        ids.sql(" LIMIT ").value(count);
        let mut rows = Statement { text: SELECT.to_owned(), values: ids.values };
        rows.sql(" AND r.id IN (").part(&ids.text).sql(")");
        ordered(&mut rows);
        self.org.built(&rows, read)
    }

    fn total(&self) -> Result<u64, Error> {
        if containing(&self.query.text).is_none() {
            let values = values![self.org.org, self.query.source.map(source_text)];
            return Ok(self.org.session.first(TOTAL, values, |row| row.count(0))?.unwrap_or_default());
        }
        let mut count = Statement::new(COUNT, self.org.org);
        self.filter(&mut count);
        Ok(self.org.built(&count, |row| row.count(0))?.into_iter().sum())
    }

    fn filter(&self, to: &mut Statement) {
        if let Some(source) = self.query.source {
            to.sql(" AND r.source = ").value(source_text(source));
        }
        if let Some(pattern) = containing(&self.query.text) {
            to.sql(" AND r.display_name_key LIKE ").value(pattern).sql(" ESCAPE '~'");
        }
    }

    /// By what the database sorts; no two groups have both in common.
    fn columns(&self) -> [&'static str; 2] {
        match self.order.by {
            GroupsOrder::Name => ["r.display_name_key", "r.source"],
            GroupsOrder::LastModified => ["r.last_modified", "r.id"],
            GroupsOrder::Members => ["r.member_count", "r.id"],
        }
    }

    /// The place where a page starts, if it is not the beginning. A list that goes by names begins anew where the group that
    /// was there is gone.
    fn start(&self, turn: &Turn<GroupId>) -> Result<Option<[Value<'static>; 2]>, Error> {
        let Some(spot) = turn.spot() else { return Ok(None) };
        match self.order.by {
            GroupsOrder::Name => self.org.session.first(NAME_OF, values![self.org.org, spot.id], |row| {
                Ok([row.text(0)?.into_owned().into(), row.text(1)?.into_owned().into()])
            }),
            GroupsOrder::LastModified | GroupsOrder::Members => {
                Ok(Some([spot.value.into(), spot.id.to_string().into()]))
            }
        }
    }
}

/// A group with its size, from the columns that all statements here begin with.
pub(crate) fn read(row: &crate::engine::Row<'_>) -> Result<CountedGroup, Error> {
    Ok(CountedGroup { group: groups::read(row)?, members: row.count(MEMBERS)? })
}
