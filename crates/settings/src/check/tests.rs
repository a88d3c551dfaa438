//! Forms with their findings.

use super::*;
use smtp_doctor_model::Severity;

const GOOD: &str = r#"{"server":"mail.example.com","port":"587","security":"starttls",
    "auth":{"method":"password","username":"user@example.com","password":"secret"},
    "from":"user@example.com","to":"other@example.com","cc":"","bcc":""}"#;

/// The form `GOOD` with the changes from a JSON object.
fn form(changes: &str) -> SettingsForm {
    let mut form: serde_json::Value = serde_json::from_str(GOOD).unwrap();
    let changes: serde_json::Value = serde_json::from_str(changes).unwrap();
    for (name, value) in changes.as_object().unwrap() {
        form[name] = value.clone();
    }
    serde_json::from_value(form).unwrap()
}

#[track_caller]
fn findings(changes: &str, expected: &[&str]) -> Vec<Finding> {
    let findings = check(&form(changes));
    let found: Vec<String> = findings.iter().map(|it| format!("{:?} {}", it.severity, it.about.slug)).collect();
    assert_eq!(found, expected, "{changes}");
    findings
}

/// Applies the first fix again and again. The form must end up without findings.
#[track_caller]
fn fixes_clear_all_findings(changes: &str) {
    let mut form = form(changes);
    for _ in 0..10 {
        let Some(fix) = check(&form).into_iter().find_map(|it| it.fix) else { break };
        form.apply(&fix);
    }
    assert_eq!(
        check(&form).iter().map(|it| it.about.slug).collect::<Vec<_>>(),
        Vec::<&str>::new(),
        "{changes}: {form:?}"
    );
}

