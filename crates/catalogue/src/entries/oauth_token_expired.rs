//! `oauth-token-expired`: the access token's time is over.

use crate::entry::*;

/// The access token's time is over.
pub static OAUTH_TOKEN_EXPIRED: Entry = Entry {
    slug: "oauth-token-expired",
    family: Family::CouldNotSignIn,
    title: "The OAuth access token has expired",
    text: text!(Text {
        meaning: "An access token is a pass that is good for a short time; Microsoft's and Google's last about an \
                  hour. It says itself when it ends, and that time is over. Mail servers refuse such a token, often \
                  with the same words as a wrong password.",
        causes: &[
            Cause::new("The token was copied by hand some time ago."),
            Cause::new("The portal keeps an old token instead of fetching a new one in time."),
            Cause::new("The clock of this machine runs ahead, so that a good token looks as if it were over."),
        ],
        steps: &[
            Step::you("If you pasted the token, fetch a new one and test with it at once."),
            Step::you(
                "For lasting use do not store an access token. Give the portal client ID, tenant ID and client secret, \
                 or grant access once so that it gets a refresh token; it then fetches new tokens itself.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Compare the clock of the machine that sends with the right time; on Windows with this command.",
            )
            .command("w32tm /stripchart /computer:time.windows.com /samples:3 /dataonly"),
            Step::by(Who::NetworkAdmin, "On Linux, see whether the clock is synchronised.").command("timedatectl"),
        ],
        escalate: "If a token that was fetched just now is said to be over, tell your IT team when it was fetched, \
                   when it ends and what the clock of the machine says; never hand over the token.",
        references: &[
            Reference::new("RFC 7519 §4.1.4", "https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4"),
            Reference::new("RFC 6749 §1.5", "https://www.rfc-editor.org/rfc/rfc6749#section-1.5"),
            Reference::new(
                "Microsoft Learn: OAuth 2.0 client credentials flow",
                "https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow",
            ),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::PLAIN
};
