//! The states of a session. Each stage takes one by value and returns the next, so that no stage can be left out.

use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::smtp::Capabilities;

use crate::context::Context;
use crate::policy::VettedAddr;
use crate::tls::VerifiedStream;
use crate::wire::Wire;

/// Connected. The server has not sent anything yet.
pub(crate) struct Connected {
    pub(crate) wire: Wire,
    pub(crate) address: VettedAddr,
    pub(crate) pass: Option<CredentialPass>,
}

/// Greeted, or inside TLS after STARTTLS. EHLO is next.
pub(crate) struct Greeted {
    pub(crate) wire: Wire,
    pub(crate) pass: Option<CredentialPass>,
}

/// The server has answered EHLO.
pub(crate) struct Ready {
    pub(crate) wire: Wire,
    pub(crate) pass: Option<CredentialPass>,
    pub(crate) capabilities: Capabilities,
}

/// The server has accepted STARTTLS and waits for the handshake.
pub(crate) struct Upgrading {
    pub(crate) wire: Wire,
}

/// The sender was accepted.
pub(crate) struct SenderAccepted {
    pub(crate) wire: Wire,
    pub(crate) capabilities: Capabilities,
    /// Replies still to come to RCPT TO commands that were pipelined with MAIL FROM (RFC 2920).
    pub(crate) pending_replies: usize,
}

/// The recipients were accepted, or the settings have none.
pub(crate) struct RecipientsAccepted {
    pub(crate) wire: Wire,
    pub(crate) capabilities: Capabilities,
}

/// Proof that credentials may be sent: the server was verified, or the operator allows plaintext.
pub(crate) struct CredentialPass(());

impl CredentialPass {
    /// The handshake verified the server.
    pub(crate) fn from_handshake(_proof: &VerifiedStream) -> Self {
        Self(())
    }

    /// None unless the operator allows credentials without encryption.
    pub(crate) fn from_operator(ctx: &Context) -> Option<Self> {
        ctx.allow_credentials_in_clear.then_some(Self(()))
    }
}

/// A stage that succeeded.
pub(crate) struct Passed<T> {
    pub(crate) next: T,
    pub(crate) facts: StageFacts,
}

impl<T> Passed<T> {
    pub(crate) fn new(next: T, facts: StageFacts) -> Self {
        Self { next, facts }
    }
}

/// A stage that failed. If the connection still works, it is kept for QUIT.
pub(crate) struct Failed {
    pub(crate) failures: Vec<StageFailure>,
    pub(crate) facts: StageFacts,
    pub(crate) wire: Option<Wire>,
}

impl Failed {
    /// A failure without a usable connection.
    pub(crate) fn without_wire(failure: StageFailure) -> Box<Self> {
        Box::new(Self { failures: vec![failure], facts: StageFacts::default(), wire: None })
    }

    /// A failure on an open connection, which is kept if the failure leaves it usable: after a refusal, or if nothing was
    /// sent.
    pub(crate) fn with_wire(failure: StageFailure, wire: Wire) -> Box<Self> {
        let wire = match failure {
            StageFailure::Refused(_)
            | StageFailure::AuthNotOffered { .. }
            | StageFailure::CredentialsInClear
            | StageFailure::MechanismUnsupported(_)
            | StageFailure::MessageNotAllowed(_)
            | StageFailure::Smtputf8NotOffered(_)
            | StageFailure::StarttlsNotOffered
            | StageFailure::Token(_) => Some(wire),
            StageFailure::Connect(_)
            | StageFailure::Dropped(_)
            | StageFailure::NotSmtp(_)
            | StageFailure::Pairing(_)
            | StageFailure::Resolve(_)
            | StageFailure::StarttlsInjection(_)
            | StageFailure::Tls(_)
            | StageFailure::TimedOut(..) => None,
        };
        Box::new(Self { failures: vec![failure], facts: StageFacts::default(), wire })
    }

    pub(crate) fn with_facts(mut self: Box<Self>, facts: StageFacts) -> Box<Self> {
        self.facts = facts;
        self
    }
}

/// How a stage ends.
pub(crate) type StageResult<T> = Result<Passed<T>, Box<Failed>>;

/// A state with an open connection.
pub(crate) trait HasWire {
    fn wire(&mut self) -> &mut Wire;
}

macro_rules! has_wire {
    ($($state:ty),*) => {
        $(impl HasWire for $state {
            fn wire(&mut self) -> &mut Wire {
                &mut self.wire
            }
        })*
    };
}

has_wire!(Connected, Greeted, Ready, RecipientsAccepted, SenderAccepted, Upgrading);

impl HasWire for Wire {
    fn wire(&mut self) -> &mut Wire {
        self
    }
}
