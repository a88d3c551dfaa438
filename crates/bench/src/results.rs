//! The table of results, and the median that its rows show.

use std::io::Write as _;

use anyhow::Result;

/// Prints one result: `measured` and `against` in `unit`, and their ratio.
pub(crate) fn report(what: &str, measured: f64, against: f64, unit: &str) -> Result<()> {
    let number = |value: f64| format!("{value:.3} {unit}");
    line(&format!("{what:<58} {:>12} {:>12} {:>8.2}", number(measured), number(against), measured / against))
}

/// Prints a line to standard output.
pub(crate) fn line(text: &str) -> Result<()> {
    writeln!(std::io::stdout(), "{text}")?;
    Ok(())
}

/// The median; NaN of no values.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}
