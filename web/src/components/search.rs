//! "Find my settings": for the address in the form, or for the domain typed as server.

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

/// The button and what it found. Without a server there is nothing that could look.
pub(crate) fn search(state: &State, dispatch: &Callback<Action>) -> Html {
    if state.backend != Backend::Ready {
        return html! {};
    }
    let address = [Field::From, Field::Username, Field::Server].map(|it| state.text(it).trim().to_owned());
    let address = address.into_iter().find(|it| !it.is_empty()).unwrap_or_default();
    let running = matches!(state.search, Search::Running(_));
    let onclick = {
        let dispatch = dispatch.clone();
        Callback::from(move |_: MouseEvent| look(&address, &dispatch))
    };
    html! {
        <div class="search">
            <button type="button" class="link" id="find" {onclick} disabled={running}>{ "Find my settings" }</button>
            <div role="status">{ outcome(&state.search, dispatch) }</div>
        </div>
    }
}

fn look(address: &str, dispatch: &Callback<Action>) {
    if address.is_empty() {
        dispatch.emit(Action::Searched(Search::Failed(
            "Type the From address first: its domain says where to look.".to_owned(),
        )));
        browser::focus("from");
        return;
    }
    // A display name is no part of what is looked for.
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

fn outcome(search: &Search, dispatch: &Callback<Action>) -> Html {
    match search {
        Search::Idle => html! {},
        Search::Running(address) => {
            html! { <p class="hint">{ icon(Shape::Spinner) }{ format!(" Looking for the servers of {address}\u{2026}") }</p> }
        }
        Search::Failed(why) => html! { <p class="hint">{ why }</p> },
        Search::Found(address, found) => {
            let answering = found.candidates.iter().filter(|it| it.seen).count();
            // Silent ones are shown only where nothing better is known.
            let shown = found.candidates.iter().filter(|it| it.seen || answering == 0).take(4);
            html! {
                <>
                    <p class="hint">{ match (answering, found.candidates.len()) {
                        (_, 0) => format!("Nothing is known of {address}."),
                        (0, _) => format!("No server of {address} answered. These are the likeliest:"),
                        _ => format!("These servers of {address} answered:"),
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
            <button type="button" class="fix" {onclick}>{ "Use" }</button>
        </li>
    }
}
