//! Opens a TCP connection to the first address that answers, trying both families (Happy Eyeballs, RFC 8305).

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use smtp_doctor_core::failure::ConnectFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::Attempt;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::report::Speaker;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio::time::timeout_at;

use crate::context::Context;
use crate::net::Net;
use crate::policy::VettedAddr;
use crate::session::Connected;
use crate::session::CredentialPass;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::StageResult;
use crate::transcript::Transcript;
use crate::wire::Wire;

/// The next address is tried after this time, or as soon as the previous one has failed (RFC 8305 §5).
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// An address that has not answered this long after the session ended counts as broken.
const LOSER_LIMIT: Duration = Duration::from_secs(1);

/// The attempts at other addresses, which go on during the session.
pub(crate) struct OtherAddresses {
    race: ConnectionRace,
    connected: VettedAddr,
}

/// Tries the addresses, each a little after the previous one. All of them together have `limit`.
pub(crate) async fn connect(
    ctx: &Context,
    addresses: Vec<VettedAddr>,
    bind: Option<IpAddr>,
    transcript: &Transcript,
    limit: Duration,
) -> StageResult<(Connected, Option<OtherAddresses>)> {
    let connected = |stream, address: VettedAddr, others| {
        transcript.add(Speaker::Note, &format!("connected to {}", address.get()));
        let wire = Wire::new(stream, transcript.clone(), limit);
        let facts = StageFacts { address: Some(address.get().to_string()), ..StageFacts::default() };
        Ok(Passed::new((Connected { wire, address, pass: CredentialPass::from_operator(ctx) }, others), facts))
    };
    let deadline = Instant::now() + limit;
    if let [only] = *addresses {
        // A single address needs no task.
        match timeout_at(deadline, Net::dial(only, bind)).await.unwrap_or(Err(ConnectFailure::TimedOut)) {
            Ok(stream) => return connected(stream, only, None),
            Err(failure) => {
                transcript.add(Speaker::Note, &format!("no connection to {}", only.get()));
                return Err(Failed::without_wire(StageFailure::Connect(failure)));
            }
        }
    }
    let mut race = ConnectionRace { waiting: interleaved(addresses), bind, running: JoinSet::new(), tried: Vec::new() };
    let mut reported: Option<ConnectFailure> = None;
    while race.start_next() || !race.running.is_empty() {
        let pause = if race.waiting.is_empty() { deadline } else { deadline.min(Instant::now() + ATTEMPT_DELAY) };
        let Ok(ended) = timeout_at(pause, race.running.join_next()).await else {
            if Instant::now() >= deadline {
                break;
            }
            continue;
        };
        match ended {
            Some(Ok((address, Ok(stream)))) => {
                race.record(address, None);
                race.start_other_family(address);
                return connected(stream, address, Some(OtherAddresses { race, connected: address }));
            }
            Some(Ok((address, Err(failure)))) => {
                transcript.add(Speaker::Note, &format!("no connection to {}", address.get()));
                race.record(address, Some(&failure));
                // "No route" may only mean that this machine has no IPv6, so any other failure says more.
                let no_route = matches!(failure, ConnectFailure::Unreachable(_));
                if reported.is_none() || !no_route {
                    reported = Some(failure);
                }
            }
            // The task panicked or was cancelled, which none does.
            Some(Err(_)) | None => {}
        }
    }
    let facts = StageFacts { attempts: race.verdicts(), ..StageFacts::default() };
    let failure = StageFailure::Connect(reported.unwrap_or(ConnectFailure::TimedOut));
    Err(Failed::without_wire(failure).with_facts(facts))
}

impl OtherAddresses {
    /// The outcome for every address that was tried, and the IPv6 address that fails where IPv4 works.
    pub(crate) async fn verdicts(mut self) -> (Vec<Attempt>, Option<VettedAddr>) {
        let deadline = Instant::now() + LOSER_LIMIT;
        while let Ok(Some(ended)) = timeout_at(deadline, self.race.running.join_next()).await {
            if let Ok((address, result)) = ended {
                self.race.record(address, result.err().as_ref());
            }
        }
        let connected_by_ipv4 = self.connected.get().is_ipv4();
        let broken = self.race.tried.iter().find(|(address, outcome)| {
            // Without a route from here, nothing is known about the server.
            let server_fails = matches!(outcome, None | Some("refused" | NO_ANSWER));
            connected_by_ipv4 && address.get().is_ipv6() && server_fails
        });
        (self.race.verdicts(), broken.map(|it| it.0))
    }
}

const NO_ANSWER: &str = "no answer";

/// The running connection attempts. Dropping it ends them.
struct ConnectionRace {
    waiting: VecDeque<VettedAddr>,
    bind: Option<IpAddr>,
    running: JoinSet<(VettedAddr, Result<TcpStream, ConnectFailure>)>,
    /// The addresses that were tried, with their outcome once it is known.
    tried: Vec<(VettedAddr, Option<&'static str>)>,
}

impl ConnectionRace {
    /// Starts the next attempt. False if no address is left.
    fn start_next(&mut self) -> bool {
        let Some(address) = self.waiting.pop_front() else { return false };
        self.start(address);
        true
    }

    fn start(&mut self, address: VettedAddr) {
        let bind = self.bind;
        self.tried.push((address, None));
        self.running.spawn(async move { (address, Net::dial(address, bind).await) });
    }

    /// Starts one address of the other family if none was tried, so that both get a verdict.
    fn start_other_family(&mut self, winner: VettedAddr) {
        let other = |it: &VettedAddr| it.get().is_ipv6() != winner.get().is_ipv6();
        if self.tried.iter().any(|it| other(&it.0)) {
            return;
        }
        if let Some(at) = self.waiting.iter().position(other)
            && let Some(address) = self.waiting.remove(at)
        {
            self.start(address);
        }
    }

    fn record(&mut self, address: VettedAddr, failure: Option<&ConnectFailure>) {
        let outcome = match failure {
            None => "connected",
            Some(ConnectFailure::Refused) => "refused",
            Some(ConnectFailure::TimedOut) => NO_ANSWER,
            Some(ConnectFailure::Unreachable(_)) => "no route from here",
            Some(ConnectFailure::Other(_)) => "failed",
        };
        if let Some(tried) = self.tried.iter_mut().find(|it| it.0 == address) {
            tried.1 = Some(outcome);
        }
    }

    fn verdicts(&self) -> Vec<Attempt> {
        let verdict = |(address, outcome): &(VettedAddr, Option<&str>)| Attempt {
            address: address.get().to_string(),
            outcome: outcome.unwrap_or(NO_ANSWER).to_owned(),
        };
        self.tried.iter().map(verdict).collect()
    }
}

/// Alternates the families, IPv6 first (RFC 8305 §4). On a machine without IPv6, that fails at once.
fn interleaved(addresses: Vec<VettedAddr>) -> VecDeque<VettedAddr> {
    let (v6, v4): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|it| it.get().is_ipv6());
    let (mut v6, mut v4) = (v6.into_iter(), v4.into_iter());
    let mut ordered = VecDeque::new();
    loop {
        match (v6.next(), v4.next()) {
            (None, None) => return ordered,
            (a, b) => ordered.extend(a.into_iter().chain(b)),
        }
    }
}
