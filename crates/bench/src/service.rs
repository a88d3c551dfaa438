//! The service: memory at rest and under load, and checks per second beside a bare Axum echo.

use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use axum::Router;
use axum::body::Bytes;
use axum::routing::post;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::load;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::process::Command;
use tokio::task::JoinSet;

const PROBES: usize = 10_000;
const AT_ONCE: usize = 500;
/// Each stage may take so long; a probe of a server that stalls takes as long as the stage.
const TIMEOUT: &str = "2";
/// A service that nobody asks may take so many megabytes.
const IDLE_BOUND: f64 = 20.0;
/// Checks are to be at least this many times as fast as the echo.
const ECHO_BOUND: f64 = 0.8;
const CLIENTS: usize = 32;
const FOR: Duration = Duration::from_secs(2);
/// Each side in turn so often; the medians are compared.
const ROUNDS: usize = 9;

pub(crate) async fn measure() -> Result<()> {
    load().await?;
    throughput().await
}

async fn load() -> Result<()> {
    let places = AT_ONCE.to_string();
    let dns = load::name_server().await;
    let name_server = dns.address.to_string();
    let flags = ["--allow-target", "127.0.0.0/8", "--timeout", TIMEOUT, "--max-probes", &places, "--log", "warn"];
    let doctor = Doctor::serve(&[&flags[..], &["--name-server", &name_server]].concat()).await?;
    let idle = load::footprint(&doctor.url).await?;
    crate::report("memory of an idle service / bound", idle.megabytes, IDLE_BOUND, "MB")?;
    let watching = tokio::spawn({
        let url = doctor.url.clone();
        async move {
            let mut most = 0.0_f64;
            while let Ok(now) = load::footprint(&url).await {
                most = most.max(now.megabytes);
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
            most
        }
    });
    let outcome = load::run(&doctor.url, PROBES, AT_ONCE).await?;
    let reports: usize = outcome.reports.values().sum();
    ensure!(reports == PROBES, "only {reports} reports of {PROBES}: {:?}", outcome.others.first());
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = load::footprint(&doctor.url).await?;
    crate::line(&format!("{PROBES} probes, {AT_ONCE} at once: {:?}", outcome.reports))?;
    crate::report("reports of 10,000 probes, a third of faulty servers / all", reports as f64, PROBES as f64, "")?;
    crate::report("the slowest of them / its deadline", outcome.slowest.as_secs_f64(), 4.0 * 2.0 + 2.0, "s")?;
    crate::report("probes per second / AT_ONCE", PROBES as f64 / outcome.elapsed.as_secs_f64(), AT_ONCE as f64, "/s")?;
    crate::report("memory after them / idle", after.megabytes, idle.megabytes, "MB")?;
    crate::report("open files after them / idle", after.files as f64, idle.files as f64, "")?;
    drop(doctor);
    crate::report("most memory under load / idle", watching.await?, idle.megabytes, "MB")
}

async fn throughput() -> Result<()> {
    let form =
        r#"{"server":"mail.example.com","port":465,"security":"tls","from":"a@example.com","to":"b@example.com"}"#;
    let doctor = Doctor::serve(&["--log", "info"]).await?;
    let echo = Echo::start().await?;
    let address = |url: &str| url.trim_start_matches("http://").trim_end_matches('/').to_owned();
    for (what, query) in [("without texts", "?text=none"), ("with texts", "")] {
        let check = request(&format!("/api/v1/check{query}"), form);
        let size = exchange(&mut TcpStream::connect(address(&doctor.url)).await?, &check, &mut Vec::new()).await?;
        let same_size = request("/", &"x".repeat(size));
        let (mut ours, mut bare) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            bare.push(rate(&address(&echo.url), &same_size).await?);
            ours.push(rate(&address(&doctor.url), &check).await?);
        }
        let (ours, bare) = (crate::median(ours), crate::median(bare));
        crate::report(&format!("checks/s {what} ({size} B) / bare Axum echo"), ours, bare, "/s")?;
        crate::report(
            &format!("checks/s {what} / 0.8 times the echo (more is better)"),
            ours,
            ECHO_BOUND * bare,
            "/s",
        )?;
    }
    Ok(())
}

fn request(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Requests per second of several clients, each of which keeps its connection.
async fn rate(address: &str, request: &str) -> Result<f64> {
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CLIENTS {
        let (address, request) = (address.to_owned(), request.to_owned());
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let (mut count, mut buffer) = (0_u32, Vec::new());
            while begun.elapsed() < FOR {
                exchange(&mut stream, &request, &mut buffer).await?;
                count += 1;
            }
            anyhow::Ok(count)
        });
    }
    let mut all = 0;
    while let Some(ended) = clients.join_next().await {
        all += ended??;
    }
    Ok(f64::from(all) / begun.elapsed().as_secs_f64())
}

/// Sends a request and reads its answer; the size of the body.
async fn exchange(stream: &mut TcpStream, request: &str, buffer: &mut Vec<u8>) -> Result<usize> {
    stream.write_all(request.as_bytes()).await?;
    buffer.clear();
    loop {
        ensure!(stream.read_buf(buffer).await? > 0, "the connection ended");
        let Some(head) = buffer.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head])?;
        ensure!(text.starts_with("HTTP/1.1 200"), "{text}");
        let length = text.lines().find_map(|it| it.strip_prefix("content-length: ")).context("no length")?;
        let length: usize = length.parse()?;
        if buffer.len() == head + 4 + length {
            return Ok(length);
        }
    }
}

/// The bare echo, in a process of its own; it ends when it is dropped.
struct Echo {
    url: String,
    _child: tokio::process::Child,
}

impl Echo {
    async fn start() -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .arg("bare-echo")
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let stdout = child.stdout.take().context("no pipe")?;
        let url = BufReader::new(stdout).lines().next_line().await?.context("no address")?;
        Ok(Self { url, _child: child })
    }
}

/// The process of the bare echo.
pub(crate) async fn bare_echo() -> Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    crate::line(&listener.local_addr()?.to_string())?;
    axum::serve(listener, Router::new().route("/", post(|body: Bytes| async { body }))).await?;
    Ok(())
}
