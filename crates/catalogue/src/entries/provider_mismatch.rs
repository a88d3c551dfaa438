//! `provider-mismatch`: the settings differ from what the provider documents.

use crate::entry::*;

/// The settings differ from what the provider documents.
pub static PROVIDER_MISMATCH: Entry = Entry {
    slug: "provider-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "The settings differ from what this provider documents",
    text: text!(Text {
        meaning: "The server belongs to a known provider, but the port, secure connection or kind of sign in is not \
                  one that the provider documents. It will probably not answer, or will refuse the sign in.",
        causes: &[
            Cause::new("The settings of another provider were kept when the server was changed."),
            Cause::new("The provider answers on one port only, and the other usual one was chosen."),
            Cause::new("Old instructions were followed, and the provider has changed its service since."),
            Cause::new("The mailbox belongs to another region or product of the same provider, with a server of its own."),
        ],
        steps: &[
            Step::you("Apply the suggested settings, or take all values from one current page of the provider."),
            Step::you(
                "Check that the page is for your product: the business and personal services of one provider often \
                 differ.",
            ),
            Step::you("Run the connection test with the new values."),
        ],
        escalate: "If your provider or IT team gave you these settings on purpose, ask them to confirm; hand over the \
                   server address, port and secure connection.",
        references: &[],
        checked: None,
    }),
    ..Entry::PLAIN
};
