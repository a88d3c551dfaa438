//! Requests to the router.

use std::net::Ipv4Addr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::LazyLock;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::HeaderMap;
use axum::http::Request;
use axum::http::StatusCode;
use http_body_util::BodyExt as _;
use serde_json::Value;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Deadlines;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_server::AppState;
use smtp_doctor_server::Config;
use smtp_doctor_testkit::certs::LabCerts;
use tower::ServiceExt as _;

pub(crate) static CERTS: LazyLock<LabCerts> = LazyLock::new(|| LabCerts::generate().unwrap());

pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Answer {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("not JSON: {}", self.text))
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|it| it.to_str().unwrap()).unwrap_or_default()
    }

    /// Checks for an RFC 9457 problem with this status and type.
    #[track_caller]
    pub(crate) fn is_problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(
            (self.status.as_u16(), self.header("content-type")),
            (status, "application/problem+json"),
            "{}",
            self.text
        );
        let json = self.json();
        assert_eq!(json["type"], format!("/problems/{code}"));
        assert_eq!(json["status"], status);
        json
    }
}

pub(crate) async fn send(request: Request<Body>) -> Answer {
    send_to(Config::default(), request).await
}

/// Sends the request to a service with these settings.
pub(crate) async fn send_to(config: Config, request: Request<Body>) -> Answer {
    ask(&service(config), request).await
}

/// A service whose probes may connect to loopback addresses.
pub(crate) fn service(config: Config) -> Router {
    smtp_doctor_server::app(Arc::new(AppState::new(context(), config)))
}

pub(crate) fn context() -> Context {
    let net = Net::from_system(TargetPolicy::allowing(vec!["127.0.0.0/8".parse().unwrap()])).unwrap();
    Context {
        deadlines: Deadlines { stage: Duration::from_secs(2), ..Deadlines::default() },
        ..Context::new(net, Trust::from_system(Some(CERTS.ca.as_bytes())).unwrap())
    }
}

/// The peer address of a request, as an extension.
pub(crate) fn from(peer: &str) -> ConnectInfo<SocketAddr> {
    ConnectInfo(SocketAddr::new(peer.parse().unwrap(), 40_000))
}

/// Sends the request to a running service, from its own machine unless the request has a peer.
pub(crate) async fn ask(service: &Router, mut request: Request<Body>) -> Answer {
    let own_machine = ConnectInfo(SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000)));
    request.extensions_mut().get_or_insert(own_machine);
    let response = service.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

pub(crate) async fn get(path: &str) -> Answer {
    send(Request::get(path).body(Body::empty()).unwrap()).await
}

pub(crate) async fn post(path: &str, accept: &str, body: impl Into<Body>) -> Answer {
    let request = Request::post(path).header("content-type", "application/json").header("accept", accept);
    send(request.body(body.into()).unwrap()).await
}
