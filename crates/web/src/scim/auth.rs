//! The door: which connection the address names, and which token is shown there.

use super::failure::Failure;
use super::trace::Trace;
use crate::Web;
use app::{Credential, Error};
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use directory::token::Presented;
use directory::{Connection, ConnectionId, Denial};
use scim::dialect::Fired;

/// A door with somebody in front of it who has shown a well-formed credential. Nobody is let in yet: that happens in
/// the transaction that does the work.
pub(crate) struct Door {
    /// What was shown.
    pub(crate) credential: Credential,
    /// The address of the door, without a trailing slash: the root of every link in the answer.
    pub(crate) base: String,
    /// What is seen of the request.
    pub(crate) trace: Trace,
    /// The last part of the path where the route has one: an id, a name or a URN.
    pub(crate) id: String,
}

impl FromRequestParts<Web> for Door {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let params = RawPathParams::from_request_parts(parts, web).await.map_err(|_| Error::NotFound)?;
        let param =
            |name: &str| params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.to_owned());
        let (base, connection) = match param("connection") {
            Some(named) => {
                // An address that names no connection looks like a wrong token, so that connections cannot be probed.
                let id = ConnectionId::parse(&named).ok_or(Error::Unauthorized(Denial::WrongAddress))?;
                (format!("{}/scim/v2/{id}", web.public_url), Some(id))
            }
            None => (format!("{}/scim/v2", web.public_url), None),
        };
        let (token, raw) = token(parts).map_err(Error::Unauthorized)?;
        let id = param("id").unwrap_or_default();
        Ok(Self { credential: Credential { token, raw, connection }, base, id, trace: Trace::from(&*parts) })
    }
}

impl Door {
    /// What the dialect let pass is in the log and counted, so that nobody has to guess why a request worked.
    pub(crate) fn tell(&self, web: &Web, connection: &Connection, fired: &Fired) {
        web.tolerated.tell(connection, fired);
        web.app.tolerate(connection.id, fired);
        self.trace.tolerated(fired);
    }
}

/// The token, and whether it came without its scheme. RFC 6750 §2.1; the scheme compares without case (RFC 9110 §11.1).
/// Two Authorization headers are nobody's credential. Okta's Header Auth sends what the administrator typed, which may be
/// the token alone: whether that lets in is the connection's to say.
fn token(parts: &Parts) -> Result<(Presented, bool), Denial> {
    let mut values = parts.headers.get_all(AUTHORIZATION).iter();
    let (Some(value), None) = (values.next(), values.next()) else { return Err(Denial::NoToken) };
    let value = value.to_str().map_err(|_| Denial::ForeignToken)?.trim();
    let (scheme, rest) = value.split_once(' ').unwrap_or((value, ""));
    let (token, raw) = match scheme.eq_ignore_ascii_case("bearer") {
        true => (rest.trim(), false),
        false => (value, true),
    };
    Presented::parse(token).map(|token| (token, raw)).ok_or_else(|| Presented::denial(token))
}
