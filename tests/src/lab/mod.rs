//! A lab of real mail servers for end-to-end tests: Postfix, with Dovecot checking its passwords.
//!
//! Exim and OpenSMTPD, which word their replies differently, have labs of their own ([`exim`], [`opensmtpd`]).
//!
//! [`MailLab::start`] needs root and Debian's `postfix` and `dovecot-core` ([`available`] checks). It takes
//! about 50 ms. Each lab has its own folder and free ports of 127.0.0.1, so any number of labs can run at
//! once. Dropping the lab stops all of its processes, also when a test panics. If the test process dies
//! without dropping it (killed, or the lab is in a `static`), a watchdog stops them.
//!
//! [`MailLab::start_with_oauth`] adds an OAuth server ([`oauth`]) and sign-in by XOAUTH2 and OAUTHBEARER. It needs Node.js
//! and takes about half a second.
//!
//! A refused sign-in takes 0.5 s, because of a fixed timer in Dovecot.

pub mod exim;
pub mod opensmtpd;

mod accounts;
mod dovecot;
mod logs;
pub mod oauth;
mod ports;
mod postfix;
mod process;
#[cfg(test)]
mod talk;
mod template;
mod unpacked;

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use smtp_doctor_testkit::certs::LabCerts;
use smtp_doctor_testkit::wait::eventually_blocking;
use tempfile::TempDir;

pub use accounts::ACCOUNTS;
use oauth::OauthServer;
use process::{Daemon, Watchdog};

/// Running servers. Each port field is a listener on 127.0.0.1. Accepted mail to addresses outside
/// `example.test` is discarded.
#[derive(Debug)]
pub struct MailLab {
    /// "Port 25": no TLS, no AUTH; any recipient outside `example.test` gets "Relay access denied", except for
    /// clients from 127.0.0.3.
    pub relay: u16,
    /// "Port 587": STARTTLS, then AUTH, are required.
    pub submission: u16,
    /// STARTTLS is offered, not required; AUTH is offered only after it.
    pub submission_optional: u16,
    /// "Port 465": TLS from the first byte, AUTH required.
    pub smtps: u16,
    /// No TLS at all; AUTH in clear.
    pub plain_auth: u16,
    /// STARTTLS with an expired certificate.
    pub expired: u16,
    /// STARTTLS with the certificate of another host.
    pub wronghost: u16,
    /// STARTTLS with a self-signed certificate.
    pub selfsigned: u16,
    /// TLS from the first byte, with an expired certificate.
    pub smtps_expired: u16,
    /// TLS from the first byte, with the certificate of another host.
    pub smtps_wronghost: u16,
    /// STARTTLS is offered, not required; OAUTHBEARER is the only way to sign in (no AUTH in a lab without OAuth).
    pub oauthbearer_only: u16,
    /// The server that issues access tokens, in a lab with OAuth. There, every listener with AUTH accepts them.
    pub oauth: Option<OauthServer>,
    // Dropped in this order.
    postfix: Daemon,
    dovecot: Daemon,
    _watchdog: Watchdog,
    dir: TempDir,
}

impl MailLab {
    /// Starts the servers and waits until they accept connections.
    ///
    /// # Errors
    ///
    /// If something is missing (see [`available`]) or a server does not start; the message then ends
    /// with its logs.
    pub fn start(certs: &LabCerts) -> Result<Self> {
        Self::start_some(certs, false)
    }

    /// Starts the servers together with an OAuth server whose access tokens they accept.
    ///
    /// # Errors
    ///
    /// As [`Self::start`]; also if something is missing for the OAuth server (see [`oauth::available`]).
    pub fn start_with_oauth(certs: &LabCerts) -> Result<Self> {
        oauth::available().map_err(anyhow::Error::msg)?;
        Self::start_some(certs, true)
    }

    fn start_some(certs: &LabCerts, oauth: bool) -> Result<Self> {
        available().map_err(anyhow::Error::msg)?;
        ports::with_free(|ports| Self::try_start(certs, ports, oauth))
    }

