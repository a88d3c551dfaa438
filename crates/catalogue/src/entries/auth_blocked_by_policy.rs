//! `auth-blocked-by-policy`: a security rule of the organisation or provider blocks this sign-in.

use crate::entry::*;

/// A security rule of the organisation or provider blocks this sign-in.
pub static AUTH_BLOCKED_BY_POLICY: Entry = Entry {
    slug: "auth-blocked-by-policy",
    family: Family::CouldNotSignIn,
    title: "A security rule of your organisation or provider blocks this sign-in",
    egress_matters: true,
    text: text!(Text {
        meaning: "A rule stopped this sign-in, not the password. The service found the sign-in too risky, or does not \
                  allow its kind: for example a program that signs in without a second factor.",
        causes: &[
            Cause::new("Microsoft Entra security defaults are on. They block every password sign-in over SMTP."),
            Cause::new(
                "A Conditional Access policy blocks legacy authentication, the portal's location or its network \
                 address.",
            ),
            Cause::new(
                "Google or another provider saw a sign-in from a new place and wants the owner to confirm it in a \
                 browser.",
            ),
        ],
        steps: &[
            Step::you(
                "At Google or another consumer service, sign in once in a browser, confirm the activity and test \
                 again. You may also need an app password.",
            ),
            Step::by(
                Who::Microsoft365Admin,
                "Find the attempt in the sign-in logs (client app: Authenticated SMTP). The Conditional Access tab \
                 names the policy.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs"),
            Step::by(
                Who::Microsoft365Admin,
                "Check whether security defaults are on; you cannot turn them off for one account. Leave them on and \
                 use OAuth. Turn them off only if Conditional Access policies replace them.",
            )
            .at(MICROSOFT_365)
            .command("Microsoft Entra admin center > Entra ID > Overview > Properties > Manage security defaults"),
            Step::by(
                Who::Microsoft365Admin,
                "Use OAuth for the portal, or exclude the mailbox from the policy that blocks legacy authentication.",
            ).at(MICROSOFT_365),
        ],
        escalate: "Your administrator has to decide this. Send the mailbox address, the time of the attempt, the \
                   portal's network addresses and the server's reply. Never send the password.",
        references: &[Reference::new(
            "Microsoft Learn: Security defaults in Microsoft Entra ID",
            "https://learn.microsoft.com/en-us/entra/fundamentals/security-defaults",
        )],
        checked: None,
    }),
    ..Entry::DEFAULT
};
