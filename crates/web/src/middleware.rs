//! What happens to every request before and after its handler.

use crate::limits::{HEADER_BYTES_MAX, REQUEST_TIME_MAX, TARGET_BYTES_MAX};
use crate::scim::{Failure, SCIM_JSON, Why};
use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::Uri;
use axum::http::header::{ACCEPT, CONTENT_TYPE};
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue};
use axum::middleware::{Next, from_fn, map_request};
use axum::response::{IntoResponse as _, Response};
use std::any::Any;
use std::time::Instant;
use tower_http::catch_panic::CatchPanicLayer;

/// The router with limits, time-outs and a net around it. Outermost last.
pub(crate) fn around(router: Router) -> Router {
    // A layer on a router runs after routing, and the path must be tidied before: hence the router in a router.
    Router::new()
        .fallback_service(router)
        .layer(map_request(tidy_path))
        .layer(from_fn(in_time))
        .layer(from_fn(within_limits))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(from_fn(typed_as_asked))
        .layer(from_fn(logged))
}

/// `//` and a trailing `/` mean what the path without them means: administrators paste base URLs with a slash at the
/// end, and providers append to them.
async fn tidy_path(mut request: Request) -> Request {
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
async fn logged(request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let (status, ms) = (response.status(), begun.elapsed().as_millis());
    let why = response.extensions().get::<Why>().map_or("", |why| why.0);
    match status.as_u16() {
        500.. => tracing::error!(%method, path, status = status.as_u16(), why, ms, "failed"),
        400.. => tracing::info!(%method, path, status = status.as_u16(), why, ms, "refused"),
        _ => tracing::debug!(%method, path, status = status.as_u16(), ms, "answered"),
    }
    response
}

/// hyper answers what exceeds its own buffer without a body; below that, the answer is SCIM.
async fn within_limits(request: Request, next: Next) -> Response {
    let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
    if target > TARGET_BYTES_MAX {
        let detail = format!(
            "The URL has {target} bytes, {TARGET_BYTES_MAX} are allowed. Long filters can be sent with POST to .search."
        );
        return Failure::from(scim::Error::status(414, detail)).into_response();
    }
    let headers: usize =
        request.headers().iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum();
    if headers > HEADER_BYTES_MAX {
        let detail = format!("The request headers have {headers} bytes, {HEADER_BYTES_MAX} are allowed.");
        return Failure::from(scim::Error::status(431, detail)).into_response();
    }
    next.run(request).await
}

/// RFC 7644 §3.8: SCIM JSON is called `application/scim+json`, and `application/json` for a client that accepts only
/// that. What accepts neither gets the former all the same: it says more than a 406 would.
async fn typed_as_asked(request: Request, next: Next) -> Response {
    let plain = accepts_plain_json_only(request.headers());
    let mut response = next.run(request).await;
    if plain && response.headers().contains_key(CONTENT_TYPE) {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    }
    response
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

async fn in_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(REQUEST_TIME_MAX, next.run(request)).await.unwrap_or_else(|_| {
        let detail = format!(
            "The request was not done within {} seconds. It may still complete; try again.",
            REQUEST_TIME_MAX.as_secs()
        );
        Failure::from(scim::Error::status(503, detail)).into_response()
    })
}

/// A panic ends one request and never the process.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn after_panic(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let text =
        panic.downcast_ref::<&str>().copied().or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    tracing::error!(panic = text.unwrap_or("(no text)"), "a request handler panicked");
    let detail =
        "Something is wrong in the server itself. The request may not have been done; its log says more.";
    Failure::from(scim::Error::status(500, detail)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use axum::routing::get;
    use http_body_util::BodyExt as _;
    use tower::ServiceExt as _;

    async fn breaks() -> StatusCode {
        panic!("a defect")
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
                let request =
                    Request::get(target).header(ACCEPT, accepted).body(Body::empty()).expect("legal");
                let response = around(router.clone()).oneshot(request).await.expect("an answer");
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
