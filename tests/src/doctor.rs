//! The command under test: run once, or as a service.

use std::path::Path;
use std::path::PathBuf;
use std::process::Output;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use serde_json::Value;
use smtp_doctor_testkit::http;
use smtp_doctor_testkit::http::Answer;
use tokio::io::AsyncBufReadExt;
use tokio::io::AsyncWriteExt;
use tokio::io::BufReader;
use tokio::process::Child;
use tokio::process::Command;

/// The binary that `cargo xtask test` builds.
#[must_use]
pub fn binary() -> PathBuf {
    let built = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/smtp-doctor");
    std::env::var_os("SMTP_DOCTOR_BINARY").map_or_else(built, PathBuf::from)
}

/// Runs the command once with `input` as standard input.
///
/// # Errors
///
/// If it cannot be started.
pub async fn run(args: &[&str], input: &str) -> Result<Output> {
    let mut child = Command::new(binary())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("smtp-doctor does not start; `cargo xtask test` builds it first")?;
    if let Some(mut stdin) = child.stdin.take() {
        // A command that does not read its input may have exited already.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    Ok(child.wait_with_output().await?)
}

/// A running `smtp-doctor serve`. Dropping it stops it.
#[derive(Debug)]
pub struct Doctor {
    /// Its address, such as `http://127.0.0.1:40001/`.
    pub url: String,
    log: Arc<Mutex<String>>,
    _child: Child,
}

impl Doctor {
    /// Starts the service on a free port with further flags and the log level `trace`.
    ///
    /// # Errors
    ///
    /// If the service does not print its address.
    pub async fn serve(flags: &[&str]) -> Result<Self> {
        let mut child = Command::new(binary())
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(flags)
            .env("SMTP_DOCTOR_LOG", "trace")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("smtp-doctor does not start; `cargo xtask test` builds it first")?;
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else { bail!("no pipes") };
        let log = Arc::<Mutex<String>>::default();
        let (mut errors, shared) = (BufReader::new(stderr).lines(), log.clone());
        tokio::spawn(async move {
            while let Ok(Some(line)) = errors.next_line().await {
                let mut log = shared.lock().unwrap_or_else(PoisonError::into_inner);
                log.push_str(&line);
                log.push('\n');
            }
        });
        let mut lines = BufReader::new(stdout).lines();
        let first = lines.next_line().await?.unwrap_or_default();
        let Some((_, url)) = first.split_once("http://") else {
            bail!("smtp-doctor does not say where it listens: {first:?}")
        };
        Ok(Self { url: format!("http://{url}"), log, _child: child })
    }

    /// Sends a GET request.
    ///
    /// # Errors
    ///
    /// As [`http::ask`].
    pub async fn get(&self, path: &str) -> Result<Answer> {
        Ok(http::ask(&self.url, &http::get(path)).await?)
    }

    /// Sends a POST request that accepts JSON.
    ///
    /// # Errors
    ///
    /// As [`http::ask`].
    pub async fn post(&self, path: &str, body: &Value) -> Result<Answer> {
        Ok(http::ask(&self.url, &http::post(path, &[], &body.to_string())).await?)
    }

    /// The log so far.
    #[must_use]
    pub fn log(&self) -> String {
        self.log.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
