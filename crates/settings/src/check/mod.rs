//! Emitter 1: every problem that the settings alone show. Instant, pure, in form order.

mod pairing;
mod sender;
mod sign_in;

use std::cmp::Reverse;

use smtp_doctor_catalogue::Finding;
use smtp_doctor_model::Field;

use crate::form::SettingsForm;
use crate::list;
use crate::settings::Draft;

pub use pairing::PORTS;
pub use pairing::PortUse;
pub use pairing::usual_port;

/// Checks a form: what the parser says, and advice on what is well-formed but unlikely to work.
///
/// Findings are in form order. No error among them means that [`crate::settings::Settings::parse`] yields settings.
pub fn check(form: &SettingsForm) -> Vec<Finding> {
    let (draft, mut findings) = Draft::read(form);
    pairing::look(form, &draft, &mut findings);
    sign_in::look(form, &draft, &mut findings);
    sender::look(form, &draft, &mut findings);
    in_form_order(findings)
}

/// Checks one address, as typed into a field of its own: with or without display name.
pub fn address(typed: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    list::parse_from(typed, &mut findings);
    findings
}

/// Checks a list of addresses, as typed: separated by commas, semicolons or new lines. A blank list has none.
pub fn address_list(typed: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    list::parse(Field::To, typed, &mut findings);
    findings
}

/// By field, the worst first; what belongs to no field comes last. There are few findings, most of them in order, and the
/// library's sort would make the page larger.
fn in_form_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    let place = |it: &Finding| (it.field.map_or(usize::MAX, |field| field as usize), Reverse(it.severity));
    for sorted in 1..findings.len() {
        for at in (1..=sorted).rev() {
            if place(&findings[at - 1]) <= place(&findings[at]) {
                break;
            }
            findings.swap(at - 1, at);
        }
    }
    findings
}

#[cfg(test)]
mod tests;
