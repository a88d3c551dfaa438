//! Decides which addresses and ports may be dialed. Nothing else does.
//!
//! Everything private or special (IANA special-purpose registries) is refused unless the operator allows it, so that
//! nobody can use the probe to explore the operator's network.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::net::UdpSocket;

use ipnet::IpNet;
use smtp_doctor_core::failure::RefusedTarget;

/// Ports for submission and relaying. Only these are dialed at public addresses, so that nobody can use the probe as a port
/// scanner.
const MAIL_PORTS: [u16; 8] = [25, 465, 587, 2465, 2525, 2587, 8025, 8465];

/// HTTPS, for autoconfig files.
pub(crate) const HTTPS: u16 = 443;

/// Which addresses and ports may be dialed.
#[derive(Clone, Debug, Default)]
pub struct TargetPolicy {
    allowed: Vec<IpNet>,
    denied: Vec<IpNet>,
    ports: Vec<u16>,
    own: Vec<SocketAddr>,
}

/// An address that the policy allows. Only [`TargetPolicy`] makes one, and nothing else can be dialed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct VettedAddr(SocketAddr);

impl VettedAddr {
    /// The address and port.
    pub fn get(self) -> SocketAddr {
        self.0
    }
}

impl TargetPolicy {
    /// Public addresses at the ports of mail, and those of `allowed` at any port.
    pub fn allowing(allowed: Vec<IpNet>) -> Self {
        Self::default().and_networks(allowed)
    }

    /// These networks too, at any port.
    pub fn and_networks(mut self, allowed: Vec<IpNet>) -> Self {
        self.allowed.extend(allowed);
        self
    }

    /// These ports of public addresses too.
    pub fn and_ports(mut self, ports: Vec<u16>) -> Self {
        self.ports.extend(ports);
        self
    }

    /// But none of these, whatever else is allowed: such as a relay that trusts the machine on which the probe runs.
    pub fn but_not(mut self, denied: Vec<IpNet>) -> Self {
        self.denied.extend(denied);
        self
    }

    /// Nor where the process itself listens: a probe must not talk to its own service.
    pub fn nor_itself(mut self, own: Vec<SocketAddr>) -> Self {
        self.own.extend(own);
        self
    }

    /// Returns the address if a probe may dial it.
    pub fn vet(&self, ip: IpAddr, port: u16) -> Option<VettedAddr> {
        self.vet_if(ip, port, MAIL_PORTS.contains(&port) || self.ports.contains(&port))
    }

    /// Returns the address if a file may be fetched from it.
    pub(crate) fn vet_https(&self, ip: IpAddr) -> Option<VettedAddr> {
        self.vet_if(ip, HTTPS, true)
    }

    /// Why the policy refuses an address that it does not vet.
    pub(crate) fn refusal(&self, ip: IpAddr, port: u16) -> RefusedTarget {
        if self.vet_if(ip, port, true).is_some() {
            RefusedTarget::Port
        } else if is_special(unmapped(ip)) && !self.allows(unmapped(ip), true) {
            RefusedTarget::Private
        } else {
            RefusedTarget::Blocked
        }
    }

    fn vet_if(&self, ip: IpAddr, port: u16, port_allowed: bool) -> Option<VettedAddr> {
        let address = SocketAddr::new(unmapped(ip), port);
        let allowed = self.allows(address.ip(), port_allowed) && !self.is_own(address);
        allowed.then_some(VettedAddr(address))
    }

    fn allows(&self, ip: IpAddr, port_allowed: bool) -> bool {
        let is_in = |nets: &[IpNet]| nets.iter().any(|net| net.contains(&ip));
        // The unspecified address means this machine, whatever network contains it.
        if ip.is_unspecified() || is_in(&self.denied) {
            return false;
        }
        match carried_v4(ip) {
            // Allowing a translator does not allow everything behind it.
            Some(carried) => is_in(&self.allowed) && self.allows(carried, port_allowed),
            None => is_in(&self.allowed) || (port_allowed && !is_special(ip)),
        }
    }

