//! Typed failures of probe stages. [`crate::diagnose()`] turns them into findings.

use smtp_doctor_model::Security;
use smtp_doctor_smtp::Mechanism;
use smtp_doctor_smtp::Reply;

/// Why a stage failed. Exhaustive on purpose: code with a new failure compiles only once it has a finding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum StageFailure {
    /// The settings have credentials, but the server does not offer sign-in.
    AuthNotOffered {
        /// Whether it offers STARTTLS. It may offer sign-in after that.
        starttls: bool,
    },
    /// Credentials would be sent unencrypted, which the operator did not allow.
    CredentialsInClear,
    /// The connection could not be opened.
    Connect(ConnectFailure),
    /// The connection ended. Contains the part of a reply that had arrived.
    Dropped(Option<String>),
    /// The server offers sign-in, but with none of the mechanisms that the probe supports.
    MechanismUnsupported(Vec<Mechanism>),
    /// The operator does not allow a test message to this recipient.
    MessageNotAllowed(String),
    /// The server sent something other than SMTP.
    NotSmtp(String),
    /// The server uses a different security on this port.
    Pairing(PairingFailure),
    /// The server refused a command.
    Refused(Reply),
    /// The server name could not be resolved.
    Resolve(ResolveFailure),
    /// An address contains non-ASCII characters, and the server does not offer SMTPUTF8.
    Smtputf8NotOffered(String),
    /// Unencrypted data arrived between STARTTLS and the handshake. It was discarded.
    StarttlsInjection(String),
    /// The server does not offer STARTTLS.
    StarttlsNotOffered,
    /// The TLS handshake failed.
    Tls(TlsFailure),
    /// There is no access token, or one that cannot work.
    Token(TokenFailure),
    /// The stage timed out after this many milliseconds. Contains the part of a reply that had arrived.
    TimedOut(u64, Option<String>),
}

/// Why a name could not be resolved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ResolveFailure {
    /// The name exists, but has no address.
    NoAddress,
    /// The name does not exist.
    NotFound,
    /// This installation's policy refuses all its addresses.
    TargetNotAllowed(RefusedTarget),
    /// The name servers did not answer, or answered with an error.
    Unavailable(String),
}

/// Why the policy refuses a target.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum RefusedTarget {
    /// The operator blocks the address, or it is the service's own.
    Blocked,
    /// The port is not a mail port.
    Port,
    /// The address is private or reserved.
    Private,
}

/// Why a connection could not be opened.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ConnectFailure {
    /// Any other error of the operating system.
    Other(String),
    /// Nothing listens on the port, or a firewall rejects the connection.
    Refused,
    /// The server did not answer in time.
    TimedOut,
    /// There is no route to the server.
    Unreachable(String),
}

/// The security that the server uses, as seen on the wire.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PairingFailure {
    /// The security that the server uses on this port.
    pub actual: Security,
    /// The proof: the first unencrypted data, or the successful handshake.
    pub proof: String,
}

/// Why there is no usable access token.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TokenFailure {
    /// The token is for another service.
    Audience {
        /// The audience of the token.
        found: String,
        /// The required audience.
        wanted: String,
    },
    /// The token has expired.
    Expired {
        /// The seconds since it expired.
        seconds_ago: u64,
    },
    /// The token belongs to a different tenant or application than the settings.
    WrongOwner {
        /// `tenant` or `application`.
        what: &'static str,
        /// The owner of the token.
        found: String,
        /// The owner in the settings.
        wanted: String,
    },
    /// The token has no permission to send.
    Permission {
        /// The permissions that it has.
        roles: Vec<String>,
    },
    /// The sign-in service refused to issue a token, with this text.
    Refused(String),
    /// The sign-in service could not be reached, or gave an unexpected answer.
    Unreachable(String),
}

/// Why a TLS handshake failed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TlsFailure {
    /// The server sent this alert.
    Alert(String),
    /// The certificate has expired.
    CertificateExpired,
    /// The certificate is valid for these names instead.
    CertificateNameMismatch(Vec<String>),
    /// The certificate is not valid yet.
    CertificateNotYetValid,
    /// The certificate is self-signed.
    CertificateSelfSigned,
    /// No authority that this machine trusts issued the certificate.
    CertificateUntrusted {
        /// The issuer, if the server did not send the issuer's certificate. Often a missing intermediate.
        missing: Option<String>,
    },
    /// Any other failure.
    Other(String),
    /// The server supports only versions older than TLS 1.2.
    VersionUnsupported,
}
