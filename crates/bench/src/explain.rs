//! Explanations: how often they are right, and how long they take.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use serde::Deserialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::explain;
use smtp_doctor_core::explain::Index;

/// A text of 300 bytes within this many microseconds, a megabyte of log within this many milliseconds.
const TEXT_BOUND_US: f64 = 20.0;
const LOG_BOUND_MS: f64 = 50.0;

/// A line of the project's corpus: real texts and own examples, with the entry that a careful reader names.
#[derive(Deserialize)]
struct Line {
    text: String,
    slug: String,
    also: Vec<String>,
}

/// Texts of a family: how many, right at first, right among the first two.
#[derive(Default)]
struct Score {
    texts: u32,
    first: u32,
    first_two: u32,
}

pub(crate) fn measure() -> Result<()> {
    accuracy()?;
    speed()
}

fn accuracy() -> Result<()> {
    let path = crate::root().join("crates/core/tests/corpus/errors.jsonl");
    let corpus = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    for line in corpus.lines() {
        let line: Line = serde_json::from_str(line)?;
        let entry = catalogue::entry(&line.slug).with_context(|| format!("no entry {}", line.slug))?;
        let explanation = explain(&line.text, None, None);
        let right = |count: usize| {
            let mut found = explanation.findings.iter().take(count);
            u32::from(found.any(|it| it.about.slug == line.slug || line.also.iter().any(|also| also == it.about.slug)))
        };
        for family in [entry.family.label(), "all"] {
            let score = scores.entry(family).or_default();
            score.texts += 1;
            score.first += right(1);
            score.first_two += right(2);
        }
    }
    for (family, Score { texts, first, first_two }) in scores {
        let percent = |count: u32| f64::from(count) * 100.0 / f64::from(texts);
        let (first, first_two) = (percent(first), percent(first_two));
        crate::line(&format!(
            "explain, {family}: {texts} texts, first right {first:.1} %, in first two {first_two:.1} %"
        ))?;
    }
    Ok(())
}

fn speed() -> Result<()> {
    const ROUNDS: u32 = 2_000;
    // Read once, before the clock runs.
    Index::of_catalogue();
    let text = "smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is \
                disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. \
                [AM0PR02CA0101.eurprd02.prod.outlook.com 2026-11-24T01:02:03.456Z 08DD0123456789AB]') while sending the \
                daily report to 12 people";
    let times = (0..15)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..ROUNDS {
                black_box(explain(black_box(text), None, None));
            }
            begun.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
        })
        .collect();
    crate::report("explain a text of 300 bytes / bound", crate::median(times), TEXT_BOUND_US, "us")?;
    let line = "Nov 24 01:02:03 mx postfix/smtp[4711]: 4F2B1: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, \
                status=sent (250 2.0.0 Ok: queued as 77)\n";
    let log = line.repeat(1_000_000 / line.len()) + text;
    let times = (0..5)
        .map(|_| {
            let begun = Instant::now();
            black_box(explain(black_box(&log), None, None));
            begun.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    crate::report("explain a log of 1 MB / bound", crate::median(times), LOG_BOUND_MS, "ms")
}
