//! The tables of users and of their e-mail addresses.

use crate::engine::{Row, Session, statements, values};
use crate::tx::changed;
use crate::{Document, Error, Key, OrgTx, departures, groups, invitations, mails, members, ranges};
use directory::user::{Source, called};
use directory::{ConnectionId, OrgId, Status, Timestamp, User, UserId};
use scim::fold;
use scim::schema::ENTERPRISE_USER_URN;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Longest texts in the index of those who are listed, in characters; of several bytes each, it has to hold both.
const SEARCH_KEY_CHARS_MAX: usize = 400;
const LOGIN_KEY_CHARS_MAX: usize = 100;
/// What stands before an id at the end of a search key, and in no line of one.
const BEFORE_ID: char = '\u{1}';

statements! {
    BY_ID = "SELECT id, source, version, created, last_modified, resource, status, protected FROM users
    WHERE org_id = $1 AND id = $2";

    FOR_UPDATE = "SELECT id, source, version, created, last_modified, resource, status, protected FROM users
    WHERE org_id = $1 AND id = $2 {for update}";

    NAMED_FOR_UPDATE = "SELECT id, source, version, created, last_modified, resource, status, protected FROM users
    WHERE org_id = $1 AND user_name_key = $2 {for update}";

    CHANGED_LAST = "SELECT id, source, version, created, last_modified, resource, status, protected FROM users
    WHERE org_id = $1 AND source = $2 ORDER BY last_modified DESC LIMIT $3";

    EXTERNAL_ID_TAKEN = "SELECT id FROM users
    WHERE org_id = $1 AND source = $2 AND external_id = $3 AND id <> $4 LIMIT 1";

    EMAIL_TAKEN = "SELECT u.id FROM user_emails e JOIN users u ON u.org_id = e.org_id AND u.id = e.user_id
    WHERE e.org_id = $1 AND e.email_key = $2 AND (u.source = $3 OR u.source = '') AND u.id <> $4 LIMIT 1";

    INSERT = "INSERT INTO users (org_id, id, source, user_name_key, external_id, display_name_key,
        manager_key, active, version, created, last_modified, display, resource, status, protected, search_key,
        login_key, invited_until)
    {rows $1 TEXT, $2 TEXT, $3 TEXT, $4 TEXT, $5 TEXT, $6 TEXT, $7 TEXT, $8 BOOLEAN, $9 BIGINT, $10 BIGINT,
        $11 BIGINT, $12 TEXT, $13 TEXT, $14 TEXT, $15 BOOLEAN, $16 TEXT, $17 TEXT, $18 BIGINT}
    ON CONFLICT (org_id, user_name_key) DO NOTHING";

    UPDATE = "UPDATE users SET active = $3, version = $4, last_modified = $5, display = $6, resource = $7,
        status = $8, protected = $9
    WHERE org_id = $1 AND id = $2 AND version = $10";

    UPDATE_KEYS = "UPDATE users SET source = $3, user_name_key = $4, external_id = $5, display_name_key = $6,
        manager_key = $7, active = $8, version = $9, created = $10, last_modified = $11, display = $12,
        resource = $13, status = $14, protected = $15, search_key = $16, login_key = $17
    WHERE org_id = $1 AND id = $2 AND version = $18
    AND NOT EXISTS (SELECT 1 FROM users u WHERE u.org_id = $1 AND u.user_name_key = $4 AND u.id <> $2)";

    TAKEN = "SELECT 1 FROM users WHERE org_id = $1 AND user_name_key = $2 AND id <> $3";

    SET_INVITED_UNTIL = "UPDATE users SET invited_until = $3 WHERE org_id = $1 AND id = $2";

    DELETE = "DELETE FROM users WHERE org_id = $1 AND id = $2 RETURNING source, status";

    INSERT_EMAIL = "INSERT INTO user_emails (org_id, user_id, email_key) {rows $1 TEXT, $2 TEXT, $3 TEXT}
    ON CONFLICT DO NOTHING";

    DELETE_EMAIL = "DELETE FROM user_emails WHERE org_id = $1 AND user_id = $2 AND email_key = $3";

    DELETE_EMAILS = "DELETE FROM user_emails WHERE org_id = $1 AND user_id = $2";
}

