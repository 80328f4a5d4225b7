//! What is seen of one request on its way, for the request log.

use crate::Web;
use ::scim::dialect::{Fired, Tolerance};
use app::request_log::Size;
use app::{Caller, Credential};
use axum::body::{Body, Bytes, HttpBody as _};
use axum::http::request::Parts;
use axum::http::{Extensions, Method, Uri};
use axum::response::Response;
use directory::call::{BODY_BYTES_MAX, Body as Kept, TOLERATED_MAX};
use directory::{ConnectionId, Heard, TokenId};
use http_body_util::BodyExt as _;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::Why;

/// What is seen of one request. It travels with the request, and whoever learns something puts it in.
#[derive(Clone, Default)]
pub(crate) struct Trace(Arc<Mutex<Seen>>);

#[derive(Default)]
struct Seen {
    caller: Option<(ConnectionId, TokenId)>,
    /// The connection does not want to be logged.
    silent: bool,
    /// The token came without `Bearer` before it, and was taken all the same.
    raw: bool,
    /// It is counted for the limit of its organization.
    counted: bool,
    request: Kept,
    tolerated: Vec<(Tolerance, String)>,
}

impl Trace {
    /// The one that travels with the request; one that nobody will read, where there is none.
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get::<Self>().cloned().unwrap_or_default()
    }

    /// The caller was let in with this credential.
    pub(crate) fn let_in(&self, caller: &Caller, credential: &Credential) {
        let mut seen = self.seen();
        seen.raw = credential.raw;
        seen.caller = Some((caller.connection.id, caller.token.clone()));
        seen.silent = !caller.connection.logs_calls;
    }

    /// Whether this request is still to be counted; it is from now on.
    pub(crate) fn is_first_count(&self) -> bool {
        !std::mem::replace(&mut self.seen().counted, true)
    }

    /// The body has been read.
    pub(crate) fn read(&self, body: &Bytes) {
        let mut seen = self.seen();
        if !seen.silent {
            seen.request = kept(body);
        }
    }

    /// The body cannot be kept, because it was refused before it was read.
    pub(crate) fn passed_by(&self) {
        self.seen().request = Kept::TooLong;
    }

    /// The dialect let something pass.
    pub(crate) fn tolerated(&self, fired: &Fired) {
        let mut seen = self.seen();
        let room = TOLERATED_MAX.saturating_sub(seen.tolerated.len());
        seen.tolerated.extend(fired.iter().take(room).map(|(what, place, _)| (what, place.to_owned())));
    }

    /// Offers the request and its answer to the log.
    pub(crate) async fn offer(
        self,
        web: &Web,
        (method, uri): (&Method, &Uri),
        response: Response,
        begun: Instant,
    ) -> Response {
        let (named, target) = split(uri);
        let (caller, silent, raw) = {
            let seen = self.seen();
            (seen.caller.clone(), seen.silent, seen.raw)
        };
        if let (Some((connection, _)), true) = (&caller, raw) {
            let mut fired = Fired::default();
            fired.note(Tolerance::RawToken, "Authorization", || "Authorization: [redacted]".to_owned());
            web.app.tolerate(*connection, &fired);
            self.tolerated(&fired);
        }
        let Some(connection) = caller.as_ref().map(|(id, _)| *id).or(named).filter(|_| !silent) else {
            return response;
        };
        let (response, answer) = overheard(response).await;
        let status = response.status().as_u16();
        let why = response.extensions().get::<Why>().map_or("", |why| why.0);
        let seen = std::mem::take(&mut *self.seen());
        let size = Size {
            refused: status >= 400,
            stranger: caller.is_none(),
            bytes: seen.request.len() + answer.as_ref().map_or(0, Bytes::len),
        };
        web.app.hear(connection, size, |at| Heard {
            connection,
            token: caller.map(|(_, token)| token),
            at,
            micros: u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX),
            method: method.as_str().to_owned(),
            target: target.to_owned(),
            status,
            why,
            request: seen.request,
            answer: answer.as_ref().map_or(Kept::TooLong, kept),
            tolerated: seen.tolerated,
        });
        response
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The trace of the request that these parts are of.
impl From<&Parts> for Trace {
    fn from(parts: &Parts) -> Self {
        Self::of(&parts.extensions)
    }
}

fn kept(body: &Bytes) -> Kept {
    match body.len() {
        0 => Kept::None,
        1..=BODY_BYTES_MAX => Kept::Whole(body.to_vec()),
        _ => Kept::TooLong,
    }
}

/// The body of an answer that is there already and short enough to be kept. One that is still being written is not waited
/// for.
async fn overheard(response: Response) -> (Response, Option<Bytes>) {
    let is_short = response.body().size_hint().exact().is_some_and(|bytes| bytes <= BODY_BYTES_MAX as u64);
    if !is_short {
        return (response, None);
    }
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    (Response::from_parts(parts, Body::from(bytes.clone())), Some(bytes))
}

/// The connection that an address names, and what stands behind its own address.
fn split(uri: &Uri) -> (Option<ConnectionId>, &str) {
    let all = uri.path_and_query().map_or(uri.path(), |target| target.as_str());
    let slashless = |text: &'static str| {
        move |rest: &str| -> Option<usize> {
            let trimmed = rest.trim_start_matches('/');
            trimmed.starts_with(text).then(|| rest.len() - trimmed.len() + text.len())
        }
    };
    let mut at = 0;
    for segment in ["scim", "v2"] {
        match slashless(segment)(&all[at..]) {
            Some(more) => at += more,
            None => return (None, all),
        }
    }
    let rest = &all[at..];
    let trimmed = rest.trim_start_matches('/');
    let end = trimmed.find(['/', '?']).unwrap_or(trimmed.len());
    match ConnectionId::parse(&trimmed[..end]) {
        Some(connection) => (Some(connection), &trimmed[end..]),
        None => (None, rest),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_its_connection_and_the_rest_is_the_target() {
        let id = "0198c0de-0000-7000-8000-000000000001";
        let split_of = |target: &str| {
            let uri: Uri = target.parse().expect("an address");
            let (connection, rest) = split(&uri);
            (connection.map(|id| id.to_string()), rest.to_owned())
        };
        let named = Some(id.to_owned());
        assert_eq!(
            split_of(&format!("/scim/v2/{id}/Users?count=1")),
            (named.clone(), "/Users?count=1".into())
        );
        assert_eq!(split_of(&format!("//scim//v2/{id}//Users/")), (named.clone(), "//Users/".into()));
        assert_eq!(split_of(&format!("/scim/v2/{id}?x")), (named, "?x".into()));
        assert_eq!(split_of("/scim/v2/Users"), (None, "/Users".into()));
        assert_eq!(split_of("/elsewhere"), (None, "/elsewhere".into()));
    }
}
