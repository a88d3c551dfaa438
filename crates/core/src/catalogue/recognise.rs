//! Which entry a server's reply is a case of: the most specific pattern wins, never file order.

use crate::catalogue::ALL;
use crate::catalogue::Entry;
use crate::catalogue::NOT_RECOGNISED;
use crate::catalogue::entry::Pattern;
use crate::probe::Stage;
use crate::smtp::EnhancedCode;
use crate::smtp::Reply;

/// The entry that `reply`, received in `stage` from a server of `provider`, is a case of; `not-recognised` if none.
pub fn recognise(stage: Stage, reply: &Reply, provider: Option<&str>) -> &'static Entry {
    let sentence = reply.sentence().to_lowercase();
    let best = ALL
        .iter()
        .flat_map(|entry| entry.patterns.iter().map(move |pattern| (*entry, pattern)))
        .filter(|(_, pattern)| pattern.fits(stage, reply, provider, &sentence))
        .max_by_key(|(_, pattern)| pattern.specificity());
    best.map_or(&NOT_RECOGNISED, |(entry, _)| entry)
}

impl Pattern {
    fn fits(&self, stage: Stage, reply: &Reply, provider: Option<&str>, sentence: &str) -> bool {
        (self.stages.is_empty() || self.stages.contains(&stage))
            && (self.codes.is_empty() || self.codes.contains(&reply.code))
            && (self.provider.is_none() || self.provider == provider)
            && (self.enhanced.is_empty()
                || reply.enhanced.is_some_and(|it| self.enhanced.iter().any(|code| is(it, code))))
            && self.words.iter().all(|words| sentence.contains(words))
    }

    /// Provider and sentence, then sentence, then enhanced code, then reply code; within a rank, the more is said the better.
    fn specificity(&self) -> (bool, bool, usize, bool, bool, bool) {
        let words: usize = self.words.iter().map(|it| it.len()).sum();
        (
            self.provider.is_some() && words > 0,
            words > 0,
            words,
            !self.enhanced.is_empty(),
            !self.codes.is_empty(),
            !self.stages.is_empty(),
        )
    }
}

/// Whether `code` without its class is `subject_detail`, such as `7.8`.
fn is(code: EnhancedCode, subject_detail: &str) -> bool {
    subject_detail
        .split_once('.')
        .is_some_and(|(subject, detail)| subject.parse() == Ok(code.subject) && detail.parse() == Ok(code.detail))
}
