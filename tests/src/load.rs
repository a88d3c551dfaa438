//! Many probes at once, of servers of which a third misbehave; and what that leaves in the service.

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

/// What a server does.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Manner {
    Good,
    /// Ends the connection instead of answering EHLO.
    Drops,
    /// Never answers EHLO.
    Stalls,
    /// Speaks no SMTP.
    Garbles,
    /// Greets without end.
    GoesOn,
}

/// Of twelve probes, eight meet a good server, and one each of the others.
const MANNERS: [Manner; 5] = [Manner::Good, Manner::Drops, Manner::Stalls, Manner::Garbles, Manner::GoesOn];

/// What came of many probes.
#[derive(Debug)]
pub struct Outcome {
    /// Probes that ended with a report, by their first finding; `none` where all was fine.
    pub reports: BTreeMap<String, usize>,
    /// Everything else, in words.
    pub others: Vec<String>,
    /// The longest time of one, queueing included.
    pub slowest: Duration,
    /// The time of all.
    pub elapsed: Duration,
}

/// What a service takes of the system.
#[derive(Clone, Copy, Debug)]
pub struct Footprint {
    /// Resident memory in megabytes.
    pub megabytes: f64,
    /// Open files, connections among them.
    pub files: u64,
}

/// A name server that knows the sender of the probes.
pub async fn name_server() -> FakeDns {
    let records = vec![mx(10, "mail.example.test"), txt("v=spf1 mx -all")];
    let policy = vec![txt("v=DMARC1; p=none")];
    let names = [("example.test", Dns::Records(records)), ("_dmarc.example.test", Dns::Records(policy))];
    FakeDns::start(&names).await
}

/// Runs `count` probes by the service at `url`, `at_once` at a time.
///
/// # Errors
///
/// If no server can be started.
pub async fn run(url: &str, count: usize, at_once: usize) -> Result<Outcome> {
    let mut ports = Vec::new();
    let mut servers = JoinSet::new();
    for manner in MANNERS {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        ports.push(listener.local_addr()?.port());
        servers.spawn(serve(listener, manner));
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
        // 0 to 7 are good.
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

/// What the service at `url` takes now, by its own metrics.
///
/// # Errors
///
/// If it does not tell.
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

async fn serve(listener: TcpListener, manner: Manner) {
    let mut clients = JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        // A client that hangs up early is what this is about.
        clients.spawn(async move { behave(stream, manner).await.ok() });
        while clients.try_join_next().is_some() {}
    }
}

async fn behave(stream: TcpStream, manner: Manner) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    match manner {
        Manner::Garbles => stream.write_all(&[&b"\x16\x03\xff\0\n"[..], &[0xfe; 2_000][..]].concat()).await?,
        Manner::GoesOn => loop {
            stream.write_all(&b"220-there is more\r\n".repeat(100)).await?;
        },
        Manner::Good | Manner::Drops | Manner::Stalls => stream.write_all(b"220 load\r\n").await?,
    }
    let mut line = String::new();
    while stream.read_line(&mut line).await? > 0 {
        match manner {
            Manner::Drops => return Ok(()),
            Manner::Good => {
                let code = if line.starts_with("QUIT") { "221" } else { "250" };
                stream.write_all(format!("{code} ok\r\n").as_bytes()).await?;
            }
            Manner::Stalls | Manner::Garbles | Manner::GoesOn => {}
        }
        line.clear();
    }
    Ok(())
}
