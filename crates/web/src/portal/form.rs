//! A form that a browser sends: read whole, and only where one of our own pages made it.

use super::{Trouble, Visitor};
use crate::limits::{FORM_TIME_MAX, PORTAL_FORM_BYTES_MAX};
use crate::scim::pass_by;
use axum::extract::{FromRequest, FromRequestParts as _, Request};
use axum::http::HeaderMap;
use axum::http::header::{HOST, ORIGIN};
use http_body_util::{BodyExt as _, Limited};
use percent_encoding::percent_decode_str;
use std::collections::HashSet;

/// The field by which a form is known to be ours.
pub(crate) const KEY_FIELD: &str = "form_key";
/// The field in which a password is given once more.
pub(crate) const PASSWORD_FIELD: &str = "confirm_password";
/// The fields that a form may have more than once: those of who is ticked, and of a configuration.
const LISTS: [&str; 3] = ["user", "field_name", "field_text"];

/// The fields of a form that one of our pages made for whoever sends it.
pub(crate) struct Form {
    fields: Vec<(String, String)>,
}

impl Form {
    /// What stands in a field, without blanks around it; nothing is what an empty field has.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.raw(name).trim()
    }

    /// What stands in a field, to the letter.
    pub(crate) fn raw(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// What stands in all fields of a name.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether a box is ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// Whether each field that says one thing is there once: of two, one would be done and the other passed over.
    fn is_clear(&self) -> bool {
        let mut seen = HashSet::new();
        let mut single =
            self.fields.iter().map(|(name, _)| name.as_str()).filter(|name| !LISTS.contains(name));
        single.all(|name| seen.insert(name))
    }

    /// What was filled in, without what only tells that the form is ours.
    pub(crate) fn content(&self) -> Vec<(String, String)> {
        let ours = |name: &str| [KEY_FIELD, PASSWORD_FIELD].contains(&name);
        self.fields.iter().filter(|(name, _)| !ours(name)).cloned().collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Trouble;

    async fn from_request(request: Request, state: &S) -> Result<Self, Trouble> {
        let (mut parts, mut body) = request.into_parts();
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, state).await;
        if !is_from_here(&parts.headers) {
            return Err(Trouble::ForeignForm);
        }
        let whole =
            tokio::time::timeout(FORM_TIME_MAX, Limited::new(&mut body, PORTAL_FORM_BYTES_MAX).collect());
        let bytes = match whole.await {
            Ok(Ok(whole)) => whole.to_bytes(),
            Ok(Err(_)) => {
                pass_by(body).await;
                return Err(Trouble::FormTooLarge);
            }
            Err(_) => return Err(Trouble::FormTooLarge),
        };
        let form = Self { fields: fields(&String::from_utf8_lossy(&bytes)) };
        match visitor.made_form(form.raw(KEY_FIELD)) {
            true if form.is_clear() => Ok(form),
            true => Err(Trouble::UnclearForm),
            false => Err(Trouble::ForgedForm),
        }
    }
}

/// Whether the browser says that the form stood on one of our own pages. Browsers say so by `Sec-Fetch-Site` where a
/// connection can be trusted, and by `Origin` otherwise; what says neither is no browser that somebody is signed in with.
fn is_from_here(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text("sec-fetch-site") {
        return ["same-origin", "none"].contains(&site);
    }
    let Some(origin) = text(ORIGIN.as_str()) else { return true };
    let host = origin.split_once("://").map(|(_, host)| host);
    host.is_some() && host == text(HOST.as_str())
}

/// The fields of a form or an address, as browsers write them.
pub(super) fn fields(text: &str) -> Vec<(String, String)> {
    let decoded = |text: &str| readable(&text.replace('+', " "));
    let pairs = text.split('&').filter(|field| !field.is_empty());
    pairs
        .map(|field| field.split_once('=').unwrap_or((field, "")))
        .map(|(n, v)| (decoded(n), decoded(v)))
        .collect()
}

/// A text with its percent-encoding taken away. Nobody types a NUL and not every database keeps one: it is as unreadable as
/// bytes that are no UTF-8.
pub(crate) fn readable(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().replace('\0', "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")))
            .collect()
    }

    #[test]
    fn a_form_of_another_site_is_told_from_ours() {
        for (pairs, ours) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (
                &[("sec-fetch-site", "cross-site"), ("origin", "https://p.example"), ("host", "p.example")],
                false,
            ),
            (&[("origin", "https://p.example"), ("host", "p.example")], true),
            (&[("origin", "https://evil.example"), ("host", "p.example")], false),
            (&[("origin", "null"), ("host", "p.example")], false),
            (&[("host", "p.example")], true),
        ] {
            assert_eq!(is_from_here(&headers(pairs)), ours, "{pairs:?}");
        }
    }

    #[test]
    fn fields_are_read_as_browsers_write_them() {
        let form = Form { fields: fields("a=1+2&b=%E7%94%9F%E6%88%90&a=+x+&c&=d&e=%ff") };
        assert_eq!(form.all("a").collect::<Vec<_>>(), ["1 2", " x "]);
        assert_eq!((form.text("b"), form.has("c"), form.text("c"), form.has("z")), ("生成", true, "", false));
        assert_eq!(form.text("e"), "\u{fffd}");
        assert!(!form.is_clear());
        for (text, clear) in
            [("", true), ("a=1&b=1", true), ("a=1&%61=1", false), ("user=1&user=2&a=1", true)]
        {
            assert_eq!(Form { fields: fields(text) }.is_clear(), clear, "{text}");
        }
        assert_eq!(fields("name=a%00b%0ac"), [("name".to_owned(), "a\u{fffd}b\nc".to_owned())]);
    }
}
