//! `oauth-unreachable`: the OAuth sign-in service could not be reached, or something else answered.

use crate::entry::*;

/// The OAuth sign-in service could not be reached, or something else answered.
pub static OAUTH_UNREACHABLE: Entry = Entry {
    slug: "oauth-unreachable",
    family: Family::CouldNotSignIn,
    title: "The OAuth sign-in service could not be reached",
    text: text!(Text {
        meaning: "With OAuth, a token is first fetched over HTTPS from a sign-in service. At Microsoft 365 this is \
                  login.microsoftonline.com. That service could not be reached, or something else answered. Nobody \
                  signed in to the mail server, so this says nothing about the client ID, secret or mailbox.",
        causes: &[
            Cause::new("A firewall allows the mail ports, but not HTTPS (port 443) to the sign-in service."),
            Cause::new("All web access goes through a proxy, and the sending machine does not use it."),
            Cause::new("A proxy or the network's sign-in page answered with its own web page."),
            Cause::new("The proxy opens encrypted connections, and this machine does not trust its certificate."),
            Cause::new("The name of the sign-in service cannot be looked up in the DNS that this machine uses."),
        ],
        steps: &[
            Step::by(
                Who::NetworkAdmin,
                "Allow HTTPS (port 443) from the sending machine to login.microsoftonline.com. For Microsoft 365 of \
                 the US government it is login.microsoftonline.us; for the one operated by 21Vianet in China, \
                 login.partner.microsoftonline.cn.",
            ),
            Step::by(
                Who::NetworkAdmin,
                "Run this on the sending machine. The right answer begins with a brace and contains a token_endpoint. \
                 A web page comes from a proxy.",
            )
            .command("curl https://login.microsoftonline.com/common/v2.0/.well-known/openid-configuration"),
            Step::by(Who::NetworkAdmin, "If a proxy opens encrypted connections, exempt the sign-in service."),
            Step::you("Then test again. Leave the client ID, tenant ID and secret as they are."),
        ],
        escalate: "Give your IT team the name of the sign-in service, the port 443, the sending machine, the time of \
                   the attempt and what answered instead. Never send the client secret.",
        references: &[
            Reference::new(
                "Microsoft Learn: National clouds",
                "https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud",
            ),
            Reference::new(
                "Microsoft Learn: Microsoft 365 URLs and IP address ranges",
                "https://learn.microsoft.com/microsoft-365/enterprise/urls-and-ip-address-ranges",
            ),
            Reference::new("RFC 6749 §3.2", "https://www.rfc-editor.org/rfc/rfc6749#section-3.2"),
        ],
        checked: Some("2026-11-26"),
    }),
    ..Entry::DEFAULT
};
