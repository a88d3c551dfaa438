//! `attachment-refused`: the server refuses an attachment, or found a virus in it.

use crate::entry::*;

/// The server refuses an attachment, or found a virus in it.
pub static ATTACHMENT_REFUSED: Entry = Entry {
    slug: "attachment-refused",
    family: Family::BodyOrEnvelope,
    title: "The server refuses an attachment, or found a virus in it",
    text: text!(Text {
        meaning: "The server checks attachments. It refuses files that can run as programs, archives that it cannot \
                  open, and anything its virus scanner reports. It then refuses the whole message.",
        causes: &[
            Cause::new(
                "The file has a type that large providers refuse, such as .exe, .bat, .cmd, .js, .vbs, .scr, .jar, \
                 .iso or .lnk, even inside an archive.",
            ),
            Cause::new("The archive is protected by a password, so the server cannot check it."),
            Cause::new("An Office document contains macros."),
            Cause::new("The file is infected, or the scanner thinks it is."),
            Cause::new("The server's operators allow only certain file types."),
        ],
        steps: &[
            Step::you(
                "Send a link to the file, or send it in another format, such as PDF. Another file name or a password \
                 doesn't help.",
            ),
            Step::you("Before you send the file again, scan it and the computer it comes from for viruses."),
            Step::by(
                Who::MailAdmin,
                "Look up in the filter's log which rule or virus name matched. ClamAV shows the name with this \
                 command.",
            )
            .command("clamscan report.zip"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, check which file types the common attachments filter refuses.",
            )
            .at(MICROSOFT_365)
            .command("Get-MalwareFilterPolicy | Format-List Name,EnableFileFilter,FileTypes"),
        ],
        escalate: "If the file is clean and must go as an attachment, ask for an exception. Send the server's reply, \
                   the file's name and type, and the time.",
        references: &[
            Reference::new("Gmail: File types blocked in Gmail", "https://support.google.com/mail/answer/6590"),
            Reference::new(
                "Microsoft: Blocked attachments in Outlook",
                "https://support.microsoft.com/en-us/office/blocked-attachments-in-outlook-434752e1-02d3-4e90-9124-8b81e49a8519",
            ),
            Reference::new(
                "Microsoft: Anti-malware protection",
                "https://learn.microsoft.com/en-us/defender-office-365/anti-malware-protection-about",
            ),
        ],
        checked: Some("2026-11-24"),
    }),
    ..Entry::DEFAULT
};
