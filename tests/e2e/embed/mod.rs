//! Every example in docs/EMBEDDING.md, unchanged, in a real browser: type, see the finding, submit or be blocked.

mod package;

use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;

use fantoccini::Locator;
use serde_json::Value;
use serde_json::json;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::doctor;
use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::host::Host;
use smtp_doctor_testkit::wait::eventually;
use tempfile::TempDir;

use crate::page::no_browser_errors;
use crate::world::World;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The examples from the documentation, with the files that they need, on a static host.
struct Examples {
    host: Host,
    folder: TempDir,
}

impl Examples {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let put = |from: &str, to: &str| fs::copy(root().join(from), folder.path().join(to)).unwrap();
        fs::create_dir(folder.path().join("npm")).unwrap();
        for file in fs::read_dir(root().join("dist/npm")).unwrap().map(|it| it.unwrap()) {
            fs::copy(file.path(), folder.path().join("npm").join(file.file_name())).unwrap();
        }
        put("tests/embed/node_modules/jquery/dist/jquery.js", "jquery.js");
        put("tests/embed/node_modules/jquery-validation/dist/jquery.validate.js", "jquery.validate.js");
        let page = fs::read_to_string(root().join("docs/EMBEDDING.md")).unwrap();
        let examples = |language: &str| -> Vec<String> {
            let fence = format!("```{language}\n");
            page.split(&fence).skip(1).map(|it| it.split("\n```").next().unwrap().to_owned()).collect()
        };
        for example in examples("html") {
            let title = example.split("<title>").nth(1).unwrap().split('<').next().unwrap().to_owned();
            fs::write(folder.path().join(format!("{}.html", title.replace(' ', "-"))), example).unwrap();
        }
        for example in examples("js") {
            let name = example.lines().next().unwrap().trim_start_matches("// ").to_owned();
            fs::write(folder.path().join(name), example).unwrap();
        }
        Self { host: Host::of(folder.path()).unwrap(), folder }
    }

    async fn open(&self, title: &str) -> Browser {
        let browser = Browser::start(1280, false).await.unwrap();
        let url = format!("{}{}.html", self.host.url, title.replace(' ', "-"));
        browser.page.goto(&url).await.unwrap();
        let script = "window.sent = 0; document.addEventListener('submit', (it) => { \
                      if (!it.defaultPrevented) window.sent += 1; it.preventDefault(); })";
        browser.page.execute(script, vec![]).await.unwrap();
        browser
    }
}

/// The form can be submitted.
const VALID: &str = "document.querySelector('form').matches(':valid')";

/// Types into a control and leaves it.
async fn fill(browser: &Browser, css: &str, text: &str) {
    let control = browser.page.find(Locator::Css(css)).await.unwrap();
    browser.page.execute("arguments[0].focus(); arguments[0].select?.()", vec![json!(control)]).await.unwrap();
    control.send_keys(text).await.unwrap();
    browser.page.execute("arguments[0].blur()", vec![json!(control)]).await.unwrap();
}

async fn run(browser: &Browser, script: &str) -> Value {
    browser.page.execute(script, vec![]).await.unwrap()
}

/// Clicks the submit button; how often the form was submitted so far.
async fn sent(browser: &Browser) -> i64 {
    browser.click("form button:not([type])").await.unwrap();
    run(browser, "return window.sent").await.as_i64().unwrap()
}

/// Neither axe-core nor the browser reports a problem with the page.
async fn accessible(browser: &Browser) {
    let axe = fs::read_to_string(root().join("tests/embed/node_modules/axe-core/axe.min.js")).unwrap();
    run(browser, &axe).await;
    let script = "const done = arguments[arguments.length - 1]; axe.run().then((it) => done(it.violations.map((it) => it.id + ': ' + it.nodes.map((it) => it.html).join())))";
    let violations = browser.page.execute_async(script, vec![]).await.unwrap();
    assert_eq!(violations, json!([]));
    no_browser_errors(browser).await;
}

