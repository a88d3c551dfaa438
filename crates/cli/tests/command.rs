//! Runs the command as a program: output and exit codes.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot be set up fails")]

use std::io::Write as _;
use std::process::Command;
use std::process::Output;
use std::process::Stdio;

fn run(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that does not read its input may have exited already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[track_caller]
fn check(args: &[&str], input: &str, code: i32, expected: &str) {
    let output = run(args, input);
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    assert!(!expected.is_empty() && said.contains(expected), "{args:?}: {said}");
    assert!(!said.contains('\u{1b}'), "colour only on a terminal");
}

const GOOD: &str =
    r#"{"server":"mail.example.com","port":587,"security":"tls","from":"a@example.com","to":"b@example.com"}"#;

#[test]
fn check_prints_findings_and_sets_the_exit_code() {
    check(&["check", "-"], GOOD, 0, "No problems found");
    check(&["check", "-"], "{}", 1, "[server-blank]");
    check(
        &["check", "-", "--json"],
        "{}",
        1,
        r#"{"findings":[{"id":"server-blank","severity":"error","field":"server""#,
    );
    check(&["check", "-"], "not json", 3, "is not a settings form");
    check(&["check", "/does/not/exist"], "", 3, "cannot open /does/not/exist");
    check(&["check"], "", 2, "Usage");
}

#[test]
fn no_output_repeats_a_secret_typed_in_the_wrong_field() {
    let form = r#"{"server":"smtps://user:canary@mail.example.com:465","security":"ssl","from":"a@example.com"}"#;
    let log = "334 UGFzc3dvcmQ6\nC: canary\n535 5.7.8 Bad credentials for smtp://user:canary@mail.example.com";
    let folder = tempfile::tempdir().unwrap();
    let settings = folder.path().join("form.json");
    std::fs::write(&settings, form).unwrap();
    let settings = settings.to_string_lossy();
    let probe = ["probe", "--json", "--from", "a@example.com", "--server", "smtps://user:canary@mail.example.com"];
    for (args, input, expected) in [
        (&["check", "-"][..], form, "mail.example.com"),
        (&["check", "-", "--json"], form, "mail.example.com"),
        (&probe, "", "server-malformed"),
        (&["discover", "smtps://user:canary@mail.example.com"], "", "Remove"),
        (&["explain"], log, "credentials-rejected"),
        (&["explain", "--json"], log, "[redacted]"),
        (&["explain", "--report", "--settings", &settings], log, "    C: [redacted]"),
    ] {
        let output = run(args, input);
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(!said.contains("canary") && said.contains(expected), "{args:?}: {said}");
    }
}

#[test]
fn certificates_of_the_system_are_read_where_tls_needs_them() {
    let probe = |security: &str, more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
        command.args(["probe", "--server", "127.0.0.1", "--port", "1", "--allow-target", "127.0.0.0/8", "--no-domain"]);
        command.args(["--from", "a@example.com", "--to", "b@example.com", "--security", security]).args(more);
        // A system without authorities.
        let output = command.env("SSL_CERT_FILE", "/dev/null").env_remove("SSL_CERT_DIR").output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, said) = probe("ssl", &[]);
    assert!(code == Some(3) && said.contains("no certificate authorities are trusted"), "{said}");
    let (code, said) = probe("none", &[]);
    assert_eq!(code, Some(1), "the port is closed: {said}");
    // What the operator names is read at once, whether or not it will be needed.
    let (code, said) = probe("none", &["--ca", "/does/not/exist"]);
    assert!(code == Some(3) && said.contains("cannot read /does/not/exist"), "{said}");
    let (code, said) = probe("none", &["--ca", "/dev/null"]);
    assert!(code == Some(3) && said.contains("contains no PEM certificate"), "{said}");
}

#[test]
fn findings_lists_the_catalogue() {
    check(&["findings"], "", 0, "relay-denied");
    check(&["findings", "relay-denied"], "", 0, "When to call IT");
    check(&["findings", "nonsense"], "", 3, "there is no entry `nonsense`");
}

#[test]
fn completions_and_manual_pages_describe_this_command() {
    for (shell, expected) in [
        ("bash", "-o default smtp-doctor"),
        ("fish", "complete -c smtp-doctor"),
        ("powershell", "Register-ArgumentCompleter"),
        ("zsh", "#compdef smtp-doctor"),
    ] {
        check(&["completions", shell], "", 0, expected);
    }
    check(&["completions", "cmd"], "", 2, "possible values");
    check(&["man"], "", 0, ".TH smtp-doctor 1");
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("man1");
    let output = run(&["man", "--dir", &inner.to_string_lossy()], "");
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    for page in ["smtp-doctor.1", "smtp-doctor-serve.1", "smtp-doctor-probe.1"] {
        assert!(inner.join(page).exists(), "{page}");
    }
}

