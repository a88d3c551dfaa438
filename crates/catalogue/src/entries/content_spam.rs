//! `content-spam`: a filter takes the content of the message for spam.

use crate::entry::*;

/// A filter takes the content of the message for spam.
pub static CONTENT_SPAM: Entry = Entry {
    slug: "content-spam",
    family: Family::BodyOrEnvelope,
    title: "A filter takes the content of the message for spam",
    text: text!(Text {
        meaning: "The server has read the message, and its filter refuses it for what is in it: words, links, form, \
                  or likeness to known spam or phishing. The settings of the connection are not the reason.",
        causes: &[
            Cause::new("A link in the text or signature leads to a domain that is on a block list, or goes through a link \
             shortener."),
            Cause::new("Subject and text read like advertising or like a request for passwords, or the message is little more \
             than a picture."),
            Cause::new("The message is badly formed, for example without Date or Message-ID or with broken HTML."),
            Cause::new("The From address's domain has no SPF, DKIM or DMARC, so the filter trusts the message less."),
            Cause::new("Somebody misuses an account or a form of the portal to send spam."),
        ],
        steps: &[
            Step::you(
                "Send a short test without links and pictures; if it passes, add one part after the other until the \
                 filter refuses.",
            ),
            Step::you("Write links in full, and look up their domains on block lists."),
            Step::by(
                Who::NetworkAdmin,
                "See that the From address's domain has SPF, DKIM and DMARC for the service that sends; this shows \
                 the DMARC record.",
            )
            .command("dig +short TXT _dmarc.example.com"),
            Step::by(
                Who::MailAdmin,
                "If you run the filter, see which rules matched, and allow the portal as a sender; with Rspamd this \
                 shows them.",
            )
            .command("rspamc symbols message.eml"),
            Step::by(Who::Microsoft365Admin, "If Microsoft 365 refused the message, submit it as wrongly blocked.").at(MICROSOFT_365)
                .command("Microsoft Defender portal > Actions & submissions > Submissions"),
        ],
        escalate: "Only the operators of the filter can say what matched: hand over the server's line with the number \
                   or link in it, the time, and the message as it was sent (.eml).",
        references: &[
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
            Reference::new("Spamhaus: check of addresses and domains", "https://check.spamhaus.org/"),
            Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::PLAIN
};
