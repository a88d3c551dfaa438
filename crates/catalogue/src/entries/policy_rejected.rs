//! `policy-rejected`: a rule of the mail server refuses this message.

use crate::entry::*;

/// A rule of the mail server refuses this message.
pub static POLICY_REJECTED: Entry = Entry {
    slug: "policy-rejected",
    family: Family::BodyOrEnvelope,
    title: "A rule of the mail server refuses this message",
    text: text!(Text {
        meaning: "The server understood everything and refused because of a rule that its operators have set. The \
                  reply doesn't say which rule, so only they can tell you.",
        causes: &[
            Cause::new("The sender, recipient or sending address is on a blocklist that the operators maintain."),
            Cause::new(
                "The recipient, often a distribution group, accepts mail only from certain or signed-in senders.",
            ),
            Cause::new("A filter or mail flow rule of the organisation matched."),
        ],
        steps: &[
            Step::you(
                "Test with another recipient and another From address to find out which of the two the rule is about.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Trace the message and check which rule or restriction refused it.",
            )
            .at(MICROSOFT_365)
            .command("Exchange admin center > Mail flow > Message trace"),
            Step::by(Who::MailAdmin, "Find the refusal in the server's log. It names the restriction."),
        ],
        escalate: "The operators of the refusing server have to check this. Send them the server's reply, the sender, \
                   the recipient and the time of the attempt.",
        references: &[
            Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8"),
            Reference::new("RFC 5321 §7.9", "https://www.rfc-editor.org/rfc/rfc5321#section-7.9"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
