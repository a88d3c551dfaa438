//! The result of a command, which decides its exit code.

/// Whether a command found errors.
pub(crate) enum Verdict {
    /// No finding has severity error.
    Fine,
    /// At least one finding has severity error.
    Errors,
}
