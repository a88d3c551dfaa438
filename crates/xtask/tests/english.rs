//! Plain English: phrases that read as if translated, and what to write instead (docs/CONTRIBUTING.md, "Words").

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// A phrase in lower case, and what to write instead.
const BANNED: &[(&str, &str)] = &[
    (" a place in the line", "a slot in the queue"),
    (" a sign in", "a sign-in"),
    (" a stranger", "an unauthenticated client, anyone on the internet"),
    (" are no ", "are not"),
    (" ask after", "ask for"),
    (" be after ", "the plain verb"),
    (" by itself offers", "offers"),
    (" for whom it", "name them"),
    (" goodbye", "close the session (QUIT)"),
    (" handed over", "given, sent, included"),
    (" hand over", "give, send, include"),
    (" hands over", "gives, sends, includes"),
    (" is no ", "is not a, isn't a"),
    (" it ends on ", "it expires on"),
    (" likeliest", "most likely"),
    (" look after", "the plain verb"),
    (" made good", "fixed"),
    (" sign in fields", "sign-in fields"),
    (" sign in method", "sign-in method"),
    (" sign in service", "sign-in service"),
    (" sign ins", "sign-ins"),
    (" so many ", "a number, a limit"),
    (" the gravest", "worst"),
    (" the sign in ", "the sign-in"),
    (" the words of the entr", "the text of the entry"),
    (" was learnt", "facts"),
    (" whoever asks", "all clients together"),
    ("beginning: ", "a name that says what it is"),
    ("entries' words", "the text of the entries"),
    ("entry's words", "the entry's text"),
    ("finds no place", "the queue is full"),
    ("for ever ", "'static, leaked on purpose"),
    ("for_ever", "leaked on purpose, or better not at all"),
    ("lent and taken back", "borrowed"),
    (" mended", "fixed"),
    ("number of a request", "request ID"),
    ("number for each request", "request ID"),
    ("of_all", "COMMON_HEADERS"),
    ("of_data", "API_HEADERS"),
    ("searched by halving", "binary search"),
    ("server of this page", "the smtp-doctor service"),
    ("tls by itself", "built-in TLS"),
    ("wear a server down", "overload"),
    ("wear down", "overload"),
    ("what is around", "middleware"),
    ("whomever", "name them"),
];

/// Where a banned phrase is plain English after all.
const FINE: &[&str] =
    &["there is no ", "there are no ", "is no longer ", "are no longer ", "is no more than ", "so many thanks"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file of ours that people read.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let foreign = matches!(name.as_str(), "target" | "dist" | ".git" | "node_modules" | "scratch" | "artifacts");
        if path.is_dir() && !foreign {
            files(&path, found);
        } else if path
            .extension()
            .is_some_and(|it| ["rs", "js", "css", "html", "md", "toml"].iter().any(|known| it == *known))
        {
            found.push(path);
        }
    }
}

/// The banned phrases in `text`, with the number of their line and what to write instead.
fn banned(text: &str) -> Vec<(usize, &'static str, &'static str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let mut line = format!(" {}", line.to_lowercase());
        for fine in FINE {
            line = line.replace(fine, "");
        }
        found.extend(BANNED.iter().filter(|it| line.contains(it.0)).map(|it| (number + 1, it.0, it.1)));
    }
    found
}

#[test]
fn nothing_reads_as_if_translated() {
    let mut paths = Vec::new();
    files(&root(), &mut paths);
    assert!(paths.len() > 300, "the files were found");
    let mut complaints = Vec::new();
    for path in paths
        .iter()
        .filter(|it| !it.ends_with("crates/xtask/tests/english.rs") && !it.ends_with("docs/CONTRIBUTING.md"))
    {
        for (line, phrase, instead) in banned(&fs::read_to_string(path).unwrap()) {
            let path = path.strip_prefix(root()).unwrap().display();
            complaints.push(format!("{path}:{line}: {phrase:?}; better: {instead}"));
        }
    }
    assert!(complaints.is_empty(), "{} phrases:\n{}", complaints.len(), complaints.join("\n"));
}

#[test]
fn a_banned_phrase_is_found_with_its_line() {
    assert_eq!(banned("one\nThe port is no number.\n"), [(2, " is no ", "is not a, isn't a")]);
    assert_eq!(banned("There is no port, and it is no longer open."), []);
    assert_eq!(banned("Mended."), [(1, " mended", "fixed")]);
    assert_eq!(banned("This is recommended."), []);
}
