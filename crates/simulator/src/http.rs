//! A blocking HTTP/1.1 client that writes what it is given, byte for byte, through TLS where the URL says so.
//!
//! A tidy HTTP library would hide what makes identity providers hard to serve: raw quotes and `+` in the request
//! line, a trailing `?`, a missing User-Agent. So the request line and every header are the caller's own.

mod connection;
mod encoding;
mod stream;
#[cfg(test)]
mod tests;

use connection::Connection;
use std::io;
use std::time::Duration;

/// How long one request may take, from connecting to the last byte of the answer. Okta waits this long.
pub const TIMEOUT: Duration = Duration::from_secs(60);
/// The longest status line and header section that is read, in bytes.
pub const HEAD_LIMIT: usize = 64 * 1024;
/// The longest answer body that is read, in bytes.
pub const ANSWER_LIMIT: usize = 64 * 1024 * 1024;

/// What the tenant URL of Entra ID ends in behind a question mark, where its administrator wants the newer dialect.
pub(crate) const ENTRA_FLAG: &str = "aadOptscim062020";

/// Why there was no answer, in sentences for the person who runs the simulator.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("The URL cannot be used: {0}")]
    Url(&'static str),
    #[error("Cannot connect to {address}: {why}. Check that the server runs and listens there.")]
    Connect { address: String, why: io::Error },
    #[error(
        "No encrypted connection to {address}: {why}. The certificate must be valid for the name in the URL, and signed by an authority that this machine trusts or SSL_CERT_FILE names."
    )]
    Tls { address: String, why: String },
    #[error(
        "This machine trusts no certificate authority, so the server's certificate cannot be checked. Install the package ca-certificates, or name a file with the authority's certificate in SSL_CERT_FILE."
    )]
    Trust,
    #[error("The server closed the connection before it answered.")]
    Closed,
    #[error("The server closed the connection in the middle of its answer.")]
    CutShort,
    #[error("The server did not answer within {0:?}.")]
    Timeout(Duration),
    #[error("The connection failed: {0}.")]
    Io(io::Error),
    #[error("The answer is not HTTP/1.1: {0}.")]
    Malformed(String),
    #[error("The answer is too large: {what} may be {limit} bytes long.")]
    TooLarge { what: &'static str, limit: usize },
}

/// Where a SCIM server listens, from its base URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// What goes into the Host header.
    pub authority: String,
    host: String,
    port: u16,
    encrypted: bool,
    /// The path of the base URL without a trailing slash; a request target starts with it.
    pub base: String,
}

/// A request, as it goes on the wire.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    pub method: &'a str,
    /// Path and query, already encoded the way this provider encodes.
    pub target: &'a str,
    /// All of them, in order, with Host and Content-Length.
    pub headers: &'a [(&'a str, String)],
    pub body: &'a [u8],
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

/// How a request is sent and its answer read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    Usual,
    /// In small pieces, with a rest after each.
    Slow,
    /// As usual; but once there is an answer the connection is closed, and nobody reads it.
    Leave,
}

/// One keep-alive connection to one server.
pub struct Client {
    endpoint: Endpoint,
    timeout: Duration,
    idle: Option<Connection>,
    resent: u64,
}

impl Client {
    #[must_use]
    pub fn new(endpoint: Endpoint, timeout: Duration) -> Self {
        Self { endpoint, timeout, idle: None, resent: 0 }
    }

    #[must_use]
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// How many requests were sent again, because the server had closed the connection without an answer.
    #[must_use]
    pub fn resent(&self) -> u64 {
        self.resent
    }

    /// Sends the request on the idle connection, or on a new one where the server has closed it.
    pub fn send(&mut self, request: &Request<'_>) -> Result<Response, Error> {
        self.send_so(request, Manner::Usual).map(|answer| answer.expect("only who leaves has no answer"))
    }

    /// The same in some manner; there is an answer unless it was left.
    pub fn send_so(&mut self, request: &Request<'_>, manner: Manner) -> Result<Option<Response>, Error> {
        let bytes = request.to_bytes();
        if let Some(mut connection) = self.idle.take().filter(Connection::is_open) {
            match connection.exchange(&bytes, self.timeout, manner) {
                // The server closed while the request was on its way. Only an idempotent method may be sent again
                // without knowing whether the first one was carried out (RFC 9110 §9.2.2).
                Err(Error::Closed) if matches!(request.method, "GET" | "PUT" | "DELETE") => self.resent += 1,
                outcome => return self.keep(connection, outcome),
            }
        }
        let mut connection = Connection::open(&self.endpoint, self.timeout)?;
        let outcome = connection.exchange(&bytes, self.timeout, manner);
        self.keep(connection, outcome)
    }

    fn keep(
        &mut self,
        connection: Connection,
        outcome: Result<Option<(Response, bool)>, Error>,
    ) -> Result<Option<Response>, Error> {
        let Some((response, reusable)) = outcome? else { return Ok(None) };
        self.idle = reusable.then_some(connection);
        Ok(Some(response))
    }
}

impl Endpoint {
    /// Reads a base URL such as `http://localhost:8080/scim/v2/acme`.
    ///
    /// It may end in `?aadOptscim062020`, as administrators of Entra ID paste it; that is no part of the address.
    pub fn parse(url: &str) -> Result<Self, Error> {
        let after = |scheme: &str| {
            let start = url.get(..scheme.len())?;
            start.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
        };
        let (rest, encrypted) = match (after("https://"), after("http://")) {
            (Some(rest), _) => (rest, true),
            (None, Some(rest)) => (rest, false),
            (None, None) => return Err(Error::Url("it must start with https:// or http://")),
        };
        if rest.bytes().any(|b| b <= b' ' || b == 0x7f) {
            return Err(Error::Url("it contains a space or a control character"));
        }
        let rest = rest.strip_suffix(ENTRA_FLAG).and_then(|rest| rest.strip_suffix('?')).unwrap_or(rest);
        if rest.contains(['?', '#']) {
            return Err(Error::Url(
                "give the base URL alone, without ? or #; only ?aadOptscim062020 may be at its end",
            ));
        }
        let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
        if authority.contains('@') {
            return Err(Error::Url("a user name or password in it is not supported"));
        }
        let (host, port) = split_port(authority)?;
        let port = port.unwrap_or(if encrypted { 443 } else { 80 });
        if host.is_empty() {
            return Err(Error::Url("it names no host"));
        }
        Ok(Self {
            authority: authority.to_owned(),
            host: host.trim_start_matches('[').trim_end_matches(']').to_owned(),
            port,
            encrypted,
            base: path.trim_end_matches('/').to_owned(),
        })
    }
}

fn split_port(authority: &str) -> Result<(&str, Option<u16>), Error> {
    // An IPv6 address has colons of its own, inside brackets (RFC 3986 §3.2.2).
    match authority.rsplit_once(':').filter(|(_, port)| !port.contains(']')) {
        Some((host, port)) => port
            .parse()
            .map(|port| (host, Some(port)))
            .map_err(|_| Error::Url("its port is not a number up to 65535")),
        None => Ok((authority, None)),
    }
}

impl Request<'_> {
    fn to_bytes(self) -> Vec<u8> {
        let mut bytes = format!("{} {} HTTP/1.1\r\n", self.method, self.target).into_bytes();
        for (name, value) in self.headers {
            bytes.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(self.body);
        bytes
    }
}

impl Response {
    /// The first header of that name, without regard to case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }
}

/// Percent-encodes the UTF-8 of `text`, all but ASCII letters, digits and the bytes in `plain`.
#[must_use]
pub fn percent_encode(text: &str, plain: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
