//! The service: memory at rest and under load, and the time of a check at a fixed rate.

use std::time::Duration;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::load;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::results;

const PROBES: usize = 10_000;
const AT_ONCE: usize = 500;
/// The time limit of a stage, in seconds. A probe of a server that stalls takes this long.
const TIMEOUT: &str = "2";
/// The bound for the memory of an idle service, in megabytes.
const IDLE_BOUND: f64 = 20.0;
/// Checks per second, on two cores that service and clients share.
const RATE: u32 = 5_000;
/// The bound for the 99th percentile of the time of a check, in milliseconds.
const P99_BOUND: f64 = 20.0;
/// Connections that share the rate.
const CLIENTS: u32 = 50;
const FOR: Duration = Duration::from_secs(20);

pub(crate) async fn measure() -> Result<()> {
    load().await?;
    checks().await
}

async fn load() -> Result<()> {
    let max_probes = AT_ONCE.to_string();
    let dns = load::name_server().await;
    let name_server = dns.address.to_string();
    let flags = ["--allow-target", "127.0.0.0/8", "--timeout", TIMEOUT, "--max-probes", &max_probes, "--log", "warn"];
    let doctor = Doctor::serve(&[&flags[..], &["--name-server", &name_server]].concat()).await?;
    let idle = load::footprint(&doctor.url).await?;
    results::report("memory of an idle service / bound", idle.megabytes, IDLE_BOUND, "MB")?;
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
    results::line(&format!("{PROBES} probes, {AT_ONCE} at once: {:?}", outcome.reports))?;
    results::report("reports of 10,000 probes, a third of faulty servers / all", reports as f64, PROBES as f64, "")?;
    results::report("the slowest of them / its deadline", outcome.slowest.as_secs_f64(), 4.0 * 2.0 + 2.0, "s")?;
    results::report(
        "probes per second / AT_ONCE",
        PROBES as f64 / outcome.elapsed.as_secs_f64(),
        AT_ONCE as f64,
        "/s",
    )?;
    results::report("memory after them / idle", after.megabytes, idle.megabytes, "MB")?;
    results::report("open files after them / idle", after.files as f64, idle.files as f64, "")?;
    drop(doctor);
    results::report("most memory under load / idle", watching.await?, idle.megabytes, "MB")
}

/// Checks at a fixed rate, whether those before them were answered or not.
async fn checks() -> Result<()> {
    let form =
        r#"{"server":"mail.example.com","port":465,"security":"tls","from":"a@example.com","to":"b@example.com"}"#;
    let doctor = Doctor::serve(&["--log", "info"]).await?;
    let address = doctor.url.trim_start_matches("http://").trim_end_matches('/');
    let begun = Instant::now();
    let mut times = at_rate(address, &request("/api/v1/check", form)).await?;
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    let percentile = |of: usize| times.get(times.len() * of / 100).map_or(f64::NAN, |it| it.as_secs_f64() * 1_000.0);
    results::report("checks answered per second / asked for", rate, f64::from(RATE), "/s")?;
    results::report("time of a check, median / bound of p99", percentile(50), P99_BOUND, "ms")?;
    results::report("time of a check, p99 / bound", percentile(99), P99_BOUND, "ms")
}

fn request(path: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Sends [`RATE`] requests per second for a while, by clients that keep their connections. The time of each, from when it
/// was due: one that had to wait for the one before it counts that, too.
async fn at_rate(address: &str, request: &str) -> Result<Vec<Duration>> {
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for client in 0..CLIENTS {
        let (address, request) = (address.to_owned(), request.to_owned());
        clients.spawn(async move {
            let mut stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            let (mut times, mut buffer) = (Vec::new(), Vec::new());
            for number in (client..).step_by(CLIENTS as usize) {
                let after = Duration::from_secs(1) * number / RATE;
                if after > FOR {
                    break;
                }
                tokio::time::sleep_until((begun + after).into()).await;
                exchange(&mut stream, &request, &mut buffer).await?;
                times.push((begun + after).elapsed());
            }
            anyhow::Ok(times)
        });
    }
    let mut all = Vec::new();
    while let Some(ended) = clients.join_next().await {
        all.extend(ended??);
    }
    Ok(all)
}

/// Sends a request and reads its answer.
async fn exchange(stream: &mut TcpStream, request: &str, buffer: &mut Vec<u8>) -> Result<()> {
    stream.write_all(request.as_bytes()).await?;
    buffer.clear();
    loop {
        ensure!(stream.read_buf(buffer).await? > 0, "the connection ended");
        let Some(head) = buffer.windows(4).position(|it| it == b"\r\n\r\n") else { continue };
        let text = std::str::from_utf8(&buffer[..head])?;
        ensure!(text.starts_with("HTTP/1.1 200"), "{text}");
        let length = text.lines().find_map(|it| it.strip_prefix("content-length: ")).context("no length")?;
        if buffer.len() == head + 4 + length.parse::<usize>()? {
            return Ok(());
        }
    }
}