    fn is_own(&self, address: SocketAddr) -> bool {
        self.own.iter().any(|own| {
            let same_machine = own.ip() == address.ip() || (own.ip().is_unspecified() && is_local(address.ip()));
            own.port() == address.port() && same_machine
        })
    }
}

/// Whether an address belongs to this machine: only then can a socket be bound to it.
fn is_local(ip: IpAddr) -> bool {
    UdpSocket::bind((ip, 0)).is_ok()
}

/// Unwraps an IPv4-mapped IPv6 address, because the system would dial the IPv4 address.
fn unmapped(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V6(v6) => v6.to_ipv4_mapped().map_or(ip, IpAddr::V4),
        IpAddr::V4(_) => ip,
    }
}

/// Whether an address is private or special, and not part of the public internet.
fn is_special(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(v4) => within(SPECIAL_V4, u128::from(v4.to_bits()), 32),
        IpAddr::V6(v6) => within(SPECIAL_V6, v6.to_bits(), 128),
    }
}

/// The IPv4 address inside a NAT64 or 6to4 address (RFC 6052 §2.1, RFC 3056 §2).
fn carried_v4(ip: IpAddr) -> Option<IpAddr> {
    let IpAddr::V6(v6) = ip else { return None };
    let bits = match v6.segments() {
        [0x2002, high, low, ..] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => (u32::from(high) << 16) | u32::from(low),
        _ => return None,
    };
    Some(IpAddr::V4(bits.into()))
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
    v6(0x64, 0xff9b, 0, 47),      // translation to IPv4, global and local (RFC 6052, RFC 8215)
    v6(0x100, 0, 0, 63),          // discard and dummy (RFC 6666, RFC 9780)
    v6(0x2001, 0, 0, 23),         // protocol assignments, Teredo among them (RFC 2928)
    v6(0x2001, 0xdb8, 0, 32),     // documentation (RFC 3849)
    v6(0x2002, 0, 0, 16),         // 6to4 (RFC 3056)
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

    /// Addresses that must be refused, one per line with its source.
    const PUBLISHED: &str = include_str!("../tests/data/special-addresses.txt");

    #[test]
    fn every_published_special_address_is_refused() {
        let policy = TargetPolicy::default();
        let mut count = 0;
        for line in PUBLISHED.lines().filter(|it| !it.starts_with('#') && !it.is_empty()) {
            let ip = line.split_whitespace().next().unwrap();
            for port in MAIL_PORTS {
                assert_eq!(policy.vet(ip.parse().unwrap(), port), None, "{line}");
            }
            assert_eq!(policy.vet_https(ip.parse().unwrap()), None, "{line}");
            count += 1;
        }
        assert!(count > 90, "{count}");
    }

    #[test]
    fn public_addresses_pass_and_so_do_allowed_ones() {
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
        let public =
            ["8.8.8.8", "100.63.255.254", "100.128.0.1", "172.32.0.1", "192.169.255.255", "2606:4700::1", "64:ff9c::1"];
        for ip in public.into_iter().chain(["127.0.0.1", "::ffff:127.0.0.1"]) {
            assert!(policy.vet(ip.parse().unwrap(), 25).is_some(), "{ip}");
        }
        assert_eq!(policy.vet("10.0.0.1".parse().unwrap(), 25), None);
    }

    #[test]
    fn an_allowed_translator_leads_only_to_public_addresses() {
        let policy = TargetPolicy::allowing(vec!["64:ff9b::/96".parse().unwrap(), "2002::/16".parse().unwrap()]);
        let vet = |ip: &str, port| policy.vet(ip.parse().unwrap(), port);
        assert!(vet("64:ff9b::808:808", 25).is_some() && vet("2002:808:808::1", 25).is_some());
        assert_eq!(vet("64:ff9b::808:808", 22), None);
        assert_eq!(vet("64:ff9b::7f00:1", 25), None);
        assert_eq!(vet("2002:a00:1::1", 25), None);
    }

    #[test]
    fn denied_networks_and_the_service_itself_are_never_dialed() {
        let all = || TargetPolicy::allowing(vec!["0.0.0.0/0".parse().unwrap(), "::/0".parse().unwrap()]);
        let vet = |policy: &TargetPolicy, ip: &str, port| policy.vet(ip.parse().unwrap(), port).is_some();
        let denying = all().but_not(vec!["10.1.0.0/16".parse().unwrap()]);
        assert!(vet(&denying, "10.0.0.1", 25) && !vet(&denying, "10.1.0.1", 25));
        let here = all().nor_itself(vec!["127.0.0.1:8587".parse().unwrap()]);
        assert!(!vet(&here, "127.0.0.1", 8587) && !vet(&here, "::ffff:127.0.0.1", 8587));
        assert!(vet(&here, "127.0.0.1", 25) && vet(&here, "127.0.0.2", 8587));
        let everywhere = all().nor_itself(vec!["0.0.0.0:8587".parse().unwrap()]);
        assert!(!vet(&everywhere, "127.0.0.9", 8587) && !vet(&everywhere, "0.0.0.0", 8587));
        assert!(vet(&everywhere, "198.51.100.7", 8587), "another machine");
        assert!(!vet(&all(), "0.0.0.0", 25) && !vet(&all(), "::", 25), "which is this machine");
    }

    #[test]
    fn each_call_of_a_builder_adds_to_those_before() {
        let networks = |text: &str| vec![text.parse().unwrap()];
        let vet = |policy: &TargetPolicy, ip: &str, port| policy.vet(ip.parse().unwrap(), port).is_some();
        let policy = TargetPolicy::allowing(networks("10.1.0.0/16")).and_networks(networks("10.2.0.0/16"));
        assert!(vet(&policy, "10.1.0.1", 25) && vet(&policy, "10.2.0.1", 25));
        let policy = policy.but_not(networks("10.1.1.0/24")).but_not(networks("10.2.1.0/24"));
        assert!(!vet(&policy, "10.1.1.1", 25) && !vet(&policy, "10.2.1.1", 25));
        let policy = policy.and_ports(vec![10_025]).and_ports(vec![10_026]);
        assert!(vet(&policy, "8.8.8.8", 10_025) && vet(&policy, "8.8.8.8", 10_026));
        let own = |text: &str| vec![text.parse().unwrap()];
        let policy = policy.nor_itself(own("10.1.0.1:8587")).nor_itself(own("10.2.0.1:8587"));
        assert!(!vet(&policy, "10.1.0.1", 8587) && !vet(&policy, "10.2.0.1", 8587));
    }

    #[test]
    fn a_refusal_states_its_reason() {
        let policy = TargetPolicy::allowing(vec!["10.0.0.0/8".parse().unwrap()])
            .but_not(vec!["8.8.4.0/24".parse().unwrap()])
            .nor_itself(vec!["10.0.0.1:8587".parse().unwrap()]);
        let refusal = |ip: &str, port| policy.refusal(ip.parse().unwrap(), port);
        assert_eq!(refusal("8.8.8.8", 22), RefusedTarget::Port);
        for ip in ["127.0.0.1", "192.168.0.1", "::ffff:192.168.0.1", "fe80::1", "0.0.0.0"] {
            assert_eq!(refusal(ip, 25), RefusedTarget::Private, "{ip}");
            assert_eq!(refusal(ip, 22), RefusedTarget::Private, "{ip}");
        }
        assert_eq!(refusal("8.8.4.4", 25), RefusedTarget::Blocked);
        assert_eq!(refusal("10.0.0.1", 8587), RefusedTarget::Blocked, "the service itself");
    }

    #[test]
    fn public_addresses_are_dialed_only_on_mail_ports() {
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
