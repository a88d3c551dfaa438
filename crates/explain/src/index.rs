//! Finds all patterns in a text in one pass.
//!
//! Two hash tables map the first word of a phrase, or its prefix, to the phrases that begin with it. At each word of the
//! text, only those few phrases are tried, so the time is linear in the length of the text. A regular expression engine
//! would be larger than all of this code.

use crate::pattern::Element;
use crate::pattern::Pattern;
use crate::pattern::parse_all;
use crate::tokens::Word;
use crate::tokens::Words;

/// The parts of a pattern are at most this many words apart.
const MAX_DISTANCE: usize = 60;

/// The most words in a gap.
const MAX_GAP: usize = 8;

/// A match of a pattern.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternMatch {
    pub(crate) pattern: usize,
    /// The first word of the part with the most letters.
    pub(crate) start: usize,
    /// The end of that part.
    pub(crate) end: usize,
    /// The number of letters that the pattern specifies, summed over all parts.
    pub(crate) letters: usize,
}

/// The patterns of all entries: each file of `patterns/`, below a header `[slug]`, without remarks.
pub const PATTERNS: &str = include_str!(concat!(env!("OUT_DIR"), "/patterns.txt"));

/// All patterns, with hash tables to look them up.
#[derive(Debug)]
pub struct Index {
    pub(crate) patterns: Vec<Pattern>,
    /// Patterns that consist of conditions only.
    pub(crate) wordless: Vec<usize>,
    required: RequiredWords,
    /// Phrases by the hash of their first word.
    words: HashTable,
    /// Phrases that begin with a prefix, by its first two bytes.
    prefixes: HashTable,
}

/// A reference to a phrase of a pattern.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct PhraseRef {
    pattern: u32,
    /// The index of the phrase: required parts first, then excluded phrases.
    part: u32,
    /// The words that may follow the first one.
    next: WordMask,
}

/// A set of words as a bitmask. Several words may share a bit, so it can only rule words out.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct WordMask(u64);

impl WordMask {
    const ANY: Self = Self(!0);

    fn of(hash: u64) -> Self {
        Self(1 << (hash >> 58))
    }

    fn may_contain(self, word: Option<&Word>) -> bool {
        self == Self::ANY || word.is_some_and(|it| self.0 & Self::of(it.hash).0 != 0)
    }
}

impl Index {
    /// Parses patterns such as [`PATTERNS`]. Skips invalid lines.
    pub fn new(text: &str) -> Self {
        let (patterns, _) = parse_all(text);
        let (mut wordless, mut words, mut prefixes) = (Vec::new(), Vec::new(), Vec::new());
        for (at, pattern) in patterns.iter().enumerate() {
            if pattern.parts.is_empty() {
                wordless.push(at);
            }
            for (part, phrase) in pattern.parts.iter().chain(&pattern.excluded).enumerate() {
                let reference = PhraseRef { pattern: at as u32, part: part as u32, next: WordMask::ANY };
                insert_phrase(phrase, None, reference, &mut words, &mut prefixes);
            }
        }
        let required = RequiredWords::of(&patterns);
        Self { patterns, wordless, required, words: HashTable::new(words), prefixes: HashTable::new(prefixes) }
    }

    /// Finds each pattern whose parts occur close together, once, in text order. `possible` can rule out patterns for other
    /// reasons.
    pub(crate) fn scan(&self, words: &Words, possible: impl Fn(&Pattern) -> bool) -> Vec<PatternMatch> {
        let text_words = BloomFilter::of(words);
        // For each pattern, the index of its state plus one. Most patterns never get a state.
        let mut slots: Vec<u16> = vec![0; self.patterns.len()];
        let mut states: Vec<PatternState> = Vec::new();
        let mut found = Vec::new();
        for at in 0..words.list.len() {
            let by_word = self.words.lookup(words.list[at].hash);
            let by_prefix = self.prefixes.lookup(first_two(words.letters(at)));
            for PhraseRef { pattern: number, part, next } in by_word.chain(by_prefix) {
                if !next.may_contain(words.list.get(at + 1)) || !self.required.may_match(number as usize, &text_words) {
                    continue;
                }
                let pattern = &self.patterns[number as usize];
                let slot = &mut slots[number as usize];
                let is_part = (part as usize) < pattern.parts.len();
                let known = is_part && *slot > 0 && states[usize::from(*slot) - 1].complete;
                if known || !possible(pattern) {
                    continue;
                }
                let phrase = match pattern.parts.get(part as usize) {
                    Some(phrase) => phrase,
                    None => &pattern.excluded[part as usize - pattern.parts.len()],
                };
                let Some((end, letters)) = match_at(words, phrase, None, at) else { continue };
                if *slot == 0 {
                    states.push(PatternState::default());
                    *slot = states.len() as u16;
                }
                let state = &mut states[usize::from(*slot) - 1];
                if !is_part {
                    state.excluded_found = true;
                    continue;
                }
                state.parts[(part as usize).min(MAX_PARTS - 1)] = Some(PhraseMatch { start: at, end, letters });
                if let Some((longest, letters)) = state.matches_near(pattern.parts.len(), at) {
                    state.complete = true;
                    let (start, end) = (longest.start, longest.end);
                    found.push(PatternMatch { pattern: number as usize, start, end, letters });
                }
            }
        }
        found.retain(|it| !states[slots[it.pattern] as usize - 1].excluded_found);
        found
    }
}

