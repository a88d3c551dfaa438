//! The transcript of the session, collapsed at first. The service has already redacted it.

use smtp_doctor_core::report::Speaker;
use smtp_doctor_core::report::TranscriptLine;
use yew::prelude::*;

/// The lines of a transcript.
pub(crate) fn transcript(lines: &[TranscriptLine]) -> Html {
    if lines.is_empty() {
        return html! {};
    }
    html! {
        <details class="transcript">
            <summary>{ "Transcript" }<small>{ " without passwords" }</small></summary>
            <ol>
                { for lines.iter().map(|line| {
                    let (class, speaker) = match line.from {
                        Speaker::Client => ("client", "C"),
                        Speaker::Server => ("server", "S"),
                        Speaker::Note => ("note-line", "\u{2013}"),
                    };
                    html! { <li {class}><span class="at">{ (line.at_ms.round() as u32).to_string() }</span><span>{ speaker }</span><code>{ &line.text }</code></li> }
                }) }
            </ol>
        </details>
    }
}
