//! The pages that the link of an invitation leads to.
//!
//! GET shows what the link is good for, and a button; only POST accepts: mail programs and scanners follow links. Nothing
//! is loaded from elsewhere, and everything works without a script.

use crate::Web;
use crate::limits::{FORM_BYTES_MAX, FORM_TIME_MAX};
use crate::portal::readable;
use app::invitations::{self, Acceptance, Visit};
use askama::Template;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, Request, State};
use axum::http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::invitation::{GivenNames, NAME_CHARS_MAX, PresentedLink, Standing};
use http_body_util::{BodyExt as _, Limited};
use i18n::{Language, editable};

/// Where the page's style is.
pub(crate) const STYLESHEET: &str = "/assets/page.css";

const CSS: &str = include_str!("../assets/page.css");
/// Our own style, our own form, and nothing else.
const POLICY: &str =
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

#[derive(Template)]
#[template(path = "join.html")]
struct Page<'a> {
    language: Language,
    stylesheet: &'a str,
    title: &'a str,
    text: &'a str,
    form: Option<&'a Form<'a>>,
}

/// The button, and what is asked for beside it.
struct Form<'a> {
    names: bool,
    given_name: &'a str,
    family_name: &'a str,
    most: &'a str,
    until: &'a str,
    wrong: bool,
}

/// What somebody typed.
#[derive(Default)]
struct Typed {
    given_name: String,
    family_name: String,
}

/// What stands in the place of a link's token.
type Token = Result<Path<String>, PathRejection>;

/// Shows what a link is good for.
pub(crate) async fn show(State(web): State<Web>, token: Token, headers: HeaderMap) -> Response {
    let teller = Teller::new(&headers);
    let Some(link) = presented(token) else { return teller.gone() };
    match web.app.read("look at invitation", move |work| invitations::visit(work, &link)).await {
        Ok(Some(visit)) => teller.of(&visit).shows(&visit),
        Ok(None) => teller.gone(),
        Err(error) => teller.later(&error),
    }
}

/// Accepts.
pub(crate) async fn accept(State(web): State<Web>, token: Token, request: Request) -> Response {
    let teller = Teller::new(request.headers());
    let Some(link) = presented(token) else { return teller.gone() };
    let Some(typed) = typed(request.into_body()).await else {
        return teller.too_large();
    };
    let names = GivenNames::parse(&typed.given_name, &typed.family_name);
    let accepting = web.app.write_in(link.org, "accept invitation", move |work| {
        invitations::accept(work, &link, names.as_ref())
    });
    match accepting.await {
        Ok(Some((visit, acceptance))) => teller.of(&visit).tells(&visit, acceptance, &typed),
        Ok(None) => teller.gone(),
        Err(error) => teller.later(&error),
    }
}

/// The link, if it is one; what is no text is none.
fn presented(token: Token) -> Option<PresentedLink> {
    token.ok().and_then(|Path(token)| PresentedLink::parse(&token))
}

