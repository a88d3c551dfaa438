//! The URL fragment selects the section of the page. Browsers do not send fragments, so no server sees a pasted text in a
//! link.

use crate::browser;

/// A section of the page. No `Debug`: a pasted text may contain secrets.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum View {
    /// The form and the connection test: no fragment.
    #[default]
    Settings,
    /// `#explain`, `#explain=<text>`.
    Explain(String),
    /// `#message`.
    Message,
    /// `#problems`, `#problems/<slug>`.
    Problems(Option<String>),
}

impl View {
    /// The section for a fragment (without `#`).
    pub(crate) fn of_fragment(fragment: &str) -> Self {
        if let Some(text) = fragment.strip_prefix("explain=") {
            return Self::Explain(browser::decoded(text));
        }
        match fragment {
            "explain" => Self::Explain(String::new()),
            "message" => Self::Message,
            "problems" => Self::Problems(None),
            _ => match fragment.strip_prefix("problems/") {
                Some(slug) => Self::Problems(Some(slug.to_owned())),
                None => Self::Settings,
            },
        }
    }
}