#[tokio::test]
async fn an_existing_form_is_checked() {
    let examples = Examples::new();
    let browser = examples.open("A form that is there already").await;
    browser
        .wait_for("form[data-smtp-doctor-state=on] h2, form[data-smtp-doctor-state=on] label", "Server")
        .await
        .unwrap();
    let heights = "return document.body.getBoundingClientRect().height";
    let before = run(&browser, heights).await;
    fill(&browser, "[name=smtp_host]", "smtp.gmail.com").await;
    fill(&browser, "[name=smtp_port]", "465").await;
    fill(&browser, "[name=from]", "anna@@example.com").await;
    browser.wait_for("label:has([name=from]) + .smtp-doctor-note", "@").await.unwrap();
    assert_eq!(run(&browser, "return document.querySelector('[name=from]').matches(':invalid')").await, true);
    assert_eq!(sent(&browser).await, 0, "an error blocks");
    // Port 465 with STARTTLS is a warning with a fix. The fix button removes it.
    fill(&browser, "[name=encryption]", "").await;
    browser.wait_for("label:has([name=encryption]) + .smtp-doctor-note", "465").await.unwrap();
    assert_eq!(run(&browser, heights).await, before, "the layout does not shift");
    browser.click("label:has([name=encryption]) + .smtp-doctor-note button").await.unwrap();
    assert_eq!(run(&browser, "return document.querySelector('[name=encryption]').value").await, "SSL");
    fill(&browser, "[name=from]", "anna@example.com").await;
    fill(&browser, "[name=recipients]", "bob@example.com").await;
    fill(&browser, "[name=username]", "anna@example.com").await;
    fill(&browser, "[name=password]", "abcdefghijklmnop").await;
    browser.wait_until_blank("label:has([name=from]) + .smtp-doctor-note").await.unwrap();
    browser.wait_until(VALID).await.unwrap();
    assert_eq!(sent(&browser).await, 1, "warnings do not block");
    let described = run(&browser, "return document.getElementById(document.querySelector('[name=from]').getAttribute('aria-describedby')).getAttribute('role')").await;
    assert_eq!(described, "status");
    accessible(&browser).await;
}

#[tokio::test]
async fn address_fields_are_checked_in_any_form() {
    let examples = Examples::new();
    let browser = examples.open("Addresses alone").await;
    fill(&browser, "[name=guests]", "bob@example.com; carla@gmial.com").await;
    browser.wait_for("label:has([name=guests]) + .smtp-doctor-note", "gmail.com").await.unwrap();
    browser.click("label:has([name=guests]) + .smtp-doctor-note button").await.unwrap();
    let value = run(&browser, "return document.querySelector('[name=guests]').value").await;
    assert!(value.as_str().unwrap().contains("carla@gmail.com"), "{value}");
    fill(&browser, "[name=me]", "anna@").await;
    browser.wait_for("label:has([name=me]) + .smtp-doctor-note", "@").await.unwrap();
    assert_eq!(sent(&browser).await, 0);
    fill(&browser, "[name=me]", "anna@example.com").await;
    browser.wait_until(VALID).await.unwrap();
    assert_eq!(sent(&browser).await, 1);
    // Only the small module was loaded.
    let loaded = run(&browser, "return performance.getEntriesByType('resource').map((it) => it.name).join()").await;
    assert!(loaded.as_str().unwrap().contains("address_bg.wasm") && !loaded.as_str().unwrap().contains("validator"));
    accessible(&browser).await;
}

#[tokio::test]
async fn the_element_is_a_form_control() {
    let examples = Examples::new();
    let browser = examples.open("The whole form as an element").await;
    let form = r#"document.querySelector("smtp-settings").value = {server: "smtp.gmial.com", port: 587,
        security: "starttls", from: "anna@@example.com", to: "bob@example.com", auth: {method: "none"}};"#;
    run(&browser, form).await;
    let note = "document.querySelector('smtp-settings').shadowRoot.getElementById('from-note').textContent";
    browser.wait_until(&format!("{note}.includes('@')")).await.unwrap();
    assert_eq!(sent(&browser).await, 0, "an error in the element blocks the form around it");
    run(&browser, &form.replace("anna@@", "anna@").replace("gmial", "gmail")).await;
    browser.wait_until(VALID).await.unwrap();
    assert_eq!(sent(&browser).await, 1);
    let data =
        run(&browser, "return [...new FormData(document.querySelector('form'))].map((it) => it.join('=')).join('&')")
            .await;
    assert!(data.as_str().unwrap().contains("mail.server=smtp.gmail.com&mail.port=587"), "{data}");
    accessible(&browser).await;
}

