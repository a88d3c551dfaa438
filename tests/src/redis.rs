//! A real Redis for limits that several instances share.

use std::net::Ipv4Addr;
use std::net::TcpListener;
use std::net::TcpStream;
use std::process::Child;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use anyhow::Result;
use anyhow::bail;
use smtp_doctor_testkit::wait::eventually_blocking;

/// How long Redis may take to start.
const START_LIMIT: Duration = Duration::from_secs(10);

/// A running Redis that writes nothing to disk. Dropping it stops it.
#[derive(Debug)]
pub struct Redis {
    /// Its address, such as `redis://127.0.0.1:40001/`.
    pub url: String,
    child: Child,
}

impl Redis {
    /// Starts Redis on a free port.
    ///
    /// # Errors
    ///
    /// If Redis is not installed or does not answer in time.
    pub fn start() -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let child = Command::new("redis-server")
            .args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"])
            .current_dir(std::env::temp_dir())
            .stdout(Stdio::null())
            .spawn()
            .context("redis-server does not start; `cargo xtask test` installs it")?;
        let started = Self { url: format!("redis://127.0.0.1:{port}/"), child };
        if !eventually_blocking(START_LIMIT, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()) {
            bail!("redis-server does not listen");
        }
        Ok(started)
    }
}

impl Drop for Redis {
    fn drop(&mut self) {
        // It may have exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
