//! A whole probe of a server whose replies are the input.
//!
//! The first byte configures the client ([`Client::of`]). The rest is the server's script: `0xff` waits for the client's next
//! line, other bytes that are not valid in UTF-8 are instructions (`server.rs`), and all other bytes are sent unchanged. The
//! server does not wait for a client that is itself waiting.

mod leak;
mod server;

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use leak::CANARY;
use leak::leaks;
use server::Server;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::AuthForm;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_probe::AllowedRecipients;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::MessagePolicy;
use smtp_doctor_probe::Plan;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;

/// Well beyond all deadlines of [`context`], even on a slow machine.
const HANGS: Duration = Duration::from_secs(20);

/// The most bytes of a report: each of 64 KiB received may be escaped and appear several times.
const MAX_REPORT: usize = 4_000_000;

/// The most lines of a transcript.
const MAX_TRANSCRIPT: usize = 1_000;

/// Any bytes as the server's script. The probe ends, its events and report agree, and the secret does not leak.
pub fn session(bytes: &[u8]) {
    let Some((&set_up, script)) = bytes.split_first() else { return };
    let literal: Vec<u8> = script.iter().copied().filter(|it| *it < server::FIRST_INSTRUCTION).collect();
    let literal = String::from_utf8_lossy(&literal);
    // Escaped control characters become letters, which may complete the canary.
    if leaks(&literal) || leaks(&literal.escape_default().to_string()) {
        // The script itself contains the secret. Text sent before the sign-in cannot be an echo and is not redacted.
        return;
    }
    let client = Client::of(set_up);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().event_interval(1).build();
    runtime.expect("a runtime").block_on(async {
        let server = Server::start(script).await;
        let settings = Settings::parse(&client.form(server.address)).settings.expect("settings without errors");
        let mut events = Vec::new();
        let mut on_event = |event: &ProbeEvent| events.push(event.clone());
        let plan = client.plan();
        let probe = smtp_doctor_probe::run(context(), &settings, &plan, &mut on_event);
        let report = tokio::time::timeout(HANGS, probe).await.expect("every session ends");
        assert_events_match_report(&events, &report);
        assert_no_leak(&events, &report);
        client.assert_lines_valid(&server.heard());
    });
}

/// The client's configuration.
struct Client {
    security: Security,
    with_token: bool,
    long_secret: bool,
    sends: bool,
    many: bool,
}

impl Client {
    /// From the bits of a byte. `@` has none of them.
    fn of(set_up: u8) -> Self {
        let has = |bit: u8| set_up & bit != 0;
        let security = match set_up & 3 {
            1 => Security::Starttls,
            2 => Security::ImplicitTls,
            _ => Security::None,
        };
        Self { security, with_token: has(4), long_secret: has(8), sends: has(16), many: has(32) }
    }

    fn form(&self, address: SocketAddr) -> SettingsForm {
        let secret = if self.long_secret { format!("{CANARY}{}", "x".repeat(500)) } else { CANARY.to_owned() };
        let username = "user@example.test".to_owned();
        let auth = if self.with_token {
            AuthForm::AccessToken { username, access_token: secret.into() }
        } else {
            AuthForm::Password { username, password: secret.into() }
        };
        let to = if self.many {
            "a@example.test, jos\u{e9}@example.test, c@example.test, d@example.test"
        } else {
            "a@example.test"
        };
        SettingsForm {
            server: address.ip().to_string(),
            port: address.port().to_string(),
            security: self.security,
            auth,
            from: "user@example.test".to_owned(),
            to: to.to_owned(),
            ..SettingsForm::default()
        }
    }

    /// A plan without DNS look-ups and without connections to other ports.
    fn plan(&self) -> Plan {
        let relay_to = self.sends.then(|| Address::parse("other@example.org").expect("an address"));
        Plan { relay_to, send_message: self.sends, ..Plan::default() }
    }

