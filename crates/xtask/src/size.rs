//! How much time goes into making the page small.

/// How small the page is to be.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// Built soon: for a first look and for tests.
    Quick,
    /// As small as it gets: what is released, and what is measured.
    Smallest,
}

impl Size {
    /// Brotli's quality. Five takes a tenth of a second, eleven a dozen seconds for a tenth less.
    pub(crate) const fn brotli(self) -> &'static str {
        match self {
            Self::Quick => "5",
            Self::Smallest => "11",
        }
    }
}
