//! Exim 4, which most shared hosting runs. Its replies have no enhanced codes and their own wording.
//!
//! [`EximLab::start`] needs root, a mount namespace, and the package that `cargo xtask test` unpacks
//! ([`available`] checks). Like the Postfix lab, it has its own folder and free ports, and stops when it is
//! dropped.

use std::fs::{self, DirBuilder};
use std::os::unix::fs::chown;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use smtp_doctor_testkit::certs::LabCerts;

use super::accounts::{ACCOUNTS, local_part};
use super::ports;
use super::template::fill;
use super::unpacked::{Running, Unpacked};

const CONFIG: &str = include_str!("conf/exim.conf");
/// The ID of the user and group that Exim runs as.
const ID: u32 = 64_901;

const EXIM: Unpacked = Unpacked {
    name: "Exim",
    folder: "exim",
    program: "usr/sbin/exim4",
    flags: &["-bdf", "-C"],
    // Exim has this name compiled in.
    users: &[("Debian-exim", ID)],
    setup: "",
    ready: ("spool/mainlog", "daemon started"),
};

/// A running Exim. Each field is the port of one listener on 127.0.0.1.
///
/// Accepted mail is discarded. On every port, signed-in clients can send anywhere; others can send
/// only to `example.test` ("relay not permitted").
#[derive(Debug)]
pub struct EximLab {
    /// "Port 25": no TLS, no AUTH.
    pub relay: u16,
    /// "Port 587": STARTTLS; AUTH is offered only after it.
    pub submission: u16,
    /// "Port 465": TLS from the first byte, then AUTH.
    pub smtps: u16,
    /// As `submission`, with the three-line greeting of cPanel's servers ("We do not
    /// authorize the use of this system to transport unsolicited, and/or bulk e-mail.").
    pub bulk_banner: u16,
    running: Running,
}

impl EximLab {
    /// Starts Exim with the lab's accounts and the good certificate, and waits until it accepts connections.
    ///
    /// # Errors
    ///
    /// If something is missing (see [`available`]) or Exim does not start; the message then ends
    /// with its log.
    pub fn start(certs: &LabCerts) -> Result<Self> {
        available().map_err(anyhow::Error::msg)?;
        ports::with_free(|ports| Self::try_start(certs, ports))
    }

    fn try_start(certs: &LabCerts, ports: [u16; 4]) -> Result<Self> {
        let running = EXIM.start(&ports, |dir| configure(dir, certs, ports))?;
        let [relay, submission, smtps, bulk_banner] = ports;
        Ok(Self { relay, submission, smtps, bulk_banner, running })
    }

    /// The file with the CA certificate that a client has to trust (PEM).
    #[must_use]
    pub fn ca_file(&self) -> PathBuf {
        self.running.dir().join("tls/ca.pem")
    }

    /// How many sign-in attempts were refused so far.
    #[must_use]
    pub fn failed_logins(&self) -> usize {
        self.logs().matches(" authenticator failed for ").count()
    }

    /// Everything that Exim logged and printed so far.
    #[must_use]
    pub fn logs(&self) -> String {
        self.running.logs()
    }
}

/// Checks whether [`EximLab`] can be started here.
///
/// # Errors
///
/// A sentence that says what is missing.
pub fn available() -> Result<(), String> {
    EXIM.available()
}

