//! Microsoft OAuth with client credentials, without I/O: the cloud, the claims of a token, and the missing set-up step.
//!
//! Tokens are decoded but not verified; the mail server verifies them. The claims show a problem before the server is
//! asked, and servers refuse every bad token with the same reply.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use smtp_doctor_catalogue::Entry;
use smtp_doctor_model::OauthTask;
use smtp_doctor_model::SetUpState;
use smtp_doctor_model::SetUpStep;
use smtp_doctor_model::TokenFacts;
use smtp_doctor_settings::Endpoint;
use smtp_doctor_settings::Host;
use smtp_doctor_settings::SettingsSummary;

use crate::failure::TokenFailure;

/// The application permission to send with SMTP.
pub const SEND_AS_APP: &str = "SMTP.SendAsApp";

/// The delegated permission in the token of a signed-in user.
const SEND: &str = "SMTP.Send";

/// The app ID of Exchange Online, the audience of version 2 tokens.
const EXCHANGE_ONLINE: &str = "00000002-0000-0ff1-ce00-000000000000";

/// A Microsoft cloud. Each has its own sign-in service and its own Exchange.
///
/// Microsoft documents the sign-in services (Microsoft Learn: National clouds, checked 2026-11-26). The scopes of the
/// national clouds are those that other programs use.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct MicrosoftCloud {
    /// The sign-in service that issues tokens.
    pub login: &'static str,
    /// The scope that the token needs.
    pub scope: &'static str,
}

impl MicrosoftCloud {
    /// The worldwide cloud.
    pub const GLOBAL: Self =
        Self { login: "https://login.microsoftonline.com", scope: "https://outlook.office365.com/.default" };
    /// Microsoft 365 for the US government (GCC High and `DoD`).
    pub const US_GOVERNMENT: Self =
        Self { login: "https://login.microsoftonline.us", scope: "https://outlook.office365.us/.default" };
    /// Microsoft 365 in China, operated by 21Vianet.
    pub const CHINA: Self =
        Self { login: "https://login.partner.microsoftonline.cn", scope: "https://partner.outlook.cn/.default" };

    /// The cloud that a submission server belongs to.
    pub fn of(host: &Host) -> Self {
        match host {
            Host::Name(name) if name.ends_with(".office365.us") || name.ends_with(".apps.mil") => Self::US_GOVERNMENT,
            Host::Name(name) if name.ends_with("partner.outlook.cn") => Self::CHINA,
            Host::Name(_) | Host::Ip(_) => Self::GLOBAL,
        }
    }
}

