//! The files of the page, and the headers of every response.

use crate::support::*;

#[tokio::test]
async fn every_response_has_security_headers() {
    for path in ["/", "/healthz", "/api/v1/nothing", "/nothing"] {
        let answer = get(path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{path}: {policy}");
        assert_eq!(policy.contains("script-src 'self' 'wasm-unsafe-eval'"), path == "/", "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert!(!answer.header("cache-control").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn missing_files_are_problems() {
    get("/nothing").await.is_problem(404, "not-found");
    get("/../Cargo.toml").await.is_problem(404, "not-found");
    get("/index.html.br").await.is_problem(404, "not-found");
    post("/", "*/*", "{}").await.is_problem(405, "method-not-allowed");
}
