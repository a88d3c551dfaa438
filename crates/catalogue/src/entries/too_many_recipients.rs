//! `too-many-recipients`: the message has more recipients than the server allows.

use crate::entry::*;

/// The message has more recipients than the server allows.
pub static TOO_MANY_RECIPIENTS: Entry = Entry {
    slug: "too-many-recipients",
    family: Family::BodyOrEnvelope,
    title: "The message has more recipients than the server allows",
    field: Some(Field::To),
    text: text!(Text {
        meaning: "Servers limit the number of recipients for one message. This message is over the limit. To, Cc and \
                  Bcc count together.",
        causes: &[
            Cause::new("A notice goes to a long list of addresses in one message."),
            Cause::new("The provider's limit for one message or one day is low, for example in a trial account."),
        ],
        steps: &[
            Step::you("Send to fewer recipients at once, or enter a distribution group of your organisation."),
            Step::by(Who::MailAdmin, "In Postfix, check the limit.").command("postconf smtpd_recipient_limit"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, raise the limit of the mailbox. The default is 500, the maximum is 1000.",
            )
            .at(MICROSOFT_365)
            .command("Set-Mailbox -Identity user@contoso.com -RecipientLimits 1000"),
        ],
        escalate: "If the list must stay long, ask your IT team for a distribution group or a higher limit. Give them \
                   the number of recipients and the server's reply.",
        references: &[
            Reference::new("RFC 5321 §4.5.3.1.10", "https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1.10"),
            Reference::new("RFC 3463 §3.6", "https://www.rfc-editor.org/rfc/rfc3463#section-3.6"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