#[test]
fn a_good_form_has_no_findings() {
    findings("{}", &[]);
    findings(r#"{"port":465,"security":"ssl"}"#, &[]);
    findings(r#"{"port":2525,"security":"tls"}"#, &[]);
}

#[test]
fn a_blank_form_names_every_blank_field_in_form_order() {
    let findings = check(&SettingsForm::default());
    let slugs: Vec<_> = findings.iter().map(|it| it.about.slug).collect();
    assert_eq!(slugs, ["server-blank", "port-blank", "from-blank", "recipient-blank"]);
}

#[test]
fn mismatched_port_and_security_are_warnings_with_a_fix() {
    findings(r#"{"port":"465"}"#, &["Warning port-security-mismatch"]);
    findings(r#"{"security":"ssl"}"#, &["Warning port-security-mismatch"]);
    findings(r#"{"port":"8465"}"#, &["Warning port-security-mismatch"]);
    findings(r#"{"port":"993"}"#, &["Warning port-not-for-submission"]);
    findings(r#"{"port":"25"}"#, &["Warning port-not-for-submission"]);
    findings(r#"{"security":"none"}"#, &["Warning security-none-with-password"]);
    findings(r#"{"security":"none","auth":{"method":"none"}}"#, &["Warning security-none"]);
    findings(
        r#"{"port":"465","security":"none"}"#,
        &["Warning port-security-mismatch", "Warning security-none-with-password"],
    );
    for changes in [
        r#"{"port":"465"}"#,
        r#"{"security":"ssl"}"#,
        r#"{"port":"993"}"#,
        r#"{"port":"25"}"#,
        r#"{"security":"none"}"#,
    ] {
        fixes_clear_all_findings(changes);
    }
}

#[test]
fn a_port_and_security_that_the_provider_refuses_are_an_error() {
    findings(r#"{"server":"smtp.gmail.com","port":"465","auth":{"method":"none"}}"#, &["Error port-security-mismatch"]);
    let found = findings(
        r#"{"server":"smtp.office365.com","port":"465","security":"ssl"}"#,
        &["Error provider-mismatch", "Warning microsoft-basic-auth-ending"],
    );
    let fix = found[0].fix.as_ref().unwrap();
    assert_eq!((fix.port.as_deref(), fix.security), (Some("587"), Some(smtp_doctor_model::Security::Starttls)));
    findings(r#"{"server":"smtp.gmail.com","port":"10025","auth":{"method":"none"}}"#, &["Warning provider-mismatch"]);
    // Charter uses implicit TLS on port 587.
    findings(r#"{"server":"mobile.charter.net","port":"587","security":"ssl"}"#, &[]);
}

#[test]
fn sign_in_fields_are_checked_against_the_provider() {
    let password = |server: &str, username: &str, password: &str| {
        format!(
            r#"{{"server":"{server}","auth":{{"method":"password","username":"{username}","password":"{password}"}}}}"#
        )
    };
    findings(&password("mail.example.com", "", ""), &["Error username-blank", "Error password-blank"]);
    findings(&password("smtp.sendgrid.net", "user@example.com", "x"), &["Warning username-form"]);
    findings(
        &password("smtp.gmail.com", "user", "abcdefghijklmnop"),
        &["Warning username-form", "Info app-password-required"],
    );
    findings(&password("smtp.gmail.com", "user@example.com", "abcd efgh ijkl mnop"), &["Warning app-password-shape"]);
    findings(&password("smtp-mail.outlook.com", "user@example.com", "x"), &["Error basic-auth-retired"]);
    findings(&password("mail.example.com", "us\\u0000er", "x"), &["Error address-invisible-character"]);
    findings(&password("mail.example.com", "user", " x"), &["Warning address-extra-space"]);
    findings(&password("mail.example.com", "user", "a\\r\\nQUIT"), &["Error address-invisible-character"]);
}

#[test]
fn oauth_fields_are_checked_for_their_form() {
    let id = "8d281d1d-9c4d-4bf7-b16e-032d15de9f6c";
    let oauth = |tenant: &str, client: &str, secret: &str| {
        format!(
            r#"{{"server":"smtp.office365.com","auth":{{"method":"microsoft_oauth","tenant_id":"{tenant}","client_id":"{client}","client_secret":"{secret}"}}}}"#
        )
    };
    findings(&oauth(id, id, "abc~defgh.ijk"), &[]);
    findings(&oauth("contoso.onmicrosoft.com", id, "abc"), &[]);
    findings(&oauth("", "", ""), &["Error oauth-field-blank", "Error oauth-field-blank", "Error oauth-field-blank"]);
    findings(
        &oauth("common", "my app", id),
        &["Error oauth-client-id-malformed", "Error oauth-tenant-malformed", "Error oauth-secret-is-id"],
    );
    findings(&oauth(&format!(" {{{id}}} "), id, "abc"), &["Error oauth-tenant-malformed"]);
    fixes_clear_all_findings(&oauth(&format!(" {{{id}}} "), id, "abc"));
    let elsewhere = oauth(id, id, "abc").replace("smtp.office365.com", "smtp.gmail.com");
    findings(&elsewhere, &["Error oauth-with-other-provider"]);
}

#[test]
fn the_sender_is_compared_with_the_user_name() {
    let found = findings(r#"{"from":"other@example.com"}"#, &["Warning from-not-login"]);
    assert_eq!(found[0].fix.as_ref().and_then(|it| it.from.as_deref()), Some("user@example.com"));
    findings(r#"{"from":"User@Example.com"}"#, &[]);
    findings(r#"{"from":"","to":"nobody"}"#, &["Error from-blank", "Error recipient-invalid"]);
}

#[test]
fn hostile_input_gets_findings() {
    let hostile = [
        "",
        "\0",
        "a\r\nQUIT\r\n",
        "\u{202e}moc.elpmaxe",
        "\u{200b}",
        "😀",
        "[::1]",
        "smtp://host:587",
        "host:587",
        "user@example.com",
        &"x".repeat(1 << 20),
    ];
    for text in hostile {
        let json = serde_json::json!({"server": text, "port": text, "from": text, "to": text, "cc": text, "bcc": text,
            "auth": {"method": "password", "username": text, "password": text}});
        let form: SettingsForm = serde_json::from_value(json).unwrap();
        let findings = check(&form);
        assert!(findings.iter().any(|it| it.severity == Severity::Error), "{text:.20}");
        let size: usize = findings.iter().map(|it| it.detail.len()).sum();
        assert!(size < 10_000, "{text:.20}: findings do not echo a megabyte");
        assert!(crate::settings::Settings::parse(&form).settings.is_none());
    }
}

#[test]
fn unknown_fields_and_wrong_types_are_refused_by_name() {
    let error = serde_json::from_str::<SettingsForm>(r#"{"sever":"x"}"#).unwrap_err().to_string();
    assert!(error.contains("unknown field `sever`"), "{error}");
    let error = serde_json::from_str::<SettingsForm>(r#"{"port":[]}"#).unwrap_err().to_string();
    assert!(error.contains("a port as a number or a string"), "{error}");
    let numeric = r#"{"auth":{"method":"password","password":48151623}}"#;
    let error = serde_json::from_str::<SettingsForm>(numeric).unwrap_err().to_string();
    assert!(error.contains("a secret must be a string") && !error.contains("48151623"), "{error}");
}
