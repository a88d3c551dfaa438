//! The texts of all entries in one file, for builds without the feature `texts`. The page fetches it when it first
//! shows a finding.
//!
//! One line per text, each with a mark for its kind; a blank line between entries, in the order of [`ALL`]:
//!
//! ```text
//! #slug
//! =meaning
//! -cause
//! ?gmail,google-workspace-relay password     (audience of the cause or step above: providers, then methods)
//! A-E step, by who acts, in the order of [`Who::ALL`]
//! $command of the step above
//! !when to call IT
//! [reference
//! (its address
//! @2026-11-01                                (date of the last check)
//! ```

use std::fmt;

use smtp_doctor_model::Audience;
use smtp_doctor_model::SignInMethod;

use crate::entries::ALL;
use crate::entry::Cause;
use crate::entry::Entry;
use crate::entry::INSTALLED;
use crate::entry::Reference;
use crate::entry::Step;
use crate::entry::Text;
use crate::entry::Who;

/// Why a file of texts was refused.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TextsError {
    /// It belongs to another version of the catalogue.
    OtherVersion,
    /// This line, counted from one, is not in the format of this version.
    Malformed(usize),
}

impl fmt::Display for TextsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherVersion => f.write_str("the texts belong to another version of the catalogue"),
            Self::Malformed(line) => write!(f, "line {line} of the texts cannot be read"),
        }
    }
}

impl std::error::Error for TextsError {}

/// The file of texts that [`install`] reads. Without the feature `texts` it contains no sentences.
pub fn texts() -> String {
    ALL.iter().map(|it| format_entry(it)).collect::<Vec<_>>().join("\n")
}

/// Gives every entry its text from `file`. The text is leaked on purpose: it is needed until the program ends. A second
/// call changes nothing.
///
/// # Errors
///
/// [`TextsError`], if `file` does not come from [`texts`] of the same catalogue.
pub fn install(file: String) -> Result<(), TextsError> {
    if INSTALLED.get().is_none() {
        let texts = parse(file.leak())?;
        INSTALLED.get_or_init(|| ALL.iter().map(|it| it.slug).zip(texts).collect());
    }
    Ok(())
}

fn format_entry(entry: &Entry) -> String {
    let mut lines = String::new();
    let mut line = |mark: char, text: &str| {
        lines.push(mark);
        lines.push_str(text);
        lines.push('\n');
    };
    let Text { meaning, causes, steps, escalate, references, checked } = entry.text.unwrap_or(&Text::EMPTY);
    line('#', entry.slug);
    line('=', meaning);
    for Cause { text, audience } in *causes {
        line('-', text);
        if let Some(audience) = format_audience(audience) {
            line('?', &audience);
        }
    }
    for Step { who, text, command, audience } in *steps {
        line(mark_of(*who), text);
        if let Some(command) = command {
            line('$', command);
        }
        if let Some(audience) = format_audience(audience) {
            line('?', &audience);
        }
    }
    line('!', escalate);
    for Reference { title, url } in *references {
        line('[', title);
        if let Some(url) = url {
            line('(', url);
        }
    }
    if let Some(checked) = checked {
        line('@', checked);
    }
    lines
}

fn mark_of(who: Who) -> char {
    let mark = Who::ALL.iter().zip('A'..).find(|it| *it.0 == who);
    mark.map_or('?', |it| it.1)
}

fn format_audience(audience: &Audience) -> Option<String> {
    let methods: Vec<_> = audience.methods.iter().map(|it| it.name()).collect();
    (*audience != Audience::EVERYBODY).then(|| format!("{} {}", audience.providers.join(","), methods.join(",")))
}

/// An entry's text while it is parsed.
#[derive(Default)]
struct Draft {
    meaning: &'static str,
    causes: Vec<Cause>,
    steps: Vec<Step>,
    escalate: &'static str,
    references: Vec<Reference>,
    checked: Option<&'static str>,
}

