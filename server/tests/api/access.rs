//! Access: tokens, other origins, frames.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use axum::body::Body;
use axum::http::Request;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_server::Config;
use smtp_doctor_server::access::Access;
use smtp_doctor_server::access::AllowedCallers;
use smtp_doctor_server::access::ApiToken;
use smtp_doctor_server::access::ApiTokens;
use smtp_doctor_server::access::SigningKey;

use crate::support::*;

const KEY: &[u8] = b"0123456789abcdef0123456789abcdef";

fn token(key: &[u8], claims: &Value) -> String {
    let part = |json: &Value| URL_SAFE_NO_PAD.encode(json.to_string());
    let signed = format!("{}.{}", part(&json!({"typ": "JWT", "alg": "HS256"})), part(claims));
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), signed.as_bytes());
    format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature))
}

fn in_seconds(seconds: i64) -> i64 {
    i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()).unwrap() + seconds
}

/// Settings for a portal that signs its tokens.
fn signed() -> Config {
    let access = Access {
        callers: AllowedCallers::Signed(SigningKey::new(KEY).unwrap()),
        origins: vec!["https://portal.example".into()],
        frames: vec!["https://portal.example".into()],
    };
    Config { access, ..Config::default() }
}

/// Requests a probe of a closed port from a page of the portal.
async fn ask(path: &str, token: Option<String>) -> Answer {
    ask_service(signed(), path, token).await
}

async fn ask_service(config: Config, path: &str, token: Option<String>) -> Answer {
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
    send_to(config, request.body(Body::from(body.to_string())).unwrap()).await
}

#[tokio::test]
async fn only_tokens_signed_by_the_portal_are_accepted() {
    let path = "/api/v1/probes";
    ask(path, None).await.is_problem(401, "token-needed");
    ask("/api/v1/discover", None).await.is_problem(401, "token-needed");
    let good = json!({"aud": "smtp-doctor", "exp": in_seconds(60)});
    let answer = ask(path, Some(token(KEY, &good))).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("access-control-allow-origin"), "https://portal.example");
    for bad in [
        token(b"another key of thirty-two bytes!", &good),
        token(KEY, &json!({"aud": "smtp-doctor", "exp": in_seconds(-60)})),
        token(KEY, &json!({"aud": "somebody", "exp": in_seconds(60)})),
        token(KEY, &json!({"aud": "smtp-doctor"})),
        "e30.e30.".to_owned(),
        // Unsigned (RFC 7519 §6).
        "eyJhbGciOiJub25lIn0.eyJhdWQiOiJzbXRwLWRvY3RvciIsImV4cCI6NDEwMjQ0NDgwMH0.".to_owned(),
    ] {
        ask(path, Some(bad)).await.is_problem(401, "token-needed");
    }
}

#[tokio::test]
async fn a_token_can_be_limited_to_a_server_port_and_origin() {
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
async fn checks_need_no_token_and_unknown_origins_get_no_cors_permission() {
    let request = Request::post("/api/v1/check")
        .header("content-type", "application/json")
        .header("origin", "https://attacker.example")
        .body(Body::from("{}"));
    let answer = send_to(signed(), request.unwrap()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.headers.get("access-control-allow-origin").is_none());
}

#[tokio::test]
async fn only_configured_origins_may_frame_the_embed_page() {
    let framed = |config: Config, path: &'static str| async move {
        let answer = send_to(config, Request::get(path).body(Body::empty()).unwrap()).await;
        answer.header("content-security-policy").to_owned()
    };
    assert!(framed(signed(), "/embed").await.ends_with("frame-ancestors https://portal.example"));
    assert!(framed(Config::default(), "/embed").await.ends_with("frame-ancestors 'none'"));
    assert!(framed(signed(), "/").await.ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn programs_authenticate_with_api_tokens() {
    let made = ApiToken::generate("nightly").unwrap();
    let config = || Config {
        access: Access { callers: AllowedCallers::Tokens(ApiTokens::read(&made.line).unwrap()), ..Access::default() },
        ..Config::default()
    };
    let path = "/api/v1/probes";
    assert_eq!(ask_service(config(), path, Some(made.token.to_string())).await.status, 200);
    ask_service(config(), path, None).await.is_problem(401, "token-needed");
    ask_service(config(), path, Some("smtp-doctor_guess".to_owned())).await.is_problem(401, "token-needed");
    let hash = made.line.split(' ').next_back().unwrap().to_owned();
    ask_service(config(), path, Some(hash)).await.is_problem(401, "token-needed");
    ask_service(config(), "/api/v1/discover", None).await.is_problem(401, "token-needed");
}

#[tokio::test]
async fn a_local_service_refuses_foreign_hosts_and_forwarded_requests() {
    let with = |name: &'static str, value: &'static str, access: Access| {
        let request = Request::post("/api/v1/check").header("content-type", "application/json").header(name, value);
        send_to(Config { access, ..Config::default() }, request.body(Body::from("{}")).unwrap())
    };
    for host in ["localhost:8587", "127.0.0.1:8587", "[::1]:8587"] {
        assert_eq!(with("host", host, Access::default()).await.status, 200, "{host}");
    }
    // A site whose name points here (DNS rebinding), and an unknown proxy.
    for (name, value) in
        [("host", "rebound.attacker.example:8587"), ("x-forwarded-for", "192.0.2.1"), ("forwarded", "for=192.0.2.1")]
    {
        with(name, value, Access::default()).await.is_problem(403, "for-this-machine-only");
        let open = Access { callers: AllowedCallers::Everyone, ..Access::default() };
        assert_eq!(with(name, value, open).await.status, 200);
    }
}

#[test]
fn short_keys_are_refused() {
    assert!(SigningKey::new(b"secret").is_err());
}

#[tokio::test]
async fn discovery_and_relay_tests_refuse_invalid_addresses() {
    post("/api/v1/discover", "application/json", r#"{"email":"not an address"}"#)
        .await
        .is_problem(422, "invalid-address");
    let request = json!({"settings": {"server": "127.0.0.1", "port": 1, "security": "tls", "from": "a@example.com"},
        "relay_to": "nobody"});
    let answer = post("/api/v1/probes", "application/json", request.to_string()).await;
    answer.is_problem(422, "invalid-address");
}
