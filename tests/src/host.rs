//! A static web host for pages without the smtp-doctor service.

use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;

use anyhow::Context;
use anyhow::Result;

/// A running host. Dropping it stops it.
#[derive(Debug)]
pub struct Host {
    /// Its address, such as `http://127.0.0.1:40001/`.
    pub url: String,
    child: Child,
}

impl Host {
    /// Serves the files of a folder.
    ///
    /// # Errors
    ///
    /// If Python, which has the web server, cannot be started.
    pub fn of(folder: &Path) -> Result<Self> {
        let mut child = Command::new("python3")
            .args(["-m", "http.server", "--bind", "127.0.0.1", "--protocol", "HTTP/1.1", "0", "--directory"])
            .arg(folder)
            .env("PYTHONUNBUFFERED", "1")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("python3 does not start")?;
        let mut first = String::new();
        BufReader::new(child.stdout.take().context("no pipe")?).read_line(&mut first)?;
        let url = first.split_once('(').and_then(|it| it.1.split_once(')')).context("no address")?.0.to_owned();
        Ok(Self { url, child })
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
