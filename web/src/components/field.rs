//! A labelled text field with its finding. The line below has its place before anything stands in it: nothing jumps.

use smtp_doctor_core::Finding;
use smtp_doctor_core::finding::Field;
use smtp_doctor_core::finding::Severity;
use yew::prelude::*;

use crate::browser;
use crate::components::finding::icon_of;
use crate::components::icon::Icon;
use crate::state::Action;

/// The element of a field.
pub(crate) const fn id_of(field: Field) -> &'static str {
    match field {
        Field::Server => "server",
        Field::Port => "port",
        Field::Security => "security",
        Field::Auth => "auth",
        Field::Username => "username",
        Field::Password => "password",
        Field::ClientId => "client_id",
        Field::TenantId => "tenant_id",
        Field::ClientSecret => "client_secret",
        Field::From => "from",
        Field::To => "to",
        Field::Cc => "cc",
        Field::Bcc => "bcc",
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct TextFieldProps {
    pub(crate) field: Field,
    pub(crate) value: AttrValue,
    pub(crate) finding: Option<Finding>,
    pub(crate) dispatch: Callback<Action>,
    /// `text`, `password`, or `list` for a text area.
    #[prop_or("text".into())]
    pub(crate) kind: AttrValue,
    #[prop_or_default]
    pub(crate) placeholder: AttrValue,
    #[prop_or("off".into())]
    pub(crate) autocomplete: AttrValue,
    #[prop_or_default]
    pub(crate) inputmode: AttrValue,
    #[prop_or_default]
    pub(crate) optional: bool,
}

#[component]
pub(crate) fn TextField(props: &TextFieldProps) -> Html {
    let field = props.field;
    let id = id_of(field);
    let oninput = props.dispatch.reform(move |event: InputEvent| Action::Edit(field, browser::typed(&event)));
    let onblur = props.dispatch.reform(move |_: FocusEvent| Action::Leave(field));
    let invalid = props.finding.as_ref().is_some_and(|it| it.severity == Severity::Error);
    let described_by = format!("{id}-note");
    let aria_invalid = if invalid { "true" } else { "false" };
    let control = if props.kind == "list" {
        html! {
            <textarea {id} name={id} rows="2" value={props.value.clone()} {oninput} {onblur} spellcheck="false"
                autocomplete="off" placeholder={props.placeholder.clone()}
                aria-describedby={described_by} aria-invalid={aria_invalid} />
        }
    } else {
        html! {
            <input {id} name={id} type={props.kind.clone()} value={props.value.clone()} {oninput} {onblur}
                spellcheck="false" autocapitalize="off" autocomplete={props.autocomplete.clone()}
                inputmode={props.inputmode.clone()} placeholder={props.placeholder.clone()}
                aria-describedby={described_by} aria-invalid={aria_invalid} />
        }
    };
    html! {
        <div class={classes!("field", format!("field-{id}"), severity_class(props.finding.as_ref()))}>
            <div class="label-row">
                <label for={id}>{ field.label() }{ if props.optional { html! { <small>{ " optional" }</small> } } else { html! {} } }</label>
                <FixButton finding={props.finding.clone()} dispatch={props.dispatch.clone()} />
            </div>
            { control }
            <Note {id} finding={props.finding.clone()} />
        </div>
    }
}

/// The class that colours a field.
pub(crate) fn severity_class(finding: Option<&Finding>) -> Option<&'static str> {
    finding.map(|it| match it.severity {
        Severity::Error => "has-error",
        Severity::Warning => "has-warning",
        Severity::Info => "has-info",
    })
}

#[derive(PartialEq, Properties)]
pub(crate) struct NoteProps {
    pub(crate) id: &'static str,
    pub(crate) finding: Option<Finding>,
}

/// The line below a field: what is wrong with it. The panel says the rest.
#[component]
pub(crate) fn Note(props: &NoteProps) -> Html {
    let id = format!("{}-note", props.id);
    match &props.finding {
        None => html! { <p class="note" {id}></p> },
        Some(finding) => {
            let text = if finding.detail.is_empty() { finding.about.text.title } else { &finding.detail };
            html! {
                <p class="note" {id} title={text.to_owned()}>
                    <Icon shape={icon_of(finding.severity)} /><span>{ text }</span>
                </p>
            }
        }
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct FixButtonProps {
    pub(crate) finding: Option<Finding>,
    pub(crate) dispatch: Callback<Action>,
}

/// The button that applies a finding's fix; nothing if it has none.
#[component]
pub(crate) fn FixButton(props: &FixButtonProps) -> Html {
    let Some(fix) = props.finding.as_ref().and_then(|it| it.fix.clone()) else { return html! {} };
    let label = fix.label();
    let onclick = props.dispatch.reform(move |_: MouseEvent| Action::Apply(fix.clone()));
    html! { <button type="button" class="fix" title={label.clone()} {onclick}>{ label }</button> }
}
