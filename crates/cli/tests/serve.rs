//! Runs the service as a program: start, settings, log, reload and stop.

#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs::File;
use std::io::BufRead as _;
use std::io::BufReader;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::http;
use smtp_doctor_testkit::http::Answer;
use smtp_doctor_testkit::wait::eventually_blocking;

fn smtp_doctor(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smtp-doctor"));
    command.args(args).stdin(Stdio::null());
    command
}

/// Runs a command to its end; returns its output and exit code.
fn run(args: &[&str]) -> (String, Option<i32>) {
    let output = smtp_doctor(args).output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    (said, output.status.code())
}

/// A service on a free loopback port, killed on drop.
struct Service {
    child: Child,
    address: String,
}

impl Service {
    fn start(flags: &[&str], log: Stdio) -> Self {
        let mut command = smtp_doctor(&["serve", "--listen", "127.0.0.1:0"]);
        let mut child = command.args(flags).stdout(Stdio::piped()).stderr(log).spawn().unwrap();
        let mut first = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
        let address = first.split("://").nth(1).unwrap_or_default().trim_end_matches(['/', '\n']).to_owned();
        assert!(!address.is_empty(), "{first}");
        Self { child, address }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(&http::get(path)).await
    }

    async fn ask(&self, request: &str) -> Answer {
        http::ask(&self.address, request).await.unwrap()
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn it_starts_for_other_machines_only_with_auth() {
    for flags in [&["--listen", "0.0.0.0:0"][..], &["--listen", "[::]:0"], &["--trust-proxy", "10.0.0.0/8"]] {
        let (said, code) = run(&[&["serve", "--check-config"], flags].concat());
        assert_eq!(code, Some(3), "{said}");
        assert!(said.contains("Choose who may probe: --auth signed"), "{said}");
        let (said, code) = run(&[&["serve", "--check-config", "--auth", "open"], flags].concat());
        assert_eq!((said.as_str(), code), ("The settings are valid.\n", Some(0)));
    }
    let (said, code) = run(&["serve", "--auth", "token"]);
    assert!(code == Some(3) && said.contains("--auth token needs --token-file"), "{said}");
    let (said, code) = run(&["serve", "--auth", "signed"]);
    assert!(code == Some(3) && said.contains("--auth signed needs --key-file"), "{said}");
}

#[test]
fn check_config_reads_the_files_that_settings_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("short.key", "too short");
    write("smtp-doctor.toml", &format!("auth = 'signed'\nkey_file = '{}'\n", path("short.key")));
    let check = || run(&["serve", "--check-config", "--config", &path("smtp-doctor.toml")]);
    let (said, code) = check();
    assert!(code == Some(3) && said.contains("at least 32 random ones are needed"), "{said}");
    write("short.key", "0123456789abcdef0123456789abcdef");
    assert_eq!(check(), ("The settings are valid.\n".to_owned(), Some(0)));
    write("smtp-doctor.toml", "auht = 'open'\n");
    let (said, code) = check();
    assert!(code == Some(3) && said.contains("there is no setting auht"), "{said}");
    // A flag overrides the environment, and that overrides the file.
    write("smtp-doctor.toml", "listen = 'nonsense'\n");
    let mut command = smtp_doctor(&["serve", "--check-config", "--config", &path("smtp-doctor.toml")]);
    assert!(command.env("SMTP_DOCTOR_LISTEN", "127.0.0.1:0").status().unwrap().success());
    let mut command = smtp_doctor(&["serve", "--check-config", "--listen", "127.0.0.1:0"]);
    assert!(command.env("SMTP_DOCTOR_LISTEN", "nonsense").status().unwrap().success());
    let (said, code) = run(&["serve", "--check-config", "--tls-cert", &path("no.pem"), "--tls-key", &path("no.key")]);
    assert!(code == Some(3) && said.contains("no.pem"), "{said}");
    let (said, code) = run(&["serve", "--check-config", "--redis", "http://:canary@localhost"]);
    assert!(code == Some(3) && !said.contains("canary"), "{said}");
    let why = if cfg!(feature = "redis") { "the address of Redis cannot be used" } else { "has no Redis" };
    assert!(said.contains(why), "{said}");
}

#[test]
fn it_writes_no_core_dump_and_may_open_many_files() {
    let service = Service::start(&[], Stdio::null());
    let limits = std::fs::read_to_string(format!("/proc/{}/limits", service.child.id())).unwrap();
    let of = |name: &str| limits.lines().find_map(|it| it.strip_prefix(name)).unwrap().split_whitespace();
    assert_eq!(of("Max core file size").take(2).collect::<Vec<_>>(), ["0", "0"]);
    let mut files = of("Max open files");
    assert_eq!(files.next(), files.next(), "{limits}");
}

#[tokio::test]
async fn a_log_that_cannot_be_written_does_not_stop_the_service() {
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    for format in ["text", "json"] {
        let service = Service::start(&["--log", "trace", "--log-format", format], full());
        for _ in 0..3 {
            assert_eq!(service.get("/healthz").await.status, 200);
            let checked = service.ask(&http::post("/api/v1/check", &[], "{}")).await;
            assert_eq!(checked.status, 200, "{checked:?}");
        }
    }
}

#[tokio::test]
async fn a_client_cannot_forge_log_lines() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("log");
    let settings = r#"{"settings":{"server":"a.test","port":587,"security":"tls","from":"a@a.test"}}"#;
    for format in ["text", "json"] {
        let service =
            Service::start(&["--log", "trace", "--log-format", format], Stdio::from(File::create(&log).unwrap()));
        let forged = "x%0a2026-01-01T00:00:00Z%20WARN%20forged%1b[2J";
        service.get(&format!("/{forged}")).await;
        service.get(&format!("/api/v1/findings/{forged}")).await;
        let headers = [&format!("x-request-id: {forged}"), "user-agent: forged"];
        service.ask(&http::post(&format!("/api/v1/probes?{forged}"), &headers, settings)).await;
        let written = std::fs::read_to_string(&log).unwrap();
        let forged = |line: &&str| line.contains("forged") || line.contains('\u{1b}');
        assert!(!written.is_empty() && !written.lines().any(|it| forged(&it)), "{written}");
        assert!(format != "json" || written.lines().all(|it| it.starts_with('{') && it.ends_with('}')), "{written}");
    }
}

