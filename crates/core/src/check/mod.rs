//! Emitter 1: every problem that the settings alone show. Instant, pure, in form order.

mod pairing;
mod sender;
mod sign_in;

use crate::finding::Finding;
use crate::settings::Draft;
use crate::settings::SettingsForm;

pub use pairing::PORTS;
pub use pairing::PortUse;
pub use pairing::usual_port;

/// Checks a form: what the parser says, and advice on what is well-formed but unlikely to work.
///
/// Findings are in form order. No error among them means that [`crate::settings::Settings::parse`] yields settings.
pub fn check(form: &SettingsForm) -> Vec<Finding> {
    let (draft, mut findings) = Draft::read(form);
    let provider = draft.provider();
    pairing::look(form, &draft, provider, &mut findings);
    sign_in::look(form, &draft, provider, &mut findings);
    sender::look(form, &draft, provider, &mut findings);
    findings.sort_by_key(|it| (it.field, std::cmp::Reverse(it.severity)));
    findings
}

#[cfg(test)]
mod tests;
