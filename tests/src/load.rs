//! Many probes at once, a third of them of misbehaving servers; and the service's memory and open files.

use std::collections::BTreeMap;
use std::time::Duration;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_testkit::dns::Answer as Dns;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::dns::mx;
use smtp_doctor_testkit::dns::txt;
use smtp_doctor_testkit::http;
use smtp_doctor_testkit::http::Answer;
use tokio::io::AsyncBufReadExt as _;
use tokio::io::AsyncWriteExt as _;
use tokio::io::BufReader;
use tokio::net::TcpListener;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

/// How a server behaves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Behaviour {
    Good,
    /// Ends the connection instead of answering EHLO.
    Drops,
    /// Never answers EHLO.
    Stalls,
    /// Sends bytes that are not SMTP.
    Garbles,
    /// Sends an endless greeting.
    Floods,
}

/// Of twelve probes, eight go to the good server and one to each of the others.
const BEHAVIOURS: [Behaviour; 5] =
    [Behaviour::Good, Behaviour::Drops, Behaviour::Stalls, Behaviour::Garbles, Behaviour::Floods];

/// The results of many probes.
#[derive(Debug)]
pub struct Outcome {
    /// Probes that ended with a report, counted by their first finding; `none` is a report without findings.
    pub reports: BTreeMap<String, usize>,
    /// The errors of all other probes.
    pub others: Vec<String>,
    /// The longest time of a probe, including the time in the queue.
    pub slowest: Duration,
    /// The total time.
    pub elapsed: Duration,
}

/// The resources that a service uses.
#[derive(Clone, Copy, Debug)]
pub struct Footprint {
    /// Resident memory in megabytes.
    pub megabytes: f64,
    /// Open files, including connections.
    pub files: u64,
}

/// A name server that knows the domain of the probes' sender.
pub async fn name_server() -> FakeDns {
    let records = vec![mx(10, "mail.example.test"), txt("v=spf1 mx -all")];
    let policy = vec![txt("v=DMARC1; p=none")];
    let names = [("example.test", Dns::Records(records)), ("_dmarc.example.test", Dns::Records(policy))];
    FakeDns::start(&names).await
}

/// Runs `count` probes with the service at `url`, `at_once` at a time.
///
/// # Errors
///
/// If no server can be started.
pub async fn run(url: &str, count: usize, at_once: usize) -> Result<Outcome> {
    let mut ports = Vec::new();
    let mut servers = JoinSet::new();
    for behaviour in BEHAVIOURS {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        ports.push(listener.local_addr()?.port());
        servers.spawn(serve(listener, behaviour));
    }
    let mut outcome =
        Outcome { reports: BTreeMap::new(), others: Vec::new(), slowest: Duration::ZERO, elapsed: Duration::ZERO };
    let begun = Instant::now();
    let mut running = JoinSet::new();
    for number in 0..count {
        if running.len() >= at_once
            && let Some(ended) = running.join_next().await
        {
            outcome.note(ended?);
        }
        // Numbers 0 to 7 go to the good server.
        let port = ports[(number % 12).saturating_sub(7)];
        let url = url.to_owned();
        running.spawn(async move {
            let begun = Instant::now();
            (probe(&url, port).await, begun.elapsed())
        });
    }
    while let Some(ended) = running.join_next().await {
        outcome.note(ended?);
    }
    outcome.elapsed = begun.elapsed();
    Ok(outcome)
}

impl Outcome {
    fn note(&mut self, (ended, elapsed): (Result<Answer>, Duration)) {
        self.slowest = self.slowest.max(elapsed);
        let report = ended.and_then(|it| {
            let report: Value =
                serde_json::from_str(&it.body).with_context(|| format!("{}: {}", it.status, it.body))?;
            let slug = report["findings"].as_array().context("no report")?.first();
            Ok(slug.map_or("none", |it| it["id"].as_str().unwrap_or_default()).to_owned())
        });
        match report {
            Ok(slug) => *self.reports.entry(slug).or_default() += 1,
            Err(why) => self.others.push(format!("{why:#}")),
        }
    }
}

async fn probe(url: &str, port: u16) -> Result<Answer> {
    let settings = json!({"server": "127.0.0.1", "port": port, "security": "none", "from": "a@example.test",
        "to": "b@example.test"});
    let body = json!({ "settings": settings }).to_string();
    Ok(http::ask(url, &http::post("/api/v1/probes?text=none", &[], &body)).await?)
}

/// The current resources of the service at `url`, from its metrics.
///
/// # Errors
///
/// If the metrics are missing.
pub async fn footprint(url: &str) -> Result<Footprint> {
    let metrics = http::ask(url, &http::get("/metrics")).await?.body;
    let of = |name: &str| {
        let line = metrics.lines().find_map(|it| it.strip_prefix(name));
        line.and_then(|it| it.trim().parse::<f64>().ok()).with_context(|| format!("no {name} in {metrics}"))
    };
    Ok(Footprint {
        megabytes: of("process_resident_memory_bytes ")? / 1_048_576.0,
        files: of("process_open_fds ")? as u64,
    })
}

async fn serve(listener: TcpListener, behaviour: Behaviour) {
    let mut clients = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        // Clients may hang up early.
        clients.spawn(async move { behave(stream, behaviour).await.ok() });
        while clients.try_join_next().is_some() {}
    }
}

async fn behave(stream: TcpStream, behaviour: Behaviour) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    match behaviour {
        Behaviour::Garbles => stream.write_all(&[&b"\x16\x03\xff\0\n"[..], &[0xfe; 2_000][..]].concat()).await?,
        Behaviour::Floods => loop {
            stream.write_all(&b"220-there is more\r\n".repeat(100)).await?;
        },
        Behaviour::Good | Behaviour::Drops | Behaviour::Stalls => stream.write_all(b"220 load\r\n").await?,
    }
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        match behaviour {
            Behaviour::Drops => return Ok(()),
            Behaviour::Good => {
                let code = if line.starts_with("QUIT") { "221" } else { "250" };
                stream.write_all(format!("{code} ok\r\n").as_bytes()).await?;
            }
            Behaviour::Stalls | Behaviour::Garbles | Behaviour::Floods => {}
        }
        line.clear();
    }
    Ok(())
}
