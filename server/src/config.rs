//! The operator's settings for the service.

use std::net::IpAddr;

use ipnet::IpNet;
use smtp_doctor_core::report::PortalProfile;

use crate::access::Access;
use crate::limits::Limits;

/// The operator's settings for the service. Settings for probes are in [`smtp_doctor_probe::Context`].
#[derive(Debug)]
pub struct Config {
    /// Who may use the service.
    pub access: Access,
    /// Rate limits.
    pub limits: Limits,
    /// The maximum number of open connections, at least one. Others wait.
    pub max_connections: u32,
    /// The maximum number of probes that run at the same time.
    pub probe_slots: usize,
    /// The maximum number of requests that wait for a probe slot.
    pub queue_length: usize,
    /// Proxies whose `X-Forwarded-For` header is trusted.
    pub trusted_proxies: Vec<IpNet>,
    /// Networks that may read `/metrics`. All others get a 404.
    pub metrics_for: Vec<IpNet>,
    /// The portal profile, added to findings.
    pub portal: PortalProfile,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            access: Access::default(),
            limits: Limits::default(),
            max_connections: 8_192,
            probe_slots: 64,
            queue_length: 128,
            trusted_proxies: Vec::new(),
            metrics_for: vec![loopback([127, 0, 0, 1].into(), 8), loopback([0, 0, 0, 0, 0, 0, 0, 1].into(), 128)],
            portal: PortalProfile::default(),
        }
    }
}

fn loopback(ip: IpAddr, prefix: u8) -> IpNet {
    IpNet::new(ip, prefix).unwrap_or(IpNet::from(ip))
}
