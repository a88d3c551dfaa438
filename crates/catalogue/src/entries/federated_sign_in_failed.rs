//! `federated-sign-in-failed`: the organisation's own sign-in server could not be used.

use crate::entry::*;

/// The organisation's own sign-in server could not be used.
pub static FEDERATED_SIGN_IN_FAILED: Entry = Entry {
    slug: "federated-sign-in-failed",
    family: Family::CouldNotSignIn,
    title: "The organisation's own sign-in server could not be used",
    text: text!(Text {
        meaning: "This organisation checks its passwords on its own server (federation, often AD FS), and Exchange \
                  Online asks that server. Exchange Online could not reach it, or not securely, so nobody has checked \
                  the password yet.",
        causes: &[
            Cause::new("The federation server is down, or a firewall blocks Microsoft from reaching it."),
            Cause::new("Its certificate has expired or is not trusted, or it does not offer HTTPS with TLS 1.2."),
            Cause::new("The address of the sign-in service stored in Microsoft 365 is out of date."),
        ],
        steps: &[
            Step::by(Who::Microsoft365Admin, "Check which federation addresses are stored for the domain.")
                .command("Get-MgDomainFederationConfiguration -DomainId contoso.com"),
            Step::by(
                Who::MailAdmin,
                "Check that the federation service runs, has a valid certificate and answers over HTTPS with TLS 1.2.",
            )
            .command("Get-AdfsSslCertificate"),
            Step::by(Who::NetworkAdmin, "Check that the service can be reached from the internet on port 443.")
                .command("Test-NetConnection sts.contoso.com -Port 443"),
            Step::you(
                "As a workaround, use OAuth with a client secret, or a mailbox whose password Microsoft 365 checks \
                 itself.",
            ),
        ],
        escalate: "Send the mailbox address, the time of the attempt and the server's reply. It says whether the \
                   service was unreachable or not secure.",
        references: &[
            Reference::new("RFC 4954 §6", "https://www.rfc-editor.org/rfc/rfc4954#section-6"),
            Reference::new(
                "Microsoft Learn: Authenticate an IMAP, POP or SMTP connection using OAuth",
                "https://learn.microsoft.com/en-us/exchange/client-developer/legacy-protocols/\
                 how-to-authenticate-an-imap-pop-smtp-application-by-using-oauth",
            ),
        ],
        checked: None,
    }),
    ..Entry::DEFAULT
};
