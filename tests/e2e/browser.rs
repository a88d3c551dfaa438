//! The browser of these tests itself: that it reports what a page does wrong.

use std::fs;
use std::time::Duration;

use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::host::Host;
use smtp_doctor_testkit::wait::eventually;

use crate::page::no_complaints;

/// How long a complaint may take.
const PATIENCE: Duration = Duration::from_secs(15);

#[tokio::test]
async fn script_errors_violated_policies_and_failed_loads_are_complaints() {
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
    for (name, body, complaint) in [
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
        let mut complaints = Vec::new();
        let complains = async || {
            complaints.extend(browser.complaints().await.unwrap());
            complaints.iter().any(|it| it.contains(complaint))
        };
        assert!(eventually(PATIENCE, complains).await, "{body}: {complaints:?}");
        assert_eq!(complaints.len(), 1, "{complaints:?}");
    }
    open("fine.html", "<p>Fine</p>").await;
    no_complaints(&browser).await;
}

#[tokio::test]
async fn nothing_is_waited_for_that_every_page_has() {
    let browser = Browser::start(1280, false).await.unwrap();
    browser.page.goto("data:text/html,<p>Some text</p><i></i>").await.unwrap();
    assert!(browser.wait_for("p", "").await.is_err());
    assert!(browser.wait_until_blank("b").await.is_err(), "it is not there");
    browser.wait_until_blank("i").await.unwrap();
    browser.wait_for("p", "Some").await.unwrap();
    browser.wait_until("document.querySelector('p')").await.unwrap();
}
