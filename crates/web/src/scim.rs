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
mod response;
mod session;
mod tolerated;

pub(crate) use failure::{Failure, Why};
pub(crate) use response::SCIM_JSON;
pub(crate) use tolerated::Tolerated;

use axum::http::{Method, Uri};
use session::Session;

/// RFC 7644 §3.11: `/Me` stands for the authenticated subject. A connection's token has none.
pub(crate) async fn me(_: Session) -> Failure {
    let detail = "This token belongs to a connection, not to a person, so there is no /Me for it. \
                  Use /Users with a filter instead.";
    ::scim::Error::status(501, detail).into()
}

/// No such address.
pub(crate) async fn not_found(uri: Uri) -> Failure {
    let detail = format!(
        "There is nothing at {}. The SCIM address of a connection is …/scim/v2/{{connection}}, with /Users, /Groups, \
         /Bulk and the discovery endpoints below it.",
        uri.path()
    );
    ::scim::Error::status(404, detail).into()
}

/// The address exists, the method does not.
pub(crate) async fn method_not_allowed(method: Method, uri: Uri) -> Failure {
    ::scim::Error::status(405, format!("{method} is not possible at {}.", uri.path())).into()
}
