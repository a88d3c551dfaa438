//! `message-too-large`: the message is larger than the server allows.

use crate::entry::*;

/// The message is larger than the server allows.
pub static MESSAGE_TOO_LARGE: Entry = Entry {
    slug: "message-too-large",
    family: Family::BodyOrEnvelope,
    title: "The message is larger than the server allows",
    text: text!(Text {
        meaning: "Every mail server limits the size of a message, attachments included. This message is over the \
                  limit. Attachments grow by about a third when they are put into a message.",
        causes: &[
            Cause::new("An attachment, such as a report or a photo, is too large."),
            Cause::new("Large pictures are embedded in the body."),
            Cause::new("The limit of the server or of the recipient's mailbox is low."),
        ],
        steps: &[
            Step::you("Send a smaller attachment, or a link to the file."),
            Step::by(Who::MailAdmin, "In Postfix, check the limit (in bytes).").command("postconf message_size_limit"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, raise the limit of the sending mailbox. The default is 35 MB, the maximum is 150 \
                 MB.",
            )
            .at(MICROSOFT_365)
            .command("Set-Mailbox -Identity user@contoso.com -MaxSendSize 150MB"),
        ],
        escalate: "If you must send messages of this size, ask for a higher limit. Send the size and the server's \
                   reply.",
        references: &[
            Reference::new("RFC 1870 §6.1", "https://www.rfc-editor.org/rfc/rfc1870#section-6.1"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
