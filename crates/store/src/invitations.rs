//! The table of invitations.

use crate::engine::{Row, Session, statements, values};
use crate::{Document, Error, OrgTx, Tx, mails, users};
use directory::{Invitation, Mail, OrgId, Timestamp, User, UserId};
use serde_json::Value;
use std::fmt::Write as _;

statements! {
    OF_USER = "SELECT user_id, created, expires, links, sent, reminders, next_reminder FROM invitations
    WHERE org_id = $1 AND user_id = $2";

    REMINDERS_DUE = "SELECT org_id, user_id FROM invitations WHERE next_reminder IS NOT NULL AND next_reminder <= $1
    ORDER BY next_reminder LIMIT $2";

    INVITEES = "SELECT u.id, u.source, u.version, u.created, u.last_modified, u.resource, u.status, u.protected,
        i.user_id, i.created, i.expires, i.links, i.sent, i.reminders, i.next_reminder
    FROM users u LEFT JOIN invitations i ON i.org_id = u.org_id AND i.user_id = u.id
    WHERE u.org_id = $1 AND u.id > $2 ORDER BY u.id LIMIT $3";

    NAMED = "SELECT id FROM users WHERE org_id = $1 AND user_name_key = $2";

    DELETE = "DELETE FROM invitations WHERE org_id = $1 AND user_id = $2";

    SAVE = "INSERT INTO invitations (org_id, user_id, created, expires, links, sent, reminders, next_reminder)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (org_id, user_id) DO UPDATE SET created = excluded.created, expires = excluded.expires,
        links = excluded.links, sent = excluded.sent, reminders = excluded.reminders,
        next_reminder = excluded.next_reminder";

    UPDATE = "UPDATE invitations SET links = $3, sent = $4, reminders = $5, next_reminder = $6
    WHERE org_id = $1 AND user_id = $2";
}

/// A user and the invitation, if there is one.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitee {
    /// Who it is.
    pub user: User<Document>,
    /// The invitation.
    pub invitation: Option<Invitation>,
}

/// Where the columns of an invitation begin in those of an [`Invitee`].
const BEHIND_USER: usize = 8;

impl Tx<'_> {
    /// Whose reminders are due, in all organizations.
    pub fn due_reminders(&self, now: Timestamp, most: u64) -> Result<Vec<(OrgId, UserId)>, Error> {
        self.session.query(REMINDERS_DUE, values![now, most], |row| {
            Ok((row.parsed(0, OrgId::parse)?, row.parsed(1, UserId::parse)?))
        })
    }

    /// What became of an invitation whose reminder was due. A write without a [`Change`], because it is no change of the
    /// directory; the organization has to be held.
    ///
    /// [`Change`]: directory::Change
    pub fn remind(&mut self, org: OrgId, now: &Invitation, reminder: Option<&Mail>) -> Result<(), Error> {
        update(self.session, org, now)?;
        reminder.map_or(Ok(()), |mail| mails::create(self.session, org, mail))
    }
}

impl OrgTx<'_> {
    /// The invitation of a user.
    pub fn invitation(&self, user: UserId) -> Result<Option<Invitation>, Error> {
        self.session.first(OF_USER, values![self.org, user], |row| read_at(row, 0))
    }

    /// Who has this userName, whoever brought them in.
    pub fn user_id_named(&self, user_name: &str) -> Result<Option<UserId>, Error> {
        let values = values![self.org, scim::fold(user_name)];
        self.session.first(NAMED, values, |row| row.parsed(0, UserId::parse))
    }

    /// The users behind that id, or from the first one on, with their invitations.
    pub fn invitees(&self, behind: Option<UserId>, most: u64) -> Result<Vec<Invitee>, Error> {
        let behind = behind.map_or_else(String::new, |id| id.to_string());
        self.session.query(INVITEES, values![self.org, behind, most], read_invitee)
    }
}

/// The invitation as it is now, whether there was one or not.
pub(crate) fn save(session: &Session, org: OrgId, now: &Invitation) -> Result<(), Error> {
    let (created, expires, reminders) = (now.created, now.expires, u64::from(now.reminders));
    let values = values![org, now.user, created, expires, links(now), now.sent, reminders, now.next_reminder];
    session.execute_later(SAVE, values)
}

/// The invitation as it is now, if it is still there.
pub(crate) fn update(session: &Session, org: OrgId, now: &Invitation) -> Result<(), Error> {
    let values = values![org, now.user, links(now), now.sent, u64::from(now.reminders), now.next_reminder];
    session.execute(UPDATE, values).map(drop)
}

pub(crate) fn delete(session: &Session, org: OrgId, user: UserId) -> Result<(), Error> {
    session.execute_later(DELETE, values![org, user])
}

/// A user with the invitation, from the columns that such statements begin with.
pub(crate) fn read_invitee(row: &Row<'_>) -> Result<Invitee, Error> {
    let user = users::read(row)?;
    let is_invited = row.maybe_parsed(BEHIND_USER, UserId::parse)?.is_some();
    let invitation = is_invited.then(|| read_at(row, BEHIND_USER)).transpose()?;
    Ok(Invitee { user, invitation })
}

fn read_at(row: &Row<'_>, first: usize) -> Result<Invitation, Error> {
    Ok(Invitation {
        user: row.parsed(first, UserId::parse)?,
        created: row.time(first + 1)?,
        expires: row.time(first + 2)?,
        links: row.parsed(first + 3, parse_links)?,
        sent: row.maybe_time(first + 4)?,
        reminders: u32::try_from(row.count(first + 5)?).unwrap_or(u32::MAX),
        next_reminder: row.maybe_time(first + 6)?,
    })
}

fn links(invitation: &Invitation) -> String {
    Value::from_iter(invitation.links.iter().map(|link| hex(link))).to_string()
}

fn parse_links(text: &str) -> Option<Vec<[u8; 32]>> {
    let links: Vec<String> = serde_json::from_str(text).ok()?;
    links.iter().map(|link| unhex(link)).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    if text.len() != 2 * bytes.len() || !text.is_ascii() {
        return None;
    }
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}
