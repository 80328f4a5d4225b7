//! Whoever asks for a page, signed in or not.

use super::{Trouble, signing};
use crate::Web;
use crate::network::Network;
use app::sessions::SignedIn;
use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, Method};
use axum::response::Response;
use directory::administrator::{SESSION_MILLIS, Ticket};
use i18n::Language;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

/// How long a browser remembers the language that somebody chose, in seconds.
const LANGUAGE_SECONDS: i64 = 365 * 24 * 60 * 60;

/// The header with which a page looks by itself whether there is news.
const LIVE: &str = "x-live";
/// What stands in the address of a page that does so where no script runs.
pub(super) const LIVE_FIELD: &str = "live=1";

/// Whoever asks for a page.
#[derive(Clone)]
pub(crate) struct Visitor {
    /// The language that they are spoken to in.
    pub(crate) language: Language,
    /// Who they are, if they are signed in.
    pub(crate) signed_in: Option<Arc<SignedIn>>,
    /// What begins every address, where the public URL has a path.
    pub(crate) base: Arc<str>,
    /// The path that they asked for, below that.
    pub(crate) path: Arc<str>,
    /// What stands behind it.
    pub(crate) query: Arc<str>,
    /// Where they come from.
    pub(crate) network: Network,
    /// What their forms are made with: that of their session, or one that nothing is kept of.
    ticket: Ticket,
    /// Whether the browser has to be given that ticket.
    is_new: bool,
    secure: bool,
    cookies: Arc<Mutex<Vec<String>>>,
}

impl Visitor {
    /// Finds out who asks; where the database does not tell, a stranger with the reason.
    pub(crate) async fn of(web: &Web, parts: &Parts) -> Result<Self, (Self, Trouble)> {
        let headers = &parts.headers;
        let mut visitor = Self {
            path: parts.uri.path().into(),
            query: parts.uri.query().unwrap_or_default().into(),
            network: Network::of(&parts.extensions, headers),
            ..Self::stranger(web, headers)
        };
        let session = cookie(headers, &name(visitor.secure, "session"));
        let Some(carried) = session.and_then(Ticket::parse) else {
            return Ok(visitor);
        };
        match signing::signed_in(web, &carried, !is_live(parts)).await {
            Ok(Some(signed_in)) => {
                let chosen = signed_in.administrator.language.as_deref().and_then(Language::parse);
                visitor.language = chosen.unwrap_or(visitor.language);
                visitor.signed_in = Some(Arc::new(signed_in));
                visitor.ticket = carried;
                visitor.is_new = false;
                Ok(visitor)
            }
            Ok(None) => Ok(visitor),
            Err(error) => Err((visitor, error.into())),
        }
    }

    /// Anybody, at the first page: of whom nothing is to be found out.
    pub(crate) fn stranger(web: &Web, headers: &HeaderMap) -> Self {
        let secure = web.public_url.is_https();
        let held = cookie(headers, &name(secure, "form")).and_then(Ticket::parse);
        Self {
            language: language(headers),
            signed_in: None,
            base: web.public_url.path().into(),
            path: "/".into(),
            query: "".into(),
            network: Network::of(&Extensions::new(), headers),
            is_new: held.is_none(),
            ticket: held.unwrap_or_else(|| web.app.ticket()),
            secure,
            cookies: Arc::default(),
        }
    }

    /// What stands behind the path and is asked again where somebody comes back. What has just been done is not said again.
    pub(super) fn lasting_fields(&self) -> impl Iterator<Item = &str> {
        let fields = self.query.split('&').filter(|field| !field.is_empty() && *field != LIVE_FIELD);
        fields.filter(|field| !field.starts_with("notice="))
    }

    /// What a form of theirs has in it, so that no other site can make one.
    pub(crate) fn form_key(&self) -> String {
        self.ticket.form_key()
    }

    /// Whether a form with this in it was made for them.
    pub(crate) fn made_form(&self, key: &str) -> bool {
        self.ticket.made_form(key)
    }

    /// Signs them in from the next request on.
    pub(crate) fn take_session(&self, ticket: &Ticket) {
        self.set("session", ticket.reveal(), Some(SESSION_MILLIS / 1_000));
    }

    /// Signs them out.
    pub(crate) fn drop_session(&self) {
        self.set("session", "", Some(0));
    }

    /// Remembers the language that they chose.
    pub(crate) fn remember_language(&self, language: Language) {
        self.set("language", language.tag(), Some(LANGUAGE_SECONDS));
    }

    /// Forgets it again, and goes by what the browser asks for.
    pub(crate) fn forget_language(&self) {
        self.set("language", "", Some(0));
    }

    /// Gives the answer what their browser is to carry.
    pub(super) fn carry(&self, response: &mut Response) {
        if self.is_new {
            self.set("form", self.ticket.reveal(), None);
        }
        let mut cookies = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for cookie in cookies.drain(..) {
            if let Ok(value) = HeaderValue::from_str(&cookie) {
                response.headers_mut().append(SET_COOKIE, value);
            }
        }
    }

    fn set(&self, which: &str, value: &str, seconds: Option<i64>) {
        let secure = if self.secure { "; Secure" } else { "" };
        let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
        let name = name(self.secure, which);
        let cookie = format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}");
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).push(cookie);
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().cloned().expect("every page is asked for through `around`"))
    }
}

/// Whether a page looks by itself whether there is news, and nobody is seen by it.
fn is_live(parts: &Parts) -> bool {
    let is_marked = |query: &str| query.split('&').any(|field| field == LIVE_FIELD);
    parts.headers.contains_key(LIVE)
        || (parts.method == Method::GET && parts.uri.query().is_some_and(is_marked))
}

/// RFC 6265bis §4.1.3.2: with this prefix a browser takes a cookie only over TLS, and only from the host itself.
fn name(secure: bool, which: &str) -> String {
    if secure { format!("__Host-rollbook-{which}") } else { format!("rollbook-{which}") }
}

fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(known, _)| *known == name).map(|(_, value)| value)
}

/// What the browser was told before, else what it asks for.
fn language(headers: &HeaderMap) -> Language {
    let told = [true, false].into_iter().find_map(|secure| cookie(headers, &name(secure, "language")));
    let asked =
        || headers.get(ACCEPT_LANGUAGE).and_then(|list| list.to_str().ok()).and_then(Language::preferred);
    told.and_then(Language::parse).or_else(asked).unwrap_or_default()
}
