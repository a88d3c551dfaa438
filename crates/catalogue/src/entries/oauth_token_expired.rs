//! `oauth-token-expired`: the OAuth access token has expired.

use crate::entry::*;

/// The OAuth access token has expired.
pub static OAUTH_TOKEN_EXPIRED: Entry = Entry {
    slug: "oauth-token-expired",
    family: Family::CouldNotSignIn,
    title: "The OAuth access token has expired",
    text: text!(Text {
        meaning: "An access token is valid for a short time: about an hour at Microsoft and Google. The token itself \
                  says when it expires, and that time has passed. Mail servers refuse such a token, often with the \
                  same reply as for a wrong password.",
        causes: &[
            Cause::new("The token was copied by hand some time ago."),
            Cause::new("The portal keeps an old token instead of fetching a new one in time."),
            Cause::new("This machine's clock is fast, so a valid token looks expired."),
        ],
        steps: &[
            Step::you("If you pasted the token, fetch a new one and test with it at once."),
            Step::you(
                "For lasting use, don't store an access token. Give the portal the client ID, tenant ID and client \
                 secret, or grant access once so that it gets a refresh token. It then fetches new tokens itself.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Compare the clock of the sending machine with the right time. On Windows, use this command.",
            )
            .command("w32tm /stripchart /computer:time.windows.com /samples:3 /dataonly"),
            Step::by(Who::NetworkAdmin, "On Linux, check whether the clock is synchronised.").command("timedatectl"),
        ],
        escalate: "If a new token is reported as expired, tell your IT team when it was fetched, when it expires and \
                   what the machine's clock says. Never send the token.",
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
    ..Entry::DEFAULT
};
