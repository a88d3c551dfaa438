//! Browser APIs: focus, scrolling, files, streams, storage, clipboard. Nothing else in the page calls them.

use js_sys::Reflect;
use js_sys::Uint8Array;
use smtp_doctor_core::model::Span;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlElement;
use web_sys::HtmlInputElement;
use web_sys::HtmlSelectElement;
use web_sys::HtmlTextAreaElement;
use web_sys::ReadableStream;
use web_sys::ReadableStreamDefaultReader;
use yew::Event;
use yew::InputEvent;
use yew::TargetCast as _;

/// The value of the edited input or text area.
pub(crate) fn typed(event: &InputEvent) -> String {
    if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
        return input.value();
    }
    event.target_dyn_into::<HtmlTextAreaElement>().map(|it| it.value()).unwrap_or_default()
}

/// The chosen value of a select. Resets the select to its first, empty option.
pub(crate) fn picked(event: &Event) -> String {
    let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return String::new() };
    let value = select.value();
    select.set_selected_index(0);
    value
}

/// Moves the keyboard focus to an element.
pub(crate) fn focus(id: &str) {
    if let Some(element) = element(id) {
        // If it cannot take the focus, it is at least visible.
        element.scroll_into_view();
        let _ = element.focus();
    }
}

/// Scrolls an element into view if necessary, without moving the keyboard focus.
pub(crate) fn show(id: &str) {
    let Some(element) = element(id) else { return };
    let top = element.get_bounding_client_rect().top();
    let height = gloo_utils::document_element().client_height();
    if top < 0.0 || top > f64::from(height) * 0.8 {
        element.scroll_into_view();
    }
}

/// Name and bytes of the chosen file; `None` if there is none or it cannot be read.
pub(crate) async fn chosen_file(event: &Event) -> Option<(String, Vec<u8>)> {
    let input = event.target_dyn_into::<HtmlInputElement>()?;
    let file = input.files()?.get(0)?;
    // Without this, choosing the same file again, once it is corrected, would not be an event.
    input.set_value("");
    let name = file.name();
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some((name, Uint8Array::new(&buffer).to_vec()))
}

/// Selects characters of a text area and scrolls to them. `text` is what the area shows, with its original line
/// endings: the browser turns CR LF into LF.
pub(crate) fn select_text(id: &str, text: &str, span: Span) {
    let Some(area) = element(id).and_then(|it| it.dyn_into::<HtmlTextAreaElement>().ok()) else { return };
    let units = |characters: usize| {
        let mut units = 0;
        let mut rest = text.chars().take(characters).peekable();
        while let Some(c) = rest.next() {
            if !(c == '\r' && rest.peek() == Some(&'\n')) {
                units += c.len_utf16();
            }
        }
        u32::try_from(units).unwrap_or(u32::MAX)
    };
    let _ = area.focus();
    let _ = area.set_selection_range(units(span.start), units(span.end));
    // Text areas do not scroll to a selection, so scroll to its line.
    let lines = text.chars().take(span.start).filter(|c| *c == '\n').count();
    let all = text.matches('\n').count() + 1;
    let top = f64::from(area.scroll_height()) * lines as f64 / all as f64 - f64::from(area.client_height()) / 2.0;
    area.set_scroll_top(top.max(0.0) as i32);
}

fn element(id: &str) -> Option<HtmlElement> {
    gloo_utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Reads a response body chunk by chunk.
pub(crate) struct Reader(ReadableStreamDefaultReader);

impl Reader {
    /// `None` if the stream is locked by another reader.
    pub(crate) fn of(stream: &ReadableStream) -> Option<Self> {
        ReadableStreamDefaultReader::new(stream).ok().map(Self)
    }

    /// The next chunk; `None` at the end, an error if the connection broke.
    pub(crate) async fn next(&mut self) -> Result<Option<Vec<u8>>, ()> {
        let result = JsFuture::from(self.0.read()).await.map_err(|_| ())?;
        let get = |name: &str| Reflect::get(&result, &JsValue::from_str(name)).map_err(|_| ());
        if get("done")?.is_truthy() {
            return Ok(None);
        }
        Ok(Some(Uint8Array::new(&get("value")?).to_vec()))
    }
}

/// A text from the browser's local storage; `None` if it is missing or storage is off.
pub(crate) fn stored(key: &str) -> Option<String> {
    gloo_utils::window().local_storage().ok()??.get_item(key).ok()?
}

/// Puts a text into the browser's local storage. If storage is off, nothing happens.
pub(crate) fn store(key: &str, text: &str) {
    if let Ok(Some(storage)) = gloo_utils::window().local_storage() {
        let _ = storage.set_item(key, text);
    }
}

/// Whether a checkbox is ticked after a click.
pub(crate) fn ticked(event: &Event) -> bool {
    event.target_dyn_into::<HtmlInputElement>().is_some_and(|it| it.checked())
}

/// The URL fragment, without `#`.
pub(crate) fn fragment() -> String {
    let hash = gloo_utils::window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').unwrap_or(&hash).to_owned()
}

/// Calls `then` with each new fragment until the listener is dropped.
pub(crate) fn on_fragment(then: impl Fn(String) + 'static) -> gloo_events::EventListener {
    gloo_events::EventListener::new(&gloo_utils::window(), "hashchange", move |_| then(fragment()))
}

/// Percent-encodes a text for a fragment.
pub(crate) fn encoded(text: &str) -> String {
    js_sys::encode_uri_component(text).into()
}

/// Decodes a text from a fragment; returns it unchanged if the encoding is not valid.
pub(crate) fn decoded(text: &str) -> String {
    js_sys::decode_uri_component(text).map_or_else(|_| text.to_owned(), String::from)
}

/// The page's URL with another fragment.
pub(crate) fn address_with(fragment: &str) -> String {
    let location = gloo_utils::window().location();
    let address = location.href().unwrap_or_default();
    format!("{}#{fragment}", address.split('#').next().unwrap_or_default())
}

/// Copies a text to the clipboard; `false` if the browser refuses. Pages without HTTPS have no clipboard.
pub(crate) async fn copy(text: &str) -> bool {
    let navigator = gloo_utils::window().navigator();
    let has_clipboard = Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|it| it.is_truthy());
    has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok()
}

/// Downloads a text as a file.
pub(crate) fn download(name: &str, text: &str) {
    let Ok(link) = gloo_utils::document().create_element("a") else { return };
    // A data URL, unlike a blob URL, need not be revoked.
    let address = format!("data:text/markdown;charset=utf-8,{}", encoded(text));
    let _ = link.set_attribute("href", &address);
    let _ = link.set_attribute("download", name);
    if let Ok(link) = link.dyn_into::<HtmlElement>() {
        link.click();
    }
}

/// Prints a text instead of the page.
pub(crate) fn print(text: &str) {
    let Ok(sheet) = gloo_utils::document().create_element("pre") else { return };
    // While this element exists, the style sheet hides everything else in print.
    sheet.set_id("print-sheet");
    sheet.set_text_content(Some(text));
    let _ = gloo_utils::body().append_child(&sheet);
    let _ = gloo_utils::window().print();
    sheet.remove();
}
