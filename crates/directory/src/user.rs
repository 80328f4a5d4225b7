//! A person in the directory.

mod called;

pub use called::called;

use crate::audit::difference;
use crate::life::{Act, Step};
use crate::policy::knob::{Admission, Deactivate, Onboarding, Updatable};
use crate::policy::{Admitted, is_email, list_schemas};
use crate::{
    Action, Actor, AuditEntry, Change, ConnectionId, Event, EventKind, Ids, Invitation, Json, OrgId, Policy,
    Provider, Refusal, Row, Seats, Stage, Status, Timestamp, UserId, size,
};
use scim::{Resource, fold};
use serde_json::{Map, Value, json};

/// Who brought a user or a group in, and may therefore change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// The organization's own administrators.
    Local,
    /// A provider, through this connection.
    Connection(ConnectionId),
}

impl Source {
    /// As the feed and the audit trail show it.
    #[must_use]
    pub fn to_json(self) -> Value {
        match self {
            Self::Local => Value::from("local"),
            Self::Connection(id) => Value::from(id.to_string()),
        }
    }
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

/// By what a decision on a user is taken.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// Whose user it is.
    pub org: OrgId,
    /// What the product wants.
    pub policy: &'a Policy,
    /// The seats of the organization.
    pub seats: Seats,
    /// Who asks.
    pub actor: &'a Actor,
    /// The time.
    pub now: Timestamp,
}

/// What was decided on a user.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// The user as it is now, or was last.
    pub user: User,
    /// What changes; nothing where it is so already.
    pub change: Option<Change>,
    /// What was asked for and is not done, because the policy has it so: the attribute, and what was sent.
    pub dropped: Vec<(String, Value)>,
}

impl Decision {
    /// That it is so already.
    #[must_use]
    pub fn nothing(user: &User) -> Self {
        Self { user: user.clone(), change: None, dropped: Vec::new() }
    }

    /// Whether the user is removed.
    #[must_use]
    pub fn removes(&self) -> bool {
        let rows = self.change.iter().flat_map(|change| &change.rows);
        rows.into_iter().any(|row| matches!(row, Row::UserDeleted(user) if *user == self.user.id))
    }
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
    pub fn create(terms: &Terms, source: Source, said: Resource, ids: &mut Ids) -> Result<Decision, Refusal> {
        let said = with_active(said, Some(&Value::Bool(true)));
        let status = first_status(terms.policy, is_active(&said))?;
        let Admitted { resource, dropped } =
            terms.policy.admit_new(terms.provider(), said, status.stage())?;
        terms.seats.check(None, status)?;
        size::check(&resource)?;
        let (id, version, now, protected) = (ids.id(), 1, terms.now, false);
        let user =
            Self { id, source, resource, version, created: now, last_modified: now, status, protected };
        let audit = AuditEntry::new(ids, now, terms.actor, Action::UserCreated, user.id.to_string());
        let audit = audit.after(with_status(user.resource.attributes().clone(), status));
        let event = user.event(EventKind::UserCreated, now);
        let change = Change::new(terms.org, audit).row(Row::UserCreated(user.clone())).event(event);
        let change = user.invited(change, None, terms, ids);
        Ok(Decision { user, change: Some(change), dropped })
    }

    /// The user with these attributes instead (PUT). What says nothing of `active` leaves it as it is: an
    /// omission must neither disable somebody nor let a disabled person back in.
    pub fn replace(
        &self,
        terms: &Terms,
        source: Source,
        resource: Resource,
        ids: &mut Ids,
    ) -> Result<Decision, Refusal> {
        let mut resource = with_active(resource, self.resource.get("active"));
        // A provider that may change little else sends everything again and means to change nothing by what it leaves out.
        if terms.policy.updatable == Updatable::ActiveExternalId
            && let (None, Some(id)) = (resource.get("externalId"), self.resource.get("externalId"))
        {
            let mut attributes = resource.into_attributes();
            attributes.insert("externalId".into(), id.clone());
            resource = Resource::from_stored(attributes);
        }
        self.update(terms, source, resource, ids)
    }

