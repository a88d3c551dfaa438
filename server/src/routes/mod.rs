//! One file per resource.

pub(crate) mod check;
pub(crate) mod findings;
pub(crate) mod health;
pub(crate) mod probes;
pub(crate) mod providers;

use serde::Deserialize;

/// `?text=none` leaves the entries' texts out, for clients that have the catalogue.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TextQuery {
    #[serde(default)]
    pub(crate) text: TextChoice,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum TextChoice {
    #[default]
    Full,
    None,
}
