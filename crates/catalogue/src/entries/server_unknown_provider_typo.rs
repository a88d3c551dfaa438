//! `server-unknown-provider-typo`: the server address looks like a misspelt provider's server.

use crate::entry::*;

/// The server address looks like a misspelt provider's server.
pub static SERVER_UNKNOWN_PROVIDER_TYPO: Entry = Entry {
    slug: "server-unknown-provider-typo",
    family: Family::CouldNotConnectOrSignIn,
    title: "The server address looks like a misspelt provider's server",
    text: text!(Text {
        meaning: "The name differs by a letter or two from a well-known provider's server. A misspelt name usually \
                  does not exist. If it does, it may belong to somebody else, who would receive your user name and \
                  password.",
        causes: &[
            Cause::new("Letters were swapped, doubled or left out."),
            Cause::new("The ending is wrong, such as .con for .com, or another country's ending."),
            Cause::new("Parts of two names were mixed, such as the provider's web address and its server name."),
        ],
        steps: &[
            Step::you("Compare the name with your provider's help page, letter by letter."),
            Step::you("If you meant the suggested name, accept it and run the connection test."),
            Step::you(
                "If you have already tested the wrong name with a password and the server answered, change that \
                 password.",
            ),
        ],
        escalate: "If the name is right and belongs to your own organisation, ask your IT team to confirm it. Send \
                   them the name exactly as you entered it.",
        references: &[],
        checked: None,
    }),
    ..Entry::DEFAULT
};
