//! `oauth-token-malformed`: the text entered as an access token cannot be one.

use crate::entry::*;

/// The text entered as an access token cannot be one.
pub static OAUTH_TOKEN_MALFORMED: Entry = Entry {
    slug: "oauth-token-malformed",
    family: Family::CouldNotSignIn,
    title: "This is not a usable OAuth access token",
    text: text!(Text {
        meaning: "An access token is one long string of letters, digits and a few symbols, without spaces or line \
                  breaks. The text you entered looks different, so the mail server would refuse it. It was not sent \
                  anywhere.",
        causes: &[
            Cause::new(
                "The whole reply of the sign-in service was copied, in braces, instead of the value of access_token.",
            ),
            Cause::new("The word Bearer was left in front of the token."),
            Cause::new("The token was copied from a window that broke it into lines."),
            Cause::new("A refresh token, an ID token or a client secret was entered instead of the access token."),
        ],
        steps: &[
            Step::you(
                "Copy only the value of access_token: the text between its quotation marks, from the first to the last \
                 character.",
            ),
            Step::you("Remove the word Bearer and all spaces and line breaks."),
            Step::you(
                "If the value was under refresh_token or id_token, take the one under access_token instead. At \
                 Microsoft 365 it usually begins with eyJ, at Google with ya29.",
            ),
            Step::you(
                "If you have a client ID, tenant ID and client secret, choose Microsoft OAuth and enter those.",
            ),
        ],
        escalate: "If the portal fills in the token itself, tell the people who run the portal what this check found. \
                   Never send the token.",
        references: &[
            Reference::new("RFC 6750 §2.1", "https://www.rfc-editor.org/rfc/rfc6750#section-2.1"),
            Reference::new("RFC 6749 §5.1", "https://www.rfc-editor.org/rfc/rfc6749#section-5.1"),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
