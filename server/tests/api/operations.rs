//! For operators: health, metrics, request IDs.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use smtp_doctor_server::Config;

use crate::support::*;

#[tokio::test]
async fn metrics_count_probes_by_stage_and_outcome_without_names() {
    let service = service(Config::default());
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let body = json!({"settings": {"server": "127.0.0.1", "port": port, "security": "tls", "from": "a@example.com"}});
    let probe = Request::post("/api/v1/probes")
        .header("content-type", "application/json")
        .header("accept", "application/json")
        .body(Body::from(body.to_string()));
    assert_eq!(ask(&service, probe.unwrap()).await.status, 200);
    let invented = Request::get("/canary-path").body(Body::empty()).unwrap();
    assert_eq!(ask(&service, invented).await.status, 404);
    let metrics = ask(&service, Request::get("/metrics").body(Body::empty()).unwrap()).await;
    assert!(metrics.header("content-type").starts_with("application/openmetrics-text"));
    for line in [
        "smtp_doctor_probes_total{outcome=\"failed\"} 1",
        "smtp_doctor_stages_total{stage=\"resolve\",outcome=\"passed\"} 1",
        "smtp_doctor_stages_total{stage=\"connect\",outcome=\"failed\"} 1",
        "smtp_doctor_stages_total{stage=\"greeting\",outcome=\"skipped\"} 1",
        "smtp_doctor_stage_seconds_count{stage=\"connect\"} 1",
        "smtp_doctor_requests_total{route=\"/api/v1/probes\",status=\"200\"} 1",
        "smtp_doctor_requests_total{route=\"page\",status=\"404\"} 1",
        "smtp_doctor_probes_running 0",
    ] {
        assert!(metrics.text.lines().any(|it| it == line), "{line}: {}", metrics.text);
    }
    assert!(
        !metrics.text.contains("127.0.0.1") && !metrics.text.contains("example") && !metrics.text.contains("canary")
    );
}

#[tokio::test]
async fn metrics_are_hidden_from_other_networks() {
    let request = Request::get("/metrics").extension(from("192.0.2.1")).body(Body::empty()).unwrap();
    let hidden = send(request).await;
    hidden.is_problem(404, "not-found");
    assert_eq!(hidden.text, get("/metricz").await.text.replace("metricz", "metrics"));
}

#[tokio::test]
async fn every_response_has_a_request_id_that_clients_cannot_choose() {
    let service = service(Config::default());
    let mut seen = Vec::new();
    for path in ["/healthz", "/readyz", "/nothing", "/api/v1/findings/none"] {
        let request = Request::get(path).header("x-request-id", "forged").body(Body::empty()).unwrap();
        seen.push(ask(&service, request).await.header("x-request-id").to_owned());
    }
    assert!(seen.iter().all(|it| it.len() > 8 && it != "forged"), "{seen:?}");
    seen.dedup();
    assert_eq!(seen.len(), 4);
}

#[tokio::test]
async fn a_running_service_is_ready() {
    assert_eq!(get("/readyz").await.json()["status"], "ready");
}
