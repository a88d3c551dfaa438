//! The form for the mail server's settings.

use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SignInMethod;
use smtp_doctor_core::provider;
use yew::prelude::*;

use crate::browser;
use crate::components::choice::choice;
use crate::components::field::InputKind;
use crate::components::field::TextField;
use crate::components::field::text_field;
use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::components::search::search;
use crate::state::Action;
use crate::state::Backend;
use crate::state::Extras;
use crate::state::Probe;
use crate::state::State;

const SERVER: TextField =
    TextField { placeholder: "smtp.example.com", inputmode: "url", ..TextField::new(Field::Server) };
const PORT: TextField = TextField { placeholder: "587", inputmode: "numeric", ..TextField::new(Field::Port) };
const USERNAME: TextField =
    TextField { placeholder: "portal@example.com", inputmode: "email", ..TextField::new(Field::Username) };
const PASSWORD: TextField = TextField { kind: InputKind::Secret, ..TextField::new(Field::Password) };
const CLIENT_ID: TextField = TextField::new(Field::ClientId);
const TENANT_ID: TextField = TextField::new(Field::TenantId);
const CLIENT_SECRET: TextField = TextField { kind: InputKind::Secret, ..TextField::new(Field::ClientSecret) };
const ACCESS_TOKEN: TextField = TextField { kind: InputKind::Secret, ..TextField::new(Field::AccessToken) };
const FROM: TextField =
    TextField { placeholder: "Portal <portal@example.com>", inputmode: "email", ..TextField::new(Field::From) };
const TO: TextField = TextField {
    kind: InputKind::List,
    placeholder: "anna@example.com, \"Smith, John\" <john@example.com>",
    ..TextField::new(Field::To)
};
const CC: TextField = TextField { kind: InputKind::List, ..TextField::new(Field::Cc) };
const BCC: TextField = TextField { kind: InputKind::List, ..TextField::new(Field::Bcc) };

/// The form with its buttons.
pub(crate) fn form(
    state: &State,
    dispatch: &Callback<Action>,
    on_probe: Callback<()>,
    on_cancel: &Callback<()>,
) -> Html {
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        on_probe.emit(());
    });
    html! {
        <form class="settings" novalidate=true {onsubmit} aria-label="E-mail server settings">
            { server(state, dispatch) }
            { sign_in(state, dispatch) }
            { envelope(state, dispatch) }
            { extras(state, dispatch) }
            { actions(state, on_cancel) }
        </form>
    }
}

fn server(state: &State, dispatch: &Callback<Action>) -> Html {
    let on_choose = dispatch.reform(|i: usize| Action::ChooseSecurity(Security::ALL[i]));
    let chosen = Security::ALL.iter().position(|it| *it == state.security).unwrap_or_default();
    html! {
        <section aria-labelledby="server-heading">
            <div class="section-head">
                <h2 id="server-heading">{ "Server" }</h2>
                <ProviderPicker dispatch={dispatch.clone()} />
            </div>
            <div class="pair">
                { text_field(state, dispatch, SERVER) }
                { text_field(state, dispatch, PORT) }
            </div>
            { choice(state, dispatch, Field::Security, &Security::ALL.map(Security::label), chosen, &on_choose) }
            { search(state, dispatch) }
        </section>
    }
}

#[derive(PartialEq, Properties)]
struct ProviderPickerProps {
    dispatch: Callback<Action>,
}

/// Fills in server, port and security as the chosen provider documents them. A component of its own, because its long list
/// is then rendered once and not at every key press.
#[component]
fn ProviderPicker(props: &ProviderPickerProps) -> Html {
    let dispatch = props.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(provider) = provider::by_id(&browser::picked(&event)) {
            dispatch.emit(Action::Fill(provider));
        }
    });
    let group = |kind: &provider::ProviderGroup| {
        // A pattern such as *.mail.protection.outlook.com is not a host name.
        let named = kind.providers.iter().filter(|it| !it.hosts[0].starts_with('*'));
        html! {
            <optgroup label={kind.label}>{ for named.map(|it| html! { <option value={it.id}>{ it.name }</option> }) }</optgroup>
        }
    };
    html! {
        <label class="picker">
            <span class="visually-hidden">{ "Fill in your e-mail provider's settings" }</span>
            <select id="provider" {onchange}>
                <option value="" selected=true>{ "Choose your e-mail provider" }</option>
                { for provider::groups().iter().map(group) }
            </select>
        </label>
    }
}

