//! A second opinion: swaks, another SMTP tester, fails in the same stage as the probe.

use std::process::Stdio;

use serde_json::Value;
use serde_json::json;
use tokio::process::Command;

use crate::world::World;
use crate::world::form;

/// The stages of a probe for an exit code of swaks (`man swaks`, EXIT CODES). One code may stand for several.
fn stages(code: i32) -> &'static [&'static str] {
    match code {
        0 => &[],
        2 => &["resolve", "connect"],
        21 => &["greeting"],
        22 => &["ehlo"],
        23 => &["mail_from"],
        24 => &["rcpt_to"],
        28 => &["auth"],
        29 => &["starttls", "tls"],
        32 => &["ehlo_again"],
        _ => &["none of a probe's stages"],
    }
}

async fn swaks(world: &World, form: &Value) -> i32 {
    let text = |name: &str| form[name].as_str().unwrap_or_default().to_owned();
    let ca = world.lab.ca_file().display().to_string();
    let mut command = Command::new("swaks");
    command.args(["--helo", "client.example.test", "--quit-after", "RCPT", "--timeout", "4"]);
    command.args([
        "-s",
        &text("server"),
        "-p",
        &form["port"].to_string(),
        "--from",
        &text("from"),
        "--to",
        &text("to"),
    ]);
    match form["security"].as_str() {
        Some("ssl") => drop(command.args(["-tlsc", "--tls-verify", "--tls-ca-path", &ca])),
        Some("tls") => drop(command.args(["-tls", "--tls-verify", "--tls-ca-path", &ca])),
        _ => {}
    }
    if let Some(password) = form["auth"]["password"].as_str() {
        let user = form["auth"]["username"].as_str().unwrap();
        // With a fixed mechanism, swaks makes only one attempt.
        command.args(["--auth", "PLAIN", "--auth-user", user, "--auth-password", password]);
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().await.unwrap().code().unwrap()
}

#[tokio::test]
async fn swaks_fails_in_the_same_stage() {
    let world = World::start().await;
    let lab = &world.lab;
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let with = |port, security, field: &str, value: Value| {
        let mut form = form(port, security);
        form[field] = value;
        form
    };
    let password = |it: &str| json!({"method": "password", "username": "user@example.test", "password": it});
    for form in [
        form(lab.smtps, "ssl"),
        form(lab.submission, "tls"),
        with(lab.submission, "tls", "auth", password("wrong-Pa55word")),
        form(lab.submission, "ssl"),
        form(free, "tls"),
        with(587, "tls", "server", "missing.example.test".into()),
        form(lab.expired, "tls"),
        form(lab.selfsigned, "tls"),
        form(lab.relay, "tls"),
        with(lab.submission, "tls", "from", "other@example.test".into()),
        with(lab.relay, "none", "auth", json!({"method": "none"})),
    ] {
        let report = world.probe_with(&form, &["--no-fix", "--no-domain"]).await;
        let failed = report["stages"].as_array().unwrap().iter().find(|it| it["outcome"] == "failed");
        let ours = failed.map(|it| it["stage"].as_str().unwrap());
        let theirs = stages(swaks(&world, &form).await);
        assert!(ours.map_or(theirs.is_empty(), |it| theirs.contains(&it)), "{form}: {ours:?}, swaks {theirs:?}");
    }
    // They differ where swaks is wrong: it checks a certificate's issuer but not its host name.
    let wrong_name = form(lab.wronghost, "tls");
    assert_eq!(swaks(&world, &wrong_name).await, 0);
    assert_eq!(world.probe(&wrong_name).await["findings"][0]["id"], "certificate-name-mismatch");
}
