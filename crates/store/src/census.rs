//! How many users and groups there are of which kind.

use crate::engine::{statements, values};
use crate::users::parse_source;
use crate::{Error, OrgTx};
use directory::user::Source;
use directory::{Stage, Status};
use std::collections::HashMap;

statements! {
    OF_SOURCES = "SELECT kind, source, CAST(SUM(size) AS BIGINT) FROM id_ranges
    WHERE org_id = $1 GROUP BY kind, source ORDER BY kind, source";

    NOT_CONFIRMED = "SELECT source, status, count(*) FROM users WHERE org_id = $1 AND status <> 'confirmed'
    GROUP BY status, source";
}

/// How many there are; what there is none of is not listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Users by source and status.
    pub users: Vec<(Source, Status, u64)>,
    /// Groups by source.
    pub groups: Vec<(Source, u64)>,
}

impl OrgTx<'_> {
    /// Counts the users and groups of the organization.
    pub fn census(&self) -> Result<Census, Error> {
        self.take_time()?;
        let mut census = Census::default();
        let mut confirmed: HashMap<Source, u64> = HashMap::new();
        let totals = self.session.query(OF_SOURCES, values![self.org], |row| {
            Ok((row.text(0)?.into_owned(), row.parsed(1, parse_source)?, row.count(2)?))
        })?;
        for (kind, source, total) in totals {
            if kind == "User" {
                confirmed.insert(source, total);
            } else {
                census.groups.push((source, total));
            }
        }
        let others = self.session.query(NOT_CONFIRMED, values![self.org], |row| {
            Ok((row.parsed(0, parse_source)?, row.parsed(1, Status::parse)?, row.count(2)?))
        })?;
        for (source, status, count) in others {
            let rest = confirmed.entry(source).or_default();
            *rest = rest.saturating_sub(count);
            census.users.push((source, status, count));
        }
        let confirmed = confirmed.into_iter().filter(|(_, count)| *count > 0);
        census.users.extend(confirmed.map(|(source, count)| (source, Status::On(Stage::Confirmed), count)));
        Ok(census)
    }
}
