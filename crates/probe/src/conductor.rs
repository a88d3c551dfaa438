//! Takes the stages in order: events, deadlines, times, findings, the report. What a stage says on the wire is its own.

use std::future::Future;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::diagnose;
use smtp_doctor_core::diagnose::Situation;
use smtp_doctor_core::diagnose::ipv6_broken;
use smtp_doctor_core::diagnose::worries;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::finding::Severity;
use smtp_doctor_core::probe::EgressReport;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Outcome;
use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::probe::ProbeReport;
use smtp_doctor_core::probe::Stage;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::probe::TokenFacts;
use smtp_doctor_core::sender_domain;
use smtp_doctor_core::sender_domain::DomainRecords;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsSummary;
use smtp_doctor_core::smtp::ClientName;
use tokio::time::timeout;

use crate::context::Context;
use crate::context::Plan;
use crate::egress;
use crate::remedy;
use crate::session::Connected;
use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Ready;
use crate::session::RecipientsAccepted;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::session::Upgrading;
use crate::stage;
use crate::stage::auth::Credentials;
use crate::stage::connect::Others;
use crate::stage::message::Composed;
use crate::transcript::Transcript;
use crate::transcript::milliseconds;
use crate::wire::Wire;

/// The conductor's own deadline is later than the stage's by this much: the stage's error says more.
const GRACE: Duration = Duration::from_millis(500);

/// Runs one probe: signs in and names sender and recipients, and what `plan` asks beyond that.
///
/// Dropping the future ends the probe and its connections.
pub async fn run(
    ctx: &Context,
    settings: &Settings,
    plan: &Plan,
    on_event: &mut (dyn FnMut(ProbeEvent) + Send),
) -> ProbeReport {
    let mut conductor = Conductor::begin(ctx, settings, plan, on_event);
    let sender_domain = async {
        if plan.sender_domain { stage::sender_domain::look_up(&ctx.net, &settings.envelope.from).await } else { None }
    };
    let session = async {
        let wire = match conductor.session().await {
            Ok(wire) => Some(wire),
            Err(Stopped { wire }) => wire,
        };
        conductor.quit(wire).await;
        conductor
    };
    let begun = Instant::now();
    let (mut conductor, records) = tokio::join!(session, async { (sender_domain.await, begun.elapsed()) });
    if plan.sender_domain {
        conductor.sender_domain(records);
    }
    conductor.other_addresses().await;
    if plan.look_for_fix {
        conductor.look_for_fix().await;
    }
    let egress =
        if plan.from_each_egress { egress::run(ctx, settings, plan, &conductor.stages).await } else { Vec::new() };
    conductor.finish(egress)
}

struct Conductor<'a> {
    ctx: &'a Context,
    settings: &'a Settings,
    plan: &'a Plan,
    summary: SettingsSummary,
    path: Vec<Stage>,
    stages: Vec<StageReport>,
    transcript: Transcript,
    token: Option<TokenFacts>,
    others: Option<Others>,
    on_event: &'a mut (dyn FnMut(ProbeEvent) + Send),
}

/// The session cannot go on; its connection, if it is still good.
struct Stopped {
    wire: Option<Wire>,
}

impl<'a> Conductor<'a> {
    fn begin(
        ctx: &'a Context,
        settings: &'a Settings,
        plan: &'a Plan,
        on_event: &'a mut (dyn FnMut(ProbeEvent) + Send),
    ) -> Self {
        let summary = SettingsSummary::from(settings);
        let optional = [
            (Stage::Message, plan.send_message),
            (Stage::Relay, plan.relay_to.is_some()),
            (Stage::SenderDomain, plan.sender_domain),
        ];
        let optional: Vec<Stage> = optional.into_iter().filter(|it| it.1).map(|it| it.0).collect();
        let path = Stage::path(settings.endpoint.security, &settings.auth, &optional);
        on_event(ProbeEvent::ProbeStarted { settings: summary.clone(), stages: path.clone() });
        Self {
            ctx,
            settings,
            plan,
            summary,
            path,
            stages: Vec::new(),
            transcript: Transcript::begin(settings),
            token: None,
            others: None,
            on_event,
        }
    }

