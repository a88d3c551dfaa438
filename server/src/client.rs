//! The client address of a request, resolved through the operator's proxies.

use std::fmt;
use std::net::IpAddr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;

use axum::http::HeaderMap;
use axum::http::HeaderName;
use ipnet::IpNet;

/// The header in which proxies name the client address.
pub(crate) const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The client address of a request.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Client(pub(crate) IpAddr);

impl Client {
    /// The nearest address that is not a trusted proxy. A client can forge everything before it.
    pub(crate) fn through_proxies(peer: IpAddr, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let trusted = |ip: &IpAddr| proxies.iter().any(|net| net.contains(ip));
        let mut nearest = peer.to_canonical();
        let lines = headers.get_all(X_FORWARDED_FOR).iter().rev();
        let mut named = lines.flat_map(|it| it.to_str().unwrap_or_default().rsplit(','));
        while trusted(&nearest) {
            match named.next().and_then(|it| address(it.trim())) {
                Some(ip) => nearest = ip,
                None => break,
            }
        }
        Self(nearest)
    }
}

/// The key that limits count by. IPv6 addresses count by /64 network, because one subscriber owns all of it.
impl fmt::Display for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            IpAddr::V4(v4) => v4.fmt(f),
            IpAddr::V6(v6) => Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64).fmt(f),
        }
    }
}

/// Parses an address as proxies write it. Some add the port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|it| it.split_once(']')).map_or(text, |it| it.0);
    let ip = bare.parse().ok().or_else(|| text.parse::<SocketAddr>().ok().map(|it| it.ip()))?;
    Some(IpAddr::to_canonical(&ip))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let proxies = ["10.0.0.0/8".parse().unwrap(), "::1/128".parse().unwrap()];
        Client::through_proxies(peer.parse().unwrap(), &headers, &proxies).0.to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        assert_eq!(seen("192.0.2.1", &["198.51.100.7"]), "192.0.2.1", "an untrusted peer can forge the header");
        assert_eq!(seen("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, 198.51.100.7"]), "198.51.100.7", "the proxy added the last one");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, 198.51.100.7, 10.0.0.2"]), "198.51.100.7", "two proxies");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9", "198.51.100.7"]), "198.51.100.7", "two lines");
        assert_eq!(seen("::1", &["[2001:db8::7]:4711"]), "2001:db8::7");
        assert_eq!(seen("::ffff:10.0.0.1", &["198.51.100.7:4711"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1", &["203.0.113.9, nonsense"]), "10.0.0.1");
        assert_eq!(seen("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn an_ipv6_network_counts_as_one_client() {
        let key = |ip: &str| Client(ip.parse().unwrap()).to_string();
        assert_eq!(key("2001:db8:1:2:3:4:5:6"), key("2001:db8:1:2:ffff::1"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_ne!(key("192.0.2.1"), key("192.0.2.2"));
    }
}
