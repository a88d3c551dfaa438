//! Checks the settings alone, without a connection. A pure function; findings are in form order.

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

/// Checks a form: the parser's findings, and advice on well-formed settings that are unlikely to work.
///
/// Findings are in form order. If none is an error, [`crate::settings::Settings::parse`] returns settings.
pub fn check(form: &SettingsForm) -> Vec<Finding> {
    let (draft, mut findings) = Draft::read(form);
    pairing::check(form, &draft, &mut findings);
    sign_in::check(form, &draft, &mut findings);
    sender::check(form, &draft, &mut findings);
    in_form_order(findings)
}

/// Checks one address as typed, with or without a display name.
pub fn address(typed: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    list::parse_from(typed, &mut findings);
    findings
}

/// Checks a list of addresses as typed, separated by commas, semicolons or line breaks. A blank list has no findings.
pub fn address_list(typed: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    list::parse(Field::To, typed, &mut findings);
    findings
}

/// Sorts by field, then worst first; findings without a field come last. An insertion sort, because there are few findings
/// and the library's sort would make the page larger.
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
