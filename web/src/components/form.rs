//! The form "Specify a server".

use smtp_doctor_core::finding::Field;
use smtp_doctor_core::provider;
use smtp_doctor_core::settings::Security;
use yew::prelude::*;

use crate::browser;
use crate::components::choice::Choice;
use crate::components::field::TextField;
use crate::components::icon::Icon;
use crate::components::icon::Shape;
use crate::state::Action;
use crate::state::Backend;
use crate::state::Method;
use crate::state::Probe;
use crate::state::State;

#[derive(PartialEq, Properties)]
pub(crate) struct FormProps {
    pub(crate) state: State,
    pub(crate) dispatch: Callback<Action>,
    pub(crate) on_probe: Callback<()>,
    pub(crate) on_cancel: Callback<()>,
}

#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    let on_probe = props.on_probe.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        on_probe.emit(());
    });
    html! {
        <form class="settings" novalidate=true {onsubmit} aria-label="E-mail server settings">
            { server(props) }
            { sign_in(props) }
            { envelope(props) }
            { actions(props) }
        </form>
    }
}

fn text_field(props: &FormProps, field: Field) -> yew::virtual_dom::VChild<TextField> {
    text_field_of(props, field, "text", "", "off", "")
}

fn text_field_of(
    props: &FormProps,
    field: Field,
    kind: &'static str,
    placeholder: &'static str,
    autocomplete: &'static str,
    inputmode: &'static str,
) -> yew::virtual_dom::VChild<TextField> {
    let state = &props.state;
    yew::html_nested! {
        <TextField {field} value={state.text(field).to_owned()} finding={state.finding_at(field).cloned()} dispatch={props.dispatch.clone()}
            {kind} {placeholder} {autocomplete} {inputmode} optional={matches!(field, Field::Cc | Field::Bcc)} />
    }
}

fn server(props: &FormProps) -> Html {
    let state = &props.state;
    let on_choose = props.dispatch.reform(|i: usize| Action::ChooseSecurity(Security::ALL[i]));
    let chosen = Security::ALL.iter().position(|it| *it == state.security).unwrap_or_default();
    html! {
        <section aria-labelledby="server-heading">
            <div class="section-head">
                <h2 id="server-heading">{ "Server" }</h2>
                { provider_picker(props) }
            </div>
            <div class="pair">
                { text_field_of(props, Field::Server, "text", "smtp.example.com", "off", "url") }
                { text_field_of(props, Field::Port, "text", "587", "off", "numeric") }
            </div>
            <Choice field={Field::Security} options={Security::ALL.map(Security::label).to_vec()} {chosen} {on_choose}
                finding={state.finding_at(Field::Security).cloned()} dispatch={props.dispatch.clone()} />
        </section>
    }
}

/// Fills server, port and security with what a known service documents.
fn provider_picker(props: &FormProps) -> Html {
    let dispatch = props.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(provider) = provider::by_id(&browser::picked(&event)) {
            dispatch.emit(Action::Fill(provider));
        }
    });
    let mut providers: Vec<_> = provider::all().filter(|it| !it.hosts[0].starts_with('*')).collect();
    providers.sort_by_key(|it| it.name.to_lowercase());
    html! {
        <label class="picker">
            <span class="visually-hidden">{ "Fill in the server of a known service" }</span>
            <select id="provider" {onchange}>
                <option value="" selected=true>{ "Fill in for\u{2026}" }</option>
                { for providers.into_iter().map(|it| html! { <option key={it.id} value={it.id}>{ it.name }</option> }) }
            </select>
        </label>
    }
}

fn sign_in(props: &FormProps) -> Html {
    let state = &props.state;
    let on_choose = props.dispatch.reform(|i: usize| Action::ChooseMethod(Method::ALL[i]));
    let chosen = Method::ALL.iter().position(|it| *it == state.method).unwrap_or_default();
    let fields = match state.method {
        Method::None => html! {},
        Method::Password => html! {
            <div class="pair even">
                { text_field_of(props, Field::Username, "text", "portal@example.com", "off", "email") }
                { text_field_of(props, Field::Password, "password", "", "new-password", "") }
            </div>
        },
        Method::MicrosoftOauth => html! {
            <>
                { text_field(props, Field::ClientId) }
                { text_field(props, Field::TenantId) }
                { text_field_of(props, Field::ClientSecret, "password", "", "new-password", "") }
            </>
        },
    };
    html! {
        <section aria-labelledby="auth-heading">
            <h2 id="auth-heading" class="visually-hidden">{ "Sign in" }</h2>
            <Choice field={Field::Auth} options={Method::ALL.map(Method::label).to_vec()} {chosen} {on_choose}
                finding={state.finding_at(Field::Auth).cloned()} dispatch={props.dispatch.clone()} />
            { fields }
        </section>
    }
}

fn envelope(props: &FormProps) -> Html {
    html! {
        <section aria-labelledby="envelope-heading">
            <h2 id="envelope-heading">{ "Addresses" }</h2>
            { text_field_of(props, Field::From, "text", "Portal <portal@example.com>", "off", "email") }
            { text_field_of(props, Field::To, "list", "anna@example.com, \"Smith, John\" <john@example.com>", "off", "") }
            <div class="pair even">
                { text_field_of(props, Field::Cc, "list", "", "off", "") }
                { text_field_of(props, Field::Bcc, "list", "", "off", "") }
            </div>
        </section>
    }
}

fn actions(props: &FormProps) -> Html {
    let state = &props.state;
    let running = matches!(state.probe, Probe::Running(_));
    let off = state.backend != Backend::Ready;
    let hint = match state.backend {
        Backend::Absent => {
            "The live test is off: this page has no server behind it that could open a connection. All checks still work."
        }
        Backend::Asking => "Looking for the server of this page\u{2026}",
        Backend::Ready if running => "The test runs; it sends no message.",
        Backend::Ready => "Connects, signs in and names sender and recipients, but sends no message.",
    };
    let oncancel = props.on_cancel.reform(|_: MouseEvent| ());
    html! {
        <div class="actions">
            <button type="submit" id="probe" class="primary" disabled={off || running} aria-describedby="probe-hint">
                if running { <Icon shape={Shape::Spinner} />{ "Testing\u{2026}" } } else { { "Test connection" } }
            </button>
            if running { <button type="button" id="cancel" class="secondary" onclick={oncancel}>{ "Cancel" }</button> }
            <p id="probe-hint">{ hint }</p>
        </div>
    }
}
