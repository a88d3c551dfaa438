//! `oauth-unavailable`: the OAuth sign in service is not available at the moment.

use crate::entry::*;

/// The OAuth sign in service is not available at the moment.
pub static OAUTH_UNAVAILABLE: Entry = Entry {
    slug: "oauth-unavailable",
    family: Family::CouldNotSignIn,
    title: "The OAuth sign in service is not available at the moment",
    text: text!(Text {
        meaning: "The service that issues tokens answered that it is busy or has a fault of its own. This says \
                  nothing about your settings, and it usually passes by itself.",
        causes: &[
            Cause::new("The service is overloaded or disturbed for a short time."),
            Cause::new("Too many requests for tokens came from this application or organisation in a short time."),
            Cause::new("A part of the organisation's own sign in, such as its password agent, does not answer."),
        ],
        steps: &[
            Step::you("Wait some minutes and test again; do not repeat the attempt quickly."),
            Step::by(Who::Microsoft365Admin, "Look for a known disturbance.")
                .command("Microsoft 365 admin center > Health > Service health"),
            Step::by(
                Who::Microsoft365Admin,
                "If it comes back, see in the sign-in logs how often the application asks for tokens; each token is \
                 good for about an hour.",
            )
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"),
        ],
        escalate: "If it lasts longer than an hour, give your IT team the error with its trace ID and the times of \
                   the attempts.",
        references: &[
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
            Reference::new("RFC 6749 §5.2", "https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
        ],
        checked: None,
    }),
    ..Entry::PLAIN
};
