//! What went wrong, as SCIM JSON (RFC 7644 §3.12). The one place where an error gets its status.

use super::response::SCIM_JSON;
use app::Error;
use axum::http::header::{CONNECTION, CONTENT_TYPE, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use directory::{Denial, Refusal};

/// A use case or the protocol said no.
pub(crate) struct Failure {
    error: scim::Error,
    why: Why,
    /// When to come back, in seconds.
    again_after: u64,
}

impl Failure {
    /// The status that it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    /// The same with when to come back, in seconds.
    pub(crate) fn again_after(self, seconds: u64) -> Self {
        Self { again_after: seconds, ..self }
    }
}

impl From<scim::Error> for Failure {
    fn from(error: scim::Error) -> Self {
        let why = Why(error.scim_type.map_or_else(|| why_of(error.status), scim::ScimType::as_str));
        Self { error, why, again_after: 1 }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let denied = match &error {
            Error::Unauthorized(denial) => Some(Why(denial.as_str())),
            _ => None,
        };
        let failure = Self::from(failure(error));
        Self { why: denied.unwrap_or(failure.why), ..failure }
    }
}

/// What a status says of itself, where the RFC has no keyword.
fn why_of(status: u16) -> &'static str {
    match status {
        403 => "not allowed by the policy",
        404 => "no such resource",
        412 => "another version",
        429 => "too many requests",
        _ => "",
    }
}

/// Why a request was refused, for the log: the RFC's keyword, or what is wrong with a credential. The detail stays out of
/// it: it may name people.
#[derive(Clone, Copy)]
pub(crate) struct Why(pub(crate) &'static str);

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let status = self.status();
        let mut response = (status, self.error.to_json().to_string()).into_response();
        response.extensions_mut().insert(self.why);
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(SCIM_JSON));
        match status {
            // RFC 9110 §11.6.1: a 401 says how to authenticate.
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"rollbook\""));
            }
            StatusCode::SERVICE_UNAVAILABLE | StatusCode::TOO_MANY_REQUESTS => {
                headers.insert(RETRY_AFTER, HeaderValue::from(self.again_after));
            }
            // RFC 9112 §9.6: who closes says so. What is left of the body is not read, so no other request can follow it.
            StatusCode::PAYLOAD_TOO_LARGE | StatusCode::REQUEST_TIMEOUT => {
                headers.insert(CONNECTION, HeaderValue::from_static("close"));
            }
            _ => {}
        }
        response
    }
}

/// The SCIM error of a use case's error.
pub(crate) fn failure(error: Error) -> scim::Error {
    match error {
        Error::Unauthorized(Denial::ProvisioningOff) => scim::Error::status(
            401,
            "Provisioning is switched off for this whole installation, and nothing was changed. Whoever runs it switches \
             it on with the setting `provisioning`; nothing is wrong with the token.",
        ),
        Error::Unauthorized(_) => scim::Error::status(
            401,
            "The token is missing, wrong, inactive, expired, or not for this address, or the connection is switched \
             off. Check the SCIM address and the token in the provider, and the connection and its tokens in Rollbook.",
        ),
        Error::NotFound => scim::Error::status(
            404,
            "There is no such resource: it was never made through this connection, or it has been deleted.",
        ),
        Error::Forbidden(_) => scim::Error::status(403, "This credential may not do that."),
        Error::Stale => scim::Error::status(
            412,
            "The resource has another version than If-Match names: it was changed meanwhile. Read it again.",
        ),
        Error::Refused(refusal) => refused(&refusal),
        Error::Scim(error) => error,
        Error::Crowded => broken(&store::Error::Busy),
        Error::Store(error) => {
            tracing::error!(%error, "the store could not do what a request asked for");
            broken(&error)
        }
    }
}

fn refused(refusal: &Refusal) -> scim::Error {
    let detail = refusal.to_string();
    match refusal {
        Refusal::UserNameTaken
        | Refusal::GroupNameTaken
        | Refusal::OrganizationNameTaken
        | Refusal::ConnectionNameTaken
        | Refusal::ExternalIdTaken
        | Refusal::EmailTaken
        | Refusal::UserIsLocal(_)
        | Refusal::GroupNameElsewhere { .. }
        | Refusal::TooManyTokens { .. } => scim::Error::uniqueness(detail),
        // RFC 7644 §3.12: mutability is for a change that is "not compatible with the target attribute's mutability".
        Refusal::UserNameFixed | Refusal::EmailFixed => scim::Error::mutability(detail),
        Refusal::Protected | Refusal::NotAdopted => scim::Error::status(403, detail),
        Refusal::Illegible
        | Refusal::BadName
        | Refusal::BadText
        | Refusal::TextMistake(_)
        | Refusal::OktaReplaces
        | Refusal::UnknownMembers(..)
        | Refusal::OwnMember
        | Refusal::GroupInItself(_)
        | Refusal::NestedGroup
        | Refusal::TooManyInvited(_)
        | Refusal::GroupOfConnection { .. }
        | Refusal::SeveralGroups
        | Refusal::NobodyNamed(_)
        | Refusal::NestedTooDeep(_)
        | Refusal::TooLarge
        | Refusal::TooLong(_)
        | Refusal::UserNameNoEmail(_)
        | Refusal::UserNameNotTheEmail
        | Refusal::EmailRequired(_)
        | Refusal::TooManyEmails
        | Refusal::CreatedInactive
        | Refusal::NamesRequired
        | Refusal::ExternalIdTooLong
        | Refusal::NoSeat { .. }
        | Refusal::InviteAgain
        | Refusal::NoInvitations
        | Refusal::NotInThisState { .. }
        | Refusal::BadEmail
        | Refusal::BadPersonName
        | Refusal::BadPassword
        | Refusal::LastOwner
        | Refusal::Attribute(_)
        | Refusal::Configuration(_) => scim::Error::invalid_value(detail),
    }
}

/// What the client can do about it; the details are for the log.
fn broken(error: &store::Error) -> scim::Error {
    match error {
        store::Error::Busy | store::Error::Stale => scim::Error::status(
            503,
            "The server has more to do than it can. Nothing was changed; try again in a moment.",
        ),
        store::Error::Full => scim::Error::status(
            507,
            "The server's disk is full. Nothing was changed; its operator has to free some space.",
        ),
        store::Error::Unreachable(_) => scim::Error::status(
            503,
            "The server cannot reach its database. Nothing was changed; try again in a moment.",
        ),
        store::Error::Unknown => scim::Error::status(
            503,
            "The server lost its database while it stored the change. It may be stored or not; read it, or try again.",
        ),
        store::Error::Conflict(key) => scim::Error::uniqueness(format!("{key} is taken already.")),
        store::Error::Broken(_) => scim::Error::status(
            500,
            "Something is wrong in the server itself. The request may not have been done; its log says more.",
        ),
    }
}
