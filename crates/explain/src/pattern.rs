//! The pattern language. A pattern describes the stable words of a message from a server or a program.
//!
//! One pattern per line: `[conditions :] expression`. The expression is a sequence of words ([`Words`] defines a word):
//!
//! - `word*`: a word with this prefix; `_`: any word; `...`: up to eight words;
//! - `(a|b c|)`: one of these alternatives, which may be empty; groups do not nest;
//! - `one & other`: both phrases, in any order, close to each other; `& !other`: this phrase must not occur.
//!
//! All conditions must hold: `550,55x` reply codes; `5.7.8,x.7.8` enhanced codes; `@auth,rcpt_to` stages (checked if the
//! stage is known); `%gmail` the provider. `~` marks a weak pattern, which loses to any more specific one. A line may
//! consist of conditions only: `538 :`. Lines that begin with `#` are comments.

use serde::Deserialize as _;
use serde::de::IntoDeserializer;
use serde::de::value;
use smtp_doctor_catalogue::Entry;
use smtp_doctor_model::Stage;

use crate::tokens::Words;
use crate::tokens::hash;

/// What a pattern recognises.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    Entry(&'static Entry),
    /// Not a problem, but the stage of the message.
    Stage(Stage),
    /// Not a problem, but the provider whose server replied.
    Provider(&'static str),
}

/// A parsed pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) target: Target,
    pub(crate) weak: bool,
    pub(crate) codes: Vec<[u8; 3]>,
    /// Class (`x` for any), subject, detail.
    pub(crate) enhanced: Vec<(u8, u16, u16)>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) provider: Option<String>,
    /// Phrases that must all occur.
    pub(crate) parts: Vec<Phrase>,
    /// Phrases that must not occur.
    pub(crate) excluded: Vec<Phrase>,
}

/// A sequence of words.
pub(crate) type Phrase = Vec<Element>;

/// An element of a phrase.
#[derive(Debug)]
pub(crate) enum Element {
    /// A word: its hash and length.
    Word(u64, usize),
    /// A word with this prefix.
    Prefix(String),
    /// Any word.
    AnyWord,
    /// Up to eight words.
    Gap,
    /// One of these alternatives.
    OneOf(Vec<Phrase>),
}

impl Pattern {
    /// Parses a line.
    ///
    /// # Errors
    ///
    /// A description of the syntax error.
    pub(crate) fn parse(target: Target, line: &str) -> Result<Self, String> {
        let (conditions, expression) = match line.split_once(" : ") {
            Some(both) => both,
            None => line.strip_suffix(" :").map_or(("", line), |conditions| (conditions, "")),
        };
        let mut pattern = Self {
            target,
            weak: false,
            codes: Vec::new(),
            enhanced: Vec::new(),
            stages: Vec::new(),
            provider: None,
            parts: Vec::new(),
            excluded: Vec::new(),
        };
        for condition in conditions.split_whitespace() {
            pattern.condition(condition).ok_or_else(|| format!("`{condition}` is not a condition"))?;
        }
        for part in expression.split('&').map(str::trim).filter(|it| !it.is_empty()) {
            match part.strip_prefix('!') {
                Some(not) => pattern.excluded.push(parse_phrase(not)?),
                None => pattern.parts.push(parse_phrase(part)?),
            }
        }
        let has_condition = !pattern.parts.is_empty() || !pattern.codes.is_empty() || !pattern.enhanced.is_empty();
        if has_condition { Ok(pattern) } else { Err("the pattern has no condition".to_owned()) }
    }

    fn condition(&mut self, condition: &str) -> Option<()> {
        if condition == "~" {
            self.weak = true;
        } else if let Some(stages) = condition.strip_prefix('@') {
            for name in stages.split(',') {
                self.stages.push(parse_stage(name)?);
            }
        } else if let Some(provider) = condition.strip_prefix('%') {
            self.provider = Some(provider.to_owned());
        } else {
            for code in condition.split(',') {
                match code.split('.').collect::<Vec<_>>().as_slice() {
                    [code] => self.codes.push(code.as_bytes().try_into().ok()?),
                    [class, subject, detail] => {
                        self.enhanced.push((*class.as_bytes().first()?, subject.parse().ok()?, detail.parse().ok()?));
                    }
                    _ => return None,
                }
            }
        }
        Some(())
    }
}

/// Parses the wire name of a stage.
fn parse_stage(name: &str) -> Option<Stage> {
    Stage::deserialize(IntoDeserializer::<value::Error>::into_deserializer(name)).ok()
}

/// Parses a sequence of words.
pub(crate) fn parse_phrase(text: &str) -> Result<Phrase, String> {
    let mut phrase = Vec::new();
    for (i, piece) in text.split(['(', ')']).enumerate() {
        if i % 2 == 0 {
            parse_words(piece, &mut phrase);
        } else {
            let alternatives = piece.split('|').map(|it| {
                let mut alternative = Vec::new();
                parse_words(it, &mut alternative);
                alternative
            });
            phrase.push(Element::OneOf(alternatives.collect()));
        }
    }
    if text.matches('(').count() != text.matches(')').count() {
        return Err(format!("unbalanced parentheses in `{text}`"));
    }
    if phrase.iter().all(|it| matches!(it, Element::AnyWord | Element::Gap)) {
        return Err(format!("no word in `{text}`"));
    }
    Ok(phrase)
}

fn parse_words(text: &str, into: &mut Phrase) {
    for piece in text.split_whitespace() {
        match piece {
            "_" => into.push(Element::AnyWord),
            "..." => into.push(Element::Gap),
            _ => {
                let words = Words::split(piece);
                for at in 0..words.list.len() {
                    let letters = words.letters(at);
                    let last = at + 1 == words.list.len();
                    into.push(if last && piece.ends_with('*') {
                        Element::Prefix(letters.to_owned())
                    } else {
                        Element::Word(hash(letters), letters.len())
                    });
                }
            }
        }
    }
}

/// Parses a text with sections that begin with `[slug]`, `[@stage]` or `[%provider]`, one pattern per line.
///
/// # Errors
///
/// The lines that are not valid patterns. A test ensures that the catalogue has none.
pub(crate) fn parse_all(text: &str) -> (Vec<Pattern>, Vec<String>) {
    let (mut patterns, mut errors) = (Vec::new(), Vec::new());
    let mut target = None;
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')) {
        if let Some(section) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            target = parse_section(section);
            if target.is_none() {
                errors.push(format!("[{section}] is unknown"));
            }
        } else if let Some(target) = target {
            match Pattern::parse(target, line) {
                Ok(pattern) => patterns.push(pattern),
                Err(error) => errors.push(format!("{line}: {error}")),
            }
        }
    }
    (patterns, errors)
}

fn parse_section(section: &str) -> Option<Target> {
    if let Some(stage) = section.strip_prefix('@') {
        return parse_stage(stage).map(Target::Stage);
    }
    match section.strip_prefix('%') {
        Some(id) => smtp_doctor_settings::provider::by_id(id).map(|it| Target::Provider(it.id)),
        None => smtp_doctor_catalogue::entry(section).map(Target::Entry),
    }
}
