//! Tests over real connections: slow clients, disconnects, shutdown, TLS.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use std::time::Instant;

use serde_json::json;
use smtp_doctor_server::AppState;
use smtp_doctor_server::Config;
use smtp_doctor_server::Tls;
use smtp_doctor_testkit::certs::Leaf;
use smtp_doctor_testkit::http::exchange;
use smtp_doctor_testkit::http::get;
use smtp_doctor_testkit::http::post;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::Step;
use smtp_doctor_testkit::script::say;
use smtp_doctor_testkit::wait::eventually;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::sync::Notify;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::task::JoinSet;

use crate::support::CERTS;
use crate::support::context;

/// The time limit for everything that these tests wait for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A service on a socket. `stop` shuts it down.
struct Running {
    address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    reload: Arc<Notify>,
    served: JoinHandle<std::io::Result<()>>,
}

async fn start(config: Config, tls: Option<Tls>) -> Running {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async {
        let _ = stopped.await;
    };
    let reload = Arc::<Notify>::default();
    let state = Arc::new(AppState::new(context(), config));
    let drain = Duration::from_secs(20);
    let served = tokio::spawn(smtp_doctor_server::run(listener, tls, state, drain, reload.clone(), stopped));
    Running { address, stop: Some(stop), reload, served }
}

impl Running {
    fn stop(&mut self) {
        let _ = self.stop.take().unwrap().send(());
    }

    /// Sends `request` unchanged and returns everything until the connection ends.
    async fn send(&self, request: &str) -> String {
        exchange(self.address, request).await.unwrap()
    }
}

fn probe(port: u16, accept: &str) -> String {
    let settings = json!({"server": "127.0.0.1", "port": port, "security": "tls", "from": "a@example.com"});
    let body = json!({ "settings": settings }).to_string();
    post("/api/v1/probes", &[&format!("accept: {accept}")], &body)
}

#[tokio::test]
async fn a_disconnected_client_cancels_its_probe() {
    let running = start(Config::default(), None).await;
    for (i, accept) in ["application/json", "text/event-stream"].into_iter().enumerate() {
        let silent = Scripted::start(vec![Step::Silence]).await;
        let mut client = TcpStream::connect(running.address).await.unwrap();
        client.write_all(probe(silent.address.port(), accept).as_bytes()).await.unwrap();
        assert!(eventually(PATIENCE, async || silent.connections() > 0).await, "the probe has started");
        drop(client);
        let cancelled = format!("smtp_doctor_probes_total{{outcome=\"cancelled\"}} {}", i + 1);
        let ended = async || running.send(&get("/metrics")).await.contains(&cancelled);
        assert!(eventually(Duration::from_secs(1), ended).await, "the probe was not cancelled: {accept}");
        assert!(running.send(&get("/metrics")).await.contains("smtp_doctor_probes_running 0"));
    }
}

#[tokio::test]
async fn clients_that_send_too_slowly_are_disconnected() {
    let running = start(Config::default(), None).await;
    let started = Instant::now();
    let head = running.send("POST /api/v1/check HTTP/1.1\r\nhost: loc");
    let nothing = running.send("");
    let body = running.send(
        "POST /api/v1/check HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\
         connection: close\r\n\r\n{",
    );
    let (head, nothing, body) = tokio::join!(head, nothing, body);
    assert!(head.is_empty() || head.starts_with("HTTP/1.1 408"), "{head}");
    assert_eq!(nothing, "");
    assert!(body.starts_with("HTTP/1.1 408") && body.contains("/problems/too-slow"), "{body}");
    assert!(started.elapsed() < Duration::from_secs(15), "{:?}", started.elapsed());
}

#[tokio::test]
async fn connections_over_the_limit_wait_for_a_free_slot() {
    let running = start(Config { max_connections: 2, ..Config::default() }, None).await;
    let first = TcpStream::connect(running.address).await.unwrap();
    let _second = TcpStream::connect(running.address).await.unwrap();
    let mut third = TcpStream::connect(running.address).await.unwrap();
    third.write_all(get("/healthz").as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    let early = tokio::time::timeout(Duration::from_millis(300), third.read_exact(&mut answer)).await;
    assert!(early.is_err(), "the third connection was served: {early:?}");
    drop(first);
    third.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

#[tokio::test]
async fn oversized_requests_are_refused_before_they_are_read() {
    let running = start(Config::default(), None).await;
    let answer = running
        .send(
            "POST /api/v1/check HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n\
             content-length: 4000000000\r\nconnection: close\r\n\r\n{",
        )
        .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    let head = format!("GET / HTTP/1.1\r\nhost: localhost\r\nx: {}\r\n\r\n", "x".repeat(1_000_000));
    let answer = running.send(&head).await;
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 431"), "{answer:.200}");
}

#[tokio::test]
async fn running_probes_finish_before_the_service_stops() {
    let slow = Scripted::start(vec![Step::Sleep(Duration::from_millis(1_200)), say("554 closed")]).await;
    let mut running = start(Config { probe_slots: 20, queue_length: 1, ..Config::default() }, None).await;
    let (request, address) = (probe(slow.address.port(), "application/json"), running.address);
    let ask = || {
        let request = request.clone();
        async move { exchange(address, &request).await.unwrap() }
    };
    let started: Vec<_> = (0..20).map(|_| tokio::spawn(ask())).collect();
    assert!(eventually(PATIENCE, async || slow.connections() == 20).await, "{} have started", slow.connections());
    // Of two more, one waits in the queue, and the other is refused because the queue is full.
    let mut more = JoinSet::from_iter([ask(), ask()]);
    let full = more.join_next().await.unwrap().unwrap();
    assert!(full.starts_with("HTTP/1.1 503") && more.try_join_next().is_none(), "{full:.300}");
    running.stop();
    for client in started {
        let answer = client.await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("\"service-unavailable\""), "{answer:.300}");
    }
    let waiting = more.join_next().await.unwrap().unwrap();
    assert!(waiting.starts_with("HTTP/1.1 503") && waiting.contains("retry-after"), "{waiting:.300}");
    running.served.await.unwrap().unwrap();
    assert!(TcpStream::connect(running.address).await.is_err());
}

#[tokio::test]
async fn built_in_tls_loads_a_renewed_certificate() {
    let folder = tempfile::tempdir().unwrap();
    let tls = Tls { certificate: folder.path().join("cert.pem"), key: folder.path().join("key.pem") };
    let write = |leaf: &Leaf| {
        std::fs::write(&tls.certificate, &leaf.chain).unwrap();
        std::fs::write(&tls.key, &leaf.key).unwrap();
    };
    write(&CERTS.good);
    let running = start(Config::default(), Some(tls.clone())).await;
    let client = || {
        let ca = reqwest::Certificate::from_pem(CERTS.ca.as_bytes()).unwrap();
        let _ = rustls::crypto::ring::default_provider().install_default();
        reqwest::Client::builder().tls_certs_only([ca]).pool_max_idle_per_host(0).build().unwrap()
    };
    let url = format!("https://localhost:{}/healthz", running.address.port());
    assert!(client().get(&url).send().await.unwrap().status().is_success());
    // An invalid certificate: the old one stays.
    std::fs::write(&tls.certificate, "not a certificate").unwrap();
    running.reload.notify_one();
    let failed = async || client().get(&url).send().await.is_err();
    assert!(!eventually(Duration::from_millis(100), failed).await, "the old certificate was dropped");
    // A certificate for another name shows that it was loaded.
    write(&CERTS.wrong_host);
    running.reload.notify_one();
    assert!(eventually(PATIENCE, failed).await, "the old certificate is still in use");
}
