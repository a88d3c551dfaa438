//! "Check a message": checks a pasted message or a file, which stays in the page.

use std::rc::Rc;

use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::Finding;
use smtp_doctor_core::message::MAX_MESSAGE;
use smtp_doctor_core::message::MessageFacts;
use smtp_doctor_core::message::MessageReport;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::report::PortalProfile;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::components::finding::card;
use crate::components::icon::Shape;
use crate::components::verdict;
use crate::state::Action;
use crate::tools::Loading;
use crate::tools::use_tool;

/// Bytes of a file that are shown. The whole file is checked.
const SHOWN: usize = 200_000;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) dispatch: Callback<Action>,
}

/// The message to check.
#[derive(Clone, Default, PartialEq)]
struct Input {
    raw: Rc<Vec<u8>>,
    /// The content of the text area.
    shown: String,
    /// The name of the file, if the message is from a file.
    file: Option<String>,
}

impl Input {
    /// A text area contains line feeds only, so they are replaced by the line endings used on the wire.
    fn pasted(text: String) -> Self {
        let raw = text.replace("\r\n", "\n").replace('\n', "\r\n");
        Self { raw: Rc::new(raw.into_bytes()), shown: text, file: None }
    }

    fn file(name: String, bytes: Vec<u8>) -> Self {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).into_owned();
        Self { raw: Rc::new(bytes), shown, file: Some(name) }
    }
}

/// The section "Check a message".
#[component]
pub(crate) fn Message(props: &Props) -> Html {
    let input = use_state(Input::default);
    let tool = use_tool("message");
    let oninput = {
        let input = input.clone();
        Callback::from(move |event: InputEvent| input.set(Input::pasted(browser::typed(&event))))
    };
    let onchange = {
        let input = input.clone();
        Callback::from(move |event: Event| {
            let input = input.clone();
            spawn_local(async move {
                if let Some((name, bytes)) = browser::chosen_file(&event).await {
                    input.set(Input::file(name, bytes));
                }
            });
        })
    };
    // Once per message, not at each rendering.
    let report =
        use_memo(((*input).clone(), (*tool).clone(), props.portal.clone()), |(input, tool, portal)| match tool {
            Loading::Ready(tool) if !input.raw.trim_ascii().is_empty() && input.raw.len() <= MAX_MESSAGE => {
                tool.check_message(&input.raw).map(|it| it.map_findings(&|it| portal.annotate(it)))
            }
            _ => None,
        });
    html! {
        <>
            <section class="panel paste" aria-labelledby="message-heading">
                <h2 id="message-heading">{ "Check a message" }</h2>
                <label for="message-source">{ "Paste the source of an e-mail, as \u{201c}Show original\u{201d} displays it" }</label>
                <textarea id="message-source" rows="14" spellcheck="false" wrap="off" {oninput} value={input.shown.clone()}
                    placeholder="From: portal@example.com\nTo: ..." aria-describedby="message-hint" />
                <label for="message-file">{ "Or choose a file (.eml)" }</label>
                <input id="message-file" type="file" accept=".eml,.txt,message/rfc822" {onchange} />
                <p id="message-hint" class="hint">{ hint(&input) }</p>
            </section>
            <aside class="verdict" aria-label="Problems in the message">
                <section class="panel" aria-labelledby="faults-heading">
                    <h2 id="faults-heading">{ "Problems" }</h2>
                    { status(&input, &tool, (*report).as_ref()) }
                    if let Some(report) = &*report {
                        { facts(&report.facts) }
                        { for report.findings.iter().map(|it| finding_card(it, &input.raw, &props.dispatch)) }
                    }
                </section>
            </aside>
        </>
    }
}

fn hint(input: &Input) -> String {
    match &input.file {
        Some(name) if input.raw.len() > SHOWN => {
            format!("{name} is checked in this page and not sent anywhere. Only its beginning is shown.")
        }
        Some(name) => format!("{name} is checked in this page and not sent anywhere."),
        None => "The message is checked in this page and not sent anywhere. Line endings are checked only in a file."
            .to_owned(),
    }
}

fn status(input: &Input, tool: &Loading, report: Option<&MessageReport>) -> Html {
    let empty = input.raw.trim_ascii().is_empty();
    let (class, shape, text) = match (tool, report) {
        (Loading::Failed, _) => {
            ("bad", Shape::Cross, "Part of this page could not be loaded. Reload the page to try again.".to_owned())
        }
        _ if input.raw.len() > MAX_MESSAGE => (
            "odd",
            Shape::Warning,
            format!("The message is larger than {MAX_MESSAGE} bytes. No large provider accepts that."),
        ),
        _ if empty => ("calm", Shape::Info, "Paste a message to see what mail servers would refuse.".to_owned()),
        (Loading::Pending, _) => ("busy", Shape::Spinner, "Loading the checks\u{2026}".to_owned()),
        (_, None) => ("bad", Shape::Cross, crate::tools::OTHER_VERSION.to_owned()),
        (_, Some(report)) if report.findings.is_empty() => {
            ("good", Shape::Tick, "No formatting problems found.".to_owned())
        }
        (_, Some(report)) => {
            let (class, shape) = if report.findings.iter().any(|it| it.severity == Severity::Error) {
                ("bad", Shape::Cross)
            } else {
                ("odd", Shape::Warning)
            };
            (class, shape, verdict::count(&report.findings.iter().collect::<Vec<_>>()))
        }
    };
    verdict::status("message-verdict", class, shape, &text)
}

/// Size, required extensions and attachments.
fn facts(facts: &MessageFacts) -> Html {
    let mut parts = vec![kilobytes(facts.size)];
    parts.extend(facts.needs.iter().map(|it| format!("The server must offer {it}")));
    parts.extend(facts.attachments.iter().map(|it| format!("{} ({})", it.name, kilobytes(it.size))));
    html! { <ul class="known" aria-label="Facts about the message">{ for parts.into_iter().map(|it| html! { <li>{ it }</li> }) }</ul> }
}

/// Formats integers, because the code that formats floats is large.
fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1_000, bytes / 100 % 10)
}

/// The card of a finding, and a button that selects its place in the text.
fn finding_card(finding: &Finding, raw: &Rc<Vec<u8>>, dispatch: &Callback<Action>) -> Html {
    let show_button = finding.span.map(|span| {
        let raw = raw.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            browser::select_text("message-source", &String::from_utf8_lossy(&raw), span);
        });
        html! { <button type="button" class="link show-place" {onclick}>{ "Show in message" }</button> }
    });
    html! { <>{ card(&Finding { field: None, ..finding.clone() }, dispatch, false) }{ show_button }</> }
}
