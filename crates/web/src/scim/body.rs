//! The body of a request: bounded, timed, of the right media type, and strict JSON.

use super::failure::Failure;
use super::trace::Trace;
use crate::limits::{BODY_BYTES_MAX, BODY_PAUSE_MAX, BODY_TIME_MAX};
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{FromRequest, Request};
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE, EXPECT};
use axum::http::{HeaderMap, HeaderValue};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};
use serde_json::Value;
use std::convert::Infallible;

/// The media types of RFC 7644 §3.1 and §8.1.
const MEDIA_TYPES: [&str; 2] = ["application/scim+json", "application/json"];

/// A body that has not been read yet. Reading it is the handler's to ask for, after the caller was let in.
pub(crate) struct ScimBody {
    headers: HeaderMap,
    body: Body,
    trace: Trace,
}

impl<S: Sync> FromRequest<S> for ScimBody {
    type Rejection = Infallible;

    async fn from_request(request: Request, _: &S) -> Result<Self, Infallible> {
        let (parts, body) = request.into_parts();
        Ok(Self { trace: Trace::from(&parts), headers: parts.headers, body })
    }
}

impl ScimBody {
    /// Reads the body as JSON.
    pub(crate) async fn json(self) -> Result<Value, Failure> {
        self.trace.passed_by();
        check_media_type(&self.headers)?;
        check_encoding(&self.headers)?;
        let waits = self.headers.contains_key(EXPECT);
        let bytes = bytes(self.body, waits).await?;
        self.trace.read(&bytes);
        Ok(scim::json::parse(&bytes)?)
    }
}

/// A missing Content-Type is taken for JSON: no other type would be understood anyway.
fn check_media_type(headers: &HeaderMap) -> Result<(), scim::Error> {
    let Some(value) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let text = String::from_utf8_lossy(value.as_bytes());
    let essence = text.split(';').next().unwrap_or_default().trim();
    if MEDIA_TYPES.iter().any(|known| known.eq_ignore_ascii_case(essence)) {
        return Ok(());
    }
    let detail =
        format!("The body's Content-Type is {essence:?}. Send application/scim+json (or application/json).");
    Err(scim::Error::status(415, detail))
}

/// A compressed body is refused by name; as JSON it would only be noise.
fn check_encoding(headers: &HeaderMap) -> Result<(), scim::Error> {
    let plain = |value: &HeaderValue| value.is_empty() || value.as_bytes().eq_ignore_ascii_case(b"identity");
    if headers.get_all(CONTENT_ENCODING).iter().all(plain) {
        return Ok(());
    }
    let detail = "The body has a Content-Encoding. Send it as it is, without compression.";
    Err(scim::Error::status(415, detail))
}

/// The whole body, of a client that `waits` to be asked for it (RFC 9110 §10.1.1) or does not.
async fn bytes(mut body: Body, waits: bool) -> Result<Bytes, scim::Error> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > BODY_BYTES_MAX {
        if !waits {
            pass_by(body).await;
        }
        return Err(too_large());
    }
    let read = Limited::new(&mut body, BODY_BYTES_MAX).collect();
    match tokio::time::timeout(BODY_TIME_MAX, read).await {
        Ok(Ok(collected)) => Ok(collected.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => {
            pass_by(body).await;
            Err(too_large())
        }
        Ok(Err(error)) => {
            Err(scim::Error::invalid_syntax(format!("The body could not be read to its end: {error}.")))
        }
        Err(_) => Err(scim::Error::status(
            408,
            format!("The body did not arrive within {} seconds. Send it again.", BODY_TIME_MAX.as_secs()),
        )),
    }
}

/// Throws away what is on its way of a body that is refused. A client that sends on while the connection is closed may
/// not get to read why.
pub(crate) async fn pass_by(mut body: Body) {
    let all =
        async { while let Ok(Some(Ok(_))) = tokio::time::timeout(BODY_PAUSE_MAX, body.frame()).await {} };
    // Whoever takes longer is not waited for.
    drop(tokio::time::timeout(BODY_TIME_MAX, all).await);
}

fn too_large() -> scim::Error {
    let detail =
        format!("The body is larger than {BODY_BYTES_MAX} bytes. Split the request into smaller ones.");
    scim::Error::status(413, detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_no_compression() {
        let check = |value: &'static str| {
            check_encoding(&HeaderMap::from_iter([(CONTENT_ENCODING, HeaderValue::from_static(value))]))
        };
        assert_eq!(check("identity"), Ok(()));
        assert_eq!(check("gzip").map_err(|error| error.status), Err(415));
        assert_eq!(check_encoding(&HeaderMap::new()), Ok(()));
    }

    #[test]
    fn takes_the_two_media_types_with_any_parameter() {
        let check = |value: &'static str| {
            check_media_type(&HeaderMap::from_iter([(CONTENT_TYPE, value.parse().expect("a value"))]))
        };
        for good in [
            "application/scim+json",
            "application/json; charset=utf-8",
            "Application/SCIM+JSON;charset=UTF-8",
        ] {
            assert_eq!(check(good), Ok(()), "{good}");
        }
        for bad in ["text/plain", "application/xml", "application/x-www-form-urlencoded", ""] {
            assert_eq!(check(bad).map_err(|error| error.status), Err(415), "{bad}");
        }
        assert_eq!(check_media_type(&HeaderMap::new()), Ok(()));
    }
}
