//! A name server that answers as a test tells it to.

use std::collections::HashMap;
use std::net::Ipv4Addr;
use std::net::SocketAddr;

use hickory_proto::op::Message;
use hickory_proto::op::ResponseCode;
use hickory_proto::rr::RData;
use hickory_proto::rr::Record;
use hickory_proto::rr::RecordType;
use hickory_proto::rr::rdata::A;
use tokio::net::UdpSocket;

/// What the name server answers for a name. A name that it was not told about does not exist.
#[derive(Clone, Debug)]
pub enum Answer {
    /// These addresses.
    Addresses(Vec<Ipv4Addr>),
    /// The name exists, but has no address.
    Nothing,
    /// SERVFAIL.
    ServerFailure,
    /// No answer at all.
    Silence,
}

/// A running name server; it ends when it is dropped.
#[derive(Debug)]
pub struct FakeDns {
    /// Where it listens, by UDP.
    pub address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl FakeDns {
    /// Answers for these names (lower case, without final dot).
    pub async fn start(names: &[(&str, Answer)]) -> Self {
        let names: HashMap<String, Answer> =
            names.iter().map(|(name, answer)| (format!("{name}."), answer.clone())).collect();
        let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
        let address = socket.local_addr().expect("a bound port");
        let task = tokio::spawn(async move {
            let mut packet = [0; 1_500];
            while let Ok((length, from)) = socket.recv_from(&mut packet).await {
                let Ok(query) = Message::from_vec(&packet[..length]) else { continue };
                if let Some(response) = respond(&names, query) {
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

fn respond(names: &HashMap<String, Answer>, query: Message) -> Option<Message> {
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
        Some(Answer::Addresses(_)) => {}
    }
    Some(response)
}
