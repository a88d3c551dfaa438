//! `from-blank`: the From address is empty.

use crate::catalogue::entry::*;

/// The From address is empty.
pub static FROM_BLANK: Entry = Entry {
    slug: "from-blank",
    family: Family::BlankFrom,
    text: pack!(Draft {
        title: "The From address is empty",
        meaning: "Every e-mail has to say who sends it. Without a From address servers refuse the message, or treat it \
                  as spam.",
        causes: &[
            "The field was left empty in the general e-mail settings.",
            "The user on whose behalf the portal sends has no e-mail address.",
            "A module has its own setting for From, and that one is empty.",
        ],
        steps: &[
            Step::you(
                "Enter one valid address in the From field, preferably the address of the account that signs in.",
            ),
            Step::you("Check the user's own e-mail address and each module that has its own setting."),
            Step::by(Who::MailAdmin, "Confirm that the server lets this account send with that From address."),
        ],
        escalate: "If you do not know which address to use, ask your IT team which From address the server or \
                   Microsoft 365 tenant permits for the portal, and hand over the user name.",
        references: &[Reference::new("RFC 5322 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2")],
        checked: None,
    }),
    patterns: patterns!("from_blank"),
    examples: examples![
        Example::pasted("InvalidOperationException: A from address must be specified."),
        Example::pasted("ArgumentError: SMTP From address may not be blank: nil"),
        Example::pasted("Symfony\\Component\\Mime\\Exception\\LogicException: An email must have a \"From\" or a \"Sender\" header."),
        Example::pasted("No sender was specified. Please add your email address in the account settings."),
    ],
};
