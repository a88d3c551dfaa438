//! Secrets in all forms in which users paste them.

use super::Redaction;
use super::redact;

const B64: &str = "AGFubmFAZXhhbXBsZS5jb20AY2FuYXJ5";

/// Redacts `pasted`. The result must contain neither `canary` nor its Base64 form, but each of `kept`.
#[track_caller]
fn check(pasted: &str, secrets: usize, kept: &[&str]) {
    let redacted = redact(pasted);
    let left = redacted.as_str();
    assert!(!left.contains("canary") && !left.contains(B64), "{pasted}\nis left as\n{left}");
    assert_eq!(redacted.secrets(), secrets, "{pasted}\nis left as\n{left}");
    for part in kept {
        assert!(left.contains(part), "{part:?} is gone:\n{left}");
    }
}

#[test]
fn initial_responses_of_auth() {
    check(&format!("C: AUTH PLAIN {B64}\nS: 535 5.7.8 refused"), 1, &["C: AUTH PLAIN ", "535 5.7.8 refused"]);
    check(&format!("send: 'AUTH XOAUTH2 {B64}\\r\\n'\nreply: b'535 5.7.3\\r\\n'"), 1, &["AUTH XOAUTH2", "535 5.7.3"]);
    check(&format!("auth login {B64}"), 1, &["auth login"]);
    check(&format!("\"AUTH OAUTHBEARER {B64}\""), 1, &["OAUTHBEARER"]);
    check(&format!("AUTH SCRAM-SHA-256 {B64}"), 1, &[]);
}

#[test]
fn answers_to_334() {
    let log = format!("S: 334 VXNlcm5hbWU6\nC: {B64}\nS: 334 UGFzc3dvcmQ6\nC: {B64}\nS: 535 5.7.8 Bad credentials");
    check(&log, 2, &["535 5.7.8 Bad credentials", "334 VXNlcm5hbWU6"]);
    check("334\ncanary\n535 no", 1, &["535 no"]);
    check("SERVER -> CLIENT: 334 UGFzc3dvcmQ6\nCLIENT -> SERVER: canary\nSERVER -> CLIENT: 535 no", 1, &["535 no"]);
    let python =
        format!("reply: b'334 UGFzc3dvcmQ6\\r\\n'\nreply: retcode (334); Msg: b'UGFzc3dvcmQ6'\nsend: '{B64}\\r\\n'");
    check(&python, 1, &["send: '"]);
    check(
        &format!("[2026-11-20 10:00:01] DEBUG [k3Jd] S: 334\n\n[2026-11-20 10:00:01] DEBUG [k3Jd] C: {B64}"),
        1,
        &["DEBUG"],
    );
    check(
        "CLIENT -> SERVER: [credentials hidden]\nSERVER -> CLIENT: 334 VXNlcm5hbWU6\nCLIENT -> SERVER: [credentials hidden]",
        0,
        &[],
    );
}

#[test]
fn headers() {
    check("Authorization: Basic canary=", 1, &["Authorization: "]);
    check("> Authorization: Bearer canary-canary-canary\n< 401", 1, &["< 401"]);
    check("-H 'Authorization: Bearer canary.canary.canary' https://x", 1, &["https://x"]);
    check("user=a@example.com\u{1}auth=Bearer canarycanarycanary\u{1}\u{1}", 1, &["user=a@example.com"]);
}

#[test]
fn configuration_files_and_environments() {
    for line in [
        "MAIL_PASSWORD=canary",
        "MAIL_PASSWORD=\"canary with spaces\"",
        "export SMTP_PASS='canary'",
        "spring.mail.password=canary, and more",
        "  password: canary",
        "'password' => 'canary',",
        "EMAIL_HOST_PASSWORD = 'canary'",
        "\"client_secret\": \"canary\",",
        "{\\\"client_secret\\\":\\\"canary\\\",\\\"x\\\":1}",
        "<password>canary</password>",
        "<smtpPassword>canary</smtpPassword>",
        "define( 'SMTP_PASS', 'x' ); $mail->Password = 'canary';",
        "client_id=1&client_secret=canary&scope=x",
        "Server=x;User Id=y;Password=canary;",
        "smtplib login(user='a', password='canary')",
        "swaks --auth-password canary --server x",
        "swaks -ap canary",
        "curl -u anna:canary smtp://x",
        "access_token: canary1",
        "clientSecret=canary",
        "api_key: 'canary'",
        "smtpPass=canary",
        "SECRET_KEY_BASE=canary",
        "<add key=\"SmtpPassword\" value=\"canary\" />",
        "{\"name\": \"SMTP_PASSWORD\", \"value\": \"canary\"}",
        "- name: SMTP_PASSWORD\n  value: canary",
    ] {
        check(line, 1, &[]);
    }
    check("password=canary host=smtp.example.com", 1, &["password="]);
    check("x: password=canary host=smtp.example.com", 1, &["host=smtp.example.com"]);
}

