//! Takes the stages in order: events, deadlines, times, findings, the report. What a stage says on the wire is its own.

use std::future::Future;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_core::diagnose;
use smtp_doctor_core::diagnose::Situation;
use smtp_doctor_core::diagnose::worries;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::probe::Outcome;
use smtp_doctor_core::probe::ProbeEvent;
use smtp_doctor_core::probe::ProbeReport;
use smtp_doctor_core::probe::Stage;
use smtp_doctor_core::probe::StageReport;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsSummary;
use smtp_doctor_core::smtp::ClientName;
use tokio::time::timeout;

use crate::context::Context;
use crate::session::Connected;
use crate::session::Failed;
use crate::session::Greeted;
use crate::session::Ready;
use crate::session::SenderAccepted;
use crate::session::StageResult;
use crate::session::Upgrading;
use crate::stage;
use crate::transcript::Transcript;
use crate::transcript::milliseconds;
use crate::wire::Wire;

/// The conductor's own deadline is later than the stage's by this much: the stage's error says more.
const GRACE: Duration = Duration::from_millis(500);

/// Runs one probe: signs in and names sender and recipients, but sends no message.
///
/// Dropping the future ends the probe and its connection.
pub async fn run(ctx: &Context, settings: &Settings, on_event: &mut (dyn FnMut(ProbeEvent) + Send)) -> ProbeReport {
    let mut conductor = Conductor::begin(ctx, settings, on_event);
    let wire = match conductor.session().await {
        Ok(wire) => Some(wire),
        Err(Stopped { wire }) => wire,
    };
    conductor.quit(wire).await;
    conductor.finish()
}

struct Conductor<'a> {
    ctx: &'a Context,
    settings: &'a Settings,
    summary: SettingsSummary,
    path: Vec<Stage>,
    stages: Vec<StageReport>,
    transcript: Transcript,
    on_event: &'a mut (dyn FnMut(ProbeEvent) + Send),
}

/// The session cannot go on; its connection, if it is still good.
struct Stopped {
    wire: Option<Wire>,
}

impl<'a> Conductor<'a> {
    fn begin(ctx: &'a Context, settings: &'a Settings, on_event: &'a mut (dyn FnMut(ProbeEvent) + Send)) -> Self {
        let summary = SettingsSummary::from(settings);
        let path = Stage::path(settings.endpoint.security, &settings.auth);
        on_event(ProbeEvent::ProbeStarted { settings: summary.clone(), stages: path.clone() });
        Self { ctx, settings, summary, path, stages: Vec::new(), transcript: Transcript::begin(settings), on_event }
    }

    /// All stages but QUIT. The types of the states hold the order.
    async fn session(&mut self) -> Result<Wire, Stopped> {
        let (ctx, settings, limit) = (self.ctx, self.settings, self.ctx.deadlines.stage);
        let endpoint = &settings.endpoint;
        let transcript = self.transcript.clone();

        let addresses = self.stage(Stage::Resolve, stage::resolve::resolve(ctx, endpoint, limit)).await?;
        let connected = self.stage(Stage::Connect, stage::connect::connect(ctx, addresses, &transcript, limit)).await?;
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
        let ready = match &settings.auth {
            Auth::None => ready,
            Auth::Password { username, password } => {
                self.step(Stage::Auth, ready, |it| stage::auth::password(it, username, password)).await?
            }
            Auth::MicrosoftOauth(_) => {
                self.skip(Stage::Token, "This version cannot fetch OAuth tokens yet.");
                return Err(Stopped { wire: Some(ready.wire) });
            }
        };
        let envelope = &settings.envelope;
        let accepted = self.step(Stage::MailFrom, ready, |it| stage::mail_from::mail_from(it, &envelope.from)).await?;
        if envelope.recipients.is_empty() {
            self.skip(Stage::RcptTo, "There is no recipient in the settings.");
            return Ok(accepted.wire);
        }
        self.step(Stage::RcptTo, accepted, |it| stage::rcpt_to::rcpt_to(it, &envelope.recipients)).await
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
        Situation { stage, endpoint: &self.settings.endpoint, settings: &self.summary, facts }
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
            .filter(|it| *it != Stage::Quit && self.stages.iter().all(|done| done.stage != *it))
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

    fn finish(self) -> ProbeReport {
        // Without recipients in the settings, RCPT TO is the only stage that may be left out.
        let fine = |it: &StageReport| match it.outcome {
            Outcome::Passed => true,
            Outcome::Skipped => it.stage == Stage::RcptTo,
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
        };
        (self.on_event)(ProbeEvent::ProbeFinished { report: Box::new(report.clone()) });
        report
    }
}

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
    open(false, "That a message is accepted and delivered: none was sent.");
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

has_wire!(Connected, Greeted, Ready, SenderAccepted, Upgrading);

impl HasWire for Wire {
    fn wire(&mut self) -> &mut Wire {
        self
    }
}
