//! Rate limits and the queue.

use std::num::NonZeroU32;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_server::Config;
use smtp_doctor_server::access::Access;
use smtp_doctor_server::access::AllowedCallers;
use smtp_doctor_server::limits::Limit;
use smtp_doctor_server::limits::Limits;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::wait::eventually;

use crate::support::*;

fn limited(limit: Limit, count: u32) -> Router {
    let limits = Limits::default().with(limit, NonZeroU32::new(count).unwrap(), None);
    let access = Access { callers: AllowedCallers::Everyone, ..Access::default() };
    service(Config { access, limits, trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()], ..Config::default() })
}

fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A request from `peer` for a probe of this machine.
fn probe(port: u16, auth: &Value, peer: &str, more: &Value) -> Request<Body> {
    let settings = json!({"server": "127.0.0.1", "port": port, "security": "tls", "from": "a@example.com",
        "to": "b@example.com", "auth": auth});
    let mut body = json!({ "settings": settings });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    Request::post("/api/v1/probes?text=none")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .extension(from(peer))
        .body(Body::from(body.to_string()))
        .unwrap()
}

#[tokio::test]
async fn sign_ins_are_limited_per_account_for_all_clients_together() {
    let service = limited(Limit::SignIns, 2);
    let password = |user: &str, password: &str| json!({"method": "password", "username": user, "password": password});
    let (free, other) = (closed_port(), closed_port());
    // Another password, another spelling, another port, another client: the same account.
    assert_eq!(ask(&service, probe(free, &password("anna", "one"), "192.0.2.1", &json!({}))).await.status, 200);
    assert_eq!(ask(&service, probe(free, &password("ANNA", "two"), "192.0.2.2", &json!({}))).await.status, 200);
    let answer = ask(&service, probe(other, &password("anna", "three"), "192.0.2.3", &json!({}))).await;
    answer.is_problem(429, "too-many-sign-ins");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 200);
    // Other accounts and probes without sign-in are still allowed.
    assert_eq!(ask(&service, probe(free, &password("bob", "x"), "192.0.2.1", &json!({}))).await.status, 200);
    assert_eq!(ask(&service, probe(free, &json!({"method": "none"}), "192.0.2.1", &json!({}))).await.status, 200);
}

#[tokio::test]
async fn probes_are_limited_per_client() {
    let service = limited(Limit::Probes, 2);
    let probe_from = |peer: &str| probe(closed_port(), &json!({"method": "none"}), peer, &json!({}));
    assert_eq!(ask(&service, probe_from("192.0.2.1")).await.status, 200);
    assert_eq!(ask(&service, probe_from("192.0.2.1")).await.status, 200);
    let over = ask(&service, probe_from("192.0.2.1")).await;
    over.is_problem(429, "too-many-probes");
    assert!(!over.header("retry-after").is_empty());
    assert_eq!(ask(&service, probe_from("192.0.2.2")).await.status, 200);
    // Behind a trusted proxy, each client counts separately.
    let behind = |client: &str| {
        let mut request = probe_from("10.0.0.1");
        request.headers_mut().insert("x-forwarded-for", client.parse().unwrap());
        request
    };
    for client in ["203.0.113.1", "203.0.113.1", "203.0.113.2", "203.0.113.3"] {
        assert_eq!(ask(&service, behind(client)).await.status, 200, "{client}");
    }
    ask(&service, behind("203.0.113.1")).await.is_problem(429, "too-many-probes");
}

#[tokio::test]
async fn probes_are_limited_per_mail_server_for_all_clients_together() {
    let service = limited(Limit::Server, 1);
    let probe_from = |peer: &str| probe(closed_port(), &json!({"method": "none"}), peer, &json!({}));
    assert_eq!(ask(&service, probe_from("192.0.2.1")).await.status, 200);
    ask(&service, probe_from("192.0.2.2")).await.is_problem(429, "too-many-probes-of-server");
}

#[tokio::test]
async fn test_messages_are_limited_per_recipient() {
    let service = limited(Limit::Messages, 1);
    let send = || probe(closed_port(), &json!({"method": "none"}), "192.0.2.1", &json!({"send_message": true}));
    assert_eq!(ask(&service, send()).await.status, 200);
    ask(&service, send()).await.is_problem(429, "too-many-messages");
    let none = probe(closed_port(), &json!({"method": "none"}), "192.0.2.1", &json!({}));
    assert_eq!(ask(&service, none).await.status, 200);
}

#[tokio::test]
async fn requests_are_limited_per_client() {
    let service = limited(Limit::Requests, 3);
    let check = |peer: &str| {
        Request::post("/api/v1/check")
            .header("content-type", "application/json")
            .extension(from(peer))
            .body(Body::from("{}"))
            .unwrap()
    };
    for _ in 0..3 {
        assert_eq!(ask(&service, check("2001:db8::1")).await.status, 200);
    }
    // The same subscriber with another address.
    ask(&service, check("2001:db8::2")).await.is_problem(429, "too-many-requests");
    assert_eq!(ask(&service, check("2001:db8:0:1::1")).await.status, 200);
    let metrics = Request::get("/metrics").body(Body::empty()).unwrap();
    let text = ask(&service, metrics).await.text;
    assert!(text.contains("smtp_doctor_limits_hit_total{limit=\"requests\"} 1"), "{text}");
}

#[tokio::test]
async fn a_full_queue_is_answered_with_503_and_retry_after() {
    let silent = Scripted::start(vec![Step::Silence]).await;
    let service = service(Config { probe_slots: 1, queue_length: 0, ..Config::default() });
    let slow = tokio::spawn({
        let service = service.clone();
        let request = probe(silent.address.port(), &json!({"method": "none"}), "192.0.2.1", &json!({}));
        async move { ask(&service, request).await.status }
    });
    let started = eventually(Duration::from_secs(10), async || silent.connections() > 0).await;
    assert!(started, "the first probe takes the slot");
    let busy = ask(&service, probe(1, &json!({"method": "none"}), "192.0.2.1", &json!({}))).await;
    busy.is_problem(503, "busy");
    assert_eq!(busy.header("retry-after"), "5");
    assert_eq!(slow.await.unwrap(), 200);
    assert_eq!(ask(&service, probe(1, &json!({"method": "none"}), "192.0.2.1", &json!({}))).await.status, 200);
}
