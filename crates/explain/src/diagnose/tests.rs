//! Every failure has a finding with a useful detail.

use smtp_doctor_model::StageFacts;
use smtp_doctor_settings::SettingsSummary;

use super::*;
use smtp_doctor_settings::Settings;
use smtp_doctor_settings::SettingsForm;

use crate::failure::ConnectFailure;
use crate::failure::PairingFailure;
use crate::failure::RefusedTarget;
use crate::failure::ResolveFailure;
use crate::failure::TlsFailure;
use crate::failure::TokenFailure;

/// Failures of every kind. A new kind does not compile until it is in [`kind`].
fn failures() -> Vec<StageFailure> {
    let text = || "x".to_owned();
    let reply = |text: &str| StageFailure::Refused(Reply::parse(text).unwrap());
    let mut failures = vec![
        StageFailure::AuthNotOffered { starttls: false },
        StageFailure::AuthNotOffered { starttls: true },
        StageFailure::CredentialsInClear,
        StageFailure::Dropped(None),
        StageFailure::Dropped(Some(text())),
        StageFailure::MechanismUnsupported(vec![Mechanism::CramMd5]),
        StageFailure::MessageNotAllowed(text()),
        StageFailure::NotSmtp(text()),
        StageFailure::Pairing(PairingFailure { actual: Security::ImplicitTls, proof: text() }),
        StageFailure::Pairing(PairingFailure { actual: Security::Starttls, proof: text() }),
        StageFailure::Smtputf8NotOffered(text()),
        StageFailure::StarttlsInjection(text()),
        StageFailure::StarttlsNotOffered,
        StageFailure::TimedOut(1, None),
        StageFailure::TimedOut(1, Some(text())),
        // Refusals that servers send in some stage. Only unknown replies become `not-recognised`.
        reply("421 4.3.2 Service not available, closing transmission channel"),
        reply("454 4.7.0 TLS not available due to temporary reason"),
        reply("500 5.5.2 Command unrecognized"),
        reply("503 5.5.1 Bad sequence of commands"),
        reply("530 5.7.0 Must issue a STARTTLS command first"),
        reply("535 5.7.8 Authentication credentials invalid"),
        reply("550 5.1.1 User unknown"),
        reply("550 5.7.1 Unable to relay"),
        reply("552 5.3.4 Message size exceeds fixed limit"),
        reply("554 5.7.1 Relay access denied"),
    ];
    let connect = [ConnectFailure::Other(text()), ConnectFailure::Refused, ConnectFailure::TimedOut];
    failures.extend(connect.into_iter().chain([ConnectFailure::Unreachable(text())]).map(StageFailure::Connect));
    let refused = [RefusedTarget::Blocked, RefusedTarget::Port, RefusedTarget::Private];
    let resolve = [ResolveFailure::NoAddress, ResolveFailure::NotFound, ResolveFailure::Unavailable(text())];
    let resolve = resolve.into_iter().chain(refused.map(ResolveFailure::TargetNotAllowed));
    failures.extend(resolve.map(StageFailure::Resolve));
    failures.extend(
        [
            TlsFailure::Alert(text()),
            TlsFailure::CertificateExpired,
            TlsFailure::CertificateNameMismatch(vec![]),
            TlsFailure::CertificateNameMismatch(vec![text()]),
            TlsFailure::CertificateNotYetValid,
            TlsFailure::CertificateSelfSigned,
            TlsFailure::CertificateUntrusted { missing: None },
            TlsFailure::CertificateUntrusted { missing: Some(text()) },
            TlsFailure::Other(text()),
            TlsFailure::VersionUnsupported,
        ]
        .map(StageFailure::Tls),
    );
    failures.extend(
        [
            TokenFailure::Audience { found: text(), wanted: text() },
            TokenFailure::Audience { found: String::new(), wanted: text() },
            TokenFailure::Expired { seconds_ago: 1 },
            TokenFailure::WrongOwner { what: "tenant", found: text(), wanted: text() },
            TokenFailure::Permission { roles: vec![] },
            TokenFailure::Refused(text()),
            TokenFailure::Unreachable(text()),
        ]
        .map(StageFailure::Token),
    );
    failures
}

/// The kind of a failure as a number.
fn kind(failure: &StageFailure) -> usize {
    match failure {
        StageFailure::AuthNotOffered { .. } => 0,
        StageFailure::CredentialsInClear => 1,
        StageFailure::Connect(_) => 2,
        StageFailure::Dropped(_) => 3,
        StageFailure::MechanismUnsupported(_) => 4,
        StageFailure::MessageNotAllowed(_) => 5,
        StageFailure::NotSmtp(_) => 6,
        StageFailure::Pairing(_) => 7,
        StageFailure::Refused(_) => 8,
        StageFailure::Resolve(_) => 9,
        StageFailure::Smtputf8NotOffered(_) => 10,
        StageFailure::StarttlsInjection(_) => 11,
        StageFailure::StarttlsNotOffered => 12,
        StageFailure::Tls(_) => 13,
        StageFailure::Token(_) => 14,
        StageFailure::TimedOut(..) => 15,
    }
}

#[test]
fn every_failure_in_every_stage_has_a_finding() {
    let forms = [
        r#"{"server": "mail.example.com", "port": 587, "security": "tls", "from": "a@example.com"}"#,
        r#"{"server": "smtp.office365.com", "port": 587, "security": "tls", "from": "a@example.com", "auth":
            {"method": "microsoft_oauth", "tenant_id": "contoso.com", "client_secret": "x",
             "client_id": "11111111-2222-3333-4444-555555555555"}}"#,
    ];
    let failures = failures();
    assert!((0..=15).all(|number| failures.iter().any(|it| kind(it) == number)), "one of each kind");
    for form in forms {
        let form: SettingsForm = serde_json::from_str(form).unwrap();
        let settings = Settings::parse(&form).settings.unwrap();
        let summary = SettingsSummary::from(&settings);
        for stage in Stage::ALL {
            for failure in &failures {
                let facts = StageFacts::default();
                let at =
                    Situation { stage, endpoint: &settings.endpoint, settings: &summary, facts: &facts, token: None };
                let finding = diagnose(at, failure);
                assert_ne!(finding.about.slug, "not-recognised", "{stage:?}: {failure:?}");
                assert!(!finding.detail.contains("  ") && finding.detail.chars().count() < 300, "{}", finding.detail);
            }
        }
    }
}

#[test]
fn unknown_replies_are_not_recognised() {
    let form: SettingsForm =
        serde_json::from_str(r#"{"server": "a.example.com", "port": 587, "security": "tls", "from": "a@example.com"}"#)
            .unwrap();
    let settings = Settings::parse(&form).settings.unwrap();
    let (summary, facts) = (SettingsSummary::from(&settings), StageFacts::default());
    let at = Situation {
        stage: Stage::MailFrom,
        endpoint: &settings.endpoint,
        settings: &summary,
        facts: &facts,
        token: None,
    };
    let reply = StageFailure::Refused(Reply::parse("599 9.9.9 Lorem ipsum").unwrap());
    assert_eq!(diagnose(at, &reply).about.slug, "not-recognised");
}
