//! OpenSMTPD, which says "Invalid recipient" where other servers say that they do not relay.
//!
//! [`OpensmtpdLab::start`] needs root, a mount namespace, and the package that `cargo xtask test`
//! unpacks ([`available`] checks). Like the Postfix lab, it has its own folder and a free port, and stops
//! when it is dropped. It has no TLS, because the TLS of Debian 12's version does not work with OpenSSL 3
//! ("missing private key").

use std::fs::DirBuilder;
use std::path::Path;

use anyhow::{Context, Result};

use super::accounts::ACCOUNTS;
use super::ports;
use super::template::fill;
use super::unpacked::{Running, Unpacked};

const CONFIG: &str = include_str!("conf/smtpd.conf");

const OPENSMTPD: Unpacked = Unpacked {
    name: "OpenSMTPD",
    folder: "opensmtpd",
    program: "usr/sbin/smtpd",
    flags: &["-d", "-v", "-f"],
    // OpenSMTPD has these names and the paths below compiled in.
    users: &[("opensmtpd", 64_902), ("opensmtpq", 64_903)],
    // The project and the lab's folder must not be below any of these four folders.
    setup: r#"
for folder in /run /var/lib /var/spool /usr/libexec; do mount -t tmpfs lab "$folder"; done
mkdir -p /var/lib/opensmtpd/empty /var/spool/smtpd
chmod 711 /var/spool/smtpd
ln -s "$PACKAGE/usr/libexec/opensmtpd" /usr/libexec/opensmtpd
chown nobody "$LAB/mail"
"#,
    // Logged only with -v.
    ready: ("output", "smtp: will accept at most"),
};

/// A running OpenSMTPD.
#[derive(Debug)]
pub struct OpensmtpdLab {
    /// The port, on 127.0.0.1, of its one listener: "port 25", no TLS, no AUTH; any recipient outside
    /// `example.test` gets "Invalid recipient".
    pub relay: u16,
    running: Running,
}

impl OpensmtpdLab {
    /// Starts OpenSMTPD and waits until it accepts connections.
    ///
    /// # Errors
    ///
    /// If something is missing (see [`available`]) or OpenSMTPD does not start; the message then ends
    /// with its log.
    pub fn start() -> Result<Self> {
        available().map_err(anyhow::Error::msg)?;
        ports::with_free(Self::try_start)
    }

    fn try_start(ports: [u16; 1]) -> Result<Self> {
        let [relay] = ports;
        let running = OPENSMTPD.start(&ports, |dir| configure(dir, relay))?;
        Ok(Self { relay, running })
    }

    /// Everything that OpenSMTPD logged so far.
    #[must_use]
    pub fn logs(&self) -> String {
        self.running.logs()
    }
}

/// Checks whether [`OpensmtpdLab`] can be started here.
///
/// # Errors
///
/// A sentence that says what is missing.
pub fn available() -> Result<(), String> {
    OPENSMTPD.available()
}

fn configure(dir: &Path, relay: u16) -> Result<String> {
    DirBuilder::new().create(dir.join("mail")).context("cannot make OpenSMTPD's mail folder")?;
    let mailboxes: Vec<String> = ACCOUNTS.iter().map(|(user, _)| format!("\"{user}\" = \"nobody\"")).collect();
    fill(
        CONFIG,
        &[("DIR", &dir.to_string_lossy()), ("RELAY", &relay.to_string()), ("MAILBOXES", &mailboxes.join(", "))],
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::SystemTime;

    use super::super::talk::{RIGHT_PASSWORD, connect};
    use super::*;

    #[test]
    fn it_does_not_relay() {
        let lab = OpensmtpdLab::start().unwrap();
        let mut talk = connect(lab.relay);
        assert_eq!(talk.reply(), "220 mail.example.test ESMTP OpenSMTPD");
        let offer = talk.say("EHLO client.example.test");
        let hello = "250-mail.example.test Hello client.example.test [127.0.0.1], pleased to meet you\n";
        assert!(offer.starts_with(hello), "{offer}");
        assert!(!offer.contains("STARTTLS") && !offer.contains("AUTH"), "{offer}");
        assert_eq!(talk.say(RIGHT_PASSWORD), "503 5.5.1 Invalid command: Command not supported");
        assert_eq!(talk.say("MAIL FROM:<user@example.test>"), "250 2.0.0 Ok");
        let refused = talk.say("RCPT TO:<somebody@elsewhere.example>");
        assert_eq!(refused, "550 Invalid recipient: <somebody@elsewhere.example>");
        let unknown = talk.say("RCPT TO:<nobody@example.test>");
        assert_eq!(unknown, "524 5.2.4 Mailing list expansion problem: <nobody@example.test>");
        let known = talk.say("RCPT TO:<other@example.test>");
        assert_eq!(known, "250 2.1.5 Destination address valid: Recipient ok");
        assert_eq!(talk.say("DATA"), "354 Enter mail, end with \".\" on a line by itself");
        assert!(talk.say("Subject: test\r\n\r\ntest\r\n.").ends_with(" Message accepted for delivery"));
        assert!(lab.logs().contains("result=\"550 Invalid recipient: <somebody@elsewhere.example>\""));
    }

    #[test]
    fn labs_run_side_by_side_and_leave_nothing_behind() {
        let before = machine();
        let labs = [OpensmtpdLab::start().unwrap(), OpensmtpdLab::start().unwrap()];
        for lab in &labs {
            assert_eq!(connect(lab.relay).reply(), "220 mail.example.test ESMTP OpenSMTPD");
        }
        let folders = labs.each_ref().map(|lab| lab.running.dir().to_owned());
        drop(labs);
        for folder in folders {
            assert!(!folder.exists(), "{}", folder.display());
        }
        assert_eq!(machine(), before);
    }

    /// When the files and folders that OpenSMTPD uses were last changed outside the lab's namespace. They may exist: the
    /// machine may have its own OpenSMTPD.
    fn machine() -> [(&'static str, Option<SystemTime>); 5] {
        ["/etc/passwd", "/etc/group", "/usr/libexec/opensmtpd", "/var/lib/opensmtpd", "/var/spool/smtpd"]
            .map(|path| (path, fs::symlink_metadata(path).and_then(|it| it.modified()).ok()))
    }

    #[test]
    fn a_taken_port_is_reported() {
        available().unwrap();
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let error = OpensmtpdLab::try_start([taken.local_addr().unwrap().port()]).unwrap_err();
        assert!(error.is::<ports::PortTaken>(), "{error:#}");
    }
}
