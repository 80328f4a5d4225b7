//! The one door through which the directory changes.

use crate::batch::{Batch, Numbers};
use crate::{
    Error, Tx, administrators, audit, configurations, connections, departures, events, groups, invitations,
    mails, members, organizations, purges, texts, tokens, users,
};
use directory::user::Source;
use directory::{Change, Row, Status, Timestamp, UserId};

impl Tx<'_> {
    /// Writes a decision: its rows in their order, its events with their sequence numbers, and its audit entry. Where
    /// it returns an error, all that the work has written is undone, also if the work goes on.
    pub fn save(&mut self, change: &Change) -> Result<(), Error> {
        let saved = self.save_all(change);
        self.failed = self.failed.take().or_else(|| saved.clone().err());
        saved
    }

    /// In a database that others write to as well, the organization is held first: nobody then holds a row that somebody
    /// in the line of its writers waits for.
    fn save_all(&self, change: &Change) -> Result<(), Error> {
        let (session, org, batch) = (self.session, change.org, self.batch()?);
        // A new organization is not there yet, and its rows tell whether an old one is.
        batch.hold(session, org)?;
        let lets_in = |row: &Row| {
            matches!(row, Row::ConnectionUpdated(_) | Row::TokenUpdated(..) | Row::TokenDeleted(..))
        };
        if change.rows.iter().any(lets_in) {
            session.known().forget();
        }
        for row in &change.rows {
            self.save_row(batch, change, row)?;
        }
        let numbers = batch.numbers(session, org)?;
        let event = events::append(session, org, numbers.event, &change.events)?;
        batch.count_events(org, &change.events);
        let audit = numbers.audit + 1;
        audit::append(session, org, audit, &change.audit)?;
        batch.give(org, Numbers { event, audit, ..numbers });
        Ok(())
    }

    fn save_row(&self, batch: &Batch, change: &Change, row: &Row) -> Result<(), Error> {
        let (session, org, at) = (self.session, change.org, change.audit.at);
        match row {
            Row::OrganizationCreated(organization) => organizations::create(session, org, organization),
            Row::OrganizationUpdated(organization) => organizations::update(session, org, organization),
            Row::NumbersRaised(number) => batch.raise(session, org, *number),
            Row::AppointmentSaved(appointment) => administrators::appoint(session, org, appointment),
            Row::AppointmentEnded(administrator) => administrators::dismiss(session, org, *administrator),
            Row::ConnectionCreated(connection) => connections::create(session, org, connection),
            Row::ConnectionUpdated(connection) => connections::update(session, org, connection),
            Row::PurgeBegun(purge) => purges::begin(session, org, purge),
            Row::ConfigurationCreated(configuration) => {
                configurations::create(session, org, configuration)?;
                batch.count_configurations(session, org, 1)
            }
            Row::ConfigurationUpdated(configuration) => configurations::update(session, org, configuration),
            Row::ConfigurationDeleted(configuration) => {
                configurations::delete(session, org, *configuration)?;
                batch.count_configurations(session, org, -1)
            }
            Row::TokenCreated(connection, token) => tokens::create(session, org, *connection, token),
            Row::TokenUpdated(connection, token) => tokens::update(session, org, *connection, token),
            Row::TokenDeleted(connection, token) => tokens::delete(session, org, *connection, token),
            Row::SeatsCapped(max) => batch.cap_seats(session, org, *max),
            Row::UserCreated(user) => {
                users::create(session, org, user, invited_until(change, user.id))?;
                batch.count_users(session, org, seats(user.status), local(user.source))
            }
            Row::UserUpdated { before, after } => {
                users::update(session, org, before, after)?;
                if after.status.is_on() && !before.status.is_on() {
                    departures::forget(session, org, after.id)?;
                }
                let local = local(after.source) - local(before.source);
                batch.count_users(session, org, seats(after.status) - seats(before.status), local)
            }
            Row::UserDeleted(user) => {
                let (source, status) = users::delete(session, org, *user, at)?;
                batch.count_users(session, org, -seats(status), -local(source))
            }
            Row::Departed(departure) => departures::save(session, org, departure),
            Row::MassNoticed { connection, since, removed } => {
                departures::hold(session, org, *connection, *since)?;
                departures::notice(session, org, *connection, at, *removed)
            }
            Row::MassGoesOn(connection) => departures::go_on(session, org, *connection, at),
            Row::DepartureForgotten(user) => departures::forget(session, org, *user),
            Row::InvitationSaved(invitation) => {
                invitations::save(session, org, invitation)?;
                if creates(change, invitation.user) {
                    return Ok(());
                }
                users::set_invited_until(session, org, invitation.user, Some(invitation.expires))
            }
            Row::InvitationDeleted(user) => {
                mails::delete_of_user(session, org, *user)?;
                invitations::delete(session, org, *user)?;
                users::set_invited_until(session, org, *user, None)
            }
            Row::MailQueued(mail) => mails::create(session, org, mail),
            Row::MailsHastened(user) => mails::hasten(session, org, *user, at),
            Row::TextSaved(text) => texts::save(session, org, text),
            Row::TextDeleted(name, language) => texts::delete(session, org, *name, language),
            Row::GroupCreated(group) => groups::create(session, org, group),
            Row::GroupUpdated(group) => groups::update(session, org, group),
            Row::GroupDeleted(group) => groups::delete(session, org, *group, at),
            Row::MembersAdded(group, members) => members::add(session, org, *group, members),
            Row::MembersRemoved(group, members) => members::remove(session, org, *group, members),
        }
    }
}

/// Until when a change invites somebody, if it does.
fn invited_until(change: &Change, user: UserId) -> Option<Timestamp> {
    change.rows.iter().find_map(|row| match row {
        Row::InvitationSaved(invitation) if invitation.user == user => Some(invitation.expires),
        _ => None,
    })
}

/// Whether it is that change by which somebody comes.
fn creates(change: &Change, user: UserId) -> bool {
    change.rows.iter().any(|row| matches!(row, Row::UserCreated(created) if created.id == user))
}

/// How many seats somebody of that status takes.
fn seats(status: Status) -> i64 {
    i64::from(status.takes_seat())
}

/// How many local users somebody of that source is.
fn local(source: Source) -> i64 {
    i64::from(source == Source::Local)
}