impl OrgTx<'_> {
    /// A user, as it is stored.
    pub fn user(&self, id: UserId) -> Result<Option<User<Document>>, Error> {
        self.session.first(BY_ID, values![self.org, id], read)
    }

    /// A user who is about to change or to go: nobody else changes them before this transaction ends.
    pub fn user_for_update(&self, id: UserId) -> Result<Option<User>, Error> {
        let stored = self.session.first(FOR_UPDATE, values![self.org, id], read)?;
        stored.map(|user| user.try_map(Document::read)).transpose()
    }

    /// The user of this userName, whoever brought them in, who is about to change.
    pub fn user_named_for_update(&self, user_name: &str) -> Result<Option<User>, Error> {
        let stored = self.session.first(NAMED_FOR_UPDATE, values![self.org, fold(user_name)], read)?;
        stored.map(|user| user.try_map(Document::read)).transpose()
    }

    /// The users of a source who changed last, at most so many.
    pub fn users_changed_last(&self, source: Source, count: u64) -> Result<Vec<User<Document>>, Error> {
        self.session.query(CHANGED_LAST, values![self.org, source_text(source), count], read)
    }

    /// Whether another user of a source, or a local one, has this e-mail address.
    pub fn has_email(&self, source: Source, address: &str, but: UserId) -> Result<bool, Error> {
        let values = values![self.org, fold(address), source_text(source), but];
        Ok(self.session.first(EMAIL_TAKEN, values, |_| Ok(()))?.is_some())
    }

    /// Whether another user of a source has this externalId.
    pub fn has_external_id(&self, source: Source, external_id: &str, but: UserId) -> Result<bool, Error> {
        let values = values![self.org, source_text(source), external_id, but];
        Ok(self.session.first(EXTERNAL_ID_TAKEN, values, |_| Ok(()))?.is_some())
    }
}

/// A new user, with the time until when their invitation is good, if they have one.
pub(crate) fn create(
    session: &Session,
    org: OrgId,
    user: &User,
    invited_until: Option<Timestamp>,
) -> Result<(), Error> {
    let mut values = columns(org, user).to_vec();
    values.push(invited_until.into());
    session.insert(INSERT, &values, Some(Error::Conflict(Key::UserName)))?;
    // Straight behind the user: whatever else is run in between might send the users and leave these to go before the next.
    for key in email_keys(user) {
        session.insert(INSERT_EMAIL, values![org, user.id, key], None)?;
    }
    listed(org, user.source).add(session, &user.id.to_string())
}

/// The row must still have the version before.
pub(crate) fn update(session: &Session, org: OrgId, before: &User, after: &User) -> Result<(), Error> {
    if keys(before) == keys(after) {
        // A statement that names a column of an index writes the index, whatever the value was.
        changed(session.execute(UPDATE, &other_columns(org, before, after))?)?;
    } else {
        update_keys(session, org, before, after)?;
    }
    if before.source != after.source {
        listed(org, before.source).remove(session, &after.id.to_string())?;
        listed(org, after.source).add(session, &after.id.to_string())?;
    }
    if before.resource.get("emails") == after.resource.get("emails") {
        return Ok(());
    }
    let (had, has) = (email_keys(before), email_keys(after));
    for gone in had.difference(&has) {
        session.execute_later(DELETE_EMAIL, values![org, after.id, gone.as_str()])?;
    }
    for new in has.difference(&had) {
        session.execute_later(INSERT_EMAIL, values![org, after.id, new.as_str()])?;
    }
    Ok(())
}

/// Until when the invitation of somebody is good, if they have one, for lists.
pub(crate) fn set_invited_until(
    session: &Session,
    org: OrgId,
    id: UserId,
    invited_until: Option<Timestamp>,
) -> Result<(), Error> {
    session.execute_later(SET_INVITED_UNTIL, values![org, id, invited_until])
}

/// The groups that lose the member change with that. Returns whose the user was, and where they
/// stood.
pub(crate) fn delete(
    session: &Session,
    org: OrgId,
    id: UserId,
    at: Timestamp,
) -> Result<(Source, Status), Error> {
    groups::leave_groups(session, org, &id.to_string(), at)?;
    members::remove_everywhere(session, org, &id.to_string())?;
    session.execute_later(DELETE_EMAILS, values![org, id])?;
    mails::delete_of_user(session, org, id)?;
    invitations::delete(session, org, id)?;
    departures::forget(session, org, id)?;
    let deleted = session.first(DELETE, values![org, id], |row| {
        Ok((row.parsed(0, parse_source)?, row.parsed(1, Status::parse)?))
    })?;
    let (source, status) = deleted.ok_or(Error::Stale)?;
    listed(org, source).remove(session, &id.to_string())?;
    Ok((source, status))
}

/// A user from the columns that all statements here begin with.
pub(crate) fn read(row: &Row<'_>) -> Result<User<Document>, Error> {
    Ok(User {
        id: row.parsed(0, UserId::parse)?,
        source: row.parsed(1, parse_source)?,
        version: row.count(2)?,
        created: row.time(3)?,
        last_modified: row.time(4)?,
        resource: Document::from_stored(row.text(5)?.into_owned()),
        status: row.parsed(6, Status::parse)?,
        protected: row.bool(7)?,
    })
}

/// The text of a source: the id of the connection, or nothing for the organization's own people.
pub(crate) fn source_text(source: Source) -> String {
    match source {
        Source::Local => String::new(),
        Source::Connection(id) => id.to_string(),
    }
}