/// A Bloom filter of the words of a text.
struct BloomFilter([u64; 64]);

impl BloomFilter {
    fn of(words: &Words) -> Self {
        let mut bits = [0; 64];
        for word in &words.list {
            let bit = Self::bit(word.hash);
            bits[usize::from(bit / 64)] |= 1 << (bit % 64);
        }
        Self(bits)
    }

    fn bit(hash: u64) -> u16 {
        (hash >> 40) as u16 % 4_096
    }

    fn has(&self, bit: u16) -> bool {
        self.0[usize::from(bit / 64)] >> (bit % 64) & 1 == 1
    }
}

/// The words that each pattern requires, to rule out most patterns cheaply. The words form groups: of each group, the text
/// must contain at least one word ([`BloomFilter`]).
#[derive(Debug, Default)]
struct RequiredWords {
    /// Each group as its length, followed by its bits.
    groups: Vec<u16>,
    /// Where the groups of each pattern begin, and the end of the last ones.
    starts: Vec<usize>,
}

impl RequiredWords {
    /// More groups would rule out few more patterns.
    const MAX_GROUPS: usize = 4;

    fn of(patterns: &[Pattern]) -> Self {
        let mut required = Self { groups: Vec::new(), starts: vec![0] };
        for pattern in patterns {
            // The first element of a single part was already found by its hash.
            let filed = usize::from(pattern.parts.len() == 1);
            let mut groups: Vec<Vec<u16>> =
                pattern.parts.iter().flat_map(|it| it.iter().skip(filed)).filter_map(Self::group).collect();
            groups.sort_by_key(Vec::len);
            for group in groups.iter().take(Self::MAX_GROUPS) {
                required.groups.push(group.len() as u16);
                required.groups.extend(group);
            }
            required.starts.push(required.groups.len());
        }
        required
    }

    /// The words of which an element requires one; `None` if it requires none of them.
    fn group(element: &Element) -> Option<Vec<u16>> {
        match element {
            Element::Word(hash, _) => Some(vec![BloomFilter::bit(*hash)]),
            Element::OneOf(alternatives) => alternatives
                .iter()
                .map(|phrase| {
                    let words = phrase.iter().filter_map(|it| match it {
                        Element::Word(hash, letters) => Some((*letters, *hash)),
                        _ => None,
                    });
                    words.max().map(|(_, hash)| BloomFilter::bit(hash))
                })
                .collect(),
            Element::Prefix(_) | Element::AnyWord | Element::Gap => None,
        }
    }

    fn may_match(&self, pattern: usize, text_words: &BloomFilter) -> bool {
        let mut rest = &self.groups[self.starts[pattern]..self.starts[pattern + 1]];
        while let Some((length, tail)) = rest.split_first() {
            let (group, tail) = tail.split_at(usize::from(*length));
            if !group.iter().any(|bit| text_words.has(*bit)) {
                return false;
            }
            rest = tail;
        }
        true
    }
}

/// The most parts of a pattern; a test checks it.
pub(crate) const MAX_PARTS: usize = 4;

/// The state of a pattern with at least one match of a phrase.
#[derive(Default)]
struct PatternState {
    /// The latest match of each part.
    parts: [Option<PhraseMatch>; MAX_PARTS],
    complete: bool,
    excluded_found: bool,
}

impl PatternState {
    /// If all parts matched near `at`: the part with the most letters, and the letters of all parts.
    fn matches_near(&self, parts: usize, at: usize) -> Option<(PhraseMatch, usize)> {
        let (mut longest, mut letters) = (None::<PhraseMatch>, 0);
        for part in &self.parts[..parts.min(MAX_PARTS)] {
            let hit = part.filter(|it| it.end + MAX_DISTANCE >= at)?;
            letters += hit.letters;
            if longest.is_none_or(|it| hit.letters > it.letters) {
                longest = Some(hit);
            }
        }
        longest.map(|it| (it, letters))
    }
}

/// A match of a phrase.
#[derive(Clone, Copy)]
struct PhraseMatch {
    start: usize,
    end: usize,
    letters: usize,
}

/// A hash table from keys to phrases. Each bucket has few keys.
#[derive(Debug)]
struct HashTable {
    /// The start of each bucket in `entries`, and the end of the last one.
    buckets: Vec<u32>,
    entries: Vec<(u64, PhraseRef)>,
}

impl HashTable {
    const BUCKETS: usize = 4_096;

