//! A finding in full: what it means, what proves it, what to do and who does it.

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

/// A finding in full; `open`: what to do is shown without being asked for.
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
                <Words entry={finding.about.slug} />
            </details>
        </article>
    }
}

/// The set-up of which the problem is a step: what is done, what is missing, and the commands.
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
    html! { <ol class="steps set-up" aria-label="The set-up, step by step">{ for steps.iter().map(step) }</ol> }
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
    html! { <pre class="evidence" aria-label="The server's words">{ finding.evidence.join("\n") }</pre> }
}

fn go_to_field(finding: &Finding) -> Html {
    let Some(field) = finding.field else { return html! {} };
    let onclick = Callback::from(move |_: MouseEvent| browser::focus(id_of(field)));
    html! { <button type="button" class="link" {onclick}>{ "Go to " }{ field.label() }</button> }
}

#[derive(PartialEq, Properties)]
struct WordsProps {
    entry: &'static str,
}

/// What an entry says to its reader. A component of its own, because its words are fetched when they are first shown.
#[component]
fn Words(props: &WordsProps) -> Html {
    let texts = use_texts();
    let Some(text) = catalogue::entry(props.entry).map(Entry::text) else { return html! {} };
    match texts {
        _ if !text.meaning.is_empty() => {}
        Texts::Missing => return html! { <p>{ "The words could not be loaded. Reload the page to try again." }</p> },
        Texts::Coming | Texts::There => return html! { <p>{ "Loading the words\u{2026}" }</p> },
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
            { references(&text) }
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
