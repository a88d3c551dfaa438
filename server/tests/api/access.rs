//! Who may ask: tokens that a portal signs, other origins, frames.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_core::profile::PortalProfile;
use smtp_doctor_server::Access;

use crate::support::*;

const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

fn token(key: &[u8], claims: &Value) -> String {
    let key = jsonwebtoken::EncodingKey::from_secret(key);
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), claims, &key).unwrap()
}

fn in_seconds(seconds: i64) -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap() + seconds
}

/// Asks for a probe of a closed port, from a page of the portal.
async fn ask(path: &str, token: Option<String>) -> Answer {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = json!({"server": "127.0.0.1", "port": free, "security": "tls", "from": "a@example.com"});
    let body = if path.ends_with("discover") { json!({"email": "a@127.0.0.1"}) } else { json!({"settings": settings}) };
    let mut request = Request::post(path)
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .header("origin", "https://portal.example");
    if let Some(token) = token {
        request = request.header("authorization", format!("Bearer {token}"));
    }
    let access = Access::default().from_origins(vec!["https://portal.example".into()]).signed(KEY).unwrap();
    send_as(PortalProfile::default(), access, request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn a_signed_service_probes_only_for_tokens_of_its_portal() {
    let path = "/api/v1/probes";
    ask(path, None).await.is_problem(401, "token-needed");
    ask("/api/v1/discover", None).await.is_problem(401, "token-needed");
    let good = json!({"aud": "smtp-doctor", "exp": in_seconds(60)});
    let answer = ask(path, Some(token(KEY, &good))).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example");
    for bad in [
        token(b"another key of thirty-two octets", &good),
        token(KEY, &json!({"aud": "smtp-doctor", "exp": in_seconds(-60)})),
        token(KEY, &json!({"aud": "somebody", "exp": in_seconds(60)})),
        token(KEY, &json!({"aud": "smtp-doctor"})),
        "e30.e30.".to_owned(),
        // Signed by nobody (RFC 7519 §6).
        "eyJhbGciOiJub25lIn0.eyJhdWQiOiJzbXRwLWRvY3RvciIsImV4cCI6NDEwMjQ0NDgwMH0.".to_owned(),
    ] {
        ask(path, Some(bad)).await.is_problem(401, "token-needed");
    }
}

#[tokio::test]
async fn a_token_may_be_bound_to_a_server_and_a_page() {
    let with = |name: &str, value: Value| {
        let mut claims = json!({"aud": "smtp-doctor", "exp": in_seconds(60)});
        claims[name] = value;
        ask("/api/v1/probes", Some(token(KEY, &claims)))
    };
    assert_eq!(with("host", "127.0.0.1".into()).await.status, 200);
    assert_eq!(with("origin", "https://portal.example".into()).await.status, 200);
    with("host", "smtp.example.com".into()).await.is_problem(403, "token-bound");
    with("port", 25.into()).await.is_problem(403, "token-bound");
    with("origin", "https://attacker.example".into()).await.is_problem(403, "token-bound");
}

#[tokio::test]
async fn checks_need_no_token_and_strange_origins_get_no_permission() {
    let access = Access::default().from_origins(vec!["https://portal.example".into()]).signed(KEY).unwrap();
    let request = Request::post("/api/v1/check")
        .header("content-type", "application/json")
        .header("origin", "https://attacker.example")
        .body(Body::from("{}"));
    let answer = send_as(PortalProfile::default(), access, request.unwrap()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn only_named_pages_may_frame_the_element_and_none_the_page() {
    let framed = |access: Access, path: &'static str| async move {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = send_as(PortalProfile::default(), access, request).await;
        answer.header("content-security-policy").to_owned()
    };
    let access = || Access::default().framed_by(vec!["https://portal.example".into()]);
    assert!(framed(access(), "/embed").await.ends_with("frame-ancestors https://portal.example"));
    assert!(framed(Access::default(), "/embed").await.ends_with("frame-ancestors 'none'"));
    assert!(framed(access(), "/").await.ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn an_account_is_signed_in_to_only_so_often() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let access = Access::default().with_sign_ins(std::num::NonZeroU32::new(2).unwrap());
    let ask = |port: u16, auth: Value| {
        let settings =
            json!({"server": "127.0.0.1", "port": port, "security": "tls", "from": "a@example.com", "auth": auth});
        let request = Request::post("/api/v1/probes")
            .header("content-type", "application/json")
            .header("accept", "application/json")
            .body(Body::from(json!({ "settings": settings }).to_string()));
        send_as(PortalProfile::default(), access.clone(), request.unwrap())
    };
    let password = |user: &str, password: &str| json!({"method": "password", "username": user, "password": password});
    // Another password, another spelling, another port: the same account.
    assert_eq!(ask(free, password("anna", "guess one")).await.status, 200);
    assert_eq!(ask(free, password("ANNA", "guess two")).await.status, 200);
    let answer = ask(free.wrapping_add(1).max(1), password("anna", "guess three")).await;
    answer.is_problem(429, "too-many-sign-ins");
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 200);
    // Others, and probes without sign in, go on.
    assert_eq!(ask(free, password("bob", "x")).await.status, 200);
    assert_eq!(ask(free, json!({"method": "none"})).await.status, 200);
}

#[test]
fn a_short_key_is_none() {
    assert!(Access::default().signed(b"secret").is_err());
}

#[tokio::test]
async fn discovery_and_relaying_refuse_what_is_no_address() {
    post("/api/v1/discover", "application/json", r#"{"email":"not an address"}"#)
        .await
        .is_problem(422, "invalid-address");
    let request = json!({"settings": {"server": "127.0.0.1", "port": 1, "security": "tls", "from": "a@example.com"},
        "relay_to": "nobody"});
    let answer = post("/api/v1/probes", "application/json", request.to_string()).await;
    answer.is_problem(422, "invalid-address");
}
