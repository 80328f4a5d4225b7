//! Which network a request comes from.

use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// The header in which proxies write down for whom they ask, each behind those before it.
const FORWARDED_FOR: &str = "x-forwarded-for";
/// How much of an IPv6 address is the network's, in bits: the rest is for each client to choose.
const IPV6_NETWORK_BITS: u32 = 64;

/// Whoever opened the connection: the client, or the proxy in front of the server.
#[derive(Clone, Copy)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// An IPv4 address, or the /64 of an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network(IpAddr);

impl Network {
    /// That of the client. A proxy in front of the server has a loopback or private address, and what it wrote last is the
    /// client; of whoever comes from elsewhere, nothing that is sent is believed.
    pub(crate) fn of(extensions: &Extensions, headers: &HeaderMap) -> Self {
        let peer =
            extensions.get::<Peer>().map_or(Ipv4Addr::UNSPECIFIED.into(), |peer| peer.0.to_canonical());
        let client = if is_near(peer) { forwarded(headers).unwrap_or(peer) } else { peer };
        Self::around(client)
    }

    fn around(client: IpAddr) -> Self {
        match client.to_canonical() {
            IpAddr::V4(address) => Self(address.into()),
            IpAddr::V6(address) => {
                let network = u128::MAX << (u128::BITS - IPV6_NETWORK_BITS);
                Self(Ipv6Addr::from_bits(address.to_bits() & network).into())
            }
        }
    }
}

/// Whether nobody has this address who comes from the Internet.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_loopback() || address.is_private() || address.is_link_local(),
        IpAddr::V6(address) => {
            address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local()
        }
    }
}

/// The last address of the last such header; some proxies write a port behind it.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let line = headers.get_all(FORWARDED_FOR).iter().next_back()?.to_str().ok()?;
    let last = line.rsplit(',').next()?.trim();
    let bare = last.trim_start_matches('[').trim_end_matches(']');
    bare.parse().ok().or_else(|| last.parse().ok().map(|address: SocketAddr| address.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(peer: &str, lines: &[&str]) -> String {
        let (mut extensions, mut headers) = (Extensions::new(), HeaderMap::new());
        extensions.insert(Peer(peer.parse().expect("an address")));
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().expect("a header"));
        }
        Network::of(&extensions, &headers).0.to_string()
    }

    #[test]
    fn a_proxy_is_believed_and_nobody_else() {
        for (peer, lines, is) in [
            ("203.0.113.9", &[][..], "203.0.113.9"),
            ("203.0.113.9", &["198.51.100.1"], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("10.1.2.3", &["1.1.1.1, 198.51.100.1"], "198.51.100.1"),
            ("192.168.0.2", &["1.1.1.1", "2.2.2.2,198.51.100.1:4711"], "198.51.100.1"),
            ("::ffff:172.16.0.1", &["198.51.100.1"], "198.51.100.1"),
            ("fd00::1", &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
            ("::1", &["[2001:db8:1:2:ffff::]"], "2001:db8:1:2::"),
            ("::1", &["[2001:db8:1:2:ffff::]:443"], "2001:db8:1:2::"),
            ("::1", &["::ffff:198.51.100.1"], "198.51.100.1"),
            ("2001:db8:9::1", &["198.51.100.1"], "2001:db8:9::"),
            ("127.0.0.1", &["198.51.100.1", "unknown"], "127.0.0.1"),
            ("127.0.0.1", &[""], "127.0.0.1"),
        ] {
            assert_eq!(network(peer, lines), is, "{peer} {lines:?}");
        }
        let nobody = Network::of(&Extensions::new(), &HeaderMap::new());
        assert_eq!(nobody.0, IpAddr::from(Ipv4Addr::UNSPECIFIED));
    }
}
