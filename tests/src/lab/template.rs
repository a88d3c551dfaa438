//! The servers' configuration files are templates with `@NAME@` marks.

use anyhow::{Result, bail};

/// Replaces each `@NAME@` mark of a template by its value.
///
/// # Errors
///
/// If a mark has no value.
pub(super) fn fill(template: &str, values: &[(&str, &str)]) -> Result<String> {
    let filled =
        values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("@{name}@"), value));
    let is_mark = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_ascii_uppercase() || c == '_');
    match filled.split('@').find(is_mark) {
        Some(mark) => bail!("the template's mark @{mark}@ has no value"),
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fills_every_mark() {
        let filled = fill("user@example.test @DIR@/x@y.test", &[("DIR", "/tmp/a")]);
        assert_eq!(filled.unwrap(), "user@example.test /tmp/a/x@y.test");
        let error = fill("a @DIR@ @MORE_OF_IT@", &[("DIR", "/tmp/a")]).unwrap_err();
        assert_eq!(error.to_string(), "the template's mark @MORE_OF_IT@ has no value");
    }
}
