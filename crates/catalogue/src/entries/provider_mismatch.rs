//! `provider-mismatch`: the settings differ from what the provider documents.

use crate::entry::*;

/// The settings differ from what the provider documents.
pub static PROVIDER_MISMATCH: Entry = Entry {
    slug: "provider-mismatch",
    family: Family::CouldNotConnectOrSignIn,
    title: "The settings differ from what this provider documents",
    text: text!(Text {
        meaning: "The server belongs to a known provider, but the provider doesn't document this port, secure \
                  connection or kind of sign-in. The server will probably not answer, or will refuse the sign-in.",
        causes: &[
            Cause::new("The server was changed, but another provider's settings were kept."),
            Cause::new("The provider answers on only one port, and you chose the other common one."),
            Cause::new("The instructions are old, and the provider has since changed its service."),
            Cause::new(
                "The mailbox belongs to another region or product of the same provider, which has its own server.",
            ),
        ],
        steps: &[
            Step::you("Apply the suggested settings, or take all values from one current page of the provider."),
            Step::you(
                "Check that the page is for your product. The business and personal services of one provider often \
                 differ.",
            ),
            Step::you("Run the connection test with the new values."),
        ],
        escalate: "If your provider or IT team gave you these settings on purpose, ask them to confirm. Give them the \
                   server address, port and secure connection.",
        references: &[],
        checked: None,
    }),
    ..Entry::DEFAULT
};