    /// All stages but QUIT. The types of the states hold the order.
    async fn session(&mut self) -> Result<Wire, Stopped> {
        let (ctx, settings, limit) = (self.ctx, self.settings, self.ctx.deadlines.stage);
        let endpoint = &settings.endpoint;
        let transcript = self.transcript.clone();

        let addresses = self.stage(Stage::Resolve, stage::resolve::resolve(ctx, endpoint, limit)).await?;
        let connecting = stage::connect::connect(ctx, addresses, self.plan.bind, &transcript, limit);
        let (connected, others) = self.stage(Stage::Connect, connecting).await?;
        self.others = Some(others);
        let connected = match endpoint.security {
            Security::ImplicitTls => {
                self.step(Stage::Tls, connected, |it| stage::tls::implicit(ctx, endpoint, it)).await?
            }
            Security::None | Security::Starttls => connected,
        };
        let name = ctx.client_name.clone().unwrap_or_else(|| connected.wire.local_name());
        let greeted = self.step(Stage::Greeting, connected, |it| stage::greeting::greeting(ctx, endpoint, it)).await?;
        let ready = self.step(Stage::Ehlo, greeted, |it| stage::ehlo::ehlo(&name, it)).await?;
        let ready = match endpoint.security {
            Security::Starttls => self.upgrade(&name, ready).await?,
            Security::None | Security::ImplicitTls => ready,
        };
        let ready = self.sign_in(ready).await?;
        self.transaction(ready).await
    }

