//! `oauth-blocked-by-policy`: a security rule blocked the OAuth token.

use crate::entry::*;

/// A security rule blocked the OAuth token.
pub static OAUTH_BLOCKED_BY_POLICY: Entry = Entry {
    slug: "oauth-blocked-by-policy",
    family: Family::CouldNotSignIn,
    title: "A security rule blocked the OAuth token",
    text: text!(Text {
        meaning: "The client ID and client secret may be right: a rule of the organisation blocked the token. Such \
                  rules check the location, the network, the device or a second factor, which an unattended program \
                  cannot provide.",
        causes: &[
            Cause::new(
                "A Conditional Access policy blocks the application, the portal's network address or its location.",
            ),
            Cause::new("Multi-factor authentication is required, which only a person can complete."),
            Cause::new("Security defaults block this older way to sign in."),
            Cause::new(
                "The organisation restricts which tenants or applications may be used. At Google this is \
                 admin_policy_enforced.",
            ),
        ],
        steps: &[
            Step::by(
                Who::Microsoft365Admin,
                "Find the attempt in the sign-in logs. The Conditional Access tab names the policy.",
            )
            .command("Microsoft Entra admin center > Monitoring & health > Sign-in logs > Service principal sign-ins"),
            Step::by(
                Who::Microsoft365Admin,
                "Exclude the portal's application or its network addresses from that policy.",
            )
            .command("Microsoft Entra admin center > Entra ID > Conditional Access > Policies"),
            Step::you(
                "If multi-factor authentication is the cause, let the portal sign in as an application with its own \
                 client secret instead of as a person.",
            ),
            Step::by(Who::MailAdmin, "At Google Workspace, allow the application.")
                .at(GOOGLE)
            .command(
                "Google Admin console > Security > Access and data control > API controls > App access control > \
                 Manage app access",
            ),
        ],
        escalate: "Your administrator has to decide this. Send the client ID, the time of the attempt, the portal's \
                   network addresses and the error with its trace ID.",
        references: &[
            Reference::new(
                "Microsoft Learn: Troubleshooting sign-in problems with Conditional Access",
                "https://learn.microsoft.com/entra/identity/conditional-access/troubleshoot-conditional-access",
            ),
            Reference::new(
                "Microsoft Learn: Microsoft Entra error codes",
                "https://learn.microsoft.com/entra/identity-platform/reference-error-codes",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
