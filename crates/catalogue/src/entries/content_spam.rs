//! `content-spam`: a spam filter refuses the content of the message.

use crate::entry::*;

/// A spam filter refuses the content of the message.
pub static CONTENT_SPAM: Entry = Entry {
    slug: "content-spam",
    family: Family::BodyOrEnvelope,
    title: "A spam filter refuses the content of the message",
    text: text!(Text {
        meaning: "The server read the message, and its filter refuses what is in it: wording, links, format, or \
                  likeness to known spam or phishing. The connection settings are not the reason.",
        causes: &[
            Cause::new("A link in the text or signature leads to a domain on a blocklist, or uses a link shortener."),
            Cause::new(
                "The subject and text read like advertising or a request for passwords, or the message is little more \
                 than a picture.",
            ),
            Cause::new(
                "The message is badly formed: for example, Date or Message-ID is missing, or the HTML is broken.",
            ),
            Cause::new("The From address's domain has no SPF, DKIM or DMARC, so the filter trusts the message less."),
            Cause::new("Somebody misuses an account or a form of the portal to send spam."),
        ],
        steps: &[
            Step::you(
                "Send a short test without links and pictures. If it passes, add one part at a time until the filter \
                 refuses.",
            ),
            Step::you("Write links in full, and look up their domains on blocklists."),
            Step::by(
                Who::NetworkAdmin,
                "Check that the From address's domain has SPF, DKIM and DMARC for the sending service. This shows the \
                 DMARC record.",
            )
            .command("dig +short TXT _dmarc.example.com"),
            Step::by(
                Who::MailAdmin,
                "If you run the filter, check which rules matched, and allow the portal as a sender. With Rspamd, this \
                 shows the rules.",
            )
            .command("rspamc symbols message.eml"),
            Step::by(
                Who::Microsoft365Admin,
                "If Microsoft 365 refused the message, submit it as wrongly blocked.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft Defender portal > Actions & submissions > Submissions"),
        ],
        escalate: "Only the filter's operators can say what matched. Send them the server's reply with the number or \
                   link in it, the time, and the message as it was sent (.eml).",
        references: &[
            Reference::new("Google: Email sender guidelines", "https://support.google.com/mail/answer/81126"),
            Reference::new("Spamhaus: check of addresses and domains", "https://check.spamhaus.org/"),
            Reference::new("RFC 3463 §3.8", "https://www.rfc-editor.org/rfc/rfc3463#section-3.8"),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
