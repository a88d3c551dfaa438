//! Which addresses and ports may be dialed: the one place that decides.
//!
//! Everything private or special (IANA special-purpose registries) is refused unless the operator allows it, so that
//! strangers cannot use the probe to look into the operator's network.

use std::net::IpAddr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;

use ipnet::IpNet;

/// Ports at which mail is submitted or relayed. Public addresses are dialed at no other, so that strangers cannot use
/// the probe to look which doors of somebody else are open.
const MAIL_PORTS: [u16; 8] = [25, 465, 587, 2465, 2525, 2587, 8025, 8465];

/// HTTPS, for files that a domain publishes about its mail.
const HTTPS: u16 = 443;

/// Which addresses and ports may be dialed.
#[derive(Clone, Debug, Default)]
pub struct TargetPolicy {
    allowed: Vec<IpNet>,
    ports: Vec<u16>,
}

/// An address that the policy allows. Only [`TargetPolicy`] makes one, and only one of these can be dialed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct VettedAddr(SocketAddr);

impl VettedAddr {
    /// The address.
    pub fn get(self) -> SocketAddr {
        self.0
    }
}

impl TargetPolicy {
    /// Public addresses at the ports of mail, and those of `allowed` at any port.
    pub fn allowing(allowed: Vec<IpNet>) -> Self {
        Self { allowed, ports: Vec::new() }
    }

    /// These ports of public addresses too.
    pub fn and_ports(self, ports: Vec<u16>) -> Self {
        Self { ports, ..self }
    }

    /// Lets an address pass for a probe, or not.
    pub fn vet(&self, ip: IpAddr, port: u16) -> Option<VettedAddr> {
        self.vet_if(ip, port, MAIL_PORTS.contains(&port) || self.ports.contains(&port))
    }

    /// Lets an address pass for a file that a domain publishes, or not.
    pub(crate) fn vet_https(&self, ip: IpAddr) -> Option<VettedAddr> {
        self.vet_if(ip, HTTPS, true)
    }

    fn vet_if(&self, ip: IpAddr, port: u16, port_is_fine: bool) -> Option<VettedAddr> {
        let ip = unmapped(ip);
        let allowed = self.allowed.iter().any(|net| net.contains(&ip)) || (port_is_fine && !is_special(ip));
        allowed.then_some(VettedAddr(SocketAddr::new(ip, port)))
    }
}

