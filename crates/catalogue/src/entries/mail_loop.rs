//! `mail-loop`: the message loops between servers.

use crate::entry::*;

/// The message loops between servers.
pub static MAIL_LOOP: Entry = Entry {
    slug: "mail-loop",
    family: Family::BodyOrEnvelope,
    title: "The message loops between servers",
    text: text!(Text {
        meaning: "Every server that passes on a message adds a line to its header. This message has too many of them, \
                  or it came back to a server that it had already passed. So the server stopped it.",
        causes: &[
            Cause::new("Two mailboxes or groups forward to each other, directly or through a third."),
            Cause::new(
                "Two servers each think that the other one hosts the recipient's domain, for example in an Exchange \
                 hybrid set-up.",
            ),
            Cause::new("The domain's MX record points to a server that is not set up to host the domain."),
            Cause::new(
                "Two automatic replies answer each other, for example an out-of-office reply and a ticket system.",
            ),
        ],
        steps: &[
            Step::you(
                "Send a test to a recipient at another domain. If it passes, the loop is at this recipient or domain.",
            ),
            Step::you(
                "Ask the recipient to turn off forwarding and automatic replies, above all those to the portal's own \
                 address.",
            ),
            Step::by(
                Who::MailAdmin,
                "Make sure that only the server that hosts the domain's mailboxes lists the domain. In Postfix, it is \
                 in one of these settings.",
            )
            .command("postconf mydestination virtual_mailbox_domains relay_domains"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, check that the domain is authoritative if all its mailboxes are there, and that no \
                 connector sends it back.",
            )
            .at(MICROSOFT_365)
            .command("Get-AcceptedDomain | Format-List DomainName,DomainType"),
        ],
        escalate: "Send your IT team the whole bounce. Its Received lines name the servers in the loop.",
        references: &[
            Reference::new("RFC 5321 §6.3", "https://www.rfc-editor.org/rfc/rfc5321#section-6.3"),
            Reference::new("RFC 3463 §3.5", "https://www.rfc-editor.org/rfc/rfc3463#section-3.5"),
            Reference::new(
                "Microsoft: Fix NDR error codes 5.4.6 through 5.4.20",
                "https://learn.microsoft.com/en-us/exchange/troubleshoot/email-delivery/ndr/fix-error-code-5-4-6-through-5-4-20-in-exchange-online",
            ),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