fn configure(dir: &Path, certs: &LabCerts, ports: [u16; 4]) -> Result<String> {
    let (tls, spool) = (dir.join("tls"), dir.join("spool"));
    for folder in [&tls, &spool] {
        DirBuilder::new().create(folder).context("cannot make Exim's folders")?;
    }
    certs.save(&tls)?;
    let key = tls.join("good.pem");
    for path in [&spool, &key] {
        chown(path, Some(ID), Some(ID)).with_context(|| format!("cannot give {} to Exim", path.display()))?;
    }
    let users: String = ACCOUNTS.iter().map(|(user, password)| format!("{user}: {password}\n")).collect();
    fs::write(dir.join("users"), users).context("cannot write Exim's users")?;

    let mailboxes: Vec<&str> = ACCOUNTS.iter().map(|(user, _)| local_part(user)).collect();
    let [relay, submission, smtps, bulk_banner] = ports.map(|port| port.to_string());
    fill(
        CONFIG,
        &[
            ("DIR", &dir.to_string_lossy()),
            ("RELAY", &relay),
            ("SUBMISSION", &submission),
            ("SMTPS", &smtps),
            ("BULK_BANNER", &bulk_banner),
            ("MAILBOXES", &mailboxes.join(" : ")),
        ],
    )
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::super::talk::{RIGHT_PASSWORD, Talk, WRONG_PASSWORD, connect};
    use super::*;

    fn lab() -> (EximLab, LabCerts) {
        let certs = LabCerts::generate().unwrap();
        (EximLab::start(&certs).unwrap(), certs)
    }

    /// What every listener that offers AUTH must do inside TLS.
    #[track_caller]
    fn signs_in(talk: &mut Talk<impl Read + Write>) {
        assert!(talk.say("EHLO client.example.test").contains("\n250-AUTH PLAIN LOGIN\n"));
        assert_eq!(talk.say(WRONG_PASSWORD), "535 Incorrect authentication data");
        assert_eq!(talk.say("AUTH LOGIN"), "334 VXNlcm5hbWU6");
        assert_eq!(talk.say("b3RoZXJAZXhhbXBsZS50ZXN0"), "334 UGFzc3dvcmQ6");
        assert_eq!(talk.say("c2VjcmV0"), "535 Incorrect authentication data", "the password of another user");
        assert_eq!(talk.say(RIGHT_PASSWORD), "235 Authentication succeeded");
        assert_eq!(talk.say("MAIL FROM:<user@example.test>"), "250 OK");
        assert_eq!(talk.say("RCPT TO:<somebody@elsewhere.example>"), "250 Accepted");
        assert_eq!(talk.say("QUIT"), "221 mail.example.test closing connection");
    }

    #[test]
    fn the_plain_port_does_not_relay() {
        let (lab, _) = lab();
        let mut talk = connect(lab.relay);
        assert!(talk.reply().starts_with("220 mail.example.test ESMTP Exim 4."));
        let offer = talk.say("EHLO client.example.test");
        assert!(offer.starts_with("250-mail.example.test Hello client.example.test [127.0.0.1]\n"), "{offer}");
        assert!(!offer.contains("STARTTLS") && !offer.contains("AUTH"), "{offer}");
        assert_eq!(talk.say(RIGHT_PASSWORD), "503 AUTH command used when not advertised");
        assert_eq!(talk.say("MAIL FROM:<user@example.test>"), "250 OK");
        assert_eq!(talk.say("RCPT TO:<somebody@elsewhere.example>"), "550 relay not permitted");
        assert_eq!(talk.say("RCPT TO:<nobody@example.test>"), "550 Unrouteable address");
        assert_eq!(talk.say("RCPT TO:<other@example.test>"), "250 Accepted");
        assert_eq!(talk.say("DATA"), "354 Enter message, ending with \".\" on a line by itself");
        assert!(talk.say("Subject: test\r\n\r\ntest\r\n.").starts_with("250 OK id="));
    }

    #[test]
    fn users_can_sign_in_only_inside_tls() {
        let (lab, certs) = lab();
        let mut talk = connect(lab.smtps).tls(&certs.ca);
        assert!(talk.reply().starts_with("220 mail.example.test ESMTP Exim 4."));
        signs_in(&mut talk);
        assert_eq!(lab.failed_logins(), 2);

        let mut talk = connect(lab.submission);
        talk.reply();
        let offer = talk.say("EHLO client.example.test");
        assert!(offer.contains("\n250-STARTTLS\n") && !offer.contains("AUTH"), "{offer}");
        assert_eq!(talk.say(RIGHT_PASSWORD), "503 AUTH command used when not advertised");
        assert_eq!(talk.say("STARTTLS"), "220 TLS go ahead");
        signs_in(&mut talk.tls(&certs.ca));
        assert_eq!(lab.failed_logins(), 4);
    }

    #[test]
    fn one_listener_greets_like_cpanel() {
        let (lab, certs) = lab();
        let mut talk = connect(lab.bulk_banner);
        let greeting = talk.reply();
        let (first, rest) = greeting.split_once('\n').unwrap();
        assert!(first.starts_with("220-mail.example.test ESMTP Exim 4."), "{greeting}");
        assert_eq!(
            rest,
            "220-We do not authorize the use of this system to transport unsolicited, \n220 and/or bulk e-mail."
        );
        assert!(talk.say("EHLO client.example.test").contains("\n250-STARTTLS\n"));
        assert_eq!(talk.say("STARTTLS"), "220 TLS go ahead");
        signs_in(&mut talk.tls(&certs.ca));
    }

    #[test]
    fn a_taken_port_is_reported() {
        available().unwrap();
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let mut ports = ports::free().unwrap();
        ports[3] = taken.local_addr().unwrap().port();
        let error = EximLab::try_start(&LabCerts::generate().unwrap(), ports).unwrap_err();
        assert!(error.is::<ports::PortTaken>(), "{error:#}");
    }
}
