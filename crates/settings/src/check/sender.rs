//! Compares the sender with the account that signs in.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;

use crate::form::AuthForm;
use crate::form::SettingsForm;
use crate::provider::UsernameForm;
use crate::settings::Draft;

/// Findings on the From address.
pub(super) fn check(form: &SettingsForm, draft: &Draft, findings: &mut Vec<Finding>) {
    let (AuthForm::Password { username, .. }
    | AuthForm::MicrosoftOauth { username, .. }
    | AuthForm::AccessToken { username, .. }) = &form.auth
    else {
        return;
    };
    let Some(from) = &draft.from else { return };
    let login = username.trim();
    // The key or account of a sending service does not show who may send.
    let mailbox = draft
        .provider
        .is_none_or(|it| it.username == UsernameForm::FullAddress && it.endpoints.iter().all(|at| at.port != 2525));
    let Some((_, login_domain)) = login.rsplit_once('@') else { return };
    if !mailbox || login.eq_ignore_ascii_case(from.as_str()) || login_domain.is_empty() {
        return;
    }
    findings.push(
        Finding::warning(&FROM_NOT_LOGIN)
            .at(Field::From)
            .saying(format!("You sign in as {login} but send as {from}."))
            .fixed_by(SettingsPatch::text(Field::From, login)),
    );
}
