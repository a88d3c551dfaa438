//! What nobody can reach through a probe, nor learn from it.

use std::time::Duration;

use serde_json::Value;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::Host;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Plan;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_testkit::dns::Answer;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::dns::srv;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;

use crate::support::*;

/// Probes may reach only 127.0.0.2, which stands for the internet. 127.0.0.3 stands for a private network.
fn context_with_public_only(dns: &FakeDns) -> Context {
    let policy = TargetPolicy::allowing(vec!["127.0.0.2/32".parse().unwrap()]);
    Context { net: Net::with_name_server(dns.address, policy).unwrap(), ..context() }
}

/// Two servers on the same port, a public and a private one.
async fn public_and_private_servers() -> (Scripted, Scripted) {
    let public = Scripted::start_at(([127, 0, 0, 2], 0).into(), vec![vec![say("554 go away")]]).await;
    let at = ([127, 0, 0, 3], public.address.port()).into();
    (public, Scripted::start_at(at, vec![vec![say("220 secret service"), Step::Silence]]).await)
}

fn to(server: &str, port: u16) -> Value {
    let mut form = form(([127, 0, 0, 1], port).into(), "tls");
    form["server"] = server.into();
    form
}

/// A probe with the usual plan, which also looks for a fix and so opens more connections.
async fn usual_probe(ctx: &Context, form: Value) -> ProbeReport {
    probe_as(ctx, form, &Plan::usual()).await
}

#[tokio::test]
async fn dns_rebinding_does_not_reach_private_addresses() {
    let (public, private) = public_and_private_servers().await;
    let (good, bad) = ([127, 0, 0, 2].into(), [127, 0, 0, 3].into());
    let dns = FakeDns::start(&[
        ("first-good.test", Answer::Turns(vec![good, bad])),
        ("first-bad.test", Answer::Turns(vec![bad, good, bad])),
        ("both.test", Answer::Addresses(vec![bad, good])),
        // Names that discovery and the search for a fix try.
        ("smtp.first-good.test", Answer::Turns(vec![good, bad])),
        ("mail.first-good.test", Answer::Addresses(vec![bad])),
        ("found.test", Answer::Records(Vec::new())),
        ("_submission._tcp.found.test", Answer::Records(vec![srv(0, public.address.port(), "first-bad.test")])),
    ])
    .await;
    let ctx = context_with_public_only(&dns);
    let port = public.address.port();
    for name in ["first-good.test", "first-good.test", "first-bad.test", "first-bad.test", "both.test"] {
        let report = usual_probe(&ctx, to(name, port)).await;
        assert!(!serde_json::to_string(&report).unwrap().contains("secret service"), "{report:#?}");
    }
    let found = smtp_doctor_probe::discover(&ctx, "a@found.test").await.unwrap();
    assert!(!serde_json::to_string(&found).unwrap().contains("secret service"));
    assert!(public.connections() > 0);
    assert_eq!(private.connections(), 0);
}

#[tokio::test]
async fn open_and_closed_ports_of_private_addresses_look_the_same() {
    let dns = FakeDns::start(&[("private.test", Answer::Addresses(vec![[127, 0, 0, 3].into()]))]).await;
    let ctx = context_with_public_only(&dns);
    let (_public, private) = public_and_private_servers().await;
    let open = private.address.port();
    let closed = std::net::TcpListener::bind("127.0.0.3:0").unwrap().local_addr().unwrap().port();
    for name in ["127.0.0.3", "private.test", "::ffff:127.0.0.3"] {
        let look = |port: u16| {
            let ctx = ctx.clone();
            async move {
                let mut report = serde_json::to_value(usual_probe(&ctx, to(name, port)).await).unwrap();
                let text = report.to_string().replace(&port.to_string(), "PORT");
                let elapsed = report["elapsed_ms"].take().as_f64().unwrap();
                (without_times(&text), elapsed)
            }
        };
        let ((open_text, open_ms), (closed_text, closed_ms)) = (look(open).await, look(closed).await);
        assert_eq!(open_text, closed_text, "{name}");
        assert!(open_text.contains("target-not-allowed"), "{open_text}");
        // The time contains neither a handshake nor a refusal.
        assert!(open_ms < 1_000.0 && closed_ms < 1_000.0, "{open_ms} {closed_ms}");
    }
    assert_eq!(private.connections(), 0);
}

/// A report as text, without times.
fn without_times(report: &str) -> String {
    let mut text = String::new();
    for (i, piece) in report.split("_ms\":").enumerate() {
        if i > 0 {
            text.push_str("_ms\":");
        }
        text.push_str(if i > 0 { piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.') } else { piece });
    }
    text
}

#[tokio::test]
async fn autoconfig_files_are_not_fetched_from_private_addresses() {
    let private = Scripted::start_at(([127, 0, 0, 3], 0).into(), vec![vec![Step::Silence]]).await;
    let dns = FakeDns::start(&[
        ("victim.test", Answer::Records(Vec::new())),
        ("autoconfig.victim.test", Answer::Addresses(vec![[127, 0, 0, 3].into()])),
    ])
    .await;
    let found = smtp_doctor_probe::discover(&context_with_public_only(&dns), "a@victim.test").await.unwrap();
    assert!(found.candidates.iter().all(|it| !it.server.contains("127.0.0.3")), "{found:#?}");
    assert_eq!(private.connections(), 0);
}

#[tokio::test]
async fn a_redirect_to_a_private_address_is_not_followed() {
    // This needs permission to bind port 443.
    if std::net::TcpListener::bind("127.0.0.2:443").is_err() {
        return;
    }
    let private = Scripted::start_at(([127, 0, 0, 3], 0).into(), vec![vec![Step::Silence]]).await;
    let location = format!("https://127.0.0.3:{}/", private.address.port());
    let redirection = format!("HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\n");
    let script = vec![tls(&CERTS.wrong_host), expect("GET /.well-known/autoconfig"), say(&redirection)];
    let public = Scripted::start_at(([127, 0, 0, 2], 443).into(), vec![script]).await;
    let domain = smtp_doctor_testkit::certs::WRONG_HOST;
    let dns = FakeDns::start(&[(domain, Answer::Addresses(vec![[127, 0, 0, 2].into()]))]).await;
    let _ = smtp_doctor_probe::discover(&context_with_public_only(&dns), &format!("a@{domain}")).await.unwrap();
    assert!(public.heard().iter().any(|it| it.starts_with("GET ")), "{:?}", public.heard());
    assert_eq!(private.connections(), 0);
}

#[tokio::test]
async fn disguised_private_addresses_are_not_dialed() {
    let dns = FakeDns::start(&[]).await;
    let ctx = context_with_public_only(&dns);
    for disguised in ["2130706433", "0x7f000003", "0177.0.0.3", "127.3", "127.0.0.03", "fe80::1%lo", "[::ffff:7f00:3]"]
    {
        let form: smtp_doctor_core::settings::SettingsForm = serde_json::from_value(to(disguised, 25)).unwrap();
        let Some(settings) = smtp_doctor_core::settings::Settings::parse(&form).settings else { continue };
        assert!(!matches!(&settings.endpoint.host, Host::Ip(ip) if ip.is_loopback() && disguised.contains('%')));
        let started = std::time::Instant::now();
        let report = smtp_doctor_probe::run(&ctx, &settings, &Plan::default(), &mut |_| {}).await;
        let slug = report.findings[0].about.slug;
        assert!(matches!(slug, "dns-not-found" | "target-not-allowed"), "{disguised}: {slug}");
        assert!(started.elapsed() < Duration::from_secs(2), "{disguised}");
    }
}
