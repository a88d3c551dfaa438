//! `greylisted`: the server asks you to try again in a few minutes (greylisting).

use crate::entry::*;

/// The server asks you to try again in a few minutes (greylisting).
pub static GREYLISTED: Entry = Entry {
    slug: "greylisted",
    family: Family::BodyOrEnvelope,
    title: "The server asks you to try again in a few minutes (greylisting)",
    text: text!(Text {
        meaning: "To block spam, the server refuses the first message from an unknown sender and accepts the same \
                  message some minutes later. Mail programs that try again get through without any action.",
        causes: &[
            Cause::new(
                "This is the first message from this address to this recipient, or the first for a long time.",
            ),
            Cause::new("The portal sends once and does not try again after a temporary refusal."),
        ],
        steps: &[
            Step::you("Wait ten minutes and send the same message to the same recipient again."),
            Step::by(
                Who::MailAdmin,
                "Exempt the portal's IP addresses from greylisting. postgrey has a file for them.",
            )
            .command("/etc/postgrey/whitelist_clients.local"),
            Step::by(
                Who::MailAdmin,
                "Or let the portal sign in on a submission port (587 or 465), where greylisting does not apply.",
            ),
        ],
        escalate: "If the message is refused for more than an hour, send your IT team the server's reply, the \
                   recipient and the portal's sending IP addresses.",
        references: &[Reference::new("RFC 6647", "https://www.rfc-editor.org/rfc/rfc6647")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
