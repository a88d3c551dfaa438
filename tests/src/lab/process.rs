//! Runs daemons and stops all of them, even after a panic or a killed test run.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use smtp_doctor_testkit::wait::eventually_blocking;

/// How long a daemon may take to start.
const START_LIMIT: Duration = Duration::from_secs(15);
/// How long a daemon and its children may take to exit before they are killed.
const STOP_LIMIT: Duration = Duration::from_secs(3);

/// Stops the daemons if this process dies without doing so (killed by a signal, or the lab is in a
/// `static`, which Rust never drops). This shell script waits for the end of its pipe. (Debian's `sh`
/// accepts a process group only after `kill -s NAME --`.)
const WATCH: &str = r#"
while read -r line; do
  [ "$line" = done ] && exit 0
  groups="$groups $line"
done
for g in $groups; do kill -s TERM -- "-$g"; done
sleep 1
for g in $groups; do kill -s KILL -- "-$g"; done
rm -rf -- "$1"
"#;

/// Stops the lab's daemons and removes its folder if this process dies without doing so.
#[derive(Debug)]
pub(super) struct Watchdog {
    shell: Child,
    pipe: Option<ChildStdin>,
}

impl Watchdog {
    /// Starts watching; `dir` is removed if this process dies.
    pub(super) fn start(dir: &Path) -> Result<Self> {
        let mut shell = Command::new("/bin/sh")
            .args(["-c", WATCH, "lab-watchdog"])
            .arg(dir)
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .context("cannot start the lab's watchdog shell")?;
        let pipe = shell.stdin.take();
        Ok(Self { shell, pipe })
    }

    /// Adds a daemon to stop.
    pub(super) fn watch(&mut self, daemon: &Daemon) -> Result<()> {
        let pipe = self.pipe.as_mut().context("the lab's watchdog has no pipe")?;
        writeln!(pipe, "{}", daemon.child.id()).context("the lab's watchdog is gone")
    }
}

impl Drop for Watchdog {
    fn drop(&mut self) {
        if let Some(mut pipe) = self.pipe.take() {
            // The shell may have exited already.
            let _ = writeln!(pipe, "done");
        }
        let _ = self.shell.wait();
    }
}

/// A server in the foreground. It leads a process group with all of its children.
#[derive(Debug)]
pub(super) struct Daemon {
    name: &'static str,
    child: Child,
}

impl Daemon {
    /// Starts `command` and writes its output to the file `output`. If it inherited this process's pipes, a
    /// caller that reads them to their end would never finish.
    pub(super) fn spawn(name: &'static str, command: &mut Command, output: &Path) -> Result<Self> {
        let out = File::create(output).with_context(|| format!("cannot write {}", output.display()))?;
        let err = out.try_clone().context("cannot duplicate a file handle")?;
        let child = command
            .stdin(Stdio::null())
            .stdout(out)
            .stderr(err)
            .spawn()
            .with_context(|| format!("cannot start {name}"))?;
        Ok(Self { name, child })
    }

    /// Waits until `ready` returns true. Fails if the daemon exits first or takes too long.
    pub(super) fn wait_until(&mut self, mut ready: impl FnMut() -> bool) -> Result<()> {
        let mut ended = None;
        let up = eventually_blocking(START_LIMIT, || {
            ready() || {
                ended = self.child.try_wait().transpose();
                ended.is_some()
            }
        });
        match ended.transpose().context("cannot wait for a daemon")? {
            Some(status) => bail!("{} exited while starting ({status})", self.name),
            None if !up => bail!("{} was not ready within {} s", self.name, START_LIMIT.as_secs()),
            None => Ok(()),
        }
    }

    /// Asks the daemon and all of its children to exit, without waiting.
    ///
    /// Signals the whole group, because Dovecot's master would need a second, and leaves its auth process
    /// running while a client is connected.
    pub(super) fn terminate(&self) {
        self.signal(Signal::TERM);
    }

    fn signal(&self, signal: Signal) {
        let Some(pid) = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw) else {
            return;
        };
        // The first call fails if the daemon does not lead a group yet; both fail if it has exited.
        if kill_process_group(pid, signal).is_err() {
            let _ = kill_process(pid, signal);
        }
    }

    /// Whether the daemon or one of its children is still running. Zombies do not count: in a container
    /// without an init process they can stay for seconds.
    fn running(&mut self) -> bool {
        let own = matches!(self.child.try_wait(), Ok(None));
        own || group_running(self.child.id())
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if !self.running() {
            return;
        }
        self.terminate();
        if !eventually_blocking(STOP_LIMIT, || !self.running()) {
            self.signal(Signal::KILL);
            let _ = self.child.wait();
        }
    }
}

/// Whether a process of this group is running, from `/proc/PID/stat` ("pid (name) state ppid group ...").
fn group_running(group: u32) -> bool {
    let Ok(entries) = fs::read_dir("/proc") else {
        return false;
    };
    entries.flatten().any(|entry| {
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else {
            return false;
        };
        let Some((_, rest)) = stat.rsplit_once(')') else {
            return false;
        };
        let mut fields = rest.split_whitespace();
        let alive = !matches!(fields.next(), Some("Z" | "X") | None);
        alive && fields.nth(1).and_then(|g| g.parse().ok()) == Some(group)
    })
}
