//! Files that the page loads on demand: the modules that explain errors and check messages, and the texts of the entries.

use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::explain::RedactedText;
use smtp_doctor_core::message::MessageReport;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SignInMethod;
use smtp_doctor_core::settings::SettingsForm;
use wasm_bindgen::prelude::*;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::json;

#[wasm_bindgen(module = "/src/tools.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load(name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_name = texts)]
    async fn load_texts() -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    /// A loaded module.
    #[derive(Clone, PartialEq)]
    pub(crate) type Tool;

    #[wasm_bindgen(method, catch, js_name = explain)]
    fn explain_json(this: &Tool, text: &str, settings: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = redact)]
    fn redact_json(this: &Tool, text: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(method, catch, js_name = checkMessage)]
    fn check_message_json(this: &Tool, raw: &[u8]) -> Result<String, JsValue>;
}

impl Tool {
    /// Explains a text; `form` has the settings in use. `None` if the module and this page have different versions.
    pub(crate) fn explain(&self, text: &str, form: Option<&SettingsForm>) -> Option<Explanation> {
        let settings = form.map(|it| json::to_string(&ExplainSettings::of(it))).unwrap_or_default();
        json::from_str(&self.explain_json(text, &settings).ok()?).ok()
    }

    /// The text without its secrets. `None` if the module and this page have different versions.
    pub(crate) fn redact(&self, text: &str) -> Option<RedactedText> {
        json::from_str(&self.redact_json(text).ok()?).ok()
    }

    /// Checks a raw message of at most [`smtp_doctor_core::message::MAX_MESSAGE`] bytes.
    pub(crate) fn check_message(&self, raw: &[u8]) -> Option<MessageReport> {
        json::from_str(&self.check_message_json(raw).ok()?).ok()
    }
}

/// The settings that make an explanation more precise. Names and secrets do not, so they are left out.
#[derive(Serialize)]
struct ExplainSettings<'a> {
    server: &'a str,
    port: &'a str,
    security: Security,
    auth: ExplainAuth,
}

#[derive(Serialize)]
struct ExplainAuth {
    method: SignInMethod,
}

impl<'a> ExplainSettings<'a> {
    fn of(form: &'a SettingsForm) -> Self {
        let auth = ExplainAuth { method: form.auth.method() };
        Self { server: &form.server, port: &form.port, security: form.security, auth }
    }
}

pub(crate) const OTHER_VERSION: &str = "Parts of this page have different versions. Reload the page.";

/// The state of a module.
#[derive(Clone, PartialEq)]
pub(crate) enum Loading {
    Pending,
    Ready(Tool),
    Failed,
}

/// The module of this name, fetched when a component that uses it is first rendered.
#[hook]
pub(crate) fn use_tool(name: &'static str) -> UseStateHandle<Loading> {
    let loading = use_state(|| Loading::Pending);
    {
        let loading = loading.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                loading.set(match load(name).await {
                    Ok(module) => Loading::Ready(module.unchecked_into()),
                    Err(_) => Loading::Failed,
                });
            });
        });
    }
    loading
}

/// The state of the entries' texts.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Texts {
    Pending,
    Ready,
    Failed,
}

/// Fetches the entries' texts unless they are loaded.
pub(crate) async fn texts() -> Texts {
    let Ok(texts) = load_texts().await else { return Texts::Failed };
    match texts.as_string().map(catalogue::install) {
        Some(Ok(())) => Texts::Ready,
        _ => Texts::Failed,
    }
}

/// The entries' texts, fetched when a component that uses them is first rendered.
#[hook]
pub(crate) fn use_texts() -> Texts {
    let status = use_state(|| Texts::Pending);
    {
        let status = status.clone();
        use_effect_with((), move |()| spawn_local(async move { status.set(texts().await) }));
    }
    *status
}
