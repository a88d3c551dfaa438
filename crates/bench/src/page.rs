//! The page in Chromium: size, checks compared with validator.js, time from key press to finding.

use anyhow::Context as _;
use anyhow::Result;
use fantoccini::Locator;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor::Doctor;

use crate::check::FORM;
use crate::results;
use crate::workspace;

/// The size of the page over the wire, all files, brotli.
const WEIGHT_BOUND_KB: f64 = 130.0;
/// Time from key press to finding in the document, 99th percentile.
const KEY_BOUND_MS: f64 = 8.0;

/// Checks the same form with our module and with validator.js, which covers addresses, host name and port.
const VALIDATOR: &str = r"
const [form, done] = arguments;
import(new URL('explain.js', document.baseURI).href).then(async api => {
  await api.default();
  const typed = JSON.parse(form);
  const rounds = 3000;
  const time = (work) => {
    const samples = [];
    for (let sample = 0; sample < 9; sample++) {
      const begun = performance.now();
      for (let i = 0; i < rounds; i++) work();
      samples.push((performance.now() - begun) * 1000 / rounds);
    }
    return samples.sort((a, b) => a - b)[4];
  };
  const theirs = () => validator.isFQDN(typed.server) && validator.isPort(typed.port)
    && validator.isEmail(typed.from, { allow_display_name: true })
    && typed.to.split(/,(?=(?:[^\u0022]*\u0022[^\u0022]*\u0022)*[^\u0022]*$)/).every(it => validator.isEmail(it.trim(), { allow_display_name: true }))
    && validator.isEmail(typed.cc);
  done([time(() => api.check(form)), time(theirs)]);
}, error => done(String(error)));";

/// Types into the port field and waits for the document to change, 400 times; returns 99th percentile and median.
const KEY_PRESS: &str = r"
const [done] = arguments;
const port = document.getElementById('port'), note = document.getElementById('security-note');
const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
const samples = [];
const press = (i) => new Promise(resolve => {
  const seen = new MutationObserver(() => { seen.disconnect(); samples.push(performance.now() - begun); setTimeout(resolve, 0); });
  seen.observe(note, { childList: true, subtree: true, characterData: true });
  set.call(port, i % 2 ? '587' : '465');
  const begun = performance.now();
  port.dispatchEvent(new InputEvent('input', { bubbles: true }));
});
(async () => {
  for (let i = 0; i < 440; i++) await press(i);
  const sorted = samples.slice(40).sort((a, b) => a - b);
  done([sorted[Math.floor(sorted.length * 0.99)], sorted[Math.floor(sorted.length / 2)]]);
})();";

pub(crate) async fn measure() -> Result<()> {
    match std::env::var("SMTP_DOCTOR_PAGE_BYTES").ok().and_then(|it| it.parse::<f64>().ok()) {
        Some(bytes) => {
            results::report("page over the wire, all files, brotli / bound", bytes / 1_000.0, WEIGHT_BOUND_KB, "KB")?
        }
        None => results::line(
            "skipped: the page's size, because SMTP_DOCTOR_PAGE_BYTES is not set (`cargo xtask bench` sets it)",
        )?,
    }
    let doctor = Doctor::serve(&[]).await?;
    let browser = Browser::start(1280, false).await?;
    browser.page.goto(&doctor.url).await?;
    browser.page.wait().for_element(Locator::Css("#probe:not(:disabled)")).await?;

    let keys = browser.page.execute_async(KEY_PRESS, vec![]).await?;
    let number = |value: &serde_json::Value| value.as_f64().with_context(|| format!("the page answered {value}"));
    results::report("key press to finding in the document, p99 / bound", number(&keys[0])?, KEY_BOUND_MS, "ms")?;
    results::report("key press to finding in the document, median / bound", number(&keys[1])?, KEY_BOUND_MS, "ms")?;

    match std::fs::read_to_string(workspace::root().join("target/bench/node_modules/validator/validator.min.js")) {
        Ok(validator) => {
            browser.page.execute(&format!("(function () {{ {validator} }}).call(window)"), vec![]).await?;
            let times = browser.page.execute_async(VALIDATOR, vec![json!(FORM)]).await?;
            results::report(
                "full check with JSON in and out, Wasm / validator.js",
                number(&times[0])?,
                number(&times[1])?,
                "us",
            )
        }
        Err(error) => results::line(&format!("skipped: validator.js: {error}")),
    }
}