impl Draft {
    /// Parses one line; `None` if it isn't valid here.
    fn line(&mut self, line: &'static str) -> Option<()> {
        let mark = line.chars().next()?;
        let text = &line[mark.len_utf8()..];
        match mark {
            '=' => self.meaning = text,
            '-' => self.causes.push(Cause::new(text)),
            '$' => self.steps.last_mut()?.command = Some(text),
            '?' => {
                let audience = parse_audience(text)?;
                match (self.steps.last_mut(), self.causes.last_mut()) {
                    (Some(step), _) => step.audience = audience,
                    (None, Some(cause)) => cause.audience = audience,
                    (None, None) => return None,
                }
            }
            '!' => self.escalate = text,
            '[' => self.references.push(Reference { title: text, url: None }),
            '(' => self.references.last_mut()?.url = Some(text),
            '@' => self.checked = Some(text),
            _ => {
                let who = Who::ALL.iter().zip('A'..).find(|it| it.1 == mark)?;
                self.steps.push(Step::by(*who.0, text));
            }
        }
        Some(())
    }

    /// The finished text, its lists leaked on purpose.
    fn leak(self) -> Text {
        Text {
            meaning: self.meaning,
            causes: self.causes.leak(),
            steps: self.steps.leak(),
            escalate: self.escalate,
            references: self.references.leak(),
            checked: self.checked,
        }
    }
}

fn parse(file: &'static str) -> Result<Vec<Text>, TextsError> {
    let mut texts = Vec::with_capacity(ALL.len());
    let mut draft: Option<Draft> = None;
    for (number, line) in file.lines().enumerate().filter(|it| !it.1.is_empty()) {
        if let Some(slug) = line.strip_prefix('#') {
            texts.extend(draft.replace(Draft::default()).map(Draft::leak));
            if ALL.get(texts.len()).is_none_or(|it| it.slug != slug) {
                return Err(TextsError::OtherVersion);
            }
        } else {
            let parsed = draft.as_mut().and_then(|it| it.line(line));
            parsed.ok_or(TextsError::Malformed(number + 1))?;
        }
    }
    texts.extend(draft.map(Draft::leak));
    if texts.len() == ALL.len() { Ok(texts) } else { Err(TextsError::OtherVersion) }
}

fn parse_audience(text: &'static str) -> Option<Audience> {
    let (providers, methods) = text.split_once(' ')?;
    let list = |text: &'static str| text.split(',').filter(|it| !it.is_empty());
    let method = |name: &str| SignInMethod::ALL.into_iter().find(|it| it.name() == name);
    let methods: Option<Vec<_>> = list(methods).map(method).collect();
    let providers: Vec<_> = list(providers).collect();
    Some(Audience { providers: providers.leak(), methods: methods?.leak() })
}

#[cfg(all(test, feature = "texts"))]
mod tests {
    use super::*;

    #[test]
    fn formatted_texts_parse_unchanged() {
        let parsed = parse(texts().leak()).unwrap();
        assert!(ALL.iter().zip(&parsed).all(|(entry, text)| entry.text == Some(text)));
        assert!(parsed.iter().flat_map(|it| it.steps).any(|it| !it.audience.providers.is_empty()));
        assert!(ALL.iter().all(|it| format_entry(it).lines().count() > 5), "no text has a line break");
    }

    #[test]
    fn a_file_of_another_version_is_refused() {
        let refused = |file: String| parse(file.leak()).unwrap_err();
        assert_eq!(refused("#another\n=catalogue".to_owned()), TextsError::OtherVersion);
        assert_eq!(refused(String::new()), TextsError::OtherVersion);
        assert_eq!(refused(texts().replacen("#from-blank", "#from-empty", 1)), TextsError::OtherVersion);
        assert_eq!(refused(texts().replacen("\n=", "\n%", 1)), TextsError::Malformed(2));
        assert_eq!(refused(texts().replacen("\n=", "\n$", 1)), TextsError::Malformed(2));
        assert_eq!(refused("=no entry before".to_owned()), TextsError::Malformed(1));
    }

    #[test]
    fn every_method_and_every_actor_has_a_mark() {
        for who in Who::ALL {
            assert!(mark_of(who).is_ascii_uppercase(), "{who:?}");
        }
        let all = Audience::EVERYBODY.at(&["gmail"]).signing_in_by(&SignInMethod::ALL);
        assert_eq!(parse_audience(format_audience(&all).unwrap().leak()), Some(all));
    }
}
