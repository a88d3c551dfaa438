//! Ranks the entries that match a text, most likely first: by how specific the evidence is, never by file order.

use smtp_doctor_catalogue::Entry;
use smtp_doctor_model::Stage;
use smtp_doctor_smtp::EnhancedCode;

use crate::codes::Codes;
use crate::index::Index;
use crate::pattern::Pattern;
use crate::pattern::Target;
use crate::tokens::Words;

/// The most words between a code and the sentence that it belongs to.
const MAX_CODE_DISTANCE: usize = 60;

/// What is known about a text besides its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    pub(crate) stages: Vec<Stage>,
    pub(crate) providers: Vec<&'static str>,
}

/// How specific the evidence is. Fields are compared from top to bottom.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Weight {
    pub(crate) kind: EvidenceKind,
    letters: usize,
    provider: bool,
    enhanced: bool,
    code: bool,
    stage: bool,
}

/// The kind of evidence, least specific first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum EvidenceKind {
    ReplyCode,
    WeakSentence,
    EnhancedCode,
    Sentence,
    ProviderSentence,
}

/// An entry that matches the text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankedEntry {
    pub(crate) entry: &'static Entry,
    pub(crate) weight: Weight,
    /// The words that match.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The entries that match a text, most likely first. Adds the stages and providers that the text shows to `hints`.
pub(crate) fn candidates(index: &Index, words: &Words, codes: &Codes, hints: &mut Hints) -> Vec<RankedEntry> {
    let distinct = codes.distinct();
    let found = index.scan(words, |pattern| pattern.has_required_codes(&distinct));
    for found in &found {
        match index.patterns[found.pattern].target {
            Target::Stage(stage) if !hints.stages.contains(&stage) => hints.stages.push(stage),
            Target::Provider(id) if !hints.providers.contains(&id) => hints.providers.push(id),
            _ => {}
        }
    }
    let mut best: Vec<RankedEntry> = Vec::new();
    let with_words = found.iter().map(|it| (it.pattern, Some((it.start, it.end)), it.letters));
    let all = with_words.chain(index.wordless.iter().map(|it| (*it, None, 0)));
    for (number, place, letters) in all {
        let pattern = &index.patterns[number];
        let Target::Entry(entry) = pattern.target else { continue };
        let Some(place) = pattern.matches_at(place, codes, hints) else { continue };
        let weight = pattern.weight(letters);
        let candidate = RankedEntry { entry, weight, start: place.0, end: place.1 };
        match best.iter_mut().find(|it| it.entry == entry) {
            Some(known) if known.weight >= weight => {}
            Some(known) => *known = candidate,
            None => best.push(candidate),
        }
    }
    best.sort_by(|a, b| b.weight.cmp(&a.weight).then(a.start.cmp(&b.start)));
    best
}

impl Pattern {
    /// Whether the text contains the codes that the pattern requires.
    fn has_required_codes(&self, codes: &Codes) -> bool {
        (self.codes.is_empty() || codes.replies.iter().any(|(_, code)| self.lists_code(*code)))
            && (self.enhanced.is_empty() || codes.enhanced.iter().any(|(_, code)| self.lists_enhanced_code(*code)))
    }

    fn lists_code(&self, code: u16) -> bool {
        self.codes.iter().any(|it| reply_code_matches(it, code))
    }

    fn lists_enhanced_code(&self, code: EnhancedCode) -> bool {
        self.enhanced.iter().any(|it| enhanced_code_matches(it, code))
    }

    /// Returns where the pattern matches if all conditions hold: at its words, else at the code.
    fn matches_at(&self, place: Option<(usize, usize)>, codes: &Codes, hints: &Hints) -> Option<(usize, usize)> {
        let near = |at: usize| {
            place.is_none_or(|(start, end)| at + MAX_CODE_DISTANCE >= start && at <= end + MAX_CODE_DISTANCE)
        };
        let code = codes.replies.iter().find(|(at, code)| near(*at) && self.lists_code(*code));
        let enhanced = codes.enhanced.iter().find(|(at, code)| near(*at) && self.lists_enhanced_code(*code));
        let provider = self.provider.as_deref().is_none_or(|it| hints.providers.contains(&it));
        // If the stage is unknown, a sentence counts. A bare code counts only for sign-in, because those texts rarely show
        // the stage.
        let stage = match hints.stages.as_slice() {
            _ if self.stages.is_empty() => true,
            [] => place.is_some() || enhanced.is_some() || (code.is_some() && self.stages.contains(&Stage::Auth)),
            known => known.iter().any(|it| self.stages.contains(it)),
        };
        let holds = (self.codes.is_empty() || code.is_some())
            && (self.enhanced.is_empty() || enhanced.is_some())
            && provider
            && stage;
        let at_code = enhanced.map(|it| it.0).or(code.map(|it| it.0)).map(|at| (at, at + 1));
        if holds { place.or(at_code) } else { None }
    }

    fn weight(&self, letters: usize) -> Weight {
        let kind = match (self.parts.is_empty(), self.weak) {
            (false, true) => EvidenceKind::WeakSentence,
            (false, false) if self.provider.is_some() => EvidenceKind::ProviderSentence,
            (false, false) => EvidenceKind::Sentence,
            (true, false) if !self.enhanced.is_empty() => EvidenceKind::EnhancedCode,
            (true, _) => EvidenceKind::ReplyCode,
        };
        Weight {
            kind,
            letters,
            provider: self.provider.is_some(),
            enhanced: !self.enhanced.is_empty(),
            code: !self.codes.is_empty(),
            stage: !self.stages.is_empty(),
        }
    }
}

fn reply_code_matches(pattern: &[u8; 3], code: u16) -> bool {
    let digits = [code / 100, code / 10 % 10, code % 10];
    pattern.iter().zip(digits).all(|(mark, digit)| *mark == b'x' || u16::from(mark.wrapping_sub(b'0')) == digit)
}

fn enhanced_code_matches(pattern: &(u8, u16, u16), code: EnhancedCode) -> bool {
    (pattern.0 == b'x' || pattern.0.wrapping_sub(b'0') == code.class)
        && (pattern.1, pattern.2) == (code.subject, code.detail)
}
