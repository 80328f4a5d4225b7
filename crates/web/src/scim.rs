//! The SCIM surface (RFC 7644): what identity providers call.

pub(crate) mod bulk;
pub(crate) mod discovery;
pub(crate) mod groups;
pub(crate) mod search;
pub(crate) mod users;

mod auth;
mod body;
mod condition;
mod failure;
mod json;
mod query;
mod rate;
mod response;
mod session;
mod tolerated;
mod trace;

pub(crate) use body::pass_by;
pub(crate) use failure::{Failure, Why};
pub(crate) use rate::Rates;
pub(crate) use response::SCIM_JSON;
pub(crate) use tolerated::Tolerated;
pub(crate) use trace::Trace;

use axum::http::header::ALLOW;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse as _, Response};
use session::Session;

/// RFC 7644 §3.11: `/Me` stands for the authenticated subject. A connection's token has none.
pub(crate) async fn me(_: Session) -> Failure {
    let detail = "This token belongs to a connection, not to a person, so there is no /Me for it. \
                  Use /Users with a filter instead.";
    ::scim::Error::status(501, detail).into()
}

/// Whether providers call this path, whatever slashes they put before it.
pub(crate) fn is_at(path: &str) -> bool {
    path.split('/').find(|segment| !segment.is_empty()) == Some("scim")
}

/// No such address.
pub(crate) async fn not_found(method: Method, uri: Uri) -> Response {
    if method == Method::CONNECT {
        let detail = "CONNECT asks for a tunnel, and this server is no proxy. Take its address out of the proxy \
                      settings of the client.";
        // RFC 9110 §10.2.1: an empty Allow means that there is no method at all, as there is no resource.
        return ([(ALLOW, "")], Failure::from(::scim::Error::status(405, detail))).into_response();
    }
    let detail = format!(
        "There is nothing at {}. The SCIM address of a connection is …/scim/v2/{{connection}}, with /Users, /Groups, \
         /Bulk and the discovery endpoints below it.",
        uri.path()
    );
    Failure::from(::scim::Error::status(404, detail)).into_response()
}

/// The address exists, the method does not.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Failure {
    let detail =
        format!("{method} is not possible at {}. The Allow header of this answer says what is.", uri.path());
    ::scim::Error::status(405, detail).into()
}
