//! From text to findings: finds words and codes, ranks the matching entries, and refines them with the settings.

use std::borrow::Cow;

use smtp_doctor_catalogue::Entry;
use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Severity;
use smtp_doctor_model::Span;
use smtp_doctor_model::Stage;
use smtp_doctor_settings::AuthForm;
use smtp_doctor_settings::SettingsForm;
use smtp_doctor_settings::check;
use smtp_doctor_settings::provider;
use smtp_doctor_settings::provider::PasswordKind;
use smtp_doctor_settings::provider::Provider;
use smtp_doctor_smtp::Reply;

use crate::codes;
use crate::codes::Codes;
use crate::decode;
use crate::explanation::Explanation;
use crate::explanation::ExplanationFacts;
use crate::explanation::ReplySeen;
use crate::index::Index;
use crate::index::PATTERNS;
use crate::rank;
use crate::rank::EvidenceKind;
use crate::rank::Hints;
use crate::rank::RankedEntry;
use crate::redact::Redaction;
use crate::tokens::Words;

/// The most findings of one text. A text with more is a log, which is better explained in parts.
const MAX_FINDINGS: usize = 5;

/// Explains an error text. If known, `stage` and `settings` make the answer more precise.
pub fn explain(text: &str, stage: Option<Stage>, settings: Option<&SettingsForm>) -> Explanation {
    let decoded = decode::transfer(text);
    let same = matches!(decoded, Cow::Borrowed(_));
    let redaction = Redaction::of(&decoded);
    let text = &*redaction.text;
    let words = Words::split(text);
    let codes = Codes::of(text, &words);
    let service = settings.and_then(|it| provider::by_host(&it.server.trim().to_lowercase()));
    let mut hints =
        Hints { stages: stage.into_iter().collect(), providers: service.map(|it| it.id).into_iter().collect() };
    let candidates = rank::candidates(Index::catalogue(), &words, &codes, &mut hints);
    let mut findings: Vec<Finding> = Vec::new();
    for (i, candidate) in candidates.iter().take(MAX_FINDINGS).enumerate() {
        let severity =
            if i == 0 || is_separate_problem(candidate, &candidates[..i]) { Severity::Error } else { Severity::Info };
        let span = (words.list[candidate.start].start, words.list[candidate.end.min(words.list.len()) - 1].end);
        let finding = Finding::new(candidate.entry, severity).proven_by(surrounding_line(text, span));
        let pasted = same.then(|| Span::of_bytes(&decoded, redaction.original(span.0), redaction.original(span.1)));
        findings.push(Finding { span: pasted, ..finding });
    }
    if let Some(form) = settings {
        refine(&mut findings, form, service);
    }
    if findings.is_empty() {
        findings.push(Finding::warning(&NOT_RECOGNISED));
    }
    let replies = codes::replies(text, &words, &codes);
    let refusal = replies.iter().find(|it| it.code >= 400);
    if let Some(refusal) = refusal {
        findings[0].detail = describe_refusal(refusal);
    }
    let transient = refusal.map(|it| it.code < 500);
    let facts = ExplanationFacts {
        stage: hints.stages.first().copied(),
        provider: hints.providers.first().map(|it| Cow::Borrowed(*it)),
        transient,
        redacted: redaction.count(),
    };
    Explanation { findings, replies, facts }
}

/// The entry that matches `reply`, received in `stage` from a server of `provider`; else `not-recognised`.
pub fn recognise(stage: Stage, reply: &Reply, provider: Option<&str>) -> &'static Entry {
    let text = reply.to_string();
    let words = Words::split(&text);
    let provider = provider.and_then(provider::by_id).map(|it| it.id);
    let mut hints = Hints { stages: vec![stage], providers: provider.into_iter().collect() };
    let codes = Codes::of_reply(reply);
    let candidates = rank::candidates(Index::catalogue(), &words, &codes, &mut hints);
    candidates.first().map_or(&NOT_RECOGNISED, |it| it.entry)
}

impl Index {
    /// The patterns of the catalogue, parsed once.
    pub fn catalogue() -> &'static Self {
        static INDEX: std::sync::OnceLock<Index> = std::sync::OnceLock::new();
        INDEX.get_or_init(|| Self::new(PATTERNS))
    }
}

/// Whether a candidate is a separate problem, as in a log: a full sentence elsewhere in the text.
fn is_separate_problem(candidate: &RankedEntry, before: &[RankedEntry]) -> bool {
    const APART: usize = 25;
    candidate.weight.kind >= EvidenceKind::Sentence
        && before.iter().all(|it| candidate.start > it.end + APART || candidate.end + APART < it.start)
}

/// Uses the settings to refine the findings. The same words can mean something else on another port or at another
/// service.
fn refine(findings: &mut Vec<Finding>, form: &SettingsForm, service: Option<&Provider>) {
    let Some(first) = findings.first().map(|it| it.about) else { return };
    if first.hints_at_pairing {
        let pairing = check(form).into_iter().find(|it| *it.about == PORT_SECURITY_MISMATCH);
        if let Some(pairing) = pairing {
            findings.retain(|it| *it.about != TLS_PORT_MISMATCH);
            let evidence = findings.first().map(|it| it.evidence.clone()).unwrap_or_default();
            let mismatch = Finding { about: &TLS_PORT_MISMATCH, evidence, ..pairing };
            findings.insert(0, Finding { severity: Severity::Error, ..mismatch });
        }
    }
    if *first == CREDENTIALS_REJECTED {
        if matches!(form.auth, AuthForm::MicrosoftOauth { .. }) {
            insert_second(findings, &OAUTH_TOKEN_REJECTED);
        } else if service.is_some_and(|it| it.password == PasswordKind::AppPassword) {
            insert_second(findings, &APP_PASSWORD_REQUIRED);
        }
    }
}

/// Inserts `entry` second, after the entry that the text alone suggests.
fn insert_second(findings: &mut Vec<Finding>, entry: &'static Entry) {
    if !findings.iter().any(|it| it.about == entry) {
        findings.insert(1, Finding::info(entry));
    }
}

/// The line around some words, as evidence.
fn surrounding_line(text: &str, (start, end): (usize, usize)) -> String {
    const LONGEST: usize = 300;
    let from = text[..start].rfind('\n').map_or(0, |it| it + 1);
    let to = text[end..].find('\n').map_or(text.len(), |it| end + it);
    let from = if start - from > LONGEST / 2 { floor(text, start - LONGEST / 2) } else { from };
    let to = if to - from > LONGEST { floor(text, (from + LONGEST).max(end)) } else { to };
    text[from..to].trim().to_owned()
}

/// The nearest character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|it| text.is_char_boundary(*it)).unwrap_or(0)
}

fn describe_refusal(refusal: &ReplySeen) -> String {
    let code = match refusal.enhanced {
        Some(enhanced) => format!("{} {enhanced}", refusal.code),
        None => refusal.code.to_string(),
    };
    match refusal.code {
        400..=499 => {
            format!("The server answered {code}, a temporary refusal. The same message may be accepted later.")
        }
        _ => {
            format!("The server answered {code}, a permanent refusal. Sending again without a change will fail again.")
        }
    }
}
