//! `from-blank`: the From address is empty.

use crate::entry::*;

/// The From address is empty.
pub static FROM_BLANK: Entry = Entry {
    slug: "from-blank",
    family: Family::BlankFrom,
    title: "The From address is empty",
    field: Some(Field::From),
    text: text!(Text {
        meaning: "Every message has to say who sends it. Without a From address, servers refuse the message or treat \
                  it as spam.",
        causes: &[
            Cause::new("The field was left empty in the general e-mail settings."),
            Cause::new("The portal sends on behalf of a user who has no e-mail address."),
            Cause::new("A module has its own From setting, and that one is empty."),
        ],
        steps: &[
            Step::you(
                "Enter one valid address in the From field, preferably the address of the account that signs in.",
            ),
            Step::you("Check the user's own e-mail address and each module that has its own setting."),
            Step::by(Who::MailAdmin, "Confirm that the server lets this account send with that From address."),
        ],
        escalate: "If you don't know which address to use, ask your IT team which From address the server or Microsoft \
                   365 tenant allows for the portal. Give them the user name.",
        references: &[Reference::new("RFC 5322 §3.6.2", "https://www.rfc-editor.org/rfc/rfc5322#section-3.6.2")],
        checked: None,
    }),
    ..Entry::DEFAULT
};
