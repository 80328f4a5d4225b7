//! Where clients reach this server.

use axum::http::Uri;
use std::fmt;
use std::net::IpAddr;

/// An absolute `http` or `https` URL without query, fragment or trailing slash.
///
/// Links and `meta.location` are made of it. A Host or X-Forwarded-Host header never is: a poisoned link would send
/// the provider's next call, token included, to whoever poisoned it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

/// The text is no usable public URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPublicUrl(String);

impl PublicUrl {
    /// Reads a public URL; a trailing slash is dropped.
    pub fn parse(text: &str) -> Result<Self, BadPublicUrl> {
        let bad = || BadPublicUrl(text.to_owned());
        let uri: Uri = text.parse().map_err(|_| bad())?;
        let web = matches!(uri.scheme_str(), Some("http" | "https"));
        if !web || uri.host().is_none_or(str::is_empty) || uri.query().is_some() || text.contains(['#', '@'])
        {
            return Err(bad());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }

    /// What comes behind the host: nothing, or a path that begins with a slash and does not end with one.
    #[must_use]
    pub fn path(&self) -> &str {
        let host = self.0.split_once("://").map_or("", |(_, rest)| rest);
        host.find('/').map_or("", |slash| &host[slash..])
    }

    /// Whether it is reached over TLS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
    }

    /// Whether only this machine can reach it.
    #[must_use]
    pub fn is_local(&self) -> bool {
        let uri: Option<Uri> = self.0.parse().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default();
        let ip: Option<IpAddr> = host.trim_matches(['[', ']']).parse().ok();
        host == "localhost" || ip.is_some_and(|ip| ip.is_loopback())
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for BadPublicUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:?} is not a public URL: it must begin with http:// or https://, name a host, and have no user, query \
             or fragment, like https://provisioning.example.com",
            self.0
        )
    }
}

impl std::error::Error for BadPublicUrl {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_only_this_machine_can_reach() {
        let local = |text: &str| PublicUrl::parse(text).expect("a URL").is_local();
        assert!(local("http://127.0.0.1:8080") && local("http://[::1]:8080") && local("http://localhost"));
        assert!(!local("https://provisioning.example.com") && !local("http://10.0.0.7"));
    }

    #[test]
    fn reads_what_an_operator_would_write() {
        let read = |text: &str| PublicUrl::parse(text).map(|url| url.to_string());
        assert_eq!(read("http://127.0.0.1:8080").as_deref(), Ok("http://127.0.0.1:8080"));
        assert_eq!(read("https://example.com/rollbook/").as_deref(), Ok("https://example.com/rollbook"));
        for bad in [
            "",
            "example.com",
            "/scim",
            "ftp://a.b",
            "https://",
            "https://a.b/?x",
            "https://u@a.b",
            "https://a.b/#f",
        ] {
            assert!(read(bad).is_err(), "{bad:?} was taken");
        }
    }
}
