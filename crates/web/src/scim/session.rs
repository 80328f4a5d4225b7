//! A caller who has been let in, and what it may do: the same whether it asks one by one or in Bulk.

use super::auth::Door;
use super::failure::Failure;
use super::rate::Exceeded;
use super::response::Shown;
use crate::Web;
use ::scim::dialect::{Dialect, Envelope, Fired};
use ::scim::list::SearchRequest;
use ::scim::patch::{PatchRequest, members};
use ::scim::project::Projection;
use ::scim::{Error as ScimError, Resource, ResourceType};
use app::{Caller, Error, IfMatch, Work, groups, users};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use directory::policy::Policy;
use directory::policy::knob::PatchAnswer;
use directory::{GroupId, UserId};
use serde_json::Value;
use std::sync::Arc;
use store::{Access, Names};

/// Lets the one at the door in and reads, both on one snapshot. A stranger is turned away before anybody looks at the
/// query: hence the result that travels into the transaction.
pub(crate) async fn read<T: Send + 'static>(
    web: &Web,
    door: &Door,
    (access, name): (Access, &'static str),
    query: Result<SearchRequest, ScimError>,
    mut read: impl FnMut(&mut Work<'_, '_>, &Caller, &SearchRequest) -> Result<T, Error> + Send + 'static,
) -> Result<T, Failure> {
    let (credential, trace, rates) = (door.credential.clone(), door.trace.clone(), Arc::clone(&web.rates));
    let read = web.app.run(access, name, move |work| {
        let caller = work.caller(&credential)?;
        trace.let_in(&caller, &credential);
        // A read may be begun anew, and a list may come behind a session; it is one request all the same.
        if trace.is_first_count()
            && let Err(exceeded) = rates.count(&caller)
        {
            return Ok(Err(exceeded));
        }
        let query = query.as_ref().map_err(|error| Error::Scim(error.clone()))?;
        read(work, &caller, query).map(Ok)
    });
    Ok(read.await??)
}

/// A session of a caller who may be over the limit of its organization, for handlers that let through what is urgent.
pub(crate) struct AnySession {
    session: Session,
    exceeded: Option<Exceeded>,
}

impl AnySession {
    /// The session, if there is no limit in the way, or what is asked for must not wait.
    pub(crate) fn admit(self, is_urgent: impl FnOnce(&Caller) -> bool) -> Result<Session, Failure> {
        match self.exceeded {
            Some(exceeded) if !is_urgent(&self.session.caller) => Err(exceeded.into()),
            _ => Ok(self.session),
        }
    }
}

impl FromRequestParts<Web> for AnySession {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let session = Session::open(web, Door::from_request_parts(parts, web).await?).await?;
        session.door.trace.is_first_count();
        let exceeded = web.rates.count(&session.caller).err();
        Ok(Self { session, exceeded })
    }
}

/// A caller who has been let in: a handler that takes one cannot run for a stranger, nor read a stranger's body. Each of
/// its writes asks for the credential again, inside its own transaction.
pub(crate) struct Session {
    web: Web,
    /// Where it came in.
    pub(crate) door: Door,
    caller: Caller,
}

impl FromRequestParts<Web> for Session {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        AnySession::from_request_parts(parts, web).await?.admit(|_| false)
    }
}

impl Session {
    /// Lets the one at the door in, or not.
    pub(crate) async fn open(web: &Web, door: Door) -> Result<Self, Error> {
        let caller = web.app.caller(&door.credential).await?;
        door.trace.let_in(&caller, &door.credential);
        Ok(Self { web: web.clone(), door, caller })
    }

    /// Users, as this caller may speak of them.
    pub(crate) fn user_type(&self) -> &ResourceType {
        &self.caller.types.user
    }

    /// Groups, as this caller may speak of them.
    pub(crate) fn group_type(&self) -> &ResourceType {
        &self.caller.types.group
    }

