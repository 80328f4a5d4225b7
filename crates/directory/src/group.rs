//! A group in the directory. Its members are rows of their own, never part of the group's document.

use crate::audit::difference;
use crate::change::Member;
use crate::nesting::Effect;
use crate::user::{Source, text};
use crate::{
    Action, Actor, AuditEntry, Change, Event, EventKind, GroupId, Ids, Json, OrgId, Refusal, Row, Timestamp,
    UserId, size,
};
use scim::Resource;
use serde_json::{Value, json};

/// Most members that one event names; more of them make more events.
pub const EVENT_MEMBERS_MAX: usize = 1_000;
/// Most members of either kind that an audit entry names; of more it says how many. The events name them all.
pub const AUDIT_MEMBERS_MAX: usize = 1_000;

/// Most people that one request brings in by naming them as members.
pub const INVITED_MAX: usize = 100;

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
    /// A new group with its first members, and the users who are in it with that, by any path.
    pub fn create(
        org: OrgId,
        source: Source,
        resource: Resource,
        (members, users): (Vec<Member>, Vec<UserId>),
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
        let effect = Effect { group: group.id, joins: users, leaves: Vec::new() };
        let change = group.change_members(change, members, &[effect], now);
        Ok((group, change))
    }

    /// The group with these attributes and this change of members, from now on of this source, which has these effects on it and on the groups that
    /// contain it; or nothing where that changes nothing: then not even the time of the last change moves
    /// (RFC 7644 §3.5.2.1).
    pub fn update(
        &self,
        org: OrgId,
        (source, resource): (Source, Resource),
        (members, effects): (MemberChange, &[Effect]),
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Result<Option<(Self, Change)>, Refusal> {
        let renamed = resource != self.resource;
        let is_adopted = source != self.source;
        if !renamed && !is_adopted && members.is_empty() {
            return Ok(None);
        }
        size::check(&resource)?;
        let adopted = self.adopted || is_adopted;
        let version = self.version + 1;
        let after = Self { source, adopted, resource, version, last_modified: now, ..self.clone() };
        let (mut was, mut is) = difference(self.resource.attributes(), after.resource.attributes());
        if is_adopted {
            (was["source"], is["source"]) = (self.source.to_json(), source.to_json());
        }
        let action = if is_adopted { Action::GroupAdopted } else { Action::GroupUpdated };
        let audit = AuditEntry::new(ids, now, actor, action, self.id.to_string())
            .before(was)
            .after(with_members(is, &members));
        let mut change = Change::new(org, audit).row(Row::GroupUpdated(after.clone()));
        if is_adopted {
            change = change.event(after.event(EventKind::GroupAdopted, now));
        } else if renamed {
            change = change.event(after.event(EventKind::GroupUpdated, now));
        }
        let change = after.change_members(change, members, effects, now);
        Ok(Some((after, change)))
    }

    /// Removes the group, with these effects on the groups that it was in; its members stay.
    #[must_use]
    pub fn delete(
        &self,
        org: OrgId,
        effects: &[Effect],
        actor: &Actor,
        ids: &mut Ids,
        now: Timestamp,
    ) -> Change {
        let audit = AuditEntry::new(ids, now, actor, Action::GroupDeleted, self.id.to_string())
            .before(&self.resource);
        let change = Change::new(org, audit)
            .row(Row::GroupDeleted(self.id))
            .event(self.event(EventKind::GroupDeleted, now));
        tell(change, effects, now)
    }

    /// Whether an administrator made it, who may have put others into it than the provider knows of.
    #[must_use]
    pub fn is_or_was_local(&self) -> bool {
        self.adopted || self.source == Source::Local
    }

    /// The name as it was sent.
    #[must_use]
    pub fn display_name(&self) -> &str {
        text(self.resource.attributes(), "displayName").unwrap_or_default()
    }

    fn change_members(
        &self,
        change: Change,
        members: MemberChange,
        effects: &[Effect],
        at: Timestamp,
    ) -> Change {
        let mut change = tell(change, effects, at);
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

/// Tells of who is in which group now, and who is no more.
fn tell(mut change: Change, effects: &[Effect], at: Timestamp) -> Change {
    for Effect { group, joins, leaves } in effects {
        let going = leaves.iter().map(|user| (user, false));
        let all: Vec<(&UserId, bool)> = going.chain(joins.iter().map(|user| (user, true))).collect();
        for part in all.chunks(EVENT_MEMBERS_MAX) {
            let ids = |comes| -> Vec<String> {
                part.iter().filter(|one| one.1 == comes).map(|one| one.0.to_string()).collect()
            };
            let subject = group.to_string();
            let data = json!({ "id": &subject, "added": ids(true), "removed": ids(false) }).into();
            change = change.event(Event { kind: EventKind::GroupMembersChanged, subject, at, data });
        }
    }
    change
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
