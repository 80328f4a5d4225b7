//! A group in the directory. Its members are rows of their own, never part of the group's document.

use crate::audit::difference;
use crate::change::Member;
use crate::user::{Source, text};
use crate::{
    Action, Actor, AuditEntry, Change, Event, EventKind, GroupId, Ids, Json, OrgId, Refusal, Row, Timestamp,
    size,
};
use scim::Resource;
use serde_json::{Value, json};

/// Most members that one event names; more of them make more events.
pub const EVENT_MEMBERS_MAX: usize = 1_000;
/// Most members of either kind that an audit entry names; of more it says how many. The events name them all.
pub const AUDIT_MEMBERS_MAX: usize = 1_000;

/// A group in the directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Ours.
    pub id: GroupId,
    /// Who brought it in.
    pub source: Source,
    /// What the source says of it, without the members: `displayName`, `externalId`, extensions.
    pub resource: Resource,
    /// Counts the changes, those of the membership included, from 1.
    pub version: u64,
    /// When it came.
    pub created: Timestamp,
    /// When its attributes or its members last changed.
    pub last_modified: Timestamp,
    /// Whether it was there before its provider spoke of it: then it may have members who are not the provider's.
    pub adopted: bool,
}

/// Who comes and who goes. Nobody who comes is there yet, everybody who goes is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberChange {
    /// Who comes.
    pub added: Vec<Member>,
    /// Who goes.
    pub removed: Vec<Member>,
}

impl MemberChange {
    /// Whether nobody comes and nobody goes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty()
    }
}

impl Group {
    /// A new group with its first members.
    pub fn create(
        org: OrgId,
        source: Source,
        resource: Resource,
        members: Vec<Member>,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<(Self, Change), Refusal> {
        size::check(&resource)?;
        let (id, version) = (ids.id(), 1);
        let group = Self { id, source, resource, version, created: now, last_modified: now, adopted: false };
        let members = MemberChange { added: members, removed: Vec::new() };
        let audit = AuditEntry::new(ids, now, actor, Action::GroupCreated, group.id.to_string())
            .after(with_members(Value::Object(group.resource.attributes().clone()), &members));
        let change = Change::new(org, audit)
            .row(Row::GroupCreated(group.clone()))
            .event(group.event(EventKind::GroupCreated, now));
        let change = group.change_members(change, members, now);
        Ok((group, change))
    }

    /// The group with these attributes and this change of members, or nothing where that changes nothing: then not
    /// even the time of the last change moves (RFC 7644 §3.5.2.1).
    pub fn update(
        &self,
        org: OrgId,
        resource: Resource,
        members: MemberChange,
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        if members.added.contains(&Member::Group(self.id)) {
            return Err(Refusal::OwnMember);
        }
        let renamed = resource != self.resource;
        if !renamed && members.is_empty() {
            return Ok(None);
        }
        size::check(&resource)?;
        let after = Self { resource, version: self.version + 1, last_modified: now, ..self.clone() };
        let (was, is) = difference(self.resource.attributes(), after.resource.attributes());
        let audit = AuditEntry::new(ids, now, actor, Action::GroupUpdated, self.id.to_string())
            .before(was)
            .after(with_members(is, &members));
        let mut change = Change::new(org, audit).row(Row::GroupUpdated(after.clone()));
        if renamed {
            change = change.event(after.event(EventKind::GroupUpdated, now));
        }
        let change = after.change_members(change, members, now);
        Ok(Some((after, change)))
    }

    /// Removes the group; its members stay.
    #[must_use]
    pub fn delete(&self, org: OrgId, actor: &Actor, ids: &mut Ids, now: Timestamp) -> Change {
        let audit = AuditEntry::new(ids, now, actor, Action::GroupDeleted, self.id.to_string())
            .before(&self.resource);
        Change::new(org, audit)
            .row(Row::GroupDeleted(self.id))
            .event(self.event(EventKind::GroupDeleted, now))
    }

    /// The name as it was sent.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(self.resource.attributes(), "displayName").unwrap_or_default()
    }

    fn change_members(&self, mut change: Change, members: MemberChange, at: Timestamp) -> Change {
        let going = members.removed.iter().map(|member| (member, false));
        let all: Vec<(&Member, bool)> =
            going.chain(members.added.iter().map(|member| (member, true))).collect();
        for part in all.chunks(EVENT_MEMBERS_MAX) {
            let ids =
                |comes| part.iter().filter(|one| one.1 == comes).map(|one| one.0.id()).collect::<Vec<_>>();
            let data = json!({ "id": self.id.to_string(), "added": ids(true), "removed": ids(false) }).into();
            let kind = EventKind::GroupMembersChanged;
            change = change.event(Event { kind, subject: self.id.to_string(), at, data });
        }
        if !members.removed.is_empty() {
            change = change.row(Row::MembersRemoved(self.id, members.removed));
        }
        if !members.added.is_empty() {
            change = change.row(Row::MembersAdded(self.id, members.added));
        }
        change
    }

    fn event(&self, kind: EventKind, at: Timestamp) -> Event {
        let subject = self.id.to_string();
        let data = Json::about(&subject, &self.resource);
        Event { kind, subject, at, data }
    }
}

/// The audit trail says who came and went by id, next to the attributes.
fn with_members(mut after: Value, members: &MemberChange) -> Value {
    if let Value::Object(attributes) = &mut after {
        for (name, list) in [("membersAdded", &members.added), ("membersRemoved", &members.removed)] {
            let ids: Vec<String> = list.iter().take(AUDIT_MEMBERS_MAX).map(|member| member.id()).collect();
            if list.len() > ids.len() {
                attributes.insert(format!("{name}Count"), json!(list.len()));
            }
            if !ids.is_empty() {
                attributes.insert(name.into(), json!(ids));
            }
        }
    }
    after
}