    /// At most two AUTH commands, secrets unencrypted only if the settings say so, and lines that end with CR LF.
    fn assert_lines_valid(&self, heard: &[(usize, Vec<u8>)]) {
        let texts: Vec<_> = heard.iter().map(|(_, line)| String::from_utf8_lossy(line)).collect();
        assert!(texts.iter().filter(|it| it.starts_with("AUTH ")).count() <= 2, "{texts:?}");
        if self.security == Security::None {
            // For a silent server, a second connection tries a TLS handshake.
            let mut session = heard.iter().filter(|(connection, _)| *connection == 0);
            assert!(session.all(|(_, line)| line.ends_with(b"\r\n")), "{texts:?}");
        } else {
            assert!(texts.iter().all(|it| !leaks(it)), "the secret was sent unencrypted: {texts:?}");
        }
    }
}

/// The operator's configuration: only loopback, and short deadlines, because a silent server uses all of them.
fn context() -> &'static Context {
    static CONTEXT: OnceLock<Context> = OnceLock::new();
    CONTEXT.get_or_init(|| {
        let policy = TargetPolicy::allowing(vec!["127.0.0.0/8".parse().expect("a network")]);
        let net = Net::with_name_server("127.0.0.1:9".parse().expect("an address"), policy).expect("a resolver");
        let deadlines = Deadlines {
            stage: Duration::from_millis(60),
            session: Duration::from_millis(120),
            patience: Duration::from_millis(10),
            quit: Duration::from_millis(20),
        };
        let trust = Trust::from_system(None).expect("certificates of the system");
        Context {
            deadlines,
            allow_credentials_in_clear: true,
            messages: MessagePolicy { recipients: AllowedRecipients::Anyone, also: Vec::new() },
            ..Context::new(net, trust)
        }
    })
}

/// Events and report agree, every failure has a finding, and every skipped stage has a reason.
fn assert_events_match_report(events: &[ProbeEvent], report: &ProbeReport) {
    let [ProbeEvent::ProbeStarted { stages, .. }, .., ProbeEvent::ProbeFinished { report: last }] = events else {
        panic!("the first or last event is missing: {events:#?}");
    };
    assert!(**last == *report && report.stages.iter().map(|it| &it.stage).eq(stages), "{report:#?}");
    for stage in &report.stages {
        let errors = stage.findings.len();
        match stage.outcome {
            Outcome::Passed => assert_eq!(stage.reason, None, "{stage:?}"),
            // QUIT has no findings of its own: the earlier stages decide.
            Outcome::Failed if stage.stage == Stage::Quit => assert_eq!(errors, 0, "{stage:?}"),
            Outcome::Failed => assert!(errors > 0 && !report.passed, "{stage:?}"),
            Outcome::Skipped => assert!(stage.reason.is_some() && errors == 0, "{stage:?}"),
        }
    }
    let failed = |it: &&StageReport| it.outcome == Outcome::Failed && it.stage != Stage::Quit;
    assert!(report.passed || report.stages.iter().any(|it| failed(&it)), "{report:#?}");
    assert!(report.transcript.len() <= MAX_TRANSCRIPT);
}

/// No output of the probe contains the secret or a control character.
fn assert_no_leak(events: &[ProbeEvent], report: &ProbeReport) {
    let json = serde_json::to_string(report).expect("a report has a wire form");
    assert!(serde_json::from_str::<ProbeReport>(&json).is_ok(), "{json}");
    assert!(json.len() <= MAX_REPORT, "a report of {} bytes", json.len());
    let events = serde_json::to_string(events).expect("events have a wire form");
    let text = report::probe_report(report, &PortalProfile::default());
    for shown in [&json, &events, &text] {
        assert!(!leaks(shown), "the secret leaked: {shown}");
        assert!(!shown.chars().any(|it| it.is_control() && !matches!(it, '\n' | '\t')), "a control character: {shown}");
    }
    let lines = report.transcript.iter().map(|it| &it.text);
    let said = report.stages.iter().flat_map(|it| it.facts.reply.iter().chain(&it.facts.capabilities));
    for line in lines.chain(said) {
        assert!(!line.chars().any(|it| it.is_control() && it != '\t'), "a control character: {line:?}");
    }
}
