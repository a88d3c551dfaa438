//! The probe: CPU compared with the lower bound, round trips, and probes per second compared with rivals.

use std::time::Duration;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use futures_util::StreamExt as _;
use futures_util::TryStreamExt as _;
use futures_util::future;
use futures_util::stream;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_e2e::lab::MailLab;
use smtp_doctor_probe::Context;
use smtp_doctor_probe::Plan;
use smtp_doctor_probe::Trust;
use smtp_doctor_probe::net::Net;
use smtp_doctor_probe::policy::TargetPolicy;
use smtp_doctor_testkit::certs::LabCerts;
use tokio::io::AsyncReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::net::TcpStream;

use crate::bare;
use crate::fake::Fake;
use crate::results;
use crate::rivals;

/// The probe's CPU may be this many times that of the bare exchange.
const CPU_BOUND: f64 = 1.2;
const ROUNDS: u32 = 1_000;
/// Concurrent probes in the comparison of rates.
const AT_ONCE: u32 = 128;

pub(crate) async fn measure() -> Result<()> {
    let fake = Fake::start().await?;
    let ctx = context(&fake.ca)?;
    let settings = settings(fake.port, "ssl")?;
    let connector = bare::connector(&fake.ca)?;
    // Warm-up: do not measure cold caches and lazy initialisation.
    run(&ctx, &settings).await?;
    bare::exchange(&connector, fake.port).await?;

    let (mut ours, mut bound) = (Vec::new(), Vec::new());
    for _ in 0..5 {
        let cpu = cpu_ms()?;
        for _ in 0..ROUNDS {
            run(&ctx, &settings).await?;
        }
        ours.push((cpu_ms()? - cpu) / f64::from(ROUNDS));
        let cpu = cpu_ms()?;
        for _ in 0..ROUNDS {
            bare::exchange(&connector, fake.port).await?;
        }
        bound.push((cpu_ms()? - cpu) / f64::from(ROUNDS));
    }
    let bound = results::median(bound);
    results::report("CPU per probe / bare tokio + rustls exchange", results::median(ours.clone()), bound, "ms")?;
    results::report("CPU per probe / 1.2 times the bare exchange", results::median(ours), CPU_BOUND * bound, "ms")?;
    // STARTTLS needs two more round trips than implicit TLS before its handshake.
    round_trips(&ctx, fake.port, "ssl", 5.0).await?;
    round_trips(&ctx, fake.starttls_port, "tls", 7.0).await?;
    crate::command::measure(&fake).await?;
    postfix().await?;
    let ours = rate(|| run(&ctx, &settings)).await?;
    let bare = rate(|| bare::exchange(&connector, fake.port)).await?;
    let lettre = rivals::lettre(fake.port, &fake.ca)?;
    let lettre = rate(|| rivals::verify(&lettre)).await?;
    let others = rivals::rates(fake.port, &fake.ca, AT_ONCE).await?;
    let named = [("bare exchange", bare), ("lettre test_connection()", lettre)];
    for (name, rate) in named.into_iter().chain(others) {
        results::report(&format!("{name}, per second, {AT_ONCE} at once / ours"), rate, ours, "/s")?;
    }
    Ok(())
}

/// Calls of `once` per second, [`AT_ONCE`] at a time; the median of three rounds.
async fn rate<T, F: Future<Output = Result<T>>>(once: impl Fn() -> F) -> Result<f64> {
    let mut rates = Vec::new();
    for _ in 0..3 {
        let begun = Instant::now();
        stream::iter(0..2 * ROUNDS)
            .map(|_| once())
            .buffer_unordered(AT_ONCE as usize)
            .try_for_each(|_| future::ready(Ok(())))
            .await?;
        rates.push(f64::from(2 * ROUNDS) / begun.elapsed().as_secs_f64());
    }
    Ok(results::median(rates))
}

pub(crate) fn context(ca: &str) -> Result<Context> {
    let net = Net::from_system(TargetPolicy::allowing(vec!["127.0.0.0/8".parse()?]))?;
    Ok(Context::new(net, Trust::from_system(Some(ca.as_bytes()))?))
}

pub(crate) fn settings(port: u16, security: &str) -> Result<Settings> {
    let form = serde_json::json!({"server": "127.0.0.1", "port": port, "security": security,
        "auth": {"method": "password", "username": "user@example.test", "password": "secret"},
        "from": "user@example.test", "to": "other@example.test"});
    Settings::parse(&serde_json::from_value(form)?).settings.context("settings with errors")
}

