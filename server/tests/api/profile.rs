//! The portal profile in responses.

use axum::body::Body;
use axum::http::Request;
use serde_json::json;
use smtp_doctor_server::Config;

use crate::support::*;

fn portal() -> Config {
    let profile = json!({
        "name": "Example Portal",
        "egress": [{"name": "Primary", "address": "198.51.100.7"}],
        "screens": {"to": ["Edit User"]},
    });
    Config { portal: serde_json::from_value(profile).unwrap(), ..Config::default() }
}

async fn post_to_portal(path: &str, body: serde_json::Value) -> serde_json::Value {
    let request = Request::post(path).header("content-type", "application/json").body(Body::from(body.to_string()));
    send_to(portal(), request.unwrap()).await.json()
}

#[tokio::test]
async fn every_response_includes_notes_from_the_portal_profile() {
    let explained = post_to_portal("/api/v1/explain?text=none", json!({"text": "550 5.7.1 Unable to relay"})).await;
    assert_eq!(
        explained["findings"][0]["portal"],
        json!(["Allow the sending addresses of Example Portal: Primary: 198.51.100.7."])
    );
    let form = json!({"server": "mail.example.com", "port": "587", "from": "a@example.com", "to": "b@"});
    for (path, body) in [("/api/v1/check", form.clone()), ("/api/v1/probes", json!({"settings": form}))] {
        let answer = post_to_portal(path, body).await;
        let finding = answer["findings"].as_array().unwrap().iter().find(|it| it["field"] == "to").unwrap();
        assert_eq!(finding["portal"], json!(["In Example Portal, change To at: Edit User."]), "{path}");
    }
    let message = post_to_portal("/api/v1/messages/check", json!({"parts": {"from": "a@example.com"}})).await;
    assert_eq!(message["findings"][0]["portal"], json!(["In Example Portal, change To at: Edit User."]));
}

#[tokio::test]
async fn the_page_can_read_the_profile() {
    let request = Request::get("/api/v1/profile").body(Body::empty()).unwrap();
    assert_eq!(send_to(portal(), request).await.json()["egress"][0]["address"], "198.51.100.7");
    let none = json!({"name": "", "egress": [], "screens": {}, "it_contact": ""});
    assert_eq!(get("/api/v1/profile").await.json(), none);
}
