//! All patterns, found in a text in one pass.
//!
//! Each phrase is filed under the words that it can begin with. For each word of the text, the phrases filed under it
//! are tried where it stands; there are few of them, so the time is linear in the text. No regular expressions: an
//! engine for them would weigh more than all the rest.

use crate::explain::pattern::Element;
use crate::explain::pattern::Pattern;
use crate::explain::pattern::parse_all;
use crate::explain::tokens::Words;

/// The parts of a pattern stand at most this many words apart.
const WINDOW: usize = 60;

/// A gap has at most this many words.
const GAP: usize = 8;

/// Where a pattern was found.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) pattern: usize,
    /// The first word of its heaviest part.
    pub(crate) start: usize,
    /// The word after its last.
    pub(crate) end: usize,
    /// How many letters of it were prescribed.
    pub(crate) letters: usize,
}

/// Patterns, filed by how they begin.
#[derive(Debug)]
pub struct Index {
    pub(crate) patterns: Vec<Pattern>,
    /// Patterns without words.
    pub(crate) wordless: Vec<usize>,
    /// Hash of the first word, and whose it is. Sorted.
    words: Vec<(u64, Place)>,
    /// The first letters of the first word, and whose it is. Sorted.
    prefixes: Vec<([u8; 2], Place)>,
}

/// A phrase of a pattern.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Place {
    pattern: u32,
    /// Parts first, then what must not occur.
    part: u32,
}

impl Index {
    /// Reads patterns as [`crate::explain::patterns`] gives them; lines that are none are left out.
    pub fn new(text: &str) -> Self {
        let (patterns, _) = parse_all(text);
        let mut index = Self { patterns, wordless: Vec::new(), words: Vec::new(), prefixes: Vec::new() };
        for (at, pattern) in index.patterns.iter().enumerate() {
            if pattern.parts.is_empty() {
                index.wordless.push(at);
            }
            for (part, phrase) in pattern.parts.iter().chain(&pattern.nots).enumerate() {
                let place = Place { pattern: at as u32, part: part as u32 };
                file(phrase, place, &mut index.words, &mut index.prefixes);
            }
        }
        index.words.sort_unstable();
        index.words.dedup();
        index.prefixes.sort_unstable();
        index.prefixes.dedup();
        index
    }

    /// Every pattern whose parts occur together, once, in the order of the text.
    pub(crate) fn scan(&self, words: &Words) -> Vec<Found> {
        let mut last: Vec<[Hit; 4]> = vec![[Hit::NONE; 4]; self.patterns.len()];
        let mut denied = vec![false; self.patterns.len()];
        let mut done = vec![false; self.patterns.len()];
        let mut found = Vec::new();
        for at in 0..words.list.len() {
            let by_word = filed(&self.words, words.list[at].hash);
            let by_prefix = first_two(words.letters(at)).map_or(&[][..], |it| filed(&self.prefixes, it));
            let places = by_word.iter().map(|it| it.1).chain(by_prefix.iter().map(|it| it.1));
            for Place { pattern, part } in places {
                let (number, part) = (pattern as usize, part as usize);
                let pattern = &self.patterns[number];
                if part >= pattern.parts.len() {
                    let not = &pattern.nots[part - pattern.parts.len()];
                    denied[number] = denied[number] || walk(words, not, None, at).is_some();
                    continue;
                }
                if done[number] {
                    continue;
                }
                let Some((end, letters)) = walk(words, &pattern.parts[part], None, at) else { continue };
                let hits = &mut last[number];
                hits[part.min(3)] = Hit { start: at, end, letters };
                let parts = &hits[..pattern.parts.len().min(4)];
                if parts.iter().all(|it| it.letters > 0 && it.end + WINDOW >= at) {
                    done[number] = true;
                    let heaviest = parts.iter().max_by_key(|it| it.letters).copied().unwrap_or(Hit::NONE);
                    let letters = parts.iter().map(|it| it.letters).sum();
                    found.push(Found { pattern: number, start: heaviest.start, end: heaviest.end, letters });
                }
            }
        }
        found.retain(|it| !denied[it.pattern]);
        found
    }
}

/// Where a part was last seen.
#[derive(Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    letters: usize,
}

impl Hit {
    const NONE: Self = Self { start: 0, end: 0, letters: 0 };
}

/// What is filed under `key` in a sorted list.
fn filed<K: Ord + Copy>(list: &[(K, Place)], key: K) -> &[(K, Place)] {
    let start = list.partition_point(|it| it.0 < key);
    let length = list[start..].iter().take_while(|it| it.0 == key).count();
    &list[start..start + length]
}

fn first_two(letters: &str) -> Option<[u8; 2]> {
    letters.as_bytes().first_chunk().copied()
}

/// Files a phrase under every word that it can begin with.
fn file(phrase: &[Element], place: Place, words: &mut Vec<(u64, Place)>, prefixes: &mut Vec<([u8; 2], Place)>) {
    for element in phrase {
        match element {
            Element::Word(hash, _) => words.push((*hash, place)),
            Element::Prefix(letters) => prefixes.extend(first_two(letters).map(|it| (it, place))),
            Element::Choice(alternatives) => {
                for alternative in alternatives {
                    file(alternative, place, words, prefixes);
                }
                if alternatives.iter().any(Vec::is_empty) {
                    continue;
                }
            }
            // A phrase that begins with any word is found at the word after it: its beginning may be left out.
            Element::Any | Element::Gap => continue,
        }
        return;
    }
}

/// What follows an alternative.
struct Then<'a> {
    elements: &'a [Element],
    then: Option<&'a Self>,
}

/// Matches `elements` at the word `at`: the word after the match and the letters that were prescribed, the most of
/// several.
fn walk(words: &Words, elements: &[Element], then: Option<&Then<'_>>, at: usize) -> Option<(usize, usize)> {
    let Some((element, rest)) = elements.split_first() else {
        return match then {
            None => Some((at, 0)),
            Some(next) => walk(words, next.elements, next.then, at),
        };
    };
    let longer = |letters: usize| {
        let (end, more) = walk(words, rest, then, at + 1)?;
        Some((end, more + letters))
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
        Element::Any => words.list.get(at).and_then(|_| longer(0)),
        Element::Gap => (at..=(at + GAP).min(words.list.len())).find_map(|next| walk(words, rest, then, next)),
        Element::Choice(alternatives) => alternatives
            .iter()
            .filter_map(|it| walk(words, it, Some(&Then { elements: rest, then }), at))
            .max_by_key(|it| it.1),
    }
}
