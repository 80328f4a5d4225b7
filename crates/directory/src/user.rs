//! A person in the directory.

use crate::audit::difference;
use crate::{
    Action, Actor, AuditEntry, Change, ConnectionId, Event, EventKind, Ids, Json, OrgId, Refusal, Row, Stage,
    Status, Timestamp, UserId, size,
};
use scim::Resource;
use serde_json::{Map, Value};

/// Who brought a user or a group in, and may therefore change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The organization's own administrators.
    Local,
    /// A provider, through this connection.
    Connection(ConnectionId),
}

/// A person in the directory. Whoever only hands them on may hold what is said of them in another form.
#[derive(Clone, Debug, PartialEq)]
pub struct User<Said = Resource> {
    /// Ours.
    pub id: UserId,
    /// Who brought them in.
    pub source: Source,
    /// What the source says of them: `userName`, `externalId`, `active` and all the rest.
    pub resource: Said,
    /// Counts the changes, from 1; the ETag is made of it (RFC 7644 §3.14).
    pub version: u64,
    /// When they came.
    pub created: Timestamp,
    /// When their attributes last changed.
    pub last_modified: Timestamp,
    /// How far they have come in, and whether they are kept out.
    pub status: Status,
    /// Whether no provider may disable or remove them.
    pub protected: bool,
}

impl<Said> User<Said> {
    /// The same with what is said of them in another form.
    pub fn try_map<Other, Error>(
        self,
        convert: impl FnOnce(Said) -> Result<Other, Error>,
    ) -> Result<User<Other>, Error> {
        let Self { id, source, resource, version, created, last_modified, status, protected } = self;
        let resource = convert(resource)?;
        Ok(User { id, source, resource, version, created, last_modified, status, protected })
    }

    /// The same with this said of them.
    pub fn with<Other>(self, resource: Other) -> User<Other> {
        let Self { id, source, version, created, last_modified, status, protected, .. } = self;
        User { id, source, resource, version, created, last_modified, status, protected }
    }
}

impl User {
    /// A new user. Without `active` in the request they are active.
    pub fn create(
        org: OrgId,
        source: Source,
        resource: Resource,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        let resource = with_active(resource, Some(&Value::Bool(true)));
        size::check(&resource)?;
        let status = status_of(&resource, Stage::Confirmed);
        let (id, version) = (ids.id(), 1);
        let user = Self {
            id,
            source,
            resource,
            version,
            created: now,
            last_modified: now,
            status,
            protected: false,
        };
        let audit =
            AuditEntry::new(ids, now, actor, Action::UserCreated, user.id.to_string()).after(&user.resource);
        let event = user.event(EventKind::UserCreated, now);
        let change = Change::new(org, audit).row(Row::UserCreated(user.clone())).event(event);
        Ok((user, change))
    }

    /// The user with these attributes instead (PUT). What says nothing of `active` leaves it as it is: an
    /// omission must neither disable somebody nor let a disabled person back in.
    pub fn replace(
        &self,
        org: OrgId,
        resource: Resource,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        self.update(org, with_active(resource, self.resource.get("active")), actor, ids, now)
    }

    /// The inactive user with these attributes instead, and active again: a provider makes somebody anew who was only
    /// disabled. Nothing where the request wants them inactive.
    pub fn reactivate(
        &self,
        org: OrgId,
        resource: Resource,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        let resource = with_active(resource, Some(&Value::Bool(true)));
        if self.active() || resource.get("active") != Some(&Value::Bool(true)) {
            return Ok(None);
        }
        self.update(org, resource, actor, ids, now)
    }

    /// The user with these attributes now (PATCH), or nothing where that changes nothing: then not even the time of the
    /// last change moves (RFC 7644 §3.5.2.1).
    pub fn update(
        &self,
        org: OrgId,
        resource: Resource,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        if resource == self.resource {
            return Ok(None);
        }
        size::check(&resource)?;
        let status = status_of(&resource, self.status.stage());
        let after = Self { resource, version: self.version + 1, last_modified: now, status, ..self.clone() };
        let kind = match (self.active(), after.active()) {
            (true, false) => EventKind::UserDisabled,
            (false, true) => EventKind::UserEnabled,
            _ => EventKind::UserUpdated,
        };
        let (was, is) = difference(self.resource.attributes(), after.resource.attributes());
        let audit =
            AuditEntry::new(ids, now, actor, Action::UserUpdated, self.id.to_string()).before(was).after(is);
        let event = after.event(kind, now);
        let row = Row::UserUpdated { before: self.clone(), after: after.clone() };
        let change = Change::new(org, audit).row(row).event(event);
        Ok(Some((after, change)))
    }

    /// Removes the user, with all memberships.
    #[must_use]
    pub fn delete(&self, org: OrgId, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let audit =
            AuditEntry::new(ids, now, actor, Action::UserDeleted, self.id.to_string()).before(&self.resource);
        Change::new(org, audit).row(Row::UserDeleted(self.id)).event(self.event(EventKind::UserDeleted, now))
    }

    /// Whether the person may use the product. Somebody whose `active` was removed may not: nobody says that they may.
    #[must_use]
    pub fn active(&self) -> bool {
        self.resource.attributes().get("active") == Some(&Value::Bool(true))
    }

    /// The login name as it was sent.
    #[must_use]
    pub fn user_name(&self) -> &str {
        text(self.resource.attributes(), "userName").unwrap_or_default()
    }

    fn event(&self, kind: EventKind, at: Timestamp) -> Event {
        let subject = self.id.to_string();
        let data = Json::about(&subject, &self.resource);
        Event { kind, subject, at, data }
    }
}

/// The text of an attribute, if it has one.
pub(crate) fn text<'a>(attributes: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    attributes.get(name).and_then(Value::as_str)
}

fn with_active(resource: Resource, otherwise: Option<&Value>) -> Resource {
    let (None, Some(otherwise)) = (resource.get("active"), otherwise) else { return resource };
    let mut attributes = resource.into_attributes();
    attributes.insert("active".into(), otherwise.clone());
    Resource::from_stored(attributes)
}

fn status_of(resource: &Resource, stage: Stage) -> Status {
    if resource.get("active") == Some(&Value::Bool(true)) {
        Status::On(stage)
    } else {
        Status::Disabled(stage)
    }
}
