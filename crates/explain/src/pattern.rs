//! The language of patterns: the stable words of servers' and programs' messages, one pattern per line.
//!
//! `[conditions :] expression`. The expression is words in sequence ([`Words`] says what a word is):
//!
//! - `word*`: a word that begins so; `_`: any word; `...`: up to eight words;
//! - `(a|b c|)`: one of these, perhaps nothing; groups do not nest;
//! - `one & other`: both, in any order, close to each other; `& !other`: this must not occur.
//!
//! Conditions, all of which must hold: `550,55x` reply codes, `5.7.8,x.7.8` enhanced codes, `@auth,rcpt_to` stages
//! (where the text tells the stage), `%gmail` the provider, `~` weak: a sentence that says little, so that any better
//! mark wins. A line may have conditions only: `538 :`. Lines that begin with `#` are remarks.

use serde::Deserialize as _;
use serde::de::IntoDeserializer;
use serde::de::value;
use smtp_doctor_catalogue::Entry;
use smtp_doctor_model::Stage;

use crate::tokens::Words;
use crate::tokens::hash;

/// What a text is recognised as.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    Entry(&'static Entry),
    /// Not a problem, but in which stage it came.
    Stage(Stage),
    /// Not a problem, but whose server spoke.
    Provider(&'static str),
}

/// A line of patterns, read.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) target: Target,
    pub(crate) weak: bool,
    pub(crate) codes: Vec<[u8; 3]>,
    /// Class (`x`: any), subject, detail.
    pub(crate) enhanced: Vec<(u8, u16, u16)>,
    pub(crate) stages: Vec<Stage>,
    pub(crate) provider: Option<String>,
    /// All of them must occur.
    pub(crate) parts: Vec<Phrase>,
    /// None of them may occur.
    pub(crate) nots: Vec<Phrase>,
}

/// Words in sequence.
pub(crate) type Phrase = Vec<Element>;

/// A place in a phrase.
#[derive(Debug)]
pub(crate) enum Element {
    /// This word: its hash and length.
    Word(u64, usize),
    /// A word that begins so.
    Prefix(String),
    /// Any word.
    Any,
    /// Up to eight words.
    Gap,
    /// One of these.
    Choice(Vec<Phrase>),
}

impl Pattern {
    /// Reads a line.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
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
            nots: Vec::new(),
        };
        for condition in conditions.split_whitespace() {
            pattern.condition(condition).ok_or_else(|| format!("`{condition}` is no condition"))?;
        }
        for part in expression.split('&').map(str::trim).filter(|it| !it.is_empty()) {
            match part.strip_prefix('!') {
                Some(not) => pattern.nots.push(phrase(not)?),
                None => pattern.parts.push(phrase(part)?),
            }
        }
        let sayings = !pattern.parts.is_empty() || !pattern.codes.is_empty() || !pattern.enhanced.is_empty();
        if sayings { Ok(pattern) } else { Err("nothing has to hold".to_owned()) }
    }

    fn condition(&mut self, condition: &str) -> Option<()> {
        if condition == "~" {
            self.weak = true;
        } else if let Some(stages) = condition.strip_prefix('@') {
            for name in stages.split(',') {
                self.stages.push(stage_called(name)?);
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

/// The stage of this name, as it stands on the wire.
fn stage_called(name: &str) -> Option<Stage> {
    Stage::deserialize(IntoDeserializer::<value::Error>::into_deserializer(name)).ok()
}

/// Reads words in sequence.
pub(crate) fn phrase(text: &str) -> Result<Phrase, String> {
    let mut phrase = Vec::new();
    for (i, piece) in text.split(['(', ')']).enumerate() {
        if i % 2 == 0 {
            sequence(piece, &mut phrase);
        } else {
            let alternatives = piece.split('|').map(|it| {
                let mut alternative = Vec::new();
                sequence(it, &mut alternative);
                alternative
            });
            phrase.push(Element::Choice(alternatives.collect()));
        }
    }
    if text.matches('(').count() != text.matches(')').count() {
        return Err(format!("brackets in `{text}`"));
    }
    if phrase.iter().all(|it| matches!(it, Element::Any | Element::Gap)) {
        return Err(format!("no word in `{text}`"));
    }
    Ok(phrase)
}

fn sequence(text: &str, into: &mut Phrase) {
    for piece in text.split_whitespace() {
        match piece {
            "_" => into.push(Element::Any),
            "..." => into.push(Element::Gap),
            _ => {
                let words = Words::of(piece);
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

/// The patterns of a text: sections that begin with `[slug]`, `[@stage]` or `[%provider]`, a pattern per line.
///
/// # Errors
///
/// The lines that are no patterns. The catalogue's tests see to it that there are none.
pub(crate) fn parse_all(text: &str) -> (Vec<Pattern>, Vec<String>) {
    let (mut patterns, mut errors) = (Vec::new(), Vec::new());
    let mut target = None;
    for line in text.lines().map(str::trim).filter(|it| !it.is_empty() && !it.starts_with('#')) {
        if let Some(section) = line.strip_prefix('[').and_then(|it| it.strip_suffix(']')) {
            target = section_of(section);
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

fn section_of(section: &str) -> Option<Target> {
    if let Some(stage) = section.strip_prefix('@') {
        return stage_called(stage).map(Target::Stage);
    }
    match section.strip_prefix('%') {
        Some(id) => smtp_doctor_settings::provider::by_id(id).map(|it| Target::Provider(it.id)),
        None => smtp_doctor_catalogue::entry(section).map(Target::Entry),
    }
}
