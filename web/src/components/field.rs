//! A labelled text field with its finding. The note below has a fixed height, so the layout never shifts.

use smtp_doctor_core::Finding;
use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Severity;
use yew::prelude::*;

use crate::browser;
use crate::components::icon::icon;
use crate::components::icon::icon_of;
use crate::state::Action;
use crate::state::State;

/// The id of a field's element.
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
        Field::AccessToken => "access_token",
        Field::From => "from",
        Field::To => "to",
        Field::Cc => "cc",
        Field::Bcc => "bcc",
        Field::Subject | Field::Text | Field::Html | Field::Message => "message-source",
    }
}

/// The properties of a text field.
#[derive(Clone, Copy)]
pub(crate) struct TextField {
    pub(crate) field: Field,
    pub(crate) kind: InputKind,
    pub(crate) placeholder: &'static str,
    pub(crate) inputmode: &'static str,
}

/// The kind of control.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum InputKind {
    /// A text area for a list of addresses.
    List,
    /// A password input. `autocomplete` keeps browsers from filling in a stored password.
    Secret,
    /// One line.
    Text,
}

impl TextField {
    /// One line of text.
    pub(crate) const fn new(field: Field) -> Self {
        Self { field, kind: InputKind::Text, placeholder: "", inputmode: "" }
    }
}

/// A labelled text field with its finding.
pub(crate) fn text_field(
    state: &State,
    dispatch: &Callback<Action>,
    TextField { field, kind, placeholder, inputmode }: TextField,
) -> Html {
    let value = state.text(field).to_owned();
    let finding = state.finding_at(field);
    let id = id_of(field);
    let oninput = dispatch.reform(move |event: InputEvent| Action::Edit(field, browser::typed(&event)));
    let onblur = dispatch.reform(move |_: FocusEvent| Action::Leave(field));
    let invalid = finding.is_some_and(|it| it.severity == Severity::Error);
    let described_by = format!("{id}-note");
    let aria_invalid = if invalid { "true" } else { "false" };
    let (input_type, autocomplete) =
        if kind == InputKind::Secret { ("password", "new-password") } else { ("text", "off") };
    let optional = matches!(field, Field::Cc | Field::Bcc);
    let control = if kind == InputKind::List {
        html! {
            <textarea {id} name={id} rows="2" {value} {oninput} {onblur} spellcheck="false"
                autocomplete="off" {placeholder}
                aria-describedby={described_by} aria-invalid={aria_invalid} />
        }
    } else {
        html! {
            <input {id} name={id} type={input_type} {value} {oninput} {onblur}
                spellcheck="false" autocapitalize="off" {autocomplete}
                {inputmode} {placeholder}
                aria-describedby={described_by} aria-invalid={aria_invalid} />
        }
    };
    html! {
        <div class={classes!("field", format!("field-{id}"), severity_class(finding))}>
            <div class="label-row">
                <label for={id}>{ field.label() }{ if optional { html! { <small>{ " optional" }</small> } } else { html! {} } }</label>
                { fix_button(finding, dispatch) }
            </div>
            { control }
            { note(id, finding) }
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

/// The note below a field: its finding in one line. The panel shows the rest.
pub(crate) fn note(id: &str, finding: Option<&Finding>) -> Html {
    let id = format!("{id}-note");
    let Some(finding) = finding else { return html! { <p class="note" {id}></p> } };
    let text = if finding.detail.is_empty() { finding.about.title } else { &finding.detail };
    html! {
        <p class="note" {id} title={text.to_owned()}>{ icon(icon_of(finding.severity)) }<span>{ text }</span></p>
    }
}

/// The button that applies a finding's fix, if it has one.
pub(crate) fn fix_button(finding: Option<&Finding>, dispatch: &Callback<Action>) -> Html {
    let Some(fix) = finding.and_then(|it| it.fix.clone()) else { return html! {} };
    let label = fix.label();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Apply(fix.clone()));
    html! { <button type="button" class="fix" title={label.clone()} {onclick}>{ label }</button> }
}
