//! What happens to every request before and after its handler.

use crate::Web;
use crate::limits::{HEADER_BYTES_MAX, REQUEST_TIME_MAX, TARGET_BYTES_MAX};
use crate::scim::{Failure, SCIM_JSON, Trace, Why};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{ACCEPT, CONTENT_TYPE, HOST};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, Uri, Version};
use axum::response::{IntoResponse as _, Response};
use directory::secrets;
use futures_util::FutureExt as _;
use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use tower::Service as _;
use tracing::Level;

/// How much of a path is logged, in bytes.
const LOGGED_PATH_BYTES_MAX: usize = 512;
/// The pages that links lead to: behind the name stands what lets somebody in.
const DOORS: [&str; 4] = ["join", "setup", "password", "invitation"];
/// How many letters and digits in a row are logged, in bytes: what a link carries has more.
const SHOWN_RUN_BYTES_MAX: usize = 42;

/// After how long it is told again that somebody was turned away: where that happens, it happens often.
const TURNED_AWAY_EVERY: Duration = Duration::from_secs(1);
/// When it was told last.
static LAST_TURNED_AWAY: Mutex<Option<Instant>> = Mutex::new(None);

/// Why somebody was turned away though nothing is broken: too many came at once.
#[derive(Clone, Copy)]
pub(crate) struct TurnedAway(pub(crate) &'static str);

/// The routes with limits, time-outs and a net around them.
#[derive(Clone)]
pub struct Surface {
    router: Router,
    /// Where the requests of providers are logged.
    web: Option<Web>,
}

impl Surface {
    pub(crate) fn new(router: Router) -> Self {
        Self { router, web: None }
    }

    /// The same with a request log.
    pub(crate) fn logging(self, web: Web) -> Self {
        Self { web: Some(web), ..self }
    }

    /// Answers a request, whatever happens. All that is done around the routes is done here, in one place, and not in
    /// layers of the router, each of which would cost more than what it does.
    pub(crate) async fn answer(&self, mut request: Request) -> Response {
        let begun = Instant::now();
        let trace = Trace::default();
        request.extensions_mut().insert(trace.clone());
        // Cheap: both share the request's memory.
        let (method, uri) = (request.method().clone(), request.uri().clone());
        let plain = accepts_plain_json_only(request.headers());
        // Whoever calls none of the providers' addresses reads pages.
        let reader = self.web.as_ref().filter(|_| !crate::scim::is_at(uri.path()));
        let reader = reader.map(|web| (web, request.headers().clone()));
        let answer = match within_limits(&request) {
            Err(failure) => Err(failure),
            Ok(()) => self.routed(tidied(request)).await,
        };
        let mut response = match (answer, reader) {
            (Ok(response), _) => response,
            (Err(failure), None) => failure.into_response(),
            (Err(failure), Some((web, headers))) => crate::portal::failed(web, &headers, failure.status()),
        };
        // RFC 7644 §3.8: SCIM JSON is called `application/scim+json`, and `application/json` for a client that accepts
        // only that. What accepts neither gets the former all the same: it says more than a 406 would.
        if plain && response.headers().get(CONTENT_TYPE).is_some_and(|is| is == SCIM_JSON) {
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        }
        log(&method, uri.path(), &response, begun);
        match &self.web {
            Some(web) => trace.offer(web, (&method, &uri), response, begun).await,
            None => response,
        }
    }

    /// In time, and so that a panic ends one request and never the process.
    async fn routed(&self, request: Request) -> Result<Response, Failure> {
        let answer = AssertUnwindSafe(self.router.clone().call(request)).catch_unwind();
        match tokio::time::timeout(REQUEST_TIME_MAX, answer).await {
            Ok(Ok(Ok(response))) => Ok(response),
            Ok(Ok(Err(never))) => match never {},
            Ok(Err(panic)) => Err(after_panic(panic.as_ref())),
            Err(_) => {
                let detail = format!(
                    "The request was not done within {} seconds. It may still complete; try again.",
                    REQUEST_TIME_MAX.as_secs()
                );
                Err(scim::Error::status(503, detail).into())
            }
        }
    }
}

/// `//` and a trailing `/` mean what the path without them means: administrators paste base URLs with a slash at the
/// end, and providers append to them.
fn tidied(mut request: Request) -> Request {
    let path = request.uri().path();
    if path.len() > 1 && (path.contains("//") || path.ends_with('/')) {
        let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let mut target = format!("/{}", segments.join("/"));
        if let Some(query) = request.uri().query() {
            target.push('?');
            target.push_str(query);
        }
        let mut parts = request.uri().clone().into_parts();
        // What came as a path and query is one still, with fewer slashes.
        if let Ok(tidy) = PathAndQuery::try_from(target) {
            parts.path_and_query = Some(tidy);
            if let Ok(uri) = Uri::from_parts(parts) {
                *request.uri_mut() = uri;
            }
        }
    }
    request
}

/// A line for every request: what was refused where an operator sees it, the rest where they look for it. The query is
/// left out, because filters hold personal data (RFC 7644 §7.5.2), and ids in the path tell the connection.
fn log(method: &Method, path: &str, response: &Response, begun: Instant) {
    let (status, ms) = (response.status(), begun.elapsed().as_millis());
    // Whoever pastes a token into the place of an address must not find it in a log; and the link of an invitation is one.
    let path = match status.as_u16() {
        400.. => secrets::target(&without_tickets(path), LOGGED_PATH_BYTES_MAX),
        _ if tracing::enabled!(Level::DEBUG) => without_tickets(path),
        _ => return,
    };
    let why = response.extensions().get::<Why>().map_or("", |why| why.0);
    if let Some(TurnedAway(why)) = response.extensions().get() {
        match is_due(&LAST_TURNED_AWAY, begun) {
            true => tracing::warn!(%method, path, status = status.as_u16(), why, ms, "turned away"),
            false => tracing::debug!(%method, path, status = status.as_u16(), why, ms, "turned away"),
        }
        return;
    }
    match status.as_u16() {
        500.. => tracing::error!(%method, path, status = status.as_u16(), why, ms, "failed"),
        400.. => tracing::info!(%method, path, status = status.as_u16(), why, ms, "refused"),
        _ => tracing::debug!(%method, path, status = status.as_u16(), ms, "answered"),
    }
}

/// Whether nothing was told for a while; from now on, something was.
fn is_due(told: &Mutex<Option<Instant>>, now: Instant) -> bool {
    let mut told = told.lock().unwrap_or_else(PoisonError::into_inner);
    let is_due = told.is_none_or(|before| now.saturating_duration_since(before) >= TURNED_AWAY_EVERY);
    *told = if is_due { Some(now) } else { *told };
    is_due
}

/// The path without what lets somebody in: what stands behind the name of a page that links lead to, whatever a proxy put
/// before it and however it is written, and all that is formed like what a link carries.
fn without_tickets(path: &str) -> String {
    let mut is_behind = false;
    let mut shown = |segment| {
        // What is encoded without end is taken for what it may be.
        let Some(read) = secrets::readings(segment).and_then(|mut all| all.pop()) else {
            return secrets::MASK;
        };
        let mut hides = false;
        for piece in read.split('/').filter(|piece| !piece.is_empty()) {
            let mut runs = piece.split(|c: char| !c.is_ascii_alphanumeric());
            hides |= is_behind || runs.any(|run| run.len() > SHOWN_RUN_BYTES_MAX);
            is_behind = DOORS.iter().any(|door| piece.eq_ignore_ascii_case(door));
        }
        if hides { secrets::MASK } else { segment }
    };
    path.split('/').map(&mut shown).collect::<Vec<_>>().join("/")
}

/// hyper answers what exceeds its own buffer without a body; below that, the answer is SCIM or a page.
fn within_limits(request: &Request) -> Result<(), Failure> {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > TARGET_BYTES_MAX {
        let detail = format!(
            "The URL has {target} bytes, {TARGET_BYTES_MAX} are allowed. Long filters can be sent with POST to .search."
        );
        return Err(scim::Error::status(414, detail).into());
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers > HEADER_BYTES_MAX {
        let detail = format!("The request headers have {headers} bytes, {HEADER_BYTES_MAX} are allowed.");
        return Err(scim::Error::status(431, detail).into());
    }
    if request.version() == Version::HTTP_11 && !names_one_host(request.headers()) {
        let detail = "The request must have one Host header with the host that it is for, and with its port, as in \
                      \"Host: scim.example.com\" (RFC 9112 §3.2). Correct the client, or a proxy on the way.";
        return Err(scim::Error::status(400, detail).into());
    }
    Ok(())
}

/// RFC 9112 §3.2: a server "MUST respond with a 400 (Bad Request) status code to any HTTP/1.1 request message that
/// lacks a Host header field and to any request message that contains more than one Host header field line or a Host
/// header field with an invalid field value". Nothing here goes by the host, but something on the way may.
fn names_one_host(headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let is_legal = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=%:[]".contains(byte);
    hosts.next().is_some_and(|host| host.as_bytes().iter().all(is_legal)) && hosts.next().is_none()
}

fn accepts_plain_json_only(headers: &HeaderMap) -> bool {
    let accepts = |media_type: &str| {
        let lines = headers.get_all(ACCEPT).iter();
        lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b',')).any(|range| {
            let essence = range.split(|byte| *byte == b';').next().unwrap_or_default();
            essence.trim_ascii().eq_ignore_ascii_case(media_type.as_bytes())
        })
    };
    accepts("application/json") && !accepts(SCIM_JSON) && !accepts("*/*")
}

