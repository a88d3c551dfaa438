//! Name lookup and dialing. Only vetted addresses are dialed, and exactly the address that was vetted.

use std::fmt;
use std::io;
use std::net::IpAddr;
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
use hickory_resolver::proto::rr::Name;
use hickory_resolver::proto::rr::RData;
use hickory_resolver::proto::rr::RecordType;
use smtp_doctor_core::failure::ConnectFailure;
use smtp_doctor_core::failure::ResolveFailure;
use smtp_doctor_core::settings::Host;
use tokio::net::TcpSocket;
use tokio::net::TcpStream;

use crate::policy::HTTPS;
use crate::policy::TargetPolicy;
use crate::policy::VettedAddr;

/// Addresses of one name that are tried at most.
const MAX_ADDRESSES: usize = 8;

/// Records of one name that are used at most.
const MAX_RECORDS: usize = 32;

/// Name lookup and dialing. Cheap to clone.
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
    /// Uses the name servers of the system. Answers are never cached.
    ///
    /// # Errors
    ///
    /// Returns an error if the system's resolver configuration cannot be read.
    pub fn from_system(policy: TargetPolicy) -> io::Result<Self> {
        let builder = TokioResolver::builder_tokio().map_err(io::Error::other)?;
        Self::build(builder, policy)
    }

    /// Uses one name server instead of those of the system, over UDP and TCP. Answers are never cached.
    ///
    /// # Errors
    ///
    /// Returns an error if the resolver cannot be set up.
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
        // A probe must see the current records.
        options.cache_size = 0;
        let resolver = builder.build().map_err(io::Error::other)?;
        Ok(Self { resolver, policy })
    }

    /// Looks up a host. All returned addresses may be dialed.
    pub(crate) async fn resolve(&self, host: &Host, port: u16) -> Result<Vec<VettedAddr>, ResolveFailure> {
        self.vetted(host, port, |ip| self.policy.vet(ip, port)).await
    }

    /// Looks up a host for HTTPS. All returned addresses may be dialed.
    pub(crate) async fn resolve_https(&self, host: &Host) -> Result<Vec<VettedAddr>, ResolveFailure> {
        self.vetted(host, HTTPS, |ip| self.policy.vet_https(ip)).await
    }

    async fn vetted(
        &self,
        host: &Host,
        port: u16,
        vet: impl Fn(IpAddr) -> Option<VettedAddr>,
    ) -> Result<Vec<VettedAddr>, ResolveFailure> {
        let ips = self.addresses(host).await?;
        let vetted: Vec<_> = ips.iter().copied().filter_map(vet).take(MAX_ADDRESSES).collect();
        match ips.first() {
            Some(ip) if vetted.is_empty() => Err(ResolveFailure::TargetNotAllowed(self.policy.refusal(*ip, port))),
            _ => Ok(vetted),
        }
    }

    /// The addresses of a host for a report. They are not vetted, so they cannot be dialed.
    pub(crate) async fn addresses(&self, host: &Host) -> Result<Vec<IpAddr>, ResolveFailure> {
        let ips: Vec<IpAddr> = match host {
            Host::Ip(ip) => vec![*ip],
            Host::Name(name) => {
                // The final dot turns search domains off, because the form contains full names. Single labels are local
                // names, for which search domains exist.
                let name = if name.contains('.') { format!("{name}.") } else { name.clone() };
                let answer = self.resolver.lookup_ip(name).await.map_err(|error| resolve_failure(&error))?;
                answer.iter().collect()
            }
        };
        if ips.is_empty() { Err(ResolveFailure::NoAddress) } else { Ok(ips) }
    }

    /// The mail exchangers of a domain (RFC 5321 §5.1), most preferred first. A null MX (RFC 7505) has an empty name.
    pub(crate) async fn mx(&self, domain: &str) -> Result<Vec<Mx>, ResolveFailure> {
        let parse = |data: &RData| match data {
            RData::MX(mx) => Some(Mx { preference: mx.preference, host: normalized(&mx.exchange) }),
            _ => None,
        };
        let mut found = self.records(domain, RecordType::MX, parse).await?;
        found.sort_by_key(|it| it.preference);
        Ok(found)
    }

    /// The TXT records of a name, each joined from its strings (RFC 7208 §3.3).
    pub(crate) async fn txt(&self, name: &str) -> Result<Vec<String>, ResolveFailure> {
        let parse = |data: &RData| match data {
            RData::TXT(txt) => Some(String::from_utf8_lossy(&txt.txt_data.concat()).into_owned()),
            _ => None,
        };
        self.records(name, RecordType::TXT, parse).await
    }

    /// The hosts that offer a service (RFC 2782), most preferred first. Empty if the domain says that it is not offered.
    pub(crate) async fn srv(&self, name: &str) -> Result<Vec<Srv>, ResolveFailure> {
        let parse = |data: &RData| match data {
            RData::SRV(srv) => Some((srv.priority, Srv { host: normalized(&srv.target), port: srv.port })),
            _ => None,
        };
        let mut found = self.records(name, RecordType::SRV, parse).await?;
        found.sort_by_key(|it| it.0);
        Ok(found.into_iter().map(|it| it.1).filter(|it| !it.host.is_empty()).collect())
    }

    async fn records<T>(
        &self,
        name: &str,
        record_type: RecordType,
        parse: impl Fn(&RData) -> Option<T>,
    ) -> Result<Vec<T>, ResolveFailure> {
        let answer =
            self.resolver.lookup(format!("{name}."), record_type).await.map_err(|error| resolve_failure(&error))?;
        Ok(answer.answers().iter().filter_map(|it| parse(&it.data)).take(MAX_RECORDS).collect())
    }

    /// Opens a connection, from the local address `bind` if there is one.
    pub(crate) async fn dial(address: VettedAddr, bind: Option<IpAddr>) -> Result<TcpStream, ConnectFailure> {
        let stream = dial_from(address.get(), bind).await.map_err(|error| connect_failure(&error))?;
        // Commands are small and wait for replies: Nagle's algorithm would only delay them.
        stream.set_nodelay(true).map_err(|error| connect_failure(&error))?;
        Ok(stream)
    }
}

/// A mail exchanger.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Mx {
    preference: u16,
    /// Empty for a null MX.
    pub(crate) host: String,
}

/// A host that offers a service.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Srv {
    pub(crate) host: String,
    pub(crate) port: u16,
}

/// A name in lower case, without its final dot.
fn normalized(name: &Name) -> String {
    name.to_ascii().trim_end_matches('.').to_lowercase()
}

async fn dial_from(address: SocketAddr, bind: Option<IpAddr>) -> io::Result<TcpStream> {
    let Some(bind) = bind else { return TcpStream::connect(address).await };
    let socket = match (address, bind) {
        (SocketAddr::V4(_), IpAddr::V4(_)) => TcpSocket::new_v4()?,
        (SocketAddr::V6(_), IpAddr::V6(_)) => TcpSocket::new_v6()?,
        // An address of one family cannot reach the other.
        _ => return Err(io::ErrorKind::NetworkUnreachable.into()),
    };
    socket.bind(SocketAddr::new(bind, 0))?;
    socket.connect(address).await
}

fn resolve_failure(error: &NetError) -> ResolveFailure {
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

fn connect_failure(error: &io::Error) -> ConnectFailure {
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
    async fn dialed_connections_disable_nagle_s_algorithm() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()]);
        let address = listener.local_addr().unwrap();
        let stream = Net::dial(policy.vet(address.ip(), address.port()).unwrap(), None).await.unwrap();
        assert!(stream.nodelay().unwrap());
    }
}
