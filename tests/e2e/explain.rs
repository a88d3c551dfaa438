//! The page, the command and the API explain an error text alike, and the page does not send it anywhere.

use fantoccini::Locator;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor;

use crate::page::no_browser_errors;
use crate::world::World;

const TEXTS: [&str; 5] = [
    "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant.",
    "smtplib.SMTPRecipientsRefused: {'a@example.com': (550, b'5.1.1 User unknown')}",
    "554 5.7.1 <a@example.net>: Relay access denied\n421 4.7.0 Too many connections",
    "Sending of the message failed.",
    "\u{1b}[31mconnect ECONNREFUSED 127.0.0.1:587\u{1b}[0m",
];

fn slugs(answer: &Value) -> Vec<String> {
    let findings = answer["findings"].as_array().unwrap();
    findings.iter().map(|it| it["id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn page_command_and_api_explain_alike() {
    let world = World::start().await;
    let browser = Browser::start(1280, false).await.unwrap();
    for text in TEXTS {
        let output = doctor::run(&["explain", "--json"], text).await.unwrap();
        let command = String::from_utf8(output.stdout).unwrap();
        let expected = slugs(&serde_json::from_str(&command).unwrap());

        let address = format!("{}#explain={}", world.doctor.url, percent_encoded(text));
        browser.page.goto("about:blank").await.unwrap();
        browser.page.goto(&address).await.unwrap();
        browser.page.wait().for_element(Locator::Css(".verdict .finding")).await.unwrap();
        let script = r"
            const [text, done] = arguments;
            const page = [...document.querySelectorAll('.verdict .finding')].map(it => it.dataset.slug);
            fetch('api/v1/explain', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text }) })
                .then(it => it.text()).then(api => done([page, api]), error => done([page, 'failed: ' + error]));";
        let answers = browser.page.execute_async(script, vec![json!(text)]).await.unwrap();
        assert_eq!(answers[0], json!(expected), "page and command: {text}");
        assert_eq!(answers[1].as_str(), Some(command.trim_end()), "API and command: {text}");
    }
}

#[tokio::test]
async fn secrets_of_a_pasted_log_are_counted_and_shown_nowhere() {
    let world = World::start().await;
    let browser = Browser::start(390, false).await.unwrap();
    browser.page.goto(&format!("{}#explain", world.doctor.url)).await.unwrap();
    let log = "C: AUTH PLAIN AGNhbmFyeQBjYW5hcnk= S: 535 5.7.8 Bad credentials, MAIL_PASSWORD=canary";
    browser.type_into("error-text", log).await.unwrap();
    browser.wait_for(".known", "2 secrets redacted").await.unwrap();
    browser.wait_for(".verdict .evidence", "[redacted]").await.unwrap();
    // The clipboard is replaced: headless Chromium asks nobody for permission.
    let script = r"
        const [selector, done] = arguments;
        navigator.clipboard.writeText = (text) => { done(text); return Promise.resolve(); };
        [...document.querySelectorAll('.verdict button')].find((it) => it.textContent.includes(selector)).click();";
    for button in ["Copy report", "Copy link"] {
        let copied = browser.page.execute_async(script, vec![json!(button)]).await.unwrap();
        let copied = copied.as_str().unwrap();
        let shown = browser.text(".verdict").await.unwrap();
        for text in [copied, &shown] {
            assert!(!text.contains("canary") && !text.contains("AGNhbmFyeQ"), "{text}");
        }
        assert!(copied.contains("redacted"), "{button}: {copied}");
    }
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn a_pasted_error_is_explained_and_stays_in_the_page() {
    let world = World::start().await;
    let browser = Browser::start(390, true).await.unwrap();
    browser.page.goto(&format!("{}#explain", world.doctor.url)).await.unwrap();
    browser.wait_for("#explain-verdict", "Paste an error text").await.unwrap();
    browser
        .type_into("error-text", "550 5.7.60 SMTP; Client does not have permissions to send as this sender")
        .await
        .unwrap();
    browser.wait_for("#explain-verdict", "may not send").await.unwrap();
    assert!(browser.text("mark").await.unwrap().contains("permissions to send as"));
    assert!(!world.doctor.log().contains("api/v1/explain"), "the text was sent");
    no_browser_errors(&browser).await;

    browser.click("nav a[href='#problems']").await.unwrap();
    browser.type_into("search", "relay clients").await.unwrap();
    browser.click("a[href='#problems/relay-denied']").await.unwrap();
    browser.wait_for("#problem", "refuses to relay your mail").await.unwrap();
}

fn percent_encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
