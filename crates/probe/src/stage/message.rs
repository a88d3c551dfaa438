//! The test message: composed by lettre, sent in the session that named its recipients. Only when asked.

use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use lettre::message::Mailbox;
use lettre::message::MultiPart;
use smtp_doctor_core::failure::StageFailure;
use smtp_doctor_core::probe::Facts;
use smtp_doctor_core::settings::Address;
use smtp_doctor_core::settings::Settings;
use smtp_doctor_core::smtp::Command;

use crate::context::MessagePolicy;
use crate::session::Failed;
use crate::session::Passed;
use crate::session::RecipientsAccepted;
use crate::session::StageResult;
use crate::stage::reply_facts;

/// A message that is ready to be sent.
pub(crate) struct Composed {
    id: String,
    /// With dots doubled and the final dot (RFC 5321 §4.5.2).
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
    let id = unique();
    let server = &settings.endpoint.host;
    let subject = format!("smtp-doctor test {id}");
    let text = format!(
        "This is a test message. It was sent by smtp-doctor through {server}, port {}, with {}.\r\n\r\n\
         It shows that the settings work from sign in to delivery. Its number is {id}.\r\n",
        settings.endpoint.port,
        settings.endpoint.security.label(),
    );
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{subject}</title></head><body>\
         <p>This is a test message. It was sent by smtp-doctor through <b>{server}</b>, port {}, with {}.</p>\
         <p>It shows that the settings work from sign in to delivery. Its number is <code>{id}</code>.</p>\
         </body></html>",
        settings.endpoint.port,
        settings.endpoint.security.label(),
    );
    let cannot = || StageFailure::MessageNotAllowed(envelope.from.to_string());
    let from = mailbox(&envelope.from).ok_or_else(cannot)?;
    let message = lettre::Message::builder()
        .from(from.clone())
        // The recipients are named to the server only: among them are those of Bcc, whom nobody may see.
        .to(from)
        .message_id(Some(format!("<{id}@{}>", envelope.from.domain())))
        .subject(subject)
        .date_now()
        .multipart(MultiPart::alternative_plain_html(text, html))
        .map_err(|_| cannot())?
        .formatted();
    Ok(Composed { id, size: message.len(), content: stuffed(&message) })
}

fn mailbox(address: &Address) -> Option<Mailbox> {
    let address = lettre::Address::new(address.local_part(), address.domain()).ok()?;
    Some(Mailbox::new(None, address))
}

/// Unique in practice, and of no use to anybody: the time to the nanosecond, and this process.
fn unique() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_nanos());
    format!("{since:x}-{:x}", std::process::id())
}

/// The content as it goes over the wire: a line that begins with a dot gets another, and a dot alone ends it.
fn stuffed(message: &[u8]) -> Vec<u8> {
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

/// Sends it (RFC 5321 §4.1.1.4).
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
                format!("The number {} is in the subject.", message.id),
                "Accepted for delivery is not delivered: look into the mailbox.".to_owned(),
            ];
            let facts = Facts { notes, ..reply_facts(&reply) };
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
    fn no_recipient_is_named_in_the_message() {
        let form = r#"{"server": "smtp.example.com", "port": 587, "security": "tls", "from": "a@example.com",
            "to": "other@example.com", "bcc": "hidden@example.com"}"#;
        let settings = Settings::parse(&serde_json::from_str(form).unwrap()).settings.unwrap();
        let composed = compose(&MessagePolicy::default(), &settings).unwrap_or_else(|failure| panic!("{failure:?}"));
        let content = String::from_utf8(composed.content).unwrap();
        // No hexadecimal digit stands before the @: the message's id ends in one.
        assert!(content.contains("To: a@example.com") && !content.contains("hidden@") && !content.contains("other@"));
    }

    #[test]
    fn dots_are_doubled_and_the_end_is_a_dot() {
        assert_eq!(stuffed(b"a\r\n.b\r\n..\r\n"), b"a\r\n..b\r\n...\r\n.\r\n");
        assert_eq!(stuffed(b"a"), b"a\r\n.\r\n");
    }
}
