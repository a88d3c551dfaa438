//! A finding in full: meaning, evidence, causes, and the steps with who takes them.

use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;
use smtp_doctor_core::catalogue::entry::Text;
use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::SetUpState;
use smtp_doctor_core::model::SetUpStep;
use smtp_doctor_core::model::Severity;
use yew::prelude::*;

use crate::browser;
use crate::components::field::fix_button;
use crate::components::field::id_of;
use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::components::icon::icon_of;
use crate::state::Action;
use crate::tools::Texts;
use crate::tools::use_texts;

/// A finding in full. With `open`, meaning and steps are expanded.
pub(crate) fn card(finding: &Finding, dispatch: &Callback<Action>, open: bool) -> Html {
    let class = match finding.severity {
        Severity::Error => "finding error",
        Severity::Warning => "finding warning",
        Severity::Info => "finding info",
    };
    html! {
        <article key={key_of(finding)} {class} data-slug={finding.about.slug}>
            <h3>
                { icon(icon_of(finding.severity)) }
                <span><span class="visually-hidden">{ finding.severity.label() }{ ": " }</span>{ finding.about.title }</span>
            </h3>
            if !finding.detail.is_empty() { <p class="detail">{ &finding.detail }</p> }
            { evidence(finding) }
            { set_up(&finding.set_up) }
            { for finding.portal.iter().map(|note| html! { <p class="portal">{ note }</p> }) }
            <div class="card-actions">
                { fix_button(Some(finding), dispatch) }
                { go_to_field(finding) }
            </div>
            <details {open}>
                <summary>{ "What it means and what to do" }</summary>
                <EntryText entry={finding.about.slug} />
            </details>
        </article>
    }
}

/// The steps of a set-up, each with its state and command. The finding is about one of them.
fn set_up(steps: &[SetUpStep]) -> Html {
    if steps.is_empty() {
        return html! {};
    }
    let step = |step: &SetUpStep| {
        let (class, shape) = match step.state {
            SetUpState::Done => ("passed", Shape::Tick),
            SetUpState::Missing => ("failed", Shape::Cross),
            SetUpState::Open => ("open", Shape::Warning),
        };
        html! {
            <li {class}>
                <span class="step">{ icon(shape) }<span>{ &step.text }{ " " }<small>{ step.state.label() }</small></span></span>
                <code>{ &step.command }</code>
            </li>
        }
    };
    html! { <ol class="steps set-up" aria-label="Set-up steps">{ for steps.iter().map(step) }</ol> }
}

fn key_of(finding: &Finding) -> String {
    format!(
        "{} {} {}",
        finding.about.slug,
        finding.field.map_or("", Field::label),
        finding.span.map_or(0, |it| it.start)
    )
}

fn evidence(finding: &Finding) -> Html {
    if finding.evidence.is_empty() {
        return html! {};
    }
    html! { <pre class="evidence" aria-label="Evidence">{ finding.evidence.join("\n") }</pre> }
}

fn go_to_field(finding: &Finding) -> Html {
    let Some(field) = finding.field else { return html! {} };
    let onclick = Callback::from(move |_: MouseEvent| browser::focus(id_of(field)));
    html! { <button type="button" class="link" {onclick}>{ "Go to " }{ field.label() }</button> }
}

#[derive(PartialEq, Properties)]
struct EntryTextProps {
    entry: &'static str,
}

/// The text of an entry. A component of its own, because the texts are fetched when one is first shown.
#[component]
fn EntryText(props: &EntryTextProps) -> Html {
    let texts = use_texts();
    let Some(text) = catalogue::entry(props.entry).map(Entry::text) else { return html! {} };
    match texts {
        _ if !text.meaning.is_empty() => {}
        Texts::Failed => return html! { <p>{ "This text could not be loaded. Reload the page to try again." }</p> },
        Texts::Pending | Texts::Ready => return html! { <p>{ "Loading\u{2026}" }</p> },
    }
    html! {
        <>
            <p>{ text.meaning }</p>
            <h4>{ "Usual causes" }</h4>
            <ul>{ for text.causes.iter().map(|cause| html! { <li>{ cause.text }</li> }) }</ul>
            <h4>{ "What to do" }</h4>
            <ol class="steps">
                { for text.steps.iter().map(|step| html! {
                    <li>
                        <span class="who">{ step.who.label() }</span>
                        { step.text }
                        if let Some(command) = step.command { <code>{ command }</code> }
                    </li>
                }) }
            </ol>
            <p class="escalate"><strong>{ "When to call IT: " }</strong>{ text.escalate }</p>
            { references(text) }
        </>
    }
}

fn references(text: &Text) -> Html {
    if text.references.is_empty() && text.checked.is_none() {
        return html! {};
    }
    html! {
        <p class="references">
            { for text.references.iter().map(|reference| match reference.url {
                Some(url) => html! { <a href={url} target="_blank" rel="noreferrer">{ reference.title }</a> },
                None => html! { <span>{ reference.title }</span> },
            }) }
            if let Some(checked) = text.checked { <span>{ "Facts checked " }{ checked }</span> }
        </p>
    }
}