/// Decodes the claims of a JWT (RFC 7519). `None` for opaque tokens, such as Google's.
pub fn decode(token: &str) -> Option<TokenFacts> {
    #[derive(Deserialize)]
    struct Claims {
        aud: Option<OneOrMany>,
        #[serde(default)]
        roles: Vec<String>,
        #[serde(default)]
        scp: String,
        tid: Option<String>,
        appid: Option<String>,
        azp: Option<String>,
        oid: Option<String>,
        exp: Option<u64>,
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    let mut parts = token.split('.');
    let (Some(_), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    let payload = URL_SAFE_NO_PAD.decode(payload.trim_end_matches('=')).ok()?;
    let claims: Claims = serde_json::from_slice(&payload).ok()?;
    Some(TokenFacts {
        audience: match claims.aud {
            Some(OneOrMany::One(one)) => vec![one],
            Some(OneOrMany::Many(many)) => many,
            None => Vec::new(),
        },
        roles: claims.roles.into_iter().chain(claims.scp.split_whitespace().map(str::to_owned)).collect(),
        tenant: claims.tid,
        app: claims.appid.or(claims.azp),
        object_id: claims.oid,
        expires: claims.exp,
    })
}

/// The claims that a token needs.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The requested scope: `https://outlook.office365.com/.default`.
    pub scope: &'a str,
    /// The tenant in the settings; compared only if it is a GUID.
    pub tenant: Option<&'a str>,
    /// The application in the settings.
    pub app: Option<&'a str>,
}

/// The problems for which the mail server would refuse a token. `expected` is `None` if the server does not belong to
/// Microsoft; then only the expiry is checked. `now` is in seconds since 1970.
pub fn faults(token: &TokenFacts, expected: Option<Expected<'_>>, now: u64) -> Vec<TokenFailure> {
    let mut faults = Vec::new();
    if let Some(expires) = token.expires.filter(|it| *it <= now) {
        faults.push(TokenFailure::Expired { seconds_ago: now - expires });
    }
    let Some(expected) = expected else { return faults };
    let resource = expected.scope.trim_end_matches("/.default").trim_end_matches('/');
    let resources = [resource, "https://outlook.office.com", "https://outlook-dod.office365.us", EXCHANGE_ONLINE];
    let fits = |audience: &String| resources.iter().any(|it| audience.trim_end_matches('/').eq_ignore_ascii_case(it));
    if !token.audience.iter().any(fits) {
        faults.push(TokenFailure::Audience { found: token.audience.join(", "), wanted: resource.to_owned() });
    } else if !token.roles.iter().any(|it| it == SEND_AS_APP || it == SEND) {
        // Roles apply to the audience. Roles for another service do not matter here.
        faults.push(TokenFailure::Permission { roles: token.roles.clone() });
    }
    let foreign = |what, wanted: Option<&str>, found: Option<&String>| {
        let (wanted, found) = (wanted?, found?);
        (!wanted.eq_ignore_ascii_case(found)).then(|| TokenFailure::WrongOwner {
            what,
            found: found.clone(),
            wanted: wanted.to_owned(),
        })
    };
    let tenant = expected.tenant.filter(|it| smtp_doctor_settings::is_guid(it));
    faults.extend(foreign("tenant", tenant, token.tenant.as_ref()));
    faults.extend(foreign("application", expected.app, token.app.as_ref()));
    faults
}

/// The steps that let an application send from an Exchange Online mailbox, with the commands for these settings.
///
/// A step that the token proves is done. A step that `about` blocks is missing. A test cannot see the others.
pub fn set_up(
    settings: &SettingsSummary,
    endpoint: &Endpoint,
    token: Option<&TokenFacts>,
    about: &Entry,
) -> Vec<SetUpStep> {
    let login = MicrosoftCloud::of(&endpoint.host).login;
    let client = settings.client_id.as_deref().unwrap_or("CLIENT-ID");
    let tenant = settings.tenant_id.as_deref().unwrap_or("TENANT-ID");
    let mailbox = quoted(settings.username.as_deref().unwrap_or(&settings.from));
    let object = token.and_then(|it| it.object_id.as_deref()).filter(|it| smtp_doctor_settings::is_guid(it));
    let object = object.unwrap_or("OBJECT-ID");
    let has_role = token.is_some_and(|it| it.roles.iter().any(|role| role == SEND_AS_APP));
    let (from, switch) = (quoted(&settings.from), "-SmtpClientAuthenticationDisabled $false");
    let steps: [(OauthTask, &str, String, bool); 8] = [
        (
            OauthTask::RegisterApp,
            "Register the application in the tenant.",
            format!("Microsoft Entra admin center > App registrations; client ID {client}, tenant {tenant}"),
            // A wrong secret proves that the app exists.
            token.is_some() || about.blocks.contains(&OauthTask::ClientSecret),
        ),
        (
            OauthTask::ClientSecret,
            "Create a client secret for it. Enter the secret's value (not its ID) in the form.",
            "App registrations > (the application) > Certificates & secrets".to_owned(),
            token.is_some(),
        ),
        (
            OauthTask::Permission,
            "Add the application permission SMTP.SendAsApp for Office 365 Exchange Online.",
            "API permissions > Add a permission > APIs my organization uses > Office 365 Exchange Online > \
             Application permissions > SMTP.SendAsApp"
                .to_owned(),
            has_role,
        ),
        (
            OauthTask::Consent,
            "Grant admin consent for this permission.",
            format!("{login}/{tenant}/adminconsent?client_id={client}"),
            has_role,
        ),
        (
            OauthTask::ServicePrincipal,
            "Register the application in Exchange. Use the Object ID from Enterprise applications, not the one from \
             App registrations.",
            format!("New-ServicePrincipal -AppId {client} -ObjectId {object}"),
            false,
        ),
        (
            OauthTask::MailboxAccess,
            "Give the application access to the mailbox that signs in.",
            format!("Add-MailboxPermission -Identity {mailbox} -User {object} -AccessRights FullAccess"),
            false,
        ),
        (
            OauthTask::SendAs,
            "Allow the application to send as the From address.",
            format!("Add-RecipientPermission -Identity {from} -Trustee {object} -AccessRights SendAs"),
            false,
        ),
        (
            OauthTask::SmtpAuth,
            "Keep SMTP AUTH enabled for the mailbox. OAuth needs it too.",
            format!("Set-CASMailbox -Identity {mailbox} {switch}"),
            false,
        ),
    ];
    let step = |(task, text, command, done): (OauthTask, &str, String, bool)| SetUpStep {
        text: text.to_owned(),
        command,
        state: if about.blocks.contains(&task) {
            SetUpState::Missing
        } else if done {
            SetUpState::Done
        } else {
            SetUpState::Open
        },
    };
    steps.map(step).into()
}

/// Quotes a value for PowerShell, so that typed text cannot become a command when an admin pastes it.
fn quoted(value: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '@' | '.' | '_' | '-');
    if !value.is_empty() && value.chars().all(plain) && !value.starts_with(['-', '@']) {
        return value.to_owned();
    }
    // Typographic quotation marks end a PowerShell string too.
    let doubled: String = value
        .chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| std::iter::repeat_n(c, if matches!(c, '\'' | '\u{2018}'..='\u{201b}') { 2 } else { 1 }))
        .collect();
    format!("'{doubled}'")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TENANT: &str = "11111111-2222-3333-4444-555555555555";
    const APP: &str = "aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee";

    fn token(claims: &str) -> String {
        format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(claims))
    }

    fn expected() -> Option<Expected<'static>> {
        Some(Expected { scope: MicrosoftCloud::GLOBAL.scope, tenant: Some(TENANT), app: Some(APP) })
    }

    fn faults_of(claims: &str) -> Vec<TokenFailure> {
        faults(&decode(&token(claims)).unwrap(), expected(), 1_000)
    }

    #[test]
    fn a_valid_token_has_no_problem() {
        let claims = format!(
            r#"{{"aud":"https://outlook.office365.com/","roles":["SMTP.SendAsApp"],"tid":"{TENANT}","appid":"{APP}","exp":1001}}"#
        );
        assert_eq!(faults_of(&claims), []);
        // Version 2 tokens name Exchange by its app ID.
        let second = claims.replace("https://outlook.office365.com/", EXCHANGE_ONLINE).replace("appid", "azp");
        assert_eq!(faults_of(&second), []);
    }

    #[test]
    fn all_problems_are_reported_at_once() {
        let faults = faults_of(r#"{"aud":"https://outlook.office365.com","exp":940,"tid":"x","appid":"y"}"#);
        assert_eq!(faults[0], TokenFailure::Expired { seconds_ago: 60 });
        assert_eq!(faults[1], TokenFailure::Permission { roles: vec![] });
        assert!(matches!(&faults[2], TokenFailure::WrongOwner { what: "tenant", found, .. } if found == "x"));
        assert!(matches!(&faults[3], TokenFailure::WrongOwner { what: "application", found, .. } if found == "y"));
        let graph = faults_of(r#"{"aud":"https://graph.microsoft.com","exp":2000}"#);
        assert!(matches!(graph.as_slice(), [TokenFailure::Audience { .. }]), "{graph:?}");
    }

    #[test]
    fn other_text_has_no_claims() {
        for text in ["", "ya29.a0Af", "a.b.c", "e30.e30", "e30.bm90IGpzb24.c2ln", "1.2.3.4"] {
            assert_eq!(decode(text), None, "{text}");
        }
    }

    #[test]
    fn the_server_name_decides_the_cloud() {
        let of = |name: &str| MicrosoftCloud::of(&Host::Name(name.to_owned()));
        assert_eq!(of("smtp.office365.com"), MicrosoftCloud::GLOBAL);
        assert_eq!(of("smtp.office365.us"), MicrosoftCloud::US_GOVERNMENT);
        assert_eq!(of("outlook-dod.office365.us"), MicrosoftCloud::US_GOVERNMENT);
        assert_eq!(of("smtp.partner.outlook.cn"), MicrosoftCloud::CHINA);
        assert_eq!(of("smtp.feishu.cn"), MicrosoftCloud::GLOBAL);
        assert_eq!(of("mail.school.us"), MicrosoftCloud::GLOBAL);
    }

    #[test]
    fn values_cannot_become_commands() {
        assert_eq!(quoted("robot@example.com"), "robot@example.com");
        assert_eq!(quoted("o'neil@example.com"), "'o''neil@example.com'");
        assert_eq!(quoted("a;Remove-Mailbox $b"), "'a;Remove-Mailbox $b'");
        assert_eq!(quoted("a\u{2019};x"), "'a\u{2019}\u{2019};x'");
    }
}
