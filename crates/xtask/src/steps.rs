//! Progress through the steps of a task.

use crate::process::say;

/// Counts the steps of a task.
#[derive(Debug)]
pub struct Steps {
    current: usize,
    total: usize,
}

impl Steps {
    /// A task with `total` steps.
    pub const fn new(total: usize) -> Self {
        Self { current: 0, total }
    }

    /// Announces the next step, for example `[2/5] building the server`.
    pub fn next(&mut self, what: &str) {
        self.current += 1;
        say(&format!("[{}/{}] {what}", self.current, self.total));
    }
}
