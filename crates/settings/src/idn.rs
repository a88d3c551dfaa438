//! Maps international host names to ASCII by UTS 46 (non-transitional processing).
//!
//! The mapping needs large tables (docs/ARCHITECTURE.md), which the Wasm modules leave out. They map names that need no
//! table and leave every other name as typed for the service, which has the tables. An approximate mapping could pick
//! somebody else's domain.

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use with_tables as mapped;
#[cfg(target_arch = "wasm32")]
pub(crate) use without_tables as mapped;

/// The name in ASCII; `None` if UTS 46 does not allow it.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn with_tables(name: &str) -> Option<String> {
    use idna::AsciiDenyList;
    use idna::uts46::DnsLength;
    use idna::uts46::Hyphens;
    use idna::uts46::Uts46;

    // The host name parser checks ASCII characters, hyphens and lengths of all names.
    let ascii = Uts46::new().to_ascii(name.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Allow, DnsLength::Ignore);
    ascii.ok().map(Into::into)
}

/// The name in ASCII if lower-casing is all that UTS 46 does to it, else the name as typed.
#[cfg(any(target_arch = "wasm32", test))]
#[expect(clippy::unnecessary_wraps, reason = "same signature as `with_tables`")]
pub(crate) fn without_tables(name: &str) -> Option<String> {
    let labels: Option<Vec<_>> = name.split('.').map(a_label).collect();
    Some(labels.map_or_else(|| name.to_owned(), |it| it.join(".")))
}

/// The A-label (RFC 5890 §2.3.2.1) of a label; `None` if it needs tables or may already be an A-label.
#[cfg(any(target_arch = "wasm32", test))]
fn a_label(label: &str) -> Option<String> {
    let lower: String = label.chars().map(lower_case).collect::<Option<_>>()?;
    if lower.starts_with("xn--") {
        return None;
    }
    if lower.is_ascii() { Some(lower) } else { idna::punycode::encode_str(&lower).map(|code| format!("xn--{code}")) }
}

/// A character in lower case, if that is all that UTS 46 does to it: ASCII, and common letters of left-to-right scripts
/// without combining characters.
#[cfg(any(target_arch = "wasm32", test))]
fn lower_case(c: char) -> Option<char> {
    let known = matches!(c, '\0'..='\x7f'
        // Latin, except letters that map to two letters or to another one (ĳ, ŀ, ŉ, ſ, İ).
        | 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='į' | 'ı' | 'Ĵ'..='ľ' | 'Ł'..='ň' | 'Ŋ'..='ž'
        // Greek.
        | 'Ά' | 'Έ'..='Ί' | 'Ό' | 'Ύ'..='Ρ' | 'Σ'..='ώ'
        // Cyrillic.
        | 'Ѐ'..='џ' | 'Ґ' | 'ґ'
        // Hiragana, katakana, unified ideographs, Hangul syllables.
        | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '\u{4e00}'..='\u{9fff}' | '가'..='힣');
    // One character at a time: in a whole word, a capital sigma could become a final sigma, which UTS 46 keeps separate.
    if known { c.to_lowercase().next() } else { None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::address;
    use crate::host;
    use crate::host_name;
    use crate::text;

    /// Names that UTS 46 allows, with their form in ASCII.
    fn valid_names() -> impl Iterator<Item = (String, &'static str)> {
        let rows = include_str!("../tests/corpus/idna.txt").lines().filter(|it| !it.is_empty() && !it.starts_with('#'));
        rows.map(|row| {
            let (source, ascii) = row.split_once("; ").unwrap();
            let mut parts = source.split("\\u");
            let mut name = parts.next().unwrap().to_owned();
            for part in parts {
                name.push(u32::from_str_radix(&part[..4], 16).ok().and_then(char::from_u32).unwrap());
                name.push_str(&part[4..]);
            }
            (name, ascii)
        })
    }

    #[test]
    fn valid_names_are_mapped_as_unicode_says() {
        let mut left_as_typed = 0;
        for (name, ascii) in valid_names() {
            assert_eq!(with_tables(&name).as_deref(), Some(ascii), "{name}");
            let without = without_tables(&name).unwrap();
            assert!(without == ascii || without == name, "{name}: {without} and not {ascii}");
            left_as_typed += usize::from(without == name);
        }
        assert!((1..valid_names().count()).contains(&left_as_typed));
    }

    #[test]
    fn no_server_becomes_another_one() {
        for (typed, ascii) in valid_names() {
            let [typed, ascii] = [&typed, ascii].map(|it| it.trim_end_matches('.'));
            let with = host_name::name_mapped(typed, with_tables);
            assert!(
                with.as_deref() == Ok(ascii) || typed.contains(|c| text::ascii_equivalent(c).is_some()),
                "{typed}: {with:?}"
            );
            let without = host_name::name_mapped(typed, without_tables);
            // Only a table shows that "=" with a stroke through it is one symbol.
            let allowed = without == with || without.as_deref() == Ok(typed) || typed.contains('\u{338}');
            assert!(allowed, "{typed}: {without:?}");

            let mut findings = Vec::new();
            let named = host::parse(typed, &mut findings).map(|it| it.0.to_string());
            let fix = findings.iter().find_map(|it| it.fix.as_ref()?.server.clone());
            for name in named.into_iter().chain(fix.and_then(|it| host_name::name(&it).ok())) {
                assert_eq!(name, ascii, "{typed}");
            }
        }
    }

    #[test]
    fn no_address_becomes_another_one() {
        for (domain, ascii) in valid_names() {
            let typed = format!("user@{domain}");
            let sent = match address::parse(&typed) {
                Ok((address, _)) => Some(address),
                Err(problem) => problem.replacement.and_then(|it| Some(address::parse(&it).ok()?.0)),
            };
            assert!(sent.is_none_or(|it| it.domain() == ascii.trim_end_matches('.')), "{typed}");
        }
    }

    #[test]
    fn label_length_is_checked_after_mapping() {
        let name = format!("{}.example", "\u{e01}".repeat(40));
        assert_eq!(host_name::name_mapped(&name, without_tables).as_deref(), Ok(&*name));
    }

    #[test]
    fn letters_without_a_table_map_as_with_tables() {
        let letters: Vec<char> = ('\0'..=char::MAX).filter(|c| !c.is_ascii() && lower_case(*c).is_some()).collect();
        assert!(letters.len() > 30_000);
        for c in letters {
            let name = format!("a{c}.example");
            assert_eq!(without_tables(&name), with_tables(&name), "{c} (U+{:04X})", c as u32);
        }
    }

    proptest! {
        #[test]
        fn names_without_tables_map_as_with_them_or_stay_as_typed(
            name in "([a-zA-Z0-9-]|[À-žΆ-ώЀ-ґ]|[ぁ-ー㐀-鿿ᄀ-ᇿ가-힣]|[\u{300}-\u{36f}µſßΣςİKﬁ①™א-תا-ي]|\\.){1,20}",
        ) {
            let ours = without_tables(&name);
            prop_assert!(ours == with_tables(&name) || ours.as_ref() == Some(&name), "{ours:?}");
        }
    }
}
