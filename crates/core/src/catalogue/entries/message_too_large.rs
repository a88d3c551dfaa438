//! `message-too-large`: the message is larger than the server allows.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The message is larger than the server allows.
pub static MESSAGE_TOO_LARGE: Entry = Entry {
    slug: "message-too-large",
    family: Family::BodyOrEnvelope,
    text: pack!(Draft {
        title: "The message is larger than the server allows",
        meaning: "Every mail server has a limit for the size of one message, attachments included. This message is \
                  above it. Attachments grow by about a third when they are put into a mail.",
        causes: &[
            "An attachment, such as a report or a photo, is too large.",
            "Large pictures are embedded in the body.",
            "The limit of the server or of the recipient's mailbox is set low.",
        ],
        steps: &[
            Step::you("Send a smaller attachment, or a link to the file."),
            Step::by(Who::MailAdmin, "In Postfix, see the limit, in bytes.").command("postconf message_size_limit"),
            Step::by(Who::Microsoft365Admin, "In Microsoft 365, raise the limit of the sending mailbox; the default \
                                              is 35 MB, the most is 150 MB.")
                .command("Set-Mailbox -Identity user@contoso.com -MaxSendSize 150MB"),
        ],
        escalate: "If messages of this size must pass, hand over the size and the server's line, and ask for a higher \
                   limit.",
        references: &[
            Reference::new("RFC 1870 §6.1", "https://www.rfc-editor.org/rfc/rfc1870#section-6.1"),
            Reference::new("RFC 3463 §3.4", "https://www.rfc-editor.org/rfc/rfc3463#section-3.4"),
        ],
        checked: None,
    }),
    patterns: patterns!("message_too_large"),
    examples: examples![
        Example::at(Stage::MailFrom, "552 5.3.4 Message size exceeds fixed limit"),
        Example::at(Stage::MailFrom, "552 Message size exceeds maximum permitted"),
        Example::at(Stage::MailFrom, "552 5.2.3 Message size exceeds administrative limit"),
        Example::at(Stage::Message, "552 5.3.4 Error: message file too big"),
        Example::at(Stage::Message, "554 5.3.4 Message too big for system: Transaction failed, message too big"),
        Example::at(Stage::Message, "552 5.3.4 Chunk exceeds message size limit"),
        Example::at(Stage::Message, "552 5.2.3 Message length exceeds limit set by recipient"),
        Example::at(
            Stage::Message,
            "552-5.3.4 Your message exceeded Google's message size limits. For more information,\n552 5.3.4 visit \
             https://support.google.com/mail/?p=MaxSizeError - gsmtp",
        ),
        Example::at(Stage::MailFrom, "552 message too large"),
        Example::at(Stage::Message, "552 message is too big (transport limit = 10485760)"),
        Example::at(Stage::Message, "552 message is too large"),
        Example::at(Stage::MailFrom, "552 Mail size limit exceeded."),
        Example::at(Stage::MailFrom, "552 message exceeds size limit"),
        Example::at(Stage::MailFrom, "552 Message size larger than allowed 26214400"),
        Example::at(Stage::MailFrom, "552 Message exceeded maximum message size"),
    ],
};
