//! A real OAuth server that answers as Microsoft Entra ID does: `tests/oauth/server.mjs`, run with Node.js.
//!
//! Its token endpoint is `POST {url}/{tenant}/oauth2/v2.0/token`. The client ID selects the fault; the server knows the same
//! IDs. Each start makes a new signing key. Tokens are 2.4 kB long: too long for one SMTP command line.

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::Value;
use smtp_doctor_testkit::http::Answer;

use super::process::{Daemon, Watchdog};

/// The only tenant. Any other gets AADSTS90002.
pub const TENANT: &str = "b71d1e2c-5d3f-4c8e-9a60-2f4c7d9e1a35";
/// The secret of each app. Any other gets AADSTS7000215. It has characters that a form must encode.
pub const SECRET: &str = "Lab8Q~s3cret.value_+/40%characters&long=";
/// The object ID of the service principal: the claim `oid` of each token.
pub const OBJECT_ID: &str = "5e0b7c1d-8f42-4d9a-b3c6-1a7e9d2f4b80";
/// The only scope. Any other gets AADSTS1002012.
pub const SCOPE: &str = "https://outlook.office365.com/.default";
/// The mailbox that the tokens are for: the user name to sign in with.
pub const MAILBOX: &str = "user@example.test";

/// Without faults. (An unknown app gets AADSTS700016.)
pub const APP: &str = "a0000000-0000-4000-8000-000000000001";
/// Its token lacks `roles`; the mail server refuses it.
pub const APP_WITHOUT_ROLE: &str = "a0000000-0000-4000-8000-000000000002";
/// Its token is for `https://graph.microsoft.com`; the mail server refuses it.
pub const APP_OTHER_AUDIENCE: &str = "a0000000-0000-4000-8000-000000000003";
/// Its token looks right but is not for [`MAILBOX`]: the mail server refuses it as if the app lacked access.
pub const APP_REFUSED: &str = "a0000000-0000-4000-8000-000000000004";
/// Its token expired an hour ago; the mail server refuses it.
pub const APP_TOKEN_EXPIRED: &str = "a0000000-0000-4000-8000-000000000005";
/// Its secret has expired: 401, AADSTS7000222.
pub const APP_SECRET_EXPIRED: &str = "a0000000-0000-4000-8000-000000000006";
/// The service is unavailable: 503, AADSTS90033.
pub const APP_UNAVAILABLE: &str = "a0000000-0000-4000-8000-000000000007";

const PROGRAM: &str = "node";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/oauth");
/// How long the server may take to answer.
const LIMIT: Duration = Duration::from_secs(10);

/// The server's output file in a lab's folder.
pub(super) fn log_file(dir: &Path) -> PathBuf {
    dir.join("oauth/output")
}

/// Checks whether the server can be started here.
///
/// # Errors
///
/// A sentence that says what is missing.
pub fn available() -> Result<(), String> {
    let mut node = Command::new(PROGRAM);
    let runs = node.arg("--version").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status();
    if !runs.is_ok_and(|status| status.success()) {
        return Err(format!("{PROGRAM} is missing: install the package nodejs."));
    }
    if !Path::new(FOLDER).join("node_modules/oauth2-mock-server").exists() {
        return Err(format!("The OAuth server's packages are missing: run `npm ci` in {FOLDER}."));
    }
    Ok(())
}

/// The running server.
#[derive(Debug)]
pub struct OauthServer {
    /// Its address, such as `http://127.0.0.1:40001`.
    pub url: String,
    daemon: Daemon,
}

impl OauthServer {
    /// Starts the server in `dir`, stores its public key for Dovecot, and waits until it accepts connections.
    pub(super) fn start(dir: &Path, watchdog: &mut Watchdog) -> Result<Self> {
        let (home, output) = (dir.join("oauth"), log_file(dir));
        fs::create_dir(&home).context("cannot make the OAuth server's folder")?;
        let mut command = Command::new(PROGRAM);
        command.arg("server.mjs").arg("0").arg(home.join("keys")).current_dir(FOLDER).process_group(0);
        let mut daemon = Daemon::spawn("the OAuth server", &mut command, &output)?;
        watchdog.watch(&daemon)?;
        let mut url = None;
        let ready = daemon.wait_until(|| {
            url = fs::read_to_string(&output).ok().as_deref().and_then(address);
            url.is_some()
        });
        ready.with_context(|| fs::read_to_string(&output).unwrap_or_default())?;
        Ok(Self { url: url.context("the OAuth server has no address")?, daemon })
    }

    /// Asks the server to exit, without waiting.
    pub(super) fn terminate(&self) {
        self.daemon.terminate();
    }

    /// An access token for an app.
    ///
    /// # Errors
    ///
    /// If the server refuses it.
    pub fn token(&self, client: &str) -> Result<String> {
        let (status, body) = self.request(TENANT, client, SECRET, SCOPE)?;
        let token = body["access_token"].as_str().with_context(|| format!("{status} instead of a token: {body}"))?;
        Ok(token.to_owned())
    }

    /// The token endpoint's answer: status and body.
    ///
    /// # Errors
    ///
    /// If there is no answer, or the body is not JSON.
    pub fn request(&self, tenant: &str, client: &str, secret: &str, scope: &str) -> Result<(u16, Value)> {
        let host = self.url.trim_start_matches("http://");
        let form =
            [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), ("scope", scope)];
        let form = form.map(|(name, value)| format!("{name}={}", encoded(value))).join("&");
        let mut stream = TcpStream::connect(host).context("the OAuth server cannot be reached")?;
        stream.set_read_timeout(Some(LIMIT))?;
        // With HTTP/1.0, the answer is not chunked and ends with the connection.
        write!(
            stream,
            "POST /{}/oauth2/v2.0/token HTTP/1.0\r\nHost: {host}\r\nContent-Length: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\n\r\n{form}",
            encoded(tenant),
            form.len()
        )?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).context("the OAuth server does not answer")?;
        let Answer { status, body, .. } = Answer::parse(&answer)?;
        Ok((status, serde_json::from_str(&body).with_context(|| format!("not JSON: {body:?}"))?))
    }
}

/// The address in a complete line "ready ADDRESS".
fn address(output: &str) -> Option<String> {
    let (line, _) = output.split_once('\n')?;
    line.strip_prefix("ready ").map(str::to_owned)
}

/// Percent-encodes everything but letters and digits. That works in forms and in paths.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests;
