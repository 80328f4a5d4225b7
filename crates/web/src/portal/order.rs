//! A form that changes something, from somebody who may.

use super::form::{Form, PASSWORD_FIELD};
use super::trouble::Confirm;
use super::{Desk, Trouble, signing};
use crate::Web;
use app::sessions::appointed;
use app::{Error, Work};
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use directory::{Actor, Role};
use std::marker::PhantomData;

/// What it takes to give an order.
pub(crate) trait Least: Send + Sync + 'static {
    /// The lowest role that may.
    const ROLE: Role;
}

/// An order that whoever sees the organization may give.
pub(crate) struct Auditor;
/// An order that an admin may give.
pub(crate) struct Admin;
/// An order that only an owner may give.
pub(crate) struct Owner;

impl Least for Auditor {
    const ROLE: Role = Role::Auditor;
}

impl Least for Admin {
    const ROLE: Role = Role::Admin;
}

impl Least for Owner {
    const ROLE: Role = Role::Owner;
}

/// A form from somebody who may give such an order. Whether they still may is asked again where it is done.
pub(crate) struct Order<R> {
    /// Who gives it, and where.
    pub(crate) desk: Desk,
    /// What they filled in.
    pub(crate) form: Form,
    role: PhantomData<R>,
}

impl<R: Least> Order<R> {
    /// As whom the audit trail names them.
    pub(crate) fn actor(&self) -> Actor {
        self.desk.who.administrator.actor()
    }

    /// Does it, in the organization, if they still may.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>, &Actor) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.write_as(R::ROLE, name, work).await
    }

    /// The same for what only some of them may do.
    pub(crate) async fn write_as<T: Send + 'static>(
        &self,
        least: Role,
        name: &'static str,
        mut work: impl FnMut(&mut Work<'_, '_>, &Actor) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let (org, who, actor) = (self.desk.org(), self.desk.who.administrator.id, self.actor());
        let checked = move |inside: &mut Work<'_, '_>| {
            appointed(inside, who, org, least)?;
            work(inside, &actor)
        };
        self.desk.web.app.write_in(org, name, checked).await
    }

    /// That they gave their password a moment ago; asks for it where they did not.
    pub(crate) async fn confirmed(&self) -> Result<(), Trouble> {
        if self.desk.who.is_confirmed() {
            return Ok(());
        }
        let given = self.form.raw(PASSWORD_FIELD);
        let ask = |wrong| {
            let action = format!("{}{}", self.desk.visitor.base, self.desk.visitor.path);
            Trouble::Confirm(Confirm { action, fields: self.form.content(), wrong })
        };
        if given.is_empty() {
            return Err(ask(false));
        }
        let (web, who) = (&self.desk.web, &self.desk.who);
        if signing::confirm(web, who, given.to_owned()).await? { Ok(()) } else { Err(ask(true)) }
    }
}

impl<R: Least> FromRequest<Web> for Order<R> {
    type Rejection = Trouble;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Trouble> {
        let (mut parts, body) = request.into_parts();
        let desk = Desk::from_request_parts(&mut parts, web).await?;
        let form = Form::from_request(Request::from_parts(parts, body), web).await?;
        if !desk.may(R::ROLE) {
            return Err(Trouble::Forbidden(R::ROLE));
        }
        Ok(Self { desk, form, role: PhantomData })
    }
}
