//! Request bodies: JSON of forms and requests.

use smtp_doctor_core::check;
use smtp_doctor_core::message;
use smtp_doctor_core::message::MessageForm;
use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report::DiscoverRequest;
use smtp_doctor_core::report::ProbeRequest;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::AuthForm;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::settings::SettingsForm;
use smtp_doctor_core::settings::SettingsSummary;

use super::findings;
use super::texts::deliverable;

/// Must not appear anywhere but in the form itself.
const CANARY: &str = "canary-Pa55word";

/// Any bytes as the body of a request.
pub fn settings(bytes: &[u8]) {
    let _ = serde_json::from_slice::<DiscoverRequest>(bytes);
    if let Ok(form) = serde_json::from_slice::<MessageForm>(bytes) {
        assert_parts_valid(&form);
    }
    let asked = serde_json::from_slice::<ProbeRequest>(bytes).map(|it| it.settings);
    let Ok(form) = asked.or_else(|_| serde_json::from_slice::<SettingsForm>(bytes)) else { return };
    let sent = serde_json::to_string(&form.with_secrets()).expect("a form has a wire form");
    assert_eq!(serde_json::from_str::<SettingsForm>(&sent).as_ref().ok(), Some(&form));
    assert_check_valid(&form);
    assert_secret_hidden(form);
}

/// Findings of the check point into the form. Without an error, there are settings that can be sent.
fn assert_check_valid(form: &SettingsForm) {
    let found = check(form);
    findings::assert_valid(&found, &|field| text_of(form, field?));
    let parsed = Settings::parse(form);
    findings::assert_valid(&parsed.findings, &|field| text_of(form, field?));
    if found.iter().all(|it| it.severity != Severity::Error) {
        assert!(parsed.settings.is_some(), "no error, but no settings: {form:?}");
    }
    assert_eq!(parsed.settings.is_some(), parsed.findings.iter().all(|it| it.severity != Severity::Error));
    let Some(settings) = parsed.settings else { return };
    deliverable(&settings.envelope.from);
    settings.envelope.recipients.iter().for_each(deliverable);
    let host = settings.endpoint.host.to_string();
    assert!(settings.endpoint.port > 0 && !host.is_empty() && host.is_ascii(), "{settings:?}");
    assert!(!host.contains(char::is_whitespace) && !host.contains(char::is_control), "{settings:?}");
    match &settings.auth {
        Auth::None => {}
        Auth::Password { username, password: secret } | Auth::AccessToken { username, token: secret } => {
            assert!(!username.is_empty() && !username.contains(char::is_control), "{username:?}");
            assert!(!secret.expose().contains(['\0', '\r', '\n']));
        }
        Auth::MicrosoftOauth(app) => assert!(!app.username.is_empty() && !app.username.contains(char::is_control)),
    }
}

/// With the canary as secret, no finding, summary or debug output contains it.
fn assert_secret_hidden(mut form: SettingsForm) {
    match &mut form.auth {
        AuthForm::None => return,
        AuthForm::Password { password: secret, .. }
        | AuthForm::AccessToken { access_token: secret, .. }
        | AuthForm::MicrosoftOauth { client_secret: secret, .. } => {
            *secret = format!("{CANARY}{}", secret.expose()).into();
        }
    }
    if serde_json::to_string(&form.with_secrets()).is_ok_and(|it| it.matches(CANARY).count() != 1) {
        // Another field also contains the canary and may show it.
        return;
    }
    let parsed = Settings::parse(&form);
    let summary = parsed.settings.as_ref().map(SettingsSummary::from);
    let shown = serde_json::to_string(&(check(&form), summary)).expect("findings have a wire form");
    assert!(!shown.contains(CANARY) && !format!("{form:?}{parsed:?}").contains(CANARY), "the secret leaked: {shown}");
}

/// A message as JSON. Findings point into its parts.
fn assert_parts_valid(form: &MessageForm) {
    let Ok(report) = message::check(form) else { return };
    findings::assert_valid(&report.findings, &|field| match (&form.parts, field?) {
        (Some(parts), Field::From) => Some(parts.from.clone()),
        (Some(parts), Field::To) => Some(parts.to.clone()),
        (Some(parts), Field::Cc) => Some(parts.cc.clone()),
        (Some(parts), Field::Bcc) => Some(parts.bcc.clone()),
        (Some(parts), Field::Subject) => Some(parts.subject.clone()),
        (Some(parts), Field::Text) => Some(parts.text.clone()),
        (Some(parts), Field::Html) => Some(parts.html.clone()),
        (None, Field::Message) => form.raw.clone().or_else(|| Some("?".repeat(report.facts.size as usize))),
        _ => None,
    });
}

fn text_of(form: &SettingsForm, field: Field) -> Option<String> {
    let username = match &form.auth {
        AuthForm::None => None,
        AuthForm::Password { username, .. }
        | AuthForm::AccessToken { username, .. }
        | AuthForm::MicrosoftOauth { username, .. } => Some(username),
    };
    match field {
        Field::Server => Some(&form.server),
        Field::Port => Some(&form.port),
        Field::Username => username,
        Field::From => Some(&form.from),
        Field::To => Some(&form.to),
        Field::Cc => Some(&form.cc),
        Field::Bcc => Some(&form.bcc),
        _ => None,
    }
    .cloned()
}
