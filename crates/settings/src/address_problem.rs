//! What can be wrong with an address.

use std::fmt;

/// Why a text is not a usable address, as a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct AddressError(String);

impl From<AddressProblem> for AddressError {
    fn from(problem: AddressProblem) -> Self {
        Self(problem.detail)
    }
}

impl fmt::Display for AddressError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for AddressError {}

/// A problem of an address, and a replacement if the intended address is clear.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct AddressProblem {
    pub(crate) kind: AddressProblemKind,
    pub(crate) detail: String,
    pub(crate) replacement: Option<String>,
}

/// The entry that an [`AddressProblem`] raises.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum AddressProblemKind {
    /// `address-extra-space`.
    ExtraSpace,
    /// `from-invalid` or `recipient-invalid`.
    Invalid,
    /// `address-invisible-character`.
    Invisible,
    /// `address-typo`.
    Typo,
}

impl AddressProblem {
    pub(crate) fn new(kind: AddressProblemKind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), replacement: None }
    }

    pub(crate) fn invalid(detail: impl Into<String>) -> Self {
        Self::new(AddressProblemKind::Invalid, detail)
    }
}
