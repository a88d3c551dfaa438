//! `mail-loop`: the message goes round in circles between servers.

use crate::entry::*;

/// The message goes round in circles between servers.
pub static MAIL_LOOP: Entry = Entry {
    slug: "mail-loop",
    family: Family::BodyOrEnvelope,
    title: "The message goes round in circles between servers",
    text: text!(Text {
        meaning: "Every server that passes a message on adds a line to its header. This message has collected too \
                  many of them, or it came back to a server that it had passed before, so the server stopped it.",
        causes: &[
            Cause::new("Two mailboxes or groups forward to each other, directly or by way of a third."),
            Cause::new("Two servers each take the other one for the home of the recipient's domain, for example in an Exchange \
             hybrid set-up."),
            Cause::new("The domain's MX record points to a server on which the domain is not set up as its own."),
            Cause::new("Two automatic replies answer each other, for example an absence notice and a ticket system."),
        ],
        steps: &[
            Step::you(
                "Send a test to a recipient at another domain: if it passes, the loop is at this recipient or domain.",
            ),
            Step::you(
                "Ask the recipient to switch off forwarding and automatic replies, above all those to the portal's \
                 own address.",
            ),
            Step::by(
                Who::MailAdmin,
                "See that the domain is named on the server that keeps its mailboxes, and there only; in Postfix it \
                 stands in one of these settings.",
            )
            .command("postconf mydestination virtual_mailbox_domains relay_domains"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, check that the domain is authoritative if all its mailboxes are there, and that no \
                 connector sends it back.",
            ).at(MICROSOFT_365)
            .command("Get-AcceptedDomain | Format-List DomainName,DomainType"),
        ],
        escalate: "Hand over the whole bounce: its Received lines name the servers between which the message went \
                   round.",
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
    ..Entry::PLAIN
};