fn after_panic(panic: &(dyn Any + Send)) -> Failure {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = text.unwrap_or("(no text)"), "a request handler panicked");
    let detail =
        "Something is wrong in the server itself. The request may not have been done; its log says more.";
    scim::Error::status(500, detail).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::http::header::ACCEPT_LANGUAGE;
    use axum::routing::get;
    use http_body_util::BodyExt as _;

    async fn breaks() -> StatusCode {
        panic!("a defect")
    }

    #[test]
    fn a_crowd_that_is_turned_away_is_told_once_a_second() {
        let (told, begun) = (Mutex::new(None), Instant::now());
        let at = |millis| is_due(&told, begun + Duration::from_millis(millis));
        assert_eq!([0, 1, 999, 1_000, 1_001, 2_500].map(at), [true, false, false, true, false, true]);
    }

    #[test]
    fn no_link_that_lets_somebody_in_is_logged_wherever_it_stands() {
        let ticket = "aB3".repeat(15)[..43].to_owned();
        let long = format!("{}{ticket}", "c".repeat(44));
        for (path, shown) in [
            ("/setup/T".to_owned(), "/setup/[redacted]".to_owned()),
            ("/rb/setup/T".to_owned(), "/rb/setup/[redacted]".to_owned()),
            ("//rb//password//T/".to_owned(), "//rb//password//[redacted]/".to_owned()),
            ("/PASSWORD/T".to_owned(), "/PASSWORD/[redacted]".to_owned()),
            ("/%70assword/T".to_owned(), "/%70assword/[redacted]".to_owned()),
            ("/%2570assword/T".to_owned(), "/%2570assword/[redacted]".to_owned()),
            ("/setup%2FT".to_owned(), "/[redacted]".to_owned()),
            ("/password/short".to_owned(), "/password/[redacted]".to_owned()),
            ("/a/b/T".to_owned(), "/a/b/[redacted]".to_owned()),
            ("/passwort/T.".to_owned(), "/passwort/[redacted]".to_owned()),
            (format!("/anywhere/{long}"), "/anywhere/[redacted]".to_owned()),
            ("/x%2525252525252541".to_owned(), "/[redacted]".to_owned()),
        ] {
            assert_eq!(without_tickets(&path.replace('T', &ticket)), shown, "{path}");
        }
        for harmless in [
            "/",
            "/account/password",
            "/organizations/019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b/users",
            "/scim/v2/019a2b3c-4d5e-7f60-8a9b-0c1d2e3f4a5b/Users/100%25",
            "/100%",
        ] {
            assert_eq!(without_tickets(harmless), harmless);
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_goes_wrong_where_people_read_is_a_page_in_their_language() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = store::Store::open(folder.path(), store::Mode::Command).expect("a database");
        let public_url = crate::PublicUrl::parse("http://portal.test").expect("an address");
        let web = Web::new(app::App::new(store), public_url);
        let router = Router::new()
            .route("/breaks", get(breaks))
            .route("/hangs", get(std::future::pending::<StatusCode>))
            .route("/scim/v2/breaks", get(breaks));
        let long = format!("/{}", "a".repeat(TARGET_BYTES_MAX));
        for (target, status, said) in [
            ("/breaks", 500, "サーバーで問題が発生しました"),
            ("//breaks/", 500, "サーバーで問題が発生しました"),
            ("/hangs", 503, "サーバーで問題が発生しました"),
            (long.as_str(), 414, "アドレスが長すぎる"),
            ("//scim/v2/breaks", 500, scim::error::ERROR_URN),
        ] {
            let request = Request::get(target)
                .header(HOST, "portal.test")
                .header(ACCEPT_LANGUAGE, "ja, en;q=0.5")
                .body(Body::empty())
                .expect("legal");
            let response = Surface::new(router.clone()).logging(web.clone()).answer(request).await;
            assert_eq!(response.status().as_u16(), status, "{target:.20}");
            let is_page = response.headers()[CONTENT_TYPE] == "text/html; charset=utf-8";
            assert_eq!(is_page, said != scim::error::ERROR_URN, "{target:.20}");
            if is_page {
                assert_eq!(response.headers()["content-language"], "ja");
                assert_eq!(response.headers()["cache-control"], "no-store");
                assert_eq!(response.headers()["x-content-type-options"], "nosniff");
                assert!(response.headers().contains_key("content-security-policy"));
            }
            let body = response.into_body().collect().await.expect("a body").to_bytes();
            assert!(String::from_utf8_lossy(&body).contains(said), "{target:.20}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn what_goes_wrong_in_any_layer_is_a_scim_error_of_the_type_that_is_accepted() {
        let router = Router::new()
            .route("/breaks", get(breaks))
            .route("/hangs", get(std::future::pending::<StatusCode>));
        let long = format!("/{}", "a".repeat(TARGET_BYTES_MAX));
        for (target, status) in [("/breaks", 500), ("//breaks/", 500), ("/hangs", 503), (long.as_str(), 414)]
        {
            for accepted in ["application/json", "application/scim+json"] {
                let request = Request::get(target)
                    .header(HOST, "h")
                    .header(ACCEPT, accepted)
                    .body(Body::empty())
                    .expect("legal");
                let response = Surface::new(router.clone()).answer(request).await;
                assert_eq!(response.status().as_u16(), status, "{target:.20}");
                assert_eq!(response.headers()[CONTENT_TYPE], accepted, "{target:.20}");
                let body = response.into_body().collect().await.expect("a body").to_bytes();
                let error: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
                assert_eq!(
                    (&error["status"], error["schemas"][0].as_str()),
                    (&status.to_string().into(), Some(scim::error::ERROR_URN))
                );
            }
        }
    }
}
