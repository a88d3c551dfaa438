//! Which of how many steps of a task begins.

use crate::process::say;

/// The steps of a task, counted while they begin.
#[derive(Debug)]
pub struct Steps {
    begun: usize,
    all: usize,
}

impl Steps {
    /// A task of `all` steps.
    pub const fn new(all: usize) -> Self {
        Self { begun: 0, all }
    }

    /// Says that the next step begins, such as `[2/5] building the server`.
    pub fn next(&mut self, what: &str) {
        self.begun += 1;
        say(&format!("[{}/{}] {what}", self.begun, self.all));
    }
}
