//! Other programs, run visibly.

use std::ffi::OsStr;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Write as _;
use std::process::Command;
use std::process::Stdio;

use anyhow::Context as _;
use anyhow::Result;
use anyhow::bail;

/// A line for the person who waits.
pub(crate) fn say(text: &str) {
    // Nobody is left to tell if standard error is closed.
    let _ = writeln!(std::io::stderr(), "xtask: {text}");
}

/// A program to run in the workspace's root.
pub(crate) struct Cmd {
    command: Command,
    shown: String,
}

impl Cmd {
    pub(crate) fn new(program: &str) -> Self {
        let mut command = Command::new(program);
        command.current_dir(crate::root());
        Self { command, shown: program.to_owned() }
    }

    /// The cargo that runs this task.
    pub(crate) fn cargo(args: &[&str]) -> Self {
        Self::new(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned())).args(args)
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: &[S]) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
        }
        self.command.args(args);
        self
    }

    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs it; its output is shown as it comes.
    pub(crate) fn run(mut self) -> Result<()> {
        let status = self.command.status().with_context(|| format!("cannot run `{}`", self.shown))?;
        if !status.success() {
            bail!("`{}` failed ({status})", self.shown);
        }
        Ok(())
    }

    /// Runs it, quietly; whether it succeeded.
    pub(crate) fn succeeds(mut self) -> bool {
        self.command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|it| it.success())
    }

    /// Runs it; what it printed.
    pub(crate) fn output(mut self) -> Result<String> {
        let output = self.command.output().with_context(|| format!("cannot run `{}`", self.shown))?;
        if !output.status.success() {
            bail!("`{}` failed ({}): {}", self.shown, output.status, String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Runs it; its standard output is shown as it comes and given to `on_line`. Whether it succeeded.
    pub(crate) fn watch(mut self, mut on_line: impl FnMut(&str)) -> Result<bool> {
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
        Ok(child.wait().with_context(|| format!("`{}` vanished", self.shown))?.success())
    }
}
