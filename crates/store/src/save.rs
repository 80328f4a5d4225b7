//! The one door through which the directory changes.

use crate::{Error, Tx, audit, connections, events, groups, members, organizations, tokens, users};
use directory::{Change, OrgId, Row, Timestamp};

impl Tx<'_> {
    /// Writes a decision: its rows in their order, its events with their sequence numbers, and its audit entry; all
    /// of it, or nothing where it returns an error.
    pub fn save(&mut self, change: &Change) -> Result<(), Error> {
        self.session.atomically(|| {
            // The numbers come first, because whoever takes them holds the organization's line of writers: nobody then
            // holds a row that somebody in the line waits for. A new organization has none before it is there.
            let (new, rest): (Vec<_>, Vec<_>) =
                change.rows.iter().partition(|row| matches!(row, Row::OrganizationCreated(_)));
            new.into_iter().try_for_each(|row| self.save_row(change.org, row, change.audit.at))?;
            let numbers = organizations::count(self.session, change.org, change.events.len())?;
            rest.into_iter().try_for_each(|row| self.save_row(change.org, row, change.audit.at))?;
            events::append(self.session, change.org, numbers.last_event, &change.events)?;
            audit::append(self.session, change.org, numbers.audit, &change.audit)
        })
    }

    fn save_row(&self, org: OrgId, row: &Row, at: Timestamp) -> Result<(), Error> {
        let session = self.session;
        match row {
            Row::OrganizationCreated(organization) => organizations::create(session, org, organization),
            Row::ConnectionCreated(connection) => connections::create(session, org, connection),
            Row::ConnectionUpdated(connection) => connections::update(session, org, connection),
            Row::TokenCreated(connection, token) => tokens::create(session, org, *connection, token),
            Row::TokenUpdated(connection, token) => tokens::update(session, org, *connection, token),
            Row::TokenDeleted(connection, token) => tokens::delete(session, org, *connection, token),
            Row::UserCreated(user) => users::create(session, org, user),
            Row::UserUpdated(user) => users::update(session, org, user),
            Row::UserDeleted(user) => users::delete(session, org, *user, at),
            Row::GroupCreated(group) => groups::create(session, org, group),
            Row::GroupUpdated(group) => groups::update(session, org, group),
            Row::GroupDeleted(group) => groups::delete(session, org, *group, at),
            Row::MembersAdded(group, members) => members::add(session, org, *group, members),
            Row::MembersRemoved(group, members) => members::remove(session, org, *group, members),
        }
    }
}
