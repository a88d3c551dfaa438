//! What is known besides the message, and the order of findings.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_smtp::Capabilities;

use crate::wire::MessageEnvelope;

/// What is known besides the message.
pub(super) struct MessageContext<'a> {
    pub(super) envelope: Option<&'a MessageEnvelope>,
    pub(super) capabilities: Option<Capabilities>,
}

impl<'a> MessageContext<'a> {
    pub(super) fn new(envelope: Option<&'a MessageEnvelope>, capabilities: Option<&[String]>) -> Self {
        let capabilities = capabilities.map(|it| Capabilities::from_keywords(it.iter().map(|it| &**it)));
        Self { envelope, capabilities }
    }
}

/// Sorts findings worst first, then by position in the message.
pub(super) fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|it| (std::cmp::Reverse(it.severity), it.span.map_or(usize::MAX, |span| span.start)));
    findings
}
