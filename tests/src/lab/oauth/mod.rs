//! A real OAuth server that answers as Microsoft Entra ID does: `tests/oauth/server.mjs`, run with Node.js.
//!
//! Its token endpoint is `POST {url}/{tenant}/oauth2/v2.0/token`. What goes wrong is chosen by the client ID; the
//! server has the same identifiers. Tokens are signed with a key that is made at each start, and are 2.4 kB long:
//! too long for one SMTP command line.

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

/// The only tenant; any other is AADSTS90002.
pub const TENANT: &str = "b71d1e2c-5d3f-4c8e-9a60-2f4c7d9e1a35";
/// The secret of each app (any other is AADSTS7000215), with characters that have to be encoded in a form.
pub const SECRET: &str = "Lab8Q~s3cret.value_+/40%characters&long=";
/// What each token has as `oid`: the object ID of the service principal.
pub const OBJECT_ID: &str = "5e0b7c1d-8f42-4d9a-b3c6-1a7e9d2f4b80";
/// The only scope; any other is AADSTS1002012.
pub const SCOPE: &str = "https://outlook.office365.com/.default";
/// The mailbox that the tokens are for, and so the user name that goes with them.
pub const MAILBOX: &str = "user@example.test";

/// Good in every way. (An app that is none of these is AADSTS700016.)
pub const APP: &str = "a0000000-0000-4000-8000-000000000001";
/// Its token has no `roles`; the mail server refuses it.
pub const APP_WITHOUT_ROLE: &str = "a0000000-0000-4000-8000-000000000002";
/// Its token is for `https://graph.microsoft.com`; the mail server refuses it.
pub const APP_OTHER_AUDIENCE: &str = "a0000000-0000-4000-8000-000000000003";
/// Its token looks right but is not for [`MAILBOX`]: the mail server refuses it, as if the app had no access to it.
pub const APP_REFUSED: &str = "a0000000-0000-4000-8000-000000000004";
/// Its token ran out an hour ago; the mail server refuses it.
pub const APP_TOKEN_EXPIRED: &str = "a0000000-0000-4000-8000-000000000005";
/// Its secret ran out: 401, AADSTS7000222.
pub const APP_SECRET_EXPIRED: &str = "a0000000-0000-4000-8000-000000000006";
/// The server has no time for it: 503, AADSTS90033.
pub const APP_UNAVAILABLE: &str = "a0000000-0000-4000-8000-000000000007";

const PROGRAM: &str = "node";
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/oauth");
/// How long the server may take over an answer.
const LIMIT: Duration = Duration::from_secs(10);

/// Where the server prints in a lab's folder.
pub(super) fn log_file(dir: &Path) -> PathBuf {
    dir.join("oauth/output")
}

/// Whether the server can be started here; if not, one sentence that says what is missing.
///
/// # Errors
///
/// That sentence.
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
    /// Starts it in `dir`, puts its public key where Dovecot looks, and waits until it takes connections.
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

    /// Asks it to end, and does not wait.
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

    /// What the token endpoint answers: the status, and the body.
    ///
    /// # Errors
    ///
    /// If it does not answer, or not with JSON.
    pub fn request(&self, tenant: &str, client: &str, secret: &str, scope: &str) -> Result<(u16, Value)> {
        let host = self.url.trim_start_matches("http://");
        let form =
            [("grant_type", "client_credentials"), ("client_id", client), ("client_secret", secret), ("scope", scope)];
        let form = form.map(|(name, value)| format!("{name}={}", encoded(value))).join("&");
        let mut stream = TcpStream::connect(host).context("the OAuth server cannot be reached")?;
        stream.set_read_timeout(Some(LIMIT))?;
        // HTTP/1.0: the answer comes in one piece, and the connection ends with it.
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

/// Percent-encodes everything but letters and digits, which is right in a form as well as in a path.
fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| if byte.is_ascii_alphanumeric() { char::from(byte).into() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests;
