//! What lies beside the page: modules for explanations and checks of messages, and the entries' texts. Each is fetched
//! when a part of the page needs it.

use serde::Serialize;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::explain::RedactedText;
use smtp_doctor_core::message::MessageReport;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::settings::AuthForm;
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
    /// What a text means; `form` are the settings in use. None if the module is of another version than this page.
    pub(crate) fn explain(&self, text: &str, form: Option<&SettingsForm>) -> Option<Explanation> {
        let settings = form.map(|it| json::to_string(&Sharpening::of(it))).unwrap_or_default();
        json::from_str(&self.explain_json(text, &settings).ok()?).ok()
    }

    /// The text without its secrets. None if the module is of another version than this page.
    pub(crate) fn redact(&self, text: &str) -> Option<RedactedText> {
        json::from_str(&self.redact_json(text).ok()?).ok()
    }

    /// What is wrong with a raw message of at most [`smtp_doctor_core::message::MAX_MESSAGE`] bytes.
    pub(crate) fn check_message(&self, raw: &[u8]) -> Option<MessageReport> {
        json::from_str(&self.check_message_json(raw).ok()?).ok()
    }
}

/// The settings that sharpen an explanation. Names and secrets do not.
#[derive(Serialize)]
struct Sharpening<'a> {
    server: &'a str,
    port: &'a str,
    security: Security,
    auth: Method,
}

#[derive(Serialize)]
struct Method {
    method: &'static str,
}

impl<'a> Sharpening<'a> {
    fn of(form: &'a SettingsForm) -> Self {
        let method = match form.auth {
            AuthForm::None => "none",
            AuthForm::Password { .. } => "password",
            AuthForm::MicrosoftOauth { .. } => "microsoft_oauth",
            AuthForm::AccessToken { .. } => "access_token",
        };
        Self { server: &form.server, port: &form.port, security: form.security, auth: Method { method } }
    }
}

/// A module does not speak the language of this one.
pub(crate) const OTHER_VERSION: &str = "The parts of this page are of different versions. Reload the page.";

/// How far a module is.
#[derive(Clone, PartialEq)]
pub(crate) enum Loading {
    Coming,
    There(Tool),
    Missing,
}

/// The module of this name, fetched when the part that asks for it is first shown.
#[hook]
pub(crate) fn use_tool(name: &'static str) -> UseStateHandle<Loading> {
    let loading = use_state(|| Loading::Coming);
    {
        let loading = loading.clone();
        use_effect_with((), move |()| {
            spawn_local(async move {
                loading.set(match load(name).await {
                    Ok(module) => Loading::There(module.unchecked_into()),
                    Err(_) => Loading::Missing,
                });
            });
        });
    }
    loading
}

/// How far the entries' texts are.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Texts {
    Coming,
    There,
    Missing,
}

/// Fetches the entries' texts, unless they are there.
pub(crate) async fn texts() -> Texts {
    let Ok(texts) = load_texts().await else { return Texts::Missing };
    match texts.as_string().map(catalogue::install) {
        Some(Ok(())) => Texts::There,
        _ => Texts::Missing,
    }
}

/// The entries' texts, fetched when somebody who shows them is first shown.
#[hook]
pub(crate) fn use_texts() -> Texts {
    let how_far = use_state(|| Texts::Coming);
    {
        let how_far = how_far.clone();
        use_effect_with((), move |()| spawn_local(async move { how_far.set(texts().await) }));
    }
    *how_far
}
