//! Findings for missing and unusable access tokens.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Field;
use smtp_doctor_model::Stage;

use crate::engine::explain;
use crate::failure::TokenFailure;
use crate::oauth;

pub(super) fn finding(failure: &TokenFailure) -> Finding {
    match failure {
        TokenFailure::Audience { found, wanted } => {
            Finding::error(&OAUTH_AUDIENCE_WRONG).at(Field::Auth).saying(format!(
                "The token is for {}, but the mail server accepts only tokens for {wanted}.",
                or_word_nothing(found)
            ))
        }
        TokenFailure::Expired { seconds_ago } => Finding::error(&OAUTH_TOKEN_EXPIRED)
            .at(Field::Auth)
            .saying(format!("The token expired {} ago.", duration(*seconds_ago))),
        TokenFailure::WrongOwner { what, found, wanted } => Finding::error(&OAUTH_APP_MISMATCH)
            .at(Field::Auth)
            .saying(format!("The token belongs to the {what} {found}, but the settings have {wanted}.")),
        TokenFailure::Permission { roles } => Finding::error(&OAUTH_ROLE_MISSING).at(Field::Auth).saying(format!(
            "The token permits {}, but sending needs {}.",
            or_word_nothing(&roles.join(", ")),
            oauth::SEND_AS_APP
        )),
        TokenFailure::Refused(words) => {
            let explained = explain(words, Some(Stage::Token), None);
            let first = explained.findings.first().map(|it| it.about).filter(|it| **it != NOT_RECOGNISED);
            let about = first.unwrap_or(&OAUTH_TOKEN_REJECTED);
            let field = about.field.unwrap_or(Field::Auth);
            words.lines().fold(Finding::error(about).at(field), |finding, line| finding.proven_by(line.trim()))
        }
        TokenFailure::Unreachable(why) => Finding::error(&OAUTH_UNREACHABLE).at(Field::Auth).proven_by(why),
    }
}

fn or_word_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

/// A duration in a readable unit.
fn duration(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..=119 => (seconds, "second"),
        120..=7_199 => (seconds / 60, "minute"),
        7_200..=172_799 => (seconds / 3_600, "hour"),
        _ => (seconds / 86_400, "day"),
    };
    format!("{count} {unit}{}", if count == 1 { "" } else { "s" })
}