/// The page's style.
pub(crate) async fn stylesheet() -> Response {
    let headers = [
        (CONTENT_TYPE, "text/css; charset=utf-8"),
        (CACHE_CONTROL, "public, max-age=3600"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, CSS).into_response()
}

/// Speaks to whoever follows a link, in one language.
struct Teller {
    language: Language,
    stylesheet: String,
}

impl Teller {
    /// In the language that the browser asks for, as long as nobody knows who it is.
    fn new(headers: &HeaderMap) -> Self {
        let list = headers.get(ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).unwrap_or_default();
        let language = Language::preferred(list).unwrap_or_default();
        Self { language, stylesheet: format!("..{STYLESHEET}") }
    }

    /// In the language of the mail, where the user has one.
    fn of(self, visit: &Visit) -> Self {
        let theirs = Language::of_user(visit.preferred_language.as_deref(), visit.locale.as_deref());
        Self { language: theirs.unwrap_or(self.language), ..self }
    }

    fn shows(&self, visit: &Visit) -> Response {
        if visit.standing != Standing::Open {
            return self.nothing(visit, visit.standing);
        }
        let [given_name, family_name] = visit.names.clone();
        let typed = Typed { given_name, family_name };
        self.asks(visit, &typed, Mistake::None)
    }

    fn tells(&self, visit: &Visit, acceptance: Acceptance, typed: &Typed) -> Response {
        let (language, organization) = (self.language, visit.organization.as_str());
        match acceptance {
            Acceptance::Joined => {
                self.page(StatusCode::OK, &language.joined_title(), &language.joined_text(organization), None)
            }
            Acceptance::ToBeConfirmed => self.page(
                StatusCode::OK,
                &language.accepted_title(),
                &language.accepted_text(organization),
                None,
            ),
            Acceptance::NamesMissing => self.asks(visit, typed, Mistake::Names),
            Acceptance::Nothing(standing) => self.nothing(visit, standing),
        }
    }

    /// The page with the button.
    fn asks(&self, visit: &Visit, typed: &Typed, mistake: Mistake) -> Response {
        let (language, organization) = (self.language, visit.organization.as_str());
        let form = Form {
            names: visit.asks_names,
            given_name: &editable(&typed.given_name, NAME_CHARS_MAX),
            family_name: &editable(&typed.family_name, NAME_CHARS_MAX),
            most: &NAME_CHARS_MAX.to_string(),
            until: &language.moment(visit.expires),
            wrong: mistake == Mistake::Names,
        };
        let status = match mistake {
            Mistake::None => StatusCode::OK,
            Mistake::Names => StatusCode::UNPROCESSABLE_ENTITY,
        };
        self.page(
            status,
            &language.join_title(organization),
            &language.join_opening(organization),
            Some(&form),
        )
    }

    /// Why nothing was done.
    fn nothing(&self, visit: &Visit, standing: Standing) -> Response {
        let (language, organization) = (self.language, visit.organization.as_str());
        let (title, text) = match standing {
            Standing::Used => (language.used_title(), language.used_text(organization)),
            Standing::Expired => {
                let text = language.expired_text(organization, language.moment(visit.expires));
                (language.expired_title(), text)
            }
            Standing::KeptOut => (language.disabled_title(), language.disabled_text(organization)),
            Standing::Open | Standing::Gone => return self.gone(),
        };
        self.page(StatusCode::GONE, &title, &text, None)
    }

    /// The same page for all who have no link, so that nobody learns from it who was invited.
    fn gone(&self) -> Response {
        self.page(StatusCode::NOT_FOUND, &self.language.gone_title(), &self.language.gone_text(), None)
    }

    fn too_large(&self) -> Response {
        let (title, text) = (self.language.trouble_form_title(), self.language.trouble_form_large_text());
        self.page(StatusCode::PAYLOAD_TOO_LARGE, &title, &text, None)
    }

    fn later(&self, error: &app::Error) -> Response {
        tracing::error!(%error, "an invitation could not be looked at or accepted");
        let (title, text) = (self.language.later_title(), self.language.later_text());
        self.page(StatusCode::SERVICE_UNAVAILABLE, &title, &text, None)
    }

    fn page(&self, status: StatusCode, title: &str, text: &str, form: Option<&Form<'_>>) -> Response {
        let page = Page { language: self.language, stylesheet: &self.stylesheet, title, text, form };
        let html = page.render().expect("texts are written into memory, where nothing fails");
        let mut response = (status, html).into_response();
        for (name, value) in [
            (CONTENT_TYPE, "text/html; charset=utf-8"),
            (CONTENT_LANGUAGE, self.language.tag()),
            (CONTENT_SECURITY_POLICY, POLICY),
            (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (X_FRAME_OPTIONS, "DENY"),
            // The address lets somebody in: no other site and no cache shall have it.
            (REFERRER_POLICY, "no-referrer"),
            (CACHE_CONTROL, "no-store"),
            (HeaderName::from_static("x-robots-tag"), "noindex"),
        ] {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }
}

/// What was wrong with what was typed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mistake {
    None,
    Names,
}

/// Reads the form; nothing if it is larger or slower than a form can be.
async fn typed(body: Body) -> Option<Typed> {
    let whole = tokio::time::timeout(FORM_TIME_MAX, Limited::new(body, FORM_BYTES_MAX).collect());
    let bytes = whole.await.ok()?.ok()?.to_bytes();
    let text = String::from_utf8_lossy(&bytes);
    let mut typed = Typed::default();
    for field in text.split('&') {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let value = readable(&value.replace('+', " "));
        match name {
            "given_name" => typed.given_name = value,
            "family_name" => typed.family_name = value,
            _ => {}
        }
    }
    Some(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_form_that_is_no_text_is_read_as_far_as_it_is_one() {
        let typed = typed(Body::from(&b"given_name=Zo\xeb&family_name=%C5%8Cno"[..])).await.expect("a form");
        assert_eq!((typed.given_name.as_str(), typed.family_name.as_str()), ("Zo\u{fffd}", "Ōno"));
        assert!(super::typed(Body::from(vec![b'a'; FORM_BYTES_MAX + 1])).await.is_none());
    }
}