pub(crate) fn parse_source(text: &str) -> Option<Source> {
    if text.is_empty() {
        return Some(Source::Local);
    }
    ConnectionId::parse(text).map(Source::Connection)
}

/// The text of an attribute, if it has one.
pub(crate) fn text<'a>(attributes: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    attributes.get(name).and_then(Value::as_str)
}

fn listed(org: OrgId, source: Source) -> ranges::List {
    ranges::List::new(org, ranges::Kind::Users, source)
}

/// That the name is free is a condition of the statement, because nothing but an insert can leave a conflict to
/// `ON CONFLICT`.
fn update_keys(session: &Session, org: OrgId, before: &User, after: &User) -> Result<(), Error> {
    let mut values = columns(org, after).to_vec();
    values.push(before.version.into());
    if session.execute(UPDATE_KEYS, &values)? > 0 {
        return Ok(());
    }
    let key = fold(after.user_name());
    let taken = session.first(TAKEN, values![org, key, after.id], |_| Ok(()))?;
    Err(taken.map_or(Error::Stale, |()| Error::Conflict(Key::UserName)))
}

/// What the columns of indexes are made of.
fn keys(user: &User) -> (Source, [Option<&Value>; 6]) {
    let attributes = user.resource.attributes();
    let [user_name, external_id, display_name, name, emails] =
        ["userName", "externalId", "displayName", "name", "emails"].map(|name| attributes.get(name));
    (user.source, [user_name, external_id, display_name, name, emails, manager(attributes)])
}

fn manager(attributes: &Map<String, Value>) -> Option<&Value> {
    attributes.get(ENTERPRISE_USER_URN)?.get("manager")?.get("value")
}

fn display(user: &User) -> &str {
    text(user.resource.attributes(), "displayName").unwrap_or(user.user_name())
}

fn is_active(user: &User) -> Option<bool> {
    user.resource.get("active").and_then(Value::as_bool)
}

fn other_columns<'a>(org: OrgId, before: &User, after: &'a User) -> [crate::engine::Value<'a>; 10] {
    [
        org.into(),
        after.id.into(),
        is_active(after).into(),
        after.version.into(),
        after.last_modified.into(),
        display(after).into(),
        after.resource.text().into(),
        after.status.as_str().into(),
        after.protected.into(),
        before.version.into(),
    ]
}

/// The columns that [`INSERT`] begins with: all but that of the invitation.
pub(crate) fn columns(org: OrgId, user: &User) -> [crate::engine::Value<'_>; 17] {
    let attributes = user.resource.attributes();
    let user_name_key = fold(user.user_name());
    [
        org.into(),
        user.id.into(),
        source_text(user.source).into(),
        user_name_key.clone().into(),
        text(attributes, "externalId").into(),
        text(attributes, "displayName").map(fold).into(),
        manager(attributes).and_then(Value::as_str).map(fold).into(),
        is_active(user).into(),
        user.version.into(),
        user.created.into(),
        user.last_modified.into(),
        display(user).into(),
        user.resource.text().into(),
        user.status.as_str().into(),
        user.protected.into(),
        search_key(user, &user_name_key).into(),
        login_key(user_name_key, user.id).into(),
    ]
}

/// The userName as lists are sorted by it.
pub(crate) fn login_key(user_name_key: String, id: UserId) -> String {
    cut(user_name_key, LOGIN_KEY_CHARS_MAX, id)
}

/// What somebody is looked for by, a line each. The name is the first, and lists go by it. The userName is always the second,
/// so that nobody has the key of somebody else: pages and acts on many go from key to key.
fn search_key(user: &User, user_name_key: &str) -> String {
    let mut key = line(&fold(&called(&user.resource)));
    let emails = email_keys(user);
    let emails =
        emails.iter().map(String::as_str).filter(|email| !email.is_empty() && *email != user_name_key);
    for said in [user_name_key].into_iter().chain(emails) {
        key.push('\n');
        key.push_str(&line(said));
    }
    if user_name_key.contains(char::is_control) {
        // As a line it may be the same as another one; no line has what stands before the id.
        key.push(BEFORE_ID);
        key.push_str(&user.id.to_string());
    }
    cut(key, SEARCH_KEY_CHARS_MAX, user.id)
}

/// A text without what ends a line, or could be taken for it.
fn line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

/// The text, or its beginning and the id.
fn cut(text: String, chars_max: usize, id: UserId) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}{id}", &text[..end]),
        None => text,
    }
}

pub(crate) fn email_keys(user: &User) -> BTreeSet<String> {
    let emails = user.resource.attributes().get("emails").and_then(Value::as_array);
    emails.into_iter().flatten().filter_map(|email| email.get("value")?.as_str()).map(fold).collect()
}
