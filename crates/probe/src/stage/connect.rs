//! A TCP connection is opened, to the first address that answers. Both families are tried, as in RFC 8305.

use std::collections::VecDeque;
use std::net::IpAddr;
use std::time::Duration;

use smtp_doctor_core::failure::ConnectFailure;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Attempt;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Speaker;
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

/// The next address is tried after this time, or once the one before has failed (RFC 8305 §5).
const NEXT: Duration = Duration::from_millis(250);

/// An address that has not answered for this long beside one that has is called broken.
const BROKEN: Duration = Duration::from_secs(1);

/// What is still to be learnt of other addresses while the session goes on.
pub(crate) struct OtherAddresses {
    trials: ConnectionRace,
    connected: VettedAddr,
}

/// Tries the addresses, each a little after the one before; together they have `limit`.
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
        let facts = Facts { address: Some(address.get().to_string()), ..Facts::default() };
        Ok(Passed::new((Connected { wire, address, pass: CredentialPass::from_operator(ctx) }, others), facts))
    };
    let deadline = Instant::now() + limit;
    if let [only] = *addresses {
        // Nothing to race against: no task for it.
        match timeout_at(deadline, Net::dial(only, bind)).await.unwrap_or(Err(ConnectFailure::TimedOut)) {
            Ok(stream) => return connected(stream, only, None),
            Err(failure) => {
                transcript.add(Speaker::Note, &format!("no connection to {}", only.get()));
                return Err(Failed::without_wire(StageFailure::Connect(failure)));
            }
        }
    }
    let mut trials =
        ConnectionRace { waiting: interleaved(addresses), bind, running: JoinSet::new(), tried: Vec::new() };
    let mut telling: Option<ConnectFailure> = None;
    while trials.start_next() || !trials.running.is_empty() {
        let pause = if trials.waiting.is_empty() { deadline } else { deadline.min(Instant::now() + NEXT) };
        let Ok(ended) = timeout_at(pause, trials.running.join_next()).await else {
            if Instant::now() >= deadline {
                break;
            }
            continue;
        };
        match ended {
            Some(Ok((address, Ok(stream)))) => {
                trials.note(address, None);
                trials.start_other_family(address);
                return connected(stream, address, Some(OtherAddresses { trials, connected: address }));
            }
            Some(Ok((address, Err(failure)))) => {
                transcript.add(Speaker::Note, &format!("no connection to {}", address.get()));
                trials.note(address, Some(&failure));
                // A host without IPv6 has no route to the second family; that says nothing about the server.
                let no_route = matches!(failure, ConnectFailure::Unreachable(_));
                if telling.is_none() || !no_route {
                    telling = Some(failure);
                }
            }
            // A task that panicked or was cancelled; none is.
            Some(Err(_)) | None => {}
        }
    }
    let facts = Facts { attempts: trials.verdicts(), ..Facts::default() };
    let failure = StageFailure::Connect(telling.unwrap_or(ConnectFailure::TimedOut));
    Err(Failed::without_wire(failure).with_facts(facts))
}

impl OtherAddresses {
    /// What came of all addresses that were tried, and the IPv6 address that does not work while IPv4 does.
    pub(crate) async fn verdicts(mut self) -> (Vec<Attempt>, Option<VettedAddr>) {
        let deadline = Instant::now() + BROKEN;
        while let Ok(Some(ended)) = timeout_at(deadline, self.trials.running.join_next()).await {
            if let Ok((address, result)) = ended {
                self.trials.note(address, result.err().as_ref());
            }
        }
        let by_v4 = self.connected.get().is_ipv4();
        let broken = self.trials.tried.iter().find(|(address, outcome)| {
            // Without a route from here, nothing is known of the server.
            let at_fault = matches!(outcome, None | Some("refused" | NO_ANSWER));
            by_v4 && address.get().is_ipv6() && at_fault
        });
        (self.trials.verdicts(), broken.map(|it| it.0))
    }
}

const NO_ANSWER: &str = "no answer";

/// Connections being tried; dropping them ends them.
struct ConnectionRace {
    waiting: VecDeque<VettedAddr>,
    bind: Option<IpAddr>,
    running: JoinSet<(VettedAddr, Result<TcpStream, ConnectFailure>)>,
    /// The addresses that were tried, and what came of them.
    tried: Vec<(VettedAddr, Option<&'static str>)>,
}

impl ConnectionRace {
    /// Whether there was one to start.
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

    /// One address of the family that did not win, so that there is a verdict on both.
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

    fn note(&mut self, address: VettedAddr, failure: Option<&ConnectFailure>) {
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

/// The families by turns, IPv6 first (RFC 8305 §4): where this machine has no IPv6, that fails at once.
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
