//! The page, the command and the API check a message alike, and the page does not send it anywhere.

use fantoccini::Locator;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor;

use crate::page::no_browser_errors;
use crate::world::World;

const FAULTY: &str = "From: a@example.com\r\nFrom: b@example.com\r\nTo: c@example.com\r\nSubject: Gr\u{fc}\u{df}e\r\n\
    Date: Lun, 06 Ene 2025 10:00:00 +0000\r\nMessage-ID: <1@example.com>\r\nContent-Type: text/html; charset=utf-8\r\n\
    MIME-Version: 1.0\r\n\r\n<p>See <a href=\"https://example.com\">this</p>\r\n";

#[tokio::test]
async fn page_command_and_api_check_a_message_alike() {
    let world = World::start().await;
    let browser = Browser::start(1280, false).await.unwrap();
    let output = doctor::run(&["message", "--json", "-"], FAULTY).await.unwrap();
    let command = String::from_utf8(output.stdout).unwrap();
    let answer: Value = serde_json::from_str(&command).unwrap();
    let expected: Vec<_> = answer["findings"].as_array().unwrap().iter().map(|it| it["id"].clone()).collect();
    assert!(expected.len() > 3, "{command}");

    browser.page.goto(&format!("{}#message", world.doctor.url)).await.unwrap();
    browser.wait_for("#message-verdict", "Paste a message").await.unwrap();
    browser.type_into("message-source", &FAULTY.replace("\r\n", "\n")).await.unwrap();
    browser.page.wait().for_element(Locator::Css(".verdict .finding")).await.unwrap();
    let script = r"
        const [raw, done] = arguments;
        const page = [...document.querySelectorAll('.verdict .finding')].map(it => it.dataset.slug);
        fetch('api/v1/messages/check', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ raw }) })
            .then(it => it.text()).then(api => done([page, api]), error => done([page, 'failed: ' + error]));";
    let answers = browser.page.execute_async(script, vec![json!(FAULTY)]).await.unwrap();
    assert_eq!(answers[0], json!(expected), "page and command");
    assert_eq!(answers[1].as_str(), Some(command.trim_end()), "API and command");

    browser.click(".show-place").await.unwrap();
    let selected = "const it = document.activeElement; return it.value.slice(it.selectionStart, it.selectionEnd)";
    assert_eq!(browser.page.execute(selected, vec![]).await.unwrap(), "From: b@example.com");
}

#[tokio::test]
async fn a_file_is_checked_with_its_line_endings_and_stays_in_the_page() {
    let world = World::start().await;
    let browser = Browser::start(390, true).await.unwrap();
    browser.page.goto(&format!("{}#message", world.doctor.url)).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mail.eml");
    let valid = "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 06 Jan 2025 10:00:00 +0000\r\n\
        Message-ID: <1@example.com>\r\n\r\nHi.\r\nBye.\r\n";
    std::fs::write(&file, valid).unwrap();
    let input = browser.page.wait().for_element(Locator::Id("message-file")).await.unwrap();
    input.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.wait_for("#message-verdict", "No formatting problems found").await.unwrap();
    std::fs::write(&file, valid.replace("Hi.\r\n", "Hi.\n")).unwrap();
    input.send_keys(file.to_str().unwrap()).await.unwrap();
    browser.wait_for(".verdict .finding", "Line 6 ends with a line feed (LF) alone").await.unwrap();
    assert!(!world.doctor.log().contains("messages/check"), "the message was sent");
    no_browser_errors(&browser).await;
}
