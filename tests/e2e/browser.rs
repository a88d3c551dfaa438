//! Tests of the browser helper itself: it reports the errors of a page.

use std::fs;
use std::time::Duration;

use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::host::Host;
use smtp_doctor_testkit::wait::eventually;

use crate::page::no_browser_errors;

/// How long the browser may take to log an error.
const LOG_TIMEOUT: Duration = Duration::from_secs(15);

#[tokio::test]
async fn script_errors_policy_violations_and_failed_loads_are_reported() {
    let folder = tempfile::tempdir().unwrap();
    let host = Host::of(folder.path()).unwrap();
    let head = "<!doctype html><html lang=en><title>Test</title><link rel=icon href=data:,>";
    fs::write(folder.path().join("broken.js"), "absent.function()").unwrap();
    fs::write(folder.path().join("rejected.js"), "Promise.reject(new Error('nobody caught it'))").unwrap();
    let browser = Browser::start(1280, false).await.unwrap();
    let open = async |name: &str, body: &str| {
        fs::write(folder.path().join(name), format!("{head}{body}")).unwrap();
        browser.page.goto(&format!("{}{name}", host.url)).await.unwrap();
    };
    for (name, body, expected) in [
        ("error.html", "<script src=broken.js></script>", "ReferenceError: absent is not defined"),
        ("rejection.html", "<script src=rejected.js></script>", "nobody caught it"),
        (
            "policy.html",
            "<meta http-equiv=Content-Security-Policy content=\"script-src 'self'\"><script>0</script>",
            "script-src 'self'",
        ),
        ("load.html", "<img src=absent.png alt=Absent>", "404"),
    ] {
        open(name, body).await;
        let mut errors = Vec::new();
        let reported = async || {
            errors.extend(browser.logged_errors().await.unwrap());
            errors.iter().any(|it| it.contains(expected))
        };
        assert!(eventually(LOG_TIMEOUT, reported).await, "{body}: {errors:?}");
        assert_eq!(errors.len(), 1, "{errors:?}");
    }
    open("fine.html", "<p>Fine</p>").await;
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn waiting_for_what_every_page_has_is_an_error() {
    let browser = Browser::start(1280, false).await.unwrap();
    browser.page.goto("data:text/html,<p>Some text</p><i></i>").await.unwrap();
    assert!(browser.wait_for("p", "").await.is_err());
    assert!(browser.wait_until_blank("b").await.is_err(), "the element does not exist");
    browser.wait_until_blank("i").await.unwrap();
    browser.wait_for("p", "Some").await.unwrap();
    browser.wait_until("document.querySelector('p')").await.unwrap();
}
