//! Dovecot as the password checker behind Postfix: only its auth service, on a socket.

use std::fs;
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use super::accounts::ACCOUNTS;
use super::oauth;
use super::process::{Daemon, Watchdog};
use super::template::fill;

/// The server; the configuration is for its 2.3 series (2.4 has another syntax).
pub(super) const PROGRAM: &str = "/usr/sbin/dovecot";
const CONFIG: &str = include_str!("conf/dovecot.conf");
const OAUTH: &str = include_str!("conf/oauth.conf");
const TOKENS: &str = include_str!("conf/oauth2.conf.ext");

/// The longest path that a Unix socket address can hold.
const SOCKET_PATH_LIMIT: usize = 107;

/// Dovecot's log file in a lab's folder.
pub(super) fn log_file(dir: &Path) -> PathBuf {
    dir.join("dovecot/dovecot.log")
}

/// Starts Dovecot in `dir` without waiting for it. With `oauth`, it also accepts access tokens of the lab's OAuth
/// server.
pub(super) fn start(dir: &Path, oauth: bool, watchdog: &mut Watchdog) -> Result<Daemon> {
    let home = dir.join("dovecot");
    for folder in ["run", "state"] {
        fs::create_dir_all(home.join(folder)).context("cannot make Dovecot's folders")?;
    }
    let socket = socket(dir);
    let length = socket.as_os_str().len();
    anyhow::ensure!(
        length <= SOCKET_PATH_LIMIT,
        "{} is too long for a socket ({length} bytes, {SOCKET_PATH_LIMIT} fit): set TMPDIR to a shorter path",
        socket.display()
    );
    let config = home.join("dovecot.conf");
    let values: &[(&str, &str)] = &[("DIR", &dir.to_string_lossy()), ("TENANT", oauth::TENANT)];
    fs::write(&config, fill(CONFIG, values)?).context("cannot write dovecot.conf")?;
    if oauth {
        fs::write(home.join("oauth.conf"), fill(OAUTH, values)?).context("cannot write oauth.conf")?;
        fs::write(home.join("oauth2.conf.ext"), fill(TOKENS, values)?).context("cannot write oauth2.conf.ext")?;
    }
    let users: String = ACCOUNTS.iter().map(|(user, password)| format!("{user}:{{PLAIN}}{password}\n")).collect();
    fs::write(home.join("users"), users).context("cannot write Dovecot's users")?;

    let mut command = Command::new(PROGRAM);
    command.arg("-F").arg("-c").arg(&config).current_dir("/").process_group(0);
    let daemon = Daemon::spawn("Dovecot", &mut command, &home.join("output"))?;
    watchdog.watch(&daemon)?;
    Ok(daemon)
}

/// Waits until Dovecot answers on its socket.
pub(super) fn wait(daemon: &mut Daemon, dir: &Path) -> Result<()> {
    let (socket, log) = (socket(dir), log_file(dir));
    daemon.wait_until(|| log.exists() && UnixStream::connect(&socket).is_ok())
}

/// What Dovecot logs for a refused sign-in, after "auth: Info: MECHANISM-OR-DATABASE(USER,ADDRESS): ".
const REFUSALS: [&str; 7] = [
    "): Password mismatch",
    "): oauth2 failed: ",
    "): Invalid continued data",
    "): unknown user",
    "): Empty username",
    "): invalid input",
    "): Username character disallowed",
];

/// The number of log lines for refused sign-ins. An attempt with invalid Base64 is not among them, because
/// Postfix refuses it.
pub(super) fn failed_logins(log: &str) -> usize {
    log.lines()
        .filter(|line| line.contains(" auth: Info: "))
        .filter(|line| REFUSALS.iter().any(|refusal| line.contains(refusal)))
        .count()
}

fn socket(dir: &Path) -> PathBuf {
    dir.join("dovecot/run/auth-smtp")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_only_refusals() {
        let log = "Nov 23 21:20:45 master: Info: Dovecot v2.3.19.1 (9b53102964) starting up\n\
            Nov 23 21:20:45 auth: Info: passwd-file(user@example.test,127.0.0.1): Password mismatch\n\
            Nov 23 21:20:46 auth: Info: passwd-file(nobody@example.test,127.0.0.1): unknown user\n\
            Nov 23 21:20:46 auth: Info: plain(?,127.0.0.1): Empty username\n\
            Nov 23 21:20:46 auth: Info: oauth2(user@example.test,127.0.0.1): oauth2 failed: Local validation failed: \
            Token has expired\n\
            Nov 23 21:20:47 master: Warning: Killed with signal 15 (by pid=1 uid=0 code=kill)\n";
        assert_eq!(failed_logins(log), 4);
    }
}
