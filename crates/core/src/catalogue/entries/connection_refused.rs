//! `connection-refused`: nothing accepts connections on this port of the server.

use crate::catalogue::entry::*;

/// Nothing accepts connections on this port of the server.
pub static CONNECTION_REFUSED: Entry = Entry {
    slug: "connection-refused",
    family: Family::CouldNotConnectOrSignIn,
    text: pack!(Draft {
        title: "The server refused the connection on this port",
        meaning: "The server's address was found and answered at once, but nothing accepts connections on this port. A \
                  wrong port is the most common reason, or a firewall that refuses.",
        causes: &[
            "The port is wrong: sign in for sending is usually on 465 or 587.",
            "The server field names a web or incoming mail server that does not send mail.",
            "The mail service on the server is stopped.",
            "A firewall answers with a refusal instead of letting the connection through.",
        ],
        steps: &[
            Step::you(
                "Compare server address and port with the provider's instructions; try 465 with SSL (implicit \
                       TLS) and 587 with TLS (STARTTLS).",
            ),
            Step::by(Who::MailAdmin, "Check that the mail service runs and listens on this port.").command("ss -ltn"),
            Step::by(Who::NetworkAdmin, "Check that the firewall lets the sending system reach this port.")
                .command("nc -vz smtp.example.com 587"),
        ],
        escalate: "If address and port are as the provider says, give your IT team both, the time of the attempt and \
                   the address from which the connection was made.",
        references: &[
            Reference::new("RFC 6409 §3.1", "https://www.rfc-editor.org/rfc/rfc6409#section-3.1"),
            Reference::new("RFC 8314 §3.3", "https://www.rfc-editor.org/rfc/rfc8314#section-3.3"),
        ],
        checked: None,
    }),
    patterns: patterns!("connection_refused"),
    examples: examples![
        Example::pasted("connect to 127.0.0.1[127.0.0.1]:10025: Connection refused"),
        Example::pasted("javax.mail.MessagingException: Could not connect to SMTP host: localhost, port: 25;\n  nested exception is:\n  java.net.ConnectException: Connection refused (Connection refused)"),
        Example::pasted("System.Net.Sockets.SocketException (10061): Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte."),
        Example::pasted("Le message n’a pas pu être envoyé car la connexion au serveur sortant (SMTP) « smtp.example.com » a échoué. Le serveur est peut-être indisponible ou refuse les connexions SMTP."),
    ],
};
