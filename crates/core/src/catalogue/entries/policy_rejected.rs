//! `policy-rejected`: a rule of the mail server refuses this message.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// A rule of the mail server refuses this message.
pub static POLICY_REJECTED: Entry = Entry {
    slug: "policy-rejected",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "A rule of the mail server refuses this message",
        meaning: "The server understood everything and refused because of a rule that its operators have set. The rule \
                  is not named further, so only they can say which one it was.",
        causes: &[
            "Sender, recipient or sending address is on a block list that the operators keep themselves.",
            "The recipient, often a distribution group, takes mail only from certain or signed-in senders.",
            "A filter or mail flow rule of the organisation matched.",
        ],
        steps: &[
            Step::you(
                "Test with another recipient and another From address, to see which of the two the rule concerns.",
            ),
            Step::by(Who::Microsoft365Admin, "Trace the message and see which rule or restriction refused it.")
                .command("Exchange admin center > Mail flow > Message trace"),
            Step::by(Who::MailAdmin, "Look up the refusal in the server's log; it names the restriction."),
        ],
        escalate: "The operators of the refusing server must look: hand over the server's line, sender, recipient and \
                   the time of the attempt.",
        references: &[
            Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8"),
            Reference::new("RFC 5321 §7.9", "https://www.rfc-editor.org/rfc/rfc5321#section-7.9"),
        ],
        checked: None,
    }),
    patterns: patterns!("policy_rejected"),
    examples: examples![
        Example::at(Stage::RcptTo, "554 5.7.1 <a@example.com>: Recipient address rejected: Access denied"),
        Example::at(Stage::RcptTo, "554 5.7.1 <unknown[192.0.2.10]>: Client host rejected: Access denied"),
        Example::at(Stage::RcptTo, "550 Administrative prohibition"),
        Example::at(Stage::RcptTo, "550 Administratively prohibited"),
        Example::at(
            Stage::Message,
            "554 5.7.9 Message not accepted for policy reasons. See https://senders.yahooinc.com/error-codes",
        ),
        Example::at(Stage::Message, "554 5.7.7 Email policy violation detected"),
        Example::at(Stage::Message, "550 This message violates policy"),
        Example::at(Stage::Message, "550 5.7.1 Rejected: local policy"),
        Example::at(Stage::Message, "554 5.7.1 Message refused due to policy"),
        Example::at(Stage::Message, "550 5.7.1 Rejected by policy"),
        Example::at(Stage::Message, "550 Message does not meet our security policy"),
        Example::at(Stage::Message, "554 Content policy prevents delivery"),
        Example::at(Stage::MailFrom, "553 sorry, your envelope sender is in my badmailfrom list (#5.7.1)"),
        Example::at(Stage::RcptTo, "553 sorry, your envelope recipient is in my badrcptto list (#5.7.1)"),
        Example::at(Stage::Message, "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication needed"),
        Example::at(Stage::Message, "550 5.7.1 RESOLVER.RST.AuthRequired; authentication required"),
        Example::at(Stage::Message, "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized"),
        Example::at(Stage::RcptTo, "553 User refused to receive this mail."),
        Example::at(Stage::RcptTo, "550 5.7.510 Access denied, contoso.com does not accept email over IPv6"),
        Example::at(Stage::Message, "550 5.7.1 Delivery not authorized, message refused"),
        Example::at(
            Stage::Message,
            "550-5.7.1 The IP you're using to send mail is not authorized to send email directly\n550 5.7.1 to our \
             servers.",
        ),
        Example::at(Stage::Message, "550 Message bounced by administrator"),
    ],
};
