//! Web hosters and services that run the mail of domains of their customers.

use super::common::{BOTH, STARTTLS, STARTTLS_FIRST, TLS, cited, implicit, plain, service, starttls};
use crate::provider::row::{PasswordKind, Provider, UsernameForm};

/// The rows.
pub(super) const ROWS: &[Provider] = &[
    Provider {
        domains: &["strato.de", "rzone.de"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: strato.de.xml; GitLab Omnibus SMTP examples"),
        ..service("strato", "Strato", &["smtp.strato.de"], BOTH)
    },
    Provider {
        domains: &[
            "online.de",
            "onlinehome.de",
            "sofortstart.de",
            "sofort-start.de",
            "sofortsurf.de",
            "sofort-surf.de",
            "go4more.de",
            "kundenserver.de",
            "schlund.de",
        ],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: 1und1.de.xml"),
        ..service("ionos-1und1", "IONOS (1und1.de, legacy)", &["smtp.1und1.de"], BOTH)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples: IONOS"),
        ..service("ionos-de", "IONOS (Germany)", &["smtp.ionos.de"], STARTTLS_FIRST)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples: 1&1"),
        ..service("ionos-1and1", "IONOS (1&1, US)", &["smtp.1and1.com"], STARTTLS)
    },
    Provider {
        domains: &["ovh.net"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: ovh.net.xml; GitLab Omnibus SMTP examples: OVH; Mailspring provider settings"),
        ..service("ovh-mx-plan", "OVH MX Plan", &["ssl0.ovh.net"], TLS)
    },
    Provider {
        domains: &["gandi.net"],
        username: UsernameForm::FullAddress,
        source: cited(
            "Mozilla ISPDB: gandi.net.xml; GitLab Omnibus SMTP examples: Gandi; GitHub issue: BytemarkHosting/docker-smtp#5",
        ),
        ..service("gandi", "Gandi Mail", &["mail.gandi.net"], BOTH)
    },
    Provider {
        domains: &["ik.me", "ikmail.com", "etik.com"],
        username: UsernameForm::FullAddress,
        note: "With two-step verification, use an app password.",
        source: cited(
            "Nodemailer well-known services: Infomaniak; Delta Chat provider database: infomaniak.com; GitLab Omnibus SMTP examples",
        ),
        ..service("infomaniak", "Infomaniak", &["mail.infomaniak.com"], STARTTLS_FIRST)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("Mailspring provider settings"),
        ..service("hostinger", "Hostinger", &["smtp.hostinger.com"], BOTH)
    },
    Provider {
        username: UsernameForm::FullAddress,
        note: "Third-party access must be switched on in the Titan settings; with two-step verification, an app password.",
        source: cited("Public source code that sends through smtp.titan.email"),
        ..service("titan", "Titan Email", &["smtp.titan.email"], BOTH)
    },
    Provider {
        domains: &["secureserver.net"],
        username: UsernameForm::FullAddress,
        note: "GoDaddy mailboxes that run on Microsoft 365 need smtp.office365.com instead.",
        source: cited(
            "Mozilla ISPDB: wildwestdomains.com.xml; GitLab Omnibus SMTP examples: GoDaddy; Nodemailer well-known services",
        ),
        ..service(
            "godaddy",
            "GoDaddy Workspace / Professional Email",
            &["smtpout.secureserver.net", "smtpout.europe.secureserver.net", "smtpout.asia.secureserver.net"],
            &[implicit(465), starttls(587), plain(80)],
        )
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("mailflowauthority.com private-email-imap-settings"),
        ..service("namecheap-private-email", "Namecheap Private Email", &["mail.privateemail.com"], BOTH)
    },
    Provider {
        domains: &["emailsrvr.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: emailsrvr.com.xml; Mailspring provider settings; GitLab Omnibus SMTP examples"),
        ..service("rackspace", "Rackspace Hosted Email", &["secure.emailsrvr.com"], BOTH)
    },
    Provider {
        username: UsernameForm::FullAddress,
        password: PasswordKind::AppPassword,
        note: "The password is the client authorization code.",
        source: cited("Nodemailer well-known services: QQex; GitLab Omnibus SMTP examples"),
        ..service("tencent-exmail", "Tencent Exmail (QQ enterprise)", &["smtp.exmail.qq.com"], TLS)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("netease-enterprise", "NetEase enterprise (ym.163.com)", &["smtp.ym.163.com"], TLS)
    },
    Provider {
        source: cited("Nodemailer well-known services: AliyunQiye; GitLab Omnibus SMTP examples: mxhichina"),
        ..service("aliyun-enterprise", "Aliyun Enterprise (qiye)", &["smtp.qiye.aliyun.com", "smtp.mxhichina.com"], TLS)
    },
    Provider {
        password: PasswordKind::AppPassword,
        note: "Use a password created for mail programs.",
        source: cited("Nodemailer well-known services: Feishu Mail; GitLab Omnibus SMTP examples"),
        ..service("feishu", "Feishu Mail", &["smtp.feishu.cn"], TLS)
    },
    Provider {
        domains: &["aruba.it"],
        username: UsernameForm::FullAddress,
        source: cited("Nodemailer well-known services: Aruba; GitLab Omnibus SMTP examples: Aruba"),
        ..service("aruba", "Aruba (hosting mail)", &["smtps.aruba.it"], TLS)
    },
    Provider {
        domains: &["your-server.de"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: hetzner.de.xml; GitLab Omnibus SMTP examples: Hetzner"),
        ..service("hetzner", "Hetzner webhosting", &["mail.your-server.de"], BOTH)
    },
    Provider {
        domains: &["ispgateway.de"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: df.eu.xml; GitLab Omnibus SMTP examples"),
        ..service("domainfactory", "DomainFactory", &["sslout.df.eu"], TLS)
    },
    Provider {
        note: "The user name is the mailbox name (like example-com-0001), not the address.",
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("united-domains", "united-domains", &["smtp.udag.de"], TLS)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("hostpoint", "Hostpoint", &["asmtp.mail.hostpoint.ch"], STARTTLS_FIRST)
    },
    Provider {
        domains: &["one.com"],
        username: UsernameForm::FullAddress,
        source: cited("Mozilla ISPDB: one.com.xml"),
        ..service("one-com", "one.com", &["send.one.com"], TLS)
    },
    Provider {
        username: UsernameForm::FullAddress,
        note: "From must be at a domain hosted there; the certificate does not name 'mail.' plus your own domain.",
        source: cited("nanopo.st/hosting/dreamhost; help.dreamhost.com 215036118; Mailspring provider settings"),
        ..service("dreamhost", "DreamHost", &["smtp.dreamhost.com"], STARTTLS_FIRST)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("opensrs", "OpenSRS Hosted Email", &["mail.hostedemail.com"], BOTH)
    },
    Provider {
        username: UsernameForm::FullAddress,
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("online-net", "Online.net / Dedibox", &["smtpauth.online.net"], BOTH)
    },
];
