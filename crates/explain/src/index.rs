//! All patterns, found in a text in one pass.
//!
//! Each phrase is filed under the words that it can begin with. For each word of the text, the phrases filed under it
//! are tried where it stands; there are few of them, so the time is linear in the text. No regular expressions: an
//! engine for them would weigh more than all the rest.

use crate::pattern::Element;
use crate::pattern::Pattern;
use crate::pattern::parse_all;
use crate::tokens::Word;
use crate::tokens::Words;

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
    needs: Needs,
    /// By the first word.
    words: Register,
    /// By the first letters of the first word.
    prefixes: Register,
}

/// A phrase of a pattern.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Place {
    pattern: u32,
    /// Parts first, then what must not occur.
    part: u32,
    /// Which words may stand behind the first one.
    next: Signs,
}

/// The words that may stand in a place, roughly: a bit for each, which others may share.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Signs(u64);

impl Signs {
    const ANY: Self = Self(!0);

    fn of(hash: u64) -> Self {
        Self(1 << (hash >> 58))
    }

    fn admit(self, word: Option<&Word>) -> bool {
        self == Self::ANY || word.is_some_and(|it| self.0 & Self::of(it.hash).0 != 0)
    }
}

impl Index {
    /// Reads patterns as [`crate::patterns`] gives them; lines that are none are left out.
    pub fn new(text: &str) -> Self {
        let (patterns, _) = parse_all(text);
        let (mut wordless, mut words, mut prefixes) = (Vec::new(), Vec::new(), Vec::new());
        for (at, pattern) in patterns.iter().enumerate() {
            if pattern.parts.is_empty() {
                wordless.push(at);
            }
            for (part, phrase) in pattern.parts.iter().chain(&pattern.nots).enumerate() {
                let place = Place { pattern: at as u32, part: part as u32, next: Signs::ANY };
                file(phrase, None, place, &mut words, &mut prefixes);
            }
        }
        let needs = Needs::of(&patterns);
        Self { patterns, wordless, needs, words: Register::new(words), prefixes: Register::new(prefixes) }
    }

    /// Every pattern whose parts occur together, once, in the order of the text. Patterns that are not `possible` for
    /// other reasons are not looked for.
    pub(crate) fn scan(&self, words: &Words, possible: impl Fn(&Pattern) -> bool) -> Vec<Found> {
        let present = Present::of(words);
        // A slot per pattern, filled when a part of it is met: most never are.
        let mut slots: Vec<u16> = vec![0; self.patterns.len()];
        let mut met: Vec<Met> = Vec::new();
        let mut found = Vec::new();
        for at in 0..words.list.len() {
            let by_word = self.words.filed(words.list[at].hash);
            let by_prefix = self.prefixes.filed(first_two(words.letters(at)));
            for Place { pattern: number, part, next } in by_word.chain(by_prefix) {
                if !next.admit(words.list.get(at + 1)) || !self.needs.are_met(number as usize, &present) {
                    continue;
                }
                let pattern = &self.patterns[number as usize];
                let slot = &mut slots[number as usize];
                let is_part = (part as usize) < pattern.parts.len();
                let known = is_part && *slot > 0 && met[usize::from(*slot) - 1].complete;
                if known || !possible(pattern) {
                    continue;
                }
                let phrase = match pattern.parts.get(part as usize) {
                    Some(phrase) => phrase,
                    None => &pattern.nots[part as usize - pattern.parts.len()],
                };
                let Some((end, letters)) = walk(words, phrase, None, at) else { continue };
                if *slot == 0 {
                    met.push(Met::default());
                    *slot = met.len() as u16;
                }
                let met = &mut met[usize::from(*slot) - 1];
                if !is_part {
                    met.denied = true;
                    continue;
                }
                met.parts[(part as usize).min(MAX_PARTS - 1)] = Some(Hit { start: at, end, letters });
                if let Some((heaviest, letters)) = met.together(pattern.parts.len(), at) {
                    met.complete = true;
                    let (start, end) = (heaviest.start, heaviest.end);
                    found.push(Found { pattern: number as usize, start, end, letters });
                }
            }
        }
        found.retain(|it| !met[slots[it.pattern] as usize - 1].denied);
        found
    }
}

/// The words of a text, roughly: a bit for each, which others may share.
struct Present([u64; 64]);

impl Present {
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

/// For each pattern, words without which it cannot be found: trying it where one is missing would be in vain, and most
/// of the time. They come in groups, of each of which one word must be present ([`Present`]).
#[derive(Debug, Default)]
struct Needs {
    /// Each group as its length and its bits.
    groups: Vec<u16>,
    /// Where each pattern's groups begin, and where the last ones end.
    starts: Vec<usize>,
}

impl Needs {
    /// More groups than these rule out hardly more.
    const GROUPS: usize = 4;

    fn of(patterns: &[Pattern]) -> Self {
        let mut needs = Self { groups: Vec::new(), starts: vec![0] };
        for pattern in patterns {
            // Where the only part is tried, its first element is there.
            let filed = usize::from(pattern.parts.len() == 1);
            let mut groups: Vec<Vec<u16>> =
                pattern.parts.iter().flat_map(|it| it.iter().skip(filed)).filter_map(Self::group).collect();
            groups.sort_by_key(Vec::len);
            for group in groups.iter().take(Self::GROUPS) {
                needs.groups.push(group.len() as u16);
                needs.groups.extend(group);
            }
            needs.starts.push(needs.groups.len());
        }
        needs
    }

