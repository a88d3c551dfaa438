//! `greylisted`: the server asks to send again in a few minutes (greylisting).

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server asks to send again in a few minutes (greylisting).
pub static GREYLISTED: Entry = Entry {
    slug: "greylisted",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "The server asks to send again in a few minutes (greylisting)",
        meaning: "To keep spam out, the server refuses the first message from a sender it does not know and takes the \
                  same message some minutes later. Mail programs that try again get through without anybody doing \
                  anything.",
        causes: &[
            "It is the first message from this address to this recipient, or the first for a long time.",
            "The portal sends once and does not try again after a temporary refusal.",
        ],
        steps: &[
            Step::you("Wait ten minutes and send the same message to the same recipient again."),
            Step::by(
                Who::MailAdmin,
                "Exempt the portal's IP addresses from greylisting; postgrey has a file for it.",
            )
            .command("/etc/postgrey/whitelist_clients.local"),
            Step::by(
                Who::MailAdmin,
                "Or let the portal sign in at a submission port (587 or 465), where greylisting does not apply.",
            ),
        ],
        escalate: "If the message is refused for more than an hour, hand over the server's line, the recipient and \
                   the IP addresses the portal sends from.",
        references: &[Reference::new("RFC 6647", "https://www.rfc-editor.org/rfc/rfc6647")],
        checked: None,
    }),
    patterns: patterns!("greylisted"),
    examples: examples![
        Example::at(
            Stage::RcptTo,
            "450 4.2.0 <a@example.com>: Recipient address rejected: Greylisted, see \
             http://postgrey.schweikert.ch/help/example.com.html",
        ),
        Example::at(Stage::RcptTo, "451 4.7.1 Greylisting in action, please come back later"),
        Example::at(Stage::RcptTo, "451 Temporary local problem: graylisted, try again in 5 minutes"),
        Example::at(Stage::RcptTo, "451 4.7.1 Grey list in effect, please come back later"),
    ],
};
