//! "Explain an error": paste a text, see what it means. The text stays in the page.

use std::rc::Rc;

use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue::entries::NOT_RECOGNISED;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::explain::MAX_TEXT;
use smtp_doctor_core::model::Span;
use smtp_doctor_core::provider;
use smtp_doctor_core::report;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::settings::SettingsForm;
use yew::prelude::*;

use crate::browser;
use crate::components::finding::card;
use crate::components::hand_over::HandOver;
use crate::components::icon::Shape;
use crate::components::verdict;
use crate::state::Action;
use crate::tools::Loading;
use crate::tools::OTHER_VERSION;
use crate::tools::Tool;
use crate::tools::use_tool;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text that the address carries.
    pub(crate) shared: String,
    /// The settings of the form, if any were typed: they sharpen the answer.
    pub(crate) form: Option<Rc<SettingsForm>>,
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) dispatch: Callback<Action>,
}

/// The part "Explain an error".
#[component]
pub(crate) fn Explain(props: &Props) -> Html {
    let text = use_state(|| props.shared.clone());
    let tool = use_tool("explain");
    {
        let text = text.clone();
        use_effect_with(props.shared.clone(), move |shared| {
            if !shared.is_empty() {
                text.set(shared.clone());
            }
        });
    }
    let oninput = {
        let text = text.clone();
        Callback::from(move |event: InputEvent| text.set(browser::typed(&event)))
    };
    let explanation = match &*tool {
        Loading::There(tool) if !text.trim().is_empty() && text.len() <= MAX_TEXT => {
            let explanation = tool.explain(&text, props.form.as_deref());
            explanation.map(|it| Rc::new(it.map_findings(&|it| props.portal.annotate(it))))
        }
        _ => None,
    };
    html! {
        <>
            <section class="panel paste" aria-labelledby="explain-heading">
                <h2 id="explain-heading">{ "Explain an error" }</h2>
                <label for="error-text">{ "Paste the exact text that the portal, a program or a returned mail shows" }</label>
                <textarea id="error-text" rows="8" spellcheck="false" {oninput} value={(*text).clone()}
                    placeholder="535 5.7.139 Authentication unsuccessful, ..." aria-describedby="error-hint" />
                <p id="error-hint" class="hint">
                    { "It is explained in this page and sent nowhere. " }
                    if props.form.is_some() { { "The settings of the form are taken into account." } }
                </p>
                if let Some(explanation) = &explanation { { known(explanation) } }
            </section>
            <aside class="verdict" aria-label="Explanation">
                <section class="panel" aria-labelledby="meaning-heading">
                    <h2 id="meaning-heading">{ "What it means" }</h2>
                    { status(&text, &tool, explanation.as_deref()) }
                    if let Some(explanation) = &explanation {
                        { marked(&text, explanation) }
                        { for explanation.findings.iter().enumerate().map(|(i, it)| shown(i, it, explanation, &props.dispatch)) }
                        if let Loading::There(tool) = &*tool { { hand_over(&text.as_str().into(), tool, explanation, props) } }
                    }
                </section>
            </aside>
        </>
    }
}

fn status(text: &str, tool: &Loading, explanation: Option<&Explanation>) -> Html {
    let (class, shape, words) = match (tool, explanation) {
        (Loading::Missing, _) => {
            ("bad", Shape::Cross, "A part of this page could not be loaded. Reload the page to try again.".to_owned())
        }
        _ if text.len() > MAX_TEXT => (
            "odd",
            Shape::Warning,
            format!("The text has more than {MAX_TEXT} bytes. Paste the lines around the error."),
        ),
        (_, Some(explanation)) if *explanation.findings[0].about == NOT_RECOGNISED => {
            ("odd", Shape::Warning, "Not recognised.".to_owned())
        }
        (_, Some(explanation)) => ("bad", Shape::Cross, format!("{}.", explanation.findings[0].about.title)),
        (Loading::Coming, _) if !text.trim().is_empty() => {
            ("busy", Shape::Spinner, "Loading what is needed to explain\u{2026}".to_owned())
        }
        (Loading::There(_), None) if !text.trim().is_empty() => ("bad", Shape::Cross, OTHER_VERSION.to_owned()),
        _ => ("calm", Shape::Info, "Paste an error text: its meaning, causes and what to do appear here.".to_owned()),
    };
    verdict::status("explain-verdict", class, shape, &words)
}

/// A finding; the first one's evidence is above it, if the text is shown there.
fn shown(place: usize, finding: &Finding, explanation: &Explanation, dispatch: &Callback<Action>) -> Html {
    if place == 0 && marked_span(explanation).is_some() {
        card(&Finding { evidence: Vec::new(), ..finding.clone() }, dispatch, true)
    } else {
        card(finding, dispatch, place == 0)
    }
}

/// The words that decided, if the text around them may be shown: one with secrets is not repeated on screen.
fn marked_span(explanation: &Explanation) -> Option<Span> {
    if explanation.facts.redacted > 0 { None } else { explanation.findings.first()?.span }
}

/// What else the text tells.
fn known(explanation: &Explanation) -> Html {
    let facts = &explanation.facts;
    let mut parts = Vec::new();
    if let Some(stage) = facts.stage {
        parts.push(format!("Stage: {}", stage.label()));
    }
    if let Some(provider) = facts.provider.as_deref().and_then(provider::by_id) {
        parts.push(format!("Server of: {}", provider.name));
    }
    if let Some(transient) = facts.transient {
        parts.push(if transient { "Temporary refusal (4xx)" } else { "Final refusal (5xx)" }.to_owned());
    }
    match facts.redacted {
        0 => {}
        1 => parts.push("1 secret redacted".to_owned()),
        many => parts.push(format!("{many} secrets redacted")),
    }
    html! { <ul class="known" aria-label="What else the text tells">{ for parts.into_iter().map(|it| html! { <li>{ it }</li> }) }</ul> }
}

/// The text, the words that decided marked.
fn marked(text: &str, explanation: &Explanation) -> Html {
    const AROUND: usize = 160;
    let Some(span) = marked_span(explanation) else { return html! {} };
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let from = span.start.saturating_sub(AROUND);
    html! {
        <pre class="evidence" aria-label="The words that decided">
            { if from > 0 { "\u{2026}" } else { "" } }{ part(from, span.start) }
            <mark>{ part(span.start, span.end) }</mark>
            { part(span.end, span.end + AROUND) }
        </pre>
    }
}

/// Report and link hold the text without its secrets.
fn hand_over(text: &Rc<str>, tool: &Tool, explanation: &Rc<Explanation>, props: &Props) -> Html {
    let redacted = {
        let (text, tool) = (text.clone(), tool.clone());
        move || tool.redact(&text)
    };
    let report = {
        let (redacted, explanation) = (redacted.clone(), explanation.clone());
        let (form, portal) = (props.form.clone(), props.portal.clone());
        Callback::from(move |()| {
            redacted()
                .map_or_else(String::new, |it| report::of_explanation(&it, &explanation, form.as_deref(), &portal))
        })
    };
    let fragment = Callback::from(move |()| {
        redacted().map_or_else(String::new, |it| format!("explain={}", browser::encoded(it.as_str())))
    });
    // A fresh one for each text, so that nothing is said of the text before.
    html! { <HandOver key={&**text} {report} {fragment} /> }
}