    /// The words of which an element needs one; none if it can do without those that are known.
    fn group(element: &Element) -> Option<Vec<u16>> {
        match element {
            Element::Word(hash, _) => Some(vec![Present::bit(*hash)]),
            Element::Choice(alternatives) => alternatives
                .iter()
                .map(|phrase| {
                    let words = phrase.iter().filter_map(|it| match it {
                        Element::Word(hash, letters) => Some((*letters, *hash)),
                        _ => None,
                    });
                    words.max().map(|(_, hash)| Present::bit(hash))
                })
                .collect(),
            Element::Prefix(_) | Element::Any | Element::Gap => None,
        }
    }

    fn are_met(&self, pattern: usize, present: &Present) -> bool {
        let mut rest = &self.groups[self.starts[pattern]..self.starts[pattern + 1]];
        while let Some((length, tail)) = rest.split_first() {
            let (group, tail) = tail.split_at(usize::from(*length));
            if !group.iter().any(|bit| present.has(*bit)) {
                return false;
            }
            rest = tail;
        }
        true
    }
}

/// A pattern has at most this many parts; a test holds it.
pub(crate) const MAX_PARTS: usize = 4;

/// A pattern of which something was met.
#[derive(Default)]
struct Met {
    /// Where each part was last seen.
    parts: [Option<Hit>; MAX_PARTS],
    complete: bool,
    denied: bool,
}

impl Met {
    /// If all parts were seen near `at`: the heaviest of them, and the letters of all.
    fn together(&self, parts: usize, at: usize) -> Option<(Hit, usize)> {
        let (mut heaviest, mut letters) = (None::<Hit>, 0);
        for part in &self.parts[..parts.min(MAX_PARTS)] {
            let hit = part.filter(|it| it.end + WINDOW >= at)?;
            letters += hit.letters;
            if heaviest.is_none_or(|it| hit.letters > it.letters) {
                heaviest = Some(hit);
            }
        }
        heaviest.map(|it| (it, letters))
    }
}

/// Where a part stands.
#[derive(Clone, Copy)]
struct Hit {
    start: usize,
    end: usize,
    letters: usize,
}

/// Phrases by a key: a table of drawers, each with few keys.
#[derive(Debug)]
struct Register {
    /// Where each drawer begins in `places`, and where the last ends.
    drawers: Vec<u32>,
    places: Vec<(u64, Place)>,
}

impl Register {
    const DRAWERS: usize = 4_096;

    fn new(mut places: Vec<(u64, Place)>) -> Self {
        places.sort_unstable_by_key(|&(key, place)| (Self::drawer(key), key, place));
        places.dedup_by(|(key, this), (other, kept)| {
            let same = (*key, this.pattern, this.part) == (*other, kept.pattern, kept.part);
            kept.next.0 |= if same { this.next.0 } else { 0 };
            same
        });
        let mut drawers = vec![0; Self::DRAWERS + 1];
        for (key, _) in &places {
            drawers[Self::drawer(*key) + 1] += 1;
        }
        for i in 0..Self::DRAWERS {
            drawers[i + 1] += drawers[i];
        }
        Self { drawers, places }
    }

    fn drawer(key: u64) -> usize {
        (key ^ (key >> 29)) as usize % Self::DRAWERS
    }

    fn filed(&self, key: u64) -> impl Iterator<Item = Place> {
        let drawer = Self::drawer(key);
        let (start, end) = (self.drawers[drawer] as usize, self.drawers[drawer + 1] as usize);
        self.places[start..end].iter().filter(move |it| it.0 == key).map(|it| it.1)
    }
}

/// The first two bytes of a word as a key.
fn first_two(letters: &str) -> u64 {
    letters.bytes().take(2).fold(0, |key, byte| key << 8 | u64::from(byte))
}

/// Files a phrase under every word that it can begin with; `then` follows it.
fn file(
    phrase: &[Element],
    then: Option<&Then<'_>>,
    place: Place,
    words: &mut Vec<(u64, Place)>,
    prefixes: &mut Vec<(u64, Place)>,
) {
    let Some((element, rest)) = phrase.split_first() else {
        if let Some(next) = then {
            file(next.elements, next.then, place, words, prefixes);
        }
        return;
    };
    match element {
        Element::Word(hash, _) => words.push((*hash, Place { next: firsts(rest, then), ..place })),
        Element::Prefix(letters) => prefixes.push((first_two(letters), Place { next: firsts(rest, then), ..place })),
        Element::Choice(alternatives) => {
            for alternative in alternatives {
                file(alternative, Some(&Then { elements: rest, then }), place, words, prefixes);
            }
        }
        // No phrase begins so; a test holds it.
        Element::Any | Element::Gap => {}
    }
}

/// The words with which `elements` can begin.
fn firsts(elements: &[Element], then: Option<&Then<'_>>) -> Signs {
    let Some((element, rest)) = elements.split_first() else {
        return then.map_or(Signs::ANY, |next| firsts(next.elements, next.then));
    };
    match element {
        Element::Word(hash, _) => Signs::of(*hash),
        Element::Prefix(_) | Element::Any | Element::Gap => Signs::ANY,
        Element::Choice(alternatives) => {
            let then = Then { elements: rest, then };
            Signs(alternatives.iter().fold(0, |signs, it| signs | firsts(it, Some(&then)).0))
        }
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
    // Most begin with another word, which is seen here at once.
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
        Element::Any => words.list.get(at).and_then(|_| longer(0)),
        Element::Gap => (at..=(at + GAP).min(words.list.len()))
            .filter(|next| may_begin(rest, *next))
            .find_map(|next| walk(words, rest, then, next)),
        Element::Choice(alternatives) => alternatives
            .iter()
            .filter(|it| may_begin(it, at))
            .filter_map(|it| walk(words, it, Some(&Then { elements: rest, then }), at))
            .max_by_key(|it| it.1),
    }
}
