//! What the operator fixes for the service as a whole.

use std::net::IpAddr;

use ipnet::IpNet;
use smtp_doctor_core::report::PortalProfile;

use crate::access::Access;
use crate::limits::Limits;

/// What the operator fixes for the service as a whole. What probes do is fixed in [`smtp_doctor_probe::Context`].
#[derive(Debug)]
pub struct Config {
    /// Who may ask.
    pub access: Access,
    /// How often.
    pub limits: Limits,
    /// Connections at the same time, at least one. Further ones wait until one has ended.
    pub connections: u32,
    /// Probes that run at the same time.
    pub places: usize,
    /// Requests that wait for one of those places.
    pub line: usize,
    /// Proxies that are believed when they say for whom they ask (`X-Forwarded-For`).
    pub trusted_proxies: Vec<IpNet>,
    /// Who may read `/metrics`; nobody else learns that it is there.
    pub metrics_for: Vec<IpNet>,
    /// What answers say of the portal.
    pub portal: PortalProfile,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            access: Access::default(),
            limits: Limits::default(),
            connections: 8_192,
            places: 64,
            line: 128,
            trusted_proxies: Vec::new(),
            metrics_for: vec![loopback([127, 0, 0, 1].into(), 8), loopback([0, 0, 0, 0, 0, 0, 0, 1].into(), 128)],
            portal: PortalProfile::default(),
        }
    }
}

fn loopback(ip: IpAddr, prefix: u8) -> IpNet {
    IpNet::new(ip, prefix).unwrap_or(IpNet::from(ip))
}
