//! The trade-off between build time and page size.

/// How much to optimise the page for size.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Size {
    /// Fast build, for a first look and for tests.
    Quick,
    /// Smallest size, for releases and benchmarks.
    Smallest,
}

impl Size {
    /// The quality of brotli. 5 takes 0.1 seconds; 11 takes 12 seconds and saves another tenth.
    pub(crate) const fn brotli(self) -> &'static str {
        match self {
            Self::Quick => "5",
            Self::Smallest => "11",
        }
    }
}
