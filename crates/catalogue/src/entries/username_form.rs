//! `username-form`: the user name is not in the form that the server expects.

use crate::entry::*;

/// The user name is not in the form that the server expects.
pub static USERNAME_FORM: Entry = Entry {
    slug: "username-form",
    family: Family::CouldNotSignIn,
    title: "The user name is not in the form this server expects",
    text: text!(Text {
        meaning: "Services differ. Most require the full e-mail address, some only the part before the @. Sending \
                  services may require a fixed word or a key. A user name in the wrong form is refused even with the \
                  right password.",
        causes: &[
            Cause::new(
                "Only the part before the @ was entered where the full address is needed, or the other way round.",
            ),
            Cause::new("The display name or a Windows name such as DOMAIN\\name was entered."),
            Cause::new("A second address (alias) of the mailbox was entered instead of the main one."),
            Cause::new("The sending service has its own user name, and an e-mail address was entered."),
        ],
        steps: &[
            Step::you("Look up the user name on the provider's page for mail programs, and use that form."),
            Step::you(
                "With Microsoft 365, use the name that you sign in with on the web, not an alias.",
            ).at(MICROSOFT_365),
            Step::by(
                Who::MailAdmin,
                "Find the failed sign-in in the server's log, and tell the user which form the server expects.",
            ),
        ],
        escalate: "If the sign-in is refused in every form, give your IT team the server address, the user name as \
                   typed and the server's reply. Never send the password.",
        references: &[],
        checked: None,
    }),
    ..Entry::DEFAULT
};
