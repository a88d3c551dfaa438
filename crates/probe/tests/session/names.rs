//! Names that do not resolve, and addresses that must not be dialed.

use std::net::Ipv4Addr;
use std::time::Duration;

use smtp_doctor_core::model::Stage;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_testkit::certs::WRONG_HOST;
use smtp_doctor_testkit::dns::Answer;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::script::tls;
use smtp_doctor_testkit::wait::eventually;

use crate::support::*;

/// A context that uses `dns`, and may dial loopback only if `loopback`.
fn context_with_dns(dns: &FakeDns, loopback: bool) -> Context {
    let allowed = if loopback { vec!["127.0.0.0/8".parse().unwrap()] } else { Vec::new() };
    Context { net: Net::with_name_server(dns.address, TargetPolicy::allowing(allowed)).unwrap(), ..context() }
}

fn form_for(server: &str, port: u16) -> serde_json::Value {
    let mut form = form(([127, 0, 0, 1], port).into(), "tls");
    form["server"] = server.into();
    form
}

#[tokio::test]
async fn every_lookup_failure_has_its_finding() {
    let dns = FakeDns::start(&[
        ("empty.example.test", Answer::Nothing),
        ("broken.example.test", Answer::ServerFailure),
        ("silent.example.test", Answer::Silence),
    ])
    .await;
    let ctx = context_with_dns(&dns, true);
    for (name, slug) in [
        ("missing.example.test", "dns-not-found"),
        ("empty.example.test", "dns-not-found"),
        ("broken.example.test", "dns-unavailable"),
        ("silent.example.test", "dns-unavailable"),
    ] {
        let report = probe_in(&ctx, form_for(name, 587)).await;
        failed(&report, Stage::Resolve, &[slug]);
    }
}

#[tokio::test]
async fn a_name_with_private_addresses_is_refused_before_dialing() {
    let server = serve(vec![vec![]]).await;
    let dns = FakeDns::start(&[(
        "inside.example.test",
        Answer::Addresses(vec![Ipv4Addr::LOCALHOST, Ipv4Addr::new(10, 0, 0, 1)]),
    )])
    .await;
    let report = probe_in(&context_with_dns(&dns, false), form_for("inside.example.test", server.address.port())).await;
    failed(&report, Stage::Resolve, &["target-not-allowed"]);
    let report = probe_in(&context_with_dns(&dns, false), form_for("127.0.0.1", server.address.port())).await;
    failed(&report, Stage::Resolve, &["target-not-allowed"]);
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn the_next_address_is_tried_when_one_refuses() {
    let mut script = tls_script("AUTH PLAIN");
    script[0] = tls(&CERTS.wrong_host);
    let server = serve(vec![script, vec![expect("AUTH"), say("235 ok")], rest()]).await;
    // Nobody listens on 127.0.0.2 at this port. (For `localhost`, no name server is asked.)
    let addresses = vec![Ipv4Addr::new(127, 0, 0, 2), Ipv4Addr::LOCALHOST];
    let dns = FakeDns::start(&[(WRONG_HOST, Answer::Addresses(addresses))]).await;
    let mut form = form_for(WRONG_HOST, server.address.port());
    form["security"] = "ssl".into();
    let report = probe_in(&context_with_dns(&dns, true), form).await;
    passed(&report);
}

#[tokio::test]
async fn refused_and_silent_ports_are_distinguished() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let report = probe(form(free, "tls")).await;
    failed(&report, Stage::Connect, &["connection-refused"]);
    // A full backlog drops connection requests, as a firewall does.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = socket.listen(0).unwrap();
    let address = listener.local_addr().unwrap();
    let fillers: Vec<_> = (0..4).map(|_| tokio::spawn(tokio::net::TcpStream::connect(address))).collect();
    let full = eventually(Duration::from_secs(10), async || fillers.iter().any(|it| it.is_finished())).await;
    assert!(full, "the backlog takes one connection");
    let report = probe(form(address, "tls")).await;
    failed(&report, Stage::Connect, &["connection-timed-out"]);
    drop(fillers);
}
