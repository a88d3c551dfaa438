//! Which part of the page is shown: the fragment of its address, so that each has an address of its own, and nothing of
//! a pasted text reaches a server.

use crate::browser;

/// A part of the page. It cannot be printed: a pasted text may hold secrets.
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
    /// The part that a fragment (without `#`) asks for.
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