    /// The inactive user with these attributes instead, and active again: a provider makes somebody anew who was only
    /// disabled. Nothing where the request wants them inactive.
    pub fn reactivate(
        &self,
        terms: &Terms,
        resource: Resource,
        ids: &mut Ids,
    ) -> Result<Option<Decision>, Refusal> {
        let resource = with_active(resource, Some(&Value::Bool(true)));
        if self.active() || !is_active(&resource) {
            return Ok(None);
        }
        self.update(terms, self.source, resource, ids).map(Some)
    }

    /// The local user as a connection's, whose provider makes somebody of this userName. What it says nothing of stays.
    pub fn adopt(
        &self,
        terms: &Terms,
        source: Source,
        said: Resource,
        ids: &mut Ids,
    ) -> Result<Decision, Refusal> {
        // Somebody who was kept out is not let in by a request that says nothing of it.
        let said = with_active(said, self.resource.get("active"));
        let Admitted { resource, dropped } =
            terms.policy.admit_new(terms.provider(), said, Stage::Confirmed)?;
        let mut attributes = self.resource.attributes().clone();
        attributes.extend(resource.into_attributes());
        list_schemas(&mut attributes);
        let mut decision = self.update(terms, source, Resource::from_stored(attributes), ids)?;
        decision.dropped.extend(dropped);
        Ok(decision)
    }

    /// The user with these attributes now (PATCH), and from now on of this source. Where nothing changes, not even the
    /// time of the last change moves (RFC 7644 §3.5.2.1).
    pub fn update(
        &self,
        terms: &Terms,
        source: Source,
        wanted: Resource,
        ids: &mut Ids,
    ) -> Result<Decision, Refusal> {
        let is_adopted = source != self.source;
        if wanted == self.resource && !is_adopted {
            return Ok(Decision::nothing(self));
        }
        // An address or a login name that changed hands with its owner would let the provider take over an account.
        let (wanted, kept) =
            if is_adopted { keep_identity(&self.resource, wanted) } else { (wanted, Vec::new()) };
        let Admitted { resource, mut dropped } = self.admit(terms, wanted)?;
        dropped.extend(kept);
        let status = match (self.status.is_on(), is_active(&resource)) {
            (true, false) => self.keep_out(Act::Deactivate, terms)?,
            (false, true) => self.let_in(terms)?,
            _ => Some(self.brought_in(source, terms)?),
        };
        // Whoever was not the provider's is not its to remove, and is kept out all the same.
        let status = status.or_else(|| is_adopted.then_some(Status::Disabled(self.status.stage())));
        let Some(status) = status else {
            let gone = self.removed(terms, ids);
            let user = Self { resource, ..self.clone() };
            return Ok(Decision { user, change: Some(gone), dropped });
        };
        if resource == self.resource && status == self.status && !is_adopted {
            return Ok(Decision { user: self.clone(), change: None, dropped });
        }
        let after = self.after(resource, status, terms.now);
        let after = Self { source, ..after };
        let change = self.changed_to(&after, terms, ids);
        Ok(Decision { user: after, change: Some(change), dropped })
    }

    /// The user kept out, and nothing else of what was wanted.
    pub fn only_kept_out(
        &self,
        terms: &Terms,
        source: Source,
        wanted: &Resource,
        ids: &mut Ids,
    ) -> Result<Decision, Refusal> {
        let Admitted { resource, dropped } = only_inactive(&self.resource, wanted);
        let mut decision = self.update(terms, source, resource, ids)?;
        decision.dropped.extend(dropped);
        Ok(decision)
    }

