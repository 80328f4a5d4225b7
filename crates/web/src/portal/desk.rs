//! Somebody who is signed in and looks at one organization, or at the installation.

use super::frame::{Frame, Nav};
use super::{Trouble, Visitor};
use crate::Web;
use app::sessions::{SignedIn, enter};
use app::{Error, Work};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use directory::{OrgId, Organization, Role};
use i18n::Language;
use std::sync::Arc;

/// Somebody who may see what they look at.
#[derive(Clone)]
pub(crate) struct Desk {
    /// The use cases, and where the server is reached.
    pub(crate) web: Web,
    /// Who asks.
    pub(crate) visitor: Visitor,
    /// Who they are.
    pub(crate) who: Arc<SignedIn>,
    /// The organization that the address names; none for the installation.
    pub(crate) organization: Option<Arc<Organization>>,
    /// What they may do there.
    pub(crate) role: Role,
}

impl Desk {
    /// Where the address of a page would put whoever asks, if they may see the organization that it names.
    pub(crate) async fn around(web: &Web, visitor: &Visitor) -> Option<Self> {
        let who = visitor.signed_in.clone()?;
        let named = visitor.path.strip_prefix("/organizations/")?.split('/').next()?.to_owned();
        Self::at(web, visitor.clone(), who, &named).await.ok()
    }

    async fn at(web: &Web, visitor: Visitor, who: Arc<SignedIn>, named: &str) -> Result<Self, Trouble> {
        let id = OrgId::parse(named).ok_or(Trouble::NotFound)?;
        // Whether it exists is for those to know who may see it.
        let role = who.role_in(id).ok_or(Trouble::NotFound)?;
        let found = web.app.read("look up organization", move |work| Ok(work.tx.organization(id)?)).await?;
        let organization = Some(Arc::new(found.ok_or(Trouble::NotFound)?));
        Ok(Self { web: web.clone(), visitor, who, organization, role })
    }

    /// The organization, or that which stands for the installation.
    pub(crate) fn org(&self) -> OrgId {
        self.organization.as_ref().map_or(OrgId::INSTALLATION, |organization| organization.id)
    }

    /// The language that they are spoken to in.
    pub(crate) fn language(&self) -> Language {
        self.visitor.language
    }

    /// Whether they may do that.
    pub(crate) fn may(&self, role: Role) -> bool {
        self.role >= role
    }

    /// What stands around a page.
    pub(crate) fn frame(&self, nav: Nav) -> Frame {
        Frame::of(self, nav)
    }

    /// An address below that of the organization, as in `/users`.
    pub(crate) fn address(&self, below: &str) -> String {
        match &self.organization {
            Some(organization) => format!("{}/organizations/{}{below}", self.visitor.base, organization.id),
            None => format!("{}{below}", self.visitor.base),
        }
    }

    /// Reads a few rows.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        Ok(self.web.app.read(name, work).await?)
    }

    /// Reads as many rows as it takes, and keeps nobody waiting who only reads a few. One administrator may do so only so
    /// often.
    pub(crate) async fn search<T: Send + 'static>(
        &self,
        name: &'static str,
        work: impl FnMut(&mut Work<'_, '_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Trouble> {
        self.web.attempts.take_search(self.who.administrator.id)?;
        Ok(self.web.app.run(store::Access::Search, name, work).await?)
    }
}

impl FromRequestParts<Web> for Desk {
    type Rejection = Trouble;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Trouble> {
        let Ok(visitor) = Visitor::from_request_parts(parts, web).await;
        let who = visitor.signed_in.clone().ok_or(Trouble::SignIn)?;
        let params = RawPathParams::from_request_parts(parts, web).await.map_err(|_| Trouble::NotFound)?;
        let named = params.iter().find(|(name, _)| *name == "org").map(|(_, id)| id.to_owned());
        let Some(named) = named else {
            let role = who.role_in(OrgId::INSTALLATION).ok_or(Trouble::NotFound)?;
            return Ok(Self { web: web.clone(), visitor, who, organization: None, role });
        };
        let desk = Self::at(web, visitor, who, &named).await?;
        let id = desk.org();
        if desk.who.is_new_in(id) {
            let entering = Arc::clone(&desk.who);
            web.app.write_in(id, "enter organization", move |work| enter(work, &entering, id)).await?;
        }
        Ok(desk)
    }
}
