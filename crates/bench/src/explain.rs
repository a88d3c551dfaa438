//! Explanations: accuracy and time.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::time::Instant;

use anyhow::Context as _;
use anyhow::Result;
use regex::bytes::RegexSet;
use regex::bytes::RegexSetBuilder;
use serde::Deserialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::explain;
use smtp_doctor_core::explain::Index;

use crate::results;
use crate::workspace;

/// The bound for a text of 300 bytes, in microseconds.
const TEXT_BOUND_US: f64 = 20.0;
/// The bound for a log of 1 MB, in milliseconds.
const LOG_BOUND_MS: f64 = 50.0;

/// A line of the corpus: a real or made-up text, with the entry that an expert chose for it.
#[derive(Deserialize)]
struct Line {
    text: String,
    slug: String,
    also: Vec<String>,
}

/// The results of a family: the number of texts, those with the right first finding, and those with the right finding among the
/// first two.
#[derive(Default)]
struct Score {
    texts: u32,
    first: u32,
    first_two: u32,
}

pub(crate) fn measure() -> Result<()> {
    accuracy()?;
    speed()?;
    beside_regular_expressions()
}

fn accuracy() -> Result<()> {
    let path = workspace::root().join("crates/explain/tests/corpus/errors.jsonl");
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
        results::line(&format!(
            "explain, {family}: {texts} texts, first right {first:.1} %, in first two {first_two:.1} %"
        ))?;
    }
    Ok(())
}

/// A program's output after a refused sign-in: 300 bytes.
const TEXT: &str = "smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is \
                    disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. \
                    [AM0PR02CA0101.eurprd02.prod.outlook.com 2026-11-24T01:02:03.456Z 08DD0123456789AB]') while sending the \
                    daily report to 12 people";

/// The median time of `work` in microseconds.
fn microseconds(rounds: u32, mut work: impl FnMut()) -> f64 {
    let times = (0..15).map(|_| {
        let begun = Instant::now();
        for _ in 0..rounds {
            work();
        }
        begun.elapsed().as_secs_f64() * 1e6 / f64::from(rounds)
    });
    results::median(times.collect())
}

fn speed() -> Result<()> {
    // Builds the index before the measurement.
    Index::catalogue();
    let text = microseconds(2_000, || drop(black_box(explain(black_box(TEXT), None, None))));
    results::report("explain a text of 300 bytes / bound", text, TEXT_BOUND_US, "us")?;
    let line = "Nov 24 01:02:03 mx postfix/smtp[4711]: 4F2B1: to=<a@example.com>, relay=mx.example.com[192.0.2.1]:25, \
                status=sent (250 2.0.0 Ok: queued as 77)\n";
    let log = line.repeat(1_000_000 / line.len()) + TEXT;
    let log = microseconds(1, || drop(black_box(explain(black_box(&log), None, None)))) / 1e3;
    results::report("explain a log of 1 MB / bound", log, LOG_BOUND_MS, "ms")
}

/// The rival: the same phrases as one set of regular expressions. It only tells which phrases occur, without codes, stages or
/// ranking.
fn beside_regular_expressions() -> Result<()> {
    let begun = Instant::now();
    let set = regular_expressions()?;
    let set_ready = begun.elapsed().as_secs_f64() * 1e3;
    let begun = Instant::now();
    black_box(Index::new(explain::PATTERNS));
    let ours_ready = begun.elapsed().as_secs_f64() * 1e3;
    results::report("patterns read / RegexSet of the same", ours_ready, set_ready, "ms")?;
    let ours = microseconds(500, || drop(black_box(explain(black_box(TEXT), None, None))));
    let rival = microseconds(500, || drop(black_box(set.matches(black_box(TEXT.as_bytes())))));
    results::report("explain a text of 300 bytes / RegexSet", ours, rival, "us")
}

fn regular_expressions() -> Result<RegexSet> {
    let patterns = explain::PATTERNS;
    let lines = patterns.lines().filter(|it| !it.is_empty() && !it.starts_with(['[', '#']));
    let expressions = lines.map(|it| it.split_once(" : ").map_or(it, |(_, expression)| expression));
    let phrases = expressions.flat_map(|it| it.split('&')).map(|it| it.trim().trim_start_matches('!'));
    let set = phrases.filter(|it| !it.is_empty() && !it.ends_with(':')).map(regular_expression);
    RegexSetBuilder::new(set)
        .case_insensitive(true)
        .unicode(false)
        .size_limit(1 << 31)
        .dfa_size_limit(1 << 28)
        .build()
        .context("the patterns do not compile to regular expressions")
}

/// A phrase as a regular expression. The phrase language is in crates/explain/src/pattern.rs.
fn regular_expression(phrase: &str) -> String {
    let spaced = phrase.replace('(', " ( ").replace(')', " ) ").replace('|', " | ");
    let pieces = spaced.split_whitespace().map(|piece| match piece {
        "(" => "(?:".to_owned(),
        "|" | ")" => piece.to_owned(),
        "_" => r"\w+\W+".to_owned(),
        "..." => r"(?:\w+\W+){0,8}".to_owned(),
        word => match word.strip_suffix('*') {
            Some(start) => format!(r"{}\w*\W*", regex::escape(start)),
            None => format!(r"{}\W*", regex::escape(word)),
        },
    });
    pieces.collect()
}
