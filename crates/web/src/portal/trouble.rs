//! What goes wrong, as a page that says what happened, why, and what to do.

use super::frame::{Frame, Nav, page_with};
use super::{Desk, Visitor, back};
use crate::Web;
use crate::middleware::TurnedAway;
use askama::Template;
use axum::extract::{Request, State};
use axum::http::header::{ACCEPT, CONNECTION, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use directory::{Refusal, Role};
use i18n::Language;
use std::time::Duration;

/// Why there is no page.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// Nobody is signed in, or not any more.
    SignIn,
    /// There is no such thing, or it is not for them to see.
    NotFound,
    /// It is not done like that at this address.
    NotAllowed,
    /// They may not do that; whoever has this role may.
    Forbidden(Role),
    /// The form comes from another site.
    ForeignForm,
    /// The form was not made for this browser, or before its session.
    ForgedForm,
    /// The address is too long.
    AddressTooLong,
    /// All headers together are too large.
    HeadersTooLarge,
    /// The request does not say which host it is for.
    BadHost,
    /// The form says two things where it can say one.
    UnclearForm,
    /// The form is too large, or came too slowly.
    FormTooLarge,
    /// The password has to be given once more, then the same is asked again with these fields.
    Confirm(Confirm),
    /// It was done too often, and may be done again after so long.
    TooOften(Often, Duration),
    /// Something was changed by somebody else meanwhile.
    Stale,
    /// The domain says no, for this reason.
    Refused(Refusal),
    /// The request does not fit the protocol by which users are described.
    Illegal(String),
    /// Too many wait for their passwords to be compared.
    Crowded,
    /// The server cannot do it now.
    Later,
    /// Something is wrong in the server itself.
    Broken,
}

/// What was done too often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Often {
    /// A password was tried.
    Password,
    /// A mail was asked for.
    Mail,
    /// One network sent too many forms of people who are not signed in.
    Network,
    /// Somebody asked for too many lists.
    Search,
    /// An organization takes as many exports along already as it may.
    Export,
}

/// What is asked again once the password was given.
#[derive(Clone, Debug)]
pub(crate) struct Confirm {
    /// Where it is asked.
    pub(crate) action: String,
    /// What was filled in.
    pub(crate) fields: Vec<(String, String)>,
    /// Whether a password was given that is wrong.
    pub(crate) wrong: bool,
}

#[derive(Template)]
#[template(path = "portal/trouble.html")]
struct Page {
    frame: Frame,
    title: String,
    text: String,
    link: Option<(String, String)>,
}

#[derive(Template)]
#[template(path = "portal/confirm.html")]
struct ConfirmPage {
    frame: Frame,
    asked: Confirm,
}

impl From<app::Error> for Trouble {
    fn from(error: app::Error) -> Self {
        match error {
            app::Error::NotFound | app::Error::Unauthorized(_) => Self::NotFound,
            app::Error::Forbidden(role) => Self::Forbidden(role),
            app::Error::Stale => Self::Stale,
            app::Error::Refused(refusal) => Self::Refused(refusal),
            app::Error::Scim(error) => Self::Illegal(error.to_string()),
            app::Error::Crowded => Self::Crowded,
            app::Error::Store(error) => {
                tracing::error!(%error, "the store could not do what a page asked for");
                Self::Later
            }
        }
    }
}

