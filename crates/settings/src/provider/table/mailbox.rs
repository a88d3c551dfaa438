//! International mailbox services, and the servers of Google and Microsoft for their organisations.

use super::common::{BOTH, BOTH_AND_25, STARTTLS, STARTTLS_25, TLS, cited, plain, service, starttls};
use crate::provider::row::{Cloud, PasswordKind, Provider, UsernameForm};

/// The rows.
pub(super) const ROWS: &[Provider] = &[
    Provider {
        cloud: Some(Cloud::Google),
        domains: &["gmail.com", "googlemail.com"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        oauth: true,
        note: "The account password is refused. With 2-Step Verification, use an app password.",
        source: cited(
            "Mozilla ISPDB: googlemail.com.xml; Mailspring provider settings; Delta Chat provider database: gmail",
        ),
        ..service("gmail", "Gmail / Google Workspace", &["smtp.gmail.com"], BOTH_AND_25)
    },
    Provider {
        cloud: Some(Cloud::Google),
        oauth: true,
        note: "It accepts clients by IP address or sign-in. EHLO must use your own domain: it refuses 'localhost' and IP addresses.",
        source: cited(
            "Nodemailer well-known services: GmailWorkspace; Sisimai rhost/google.rb; GitHub issue: passbolt/passbolt_help#59",
        ),
        ..service("google-workspace-relay", "Google Workspace SMTP relay", &["smtp-relay.gmail.com"], BOTH_AND_25)
    },
    Provider {
        cloud: Some(Cloud::Microsoft365),
        domains: &["onmicrosoft.com"],
        closed_ports: &[465],
        username: UsernameForm::FullAddress,
        oauth: true,
        note: "Password sign-in is off in new tenants and goes off for existing ones at the end of December 2026; OAuth stays.",
        source: cited(
            "Mozilla ISPDB: office365.com.xml; Microsoft Exchange Online documentation on printers and applications; Microsoft message center: MC786329",
        ),
        ..service("microsoft-365", "Microsoft 365 (Exchange Online)", &["smtp.office365.com"], STARTTLS_25)
    },
    Provider {
        domains: &["outlook.com", "hotmail.com", "live.com", "msn.com", "windowslive.com"],
        closed_ports: &[465],
        username: UsernameForm::FullAddress,
        password: PasswordKind::Refused,
        oauth: true,
        note: "Passwords and app passwords are both refused.",
        source: cited("Mozilla ISPDB: hotmail.com.xml; Delta Chat provider database: outlook.com"),
        ..service("outlook-com", "Outlook.com / Hotmail / Live (consumer)", &["smtp-mail.outlook.com"], STARTTLS)
    },
    Provider {
        cloud: Some(Cloud::Microsoft365),
        note: "No sign-in is offered here; without a connector it takes mail only for recipients inside the tenant.",
        source: cited(
            "Microsoft Exchange Online documentation on printers and applications; GitHub issue: dani-garcia/vaultwarden#3511",
        ),
        ..service(
            "microsoft-365-direct-send",
            "Microsoft 365 direct send / connector",
            &["*.mail.protection.outlook.com"],
            &[starttls(25), plain(25)],
        )
    },
    Provider {
        cloud: Some(Cloud::Microsoft365),
        oauth: true,
        note: "Only for High Volume Email accounts, and only to recipients inside the tenant.",
        source: cited("Microsoft Learn: OAuth for High Volume Email in Microsoft 365"),
        ..service(
            "microsoft-365-hve",
            "Microsoft 365 High Volume Email (HVE)",
            &["smtp.hve.mx.microsoft", "smtp-hve.office365.com"],
            STARTTLS,
        )
    },
    Provider {
        domains: &[
            "yahoo.com",
            "yahoo.ca",
            "yahoo.de",
            "yahoo.it",
            "yahoo.fr",
            "yahoo.es",
            "yahoo.se",
            "yahoo.co.in",
            "yahoo.co.uk",
            "yahoo.co.nz",
            "yahoo.com.au",
            "yahoo.com.ar",
        ],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        oauth: true,
        source: cited(
            "Mozilla ISPDB: yahoo.com.xml; Delta Chat provider database: yahoo; Mailspring provider settings",
        ),
        ..service("yahoo", "Yahoo Mail", &["smtp.mail.yahoo.com"], BOTH)
    },
    Provider {
        domains: &[
            "aol.com",
            "aim.com",
            "netscape.net",
            "netscape.com",
            "compuserve.com",
            "cs.com",
            "wmconnect.com",
            "aol.de",
            "aol.it",
            "aol.fr",
            "aol.es",
            "aol.se",
            "verizon.net",
        ],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        oauth: true,
        source: cited("Mozilla ISPDB: aol.com.xml, verizon.net.xml; Delta Chat provider database: aol"),
        ..service("aol", "AOL, AIM and Verizon.net", &["smtp.aol.com"], BOTH)
    },
    Provider {
        domains: &["mac.com", "me.com", "icloud.com"],
        closed_ports: &[465],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "The From address must be an address of the account.",
        source: cited("Mozilla ISPDB: me.com.xml; Delta Chat provider database: icloud"),
        ..service("icloud", "iCloud Mail", &["smtp.mail.me.com"], STARTTLS)
    },
    Provider {
        domains: &["zoho.com", "zohomail.com"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails. With 2FA, use an app password.",
        source: cited("Mozilla ISPDB: zoho.com.xml; Mailspring provider settings"),
        ..service("zoho-us", "Zoho Mail US", &["smtp.zoho.com"], BOTH)
    },
    Provider {
        domains: &["zoho.eu", "zohomail.eu"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails. With 2FA, use an app password.",
        source: cited("Mozilla ISPDB: zoho.eu.xml"),
        ..service("zoho-eu", "Zoho Mail EU", &["smtp.zoho.eu"], BOTH)
    },
    Provider {
        domains: &["zoho.in", "zohomail.in"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails.",
        source: cited("Mozilla ISPDB: zoho.in.xml"),
        ..service("zoho-in", "Zoho Mail India", &["smtp.zoho.in"], BOTH)
    },
    Provider {
        domains: &["zoho.com.au", "zohomail.com.au"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails.",
        source: cited("Mozilla ISPDB: zoho.com.au.xml"),
        ..service("zoho-au", "Zoho Mail Australia", &["smtp.zoho.com.au"], BOTH)
    },
    Provider {
        domains: &["zoho.jp", "zohomail.jp"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails.",
        source: cited("Mozilla ISPDB: zoho.jp.xml"),
        ..service("zoho-jp", "Zoho Mail Japan", &["smtp.zoho.jp"], BOTH)
    },
    Provider {
        domains: &["zohocloud.ca", "zohomailcloud.ca"],
        username: UsernameForm::FullAddress,
        note: "Use the server of the data centre that holds the account, or sign-in fails.",
        source: cited("Mozilla ISPDB: zohocloud.ca.xml"),
        ..service("zoho-ca", "Zoho Mail Canada", &["smtp.zohocloud.ca"], BOTH)
    },
    Provider {
        domains: &["fastmail.com", "fastmail.fm", "messagingengine.com", "sent.com"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        oauth: true,
        note: "An app password is needed even without two-step verification.",
        source: cited(
            "Mozilla ISPDB: messagingengine.com.xml; GitLab Omnibus SMTP examples: FastMail; Delta Chat provider database: fastmail; Mailspring provider settings",
        ),
        ..service("fastmail", "Fastmail", &["smtp.fastmail.com"], BOTH)
    },
    Provider {
        domains: &["proton.me", "protonmail.com", "pm.me", "protonmail.ch"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::Key,
        note: "SMTP tokens exist only for addresses at a custom domain on some paid plans; others need Proton Mail Bridge.",
        source: cited(
            "Nodemailer well-known services: Proton; proton.me/support/smtp-submission; GitLab Omnibus issue: 8079",
        ),
        ..service("proton", "Proton Mail SMTP submission", &["smtp.protonmail.ch"], STARTTLS)
    },
    Provider {
        domains: &["mailbox.org", "secure.mailbox.org"],
        username: UsernameForm::FullAddress,
        source: cited(
            "Delta Chat provider database: mailbox.org; GitLab Omnibus SMTP examples; Mailspring provider settings",
        ),
        ..service("mailbox-org", "mailbox.org", &["smtp.mailbox.org"], BOTH)
    },
    Provider {
        domains: &["posteo.de", "posteo.at", "posteo.be", "posteo.ca", "posteo.ch", "posteo.cl"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: posteo.de.xml"),
        ..service("posteo", "Posteo", &["posteo.de"], BOTH)
    },
    Provider {
        domains: &[
            "gmx.net",
            "gmx.de",
            "gmx.at",
            "gmx.ch",
            "gmx.eu",
            "gmx.biz",
            "gmx.org",
            "gmx.info",
            "mein.gmx",
            "mail.gmx",
            "email.gmx",
        ],
        username: UsernameForm::FullAddress,
        note: "POP3/IMAP access must be switched on in the web settings first; with two-step verification, an app password.",
        source: cited("Mozilla ISPDB: gmx.net.xml; Delta Chat provider database: gmx.net"),
        ..service("gmx-net", "GMX (net)", &["mail.gmx.net"], BOTH)
    },
    Provider {
        domains: &[
            "gmx.com",
            "gmx.tm",
            "gmx.us",
            "gmx.co.uk",
            "gmx.es",
            "gmx.fr",
            "gmx.ca",
            "gmx.cn",
            "gmx.co.in",
            "gmx.com.br",
            "gmx.com.my",
            "gmx.hk",
        ],
        username: UsernameForm::FullAddress,
        note: "POP3/IMAP access must be switched on in the web settings first, or sign-in fails.",
        source: cited("Mozilla ISPDB: gmx.com.xml"),
        ..service("gmx-com", "GMX (com)", &["mail.gmx.com"], BOTH)
    },
    Provider {
        domains: &["web.de"],
        username: UsernameForm::LocalPart,
        note: "POP3/IMAP access must be switched on in the web settings first, or sign-in fails.",
        source: cited("Mozilla ISPDB: web.de.xml; Delta Chat provider database: web.de"),
        ..service("web-de", "WEB.DE", &["smtp.web.de"], BOTH)
    },
    Provider {
        domains: &["mail.com", "mail.org", "email.com", "post.com", "usa.com", "accountant.com"],
        username: UsernameForm::FullAddress,
        note: "Access for mail programs (POP3/IMAP) is part of the Premium plan.",
        source: cited("Mozilla ISPDB: mail.com.xml; Delta Chat provider database: mail.com"),
        ..service("mail-com", "mail.com", &["smtp.mail.com"], BOTH)
    },
    Provider {
        domains: &["yandex.ru", "yandex.com", "yandex.net", "yandex.by", "yandex.kz", "yandex.ua", "ya.ru", "narod.ru"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "IMAP access must be switched on, and From must be the address that signs in.",
        source: cited(
            "Mozilla ISPDB: yandex.ru.xml; Delta Chat provider database: yandex.ru; GitLab Omnibus SMTP examples",
        ),
        ..service("yandex", "Yandex Mail / Yandex 360", &["smtp.yandex.com"], BOTH)
    },
    Provider {
        domains: &["mail.ru", "inbox.ru", "list.ru", "bk.ru", "corp.mail.ru"],
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "Use the password created under \"password for external applications\".",
        source: cited("Mozilla ISPDB: mail.ru.xml; Delta Chat provider database: mail.ru, vk.com"),
        ..service("mail-ru", "Mail.ru / VK", &["smtp.mail.ru"], BOTH)
    },
    Provider {
        domains: &["rambler.ru"],
        username: UsernameForm::FullAddress,
        note: "Access for mail programs must be switched on in the web settings first.",
        source: cited("Mozilla ISPDB: rambler.ru.xml; Delta Chat provider database: rambler.ru"),
        ..service("rambler", "Rambler", &["smtp.rambler.ru"], TLS)
    },
    Provider {
        domains: &["migadu.com"],
        username: UsernameForm::FullAddress,
        note: "From must be the mailbox or one of its identities.",
        source: cited("Delta Chat provider database: migadu"),
        ..service("migadu", "Migadu", &["smtp.migadu.com"], BOTH)
    },
    Provider {
        domains: &["purelymail.com"],
        username: UsernameForm::FullAddress,
        source: cited("Delta Chat provider database: purelymail.com"),
        ..service("purelymail", "Purelymail", &["smtp.purelymail.com"], TLS)
    },
    Provider {
        domains: &["runbox.com"],
        note: "The user name is the account name.",
        source: cited("Nodemailer well-known services: Runbox"),
        ..service("runbox", "Runbox", &["smtp.runbox.com"], TLS)
    },
    Provider {
        domains: &["disroot.org"],
        username: UsernameForm::LocalPart,
        source: cited("Nodemailer well-known services: Disroot; Delta Chat provider database: disroot"),
        ..service("disroot", "Disroot", &["disroot.org"], STARTTLS)
    },
    Provider {
        domains: &["riseup.net"],
        source: cited("Delta Chat provider database: riseup.net"),
        ..service("riseup", "Riseup", &["mail.riseup.net"], TLS)
    },
    Provider {
        domains: &["vivaldi.net"],
        source: cited("Delta Chat provider database: vivaldi"),
        ..service("vivaldi", "Vivaldi", &["smtp.vivaldi.net"], STARTTLS)
    },
    Provider {
        domains: &["forwardemail.net"],
        password: PasswordKind::Key,
        note: "The password is generated for each alias.",
        source: cited("Nodemailer well-known services: Forward Email"),
        ..service("forward-email", "Forward Email", &["smtp.forwardemail.net"], TLS)
    },
];
