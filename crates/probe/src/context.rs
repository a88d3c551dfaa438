//! What the operator fixes once for all probes.

use std::time::Duration;

use smtp_doctor_core::smtp::ClientName;

use crate::net::Net;
use crate::tls::Trust;

/// What the operator fixes once for all probes.
#[derive(Clone, Debug)]
pub struct Context {
    /// Name lookup and dialing, with the policy of which addresses may be dialed.
    pub net: Net,
    /// Whose certificates are trusted.
    pub trust: Trust,
    /// How long stages may take.
    pub deadlines: Deadlines,
    /// The name for EHLO; the literal of the local address if none is set.
    pub client_name: Option<ClientName>,
    /// Whether credentials may travel unencrypted. Off unless the operator allows it and the user says so.
    pub allow_credentials_in_clear: bool,
}

/// How long stages may take.
#[derive(Clone, Copy, Debug)]
pub struct Deadlines {
    /// Each stage by itself.
    pub stage: Duration,
    /// Waiting in vain for the server's first word before the other pairing of port and security is tried beside it.
    pub patience: Duration,
    /// Waiting for the reply to QUIT.
    pub quit: Duration,
}

impl Default for Deadlines {
    fn default() -> Self {
        Self { stage: Duration::from_secs(15), patience: Duration::from_millis(1_500), quit: Duration::from_secs(2) }
    }
}