impl IntoResponse for Trouble {
    /// The page is made where it is known who asks.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Trouble {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn => StatusCode::UNAUTHORIZED,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::NotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Forbidden(_) | Self::ForeignForm | Self::ForgedForm | Self::Confirm(_) => {
                StatusCode::FORBIDDEN
            }
            Self::AddressTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::BadHost | Self::UnclearForm => StatusCode::BAD_REQUEST,
            Self::FormTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooOften(..) => StatusCode::TOO_MANY_REQUESTS,
            Self::Stale => StatusCode::CONFLICT,
            Self::Refused(_) | Self::Illegal(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Crowded | Self::Later => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The page for whoever asked, with what stands around the others where they asked.
    pub(crate) async fn page_at(self, web: &Web, visitor: &Visitor) -> Response {
        let desk = Desk::around(web, visitor).await;
        let frame = desk.map_or_else(|| Frame::bare(visitor, Nav::None), |desk| desk.frame(Nav::None));
        self.page_in(frame, visitor)
    }

    /// The page for whoever asked, of whom nothing else can be found out.
    pub(crate) fn page(self, visitor: &Visitor) -> Response {
        self.page_in(Frame::bare(visitor, Nav::None), visitor)
    }

    fn page_in(self, frame: Frame, visitor: &Visitor) -> Response {
        let status = self.status();
        if let Self::Confirm(asked) = self {
            return page_with(status, &ConfirmPage { frame, asked });
        }
        let (title, text) = self.words(visitor.language);
        let link = match self {
            Self::SignIn => Some((back::sign_in_address(visitor), visitor.language.trouble_sign_in_link())),
            _ => Some((format!("{}/", visitor.base), visitor.language.trouble_home_link())),
        };
        let (is_cut, is_crowded) = (matches!(self, Self::FormTooLarge), matches!(self, Self::Crowded));
        let wait = if let Self::TooOften(_, wait) = self { Some(wait) } else { None };
        let mut response = page_with(status, &Page { frame, title, text, link });
        if is_crowded {
            response.extensions_mut().insert(TurnedAway("too many passwords wait to be compared already"));
        }
        if is_cut {
            // RFC 9112 §9.6: what is left of the form would be taken for the next request.
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        if let Some(wait) = wait {
            // RFC 9110 §10.2.3: in whole seconds.
            let seconds = wait.as_secs().saturating_add(1);
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    fn words(&self, language: Language) -> (String, String) {
        match self {
            Self::SignIn => (language.trouble_sign_in_title(), language.trouble_sign_in_text()),
            Self::NotFound | Self::Confirm(_) => {
                (language.trouble_not_found_title(), language.trouble_not_found_text())
            }
            Self::NotAllowed => (language.trouble_not_allowed_title(), language.trouble_not_allowed_text()),
            Self::AddressTooLong => (language.trouble_request_title(), language.trouble_address_text()),
            Self::HeadersTooLarge => (language.trouble_request_title(), language.trouble_headers_text()),
            Self::BadHost => (language.trouble_request_title(), language.trouble_host_text()),
            Self::Forbidden(Role::Owner) => {
                (language.trouble_forbidden_title(), language.trouble_forbidden_owner_text())
            }
            Self::Forbidden(_) => {
                (language.trouble_forbidden_title(), language.trouble_forbidden_admin_text())
            }
            Self::ForeignForm => (language.trouble_form_title(), language.trouble_form_foreign_text()),
            Self::ForgedForm => (language.trouble_form_title(), language.trouble_form_forged_text()),
            Self::UnclearForm => (language.trouble_form_title(), language.trouble_form_unclear_text()),
            Self::FormTooLarge => (language.trouble_form_title(), language.trouble_form_large_text()),
            Self::TooOften(what, _) => what.words(language),
            Self::Stale => (language.trouble_stale_title(), language.trouble_stale_text()),
            Self::Refused(why) => (language.trouble_refused_title(), language.refusal(why)),
            Self::Illegal(why) => (language.trouble_refused_title(), why.clone()),
            Self::Crowded | Self::Later | Self::Broken => {
                (language.trouble_later_title(), language.trouble_later_text())
            }
        }
    }
}

impl Often {
    fn words(self, language: Language) -> (String, String) {
        match self {
            Self::Password => (language.trouble_often_title(), language.trouble_often_text()),
            Self::Mail => (language.trouble_often_mail_title(), language.trouble_often_mail_text()),
            Self::Network => (language.trouble_often_title(), language.trouble_often_network_text()),
            Self::Search => (language.trouble_much_title(), language.trouble_much_search_text()),
            Self::Export => (language.trouble_much_title(), language.trouble_much_export_text()),
        }
    }
}

/// No such address: a page for whoever reads pages, SCIM for everybody else.
pub(crate) async fn not_found(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match reads_pages(&parts) {
        true => told(&web, &parts, Trouble::NotFound).await,
        false => crate::scim::not_found(parts.method, parts.uri).await,
    }
}

/// The address exists, the method does not: the same.
pub(crate) async fn not_allowed(State(web): State<Web>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    match reads_pages(&parts) {
        true => told(&web, &parts, Trouble::NotAllowed).await,
        false => crate::scim::method_not_allowed(parts.method, parts.uri).await.into_response(),
    }
}

/// A page of what goes wrong around all pages, with this status, where nothing is found out of whoever asks.
pub(crate) fn failed(web: &Web, headers: &HeaderMap, status: StatusCode) -> Response {
    let trouble = match status {
        StatusCode::URI_TOO_LONG => Trouble::AddressTooLong,
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => Trouble::HeadersTooLarge,
        StatusCode::BAD_REQUEST => Trouble::BadHost,
        StatusCode::SERVICE_UNAVAILABLE => Trouble::Later,
        _ => Trouble::Broken,
    };
    let visitor = Visitor::stranger(web, headers);
    super::dressed(web, &visitor, trouble.page(&visitor))
}

fn reads_pages(parts: &Parts) -> bool {
    let accepted = parts.headers.get(ACCEPT).and_then(|list| list.to_str().ok()).unwrap_or_default();
    accepted.contains("text/html") && !crate::scim::is_at(parts.uri.path())
}

/// The page of what goes wrong before anybody knows who asks.
async fn told(web: &Web, parts: &Parts, trouble: Trouble) -> Response {
    match Visitor::of(web, parts).await {
        Ok(visitor) => super::dressed(web, &visitor, trouble.page_at(web, &visitor).await),
        Err((visitor, trouble)) => super::dressed(web, &visitor, trouble.page(&visitor)),
    }
}
