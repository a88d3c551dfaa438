//! The native check of a full form.

use std::hint::black_box;
use std::time::Instant;

use anyhow::Result;
use smtp_doctor_core::check;
use smtp_doctor_core::settings::SettingsForm;

use crate::results;

/// A full form without findings. The page checks the whole form at each key press.
pub(crate) const FORM: &str = r#"{"server":"mail.example.com","port":"587","security":"starttls",
    "auth":{"method":"password","username":"user@example.com","password":"secret"},
    "from":"Portal <user@example.com>","to":"anna@example.com, \"Smith, John\" <john@example.org>","cc":"c@example.net","bcc":""}"#;

/// The bound for a full form, in microseconds: a thousandth of the time that a screen takes to show a key press.
const BOUND_US: f64 = 20.0;

pub(crate) fn native() -> Result<()> {
    const ROUNDS: u32 = 20_000;
    let form: SettingsForm = serde_json::from_str(FORM)?;
    let times = (0..15)
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..ROUNDS {
                black_box(check(black_box(&form)));
            }
            begun.elapsed().as_secs_f64() * 1e6 / f64::from(ROUNDS)
        })
        .collect();
    results::report("check of a full form, native / bound", results::median(times), BOUND_US, "us")
}
