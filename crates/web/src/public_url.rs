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

/// From where an address can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// From this machine only.
    Machine,
    /// From a network that is not the internet.
    Network,
    /// From wherever it is not blocked.
    Internet,
}

/// Names that no public name server knows: RFC 6762 §3 and appendix G, RFC 8375, and ICANN's `internal`.
const PRIVATE_NAMES: [&str; 4] = [".local", ".internal", ".home.arpa", ".lan"];

impl Reach {
    fn of_ip(ip: IpAddr) -> Self {
        let is_private = match ip {
            IpAddr::V4(ip) => ip.is_private() || ip.is_link_local(),
            IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local(),
        };
        match ip {
            _ if ip.is_loopback() || ip.is_unspecified() => Self::Machine,
            _ if is_private => Self::Network,
            _ => Self::Internet,
        }
    }

    /// RFC 6761 §6.3: `localhost` and the names below it are loopback.
    fn of_name(host: &str) -> Self {
        match host {
            _ if host == "localhost" || host.ends_with(".localhost") => Self::Machine,
            _ if !host.contains('.') || PRIVATE_NAMES.iter().any(|name| host.ends_with(name)) => {
                Self::Network
            }
            _ => Self::Internet,
        }
    }
}

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
        self.reach() == Reach::Machine
    }

    /// From where it can be reached, as far as its host tells.
    pub(crate) fn reach(&self) -> Reach {
        let uri: Option<Uri> = self.0.parse().ok();
        let host = uri.as_ref().and_then(Uri::host).unwrap_or_default().to_ascii_lowercase();
        match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(ip) => Reach::of_ip(ip.to_canonical()),
            Err(_) => Reach::of_name(host.trim_end_matches('.')),
        }
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
    fn knows_what_no_provider_on_the_internet_can_reach() {
        for (text, reach) in [
            ("http://127.0.0.1:8080", Reach::Machine),
            ("http://[::1]:8080", Reach::Machine),
            ("https://[::ffff:127.0.0.1]", Reach::Machine),
            ("http://0.0.0.0:8080", Reach::Machine),
            ("https://LOCALHOST", Reach::Machine),
            ("http://rollbook.localhost", Reach::Machine),
            ("https://10.0.0.7/scim", Reach::Network),
            ("https://192.168.1.4", Reach::Network),
            ("https://172.31.0.1", Reach::Network),
            ("https://169.254.1.1", Reach::Network),
            ("https://[fd00::7]", Reach::Network),
            ("https://[fe80::7]", Reach::Network),
            ("http://rollbook:8080", Reach::Network),
            ("https://rollbook.corp.internal.", Reach::Network),
            ("https://printer.local", Reach::Network),
            ("https://172.32.0.1", Reach::Internet),
            ("https://[2001:db8::7]", Reach::Internet),
            ("https://provisioning.example.com", Reach::Internet),
            ("http://local.example.com", Reach::Internet),
        ] {
            assert_eq!(PublicUrl::parse(text).expect("a URL").reach(), reach, "{text}");
        }
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
