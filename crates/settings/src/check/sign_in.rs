//! Compares the sign-in fields with what the provider accepts.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;

use crate::form::AuthForm;
use crate::form::SettingsForm;
use crate::host_name::Host;
use crate::provider::Cloud;
use crate::provider::PasswordKind;
use crate::provider::Provider;
use crate::provider::UsernameForm;
use crate::settings::Draft;

/// Findings on user name, password and the choice of OAuth.
pub(super) fn check(form: &SettingsForm, draft: &Draft, findings: &mut Vec<Finding>) {
    match &form.auth {
        AuthForm::None | AuthForm::AccessToken { .. } => {}
        AuthForm::Password { username, password } => {
            if let Some(provider) = draft.provider {
                if !username.trim().is_empty() {
                    findings.extend(username_form(provider, username.trim(), draft));
                }
                findings.extend(password_kind(provider, password.expose()));
            }
        }
        AuthForm::MicrosoftOauth { .. } => findings.extend(oauth_elsewhere(draft)),
    }
}

fn username_form(provider: &Provider, username: &str, draft: &Draft) -> Option<Finding> {
    let finding = |detail: String| Finding::warning(&USERNAME_FORM).at(Field::Username).saying(detail);
    match provider.username {
        UsernameForm::Fixed(word) if username != word => Some(
            finding(format!("The user name for {} is always \u{201c}{word}\u{201d}.", provider.name))
                .fixed_by(SettingsPatch::text(Field::Username, word)),
        ),
        UsernameForm::FullAddress if !username.contains('@') => {
            let finding = finding(format!("{} expects the full e-mail address as the user name.", provider.name));
            let from = draft.from.as_ref().filter(|it| it.local_part().eq_ignore_ascii_case(username));
            Some(match from {
                Some(from) => finding.fixed_by(SettingsPatch::text(Field::Username, from.as_str())),
                None => finding,
            })
        }
        UsernameForm::LocalPart => username.split_once('@').map(|(local, _)| {
            finding(format!("{} expects only the part before the @ as the user name.", provider.name))
                .fixed_by(SettingsPatch::text(Field::Username, local))
        }),
        UsernameForm::Any | UsernameForm::Fixed(_) | UsernameForm::FullAddress => None,
    }
}

fn password_kind(provider: &Provider, password: &str) -> Option<Finding> {
    if provider.id == "microsoft-365" {
        return Some(Finding::warning(&MICROSOFT_BASIC_AUTH_ENDING).at(Field::Auth));
    }
    match provider.password {
        PasswordKind::Refused => Some(
            Finding::error(&BASIC_AUTH_RETIRED)
                .at(Field::Auth)
                .saying(format!("{} refuses all passwords, including app passwords.", provider.name)),
        ),
        PasswordKind::AppPassword if !password.is_empty() => {
            Some(app_password_shape(provider, password).unwrap_or_else(|| {
                Finding::info(&APP_PASSWORD_REQUIRED)
                    .at(Field::Password)
                    .saying(format!("{} requires an app password here, not the account password.", provider.name))
            }))
        }
        PasswordKind::Account | PasswordKind::AppPassword | PasswordKind::Key => None,
    }
}

/// Google shows app passwords as four groups of four letters. The finding repeats no part of the password.
fn app_password_shape(provider: &Provider, password: &str) -> Option<Finding> {
    if provider.id != "gmail" {
        return None;
    }
    let letters = password.chars().filter(|c| !c.is_whitespace());
    let app_password = letters.clone().count() == 16 && letters.clone().all(|c| c.is_ascii_lowercase());
    let detail = match (app_password, password.contains(char::is_whitespace)) {
        (true, false) => return None,
        (true, true) => "Remove the spaces from the app password. Google shows them only to separate the groups.",
        (false, _) => "Google app passwords have 16 lower-case letters. This one doesn't.",
    };
    Some(Finding::warning(&APP_PASSWORD_SHAPE).at(Field::Password).saying(detail))
}

fn oauth_elsewhere(draft: &Draft) -> Option<Finding> {
    let finding = match (draft.provider, draft.host.as_ref()?) {
        (Some(provider), _) if provider.cloud == Some(Cloud::Microsoft365) => return None,
        (Some(provider), _) => Finding::error(&OAUTH_WITH_OTHER_PROVIDER).saying(format!(
            "The server belongs to {}, which does not accept tokens of Microsoft Entra apps.",
            provider.name
        )),
        (None, Host::Name(name)) => {
            Finding::warning(&OAUTH_WITH_OTHER_PROVIDER).saying(format!("{name} is not a Microsoft 365 server."))
        }
        (None, Host::Ip(ip)) => {
            Finding::warning(&OAUTH_WITH_OTHER_PROVIDER).saying(format!("{ip} is not a Microsoft 365 server."))
        }
    };
    Some(finding.at(Field::Auth).fixed_by(SettingsPatch::text(Field::Server, "smtp.office365.com")))
}
