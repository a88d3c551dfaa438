//! The page in Chromium, beyond the basic test: egress addresses, the settings search, changes since the last test, a test
//! message. Tests with an OAuth server are in [`oauth`].

use std::path::Path;
use std::time::Duration;

use smtp_doctor_e2e::browser::Browser;

use crate::page::fill;
use crate::page::no_browser_errors;
use crate::page::open;
use crate::world::CANARY;
use crate::world::World;

async fn screenshot(browser: &Browser, name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    browser.screenshot(&folder.join(format!("{name}.png"))).await.unwrap();
}

#[tokio::test]
async fn each_address_of_the_portal_has_its_row() {
    let world = World::with_egress().await;
    for (width, name) in [(1280, "desktop-egress"), (390, "phone-egress")] {
        let browser = open(&world, width, false).await;
        fill(&browser, world.lab.relay, 0, "").await;
        browser.click("input[name=auth][value='0']").await.unwrap();
        browser.click(".extras summary").await.unwrap();
        browser.type_into("relay-to", "somebody@elsewhere.example").await.unwrap();
        browser.click("#egress").await.unwrap();
        browser.click("#probe").await.unwrap();
        browser.wait_for("[data-slug=relay-denied] .evidence", "Relay access denied").await.unwrap();
        let rows = browser.text(".egress li").await.unwrap();
        assert!(rows.contains("Primary 127.0.0.2") && rows.contains("Secondary 127.0.0.3"), "{rows}");
        assert!(rows.contains("relaying is allowed"), "{rows}");
        no_browser_errors(&browser).await;
        screenshot(&browser, name).await;
    }
}

#[tokio::test]
async fn found_settings_can_be_applied_and_work() {
    let world = World::start().await;
    for (width, name) in [(1280, "desktop-found"), (390, "phone-found")] {
        let browser = open(&world, width, false).await;
        browser.click("#find").await.unwrap();
        browser.wait_for(".search", "Enter the From address first").await.unwrap();
        browser.type_into("from", "Anna <anna@found.test>").await.unwrap();
        browser.click("#find").await.unwrap();
        browser.wait_for(".candidates", "SRV record").await.unwrap();
        screenshot(&browser, name).await;
        browser.click(".candidates .fix").await.unwrap();
        for (id, text) in [
            ("username", "user@example.test"),
            ("password", "secret"),
            ("from", "user@example.test"),
            ("to", "other@example.test"),
        ] {
            browser.type_into(id, text).await.unwrap();
        }
        browser.click("#probe").await.unwrap();
        browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
        no_browser_errors(&browser).await;
    }
}

#[tokio::test]
async fn a_second_test_shows_what_changed() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    fill(&browser, world.lab.submission, 1, CANARY).await;
    browser.click("#probe").await.unwrap();
    browser.wait_for("[data-slug=tls-port-mismatch] h3", "port").await.unwrap();
    let kept = browser.page.execute("return JSON.stringify(localStorage)", vec![]).await.unwrap();
    let kept = kept.as_str().unwrap();
    assert!(kept.contains("last probe of localhost") && !kept.contains(CANARY), "{kept}");
    assert_eq!(browser.text(".since").await.unwrap(), "", "this is the first test");
    browser.click("[data-slug=tls-port-mismatch] .fix").await.unwrap();
    browser.type_into("password", "secret").await.unwrap();
    browser.click("#probe").await.unwrap();
    let changes = browser.wait_for(".since", "It works now.").await.unwrap();
    assert!(changes.contains("Secure connection: SSL (implicit TLS)"), "{changes}");
    browser.click("#probe").await.unwrap();
    browser.wait_for(".since", "Nothing changed.").await.unwrap();
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn a_test_message_is_sent_when_the_box_is_ticked() {
    let world = World::start().await;
    let browser = open(&world, 1280, false).await;
    fill(&browser, world.lab.submission, 2, "secret").await;
    browser.click(".extras summary").await.unwrap();
    browser.click("#send-message").await.unwrap();
    browser.wait_for("#probe-hint", "sends them a test message").await.unwrap();
    browser.click("#probe").await.unwrap();
    browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
    browser.wait_for(".timeline", "Accepted for delivery is not delivered").await.unwrap();
    assert_eq!(world.lab.mail_for("other@example.test", 1, Duration::from_secs(5)).len(), 1);
    no_browser_errors(&browser).await;
}

mod oauth {
    use smtp_doctor_e2e::lab::oauth;

    use super::no_browser_errors;
    use super::open;
    use super::screenshot;
    use crate::page::fill;
    use crate::world::World;

    #[tokio::test]
    async fn the_steps_of_an_app_s_set_up_are_shown() {
        let world = World::with_oauth().await;
        for (width, dark, name) in [(1280, false, "desktop-oauth"), (390, true, "phone-oauth")] {
            let browser = open(&world, width, dark).await;
            fill(&browser, world.lab.submission, 2, "").await;
            browser.click("input[name=auth][value='2']").await.unwrap();
            for (id, text) in [
                ("client_id", oauth::APP_WITHOUT_ROLE),
                ("tenant_id", oauth::TENANT),
                ("client_secret", oauth::SECRET),
                ("from", oauth::MAILBOX),
            ] {
                browser.type_into(id, text).await.unwrap();
            }
            browser.click("#probe").await.unwrap();
            browser.wait_for("[data-slug=oauth-role-missing] h3", "permission").await.unwrap();
            let steps = browser.text(".set-up li").await.unwrap();
            assert_eq!(steps.lines().count(), 8, "{steps}");
            assert!(steps.contains("SMTP.SendAsApp for Office 365 Exchange Online. missing"), "{steps}");
            assert!(steps.contains(&format!("New-ServicePrincipal -AppId {}", oauth::APP_WITHOUT_ROLE)), "{steps}");
            no_browser_errors(&browser).await;
            screenshot(&browser, name).await;
            browser.type_into("client_id", oauth::APP).await.unwrap();
            browser.click("#probe").await.unwrap();
            browser.wait_for("#probe-verdict", "Every stage passed").await.unwrap();
        }
    }
}
