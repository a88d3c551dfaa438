//! Name lookup and dialing. What is dialed was vetted, and what was vetted is what is dialed.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use hickory_resolver::TokioResolver;
use hickory_resolver::config::ConnectionConfig;
use hickory_resolver::config::LookupIpStrategy;
use hickory_resolver::config::NameServerConfig;
use hickory_resolver::config::ResolverConfig;
use hickory_resolver::net::DnsError;
use hickory_resolver::net::NetError;
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::proto::op::ResponseCode;
use smtp_doctor_core::failure::ConnectFailure;
use smtp_doctor_core::failure::ResolveFailure;
use smtp_doctor_core::settings::Host;
use tokio::net::TcpStream;

use crate::policy::TargetPolicy;
use crate::policy::VettedAddr;

/// Addresses of one name that are tried at most.
const MAX_ADDRESSES: usize = 8;

/// Name lookup and dialing.
#[derive(Clone)]
pub struct Net {
    resolver: TokioResolver,
    policy: TargetPolicy,
}

impl fmt::Debug for Net {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Net").field("policy", &self.policy).finish_non_exhaustive()
    }
}

impl Net {
    /// With the name servers of the system.
    ///
    /// # Errors
    ///
    /// If the system's resolver configuration cannot be read.
    pub fn of_system(policy: TargetPolicy) -> io::Result<Self> {
        let builder = TokioResolver::builder_tokio().map_err(io::Error::other)?;
        Self::build(builder, policy)
    }

    /// With one name server, instead of those of the system.
    ///
    /// # Errors
    ///
    /// If the resolver cannot be set up.
    pub fn with_name_server(server: SocketAddr, policy: TargetPolicy) -> io::Result<Self> {
        let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
            connection.port = server.port();
            connection
        });
        let name_server = NameServerConfig::new(server.ip(), true, connections.into());
        let config = ResolverConfig::from_name_servers(vec![name_server]);
        Self::build(TokioResolver::builder_with_config(config, TokioRuntimeProvider::default()), policy)
    }

    fn build(
        mut builder: hickory_resolver::ResolverBuilder<TokioRuntimeProvider>,
        policy: TargetPolicy,
    ) -> io::Result<Self> {
        let options = builder.options_mut();
        options.ip_strategy = LookupIpStrategy::Ipv4AndIpv6;
        // A probe is asked to look at what is there now.
        options.cache_size = 0;
        let resolver = builder.build().map_err(io::Error::other)?;
        Ok(Self { resolver, policy })
    }

    /// Looks up a host; every address that is returned may be dialed.
    pub(crate) async fn resolve(&self, host: &Host, port: u16) -> Result<Vec<VettedAddr>, ResolveFailure> {
        let ips = match host {
            Host::Ip(ip) => vec![*ip],
            Host::Name(name) => {
                // The final dot keeps search domains out: what is in the form is the whole name. Single labels are
                // local names, for which the search domains are meant.
                let name = if name.contains('.') { format!("{name}.") } else { name.clone() };
                let answer = self.resolver.lookup_ip(name).await.map_err(|error| failure_of(&error))?;
                answer.iter().collect()
            }
        };
        if ips.is_empty() {
            return Err(ResolveFailure::NoAddress);
        }
        let vetted: Vec<_> = ips.into_iter().filter_map(|ip| self.policy.vet(ip, port)).take(MAX_ADDRESSES).collect();
        if vetted.is_empty() { Err(ResolveFailure::TargetNotAllowed) } else { Ok(vetted) }
    }

    /// Opens a connection.
    pub(crate) async fn dial(address: VettedAddr) -> Result<TcpStream, ConnectFailure> {
        let stream = TcpStream::connect(address.get()).await.map_err(|error| connect_failure_of(&error))?;
        // Commands are small and each waits for its reply: Nagle's algorithm would only delay them.
        stream.set_nodelay(true).map_err(|error| connect_failure_of(&error))?;
        Ok(stream)
    }
}

fn failure_of(error: &NetError) -> ResolveFailure {
    match error {
        NetError::Dns(DnsError::NoRecordsFound(none)) => match none.response_code {
            ResponseCode::NXDomain => ResolveFailure::NotFound,
            ResponseCode::NoError => ResolveFailure::NoAddress,
            code => ResolveFailure::Unavailable(format!("The name server answered {code}.")),
        },
        NetError::Dns(DnsError::ResponseCode(ResponseCode::NXDomain)) => ResolveFailure::NotFound,
        NetError::Dns(DnsError::ResponseCode(code)) => {
            ResolveFailure::Unavailable(format!("The name server answered {code}."))
        }
        NetError::Timeout => ResolveFailure::Unavailable("The name servers did not answer in time.".to_owned()),
        NetError::NoConnections => ResolveFailure::Unavailable("No name server could be reached.".to_owned()),
        other => ResolveFailure::Unavailable(other.to_string()),
    }
}

fn connect_failure_of(error: &io::Error) -> ConnectFailure {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => ConnectFailure::Refused,
        io::ErrorKind::TimedOut => ConnectFailure::TimedOut,
        io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
            ConnectFailure::Unreachable(error.to_string())
        }
        _ => ConnectFailure::Other(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn commands_are_not_held_back_by_nagle_s_algorithm() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
        let address = listener.local_addr().unwrap();
        let stream = Net::dial(policy.vet(address.ip(), address.port()).unwrap()).await.unwrap();
        assert!(stream.nodelay().unwrap());
    }
}
