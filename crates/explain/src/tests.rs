//! Tests of the patterns.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use smtp_doctor_catalogue::ALL;
use smtp_doctor_model::Severity;
use smtp_doctor_settings::SettingsForm;
use smtp_doctor_smtp::Reply;

use smtp_doctor_model::Stage;

use super::pattern::parse_all;
use super::*;

fn first(text: &str) -> &'static str {
    explain(text, None, None).findings[0].about.slug
}

#[test]
fn every_line_is_a_valid_pattern() {
    let (patterns, errors) = parse_all(PATTERNS);
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    assert!(patterns.iter().all(|it| it.parts.len() <= super::index::MAX_PARTS), "too many parts");
    let starts_open =
        |it: &super::pattern::Phrase| matches!(it[0], super::pattern::Element::AnyWord | super::pattern::Element::Gap);
    assert!(
        !patterns.iter().any(|it| it.parts.iter().chain(&it.excluded).any(starts_open)),
        "a phrase must begin with a word"
    );
}

/// A reply, or the text of a reply without its code, as some client programs print it.
fn said(text: &str) -> Reply {
    Reply::parse(text).unwrap_or_else(|_| Reply { code: 0, enhanced: None, lines: vec![text.to_owned()] })
}

/// A text and the entry that must rank first.
#[derive(serde::Deserialize)]
struct Example {
    entry: String,
    /// The stage of the reply; `None` for a pasted text.
    stage: Option<Stage>,
    /// The provider, if the meaning depends on it.
    provider: Option<String>,
    text: String,
}

#[test]
fn the_entry_of_each_example_ranks_first() {
    let mut wrong = Vec::new();
    let examples = include_str!("../tests/data/examples.jsonl").lines().map(|it| serde_json::from_str(it).unwrap());
    let examples: Vec<Example> = examples.collect();
    for Example { entry, stage, provider, text } in &examples {
        let found = match stage {
            Some(stage) => recognise(*stage, &said(text), provider.as_deref()).slug,
            None => first(text),
        };
        if found != entry {
            wrong.push(format!("{entry}: {text:?} at {stage:?} is recognised as {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    for entry in ALL {
        let has_patterns = PATTERNS.contains(&format!("\n[{}]\n", entry.slug));
        let has_examples = examples.iter().any(|it| it.entry == entry.slug);
        assert_eq!(has_patterns, has_examples, "{}: patterns need examples", entry.slug);
    }
}

#[test]
fn every_file_of_patterns_belongs_to_an_entry() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/patterns");
    for file in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let slug = file.file_stem().unwrap().to_string_lossy().replace('_', "-");
        assert!(slug == "hints" || smtp_doctor_catalogue::entry(&slug).is_some(), "there is no entry {slug}");
    }
}

/// A reply of Postfix, Exim or Dovecot in a situation that was provoked on purpose, and the entries for that situation.
#[derive(serde::Deserialize)]
struct Answered {
    server: String,
    situation: String,
    stage: Option<Stage>,
    reply: String,
    slugs: Vec<String>,
}

#[test]
fn replies_of_real_servers_are_recognised() {
    let (mut all, mut wrong) = (0, Vec::new());
    for line in include_str!("../tests/corpus/replies.jsonl").lines() {
        let Answered { server, situation, stage, reply, slugs } = serde_json::from_str(line).unwrap();
        let found = explain(&reply, stage, None).findings[0].about.slug;
        all += 1;
        if !slugs.iter().any(|it| it == found) {
            wrong.push(format!("{server}, {situation}: {reply:?} is recognised as {found}"));
        }
    }
    assert!(all > 100 && wrong.is_empty(), "{} of {all} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn unknown_texts_are_not_recognised() {
    let reply = Reply::parse("550 Zarquon").unwrap();
    assert_eq!(recognise(Stage::RcptTo, &reply, None).slug, "not-recognised");
    for text in
        ["", "421", "Message refused", "Sending of the message failed.", "\u{0}\u{1}\u{2}", "The weather is fine."]
    {
        assert_eq!(first(text), "not-recognised", "{text:?}");
    }
}

#[test]
fn evidence_and_span_show_the_matching_words() {
    let text = "Log of today\nhost mx.example.com said: 550 5.1.1 <a@b.example>: User unknown\nbye";
    let explanation = explain(text, None, None);
    let finding = &explanation.findings[0];
    assert_eq!(finding.about.slug, "recipient-unknown");
    assert_eq!(finding.evidence, ["host mx.example.com said: 550 5.1.1 <a@b.example>: User unknown"]);
    let span = finding.span.unwrap();
    let words: String = text.chars().skip(span.start).take(span.end - span.start).collect();
    assert_eq!(words, "User unknown");
    assert_eq!((explanation.replies[0].code, explanation.facts.transient), (550, Some(false)));
}

#[test]
fn each_problem_of_a_log_is_an_error() {
    let filler = "postfix/qmgr: removed from the queue, nothing to see here\n".repeat(20);
    let log = format!(
        "535 5.7.8 Error: authentication failed: bad password\n{filler}554 5.7.1 <a@b.example>: Relay access denied\n"
    );
    let explanation = explain(&log, None, None);
    let errors: Vec<_> =
        explanation.findings.iter().filter(|it| it.severity == Severity::Error).map(|it| it.about.slug).collect();
    assert!(errors.contains(&"relay-denied") && errors.contains(&"credentials-rejected"), "{errors:?}");
}

#[test]
fn settings_refine_the_findings() {
    let form = |json: &str| serde_json::from_str::<SettingsForm>(json).unwrap();
    let mismatch = form(r#"{"server": "smtp.gmail.com", "port": "465", "security": "tls"}"#);
    let found = explain("Connection timed out", None, Some(&mismatch));
    assert_eq!(found.findings[0].about.slug, "tls-port-mismatch");
    assert!(found.findings[0].fix.is_some());
    let oauth = form(
        r#"{"server": "smtp.office365.com", "port": "587", "security": "tls", "auth": {"method": "microsoft_oauth"}}"#,
    );
    let found = explain("535 5.7.8 Error: authentication failed", None, Some(&oauth));
    assert_eq!(found.findings[1].about.slug, "oauth-token-rejected");
}

proptest! {
    #[test]
    fn no_text_makes_explain_panic(text in "\\PC{0,200}", noise in "[0-9 .:\\-a-z\\n\\\\&;<>=]{0,200}") {
        for text in [text, noise] {
            let explanation = explain(&text, None, None);
            prop_assert!(!explanation.findings.is_empty());
        }
    }
}
