//! Which entries a text is a case of, the likeliest first: by how specific the mark is, never by file order.

use smtp_doctor_catalogue::Entry;
use smtp_doctor_model::Stage;
use smtp_doctor_smtp::EnhancedCode;

use crate::codes::Codes;
use crate::index::Index;
use crate::pattern::Pattern;
use crate::pattern::Target;
use crate::tokens::Words;

/// A code belongs to a sentence at most this many words away.
const NEAR: usize = 60;

/// What is known of a text beside its words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Hints {
    pub(crate) stages: Vec<Stage>,
    pub(crate) providers: Vec<&'static str>,
}

/// How telling a mark is: compared from top to bottom.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Weight {
    pub(crate) kind: MarkKind,
    letters: usize,
    provider: bool,
    enhanced: bool,
    code: bool,
    stage: bool,
}

/// What the mark is.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum MarkKind {
    ReplyCode,
    WeakSentence,
    EnhancedCode,
    Sentence,
    ProviderSentence,
}

/// An entry that the text may be a case of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RankedEntry {
    pub(crate) entry: &'static Entry,
    pub(crate) weight: Weight,
    /// The words that say so.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The candidates of a text, the likeliest first; `hints` learns what the text tells of stage and provider.
pub(crate) fn candidates(index: &Index, words: &Words, codes: &Codes, hints: &mut Hints) -> Vec<RankedEntry> {
    let kinds = codes.kinds();
    let found = index.scan(words, |pattern| pattern.has_its_codes(&kinds));
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
        let Some(place) = pattern.holds(place, codes, hints) else { continue };
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
    /// Whether the codes that it needs are anywhere in the text.
    fn has_its_codes(&self, codes: &Codes) -> bool {
        (self.codes.is_empty() || codes.replies.iter().any(|(_, code)| self.names(*code)))
            && (self.enhanced.is_empty() || codes.enhanced.iter().any(|(_, code)| self.names_enhanced(*code)))
    }

    fn names(&self, code: u16) -> bool {
        self.codes.iter().any(|it| fits(it, code))
    }

    fn names_enhanced(&self, code: EnhancedCode) -> bool {
        self.enhanced.iter().any(|it| is(it, code))
    }

    /// Whether all conditions hold, and where: at its words, else at the code.
    fn holds(&self, place: Option<(usize, usize)>, codes: &Codes, hints: &Hints) -> Option<(usize, usize)> {
        let near = |at: usize| place.is_none_or(|(start, end)| at + NEAR >= start && at <= end + NEAR);
        let code = codes.replies.iter().find(|(at, code)| near(*at) && self.names(*code));
        let enhanced = codes.enhanced.iter().find(|(at, code)| near(*at) && self.names_enhanced(*code));
        let provider = self.provider.as_deref().is_none_or(|it| hints.providers.contains(&it));
        // A sentence is believed where the text does not tell the stage; a bare code only at sign in, where texts
        // rarely do.
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
            (false, true) => MarkKind::WeakSentence,
            (false, false) if self.provider.is_some() => MarkKind::ProviderSentence,
            (false, false) => MarkKind::Sentence,
            (true, false) if !self.enhanced.is_empty() => MarkKind::EnhancedCode,
            (true, _) => MarkKind::ReplyCode,
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

fn fits(pattern: &[u8; 3], code: u16) -> bool {
    let digits = [code / 100, code / 10 % 10, code % 10];
    pattern.iter().zip(digits).all(|(mark, digit)| *mark == b'x' || u16::from(mark.wrapping_sub(b'0')) == digit)
}

fn is(pattern: &(u8, u16, u16), code: EnhancedCode) -> bool {
    (pattern.0 == b'x' || pattern.0.wrapping_sub(b'0') == code.class)
        && (pattern.1, pattern.2) == (code.subject, code.detail)
}
