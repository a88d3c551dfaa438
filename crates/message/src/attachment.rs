//! Reports attachments that large providers refuse.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::ATTACHMENT_REFUSED;
use smtp_doctor_settings::text::quote;

/// File types that Gmail refuses, even inside archives ("File types blocked in Gmail",
/// support.google.com/mail/answer/6590, checked 2026-11). Outlook and Exchange refuse nearly all of them too.
const REFUSED: &[&str] = &[
    "ade",
    "adp",
    "apk",
    "appx",
    "appxbundle",
    "bat",
    "cab",
    "chm",
    "cmd",
    "com",
    "cpl",
    "diagcab",
    "diagcfg",
    "diagpkg",
    "dll",
    "dmg",
    "ex",
    "ex_",
    "exe",
    "hta",
    "img",
    "ins",
    "iso",
    "isp",
    "jar",
    "jnlp",
    "js",
    "jse",
    "lib",
    "lnk",
    "mde",
    "mjs",
    "msc",
    "msi",
    "msix",
    "msixbundle",
    "msp",
    "mst",
    "nsh",
    "pif",
    "ps1",
    "scr",
    "sct",
    "shb",
    "sys",
    "vb",
    "vbe",
    "vbs",
    "vhd",
    "vxd",
    "wsc",
    "wsf",
    "wsh",
    "xll",
];

/// Checks the name of an attachment, and its content if known.
pub(super) fn problem(name: &str, content: &[u8]) -> Option<Finding> {
    let kind = name.rsplit_once('.').map(|(_, it)| it.trim().to_ascii_lowercase()).unwrap_or_default();
    let why = if REFUSED.contains(&&*kind) {
        format!("Gmail, Outlook and others refuse .{kind} files, even inside archives.")
    } else if is_encrypted_zip(content) {
        "The archive is encrypted. Gmail and many scanners refuse archives that they cannot scan.".to_owned()
    } else {
        return None;
    };
    Some(Finding::warning(&ATTACHMENT_REFUSED).saying(format!("{}: {why}", quote(name))))
}

/// Bit 0 of the flags of the first local file header (APPNOTE.TXT §4.3.7 and §4.4.4).
fn is_encrypted_zip(content: &[u8]) -> bool {
    matches!(content, [b'P', b'K', 3, 4, _, _, flags, ..] if flags & 1 == 1)
}
