//! What DNS says about the sender's domain, and which of a server's addresses work.

use std::net::Ipv6Addr;

use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::Outcome;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Plan;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_testkit::dns::Answer;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::dns::a;
use smtp_doctor_testkit::dns::aaaa;
use smtp_doctor_testkit::dns::cname;
use smtp_doctor_testkit::dns::mx;
use smtp_doctor_testkit::dns::txt;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;

use crate::support::*;

/// A context that uses `dns` and may dial loopback.
fn context_with_dns(dns: &FakeDns) -> Context {
    let allowed = ["127.0.0.0/8", "::1/128"].map(|it| it.parse().unwrap()).into();
    Context { net: Net::with_name_server(dns.address, TargetPolicy::allowing(allowed)).unwrap(), ..context() }
}

/// The report of a probe that passes, with a sender in `domain`.
async fn probe_from(domain: &str, dns: &FakeDns) -> ProbeReport {
    let steps = vec![expect("AUTH"), say("235 ok"), expect("MAIL"), say("250 ok"), expect("RCPT"), say("250 ok")];
    let server = serve(vec![tls_script("AUTH PLAIN"), steps, quit()]).await;
    let mut form = form(server.address, "ssl");
    form["from"] = format!("portal@{domain}").into();
    let plan = Plan { sender_domain: true, ..Plan::default() };
    let report = probe_as(&context_with_dns(dns), form, &plan).await;
    assert!(report.passed, "warnings are not failures: {report:#?}");
    report
}

fn slugs(report: &ProbeReport) -> Vec<&'static str> {
    report.findings.iter().map(|it| it.about.slug).collect()
}

#[tokio::test]
async fn every_fault_of_the_domain_is_a_warning() {
    let fine = [mx(10, "mx.example.test"), txt("v=spf1 mx -all")];
    let dmarc = || Answer::Records(vec![txt("v=DMARC1; p=reject")]);
    let dns = FakeDns::start(&[
        ("fine.test", Answer::Records(fine.to_vec())),
        ("_dmarc.fine.test", dmarc()),
        // The parent domain's DMARC record applies here too.
        ("sub.fine.test", Answer::Records(fine.to_vec())),
        ("null.test", Answer::Records(vec![mx(0, "."), txt("v=spf1 -all")])),
        ("_dmarc.null.test", dmarc()),
        ("silent.test", Answer::ServerFailure),
        ("_dmarc.silent.test", Answer::ServerFailure),
        ("bare.test", Answer::Nothing),
        ("twice.test", Answer::Records(vec![a([192, 0, 2, 1]), txt("v=spf1 -all"), txt("v=spf1 mx -all")])),
        ("_dmarc.twice.test", dmarc()),
        (
            "deep.test",
            Answer::Records(vec![mx(1, "mx.deep.test"), txt("v=spf1 include:a.test include:b.test mx -all")]),
        ),
        ("a.test", Answer::Records(vec![txt("v=spf1 a mx ptr exists:%{i}.x include:b.test -all")])),
        ("b.test", Answer::Records(vec![txt("v=spf1 a:x.test mx:y.test include:a.test redirect=deep.test")])),
        ("_dmarc.deep.test", dmarc()),
    ])
    .await;
    for (domain, expected) in [
        ("fine.test", &[][..]),
        ("sub.fine.test", &[]),
        ("null.test", &["from-domain-takes-no-mail"]),
        ("silent.test", &[]),
        ("bare.test", &["from-domain-no-mx", "spf-missing", "dmarc-missing"]),
        ("twice.test", &["spf-broken"]),
        ("deep.test", &["spf-broken"]),
        ("missing.test", &["from-domain-not-found"]),
    ] {
        assert_eq!(slugs(&probe_from(domain, &dns).await), expected, "{domain}");
    }
    let report = probe_from("fine.test", &dns).await;
    let stage = report.stages.last().unwrap();
    assert_eq!((stage.stage, stage.outcome), (Stage::SenderDomain, Outcome::Passed));
    assert_eq!(stage.facts.notes, ["MX: mx.example.test", "SPF: v=spf1 mx -all", "DMARC: v=DMARC1; p=reject"]);
}

#[tokio::test]
async fn ipv6_that_fails_where_ipv4_works_is_reported() {
    let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok")], rest()]).await;
    // The server listens on 127.0.0.1 only. On ::1, the port is closed.
    let dns =
        FakeDns::start(&[("localhost", Answer::Records(vec![a([127, 0, 0, 1]), aaaa(Ipv6Addr::LOCALHOST)]))]).await;
    let mut form = form(server.address, "ssl");
    form["server"] = "localhost".into();
    let report = probe_in(&context_with_dns(&dns), form).await;
    assert!(report.passed, "{report:#?}");
    let connect = report.stages.iter().find(|it| it.stage == Stage::Connect).unwrap();
    let outcomes: Vec<_> = connect.facts.attempts.iter().map(|it| it.outcome.as_str()).collect();
    if outcomes == ["no route from here", "connected"] {
        // On a machine without IPv6, nothing is known about the server's.
        assert_eq!(slugs(&report), Vec::<&str>::new());
    } else {
        assert_eq!(outcomes, ["refused", "connected"]);
        assert_eq!(slugs(&report), ["ipv6-broken"]);
    }
}

#[tokio::test]
async fn aliases_are_followed_but_not_in_loops() {
    let server = serve(vec![tls_script("AUTH PLAIN"), vec![expect("AUTH"), say("235 ok")], rest()]).await;
    let dns = FakeDns::start(&[
        ("alias.test", Answer::Records(vec![cname("behind.test")])),
        ("behind.test", Answer::Records(vec![a([127, 0, 0, 1])])),
        ("round.test", Answer::Records(vec![cname("about.test")])),
        ("about.test", Answer::Records(vec![cname("round.test")])),
    ])
    .await;
    let mut form = form(server.address, "ssl");
    form["server"] = "alias.test".into();
    // It connects, but the certificate is for other names.
    let report = probe_in(&context_with_dns(&dns), form.clone()).await;
    failed(&report, Stage::Tls, &["certificate-name-mismatch"]);
    assert!(report.findings[0].detail.contains("localhost, 127.0.0.1"), "{report:#?}");
    form["server"] = "round.test".into();
    let started = std::time::Instant::now();
    let report = probe_in(&context_with_dns(&dns), form).await;
    assert!(started.elapsed() < std::time::Duration::from_secs(3) && !report.passed);
    assert!(["dns-not-found", "dns-unavailable"].contains(&slugs(&report)[0]), "{report:#?}");
}
