//! "Find my settings": searches settings for the address in the form, or for the domain in the Server field.

use std::rc::Rc;

use smtp_doctor_core::model::Field;
use smtp_doctor_core::report::DiscoveryCandidate;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::state::Action;
use crate::state::Backend;
use crate::state::Search;
use crate::state::State;

/// The button and its results. Nothing without the smtp-doctor service, which does the search.
pub(crate) fn search(state: &State, dispatch: &Callback<Action>) -> Html {
    if state.backend != Backend::Ready {
        return html! {};
    }
    let address = [Field::From, Field::Username, Field::Server].map(|it| state.text(it).trim().to_owned());
    let address = address.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
    let running = matches!(state.search, Search::Running(_));
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| start_search(&address, &dispatch))
    };
    html! {
        <div class="search">
            <button type="button" class="link" id="find" {onclick} disabled={running}>{ "Find my settings" }</button>
            <div role="status">{ results(&state.search, dispatch) }</div>
        </div>
    }
}

fn start_search(address: &str, dispatch: &Callback<Action>) {
    if address.is_empty() {
        dispatch.emit(Action::Searched(Search::Failed(
            "Enter the From address first. We search by its domain.".to_owned(),
        )));
        browser::focus("from");
        return;
    }
    // Without the display name.
    let bare = address.rsplit('<').next().unwrap_or(address).trim_end_matches('>').trim().to_owned();
    dispatch.emit(Action::Searched(Search::Running(bare.clone())));
    let dispatch = dispatch.clone();
    spawn_local(async move {
        let search = match api::discover(&bare).await {
            Ok(found) => Search::Found(bare, Rc::new(found)),
            Err(why) => Search::Failed(why),
        };
        dispatch.emit(Action::Searched(search));
    });
}

fn results(search: &Search, dispatch: &Callback<Action>) -> Html {
    match search {
        Search::Idle => html! {},
        Search::Running(address) => {
            html! { <p class="hint">{ icon(Shape::Spinner) }{ format!(" Searching settings for {address}\u{2026}") }</p> }
        }
        Search::Failed(why) => html! { <p class="hint">{ why }</p> },
        Search::Found(address, found) => {
            let answering = found.candidates.iter().filter(|it| it.seen).count();
            // Servers that did not answer are shown only if none did.
            let shown = found.candidates.iter().filter(|it| it.seen || answering == 0).take(4);
            html! {
                <>
                    <p class="hint">{ match (answering, found.candidates.len()) {
                        (_, 0) => format!("No settings found for {address}."),
                        (0, _) => format!("No server answered for {address}. Most likely settings:"),
                        _ => format!("These servers answered for {address}:"),
                    } }</p>
                    <ul class="candidates">{ for shown.map(|it| candidate(it, dispatch)) }</ul>
                </>
            }
        }
    }
}

fn candidate(candidate: &DiscoveryCandidate, dispatch: &Callback<Action>) -> Html {
    let DiscoveryCandidate { server, port, security, source, offers, note, fix, .. } = candidate;
    let fix = fix.clone();
    let onclick = dispatch.reform(move |_: MouseEvent| Action::Apply(fix.clone()));
    html! {
        <li key={format!("{server}:{port}")}>
            <span title={offers.clone()}>{ format!("{server}, port {port}, {}", security.label()) }</span>
            <small>{ source }{ if note.is_empty() { String::new() } else { format!(": {note}") } }</small>
            <button type="button" class="fix" {onclick}>{ "Use server" }</button>
        </li>
    }
}