fn sign_in(state: &State, dispatch: &Callback<Action>) -> Html {
    let on_choose = dispatch.reform(|i: usize| Action::ChooseMethod(SignInMethod::ALL[i]));
    let chosen = SignInMethod::ALL.iter().position(|it| *it == state.method).unwrap_or_default();
    let fields: &[TextField] = match state.method {
        SignInMethod::None => &[],
        SignInMethod::Password => &[USERNAME, PASSWORD],
        SignInMethod::MicrosoftOauth => &[CLIENT_ID, TENANT_ID, CLIENT_SECRET],
        SignInMethod::AccessToken => &[USERNAME, ACCESS_TOKEN],
    };
    let class = if state.method == SignInMethod::Password { "pair even" } else { "" };
    html! {
        <section aria-labelledby="auth-heading">
            <h2 id="auth-heading" class="visually-hidden">{ "Sign-in" }</h2>
            { choice(state, dispatch, Field::Auth, &SignInMethod::ALL.map(SignInMethod::label), chosen, &on_choose) }
            <div {class}>{ for fields.iter().map(|it| text_field(state, dispatch, *it)) }</div>
        </section>
    }
}

fn envelope(state: &State, dispatch: &Callback<Action>) -> Html {
    html! {
        <section aria-labelledby="envelope-heading">
            <h2 id="envelope-heading">{ "Addresses" }</h2>
            { text_field(state, dispatch, FROM) }
            { text_field(state, dispatch, TO) }
            <div class="pair even">
                { text_field(state, dispatch, CC) }
                { text_field(state, dispatch, BCC) }
            </div>
        </section>
    }
}

/// Optional parts of the test; collapsed at first.
fn extras(state: &State, dispatch: &Callback<Action>) -> Html {
    let extras = &state.extras;
    let with = |change: fn(&mut Extras, bool)| {
        let extras = extras.clone();
        dispatch.reform(move |event: Event| {
            let mut extras = extras.clone();
            change(&mut extras, browser::ticked(&event));
            Action::ChooseExtras(extras)
        })
    };
    let oninput = {
        let extras = extras.clone();
        dispatch.reform(move |event: InputEvent| {
            Action::ChooseExtras(Extras { relay_to: browser::typed(&event), ..extras.clone() })
        })
    };
    let tick = |id: &'static str, checked: bool, onchange: Callback<Event>, label: String| {
        html! { <label class="tick"><input type="checkbox" {id} {checked} {onchange} /><span>{ label }</span></label> }
    };
    let from = &state.portal.probes_from;
    html! {
        <details class="extras">
            <summary>{ "More to test" }</summary>
            { tick("send-message", extras.send_message, with(|it, on| it.send_message = on),
                "Send a test message to the recipients".to_owned()) }
            if !from.is_empty() {
                { tick("egress", extras.egress, with(|it, on| it.egress = on),
                    format!("Test from each of the portal's addresses ({})", from.join(", "))) }
            }
            <label for="relay-to">{ "Check whether the server relays to" }</label>
            <input id="relay-to" value={extras.relay_to.clone()} {oninput} inputmode="email" autocomplete="off"
                spellcheck="false" placeholder="somebody@elsewhere.example" aria-describedby="relay-hint" />
            <p class="hint" id="relay-hint">{ "Enter an address outside the server's own domains. We ask whether it would be accepted, then stop. No message is sent." }</p>
        </details>
    }
}

fn actions(state: &State, on_cancel: &Callback<()>) -> Html {
    let running = matches!(state.probe, Probe::Running(_));
    let off = state.backend != Backend::Ready;
    let hint = match state.backend {
        Backend::Absent => "Live tests are off: this page runs without the smtp-doctor service. All checks still work.",
        Backend::Asking => "Looking for the smtp-doctor service\u{2026}",
        Backend::Ready if state.extras.send_message => {
            "Connects, signs in, checks that sender and recipients are accepted, and sends them a test message."
        }
        Backend::Ready if running => "The test is running. It sends no message.",
        Backend::Ready => "Connects, signs in and checks that sender and recipients are accepted. Sends no message.",
    };
    let onclick = on_cancel.reform(|_: MouseEvent| ());
    html! {
        <div class="actions">
            <button type="submit" id="probe" class="primary" disabled={off || running} aria-describedby="probe-hint">
                if running { { icon(Shape::Spinner) }{ "Testing\u{2026}" } } else { { "Test connection" } }
            </button>
            if running { <button type="button" id="cancel" class="secondary" {onclick}>{ "Cancel test" }</button> }
            <p id="probe-hint">{ hint }</p>
        </div>
    }
}