#[test]
fn sighup_reloads_the_certificate() {
    let certs = LabCerts::generate().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("cert.pem"), &certs.good.chain).unwrap();
    std::fs::write(path("key.pem"), &certs.good.key).unwrap();
    let log = File::create(path("log")).unwrap();
    let flags = ["--tls-cert", &path("cert.pem"), "--tls-key", &path("key.pem"), "--log", "info"];
    let service = Service::start(&flags, Stdio::from(log));
    let logged = |what: &str| std::fs::read_to_string(path("log")).unwrap().contains(what);
    assert!(!logged("the certificate was read again"));
    service.signal("-HUP");
    assert!(eventually_blocking(Duration::from_secs(10), || logged("the certificate was read again")));
}

#[tokio::test]
async fn sighup_keeps_it_running_and_sigterm_stops_it() {
    let mut service = Service::start(&[], Stdio::null());
    service.signal("-HUP");
    assert_eq!(service.get("/readyz").await.status, 200);
    service.signal("-TERM");
    let begun = Instant::now();
    let status = service.child.wait().unwrap();
    assert!(status.success() && begun.elapsed() < Duration::from_secs(5), "{status}");
}

#[tokio::test]
async fn token_prints_the_token_once_and_stores_only_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens");
    let file = path.display().to_string();
    let (token, code) = run(&["token", "nightly", "--token-file", &file]);
    assert!(code == Some(0) && token.starts_with("smtp-doctor_"), "{token}");
    assert_eq!(run(&["token", "portal", "--token-file", &file]).1, Some(0));
    let kept = std::fs::read_to_string(&path).unwrap();
    assert!(kept.lines().count() == 2 && kept.starts_with("nightly ") && !kept.contains(token.trim()), "{kept}");
    assert_eq!(mode(&path), 0o600);
    assert_eq!(run(&["token", "two words", "--token-file", &file]).1, Some(3));
    let service = Service::start(&["--auth", "token", "--token-file", &file], Stdio::null());
    let discover = async |token: &str| {
        let authorization = format!("authorization: Bearer {token}");
        service.ask(&http::post("/api/v1/discover", &[&authorization], r#"{"email":"a@127.0.0.1"}"#)).await.status
    };
    assert_eq!(discover(token.trim()).await, 422, "the token is accepted; the request has no valid address");
    assert_eq!(discover("smtp-doctor_guess").await, 401);
}

fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).unwrap().permissions()) & 0o777
}

/// The settings table, from `smtp-doctor settings`.
fn settings() -> String {
    let (table, code) = run(&["settings"]);
    assert!(code == Some(0) && table.contains("`listen`"), "{table}");
    table
}

#[test]
fn the_settings_table_in_the_docs_is_up_to_date() {
    let table = settings();
    let written = include_str!("../../../docs/CONFIGURATION.md");
    assert!(
        written.contains(table.trim()),
        "the table in docs/CONFIGURATION.md is out of date. Run `cargo xtask codegen`. It should be:\n{table}"
    );
}

#[test]
fn packaged_files_use_only_settings_that_exist() {
    let table = settings();
    let example = include_str!("../../../packaging/smtp-doctor.toml.example");
    let keys: Vec<&str> =
        example.lines().filter_map(|it| it.trim_start_matches('#').split_once(" = ")).map(|it| it.0).collect();
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys {
        assert!(table.contains(&format!("| `{key}` |")), "there is no setting {key}");
    }
    let (help, _) = run(&["serve", "--help"]);
    let unit = include_str!("../../../packaging/smtp-doctor.service");
    let image = include_str!("../../../packaging/Dockerfile");
    for flag in unit.lines().chain(image.lines()).filter(|it| it.contains("serve")).flat_map(|it| it.split([' ', '"']))
    {
        assert!(!flag.starts_with("--") || flag == "--publish" || help.contains(flag), "serve has no flag {flag}");
    }
}
