//! The test message: composed with lettre and sent in the probe's own session. Only if the plan asks for it.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use lettre::message::Mailbox;
use lettre::message::MultiPart;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::model::StageFacts;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp::Command;

use crate::context::MessagePolicy;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::RecipientsAccepted;
use crate::session::StageResult;
use crate::stage::reply::reply_facts;

/// A message that is ready to send.
pub(crate) struct Composed {
    id: String,
    /// Dot-stuffed, with the final dot (RFC 5321 §4.5.2).
    content: Vec<u8>,
    size: usize,
}

impl Composed {
    /// The size that MAIL FROM announces, in octets.
    pub(crate) fn size(&self) -> usize {
        self.size
    }
}

/// Composes the message, if `policy` allows it.
pub(crate) fn compose(policy: &MessagePolicy, settings: &Settings) -> Result<Composed, StageFailure> {
    if let Some(recipient) = policy.refused(settings) {
        return Err(StageFailure::MessageNotAllowed(recipient));
    }
    let envelope = &settings.envelope;
    let id = unique_id();
    let server = &settings.endpoint.host;
    let subject = format!("smtp-doctor test {id}");
    let text = format!(
        "This is a test message. It was sent by smtp-doctor through {server}, port {}, with {}.\r\n\r\n\
         It shows that the settings work from sign-in to delivery. Its ID is {id}.\r\n",
        settings.endpoint.port,
        settings.endpoint.security.label(),
    );
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{subject}</title></head><body>\
         <p>This is a test message. It was sent by smtp-doctor through <b>{server}</b>, port {}, with {}.</p>\
         <p>It shows that the settings work from sign-in to delivery. Its ID is <code>{id}</code>.</p>\
         </body></html>",
        settings.endpoint.port,
        settings.endpoint.security.label(),
    );
    let not_allowed = || StageFailure::MessageNotAllowed(envelope.from.to_string());
    let from = mailbox(&envelope.from).ok_or_else(not_allowed)?;
    let message = lettre::Message::builder()
        .from(from.clone())
        // The real recipients are only in the envelope: those of Bcc must not show.
        .to(from)
        .message_id(Some(format!("<{id}@{}>", envelope.from.domain())))
        .subject(subject)
        .date_now()
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(|_| not_allowed())?
        .formatted();
    Ok(Composed { id, size: message.len(), content: dot_stuffed(&message) })
}

fn mailbox(address: &Address) -> Option<Mailbox> {
    let address = lettre::Address::new(address.local_part(), address.domain()).ok()?;
    Some(Mailbox::new(None, address))
}

/// Unique in practice and not secret: the time in nanoseconds and the process ID.
fn unique_id() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_nanos());
    format!("{since:x}-{:x}", std::process::id())
}

/// The content as it is sent: dots at the start of lines are doubled, and a single dot ends it.
fn dot_stuffed(message: &[u8]) -> Vec<u8> {
    let mut content = Vec::with_capacity(message.len() + 16);
    for line in message.split_inclusive(|it| *it == b'\n') {
        if line.starts_with(b".") {
            content.push(b'.');
        }
        content.extend_from_slice(line);
    }
    if !content.ends_with(b"\r\n") {
        content.extend_from_slice(b"\r\n");
    }
    content.extend_from_slice(b".\r\n");
    content
}

/// Sends the message (RFC 5321 §4.1.1.4).
pub(crate) async fn send(session: RecipientsAccepted, message: &Composed) -> StageResult<RecipientsAccepted> {
    let RecipientsAccepted { mut wire, capabilities } = session;
    let reply = match wire.command(&Command::Data).await {
        Ok(reply) if reply.code == 354 => match wire.send_content(&message.content).await {
            Ok(()) => wire.reply().await,
            Err(failure) => Err(failure),
        },
        other => other,
    };
    match reply {
        Ok(reply) if reply.is_positive() => {
            let notes = vec![
                format!("The ID {} is in the subject.", message.id),
                "Accepted for delivery is not delivered: check the mailbox.".to_owned(),
            ];
            let facts = StageFacts { notes, ..reply_facts(&reply) };
            Ok(Passed::new(RecipientsAccepted { wire, capabilities }, facts))
        }
        Ok(reply) => Err(Failed::with_wire(StageFailure::Refused(reply), wire)),
        Err(failure) => Err(Failed::with_wire(failure, wire)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_message_names_no_recipient() {
        let form = r#"{"server": "smtp.example.com", "port": 587, "security": "tls", "from": "a@example.com",
            "to": "other@example.com", "bcc": "hidden@example.com"}"#;
        let settings = Settings::parse(&serde_json::from_str(form).unwrap()).settings.unwrap();
        let composed = compose(&MessagePolicy::default(), &settings).unwrap_or_else(|failure| panic!("{failure:?}"));
        let content = String::from_utf8(composed.content).unwrap();
        // With the letter before the @, because the message ID ends in a hexadecimal digit.
        assert!(content.contains("To: a@example.com") && !content.contains("hidden@") && !content.contains("other@"));
    }

    #[test]
    fn content_is_dot_stuffed_and_ends_with_a_dot() {
        assert_eq!(dot_stuffed(b"a\r\n.b\r\n..\r\n"), b"a\r\n..b\r\n...\r\n.\r\n");
        assert_eq!(dot_stuffed(b"a"), b"a\r\n.\r\n");
    }
}
