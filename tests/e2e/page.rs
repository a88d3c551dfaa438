//! The page in Chromium: findings while typing, fixes, the connection test, and the page without the service.

use std::path::Path;

use fantoccini::Locator;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::host::Host;

use crate::world::CANARY;
use crate::world::SIBLING_HOST;
use crate::world::World;

pub(crate) async fn open(world: &World, width: u32, dark: bool) -> Browser {
    let browser = Browser::start(width, dark).await.unwrap();
    browser.page.goto(&world.doctor.url).await.unwrap();
    browser.page.wait().for_element(Locator::Css("#probe:not(:disabled)")).await.unwrap();
    browser
}

pub(crate) async fn fill(browser: &Browser, port: u16, security: usize, password: &str) {
    for (id, text) in [
        ("server", "localhost"),
        ("port", &port.to_string()),
        ("username", "user@example.test"),
        ("password", password),
        ("from", "user@example.test"),
        ("to", "other@example.test"),
    ] {
        browser.type_into(id, text).await.unwrap();
    }
    browser.click(&format!("input[name=security][value='{security}']")).await.unwrap();
}

/// No script error, no policy violation, no failed load, and the page fits the window's width.
pub(crate) async fn no_browser_errors(browser: &Browser) {
    assert_eq!(browser.logged_errors().await.unwrap(), Vec::<String>::new());
    let overflow = "return document.documentElement.scrollWidth > document.documentElement.clientWidth";
    assert_eq!(browser.page.execute(overflow, vec![]).await.unwrap(), false, "the page scrolls sideways");
}

#[tokio::test]
async fn findings_appear_while_typing_and_fixes_remove_them() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    browser.wait_for("#check-verdict", "Fill in the form").await.unwrap();
    browser.type_into("from", "user@gmial.co").await.unwrap();
    assert_eq!(browser.text("#from-note").await.unwrap(), "", "no error while an address is unfinished");
    browser.type_into("port", "465").await.unwrap();
    browser.wait_for("#security-note", "Port 465 is the submission port with implicit TLS").await.unwrap();
    browser.click("fieldset.choice .fix").await.unwrap();
    assert_eq!(browser.text("#security-note").await.unwrap(), "");
    browser.type_into("from", "user@gmial.com").await.unwrap();
    browser.wait_for("#from-note", "Did you mean").await.unwrap();
    browser.click(".field-from .fix").await.unwrap();
    let from = browser.page.find(Locator::Id("from")).await.unwrap().prop("value").await.unwrap();
    assert_eq!(from.as_deref(), Some("user@gmail.com"));
    // A form with errors is not sent. Every error shows, and the focus goes to the first.
    browser.click("#probe").await.unwrap();
    browser.wait_for("#check-verdict", "errors").await.unwrap();
    let focused = browser.page.active_element().await.unwrap().attr("id").await.unwrap();
    assert_eq!(focused.as_deref(), Some("server"));
    let invalid = browser.page.find(Locator::Id("server")).await.unwrap().attr("aria-invalid").await.unwrap();
    assert_eq!(invalid.as_deref(), Some("true"));
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn a_provider_fills_the_server_and_oauth_replaces_the_password() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    browser.page.find(Locator::Id("provider")).await.unwrap().select_by_value("microsoft-365").await.unwrap();
    let server = browser.page.find(Locator::Id("server")).await.unwrap().prop("value").await.unwrap();
    assert_eq!(server.as_deref(), Some("smtp.office365.com"));
    browser.wait_for("#auth-note", "Microsoft 365").await.unwrap();
    browser.click("input[name=auth][value='2']").await.unwrap();
    assert!(browser.page.find(Locator::Id("password")).await.is_err());
    browser.type_into("tenant_id", "common").await.unwrap();
    browser.type_into("client_id", "x").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("#tenant_id-note", "Enter a tenant ID").await.unwrap();
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn every_stage_of_a_probe_passes() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    fill(&browser, world.lab.submission, 2, "secret").await;
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    let stages = browser.text(".timeline .stage").await.unwrap();
    assert_eq!(stages.lines().count(), 12, "{stages}");
    assert!(stages.lines().all(|it| it.ends_with(": passed")), "{stages}");
    let transcript = browser.text(".transcript li").await.unwrap();
    assert!(transcript.contains("AUTH PLAIN [redacted]"), "{transcript}");
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn each_wrong_setting_has_its_finding_and_the_fix_makes_the_test_pass() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    // SSL to a STARTTLS port and TLS to an SSL port: one click fixes each.
    for (port, security) in [(world.lab.submission, 1), (world.lab.smtps, 2)] {
        fill(&browser, port, security, "secret").await;
        browser.click("#probe").await.unwrap();
        browser.wait_for("[data-slug=tls-port-mismatch] h3", "port").await.unwrap();
        browser.click("[data-slug=tls-port-mismatch] .fix").await.unwrap();
        browser.click("#probe").await.unwrap();
        browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    }
    // A sender address that does not belong to the user.
    browser.type_into("from", "other@example.test").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("[data-slug=sender-not-permitted] .evidence", "not owned by user").await.unwrap();
    browser.click("[data-slug=sender-not-permitted] .fix").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    // A certificate for another name.
    browser.type_into("server", SIBLING_HOST).await.unwrap();
    browser.type_into("port", &world.lab.smtps_wronghost.to_string()).await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("[data-slug=certificate-name-mismatch] .detail", "mail.other.example").await.unwrap();
    browser.click("[data-slug=certificate-name-mismatch] .fix").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    // A wrong password has no fix to click.
    fill(&browser, world.lab.submission, 2, CANARY).await;
    browser.click("#probe").await.unwrap();
    browser.wait_for("[data-slug=credentials-rejected] .evidence", "535").await.unwrap();
    assert!(!browser.page.source().await.unwrap().contains(CANARY), "the password is only in its field");
    assert!(!world.doctor.log().contains(CANARY) && !world.lab.logs().contains(CANARY));
    browser.type_into("password", "secret").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn a_running_probe_can_be_cancelled_and_a_lost_service_is_reported() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    let silent = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    fill(&browser, silent.local_addr().unwrap().port(), 2, "secret").await;
    browser.click("#probe").await.unwrap();
    browser.wait_for(".timeline .running", "Greeting").await.unwrap();
    browser.click("#cancel").await.unwrap();
    browser.wait_for("#probe", "Test connection").await.unwrap();
    assert_eq!(browser.text(".timeline").await.unwrap(), "");
    drop(world);
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "did not answer").await.unwrap();
    // The checks still work without the service.
    browser.type_into("port", "465").await.unwrap();
    browser.wait_for("#security-note", "Port 465").await.unwrap();
}