#[test]
fn probe_refuses_bad_settings_and_bad_flags() {
    check(&["probe", "-"], "{}", 1, "Fix these settings before you probe");
    check(&["probe", "--server", "127.0.0.1", "--from", "a@example.com"], "", 1, "[target-not-allowed]");
    check(
        &["probe", "--server", "127.0.0.1", "--from", "a@example.com", "--password", "x"],
        "",
        2,
        "unexpected argument",
    );
    check(&["probe", "--server", "127.0.0.1", "--from", "a@example.com", "--username", "x"], "", 2, "--password-stdin");
    check(&["probe", "--server", "h", "--from", "a@example.com", "--allow-target", "x"], "", 2, "--allow-target");
    check(&["probe", "-", "--ca", "/does/not/exist"], GOOD, 3, "cannot read /does/not/exist");
    check(&["probe", "-", "--ca", "/dev/null"], GOOD, 3, "contains no PEM certificate");
    check(&["probe", "-", "--to", "c@example.com"], GOOD, 2, "--server");
}

#[test]
fn probe_reads_its_settings_from_flags() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port().to_string();
    let flags = [
        "--username",
        "user@example.com",
        "--password-stdin",
        "--to",
        "b@example.com",
        "--allow-target",
        "127.0.0.0/8",
    ];
    let args = [
        &["probe", "--json", "--server", "127.0.0.1", "--port", &port, "--security", "ssl", "--from", "a@example.com"]
            [..],
        &flags,
    ]
    .concat();
    let output = run(&args, "canary-Pa55word\n");
    let json = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{json}");
    assert!(
        json.contains(r#""id":"connection-refused""#) && json.contains(r#""username":"user@example.com""#),
        "{json}"
    );
    assert!(!json.contains("canary"));
}

#[test]
fn explain_names_the_problem_in_every_output_format() {
    let text = "554 5.7.1 <a@example.net>: Relay access denied";
    check(&["explain", text], "", 1, "[relay-denied]");
    check(&["explain"], text, 1, "Mail server administrator");
    check(&["explain", "--json"], text, 1, "\"replies\":[{\"code\":554,\"enhanced\":\"5.7.1\"");
    check(&["explain", "--report"], text, 1, "## The exact error\n\n    554 5.7.1");
    check(&["explain", "Sending of the message failed."], "", 0, "[not-recognised]");
    let lines = "{\"text\": \"550 relay not permitted\"}\n\n{\"text\": \"Hello.\"}\n";
    let output = run(&["explain", "--jsonl"], lines);
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!((output.status.code(), said.lines().count()), (Some(1), 2), "{said}");
    check(&["explain", "--jsonl"], "no json", 3, "line 1 is not {\"text\": \"..\"}");
    check(&["explain"], &"x".repeat(2_500_000), 3, "Send only the lines around the error");
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&["explain"], &String::from_utf8(wide).unwrap(), 1, "[relay-denied]");
}

#[test]
fn message_names_the_problems_of_a_mail() {
    let sound = "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 06 Jan 2025 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\n\r\nHi\r\n";
    check(&["message", "-"], sound, 0, "No problems found");
    check(&["message", "-"], &sound.replace("From: a", "Subject: a"), 1, "[header-missing]");
    check(&["message", "-", "--json"], &sound.replace("Hi", "H\u{e9}"), 0, "\"needs\":[\"8BITMIME\"]");
    check(&["message", "-", "--offers", "SIZE 10"], sound, 1, "[message-too-large]");
    check(&["message", "-", "--envelope-to", "c@example.com"], sound, 0, "[envelope-header-mismatch]");
    check(&["message", "/does/not/exist"], "", 3, "cannot open /does/not/exist");
}

#[test]
fn findings_and_reports_include_the_portal_profile() {
    let profile = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/portal-profile.example.toml");
    let relay = "550 5.7.1 Unable to relay";
    check(&["explain", "--profile", profile, relay], "", 1, "Primary: 198.147.32.158, Secondary: 198.147.34.158");
    check(&["explain", "--report", "--profile", profile, relay], "", 1, "- Contact: IT service desk");
    let bad_to = GOOD.replace("\"to\":\"", "\"to\":\"@, ");
    check(
        &["--profile", profile, "check", "-"],
        &bad_to,
        1,
        "change To at: Global E-mail Settings; or Edit Portal User",
    );
    check(&["check", "-", "--profile", "/does/not/exist"], GOOD, 3, "cannot read /does/not/exist");
    check(&["check", "-", "--profile", "/dev/stdin"], "nam = 1", 3, "/dev/stdin is not a portal profile");
}
