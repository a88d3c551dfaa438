//! How a command ended.

/// What a command that ran says about the settings.
pub(crate) enum Verdict {
    /// No finding of severity error.
    Fine,
    /// At least one.
    Errors,
}
