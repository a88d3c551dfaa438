//! Limits that several instances share through a real Redis, and what happens when it is gone.

use serde_json::json;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::redis::Redis;

/// Requests a probe that would sign in as `username` at a closed port; the HTTP status.
async fn sign_in(doctor: &Doctor, username: &str) -> u16 {
    let settings = json!({"server": "127.0.0.1", "port": 1, "security": "tls", "from": "a@example.com",
        "auth": {"method": "password", "username": username, "password": "guess"}});
    doctor.post("/api/v1/probes?text=none", &json!({ "settings": settings })).await.unwrap().status
}

#[tokio::test]
async fn instances_count_together_while_redis_answers_and_alone_when_it_does_not() {
    let redis = Redis::start().unwrap();
    let flags = ["--allow-target", "127.0.0.0/8", "--auth", "open", "--probes-per-client", "0", "--redis", &redis.url];
    let (one, other) = (Doctor::serve(&flags).await.unwrap(), Doctor::serve(&flags).await.unwrap());
    // Three per account, on all instances together.
    assert_eq!(sign_in(&one, "anna").await, 200);
    assert_eq!(sign_in(&other, "anna").await, 200);
    assert_eq!(sign_in(&one, "anna").await, 200);
    assert_eq!(sign_in(&other, "anna").await, 429);
    assert_eq!(sign_in(&one, "anna").await, 429);
    assert_eq!(sign_in(&other, "bob").await, 200);
    // Without Redis, each instance counts on its own, so guessing is still limited.
    drop(redis);
    let mut answers = Vec::new();
    for _ in 0..4 {
        answers.push(sign_in(&other, "carol").await);
    }
    assert_eq!(answers, [200, 200, 200, 429]);
    assert!(other.log().contains("Redis does not answer"), "{}", other.log());
}

#[tokio::test]
async fn redis_keeps_no_names() {
    let redis = Redis::start().unwrap();
    let doctor =
        Doctor::serve(&["--allow-target", "127.0.0.0/8", "--auth", "open", "--redis", &redis.url]).await.unwrap();
    assert_eq!(sign_in(&doctor, "canary-account").await, 200);
    let port = redis.url.trim_end_matches('/').rsplit(':').next().unwrap().to_owned();
    let keys = std::process::Command::new("redis-cli").args(["-p", &port, "keys", "*"]).output().unwrap();
    let keys: Vec<_> = String::from_utf8(keys.stdout).unwrap().lines().map(ToOwned::to_owned).collect();
    assert!(keys.len() >= 3 && keys.iter().all(|it| it.starts_with("smtp-doctor:") && it.len() == 44), "{keys:?}");
}