pub(crate) async fn run(ctx: &Context, settings: &Settings) -> Result<ProbeReport> {
    let report = smtp_doctor_probe::run(ctx, settings, &Plan::default(), &mut |_| {}).await;
    ensure!(report.passed, "the probe failed: {:?}", report.findings);
    Ok(report)
}

/// EHLO inside TLS at a real Postfix, which uses Nagle's algorithm. The bound is the 40 ms that a delayed acknowledgement of
/// its session tickets would cost.
async fn postfix() -> Result<()> {
    let certs = LabCerts::generate()?;
    let lab = match smtp_doctor_e2e::lab::available() {
        Ok(()) => MailLab::start(&certs)?,
        Err(why) => return results::line(&format!("skipped: Postfix: {why}")),
    };
    let (ctx, settings) = (context(&certs.ca)?, settings(lab.smtps, "ssl")?);
    let mut measured = Vec::new();
    for _ in 0..50 {
        let report = smtp_doctor_probe::run(&ctx, &settings, &Plan::default(), &mut |_| {}).await;
        ensure!(report.passed, "the probe of Postfix failed: {:?}", report.findings);
        measured.extend(report.stages.iter().filter(|it| it.stage == Stage::Ehlo).map(|it| it.elapsed_ms));
    }
    results::report("EHLO inside TLS at Postfix / a delayed acknowledgement", results::median(measured), 40.0, "ms")
}

/// Round trips from connecting to the AUTH verdict, measured through a relay that delays everything by half a round trip.
async fn round_trips(ctx: &Context, port: u16, security: &str, bound: f64) -> Result<()> {
    const ROUND_TRIP: Duration = Duration::from_millis(40);
    let relay = TcpListener::bind("127.0.0.1:0").await?;
    let settings = settings(relay.local_addr()?.port(), security)?;
    tokio::spawn(async move {
        while let Ok((client, _)) = relay.accept().await {
            tokio::spawn(async move {
                let server = TcpStream::connect(("127.0.0.1", port)).await?;
                server.set_nodelay(true)?;
                client.set_nodelay(true)?;
                let (client_read, client_write) = client.into_split();
                let (server_read, server_write) = server.into_split();
                tokio::spawn(pump(server_read, client_write, ROUND_TRIP / 2));
                pump(client_read, server_write, ROUND_TRIP / 2).await
            });
        }
    });
    let mut measured = Vec::new();
    for _ in 0..5 {
        let report = run(ctx, &settings).await?;
        let to_verdict: f64 = report.stages.iter().filter(|it| it.stage <= Stage::Auth).map(|it| it.elapsed_ms).sum();
        // Connecting to the local relay takes no time, but a real network needs one more round trip.
        measured.push(to_verdict / 1_000.0 / ROUND_TRIP.as_secs_f64() + 1.0);
    }
    let what = format!("round trips to the AUTH verdict, {security} / bound");
    results::report(&what, results::median(measured), bound, "RTT")
}

/// Forwards bytes after `delay`. Chunks do not wait for each other, as on a real network.
async fn pump(
    mut from: tokio::net::tcp::OwnedReadHalf,
    mut to: tokio::net::tcp::OwnedWriteHalf,
    delay: Duration,
) -> std::io::Result<()> {
    let (sender, mut receiver) = tokio::sync::mpsc::unbounded_channel::<(tokio::time::Instant, Vec<u8>)>();
    tokio::spawn(async move {
        let mut chunk = vec![0; 16_384];
        while let Ok(length @ 1..) = from.read(&mut chunk).await {
            if sender.send((tokio::time::Instant::now() + delay, chunk[..length].to_vec())).is_err() {
                return;
            }
        }
    });
    while let Some((due, bytes)) = receiver.recv().await {
        tokio::time::sleep_until(due).await;
        to.write_all(&bytes).await?;
    }
    to.shutdown().await
}

/// CPU time of this process, in milliseconds (`/proc`, in steps of 10).
pub(crate) fn cpu_ms() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("this benchmark reads /proc")?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |i: usize| fields.get(i).and_then(|it| it.parse::<f64>().ok()).context("unexpected /proc/self/stat");
    Ok((ticks(11)? + ticks(12)?) * 10.0)
}
