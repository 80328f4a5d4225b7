//! What stands around every page.

use super::back::here;
use super::visitor::LIVE_FIELD;
use super::{Desk, Notice, Visitor};
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use directory::{OrgId, Role};
use i18n::Language;

/// Where in the portal a page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Nav {
    None,
    Organizations,
    Overview,
    Users,
    Groups,
    Connections,
    Attributes,
    Configurations,
    Audit,
    Administrators,
    Settings,
}

/// What the templates of all pages need.
pub(crate) struct Frame {
    /// The language of the page.
    pub(crate) language: Language,
    /// What begins every address.
    pub(crate) base: String,
    /// The address of the page, below that, as somebody comes back to it.
    pub(crate) here: String,
    /// What makes a form ours.
    pub(crate) form_key: String,
    /// Where the style and the scripts are.
    pub(crate) assets: Assets,
    /// The address of whoever is signed in.
    pub(crate) email: Option<String>,
    /// The organization: its name and its address.
    pub(crate) organization: Option<(String, String)>,
    /// Whether there are other organizations to go to.
    pub(crate) elsewhere: bool,
    /// Whether they are the product's staff.
    pub(crate) staff: bool,
    /// What they may do.
    pub(crate) role: Option<Role>,
    /// Where this is.
    pub(crate) nav: Nav,
    /// What has just been done.
    pub(crate) notice: Option<String>,
    /// Whether the page is about provisioning, and that is off for the whole installation.
    pub(crate) off: bool,
    /// After how many seconds the page is asked for again where no script runs, and by which address: by it, nobody is seen.
    pub(crate) refresh: Option<(u32, String)>,
    live: String,
}

/// The addresses of what pages load.
pub(crate) struct Assets {
    pub(crate) icon: String,
    pub(crate) style: String,
    pub(crate) script: String,
}

impl Frame {
    /// Around a page of one organization, or of the installation.
    pub(crate) fn of(desk: &Desk, nav: Nav) -> Self {
        let organization =
            desk.organization.as_ref().map(|organization| (organization.name.clone(), desk.address("")));
        let off = matches!(nav, Nav::Overview | Nav::Connections) && !desk.web.app.has_provisioning();
        Self { organization, role: Some(desk.role), off, ..Self::bare(&desk.visitor, nav) }
    }

    /// Around a page of none.
    pub(crate) fn bare(visitor: &Visitor, nav: Nav) -> Self {
        let who = visitor.signed_in.as_deref();
        let staff = who.is_some_and(|who| who.role_in(OrgId::INSTALLATION).is_some());
        Self {
            language: visitor.language,
            base: visitor.base.to_string(),
            here: here(visitor),
            form_key: visitor.form_key(),
            assets: super::assets::addresses(&visitor.base),
            email: who.map(|who| who.administrator.email.clone()),
            organization: None,
            elsewhere: staff || who.is_some_and(|who| who.appointments.len() > 1),
            staff,
            role: None,
            nav,
            notice: None,
            off: false,
            refresh: None,
            live: live(visitor),
        }
    }

    /// The same with what has just been done.
    pub(crate) fn noticing(self, notice: Option<Notice>) -> Self {
        let notice = notice.map(|notice| notice.text(self.language));
        Self { notice, ..self }
    }

    /// The same for a page that shows what changes by itself.
    pub(crate) fn refreshing(self, seconds: u32) -> Self {
        Self { refresh: Some((seconds, self.live.clone())), ..self }
    }

    /// Whether they may do what takes this role.
    pub(crate) fn may(&self, role: &str) -> bool {
        Role::parse(role).is_some_and(|least| self.role.is_some_and(|role| role >= least))
    }

    /// Whether the page is there; the word is that of the variant.
    pub(crate) fn is_at(&self, nav: &str) -> bool {
        format!("{:?}", self.nav) == nav
    }

    /// The address of a page of the organization.
    pub(crate) fn at(&self, below: &str) -> String {
        let organization = self.organization.as_ref().map_or(self.base.as_str(), |(_, address)| address);
        format!("{organization}{below}")
    }

    /// The languages there are: their tag, what they call themselves, and whether the page is in it.
    pub(crate) fn languages(&self) -> [(&'static str, &'static str, bool); 3] {
        Language::ALL.map(|language| (language.tag(), language.own_name(), language == self.language))
    }
}

/// The address that was asked for, as a page asks for it by itself.
fn live(visitor: &Visitor) -> String {
    let fields: Vec<&str> = visitor.lasting_fields().chain([LIVE_FIELD]).collect();
    format!("{}{}?{}", visitor.base, visitor.path, fields.join("&"))
}

/// A page.
pub(crate) fn page(page: &impl Template) -> Response {
    page_with(StatusCode::OK, page)
}

/// A page with another status than 200.
pub(crate) fn page_with(status: StatusCode, page: &impl Template) -> Response {
    let html = page.render().expect("texts are written into memory, where nothing fails");
    (status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response()
}