/// The IPv4 address inside an IPv4-mapped IPv6 address: the system would dial that one.
fn unmapped(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

/// Whether an address is not for the public internet.
fn is_special(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => within(SPECIAL_V4, u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => {
            within(SPECIAL_V6, v6.to_bits(), 128) || carried_v4(v6).is_some_and(|v4| is_special(v4.into()))
        }
    }
}

/// The IPv4 address that a translated or tunnelled IPv6 address carries (RFC 6052, RFC 3056).
fn carried_v4(ip: Ipv6Addr) -> Option<std::net::Ipv4Addr> {
    let [a, b, c, ..] = ip.segments();
    let bits = if a == 0x2002 {
        (u32::from(b) << 16) | u32::from(c)
    } else if a == 0x64 && b == 0xff9b {
        ip.to_bits() as u32
    } else {
        return None;
    };
    Some(bits.into())
}

fn within(blocks: &[(u128, u32)], address: u128, width: u32) -> bool {
    blocks.iter().any(|&(block, prefix)| (address ^ block).checked_shr(width - prefix).unwrap_or(0) == 0)
}

const fn v4(a: u8, b: u8, c: u8, prefix: u32) -> (u128, u32) {
    (u32::from_be_bytes([a, b, c, 0]) as u128, prefix)
}

const fn v6(a: u16, b: u16, c: u16, prefix: u32) -> (u128, u32) {
    (((a as u128) << 112) | ((b as u128) << 96) | ((c as u128) << 80), prefix)
}

/// IANA IPv4 Special-Purpose Address Registry, and multicast.
const SPECIAL_V4: &[(u128, u32)] = &[
    v4(0, 0, 0, 8),       // "this network" (RFC 791)
    v4(10, 0, 0, 8),      // private (RFC 1918)
    v4(100, 64, 0, 10),   // carrier-grade NAT (RFC 6598)
    v4(127, 0, 0, 8),     // loopback (RFC 1122)
    v4(169, 254, 0, 16),  // link-local (RFC 3927); clouds serve credentials there
    v4(172, 16, 0, 12),   // private (RFC 1918)
    v4(192, 0, 0, 24),    // protocol assignments (RFC 6890)
    v4(192, 0, 2, 24),    // documentation (RFC 5737)
    v4(192, 31, 196, 24), // AS112 (RFC 7535)
    v4(192, 52, 193, 24), // AMT (RFC 7450)
    v4(192, 88, 99, 24),  // 6to4 relays, retired (RFC 7526)
    v4(192, 168, 0, 16),  // private (RFC 1918)
    v4(192, 175, 48, 24), // AS112 (RFC 7534)
    v4(198, 18, 0, 15),   // benchmarks (RFC 2544)
    v4(198, 51, 100, 24), // documentation (RFC 5737)
    v4(203, 0, 113, 24),  // documentation (RFC 5737)
    v4(224, 0, 0, 4),     // multicast (RFC 5771)
    v4(240, 0, 0, 4),     // reserved and broadcast (RFC 1112)
];

/// IANA IPv6 Special-Purpose Address Registry, and multicast.
const SPECIAL_V6: &[(u128, u32)] = &[
    v6(0, 0, 0, 16),              // unspecified, loopback, mapped and compatible (RFC 4291)
    v6(0x64, 0xff9b, 1, 48),      // local translation (RFC 8215)
    v6(0x100, 0, 0, 64),          // discard (RFC 6666)
    v6(0x2001, 0, 0, 23),         // protocol assignments, Teredo among them (RFC 2928)
    v6(0x2001, 0xdb8, 0, 32),     // documentation (RFC 3849)
    v6(0x2620, 0x4f, 0x8000, 48), // AS112 (RFC 7534)
    v6(0x3fff, 0, 0, 20),         // documentation (RFC 9637)
    v6(0x5f00, 0, 0, 16),         // segment routing (RFC 9602)
    v6(0xfc00, 0, 0, 7),          // unique local (RFC 4193)
    v6(0xfe80, 0, 0, 10),         // link-local (RFC 4291)
    v6(0xfec0, 0, 0, 10),         // site-local, retired (RFC 3879)
    v6(0xff00, 0, 0, 8),          // multicast (RFC 4291)
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_refused_in_every_disguise() {
        let policy = TargetPolicy::default();
        for ip in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.31.0.1",
            "192.168.1.1",
            "198.19.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2001::1",
            "2001:db8::1",
            "fc00::1",
            "fd12::1",
            "fe80::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert_eq!(policy.vet(ip.parse().unwrap(), 25), None, "{ip}");
        }
    }

    #[test]
    fn public_addresses_pass_and_so_do_allowed_ones() {
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
        for ip in ["8.8.8.8", "172.32.0.1", "2606:4700::1", "64:ff9b::808:808", "127.0.0.1", "::ffff:127.0.0.1"] {
            assert!(policy.vet(ip.parse().unwrap(), 25).is_some(), "{ip}");
        }
        assert_eq!(policy.vet("10.0.0.1".parse().unwrap(), 25), None);
    }

    #[test]
    fn public_addresses_are_dialed_at_the_ports_of_mail_alone() {
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]).and_ports(vec![10_025]);
        let public = "8.8.8.8".parse().unwrap();
        for port in [25, 465, 587, 2465, 2525, 2587, 8025, 8465, 10_025] {
            assert!(policy.vet(public, port).is_some(), "{port}");
        }
        for port in [1, 22, 80, 443, 3_306, 6_379, 8_080, 65_535] {
            assert_eq!(policy.vet(public, port), None, "{port}");
        }
        assert!(policy.vet("127.0.0.1".parse().unwrap(), 6_379).is_some(), "where the operator allows all");
        assert!(policy.vet_https(public).is_some() && policy.vet_https("10.0.0.1".parse().unwrap()).is_none());
    }
}