    async fn sign_in(&mut self, ready: Ready) -> Result<Ready, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        match &self.settings.auth {
            Auth::None => Ok(ready),
            Auth::Password { username, password } => {
                let credentials = Credentials::Password { username, password };
                self.step(Stage::Auth, ready, |it| stage::auth::sign_in(it, credentials)).await
            }
            Auth::AccessToken { username, token } => {
                let with_token = |it| stage::auth::with_ready_token(it, username, token, endpoint);
                self.step(Stage::Auth, ready, with_token).await
            }
            Auth::MicrosoftOauth(app) => {
                let fetch = |it| stage::token::fetch(ctx, endpoint, app, it);
                let (ready, token) = self.step(Stage::Token, ready, fetch).await?;
                let credentials = Credentials::Token { username: &app.username, token: &token, endpoint };
                self.step(Stage::Auth, ready, |it| stage::auth::sign_in(it, credentials)).await
            }
        }
    }

    /// Sender and recipients, and the message if one was asked for; then whether the server relays elsewhere.
    async fn transaction(&mut self, ready: Ready) -> Result<Wire, Stopped> {
        let envelope = &self.settings.envelope;
        let message = self.plan.send_message.then(|| stage::message::compose(self.ctx.messages, self.settings));
        let size = message.as_ref().and_then(|it| it.as_ref().ok()).map(Composed::size);
        let named = self.step(Stage::MailFrom, ready, |it| stage::mail_from::mail_from(it, envelope, size)).await?;
        let mut accepted = if envelope.recipients.is_empty() {
            self.skip(Stage::RcptTo, NO_RECIPIENT);
            RecipientsAccepted { wire: named.wire, capabilities: named.capabilities }
        } else {
            self.step(Stage::RcptTo, named, |it| stage::rcpt_to::rcpt_to(it, &envelope.recipients)).await?
        };
        match message {
            None => {}
            Some(_) if envelope.recipients.is_empty() => self.skip(Stage::Message, NO_RECIPIENT),
            Some(Ok(message)) => {
                accepted = self.step(Stage::Message, accepted, |it| stage::message::send(it, &message)).await?;
            }
            Some(Err(failure)) => {
                let refuse = |it: RecipientsAccepted| async { Err(Failed::with_wire(failure, it.wire)) };
                accepted = self.step(Stage::Message, accepted, refuse).await?;
            }
        }
        if let Some(to) = &self.plan.relay_to {
            accepted = self.step(Stage::Relay, accepted, |it| stage::relay::relay(it, &envelope.from, to)).await?;
        }
        Ok(accepted.wire)
    }

    /// STARTTLS, the handshake, and EHLO once more.
    async fn upgrade(&mut self, name: &ClientName, ready: Ready) -> Result<Ready, Stopped> {
        let (ctx, endpoint) = (self.ctx, &self.settings.endpoint);
        let upgrading = self.step(Stage::Starttls, ready, stage::starttls::starttls).await?;
        let greeted = self.step(Stage::Tls, upgrading, |it| stage::tls::upgrade(ctx, endpoint, it)).await?;
        self.step(Stage::EhloAgain, greeted, |it| stage::ehlo::ehlo(name, it)).await
    }

    /// A stage on an open connection: its time begins now.
    async fn step<S: HasWire, T, F>(
        &mut self,
        stage: Stage,
        mut state: S,
        work: impl FnOnce(S) -> F,
    ) -> Result<T, Stopped>
    where
        F: Future<Output = StageResult<T>>,
    {
        let limit = if stage == Stage::Quit { self.ctx.deadlines.quit } else { self.ctx.deadlines.stage };
        state.wire().begin_stage(limit);
        self.stage(stage, work(state)).await
    }

    /// Runs a stage and reports it.
    async fn stage<T>(&mut self, stage: Stage, work: impl Future<Output = StageResult<T>>) -> Result<T, Stopped> {
        (self.on_event)(ProbeEvent::StageStarted { stage });
        let started = Instant::now();
        let limit = self.ctx.deadlines.stage + GRACE;
        let result = timeout(limit, work).await.unwrap_or_else(|_| {
            let limit_ms = u64::try_from(limit.as_millis()).unwrap_or(u64::MAX);
            Err(Failed::without_wire(StageFailure::TimedOut(limit_ms, None)))
        });
        let elapsed_ms = milliseconds(started.elapsed());
        let facts = match &result {
            Ok(passed) => &passed.facts,
            Err(failed) => &failed.facts,
        };
        self.token = facts.token.clone().or(self.token.take());
        match result {
            Ok(passed) => {
                let findings = worries(self.situation(stage, &passed.facts));
                self.report(StageReport {
                    stage,
                    outcome: Outcome::Passed,
                    elapsed_ms,
                    reason: None,
                    facts: passed.facts,
                    findings,
                });
                Ok(passed.next)
            }
            Err(failed) => {
                let Failed { failures, facts, wire } = *failed;
                // A server that does not answer QUIT has said before all that matters: its verdict stands.
                let failures = if stage == Stage::Quit { Vec::new() } else { failures };
                let situation = self.situation(stage, &facts);
                let findings = failures.iter().map(|it| diagnose(situation, it)).collect();
                self.report(StageReport { stage, outcome: Outcome::Failed, elapsed_ms, reason: None, facts, findings });
                Err(Stopped { wire })
            }
        }
    }

    fn situation<'s>(&'s self, stage: Stage, facts: &'s Facts) -> Situation<'s> {
        let token = self.token.as_ref();
        Situation { stage, endpoint: &self.settings.endpoint, settings: &self.summary, facts, token }
    }

    fn skip(&mut self, stage: Stage, reason: &str) {
        self.report(StageReport {
            stage,
            outcome: Outcome::Skipped,
            elapsed_ms: 0.0,
            reason: Some(reason.to_owned()),
            facts: Facts::default(),
            findings: Vec::new(),
        });
    }

    fn report(&mut self, mut report: StageReport) {
        self.transcript.scrub(&mut report);
        (self.on_event)(ProbeEvent::StageFinished(report.clone()));
        self.stages.push(report);
    }

    /// What was not reached is reported as skipped; a connection that is still good is closed politely.
    async fn quit(&mut self, wire: Option<Wire>) {
        let why = match self.stages.iter().rev().find(|it| it.outcome != Outcome::Passed) {
            Some(stopped) if stopped.outcome == Outcome::Failed => {
                format!("\u{201c}{}\u{201d} failed.", stopped.stage.label())
            }
            Some(stopped) => format!("\u{201c}{}\u{201d} was skipped.", stopped.stage.label()),
            None => String::new(),
        };
        let missing: Vec<Stage> = self
            .path
            .iter()
            .copied()
            .filter(|it| {
                !matches!(it, Stage::Quit | Stage::SenderDomain) && self.stages.iter().all(|done| done.stage != *it)
            })
            .collect();
        for stage in missing {
            self.skip(stage, &why);
        }
        match wire {
            Some(wire) => {
                let _ = self.step(Stage::Quit, wire, stage::quit::quit).await;
            }
            None => self.skip(Stage::Quit, "The connection was gone."),
        }
    }

    /// What DNS says of the sender's domain.
    fn sender_domain(&mut self, (records, took): (Option<DomainRecords>, Duration)) {
        (self.on_event)(ProbeEvent::StageStarted { stage: Stage::SenderDomain });
        let Some(records) = records else {
            return self.skip(Stage::SenderDomain, "There is no domain to look up, or the name servers were too slow.");
        };
        self.report(StageReport {
            stage: Stage::SenderDomain,
            outcome: Outcome::Passed,
            elapsed_ms: milliseconds(took),
            reason: None,
            facts: Facts { notes: records.in_words(), ..Facts::default() },
            findings: sender_domain::findings(&records, self.settings.provider()),
        });
    }

    /// What came of the addresses that lost the race, once the session is over.
    async fn other_addresses(&mut self) {
        let Some(others) = self.others.take() else { return };
        let (attempts, broken) = others.verdicts().await;
        let Some(connect) = self.stages.iter_mut().find(|it| it.stage == Stage::Connect) else { return };
        connect.facts.attempts = attempts;
        connect.findings.extend(broken.map(|it| ipv6_broken(&self.settings.endpoint, it.get().ip())));
    }

    /// Where the settings failed before the sign in: settings that were seen to work become the fix.
    async fn look_for_fix(&mut self) {
        let Some(at) = self.stages.iter().position(|it| it.outcome == Outcome::Failed) else { return };
        let failed = &self.stages[at];
        let Some(finding) = remedy::mended(&failed.findings).filter(|it| remedy::may_help(failed.stage, it)) else {
            return;
        };
        let Some((fix, seen)) = remedy::find(self.ctx, self.settings, finding).await else { return };
        self.transcript.note(&seen);
        if let Some(finding) = self.stages[at].findings.iter_mut().find(|it| it.severity == Severity::Error) {
            finding.fix = Some(fix);
            finding.evidence.push(seen);
        }
    }

    fn finish(self, egress: Vec<EgressReport>) -> ProbeReport {
        // Without recipients in the settings, these may be left out.
        let fine = |it: &StageReport| match it.outcome {
            Outcome::Passed => true,
            Outcome::Skipped => matches!(it.stage, Stage::RcptTo | Stage::SenderDomain),
            Outcome::Failed => false,
        };
        let passed = self.stages.iter().all(|it| it.stage == Stage::Quit || fine(it));
        let report = ProbeReport {
            passed,
            elapsed_ms: self.transcript.elapsed_ms(),
            findings: self.stages.iter().flat_map(|it| it.findings.iter().cloned()).collect(),
            not_proven: not_proven(&self.stages, self.settings),
            stages: self.stages,
            settings: self.summary,
            transcript: self.transcript.lines(),
            egress,
        };
        (self.on_event)(ProbeEvent::ProbeFinished { report: Box::new(report.clone()) });
        report
    }
}

