//! `recipient-unknown`: the recipient's mailbox does not exist.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The recipient's mailbox does not exist.
pub static RECIPIENT_UNKNOWN: Entry = Entry {
    slug: "recipient-unknown",
    family: Family::InvalidAddress,
    text: pack!(Draft {
        title: "The recipient's mailbox does not exist",
        meaning: "The server for the recipient's domain knows no mailbox with this name. Nothing is wrong with the \
                  connection or the sign in; the address itself needs correcting.",
        causes: &[
            "The part before the @ is misspelled, or has a stray character or space.",
            "The person has left, or the mailbox was renamed or deleted.",
            "The mailbox was created a short time ago and is not known to all servers yet.",
            "The server uses the same words for addresses outside its own domains, which it does not relay.",
        ],
        steps: &[
            Step::you(
                "Compare the address letter by letter with one that is known to work, and correct it where it is \
                 stored in the portal.",
            ),
            Step::you("Test with another recipient in the same domain, for example your own address."),
            Step::by(Who::Microsoft365Admin, "Look up whether the address belongs to a mailbox, group or contact.")
                .command("Get-Recipient -Identity user@contoso.com"),
            Step::by(Who::MailAdmin, "Look up the address in the server's table of recipients and aliases."),
        ],
        escalate: "If the address is right, ask the IT team of the recipient's domain whether the mailbox exists; hand \
                   over the address and the server's line.",
        references: &[
            Reference::new("RFC 5321 §4.2.3", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3"),
            Reference::new("RFC 3463 §3.2", "https://www.rfc-editor.org/rfc/rfc3463#section-3.2"),
        ],
        checked: None,
    }),
    patterns: patterns!("recipient_unknown"),
    examples: examples![
        Example::at(
            Stage::RcptTo,
            "550 5.1.1 <nobody@example.com>: Recipient address rejected: User unknown in virtual mailbox table",
        ),
        Example::at(Stage::RcptTo, "524 5.2.4 Mailing list expansion problem: <nobody@example.com>"),
        Example::at(
            Stage::RcptTo,
            "550-5.1.1 The email account that you tried to reach does not exist. Please try\n550-5.1.1 double-checking \
             the recipient's email address for typos or\n550 5.1.1 unnecessary spaces. - gsmtp",
        ),
        Example::at(
            Stage::RcptTo,
            "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
        ),
        Example::at(Stage::RcptTo, "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"),
        Example::at(
            Stage::RcptTo,
            "550 5.4.1 Recipient address rejected: Access denied. \
             [AM5EUR02FT001.eop-EUR02.prod.protection.outlook.com]",
        ),
        Example::at(Stage::RcptTo, "550 No such user here"),
        Example::at(Stage::RcptTo, "550 Unknown user"),
        Example::at(Stage::RcptTo, "550 User not found"),
        Example::at(Stage::RcptTo, "553 sorry, no mailbox here by that name. (#5.7.1)"),
        Example::at(Stage::RcptTo, "550 5.2.0 No such mailbox"),
        Example::at(Stage::RcptTo, "550 Mailbox not found"),
        Example::at(Stage::RcptTo, "550 5.7.1 No mailbox found"),
        Example::at(Stage::RcptTo, "550 5.1.1 Mailbox does not exist"),
        Example::at(Stage::RcptTo, "550 Requested action not taken: mailbox unavailable"),
        Example::at(Stage::RcptTo, "550 5.5.0 Requested actions not taken as the mailbox is unavailable"),
        Example::at(Stage::RcptTo, "550 Recipient does not exist"),
        Example::at(Stage::RcptTo, "550 User does not exist"),
        Example::at(Stage::RcptTo, "550 user not exist"),
        Example::at(Stage::RcptTo, "554 Unknown recipient"),
        Example::at(Stage::RcptTo, "550 No such recipient here"),
        Example::at(Stage::RcptTo, "550 <a@example.com> recipient rejected"),
        Example::at(Stage::RcptTo, "550 Invalid user: a@example.com"),
        Example::at(Stage::RcptTo, "550 \"a@example.com\" is not a known user"),
        Example::at(Stage::RcptTo, "550 5.1.1 <a@example.com> is not a valid mailbox"),
        Example::at(Stage::RcptTo, "554 delivery error: dd This user doesn't have a yahoo.com account (a@yahoo.com)"),
        Example::at(Stage::RcptTo, "550 a@example.com does not have an account here"),
        Example::at(Stage::RcptTo, "554 Rcpt <a@example.com> does not exist"),
        Example::at(Stage::RcptTo, "550 Invalid recipient: <a@example.com>"),
        Example::at(Stage::RcptTo, "550 Previous (cached) callout verification failure"),
        Example::at(Stage::RcptTo, "553 sorry, badrcptto(user mail-box not found) (#5.7.1)"),
        Example::at(Stage::RcptTo, "550 #5.1.0 Address rejected a@example.com"),
        Example::at(Stage::RcptTo, "554 RCPT (a@example.com) dosn't exist"),
        Example::at(Stage::Message, "** Address not found **"),
    ],
};