#[tokio::test]
async fn without_the_service_the_page_says_why_tests_are_off() {
    let world = World::start().await;
    // Only the page's files on a static host.
    let dist = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dist");
    let host = Host::of(&dist).unwrap();
    let browser = Browser::start(390, true).await.unwrap();
    browser.page.goto(&host.url).await.unwrap();
    browser.wait_for("#probe-hint", "Live tests are off").await.unwrap();
    let disabled = browser.page.find(Locator::Id("probe")).await.unwrap().attr("disabled").await.unwrap();
    assert!(disabled.is_some());
    browser.type_into("port", "465").await.unwrap();
    browser.wait_for("#security-note", "Port 465").await.unwrap();
    // The page asks whether there is a service; the host answers 404.
    let errors = browser.logged_errors().await.unwrap();
    assert!(errors.len() == 1 && errors[0].contains("/api/v1/profile"), "{errors:?}");
    no_browser_errors(&browser).await;
    drop(world);
}

#[tokio::test]
async fn screenshots_are_taken_in_every_size_and_colour_scheme() {
    let world = World::start().await;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    for (width, dark, name) in [
        (1280, false, "desktop-light"),
        (1280, true, "desktop-dark"),
        (390, false, "phone-light"),
        (390, true, "phone-dark"),
    ] {
        let browser = open(&world, width, dark).await;
        fill(&browser, world.lab.submission, 1, "secret").await;
        browser.click("#probe").await.unwrap();
        browser.wait_for("[data-slug=tls-port-mismatch] h3", "port").await.unwrap();
        no_browser_errors(&browser).await;
        browser.screenshot(&folder.join(format!("{name}-failed.png"))).await.unwrap();
        browser.click("[data-slug=tls-port-mismatch] .fix").await.unwrap();
        browser.click("#probe").await.unwrap();
        browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
        browser.screenshot(&folder.join(format!("{name}-passed.png"))).await.unwrap();
    }
}
