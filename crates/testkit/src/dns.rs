//! A name server with the answers that a test defines.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::net::Ipv6Addr;
use std::net::SocketAddr;

use hickory_proto::op::Message;
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::Name;
use hickory_proto::rr::RData;
use hickory_proto::rr::Record;
use hickory_proto::rr::RecordType;
use hickory_proto::rr::rdata::A;
use hickory_proto::rr::rdata::AAAA;
use hickory_proto::rr::rdata::CNAME;
use hickory_proto::rr::rdata::MX;
use hickory_proto::rr::rdata::SRV;
use hickory_proto::rr::rdata::TXT;
use tokio::net::UdpSocket;

/// The answer for a name. Names without an answer do not exist (NXDOMAIN).
#[derive(Clone, Debug)]
pub enum Answer {
    /// These addresses.
    Addresses(Vec<Ipv4Addr>),
    /// One of these per query, in order; the last one also for all later queries.
    Turns(Vec<Ipv4Addr>),
    /// These records, each for queries of its type.
    Records(Vec<RData>),
    /// The name exists, but has no address.
    Nothing,
    /// SERVFAIL.
    ServerFailure,
    /// No answer at all.
    Silence,
}

/// An MX record; `.` is a null MX.
pub fn mx(preference: u16, exchanger: &str) -> RData {
    RData::MX(MX::new(preference, name(exchanger)))
}

/// A TXT record.
pub fn txt(text: &str) -> RData {
    RData::TXT(TXT::new(vec![text.to_owned()]))
}

/// An SRV record.
pub fn srv(priority: u16, port: u16, target: &str) -> RData {
    RData::SRV(SRV::new(priority, 0, port, name(target)))
}

/// An A record.
pub fn a(address: [u8; 4]) -> RData {
    RData::A(A(address.into()))
}

/// An AAAA record.
pub fn aaaa(address: Ipv6Addr) -> RData {
    RData::AAAA(AAAA(address))
}

/// A CNAME record.
pub fn cname(target: &str) -> RData {
    RData::CNAME(CNAME(name(target)))
}

fn name(text: &str) -> Name {
    let rooted = if text.ends_with('.') { text.to_owned() } else { format!("{text}.") };
    Name::from_ascii(rooted).expect("a name")
}

/// A running name server. Dropping it stops it.
#[derive(Debug)]
pub struct FakeDns {
    /// The UDP address.
    pub address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl FakeDns {
    /// Starts a name server for these names (lower case, without the final dot).
    pub async fn start(names: &[(&str, Answer)]) -> Self {
        let names: HashMap<String, Answer> =
            names.iter().map(|(name, answer)| (format!("{name}."), answer.clone())).collect();
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let address = socket.local_addr().expect("a bound port");
        let task = tokio::spawn(async move {
            let mut turns = HashMap::new();
            let mut packet = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut packet).await {
                let Ok(query) = Message::from_vec(&packet[..length]) else { continue };
                if let Some(response) = respond(&names, &mut turns, query) {
                    let bytes = response.to_vec().expect("a response that can be written");
                    let _ = socket.send_to(&bytes, from).await;
                }
            }
        });
        Self { address, task }
    }
}

impl Drop for FakeDns {
    fn drop(&mut self) {
        self.task.abort();
    }
}

fn respond(names: &HashMap<String, Answer>, turns: &mut HashMap<String, usize>, query: Message) -> Option<Message> {
    let question = query.queries.first()?.clone();
    let mut response = query.into_response();
    response.metadata.recursion_available = true;
    match names.get(&question.name().to_ascii().to_lowercase()) {
        None => response.metadata.response_code = ResponseCode::NXDomain,
        Some(Answer::Silence) => return None,
        Some(Answer::ServerFailure) => response.metadata.response_code = ResponseCode::ServFail,
        Some(Answer::Nothing) => {}
        Some(Answer::Addresses(addresses)) if question.query_type() == RecordType::A => {
            for address in addresses {
                response.add_answer(Record::from_rdata(question.name().clone(), 0, RData::A(A(*address))));
            }
        }
        Some(Answer::Turns(addresses)) if question.query_type() == RecordType::A => {
            let turn = turns.entry(question.name().to_ascii()).or_default();
            let address = addresses[(*turn).min(addresses.len() - 1)];
            *turn += 1;
            response.add_answer(Record::from_rdata(question.name().clone(), 0, RData::A(A(address))));
        }
        Some(Answer::Addresses(_) | Answer::Turns(_)) => {}
        Some(Answer::Records(records)) => {
            // A CNAME record answers queries of any type.
            let asked =
                |it: &&RData| it.record_type() == question.query_type() || it.record_type() == RecordType::CNAME;
            for record in records.iter().filter(asked) {
                response.add_answer(Record::from_rdata(question.name().clone(), 0, record.clone()));
            }
        }
    }
    Some(response)
}
