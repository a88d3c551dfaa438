//! The npm package in Chromium: sizes, time to the first verdict, and checks compared with validator.js.

use std::fs;

use anyhow::Context as _;
use anyhow::Result;
use fantoccini::Locator;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor::Doctor;

use crate::check::FORM;
use crate::results;
use crate::workspace;

/// The files for address checks, brotli.
const ADDRESS_BOUND_KB: f64 = 30.0;
/// The files for form checks with the texts of the entries, brotli.
const FORM_BOUND_KB: f64 = 110.0;
/// From the import to the first verdict.
const FIRST_BOUND_MS: f64 = 60.0;
/// The same with the files in the browser's cache.
const CACHED_BOUND_MS: f64 = 20.0;
/// A check at a key press, 99th percentile.
const KEY_BOUND_MS: f64 = 0.3;

/// Imports the package and checks a form; returns the time in milliseconds.
const FIRST: &str = r"
const [form, done] = arguments;
const begun = performance.now();
import('/npm/index.js').then(async api => {
  await api.check(JSON.parse(form), { text: false });
  done(performance.now() - begun);
}).catch(error => done(String(error)));";

/// Checks a form (99th percentile in milliseconds) and an address (in microseconds, also with validator.js).
const CHECKS: &str = r"
const [form, done] = arguments;
(async () => {
  const { default: init, check } = await import('/npm/validator.js');
  await init();
  const samples = [];
  for (let i = 0; i < 700; i++) {
    // A pause, as between key presses, when the browser collects garbage.
    await new Promise(resolve => setTimeout(resolve, 0));
    const begun = performance.now();
    JSON.parse(check(form));
    samples.push(performance.now() - begun);
  }
  const sorted = samples.slice(200).sort((a, b) => a - b);
  const address = await import('/npm/address.js');
  await address.default();
  const typed = 'anna.smith@example.com';
  const time = (work) => {
    const begun = performance.now();
    for (let i = 0; i < 20000; i++) work();
    return (performance.now() - begun) * 1000 / 20000;
  };
  const ours = [], theirs = [];
  for (let i = 0; i < 5; i++) {
    ours.push(time(() => address.checkAddress(typed)));
    if (window.validator) theirs.push(time(() => validator.isEmail(typed, { allow_display_name: true })));
  }
  const middle = (values) => values.sort((a, b) => a - b)[2] ?? -1;
  done([sorted[Math.floor(sorted.length * 0.99)], middle(ours), middle(theirs)]);
})().catch(error => done(String(error)));";

pub(crate) async fn measure() -> Result<()> {
    let kilobytes = |files: &[&str]| -> Result<f64> {
        let folder = workspace::root().join("dist/npm");
        let sizes = files.iter().map(|it| Ok(fs::metadata(folder.join(format!("{it}.br")))?.len() as f64));
        Ok(sizes.sum::<Result<f64>>().context("dist/npm is missing: build it with `cargo xtask web`")? / 1_000.0)
    };
    let address = kilobytes(&["index.js", "address.js", "address_bg.wasm"])?;
    results::report("npm: address checks, brotli / bound", address, ADDRESS_BOUND_KB, "KB")?;
    let form = kilobytes(&["index.js", "validator.js", "validator_bg.wasm", "texts.txt"])?;
    results::report("npm: form checks with texts, brotli / bound", form, FORM_BOUND_KB, "KB")?;

    let doctor = Doctor::serve(&[]).await?;
    let browser = Browser::start(1280, false).await?;
    let number = |value: &serde_json::Value| value.as_f64().with_context(|| format!("the page answered {value}"));
    for (what, bound) in [
        ("npm: import to first verdict / bound", FIRST_BOUND_MS),
        ("npm: the same from cache / bound", CACHED_BOUND_MS),
    ] {
        // A page of the service that loads no other files.
        browser.page.goto(&format!("{}healthz", doctor.url)).await?;
        let took = browser.page.execute_async(FIRST, vec![json!(FORM)]).await?;
        results::report(what, number(&took)?, bound, "ms")?;
    }
    browser.page.goto(&doctor.url).await?;
    browser.page.wait().for_element(Locator::Css("form")).await?;
    let validator = workspace::root().join("target/bench/node_modules/validator/validator.min.js");
    if let Ok(validator) = fs::read_to_string(validator) {
        browser.page.execute(&format!("(function () {{ {validator} }}).call(window)"), vec![]).await?;
    }
    let times = browser.page.execute_async(CHECKS, vec![json!(FORM)]).await?;
    results::report("npm: form check at a key press, p99 / bound", number(&times[0])?, KEY_BOUND_MS, "ms")?;
    results::report("npm: checkAddress / validator.js isEmail", number(&times[1])?, number(&times[2])?, "us")
}
