//! `attachment-refused`: the server refuses an attachment, or found a virus in it.

use crate::entry::*;

/// The server refuses an attachment, or found a virus in it.
pub static ATTACHMENT_REFUSED: Entry = Entry {
    slug: "attachment-refused",
    family: Family::BodyOrEnvelope,
    title: "The server refuses an attachment, or found a virus in it",
    text: text!(Text {
        meaning: "The server looks at what is attached. It refuses files that can run as programs, archives that it \
                  cannot open and whatever its virus scanner reports, and the whole message along with them.",
        causes: &[
            Cause::new("The file is of a type that large providers refuse, such as .exe, .bat, .cmd, .js, .vbs, .scr, .jar, .iso \
             or .lnk, also inside an archive."),
            Cause::new("The archive is encrypted with a password, so that it cannot be searched."),
            Cause::new("An Office document contains macros."),
            Cause::new("The file is infected, or the scanner takes it for infected."),
            Cause::new("The operators of the server allow certain types of files only."),
        ],
        steps: &[
            Step::you(
                "Send a link to the file instead, or send it in another format, such as PDF; another file name or a \
                 password does not help.",
            ),
            Step::you("Scan the file, and the computer it comes from, for viruses before you send it again."),
            Step::by(
                Who::MailAdmin,
                "Look up in the filter's log which rule or virus name matched; ClamAV names it with this command.",
            )
            .command("clamscan report.zip"),
            Step::by(
                Who::Microsoft365Admin,
                "In Microsoft 365, see which file types the common attachments filter refuses.",
            ).at(MICROSOFT_365)
            .command("Get-MalwareFilterPolicy | Format-List Name,EnableFileFilter,FileTypes"),
        ],
        escalate: "If the file is clean and must pass as an attachment, hand over the server's line, the file's name \
                   and type and the time, and ask for an exception.",
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
    ..Entry::PLAIN
};