/// A portal fills the element from stored data, and an attacker has stored more than settings.
#[tokio::test]
async fn filled_in_data_reaches_only_the_fields() {
    let examples = Examples::new();
    let browser = examples.open("The whole form as an element").await;
    browser.wait_until("customElements.get('smtp-settings')").await.unwrap();
    let script = r#"
        const shared = () => [Object.prototype, Object, Object.prototype.toString, Function.prototype]
            .map((it) => Object.getOwnPropertyNames(it).length);
        const before = shared();
        const element = document.querySelector("smtp-settings");
        element.value = JSON.parse(`{
            "__proto__": "stored", "constructor": "stored", "toString": "stored", "verdict": "stored",
            "server": "smtp.example.com", "port": 465,
            "auth": {"method": "none", "__proto__": "stored", "valueOf": "stored"}
        }`);
        element.value = JSON.parse('{"__proto__": {"server": "smtp.attacker.example"}}');
        const { server, port, auth } = element.value;
        const securities = ["ssl", "tls", "none", "starttls"].map((security) => {
            element.value = { security };
            return element.value.security;
        });
        return [before.join() === shared().join(), ({}).value ?? null, server, port, auth.method, securities.join()];"#;
    let filled = run(&browser, script).await;
    let securities = "implicit_tls,starttls,none,starttls";
    assert_eq!(filled, json!([true, null, "smtp.example.com", "465", "none", securities]));
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn jquery_validation_works_beside_it() {
    let examples = Examples::new();
    let browser = examples.open("Beside jQuery Validation").await;
    fill(&browser, "#server", "smtp.office365.com:587").await;
    fill(&browser, "#from", "anna@@example.com").await;
    browser.wait_until("document.querySelector('#from').validationMessage.includes('@')").await.unwrap();
    assert_eq!(sent(&browser).await, 0);
    browser.wait_for("#from-error", "@").await.unwrap();
    fill(&browser, "#from", "anna@example.com").await;
    fill(&browser, "#server", "smtp.office365.com").await;
    browser.wait_until(VALID).await.unwrap();
    assert_eq!(sent(&browser).await, 1);
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn the_functions_run_in_a_worker() {
    let examples = Examples::new();
    let worker = "import { checkAddress } from './npm/index.js'; \
        onmessage = async ({ data }) => postMessage((await checkAddress(data)).findings[0].fix.from);";
    fs::write(examples.folder.path().join("worker.js"), worker).unwrap();
    // The policy of the first example has no `worker-src`, so `script-src` applies.
    let browser = examples.open("A form that is there already").await;
    let script = "const done = arguments[arguments.length - 1]; const it = new Worker('worker.js', { type: 'module' }); \
        it.onmessage = ({ data }) => done(data); it.onerror = (error) => done(String(error.message)); it.postMessage('anna@gmial.com');";
    let answer = browser.page.execute_async(script, vec![]).await.unwrap();
    assert_eq!(answer, json!("anna@gmail.com"));
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn the_framed_element_posts_only_to_the_page_that_may_frame_it() {
    let (examples, others) = (Examples::new(), Examples::new());
    let origin = |host: &Host| host.url.trim_end_matches('/').to_owned();
    let doctor = Doctor::serve(&["--frame-ancestor", &origin(&examples.host)]).await.unwrap();
    for (embedder, allowed) in [(&examples, true), (&others, false)] {
        let page = format!(
            "<!doctype html><html lang=en><title>Frame</title><link rel=icon href=data:,><iframe title=Settings src=\"{}embed?origin={}\"></iframe>\
             <script type=module src=frame-example.js></script></html>",
            doctor.url,
            origin(&embedder.host)
        );
        fs::write(embedder.folder.path().join("Frame.html"), page).unwrap();
        let browser = embedder.open("Frame").await;
        if allowed {
            browser.wait_for("title", " findings").await.unwrap();
            let height = run(&browser, "return Number(document.querySelector('iframe').height)").await;
            assert!(height.as_f64().unwrap() > 300.0, "{height}");
            no_browser_errors(&browser).await;
        } else {
            let refused =
                async || browser.logged_errors().await.unwrap().iter().any(|it| it.contains("frame-ancestors"));
            assert!(
                eventually(Duration::from_secs(15), refused).await,
                "the browser must report a frame-ancestors violation"
            );
            assert_eq!(
                run(&browser, "return document.title").await,
                "Frame",
                "a page that is not allowed receives no message"
            );
        }
    }
}

#[tokio::test]
async fn a_service_that_others_can_reach_needs_an_access_rule() {
    let output = doctor::run(&["serve", "--listen", "0.0.0.0:0"], "").await.unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--auth signed"), "{output:?}");
    let short = tempfile::NamedTempFile::new().unwrap();
    let key = short.path().display().to_string();
    let args = ["serve", "--listen", "127.0.0.1:0", "--auth", "signed", "--key-file", &key];
    let output = doctor::run(&args, "").await.unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("at least 32"), "{output:?}");
    let output = doctor::run(&["serve", "--frame-ancestor", "*"], "").await.unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("is not an origin"), "{output:?}");
}

#[tokio::test]
async fn the_page_is_accessible() {
    let world = World::start().await;
    for dark in [false, true] {
        let browser = Browser::start(1280, dark).await.unwrap();
        for part in ["", "#explain", "#message", "#problems/relay-denied"] {
            browser.page.goto("about:blank").await.unwrap();
            browser.page.goto(&format!("{}{part}", world.doctor.url)).await.unwrap();
            browser.page.wait().for_element(Locator::Css("main h2, main form")).await.unwrap();
            accessible(&browser).await;
        }
    }
}

/// The attack: a user who may edit the settings enters their own server and keeps the stored password.
#[tokio::test]
async fn a_stored_secret_is_bound_to_its_server_and_port() {
    let examples = Examples::new();
    let page = fs::read_to_string(examples.folder.path().join("A-form-that-is-there-already.html")).unwrap();
    let page = page
        .replace("name=\"password\" type=\"password\"", "name=\"password\" type=\"password\" data-smtp-saved-secret")
        .replace("name=\"smtp_host\" required", "name=\"smtp_host\" value=\"smtp.example.com\"")
        .replace("name=\"username\"", "name=\"username\" value=\"anna@example.com\"")
        .replace("name=\"from\"", "name=\"from\" value=\"anna@example.com\"")
        .replace("name=\"recipients\"", "name=\"recipients\" value=\"bob@example.com\"");
    fs::write(examples.folder.path().join("Stored.html"), page).unwrap();
    let browser = examples.open("Stored").await;
    browser.wait_for("form[data-smtp-doctor-state=on] label", "Server").await.unwrap();
    assert_eq!(sent(&browser).await, 1, "the stored password counts");
    run(
        &browser,
        "document.querySelector('form').addEventListener('smtp-secret', (it) => { window.saved = it.detail.saved })",
    )
    .await;
    let password_missing = "document.querySelector('[name=password]').matches(':invalid')";
    fill(&browser, "[name=smtp_host]", "smtp.attacker.example").await;
    browser.wait_until(password_missing).await.unwrap();
    assert_eq!(sent(&browser).await, 1, "it does not count for another server");
    assert_eq!(run(&browser, "return window.saved").await, false);
    fill(&browser, "[name=smtp_host]", "smtp.example.com").await;
    browser.wait_until(&format!("window.saved && {VALID}")).await.unwrap();
    fill(&browser, "[name=smtp_port]", "2525").await;
    browser.wait_until(password_missing).await.unwrap();
    assert_eq!(sent(&browser).await, 1, "nor does it for another port");
    fill(&browser, "[name=smtp_port]", "587").await;
    browser.wait_until(&format!("window.saved && {VALID}")).await.unwrap();
    assert_eq!(sent(&browser).await, 2, "it counts again for its own server and port");
    no_browser_errors(&browser).await;
}

#[tokio::test]
async fn without_webassembly_the_platform_s_own_rules_stay() {
    let examples = Examples::new();
    let page = fs::read_to_string(examples.folder.path().join("A-form-that-is-there-already.html")).unwrap();
    fs::write(examples.folder.path().join("Blocked.html"), page.replace(" 'wasm-unsafe-eval'", "")).unwrap();
    let browser = examples.open("Blocked").await;
    browser.wait_for("form[data-smtp-doctor-state=off] label", "Server").await.unwrap();
    assert_eq!(sent(&browser).await, 0, "`required` still holds");
    fill(&browser, "[name=smtp_host]", "mail.example.com").await;
    assert_eq!(sent(&browser).await, 1);
}

#[tokio::test]
async fn detaching_restores_the_form() {
    let examples = Examples::new();
    let browser = examples.open("A form that is there already").await;
    let script = "const done = arguments[arguments.length - 1]; (async () => { \
        const { attach } = await import('./npm/attach.js'); const form = document.createElement('form'); \
        form.innerHTML = '<input name=from value=x aria-describedby=hint>'; document.body.append(form); \
        const before = form.outerHTML; const it = attach(form, { security: 'none' }); await it.ready; await it.check(); \
        const invalid = form.elements[0].validity.customError; it.detach(); \
        done([invalid, form.elements[0].validity.customError, before === form.outerHTML]); })()";
    let result = browser.page.execute_async(script, vec![]).await.unwrap();
    assert_eq!(result, json!([true, false, true]));
}
