//! The command, the API, the page's Wasm modules and the npm package give the same answers.

use fantoccini::Locator;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor;

use crate::world::CANARY;
use crate::world::World;

/// Runs `smtp-doctor` and returns the JSON that it prints.
async fn command(args: &[&str], input: &str) -> String {
    let output = doctor::run(args, input).await.unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(!printed.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    printed.trim_end().to_owned()
}

async fn page(world: &World) -> Browser {
    let browser = Browser::start(1280, false).await.unwrap();
    browser.page.goto(&world.doctor.url).await.unwrap();
    browser.page.wait().for_element(Locator::Id("probe")).await.unwrap();
    browser
}

/// Evaluates a JavaScript expression in the page. In it, `wasm` is the page's `module`, `npm` the package, and `input` the
/// argument.
async fn in_browser(browser: &Browser, module: &str, expression: &str, input: &Value) -> Value {
    let script = format!(
        "const [module, input, done] = arguments;
        const texts = fetch(document.querySelector('meta[name=smtp-doctor-texts]').content).then((it) => it.text());
        const load = async (name) => {{
            const module = await import(new URL(name, document.baseURI).href);
            await module.default?.();
            module.install?.(await texts);
            return module;
        }};
        (async () => {{
            const [wasm, npm] = [await load(module), await load('npm/index.js')];
            return {expression};
        }})().then(done, (error) => done('failed: ' + error));"
    );
    browser.page.execute_async(&script, vec![json!(module), input.clone()]).await.unwrap()
}

/// An answer as the package gives it: each finding also has a `title`.
fn titled(answer: &str) -> Value {
    let mut answer: Value = serde_json::from_str(answer).unwrap();
    for finding in answer["findings"].as_array_mut().unwrap() {
        finding["title"] = finding["entry"]["title"].clone();
    }
    answer
}

#[tokio::test]
async fn checks_agree() {
    let world = World::start().await;
    let browser = page(&world).await;
    let forms = [
        json!({}),
        json!({"server": "smtp.gmial.com", "port": 465, "security": "tls", "from": "ä <a@exampel.com", "to": "b@gmial.com, Smith, John <j@x.de>;\u{200b}c@d.org"}),
        json!({"server": "smtp.office365.com", "port": "465", "security": "ssl", "auth": {"method": "password", "username": "u", "password": CANARY}, "from": "a@b.example"}),
        json!({"server": "a\r\nQUIT", "port": "５８７", "auth": {"method": "microsoft_oauth", "tenant_id": "x"}, "cc": "\u{202e}", "bcc": "😀@x.example"}),
        json!({"server": "mail.example.com", "port": "587", "security": "starttls", "from": "a@example.com", "to": "b@example.com"}),
    ];
    for form in forms {
        let said = command(&["check", "--json", "-"], &form.to_string()).await;
        assert_eq!(world.doctor.post("/api/v1/check", &form).await.unwrap().body, said, "{form}");
        assert_eq!(
            in_browser(&browser, "explain.js", "wasm.check(JSON.stringify(input))", &form).await,
            said,
            "{form}"
        );
        assert_eq!(in_browser(&browser, "explain.js", "npm.check(input)", &form).await, titled(&said), "{form}");
        assert!(!said.contains(CANARY));
    }
    assert!(!world.doctor.log().contains(CANARY));
}

#[tokio::test]
async fn explanations_agree() {
    let world = World::start().await;
    let browser = page(&world).await;
    let settings = json!({"server": "smtp.gmail.com", "port": 465, "security": "tls", "from": "a@gmail.com"});
    for text in [
        "554 5.7.1 <a@example.net>: Relay access denied",
        "535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com",
        "nothing of this is known",
    ] {
        let said = command(&["explain", "--json"], text).await;
        assert_eq!(world.doctor.post("/api/v1/explain", &json!({ "text": text })).await.unwrap().body, said, "{text}");
        let bare = world.doctor.post("/api/v1/explain?text=none", &json!({ "text": text })).await.unwrap().body;
        assert_eq!(in_browser(&browser, "explain.js", "wasm.explain(input, '')", &json!(text)).await, bare, "{text}");
        assert_eq!(
            in_browser(&browser, "explain.js", "npm.explain(input)", &json!(text)).await,
            titled(&said),
            "{text}"
        );
        let both = json!({ "text": text, "settings": settings });
        let with_settings = world.doctor.post("/api/v1/explain", &both).await.unwrap().body;
        let explained = in_browser(&browser, "explain.js", "npm.explain(input.text, input)", &both).await;
        assert_eq!(explained, titled(&with_settings), "{text}");
    }
}

#[tokio::test]
async fn message_checks_agree() {
    let world = World::start().await;
    let browser = page(&world).await;
    for raw in [
        "From: a@example.com\r\nFrom: b@example.com\r\nTo: c@example.com\r\nContent-Type: text/html\r\n\r\n<p>Hi</b>\r\n",
        "From: a@example.com\r\nTo: b@example.com\r\nDate: Mon, 06 Jan 2025 10:00:00 +0000\r\n\
         Message-ID: <1@example.com>\r\n\r\nHi.\r\n",
    ] {
        let said = command(&["message", "--json", "-"], raw).await;
        assert_eq!(world.doctor.post("/api/v1/messages/check", &json!({ "raw": raw })).await.unwrap().body, said);
        let bare = world.doctor.post("/api/v1/messages/check?text=none", &json!({ "raw": raw })).await.unwrap().body;
        let expression = "wasm.checkMessage(new TextEncoder().encode(input))";
        assert_eq!(in_browser(&browser, "message.js", expression, &json!(raw)).await, bare);
        assert_eq!(in_browser(&browser, "message.js", "npm.checkMessage(input)", &json!(raw)).await, titled(&said));
    }
}

#[tokio::test]
async fn the_catalogue_is_the_same_everywhere() {
    let world = World::start().await;
    let browser = page(&world).await;
    let said = command(&["findings", "--json"], "").await;
    let answer: Value = serde_json::from_str(&said).unwrap();
    assert!(answer["entries"].as_array().unwrap().len() > 100, "{said:.300}");
    assert_eq!(world.doctor.get("/api/v1/findings").await.unwrap().body, said);
    assert_eq!(in_browser(&browser, "explain.js", "wasm.findings()", &Value::Null).await, said);
    assert_eq!(in_browser(&browser, "explain.js", "npm.findings()", &Value::Null).await, answer);

    let said = command(&["findings", "--json", "relay-denied"], "").await;
    assert_eq!(world.doctor.get("/api/v1/findings/relay-denied").await.unwrap().body, said);
    let one = in_browser(&browser, "explain.js", "npm.finding('relay-denied')", &Value::Null).await;
    assert_eq!(one, serde_json::from_str::<Value>(&said).unwrap());
}

/// Only these two list the providers.
#[tokio::test]
async fn the_page_offers_the_providers_that_the_api_lists() {
    let world = World::start().await;
    let browser = page(&world).await;
    let body = world.doctor.get("/api/v1/providers").await.unwrap().body;
    let answer: Value = serde_json::from_str(&body).unwrap();
    let providers = answer["providers"].as_array().unwrap().iter();
    // A host name that differs for each customer cannot be filled in.
    let fillable = providers.filter(|it| !it["hosts"][0].as_str().unwrap().starts_with('*'));
    let mut listed: Vec<Value> = fillable.map(|it| json!([it["id"], it["name"]])).collect();
    let offered = "return [...document.querySelectorAll('#provider option')].filter((it) => it.value).map((it) => [it.value, it.label])";
    let mut offered = browser.page.execute(offered, vec![]).await.unwrap().as_array().unwrap().clone();
    listed.sort_by_key(Value::to_string);
    offered.sort_by_key(Value::to_string);
    assert!(listed.len() > 100);
    assert_eq!(offered, listed);
}
