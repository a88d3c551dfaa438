//! `GET /api/v1/findings`, `/api/v1/providers`, `/healthz`.

use crate::support::*;

#[tokio::test]
async fn the_catalogue_can_be_read() {
    let entries = get("/api/v1/findings").await.json()["entries"].as_array().unwrap().len();
    assert!(entries > 70, "{entries}");
    let entry = get("/api/v1/findings/relay-denied").await.json();
    assert_eq!(entry["slug"], "relay-denied");
    assert!(!entry["causes"].as_array().unwrap().is_empty());
    get("/api/v1/findings/no-such-entry").await.is_problem(404, "not-found");
}

#[tokio::test]
async fn providers_and_health_can_be_read() {
    let providers = get("/api/v1/providers").await.json();
    assert!(providers["providers"].as_array().unwrap().iter().any(|it| it["id"] == "microsoft-365"));
    assert_eq!(get("/healthz").await.json()["status"], "ok");
}
