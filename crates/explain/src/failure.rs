//! What can go wrong in a stage of a probe: typed, free of I/O. What it means is [`crate::diagnose()`]'s to say.

use smtp_doctor_model::Security;
use smtp_doctor_smtp::Mechanism;
use smtp_doctor_smtp::Reply;

/// Why a stage failed. Exhaustive on purpose: a new failure does not compile until it has a finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StageFailure {
    /// Credentials were given, but the server offers no sign in.
    AuthNotOffered {
        /// It offers STARTTLS, after which it may.
        starttls: bool,
    },
    /// Credentials would have travelled in clear, which nobody allowed.
    CredentialsInClear,
    /// The connection could not be opened.
    Connect(ConnectFailure),
    /// The connection ended; what had come of an unfinished reply.
    Dropped(Option<String>),
    /// The server offers sign in, but by none of the mechanisms that the probe uses.
    MechanismUnsupported(Vec<Mechanism>),
    /// A test message to this recipient is not allowed here.
    MessageNotAllowed(String),
    /// What came is not SMTP.
    NotSmtp(String),
    /// The server waits for the other pairing of port and security.
    Pairing(PairingFailure),
    /// A command was refused.
    Refused(Reply),
    /// The server's name could not be looked up.
    Resolve(ResolveFailure),
    /// An address has characters beyond ASCII, and the server does not offer SMTPUTF8.
    Smtputf8NotOffered(String),
    /// Data came in clear after STARTTLS, before the handshake. It was discarded.
    StarttlsInjection(String),
    /// The server does not offer STARTTLS.
    StarttlsNotOffered,
    /// The TLS handshake failed.
    Tls(TlsFailure),
    /// No access token was issued, or one that cannot work.
    Token(TokenFailure),
    /// The stage's time was up, after this many milliseconds; what had come of an unfinished reply.
    TimedOut(u64, Option<String>),
}

/// Why a name could not be looked up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ResolveFailure {
    /// The name exists, but has no address.
    NoAddress,
    /// The name does not exist.
    NotFound,
    /// All its addresses are refused by this installation's policy.
    TargetNotAllowed,
    /// The name servers did not answer, or answered with an error.
    Unavailable(String),
}

/// Why a connection could not be opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ConnectFailure {
    /// Any other error of the operating system.
    Other(String),
    /// Nobody listens there, or a firewall rejects.
    Refused,
    /// Nobody answered in time.
    TimedOut,
    /// There is no route.
    Unreachable(String),
}

/// What the server waits for, seen on the wire.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PairingFailure {
    /// The security that the server speaks on this port.
    pub speaks: Security,
    /// What proves it: the first words in clear, or the handshake that worked.
    pub proof: String,
}

/// Why there is no access token, or none that can work.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TokenFailure {
    /// It is for another service.
    Audience {
        /// For which.
        found: String,
        /// For which it should be.
        wanted: String,
    },
    /// Its time is over.
    Expired {
        /// For so many seconds.
        seconds_ago: u64,
    },
    /// It belongs to somebody else than the settings say.
    Foreign {
        /// `tenant` or `application`.
        what: &'static str,
        /// Whose it is.
        found: String,
        /// Whose it should be.
        wanted: String,
    },
    /// It carries no permission to send.
    Permission {
        /// What it permits instead.
        roles: Vec<String>,
    },
    /// The sign in service refused to issue one, in these words.
    Refused(String),
    /// The sign in service could not be reached, or answered something else.
    Unreachable(String),
}

/// Why a TLS handshake failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TlsFailure {
    /// The server sent this alert.
    Alert(String),
    /// The certificate's time is over.
    CertificateExpired,
    /// The certificate is made out to these names instead.
    CertificateNameMismatch(Vec<String>),
    /// The certificate's time has not come.
    CertificateNotYetValid,
    /// The certificate signs itself.
    CertificateSelfSigned,
    /// Nobody whom this machine trusts vouches for the certificate.
    CertificateUntrusted {
        /// Who signed it, where the server showed no certificate of theirs: often an intermediate that is missing.
        missing: Option<String>,
    },
    /// Any other fault.
    Other(String),
    /// The server knows only versions before TLS 1.2.
    VersionUnsupported,
}
