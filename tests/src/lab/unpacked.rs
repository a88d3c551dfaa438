//! Servers whose packages conflict with Postfix. `cargo xtask test` unpacks them below
//! `target/mail-servers`, and each runs in its own mount namespace.
//!
//! The namespace has the users that the package would create and the folders whose paths are compiled in.
//! Nothing else sees them, so nothing is left behind and labs can run side by side.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use tempfile::TempDir;

use super::logs;
use super::ports;
use super::process::{Daemon, Watchdog};

/// Mounts the server's users (`$LAB` is the lab's folder). The server's own setup commands follow.
const USERS: &str = r#"
mount --bind "$LAB/passwd" /etc/passwd
mount --bind "$LAB/group" /etc/group
"#;

/// The description of a server.
#[derive(Debug)]
pub(super) struct Unpacked {
    pub(super) name: &'static str,
    /// Its package's folder below `target/mail-servers`.
    pub(super) folder: &'static str,
    /// The program in that folder.
    pub(super) program: &'static str,
    /// Flags that keep it in the foreground; the path of the configuration follows.
    pub(super) flags: &'static [&'static str],
    /// Users, each with a group of the same name, and the ID of both.
    pub(super) users: &'static [(&'static str, u32)],
    /// Shell commands that make the folders it needs; `$PACKAGE` is its package's folder.
    pub(super) setup: &'static str,
    /// A log in the lab's folder, and its text once all ports are bound.
    pub(super) ready: (&'static str, &'static str),
}

/// A running server and its folder.
#[derive(Debug)]
pub(super) struct Running {
    // Dropped in this order.
    _daemon: Daemon,
    _watchdog: Watchdog,
    dir: TempDir,
    logs: [PathBuf; 2],
}

impl Unpacked {
    /// Checks whether it can be started here; the error is a sentence that says what is missing.
    pub(super) fn available(&self) -> Result<(), String> {
        let name = self.name;
        if !rustix::process::geteuid().is_root() {
            return Err(format!("The {name} lab needs root, because {name} does."));
        }
        let program = self.package().join(self.program);
        if !program.exists() {
            return Err(format!("{} is missing: `cargo xtask test` fetches it.", program.display()));
        }
        let mut unshare = Command::new("unshare");
        unshare.args(["--mount", "true"]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if !unshare.status().is_ok_and(|status| status.success()) {
            return Err(format!("The {name} lab needs a mount namespace, and `unshare --mount` is refused here."));
        }
        Ok(())
    }

    /// Starts the server in its own folder and waits until it has bound `ports`. `configure` makes the
    /// files in that folder and returns the configuration.
    pub(super) fn start(&self, ports: &[u16], configure: impl FnOnce(&Path) -> Result<String>) -> Result<Running> {
        let dir = tempfile::Builder::new().prefix("lab-").tempdir().context("no temporary folder")?;
        // The server runs as other users, which must reach their folders.
        fs::set_permissions(dir.path(), Permissions::from_mode(0o755)).context("cannot open the folder")?;
        let config = configure(dir.path())?;
        fs::write(dir.path().join("server.conf"), config).context("cannot write the configuration")?;
        self.write_users(dir.path())?;

        let mut watchdog = Watchdog::start(dir.path())?;
        let (log, ready) = self.ready;
        let logs = [dir.path().join("output"), dir.path().join(log)];
        let [output, log] = &logs;
        let mut daemon = Daemon::spawn(self.name, &mut self.command(dir.path()), output)?;
        watchdog.watch(&daemon)?;
        if let Err(error) = daemon.wait_until(|| fs::read_to_string(log).is_ok_and(|text| text.contains(ready))) {
            drop(daemon);
            if let Some(taken) = ports::taken(ports) {
                return Err(taken.into());
            }
            bail!("{error:#}; the logs say:\n{}", logs::read(&logs));
        }
        Ok(Running { _daemon: daemon, _watchdog: watchdog, dir, logs })
    }

    /// The server in its namespace, as the leader of a process group.
    fn command(&self, dir: &Path) -> Command {
        let package = self.package();
        let script = format!("{USERS}{}\nexec \"$@\"", self.setup);
        let mut command = Command::new("unshare");
        command.args(["--mount", "/bin/sh", "-e", "-c", &script, "lab"]).arg(package.join(self.program));
        command.args(self.flags).arg(dir.join("server.conf"));
        command.env("LAB", dir).env("PACKAGE", package).current_dir("/").process_group(0);
        command
    }

    fn write_users(&self, dir: &Path) -> Result<()> {
        let write = |name: &str, line: fn(&str, u32) -> String| -> Result<()> {
            let system = Path::new("/etc").join(name);
            let known = fs::read_to_string(&system).with_context(|| format!("cannot read {}", system.display()))?;
            // If a name is listed twice, the first line counts.
            let ours: String = self.users.iter().map(|(user, id)| line(user, *id)).collect();
            fs::write(dir.join(name), ours + &known).with_context(|| format!("cannot write the lab's {name}"))
        };
        write("passwd", |user, id| format!("{user}:x:{id}:{id}::/nonexistent:/usr/sbin/nologin\n"))?;
        write("group", |group, id| format!("{group}:x:{id}:\n"))
    }

    fn package(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/mail-servers").join(self.folder)
    }
}

impl Running {
    pub(super) fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Everything that it logged and printed so far.
    pub(super) fn logs(&self) -> String {
        logs::settle(&self.logs);
        logs::read(&self.logs)
    }
}