    /// Keeps the user out, lets them in again, or removes them, and says nothing of the attributes.
    pub fn act(&self, act: Act, terms: &Terms, ids: &mut Ids) -> Result<Decision, Refusal> {
        let status = match act {
            Act::Reactivate => self.let_in(terms)?,
            _ => self.keep_out(act, terms)?,
        };
        let Some(status) = status else {
            let gone = self.removed(terms, ids);
            return Ok(Decision { user: self.clone(), change: Some(gone), dropped: Vec::new() });
        };
        if status == self.status {
            return Ok(Decision::nothing(self));
        }
        let mut attributes = self.resource.attributes().clone();
        attributes.insert("active".into(), Value::Bool(status.is_on()));
        let after = self.after(Resource::from_stored(attributes), status, terms.now);
        let change = self.changed_to(&after, terms, ids);
        Ok(Decision { user: after, change: Some(change), dropped: Vec::new() })
    }

    /// The user without an attribute of an extension, which nobody asks the policy about; nothing changes where there is
    /// none.
    #[must_use]
    pub fn without(&self, urn: &str, attribute: &str, terms: &Terms, ids: &mut Ids) -> Decision {
        let resource = self.resource.clone().without(urn, attribute);
        if resource == self.resource {
            return Decision::nothing(self);
        }
        let after = self.after(resource, self.status, terms.now);
        let change = self.changed_to(&after, terms, ids);
        Decision { user: after, change: Some(change), dropped: Vec::new() }
    }

    /// Protects the user against providers, or no more; nothing changes if it is so already.
    #[must_use]
    pub fn set_protected(&self, protected: bool, terms: &Terms, ids: &mut Ids) -> Decision {
        if self.protected == protected {
            return Decision::nothing(self);
        }
        let after = Self { protected, version: self.version + 1, ..self.clone() };
        let action = if protected { Action::UserProtected } else { Action::UserUnprotected };
        let audit = AuditEntry::new(ids, terms.now, terms.actor, action, self.id.to_string())
            .before(json!({ "protected": self.protected }))
            .after(json!({ "protected": protected }));
        let row = Row::UserUpdated { before: self.clone(), after: after.clone() };
        Decision { user: after, change: Some(Change::new(terms.org, audit).row(row)), dropped: Vec::new() }
    }

    /// Whether the person may use the product. Somebody whose `active` was removed may not: nobody says that they may.
    #[must_use]
    pub fn active(&self) -> bool {
        is_active(&self.resource)
    }

    /// The login name as it was sent.
    #[must_use]
    pub fn user_name(&self) -> &str {
        text(self.resource.attributes(), "userName").unwrap_or_default()
    }

    /// What an update lets through. Deactivation wins: where the rest of the request is refused, it is done without the
    /// rest.
    fn admit(&self, terms: &Terms, wanted: Resource) -> Result<Admitted, Refusal> {
        let inactive =
            (self.status.is_on() && !is_active(&wanted)).then(|| only_inactive(&self.resource, &wanted));
        let admitted =
            terms.policy.admit_update(terms.provider(), &self.resource, wanted, self.status.stage());
        let admitted = admitted.and_then(|admitted| size::check(&admitted.resource).map(|()| admitted));
        match (admitted, inactive) {
            (Err(_), Some(inactive)) => Ok(inactive),
            (admitted, _) => admitted,
        }
    }

    /// Where mails go: the primary address, else one of work, else the first; without any, a userName that has the form of
    /// one.
    #[must_use]
    pub fn address(&self) -> Option<&str> {
        let emails = self.resource.get("emails").and_then(Value::as_array).into_iter().flatten();
        let valued = emails.filter_map(|email| Some((email, email.get("value")?.as_str()?)));
        let rank = |(email, _): &(&Value, &str)| match (email.get("primary"), email.get("type")) {
            (Some(Value::Bool(true)), _) => 0,
            (_, Some(Value::String(kind))) if kind == "work" => 1,
            _ => 2,
        };
        let best = valued.filter(|(_, value)| !value.is_empty()).min_by_key(rank);
        best.map(|(_, value)| value).or_else(|| Some(self.user_name()).filter(|name| is_email(name)))
    }