#[test]
fn urls_with_a_password() {
    check("MAILER_DSN=smtp://anna:canary@smtp.example.com:587", 1, &["smtp://anna:", "@smtp.example.com:587"]);
    check("cannot parse smtps://anna:can/canary@x@smtp.example.com", 1, &["@smtp.example.com"]);
    check("see https://example.com:8080/@anna", 0, &["8080/@anna"]);
    check("see https://medium.com/@anna", 0, &["@anna"]);
}

#[test]
fn keys_and_tokens() {
    check("-----BEGIN PRIVATE KEY-----\ncanary\ncanary\n-----END PRIVATE KEY-----\n535 no", 2, &["535 no"]);
    check("got eyJhbGciOiJSUzI1NiJ9.canary9.canary", 1, &["got "]);
    check("key SG.canary0123456789.canary0123456789", 1, &["key "]);
}

#[test]
fn server_replies_are_not_redacted() {
    for text in [
        "250-AUTH PLAIN LOGIN XOAUTH2",
        "250 AUTH LOGIN PLAIN",
        "AUTH LOGIN failed: authentication failed",
        "535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [AM0PR01CA0001.eurprd01.prod.example.com]",
        "535-5.7.8 Username and Password not accepted. For more information, go to https://support.google.com/mail/?p=BadCredentials a1-20020a05",
        "504 5.7.4 Unrecognized authentication type",
        "Invalid login: 535 Authentication failed",
        "334 VXNlcm5hbWU6\n535 5.7.3 Authentication unsuccessful",
        "Error: Invalid token: please sign in again",
        "Could not get token: invalid_client:AADSTS7000222: The provided client secret keys are expired.",
        "MAIL_PASSWORD=null",
        "MAIL_PASSWORD=${SMTP_PASSWORD}",
        "password: ********",
        "334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIn0=",
    ] {
        assert_eq!((redact(text).as_str(), redact(text).secrets()), (text, 0));
    }
}

#[test]
fn offsets_map_back_to_the_pasted_text() {
    let pasted = "x password=canary 535 no, pwd=canary x";
    let redaction = Redaction::of(pasted);
    assert_eq!(redaction.text, "x password=[redacted] 535 no, pwd=[redacted] x");
    for word in ["password", "535", "no", "pwd", "x"] {
        let at = redaction.text.find(word).unwrap();
        let original = redaction.original(at);
        assert_eq!(&pasted[original..original + word.len()], word);
    }
    let inside_the_mark = redaction.text.find("dacted").unwrap();
    assert_eq!(redaction.original(inside_the_mark), "x password=".len());
}

#[test]
fn encoded_parts_are_decoded_before_redaction() {
    let mail = "Content-Transfer-Encoding: base64\n\nTUFJTF9QQVNTV09SRD1jYW5hcnk=\n";
    let redacted = redact(mail);
    assert!(redacted.as_str().ends_with("MAIL_PASSWORD=[redacted]"), "{redacted:?}");
    assert_eq!(redacted.secrets(), 1);
}

proptest::proptest! {
    #[test]
    fn no_text_makes_redact_panic_and_text_without_secrets_stays_the_same(
        text in "(pass|token|AUTH PLAIN|334|://|[=:@'\"<>\\\\ \n,;&-]|[a-z0-9\u{e9}\u{4e2d}]{0,9}){0,40}"
    ) {
        let once = redact(&text);
        proptest::prop_assert!(once.secrets() <= text.len());
        proptest::prop_assert!(once.secrets() > 0 || once.as_str() == text);
    }
}