const NO_RECIPIENT: &str = "There is no recipient in the settings.";

/// What this run leaves open: a passed sign in is not a passed send.
fn not_proven(stages: &[StageReport], settings: &Settings) -> Vec<String> {
    let passed = |stage: Stage| stages.iter().any(|it| it.stage == stage && it.outcome == Outcome::Passed);
    let mut sentences = Vec::new();
    let mut open = |proven: bool, sentence: &str| {
        if !proven {
            sentences.push(sentence.to_owned());
        }
    };
    if !matches!(settings.auth, Auth::None) {
        open(passed(Stage::Auth), "That the server accepts the sign in.");
    }
    open(passed(Stage::MailFrom), "That the server accepts the sender.");
    open(passed(Stage::RcptTo), "That the server accepts the recipients.");
    let asked_all = settings.envelope.recipients.len() <= stage::rcpt_to::MAX_RECIPIENTS;
    open(asked_all, "That the server accepts the other recipients: only the first 20 were named.");
    open(
        false,
        if passed(Stage::Message) {
            "That the message arrives: the server took it, and what it does then is not seen from here."
        } else {
            "That a message is accepted and delivered: none was sent."
        },
    );
    sentences
}

/// A state with an open connection.
trait HasWire {
    fn wire(&mut self) -> &mut Wire;
}

macro_rules! has_wire {
    ($($state:ty),*) => {
        $(impl HasWire for $state {
            fn wire(&mut self) -> &mut Wire {
                &mut self.wire
            }
        })*
    };
}

has_wire!(Connected, Greeted, Ready, RecipientsAccepted, SenderAccepted, Upgrading);

impl HasWire for Wire {
    fn wire(&mut self) -> &mut Wire {
        self
    }
}
