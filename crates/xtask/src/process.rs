//! Runs other programs and shows their output.

use std::ffi::OsStr;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::process::Command;
use std::process::Stdio;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

/// Prints a progress line.
pub fn say(text: &str) {
    // If standard error is closed, there is nowhere to report it.
    let _ = writeln!(std::io::stderr(), "xtask: {text}");
}

/// A program to run in the workspace root.
#[derive(Debug)]
pub struct Cmd {
    command: Command,
    shown: String,
}

impl Cmd {
    /// A program without arguments, by path or by name on `PATH`.
    pub fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(crate::workspace::root());
        Self { command, shown: program.to_owned() }
    }

    /// The cargo that runs this task.
    pub fn cargo(args: &[&str]) -> Self {
        Self::new(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())).args(args)
    }

    /// Adds arguments.
    #[must_use]
    pub fn args<S: AsRef<OsStr>>(mut self, args: &[S]) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
        }
        self.command.args(args);
        self
    }

    /// Sets an environment variable for this program only.
    #[must_use]
    pub fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs the program and shows its output.
    ///
    /// # Errors
    ///
    /// The program cannot be started or fails.
    pub fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| format!("cannot run `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs the program without output and returns whether it succeeded.
    pub fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|it| it.success())
    }

    /// Runs the program and returns its standard output.
    ///
    /// # Errors
    ///
    /// The program cannot be started or fails. The error contains its standard error.
    pub fn output(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| format!("cannot run `{}`", self.shown))?;
        if !output.status.success() {
            bail!("`{}` failed ({}): {}", self.shown, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs the program, shows its standard output and passes each line to `on_line`. Returns whether it succeeded.
    ///
    /// # Errors
    ///
    /// The program cannot be started, or its output is not UTF-8.
    pub fn watch(mut self, mut on_line: impl FnMut(&str)) -> Result<bool> {
        let mut child =
            self.command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot run `{}`", self.shown))?;
        if let Some(stdout) = child.stdout.take() {
            let mut out = std::io::stdout().lock();
            for line in BufReader::new(stdout).lines() {
                let line = line.with_context(|| format!("the output of `{}` is not text", self.shown))?;
                writeln!(out, "{line}").context("standard output is closed")?;
                on_line(&line);
            }
        }
        Ok(child.wait().with_context(|| format!("cannot wait for `{}`", self.shown))?.success())
    }
}
