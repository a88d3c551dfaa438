//! One verdict: the command, the API and the page's Wasm give byte-identical findings.

use fantoccini::Locator;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor;

use crate::world::CANARY;
use crate::world::World;

#[tokio::test]
async fn command_api_and_page_agree_byte_for_byte() {
    let world = World::start().await;
    let browser = Browser::start(1280, false).await.unwrap();
    browser.page.goto(&world.doctor.url).await.unwrap();
    browser.page.wait().for_element(Locator::Id("probe")).await.unwrap();
    let forms = [
        json!({}),
        json!({"server": "smtp.gmial.com", "port": 465, "security": "tls", "from": "ä <a@exampel.com", "to": "b@gmial.com, Smith, John <j@x.de>;\u{200b}c@d.org"}),
        json!({"server": "smtp.office365.com", "port": "465", "security": "ssl", "auth": {"method": "password", "username": "u", "password": CANARY}, "from": "a@b.example"}),
        json!({"server": "a\r\nQUIT", "port": "５８７", "auth": {"method": "microsoft_oauth", "tenant_id": "x"}, "cc": "\u{202e}", "bcc": "😀@x.example"}),
        json!({"server": "mail.example.com", "port": "587", "security": "starttls", "from": "a@example.com", "to": "b@example.com"}),
    ];
    for form in forms {
        let text = form.to_string();
        let output = doctor::run(&["check", "--json", "-"], &text).await.unwrap();
        let command = String::from_utf8(output.stdout).unwrap();
        let script = r"
            const [form, done] = arguments;
            const module = new URL('explain.js', document.baseURI).href;
            const api = fetch('api/v1/check', { method: 'POST', headers: { 'content-type': 'application/json' }, body: form }).then(it => it.text());
            Promise.all([import(module).then(async it => {
                await it.default();
                it.install(await (await fetch('texts.txt')).text());
                return it.check(form);
            }), api]).then(done, error => done(['failed: ' + error, '']));";
        let answers = browser.page.execute_async(script, vec![json!(text)]).await.unwrap();
        assert_eq!(answers[0].as_str(), Some(command.trim_end()), "page and command: {text}");
        assert_eq!(answers[1].as_str(), Some(command.trim_end()), "API and command: {text}");
        assert!(!command.contains(CANARY));
    }
    assert!(!world.doctor.log().contains(CANARY));
}