    /// The status after somebody keeps them out; none if they are removed.
    fn keep_out(&self, act: Act, terms: &Terms) -> Result<Option<Status>, Refusal> {
        let step = self.status.step(act, terms.policy)?;
        if self.protected && terms.provider().is_some() && step != Step::Same {
            return Err(Refusal::Protected);
        }
        Ok(match step {
            Step::To(status) => Some(status),
            Step::Gone => None,
            Step::Same | Step::NewInvitation => Some(self.status),
        })
    }

    /// Somebody who waits for an invitation has it now, or needs none, where a provider takes them over whose people do not
    /// wait.
    fn brought_in(&self, source: Source, terms: &Terms) -> Result<Status, Refusal> {
        let is_adopted = source != self.source;
        let nobody_waits = terms.policy.onboarding == Onboarding::None;
        if self.status != Status::On(Stage::Staged) || !(is_adopted || nobody_waits) {
            return Ok(self.status);
        }
        let status = Status::first(terms.policy);
        terms.seats.check(Some(self.status), status)?;
        Ok(status)
    }

    fn let_in(&self, terms: &Terms) -> Result<Option<Status>, Refusal> {
        let Step::To(status) = self.status.step(Act::Reactivate, terms.policy)? else {
            return Ok(Some(self.status));
        };
        terms.seats.check(Some(self.status), status)?;
        Ok(Some(status))
    }

    pub(crate) fn after(&self, resource: Resource, status: Status, now: Timestamp) -> Self {
        Self { resource, status, version: self.version + 1, last_modified: now, ..self.clone() }
    }

    pub(crate) fn changed_to(&self, after: &Self, terms: &Terms, ids: &mut Ids) -> Change {
        let action = self.action(after);
        let (mut was, mut is) = difference(self.resource.attributes(), after.resource.attributes());
        if self.status != after.status {
            (was["status"], is["status"]) = (self.status.as_str().into(), after.status.as_str().into());
        }
        if self.source != after.source {
            (was["source"], is["source"]) = (self.source.to_json(), after.source.to_json());
        }
        let audit =
            AuditEntry::new(ids, terms.now, terms.actor, action, self.id.to_string()).before(was).after(is);
        let row = Row::UserUpdated { before: self.clone(), after: after.clone() };
        let mut change = Change::new(terms.org, audit).row(row);
        if self.source != after.source {
            change = change.event(after.event(EventKind::UserAdopted, terms.now));
        }
        if self.source == after.source || self.status.is_on() != after.status.is_on() {
            change = change.event(after.event(after.news(self.status), terms.now));
        }
        after.invited(change, Some(self), terms, ids)
    }

    /// What the audit trail calls it.
    fn action(&self, after: &Self) -> Action {
        match (self.status, after.status) {
            _ if self.source != after.source => Action::UserAdopted,
            (Status::On(_), Status::Disabled(_)) => Action::UserDisabled,
            (Status::On(_), Status::Revoked(_)) => Action::UserRevoked,
            (Status::Disabled(_), Status::On(_)) => Action::UserEnabled,
            (Status::Revoked(_), Status::On(_)) => Action::UserRestored,
            _ => Action::UserUpdated,
        }
    }

    /// What the product is told of somebody who had this status.
    fn news(&self, before: Status) -> EventKind {
        match (before.is_on(), self.status.is_on()) {
            (true, false) => EventKind::UserDisabled,
            (false, true) => EventKind::UserEnabled,
            _ => match (before.stage(), self.status.stage()) {
                (Stage::Staged, Stage::Invited) => EventKind::UserInvited,
                (Stage::Staged, Stage::Confirmed) => EventKind::UserConfirmed,
                _ => EventKind::UserUpdated,
            },
        }
    }

