//! `auth-temporarily-failed`: the server cannot check sign ins at the moment.

use crate::catalogue::entry::*;
use crate::probe::Stage;

/// The server cannot check sign ins at the moment.
pub static AUTH_TEMPORARILY_FAILED: Entry = Entry {
    slug: "auth-temporarily-failed",
    family: Family::CouldNotSignIn,
    text: pack!(Draft {
        title: "The server cannot check sign ins at the moment",
        meaning: "The server could not ask the place where its passwords are kept, so it neither accepted nor refused \
                  this sign in. User name and password may well be right.",
        causes: &[
            "The mail server has lost the connection to its directory or sign in service.",
            "The provider has a fault or is doing maintenance.",
            "In an organisation with federated sign in, the federation service (AD FS) cannot be reached from outside.",
        ],
        steps: &[
            Step::you("Leave the settings as they are, wait some minutes and test again."),
            Step::by(Who::Provider, "Look at the provider's status page, or ask whether sign in has a fault."),
            Step::by(Who::MailAdmin, "Check the sign in service behind the mail server and its log.")
                .command("doveadm auth test user@example.com"),
            Step::by(
                Who::Microsoft365Admin,
                "With federated sign in, check that the federation service answers over HTTPS with TLS 1.2 from the \
                 internet.",
            ),
        ],
        escalate: "If it lasts longer than an hour, hand over the server address, the times of the attempts and the \
                   server's line; never the password.",
        references: &[Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6")],
        checked: None,
    }),
    patterns: patterns![
        Pattern::codes(&[454]).at(&[Stage::Auth]),
        Pattern::words(&["temporary authentication failure"]),
        Pattern::words(&["due to temporary system problem"]),
        Pattern::words(&["connection lost to authentication server"]),
        Pattern::words(&["temporary authentication error"]),
        Pattern::words(&["authentication service unavailable"]),
        Pattern::words(&["authentication failed, system busy"]),
        Pattern::words(&["federated sts"]),
    ],
    examples: examples![
        Example::at(
            Stage::Auth,
            "454 4.7.0 Temporary authentication failure: Connection lost to authentication server",
        ),
        Example::at(Stage::Auth, "454 4.7.0 Temporary authentication failure"),
        Example::at(
            Stage::Auth,
            "454 4.7.0 Cannot authenticate due to temporary system problem. Try again later. - gsmtp",
        ),
        Example::at(Stage::Auth, "435 Unable to authenticate at present: temporary authentication error"),
        Example::at(Stage::Auth, "451 4.3.0 Authentication service unavailable"),
        Example::at(Stage::Auth, "535 Error: authentication failed, system busy"),
        Example::at(Stage::Auth, "535 5.7.139 Authentication unsuccessful, federated STS service was unreachable."),
    ],
};
