//! "Check a message": paste the source of a mail or choose its file, see what is wrong with it. It stays in the page.

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

/// So much of a file is shown; all of it is checked.
const SHOWN: usize = 200_000;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) dispatch: Callback<Action>,
}

/// A message that was given.
#[derive(Clone, Default, PartialEq)]
struct Given {
    raw: Rc<Vec<u8>>,
    /// What stands in the text area.
    shown: String,
    /// The name of the file, if it is one.
    file: Option<String>,
}

impl Given {
    /// A text area has line feeds only, so a pasted message gets the line ends that it would have on the wire.
    fn pasted(text: String) -> Self {
        let raw = text.replace("\r\n", "\n").replace('\n', "\r\n");
        Self { raw: Rc::new(raw.into_bytes()), shown: text, file: None }
    }

    fn file(name: String, bytes: Vec<u8>) -> Self {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(SHOWN)]).into_owned();
        Self { raw: Rc::new(bytes), shown, file: Some(name) }
    }
}

/// The part "Check a message".
#[component]
pub(crate) fn Message(props: &Props) -> Html {
    let given = use_state(Given::default);
    let tool = use_tool("message");
    let oninput = {
        let given = given.clone();
        Callback::from(move |event: InputEvent| given.set(Given::pasted(browser::typed(&event))))
    };
    let onchange = {
        let given = given.clone();
        Callback::from(move |event: Event| {
            let given = given.clone();
            spawn_local(async move {
                if let Some((name, bytes)) = browser::chosen_file(&event).await {
                    given.set(Given::file(name, bytes));
                }
            });
        })
    };
    // Checked once for each message, not at each drawing.
    let report =
        use_memo(((*given).clone(), (*tool).clone(), props.portal.clone()), |(given, tool, portal)| match tool {
            Loading::There(tool) if !given.raw.trim_ascii().is_empty() && given.raw.len() <= MAX_MESSAGE => {
                tool.check_message(&given.raw).map(|it| it.map_findings(&|it| portal.annotate(it)))
            }
            _ => None,
        });
    html! {
        <>
            <section class="panel paste" aria-labelledby="message-heading">
                <h2 id="message-heading">{ "Check a message" }</h2>
                <label for="message-source">{ "Paste the source of a mail, as \u{201c}Show original\u{201d} displays it" }</label>
                <textarea id="message-source" rows="14" spellcheck="false" wrap="off" {oninput} value={given.shown.clone()}
                    placeholder="From: portal@example.com\nTo: ..." aria-describedby="message-hint" />
                <label for="message-file">{ "Or choose its file (.eml)" }</label>
                <input id="message-file" type="file" accept=".eml,.txt,message/rfc822" {onchange} />
                <p id="message-hint" class="hint">{ hint(&given) }</p>
            </section>
            <aside class="verdict" aria-label="What is wrong with the message">
                <section class="panel" aria-labelledby="faults-heading">
                    <h2 id="faults-heading">{ "What is wrong" }</h2>
                    { status(&given, &tool, (*report).as_ref()) }
                    if let Some(report) = &*report {
                        { known(&report.facts) }
                        { for report.findings.iter().map(|it| shown(it, &given.raw, &props.dispatch)) }
                    }
                </section>
            </aside>
        </>
    }
}

fn hint(given: &Given) -> String {
    match &given.file {
        Some(name) if given.raw.len() > SHOWN => {
            format!("{name}: its beginning is shown, all of it is checked, and it is sent nowhere.")
        }
        Some(name) => format!("{name} is checked in this page and sent nowhere."),
        None => "It is checked in this page and sent nowhere. Line ends are checked only in a file.".to_owned(),
    }
}

fn status(given: &Given, tool: &Loading, report: Option<&MessageReport>) -> Html {
    let empty = given.raw.trim_ascii().is_empty();
    let (class, shape, words) = match (tool, report) {
        (Loading::Missing, _) => {
            ("bad", Shape::Cross, "A part of this page could not be loaded. Reload the page to try again.".to_owned())
        }
        _ if given.raw.len() > MAX_MESSAGE => (
            "odd",
            Shape::Warning,
            format!("The message has more than {MAX_MESSAGE} bytes; no large provider takes it."),
        ),
        _ if empty => ("calm", Shape::Info, "Paste a message: what servers would refuse appears here.".to_owned()),
        (Loading::Coming, _) => ("busy", Shape::Spinner, "Loading what is needed to check\u{2026}".to_owned()),
        (_, None) => ("bad", Shape::Cross, crate::tools::OTHER_VERSION.to_owned()),
        (_, Some(report)) if report.findings.is_empty() => {
            ("good", Shape::Tick, "Nothing is wrong with the form of this message.".to_owned())
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
    verdict::status("message-verdict", class, shape, &words)
}

/// What the message is made of.
fn known(facts: &MessageFacts) -> Html {
    let mut parts = vec![kilobytes(facts.size)];
    parts.extend(facts.needs.iter().map(|it| format!("The server must offer {it}")));
    parts.extend(facts.attachments.iter().map(|it| format!("{} ({})", it.name, kilobytes(it.size))));
    html! { <ul class="known" aria-label="What the message is made of">{ for parts.into_iter().map(|it| html! { <li>{ it }</li> }) }</ul> }
}

/// By whole numbers, because printing floats is a large part of a small page.
fn kilobytes(bytes: u64) -> String {
    format!("{}.{} KB", bytes / 1_000, bytes / 100 % 10)
}

/// A finding, and a way to its place in the text.
fn shown(finding: &Finding, raw: &Rc<Vec<u8>>, dispatch: &Callback<Action>) -> Html {
    let place = finding.span.map(|span| {
        let raw = raw.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            browser::select_text("message-source", &String::from_utf8_lossy(&raw), span);
        });
        html! { <button type="button" class="link show-place" {onclick}>{ "Show the place" }</button> }
    });
    html! { <>{ card(&Finding { field: None, ..finding.clone() }, dispatch, false) }{ place }</> }
}
