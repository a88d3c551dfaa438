//! `oauth-unavailable`: the OAuth sign-in service is not available at the moment.

use crate::entry::*;

/// The OAuth sign-in service is not available at the moment.
pub static OAUTH_UNAVAILABLE: Entry = Entry {
    slug: "oauth-unavailable",
    family: Family::CouldNotSignIn,
    title: "The OAuth sign-in service is not available at the moment",
    text: text!(Text {
        meaning: "The service that issues tokens replied that it is busy or has an internal error. This says nothing \
                  about your settings, and usually passes without action.",
        causes: &[
            Cause::new("The service is overloaded or disrupted for a short time."),
            Cause::new("This application or organisation requested too many tokens in a short time."),
            Cause::new("Part of the organisation's own sign-in, such as its password agent, does not answer."),
        ],
        steps: &[
            Step::you("Wait some minutes and test again. Don't repeat the attempt quickly."),
            Step::by(Who::Microsoft365Admin, "Check for a known outage.")
                .command("Microsoft 365 admin center > Health > Service health"),
            Step::by(
                Who::Microsoft365Admin,
                "If it comes back, check in the sign-in logs how often the application requests tokens. Each token is \
                 valid for about an hour.",
            )
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"),
        ],
        escalate: "If it lasts longer than an hour, give your IT team the error with its trace ID and the times of the \
                   attempts.",
        references: &[
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
            Reference::new("RFC 6749 §5.2", "https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
