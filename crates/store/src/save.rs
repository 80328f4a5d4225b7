//! The one door through which the directory changes.

use crate::{Error, Tx, audit, connections, events, groups, members, organizations, tokens, users};
use directory::{Change, OrgId, Row, Timestamp};

impl Tx<'_> {
    /// Writes a decision: its rows in their order, its events with their sequence numbers, and its audit entry. Where
    /// it returns an error, all that the work has written is undone, also if the work goes on.
    pub fn save(&mut self, change: &Change) -> Result<(), Error> {
        let saved = self.save_all(change);
        self.failed = self.failed.take().or_else(|| saved.clone().err());
        saved
    }

    /// In a database that others write to as well, the numbers come first: whoever takes them holds the organization's
    /// line of writers, and nobody then holds a row that somebody in the line waits for. In the embedded database they
    /// come last: a name that is taken is found before anything is written, and there is nothing to undo.
    fn save_all(&self, change: &Change) -> Result<(), Error> {
        let count = || organizations::count(self.session, change.org, change.events.len());
        // A new organization has no numbers before it is there.
        let is_new = |row: &Row| matches!(row, Row::OrganizationCreated(_));
        let early = self.session.is_shared() && !change.rows.iter().any(is_new);
        if early {
            count()?;
        }
        let lets_in = |row: &Row| {
            matches!(row, Row::ConnectionUpdated(_) | Row::TokenUpdated(..) | Row::TokenDeleted(..))
        };
        if change.rows.iter().any(lets_in) {
            self.session.known().forget();
        }
        for row in &change.rows {
            self.save_row(change.org, row, change.audit.at)?;
        }
        if !early {
            count()?;
        }
        events::append(self.session, change.org, &change.events)?;
        audit::append(self.session, change.org, &change.audit)
    }

    fn save_row(&self, org: OrgId, row: &Row, at: Timestamp) -> Result<(), Error> {
        let session = self.session;
        match row {
            Row::OrganizationCreated(organization) => organizations::create(session, org, organization),
            Row::OrganizationUpdated(organization) => organizations::update(session, org, organization),
            Row::NumbersRaised(number) => organizations::raise(session, org, *number),
            Row::ConnectionCreated(connection) => connections::create(session, org, connection),
            Row::ConnectionUpdated(connection) => connections::update(session, org, connection),
            Row::TokenCreated(connection, token) => tokens::create(session, org, *connection, token),
            Row::TokenUpdated(connection, token) => tokens::update(session, org, *connection, token),
            Row::TokenDeleted(connection, token) => tokens::delete(session, org, *connection, token),
            Row::UserCreated(user) => users::create(session, org, user),
            Row::UserUpdated { before, after } => users::update(session, org, before, after),
            Row::UserDeleted(user) => users::delete(session, org, *user, at),
            Row::GroupCreated(group) => groups::create(session, org, group),
            Row::GroupUpdated(group) => groups::update(session, org, group),
            Row::GroupDeleted(group) => groups::delete(session, org, *group, at),
            Row::MembersAdded(group, members) => members::add(session, org, *group, members),
            Row::MembersRemoved(group, members) => members::remove(session, org, *group, members),
        }
    }
}
