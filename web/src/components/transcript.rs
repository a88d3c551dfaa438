//! What was said on the wire, on demand. It was redacted by the server.

use smtp_doctor_core::probe::Speaker;
use smtp_doctor_core::probe::TranscriptLine;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct TranscriptProps {
    pub(crate) lines: Vec<TranscriptLine>,
}

#[component]
pub(crate) fn Transcript(props: &TranscriptProps) -> Html {
    if props.lines.is_empty() {
        return html! {};
    }
    html! {
        <details class="transcript">
            <summary>{ "Transcript" }<small>{ " without passwords" }</small></summary>
            <ol>
                { for props.lines.iter().map(|line| {
                    let (class, who) = match line.from {
                        Speaker::Client => ("client", "C"),
                        Speaker::Server => ("server", "S"),
                        Speaker::Note => ("note-line", "\u{2013}"),
                    };
                    html! { <li {class}><span class="at">{ format!("{:.0}", line.at_ms) }</span><span>{ who }</span><code>{ &line.text }</code></li> }
                }) }
            </ol>
        </details>
    }
}
