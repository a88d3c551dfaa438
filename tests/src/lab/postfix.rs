//! Postfix in a folder of its own, with one listener for each kind of provider configuration.

use std::fs::{self, DirBuilder, File, Permissions};
use std::os::unix::fs::{PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::accounts::{ACCOUNTS, local_part};
use super::process::{Daemon, Watchdog};
use super::template::fill;

/// The server itself. The `postfix` command needs system-wide files and takes two seconds longer.
pub(super) const PROGRAM: &str = "/usr/lib/postfix/sbin/master";
const MAIN: &str = include_str!("conf/main.cf");
const MASTER: &str = include_str!("conf/master.cf");
const COMMANDS: &str = include_str!("conf/commands");

/// The listeners by their names in `master.cf`, in the order of [`Ports`].
pub(super) const LISTENERS: [&str; 11] = [
    "RELAY",
    "SUBMISSION",
    "SUBMISSION_OPTIONAL",
    "SMTPS",
    "PLAIN_AUTH",
    "EXPIRED",
    "WRONGHOST",
    "SELFSIGNED",
    "SMTPS_EXPIRED",
    "SMTPS_WRONGHOST",
    "OAUTHBEARER_ONLY",
];
/// One port for each of [`LISTENERS`].
pub(super) type Ports = [u16; LISTENERS.len()];

/// Queue folders that only the user `postfix` can access.
const QUEUE: [&str; 11] =
    ["active", "bounce", "corrupt", "defer", "deferred", "flush", "hold", "incoming", "private", "saved", "trace"];

/// Postfix's log file in a lab's folder.
pub(super) fn log_file(dir: &Path) -> PathBuf {
    dir.join("postfix/mail.log")
}

/// The maildir of an address. Its folder `new/` has the delivered messages.
pub(super) fn maildir(dir: &Path, address: &str) -> PathBuf {
    dir.join("postfix/mailboxes").join(local_part(address))
}

/// Starts Postfix in `dir` without waiting for it. `oauth`: whether Dovecot accepts access tokens.
pub(super) fn start(dir: &Path, ports: Ports, oauth: bool, watchdog: &mut Watchdog) -> Result<Daemon> {
    let etc = dir.join("postfix/etc");
    folders(dir)?;
    configure(dir, &etc, ports, oauth)?;
    let mut command = Command::new(PROGRAM);
    // In the foreground (no -w) and without a new process group: master starts a new session, which
    // fails if it already leads a group.
    command.arg("-c").arg(&etc).current_dir("/");
    let daemon = Daemon::spawn("Postfix", &mut command, &dir.join("postfix/output"))?;
    watchdog.watch(&daemon)?;
    Ok(daemon)
}

/// Waits until Postfix logs that it has started: then it has bound all of its ports. (A connection to find
/// out would start ten processes and add to the log.)
pub(super) fn wait(daemon: &mut Daemon, dir: &Path) -> Result<()> {
    let log = log_file(dir);
    daemon.wait_until(|| fs::read_to_string(&log).is_ok_and(|text| text.contains("daemon started")))
}

/// Makes the folders that `postfix check` would make, but much faster.
fn folders(dir: &Path) -> Result<()> {
    let (user, group) = (id("/etc/passwd", "postfix", 2)?, id("/etc/group", "postdrop", 2)?);
    let home = dir.join("postfix");
    let make = |path: PathBuf, mode: u32, user: Option<u32>, group: Option<u32>| -> Result<()> {
        let cannot = || format!("cannot make {}", path.display());
        DirBuilder::new().recursive(true).create(&path).with_context(cannot)?;
        chown(&path, user, group).with_context(cannot)?;
        fs::set_permissions(&path, Permissions::from_mode(mode)).with_context(cannot)
    };
    make(home.join("etc"), 0o755, None, None)?;
    make(home.join("spool"), 0o755, None, None)?;
    make(home.join("spool/pid"), 0o755, None, None)?;
    for name in QUEUE {
        make(home.join("spool").join(name), 0o700, Some(user), None)?;
    }
    make(home.join("spool/maildrop"), 0o1730, Some(user), Some(group))?;
    make(home.join("spool/public"), 0o2710, Some(user), Some(group))?;
    make(home.join("data"), 0o700, Some(user), None)?;
    let (mail_user, mail_group) = mail_ids()?;
    make(home.join("mailboxes"), 0o700, Some(mail_user), Some(mail_group))
}

/// Writes `main.cf`, `master.cf` and the files that they refer to.
fn configure(dir: &Path, etc: &Path, ports: Ports, oauth: bool) -> Result<()> {
    let tls = dir.join("tls");
    let cert = |name: &str| tls.join(format!("{name}.pem")).to_string_lossy().into_owned();
    let (mail_user, mail_group) = mail_ids()?;
    let each = |entry: fn(&str) -> String| -> String {
        ACCOUNTS.iter().map(|(user, _)| entry(user)).collect::<Vec<_>>().join(" ")
    };
    let main = fill(
        MAIN,
        &[
            ("DIR", &dir.to_string_lossy()),
            ("MAIL_UID", &mail_user.to_string()),
            ("MAIL_GID", &mail_group.to_string()),
            ("MAILBOXES", &each(|user| format!("{user}={}/", local_part(user)))),
            ("OWNERS", &each(|user| format!("{user}={user}"))),
            ("CERT_GOOD", &cert("good")),
        ],
    )?;
    let ports = ports.map(|port| port.to_string());
    let (expired, wrong_host, self_signed) = (cert("expired"), cert("wronghost"), cert("selfsigned"));
    let mut values: Vec<(&str, &str)> =
        LISTENERS.iter().zip(&ports).map(|(name, port)| (*name, port.as_str())).collect();
    values.push(("CERT_EXPIRED", &expired));
    values.push(("CERT_WRONGHOST", &wrong_host));
    values.push(("CERT_SELFSIGNED", &self_signed));
    let dir = dir.to_string_lossy();
    values.push(("DIR", &dir));
    values.push(("OAUTH", if oauth { "yes" } else { "no" }));
    fs::write(etc.join("master.cf"), fill(MASTER, &values)?).context("cannot write master.cf")?;
    fs::write(etc.join("commands"), COMMANDS).context("cannot write Postfix's command filter")?;

    let path = etc.join("main.cf");
    fs::write(&path, main).context("cannot write main.cf")?;
    // If main.cf was changed just now, each Postfix program waits about two seconds, in case the file is
    // still being written.
    let an_hour_ago = SystemTime::now() - Duration::from_secs(3600);
    let file = File::options().write(true).open(&path).context("cannot open main.cf")?;
    file.set_modified(an_hour_ago).context("cannot set the age of main.cf")
}

/// User and group that own delivered mail.
fn mail_ids() -> Result<(u32, u32)> {
    Ok((id("/etc/passwd", "nobody", 2)?, id("/etc/passwd", "nobody", 3)?))
}

/// The numeric field of the line of `name` in `/etc/passwd` or `/etc/group`.
fn id(file: &str, name: &str, field: usize) -> Result<u32> {
    let text = fs::read_to_string(file).with_context(|| format!("cannot read {file}"))?;
    text.lines()
        .map(|line| line.split(':').collect::<Vec<_>>())
        .find(|fields| fields.first() == Some(&name))
        .and_then(|fields| fields.get(field)?.parse().ok())
        .with_context(|| format!("{file} has no {name}"))
}
