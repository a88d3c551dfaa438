//! "Explain an error": explains a pasted text, which stays in the page.

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
use crate::components::icon::Shape;
use crate::components::share_report::ShareReport;
use crate::components::verdict;
use crate::state::Action;
use crate::tools::Loading;
use crate::tools::OTHER_VERSION;
use crate::tools::Tool;
use crate::tools::use_tool;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// The text from the URL fragment.
    pub(crate) shared: String,
    /// The form's settings, if any were entered: they make the explanation more precise.
    pub(crate) form: Option<Rc<SettingsForm>>,
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) dispatch: Callback<Action>,
}

/// The section "Explain an error".
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
        Loading::Ready(tool) if !text.trim().is_empty() && text.len() <= MAX_TEXT => {
            let explanation = tool.explain(&text, props.form.as_deref());
            explanation.map(|it| Rc::new(it.map_findings(&|it| props.portal.annotate(it))))
        }
        _ => None,
    };
    html! {
        <>
            <section class="panel paste" aria-labelledby="explain-heading">
                <h2 id="explain-heading">{ "Explain an error" }</h2>
                <label for="error-text">{ "Paste the exact error text from your portal, a program or a returned e-mail" }</label>
                <textarea id="error-text" rows="8" spellcheck="false" {oninput} value={(*text).clone()}
                    placeholder="535 5.7.139 Authentication unsuccessful, ..." aria-describedby="error-hint" />
                <p id="error-hint" class="hint">
                    { "The text stays in this page. " }
                    if props.form.is_some() { { "The explanation uses the settings from the form." } }
                </p>
                if let Some(explanation) = &explanation { { facts(explanation) } }
            </section>
            <aside class="verdict" aria-label="Explanation">
                <section class="panel" aria-labelledby="meaning-heading">
                    <h2 id="meaning-heading">{ "What it means" }</h2>
                    { status(&text, &tool, explanation.as_deref()) }
                    if let Some(explanation) = &explanation {
                        { matched_text(&text, explanation) }
                        { for explanation.findings.iter().enumerate().map(|(i, it)| finding_card(i, it, explanation, &props.dispatch)) }
                        if let Loading::Ready(tool) = &*tool { { share_report(&text.as_str().into(), tool, explanation, props) } }
                    }
                </section>
            </aside>
        </>
    }
}

fn status(text: &str, tool: &Loading, explanation: Option<&Explanation>) -> Html {
    let (class, shape, text) = match (tool, explanation) {
        (Loading::Failed, _) => {
            ("bad", Shape::Cross, "Part of this page could not be loaded. Reload the page to try again.".to_owned())
        }
        _ if text.len() > MAX_TEXT => (
            "odd",
            Shape::Warning,
            format!("The text is longer than {MAX_TEXT} bytes. Paste only the lines around the error."),
        ),
        (_, Some(explanation)) if *explanation.findings[0].about == NOT_RECOGNISED => {
            ("odd", Shape::Warning, "We don't recognise this message.".to_owned())
        }
        (_, Some(explanation)) => ("bad", Shape::Cross, format!("{}.", explanation.findings[0].about.title)),
        (Loading::Pending, _) if !text.trim().is_empty() => {
            ("busy", Shape::Spinner, "Loading the explanations\u{2026}".to_owned())
        }
        (Loading::Ready(_), None) if !text.trim().is_empty() => ("bad", Shape::Cross, OTHER_VERSION.to_owned()),
        _ => {
            ("calm", Shape::Info, "Paste an error text to see what it means, what causes it and what to do.".to_owned())
        }
    };
    verdict::status("explain-verdict", class, shape, &text)
}

/// The card of a finding. The first has no evidence where the matched text is shown above it.
fn finding_card(position: usize, finding: &Finding, explanation: &Explanation, dispatch: &Callback<Action>) -> Html {
    if position == 0 && matched_span(explanation).is_some() {
        card(&Finding { evidence: Vec::new(), ..finding.clone() }, dispatch, true)
    } else {
        card(finding, dispatch, position == 0)
    }
}

/// Where the text matched. `None` if the text contains secrets, because then it is not shown again.
fn matched_span(explanation: &Explanation) -> Option<Span> {
    if explanation.facts.redacted > 0 { None } else { explanation.findings.first()?.span }
}

/// Other facts from the text.
fn facts(explanation: &Explanation) -> Html {
    let known = &explanation.facts;
    let mut parts = Vec::new();
    if let Some(stage) = known.stage {
        parts.push(format!("Stage: {}", stage.label()));
    }
    if let Some(provider) = known.provider.as_deref().and_then(provider::by_id) {
        parts.push(format!("Provider: {}", provider.name));
    }
    if let Some(transient) = known.transient {
        parts.push(if transient { "Temporary refusal (4xx)" } else { "Permanent refusal (5xx)" }.to_owned());
    }
    match known.redacted {
        0 => {}
        1 => parts.push("1 secret redacted".to_owned()),
        many => parts.push(format!("{many} secrets redacted")),
    }
    html! { <ul class="known" aria-label="Facts from the text">{ for parts.into_iter().map(|it| html! { <li>{ it }</li> }) }</ul> }
}

/// The text around the match, with the match highlighted.
fn matched_text(text: &str, explanation: &Explanation) -> Html {
    const AROUND: usize = 160;
    let Some(span) = matched_span(explanation) else { return html! {} };
    let part = |from: usize, to: usize| text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>();
    let from = span.start.saturating_sub(AROUND);
    html! {
        <pre class="evidence" aria-label="Matched text">
            { if from > 0 { "\u{2026}" } else { "" } }{ part(from, span.start) }
            <mark>{ part(span.start, span.end) }</mark>
            { part(span.end, span.end + AROUND) }
        </pre>
    }
}

/// Report and link contain the text without its secrets.
fn share_report(text: &Rc<str>, tool: &Tool, explanation: &Rc<Explanation>, props: &Props) -> Html {
    let redacted = {
        let (text, tool) = (text.clone(), tool.clone());
        move || tool.redact(&text)
    };
    let report = {
        let (redacted, explanation) = (redacted.clone(), explanation.clone());
        let (form, portal) = (props.form.clone(), props.portal.clone());
        Callback::from(move |()| {
            redacted()
                .map_or_else(String::new, |it| report::explanation_report(&it, &explanation, form.as_deref(), &portal))
        })
    };
    let fragment = Callback::from(move |()| {
        redacted().map_or_else(String::new, |it| format!("explain={}", browser::encoded(it.as_str())))
    });
    // Keyed by the text, so that the status of the last click does not stay for another text.
    html! { <ShareReport key={&**text} {report} {fragment} /> }
}