    /// Groups, as this caller sees them.
    pub(crate) fn shown_group_type(&self) -> &ResourceType {
        &self.caller.types.group_shown
    }

    /// What becomes of what the caller sends.
    pub(crate) fn policy(&self) -> &Policy {
        &self.caller.connection.policy
    }

    /// Whether a PATCH is answered with the resource. RFC 7644 §3.5.2: one with `attributes` always is.
    pub(crate) fn patch_answers_body(&self, ty: &ResourceType, projection: &Projection) -> bool {
        let answers_body = match self.policy().patch_answer {
            PatchAnswer::Dialect => self.dialect().patch_answers_body(ty),
            PatchAnswer::NoContent => false,
            PatchAnswer::Resource => true,
        };
        answers_body || !projection.is_default()
    }

    /// How the caller bends the RFCs.
    pub(crate) fn dialect(&self) -> Dialect {
        self.caller.dialect()
    }

    /// Reads a body that is no resource. What stands in it beside what the RFC knows is noted or refused.
    pub(crate) fn envelope(&self, body: Value, envelope: Envelope) -> Result<Value, Failure> {
        let mut fired = Fired::default();
        self.dialect().envelope(&body, envelope, &mut fired)?;
        self.log(&fired);
        Ok(body)
    }

    /// RFC 7644 §3.3.
    pub(crate) async fn create_user(&self, body: Value, back: users::Return) -> Result<Shown, Error> {
        let mut fired = Fired::default();
        let body = self.dialect().resource(body, self.user_type(), &mut fired);
        let resource = Resource::parse(&body, self.user_type())?;
        let create = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let mut fired = fired.clone();
            Ok((users::create(work, caller, &resource, back, &mut fired)?, fired))
        };
        let (view, fired) = self.write("create user", create).await?;
        self.log(&fired);
        Ok(Shown::user(view, &self.door.base))
    }

    /// RFC 7644 §3.5.1.
    pub(crate) async fn replace_user(
        &self,
        id: &str,
        expected: IfMatch,
        body: Value,
    ) -> Result<Shown, Error> {
        let id = UserId::parse(id).ok_or(Error::NotFound)?;
        let mut fired = Fired::default();
        let body = self.dialect().resource(body, self.user_type(), &mut fired);
        let replace = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let mut fired = fired.clone();
            Ok((users::replace(work, caller, id, &expected, &body, &mut fired)?, fired))
        };
        let (view, fired) = self.write("replace user", replace).await?;
        self.log(&fired);
        Ok(Shown::user(view, &self.door.base))
    }

    /// RFC 7644 §3.5.2.
    pub(crate) async fn patch_user(&self, id: &str, expected: IfMatch, body: &Value) -> Result<Shown, Error> {
        let mut fired = Fired::default();
        let request = PatchRequest::parse(body, self.user_type(), &self.dialect(), &mut fired)?;
        let id = UserId::parse(id).ok_or(Error::NotFound)?;
        let patch = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let mut fired = fired.clone();
            Ok((users::patch(work, caller, id, &expected, &request, &mut fired)?, fired))
        };
        let (view, fired) = self.write("patch user", patch).await?;
        self.log(&fired);
        Ok(Shown::user(view, &self.door.base))
    }

    /// RFC 7644 §3.6.
    pub(crate) async fn delete_user(&self, id: &str, expected: IfMatch) -> Result<(), Error> {
        let id = UserId::parse(id).ok_or(Error::NotFound)?;
        self.write("delete user", move |work, caller| users::delete(work, caller, id, &expected)).await
    }

    /// RFC 7644 §3.3. The answer has the members that are `shown`.
    pub(crate) async fn create_group(&self, mut body: Value, shown: Option<Names>) -> Result<Shown, Error> {
        let mut fired = Fired::default();
        let members = self.take_members(&mut body, &mut fired)?.unwrap_or_default();
        let body = self.dialect().resource(body, self.group_type(), &mut fired);
        let resource = Resource::parse(&body, self.group_type())?;
        let create = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let mut fired = fired.clone();
            Ok((groups::create(work, caller, &resource, &members, &mut fired, shown)?, fired))
        };
        let (view, fired) = self.write("create group", create).await?;
        self.log(&fired);
        Ok(Shown::group(view, &self.door.base))
    }

    /// RFC 7644 §3.5.1. A body that does not speak of members leaves them or clears them, as the dialect means it.
    pub(crate) async fn replace_group(
        &self,
        id: &str,
        expected: IfMatch,
        mut body: Value,
        shown: Option<Names>,
    ) -> Result<Shown, Error> {
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        let mut fired = Fired::default();
        let named = self.take_members(&mut body, &mut fired)?;
        let body = self.dialect().resource(body, self.group_type(), &mut fired);
        let members = members::after_put(named, &self.dialect(), &mut fired);
        let replace = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let mut fired = fired.clone();
            let asked = (&body, members.as_deref());
            let view = groups::replace(work, caller, id, &expected, asked, &mut fired, shown)?;
            Ok((view, fired))
        };
        let (view, fired) = self.write("replace group", replace).await?;
        self.log(&fired);
        Ok(Shown::group(view, &self.door.base))
    }

    /// RFC 7644 §3.5.2. Attributes and membership are told apart here and meet again in one transaction.
    pub(crate) async fn patch_group(
        &self,
        id: &str,
        expected: IfMatch,
        body: &Value,
        shown: Option<Names>,
    ) -> Result<Shown, Error> {
        let mut fired = Fired::default();
        let request = PatchRequest::parse(body, self.group_type(), &self.dialect(), &mut fired)?;
        let (request, members) = members::separate(request, self.group_type(), &self.dialect(), &mut fired)?;
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        let patch = move |work: &mut Work<'_, '_>, caller: &Caller| {
            let (asked, mut fired) = ((&request, members.as_slice()), fired.clone());
            Ok((groups::patch(work, caller, id, &expected, asked, &mut fired, shown)?, fired))
        };
        let (view, fired) = self.write("patch group", patch).await?;
        self.log(&fired);
        Ok(Shown::group(view, &self.door.base))
    }

    /// RFC 7644 §3.6.
    pub(crate) async fn delete_group(&self, id: &str, expected: IfMatch) -> Result<(), Error> {
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        self.write("delete group", move |work, caller| groups::delete(work, caller, id, &expected)).await
    }

    /// Takes back that a user was made.
    pub(crate) async fn undo_user(&self, id: &str) -> Result<(), Error> {
        let id = UserId::parse(id).ok_or(Error::NotFound)?;
        self.write("undo user", move |work, caller| users::undo(work, caller, id)).await
    }

    /// Takes back that a group was made.
    pub(crate) async fn undo_group(&self, id: &str) -> Result<(), Error> {
        let id = GroupId::parse(id).ok_or(Error::NotFound)?;
        self.write("undo group", move |work, caller| groups::undo(work, caller, id)).await
    }

    /// Runs a use case in a transaction that lets the caller in once more: what was switched off a moment ago is out.
    async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        mut work: impl FnMut(&mut Work<'_, '_>, &Caller) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let credential = self.door.credential.clone();
        self.web
            .app
            .write_in(self.caller.org(), name, move |tx| {
                let caller = tx.caller(&credential)?;
                work(tx, &caller)
            })
            .await
    }

    /// The members that a body names, by id; none where it does not speak of members at all.
    fn take_members(&self, body: &mut Value, fired: &mut Fired) -> Result<Option<Vec<String>>, ScimError> {
        let members = members::take(body, &self.dialect(), fired)?;
        Ok(members.map(|members| members.into_iter().map(|member| member.value).collect()))
    }

    fn log(&self, fired: &Fired) {
        self.door.tell(&self.web, &self.caller.connection, fired);
    }
}
