//! Passwords in the wrong place, such as the server field or a pasted log: no response repeats them.

use serde_json::json;

use crate::support::*;

const SERVERS: [&str; 6] = [
    "smtps://user:canary@mail.example.com:465",
    "smtp://user:can/canary@mail.example.com",
    "user:canary@mail.example.com:465",
    "user@example.com:canary@mail.example.com",
    "canary!",
    " canary://x",
];

#[tokio::test]
async fn no_response_repeats_a_password_from_the_server_field() {
    for server in SERVERS {
        let form = json!({"server": server, "port": "canary", "security": "ssl", "from": "a@example.com",
            "auth": {"method": "microsoft_oauth", "client_id": "canary", "tenant_id": "canary"}});
        let requests = [
            ("/api/v1/check", form.clone()),
            ("/api/v1/probes", json!({"settings": form.clone()})),
            ("/api/v1/explain", json!({"text": "535 no", "settings": form})),
            ("/api/v1/discover", json!({"email": server})),
        ];
        for (path, request) in requests {
            let answer = post(path, "application/json", request.to_string()).await;
            assert!(!answer.text.contains("canary"), "{path}, {server}: {}", answer.text);
        }
    }
}

#[tokio::test]
async fn a_url_in_the_server_field_is_split_into_fields() {
    let form = json!({"server": SERVERS[0], "port": "465", "security": "ssl", "from": "a@example.com"});
    let answer = post("/api/v1/check", "*/*", form.to_string()).await.json();
    let fix = &answer["findings"][0]["fix"];
    let expected = json!({"server": "mail.example.com", "port": "465", "security": "implicit_tls", "username": "user"});
    assert_eq!(*fix, expected);
    assert!(answer["findings"][0]["detail"].as_str().unwrap().ends_with("Type it into the Password field."));
}

#[tokio::test]
async fn secrets_in_a_pasted_log_are_redacted_and_counted() {
    let text = "C: AUTH PLAIN AGNhbmFyeQBjYW5hcnk=\nS: 535 5.7.8 Username and Password not accepted, password=canary";
    let answer = post("/api/v1/explain", "*/*", json!({"text": text}).to_string()).await;
    assert!(!answer.text.contains("canary") && !answer.text.contains("AGNhbmFyeQBjYW5hcnk"), "{}", answer.text);
    let answer = answer.json();
    assert_eq!(answer["findings"][0]["id"], "credentials-rejected");
    assert_eq!(answer["facts"]["redacted"], 2);
    let span = &answer["findings"][0]["span"];
    let (start, end) = (span["start"].as_u64().unwrap() as usize, span["end"].as_u64().unwrap() as usize);
    assert!(text[start..end].starts_with("Username and Password not accepted"), "{}", &text[start..end]);
}
