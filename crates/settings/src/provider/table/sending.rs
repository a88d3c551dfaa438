//! Services that send mail for programs: SMTP relays and their test servers.

use super::common::{RELAY, STARTTLS, STARTTLS_2525, TLS, cited, implicit, plain, service, starttls};
use crate::provider::row::{PasswordKind, Provider, UsernameForm};

/// The rows.
pub(super) const ROWS: &[Provider] = &[
    Provider {
        password: PasswordKind::Key,
        note: "SMTP credentials are made per region and are not the IAM access keys; EC2 throttles port 25.",
        source: cited(
            "Amazon SES developer guide: SMTP endpoints, ports; AWS general reference: SES endpoints; Nodemailer well-known services",
        ),
        ..service(
            "amazon-ses",
            "Amazon SES",
            &[
                "email-smtp.us-east-1.amazonaws.com",
                "email-smtp.us-east-2.amazonaws.com",
                "email-smtp.us-west-1.amazonaws.com",
                "email-smtp.us-west-2.amazonaws.com",
                "email-smtp.us-gov-east-1.amazonaws.com",
                "email-smtp.us-gov-west-1.amazonaws.com",
                "email-smtp.ca-central-1.amazonaws.com",
                "email-smtp.eu-west-1.amazonaws.com",
                "email-smtp.eu-west-2.amazonaws.com",
                "email-smtp.eu-west-3.amazonaws.com",
                "email-smtp.eu-central-1.amazonaws.com",
                "email-smtp.eu-north-1.amazonaws.com",
                "email-smtp.ap-south-1.amazonaws.com",
                "email-smtp.ap-northeast-1.amazonaws.com",
                "email-smtp.ap-northeast-2.amazonaws.com",
                "email-smtp.ap-northeast-3.amazonaws.com",
                "email-smtp.ap-southeast-1.amazonaws.com",
                "email-smtp.ap-southeast-2.amazonaws.com",
                "email-smtp.sa-east-1.amazonaws.com",
                "email-smtp.af-south-1.amazonaws.com",
                "email-smtp.eu-south-1.amazonaws.com",
                "email-smtp.me-south-1.amazonaws.com",
                "email-smtp.il-central-1.amazonaws.com",
                "email-smtp.ap-southeast-3.amazonaws.com",
            ],
            &[implicit(465), implicit(2465), starttls(587), starttls(2587), starttls(25)],
        )
    },
    Provider {
        closed_ports: &[465],
        password: PasswordKind::Key,
        note: "The user name is an SMTP username resource bound to an Entra app; the password is a client secret of that app.",
        source: cited("Pulumi azure-native provider: SmtpUsername; GitHub issue: dawidd6/action-send-mail#187"),
        ..service(
            "azure-communication-services",
            "Azure Communication Services Email",
            &["smtp.azurecomm.net"],
            STARTTLS,
        )
    },
    Provider {
        username: UsernameForm::Fixed("apikey"),
        password: PasswordKind::Key,
        source: cited("twilio.com/docs/sendgrid integrating-with-the-smtp-api; GitLab Omnibus SMTP examples"),
        ..service("sendgrid", "Twilio SendGrid", &["smtp.sendgrid.net"], RELAY)
    },
    Provider {
        password: PasswordKind::Key,
        note: "Each sending domain has its own SMTP credentials, such as postmaster@ that domain.",
        source: cited("spreecommerce.org/docs/integrations/email/mailgun; Nodemailer well-known services: Mailgun"),
        ..service("mailgun", "Mailgun US", &["smtp.mailgun.org"], RELAY)
    },
    Provider {
        password: PasswordKind::Key,
        note: "Domains in the EU region are unknown to the US server.",
        source: cited("spreecommerce.org/docs/integrations/email/mailgun; GitHub issue: symfony/symfony-docs#13154"),
        ..service("mailgun-eu", "Mailgun EU", &["smtp.eu.mailgun.org"], RELAY)
    },
    Provider {
        closed_ports: &[465],
        password: PasswordKind::Key,
        note: "User name and password are both the server API token, or the two halves of an SMTP token.",
        source: cited("postmarkapp.com/support/article/811; spreecommerce.org/docs/integrations/email/postmark"),
        ..service(
            "postmark",
            "Postmark",
            &["smtp.postmarkapp.com", "smtp-broadcasts.postmarkapp.com"],
            &[starttls(587), starttls(2525), starttls(25)],
        )
    },
    Provider {
        username: UsernameForm::Fixed("SMTP_Injection"),
        password: PasswordKind::Key,
        note: "The API key needs the \"Send via SMTP\" permission; the user name is case-sensitive.",
        source: cited("developers.sparkpost.com/api/smtp"),
        ..service("sparkpost", "SparkPost US", &["smtp.sparkpostmail.com"], STARTTLS_2525)
    },
    Provider {
        username: UsernameForm::Fixed("SMTP_Injection"),
        password: PasswordKind::Key,
        note: "The API key needs the \"Send via SMTP\" permission; the user name is case-sensitive.",
        source: cited("developers.sparkpost.com/api/smtp"),
        ..service("sparkpost-eu", "SparkPost EU", &["smtp.eu.sparkpostmail.com"], STARTTLS_2525)
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user name is the API key, the password the secret key.",
        source: cited("Nodemailer well-known services: Mailjet; GitLab Omnibus SMTP examples"),
        ..service("mailjet", "Mailjet", &["in-v3.mailjet.com", "in.mailjet.com"], RELAY)
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user name is the SMTP login of the account; the password is an SMTP key, not an API key.",
        source: cited("Nodemailer well-known services: SendinBlue; GitLab Omnibus SMTP examples"),
        ..service(
            "brevo",
            "Brevo (Sendinblue)",
            &["smtp-relay.brevo.com", "smtp-relay.sendinblue.com"],
            &[starttls(587), starttls(2525), implicit(465)],
        )
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user name may be any text; the password is an API key.",
        source: cited("Nodemailer well-known services: Mandrill; GitLab Omnibus SMTP examples"),
        ..service("mandrill", "Mandrill (Mailchimp Transactional)", &["smtp.mandrillapp.com"], STARTTLS)
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user name is \"api\" or that of the stream; From must be at the verified domain.",
        source: cited(
            "Nodemailer well-known services: Mailtrap; docs.mailtrap.io/email-api-smtp/setup/smtp-integration",
        ),
        ..service(
            "mailtrap",
            "Mailtrap",
            &["live.smtp.mailtrap.io", "bulk.smtp.mailtrap.io"],
            &[starttls(587), starttls(2525), implicit(465)],
        )
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user is one of those listed under SMTP Users, not the account login.",
        source: cited("developers.smtp2go.com/docs/smtp-relay"),
        ..service(
            "smtp2go",
            "SMTP2GO",
            &[
                "mail.smtp2go.com",
                "mail-us.smtp2go.com",
                "mail-eu.smtp2go.com",
                "mail-eu2.smtp2go.com",
                "mail-au.smtp2go.com",
            ],
            &[
                starttls(2525),
                starttls(8025),
                starttls(587),
                starttls(80),
                starttls(25),
                implicit(465),
                implicit(8465),
                implicit(443),
            ],
        )
    },
    Provider {
        password: PasswordKind::Key,
        source: cited("Nodemailer well-known services: ElasticEmail"),
        ..service(
            "elastic-email",
            "Elastic Email",
            &["smtp.elasticemail.com"],
            &[implicit(465), starttls(2525), starttls(587), starttls(25)],
        )
    },
    Provider {
        username: UsernameForm::Fixed("resend"),
        password: PasswordKind::Key,
        note: "From must be a real sender address: mail sent from the user name \"resend\" is refused.",
        source: cited("resend.com/docs/send-with-smtp; GitHub issue: lkaesberg/EmailVerify#61"),
        ..service(
            "resend",
            "Resend",
            &["smtp.resend.com"],
            &[implicit(465), implicit(2465), starttls(587), starttls(2587), starttls(25)],
        )
    },
    Provider {
        password: PasswordKind::Key,
        note: "Each domain has SMTP users of its own, named MS_... at that domain.",
        source: cited("Nodemailer well-known services: MailerSend"),
        ..service("mailersend", "MailerSend", &["smtp.mailersend.net"], STARTTLS_2525)
    },
    Provider {
        username: UsernameForm::Fixed("loops"),
        password: PasswordKind::Key,
        source: cited("Nodemailer well-known services: Loops"),
        ..service("loops", "Loops", &["smtp.loops.so"], STARTTLS)
    },
    Provider {
        note: "Port 25 is blocked on Alibaba Cloud servers (ECS).",
        source: cited("alibabacloud.com/help/direct-mail/smtp-endpoints"),
        ..service(
            "alibaba-directmail",
            "Alibaba Cloud DirectMail",
            &[
                "smtpdm.aliyun.com",
                "smtpdm-ap-southeast-1.aliyuncs.com",
                "smtpdm-us-east-1.aliyuncs.com",
                "smtpdm-eu-central-1.aliyuncs.com",
            ],
            &[implicit(465), starttls(80), starttls(25), plain(80)],
        )
    },
    Provider {
        password: PasswordKind::Key,
        note: "The user name is the project ID, the password a secret key.",
        source: cited("GitLab documentation; Ghost issue 17627"),
        ..service("scaleway-tem", "Scaleway Transactional Email", &["smtp.tem.scw.cloud"], STARTTLS)
    },
    Provider {
        password: PasswordKind::Key,
        note: "User name and password are both the token.",
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("campaign-monitor", "Campaign Monitor transactional", &["smtp.api.createsend.com"], STARTTLS)
    },
    Provider {
        source: cited("Nodemailer well-known services: SendPulse"),
        ..service("sendpulse", "SendPulse", &["smtp-pulse.com"], TLS)
    },
    Provider {
        source: cited("Nodemailer well-known services: SendCloud"),
        ..service("sendcloud-cn", "SendCloud (CN)", &["smtp.sendcloud.net"], &[starttls(2525)])
    },
    Provider {
        source: cited("Nodemailer well-known services: Tipimail; GitLab Omnibus SMTP examples"),
        ..service("tipimail", "Tipimail", &["smtp.tipimail.com"], STARTTLS)
    },
    Provider {
        source: cited("Nodemailer well-known services: TurboSMTP"),
        ..service("turbosmtp", "TurboSMTP", &["pro.turbo-smtp.com", "pro.eu.turbo-smtp.com"], TLS)
    },
    Provider {
        source: cited("GitLab Omnibus SMTP examples"),
        ..service("smtp-com", "SMTP.com", &["send.smtp.com"], &[starttls(25), starttls(2525), starttls(2082)])
    },
    Provider {
        note: "It is for tests only and never delivers mail.",
        source: cited("Nodemailer well-known services: Ethereal"),
        ..service("ethereal", "Ethereal", &["smtp.ethereal.email"], STARTTLS)
    },
];