    fn new(mut entries: Vec<(u64, PhraseRef)>) -> Self {
        entries.sort_unstable_by_key(|&(key, reference)| (Self::bucket(key), key, reference));
        entries.dedup_by(|(key, this), (other, kept)| {
            let same = (*key, this.pattern, this.part) == (*other, kept.pattern, kept.part);
            kept.next.0 |= if same { this.next.0 } else { 0 };
            same
        });
        let mut buckets = vec![0; Self::BUCKETS + 1];
        for (key, _) in &entries {
            buckets[Self::bucket(*key) + 1] += 1;
        }
        for i in 0..Self::BUCKETS {
            buckets[i + 1] += buckets[i];
        }
        Self { buckets, entries }
    }

    fn bucket(key: u64) -> usize {
        (key ^ (key >> 29)) as usize % Self::BUCKETS
    }

    fn lookup(&self, key: u64) -> impl Iterator<Item = PhraseRef> {
        let bucket = Self::bucket(key);
        let (start, end) = (self.buckets[bucket] as usize, self.buckets[bucket + 1] as usize);
        self.entries[start..end].iter().filter(move |it| it.0 == key).map(|it| it.1)
    }
}

/// The first two bytes of a word as a key.
fn first_two(letters: &str) -> u64 {
    letters.bytes().take(2).fold(0, |key, byte| key << 8 | u64::from(byte))
}

/// Inserts a phrase under every word that it can begin with. `then` follows the phrase.
fn insert_phrase(
    phrase: &[Element],
    then: Option<&Continuation<'_>>,
    reference: PhraseRef,
    words: &mut Vec<(u64, PhraseRef)>,
    prefixes: &mut Vec<(u64, PhraseRef)>,
) {
    let Some((element, rest)) = phrase.split_first() else {
        if let Some(next) = then {
            insert_phrase(next.elements, next.then, reference, words, prefixes);
        }
        return;
    };
    match element {
        Element::Word(hash, _) => words.push((*hash, PhraseRef { next: first_words(rest, then), ..reference })),
        Element::Prefix(letters) => {
            prefixes.push((first_two(letters), PhraseRef { next: first_words(rest, then), ..reference }))
        }
        Element::OneOf(alternatives) => {
            for alternative in alternatives {
                insert_phrase(alternative, Some(&Continuation { elements: rest, then }), reference, words, prefixes);
            }
        }
        // No phrase begins with these; a test checks it.
        Element::AnyWord | Element::Gap => {}
    }
}

/// The words that `elements` can begin with.
fn first_words(elements: &[Element], then: Option<&Continuation<'_>>) -> WordMask {
    let Some((element, rest)) = elements.split_first() else {
        return then.map_or(WordMask::ANY, |next| first_words(next.elements, next.then));
    };
    match element {
        Element::Word(hash, _) => WordMask::of(*hash),
        Element::Prefix(_) | Element::AnyWord | Element::Gap => WordMask::ANY,
        Element::OneOf(alternatives) => {
            let then = Continuation { elements: rest, then };
            WordMask(alternatives.iter().fold(0, |mask, it| mask | first_words(it, Some(&then)).0))
        }
    }
}

/// The elements after an alternative.
struct Continuation<'a> {
    elements: &'a [Element],
    then: Option<&'a Self>,
}

/// Matches `elements` at the word `at`. Returns the end of the match and the number of letters that the pattern specifies;
/// of several matches, the one with the most letters.
fn match_at(words: &Words, elements: &[Element], then: Option<&Continuation<'_>>, at: usize) -> Option<(usize, usize)> {
    let Some((element, rest)) = elements.split_first() else {
        return match then {
            None => Some((at, 0)),
            Some(next) => match_at(words, next.elements, next.then, at),
        };
    };
    let longer = |letters: usize| {
        let (end, more) = match_at(words, rest, then, at + 1)?;
        Some((end, more + letters))
    };
    // A quick test: most alternatives begin with another word.
    let may_begin = |elements: &[Element], at: usize| match elements.first() {
        Some(Element::Word(hash, _)) => words.list.get(at).is_some_and(|word| word.hash == *hash),
        _ => true,
    };
    match element {
        Element::Word(hash, letters) => {
            if words.list.get(at)?.hash == *hash {
                longer(*letters)
            } else {
                None
            }
        }
        Element::Prefix(letters) => {
            if words.letters(at).starts_with(&**letters) {
                longer(letters.len())
            } else {
                None
            }
        }
        Element::AnyWord => words.list.get(at).and_then(|_| longer(0)),
        Element::Gap => (at..=(at + MAX_GAP).min(words.list.len()))
            .filter(|next| may_begin(rest, *next))
            .find_map(|next| match_at(words, rest, then, next)),
        Element::OneOf(alternatives) => alternatives
            .iter()
            .filter(|it| may_begin(it, at))
            .filter_map(|it| match_at(words, it, Some(&Continuation { elements: rest, then }), at))
            .max_by_key(|it| it.1),
    }
}