    fn try_start(certs: &LabCerts, ports: postfix::Ports, oauth: bool) -> Result<Self> {
        let dir = tempfile::Builder::new().prefix("lab-").tempdir().context("no temporary folder")?;
        // The servers run as other users, which must reach their folders.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).context("cannot open the folder")?;
        let tls = dir.path().join("tls");
        fs::create_dir(&tls).context("cannot make the folder for certificates")?;
        certs.save(&tls)?;

        let mut watchdog = Watchdog::start(dir.path())?;
        let oauth_server = if oauth { Some(OauthServer::start(dir.path(), &mut watchdog)?) } else { None };
        let mut dovecot = dovecot::start(dir.path(), oauth, &mut watchdog)?;
        let mut postfix = postfix::start(dir.path(), ports, oauth, &mut watchdog)?;
        let up = dovecot::wait(&mut dovecot, dir.path()).and_then(|()| postfix::wait(&mut postfix, dir.path()));
        if let Err(error) = up {
            drop(postfix);
            if let Some(taken) = ports::taken(&ports) {
                return Err(taken.into());
            }
            bail!(
                "{error:#}; the logs say:
{}",
                logs::read(&log_files(dir.path()))
            );
        }
        let [
            relay,
            submission,
            submission_optional,
            smtps,
            plain_auth,
            expired,
            wronghost,
            selfsigned,
            smtps_expired,
            smtps_wronghost,
            oauthbearer_only,
        ] = ports;
        Ok(Self {
            relay,
            submission,
            submission_optional,
            smtps,
            plain_auth,
            expired,
            wronghost,
            selfsigned,
            smtps_expired,
            smtps_wronghost,
            oauthbearer_only,
            oauth: oauth_server,
            postfix,
            dovecot,
            _watchdog: watchdog,
            dir,
        })
    }

    /// The file with the CA certificate that a client has to trust (PEM).
    #[must_use]
    pub fn ca_file(&self) -> PathBuf {
        self.dir.path().join("tls/ca.pem")
    }

    /// How many sign-in attempts were refused so far (wrong password, unknown or unusable user name, bad token).
    ///
    /// `usize::MAX` if the log cannot be read, so that a missing log never passes a test.
    #[must_use]
    pub fn failed_logins(&self) -> usize {
        logs::settle(&log_files(self.dir.path()));
        fs::read_to_string(dovecot::log_file(self.dir.path())).map_or(usize::MAX, |log| dovecot::failed_logins(&log))
    }

    /// Everything that the servers logged and printed so far.
    #[must_use]
    pub fn logs(&self) -> String {
        logs::settle(&log_files(self.dir.path()));
        logs::read(&log_files(self.dir.path()))
    }

    /// The messages delivered to an address of `example.test`, once there are `count` of them or
    /// `limit` has passed.
    #[must_use]
    pub fn mail_for(&self, address: &str, count: usize, limit: Duration) -> Vec<String> {
        let folder = postfix::maildir(self.dir.path(), address).join("new");
        let mut messages = Vec::new();
        let delivered = || {
            let files = fs::read_dir(&folder).into_iter().flatten().flatten();
            let contents = files.filter_map(|file| fs::read(file.path()).ok());
            messages = contents.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
            messages.len() >= count
        };
        // The caller decides whether fewer are an error.
        let _ = eventually_blocking(limit, delivered);
        messages
    }
}

impl Drop for MailLab {
    fn drop(&mut self) {
        // Signal all of them first. Each is waited for when it is dropped.
        self.postfix.terminate();
        self.dovecot.terminate();
        if let Some(oauth) = &self.oauth {
            oauth.terminate();
        }
    }
}

/// Checks whether a lab can be started here.
///
/// # Errors
///
/// A sentence that says what is missing.
pub fn available() -> Result<(), String> {
    if !rustix::process::geteuid().is_root() {
        return Err("The mail server lab needs root, because Postfix does.".into());
    }
    for (program, package) in [(postfix::PROGRAM, "postfix"), (dovecot::PROGRAM, "dovecot-core")] {
        if !Path::new(program).exists() {
            return Err(format!("{program} is missing: install the package {package}."));
        }
    }
    let version = Command::new(dovecot::PROGRAM).arg("--version").output();
    let version = version.map_or_else(|e| e.to_string(), |out| String::from_utf8_lossy(&out.stdout).trim().into());
    if !version.starts_with("2.3.") {
        return Err(format!("The lab's configuration is for Dovecot 2.3, but the installed version is {version:?}."));
    }
    Ok(())
}

fn log_files(dir: &Path) -> [PathBuf; 5] {
    [
        postfix::log_file(dir),
        dir.join("postfix/output"),
        dovecot::log_file(dir),
        dir.join("dovecot/output"),
        oauth::log_file(dir),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_reported() {
        available().unwrap();
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut ports = ports::free().unwrap();
        ports[9] = taken.local_addr().unwrap().port();
        let error = MailLab::try_start(&LabCerts::generate().unwrap(), ports, false).unwrap_err();
        assert!(error.is::<ports::PortTaken>(), "{error:#}");
    }
}