    /// The change with the invitation that it leads to. Somebody invited whose address changes is invited there, and the
    /// links that were sent to the former one are good for nothing.
    fn invited(&self, change: Change, before: Option<&Self>, terms: &Terms, ids: &mut Ids) -> Change {
        if self.status.stage() != Stage::Invited {
            return change;
        }
        let (was_invited, address) =
            before.map_or((false, None), |user| (user.status.stage() == Stage::Invited, user.address()));
        match self.status {
            Status::On(_) if !was_invited => Invitation::begin(change, self.id, terms.policy, ids, terms.now),
            _ if was_invited && address.map(fold) != self.address().map(fold) => {
                let change = change.row(Row::InvitationDeleted(self.id));
                Invitation::begin(change, self.id, terms.policy, ids, terms.now)
            }
            // A mail that waited because they were kept out need not wait any longer.
            Status::On(_) if before.is_some_and(|before| !before.status.is_on()) => {
                change.row(Row::MailsHastened(self.id))
            }
            _ => change,
        }
    }

    /// Removes the user, with all memberships and the invitation.
    fn removed(&self, terms: &Terms, ids: &mut Ids) -> Change {
        let audit = AuditEntry::new(ids, terms.now, terms.actor, Action::UserDeleted, self.id.to_string())
            .before(with_status(self.resource.attributes().clone(), self.status));
        let event = self.event(EventKind::UserDeleted, terms.now);
        Change::new(terms.org, audit).row(Row::UserDeleted(self.id)).event(event)
    }

    pub(crate) fn event(&self, kind: EventKind, at: Timestamp) -> Event {
        let data = Json::of_user(self);
        Event { kind, subject: self.id.to_string(), at, data }
    }
}

impl Terms<'_> {
    /// The provider that asks, if it is one.
    fn provider(&self) -> Option<Provider> {
        match self.actor {
            Actor::Provider { provider, .. } => Some(*provider),
            Actor::CommandLine | Actor::Server | Actor::User(_) | Actor::Administrator { .. } => None,
        }
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

fn is_active(resource: &Resource) -> bool {
    resource.get("active") == Some(&Value::Bool(true))
}

/// What is wanted, with the login name and the addresses of before; and what was wanted of those.
fn keep_identity(before: &Resource, wanted: Resource) -> (Resource, Vec<(String, Value)>) {
    let (mut attributes, mut dropped) = (wanted.into_attributes(), Vec::new());
    for name in ["userName", "emails"] {
        let was = before.get(name);
        if attributes.get(name) != was {
            let sent = match was {
                Some(was) => attributes.insert(name.to_owned(), was.clone()),
                None => attributes.shift_remove(name),
            };
            dropped.push((name.to_owned(), sent.unwrap_or_default()));
        }
    }
    (Resource::from_stored(attributes), dropped)
}

/// Where somebody begins whom a provider brings in, be they active or not.
fn first_status(policy: &Policy, is_active: bool) -> Result<Status, Refusal> {
    let first = Status::first(policy);
    if is_active {
        return Ok(first);
    }
    if policy.create_inactive == Admission::Refuse {
        return Err(Refusal::CreatedInactive);
    }
    // They have not been invited yet, and are when they are activated.
    let stage = if first.stage() == Stage::Confirmed { Stage::Confirmed } else { Stage::Staged };
    Ok(match policy.deactivate {
        Deactivate::Revoke => Status::Revoked(stage),
        Deactivate::Disable | Deactivate::Remove => Status::Disabled(stage),
    })
}

/// What is there, but inactive; and what else was wanted, be it that something goes.
fn only_inactive(before: &Resource, wanted: &Resource) -> Admitted {
    let (mut attributes, wanted) = (before.attributes().clone(), wanted.attributes());
    let gone = attributes.keys().filter(|name| !wanted.contains_key(*name));
    let differs = |name: &&String| {
        !["active", "schemas"].contains(&name.as_str()) && attributes.get(*name) != wanted.get(*name)
    };
    let sent = |name: &String| (name.clone(), wanted.get(name).cloned().unwrap_or_default());
    let dropped = wanted.keys().chain(gone).filter(differs).map(sent).collect();
    attributes.insert("active".into(), Value::Bool(false));
    Admitted { resource: Resource::from_stored(attributes), dropped }
}

/// The attributes, and the status beside them.
fn with_status(mut attributes: Map<String, Value>, status: Status) -> Value {
    attributes.insert("status".into(), status.as_str().into());
    Value::Object(attributes)
}
