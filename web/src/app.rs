//! The whole page: the form on the left, the results on the right.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::AbortController;
use yew::platform::spawn_local;
use yew::prelude::*;

use crate::api;
use crate::browser;
use crate::components::form::form;
use crate::components::icon::Shape;
use crate::components::icon::icon;
use crate::components::verdict::verdict;
use crate::pages::explain::Explain;
use crate::pages::message::Message;
use crate::pages::problems::Problems;
use crate::route::View;
use crate::state::Action;
use crate::state::Backend;
use crate::state::Probe;
use crate::state::State;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(State::default);
    let abort = use_mut_ref(|| None::<AbortController>);

    {
        let dispatcher = state.dispatcher();
        use_effect_with((), move |()| {
            spawn_local(async move {
                dispatcher.dispatch(Action::BackendKnown(api::profile().await));
            });
        });
    }

    let view = use_state(View::default);
    {
        let view = view.clone();
        use_effect_with((), move |()| {
            view.set(View::of_fragment(&browser::fragment()));
            let listener = browser::on_fragment(move |fragment| view.set(View::of_fragment(&fragment)));
            move || drop(listener)
        });
    }

    // On a phone the test panel is below the form, so scroll to it when the test starts.
    use_effect_with(matches!(state.probe, Probe::Running(_)), |running| {
        if *running {
            browser::show("probe-heading");
        }
    });

    let dispatch = {
        let dispatcher = state.dispatcher();
        // Memoized: components that depend only on this callback are not rendered again.
        use_memo((), move |()| Callback::from(move |action| dispatcher.dispatch(action)))
    };
    let on_probe = {
        let (state, abort) = (state.clone(), abort.clone());
        Callback::from(move |()| probe(&state, &abort))
    };
    let on_cancel = {
        let (dispatcher, abort) = (state.dispatcher(), abort);
        Callback::from(move |()| {
            if let Some(controller) = abort.borrow_mut().take() {
                controller.abort();
            }
            dispatcher.dispatch(Action::ProbeCancelled);
        })
    };

    html! {
        <>
            <header class="top">
                <span class="mark">{ icon(Shape::Logo) }</span>
                <div>
                    <h1>{ "smtp-doctor" }</h1>
                    <p>{ "Find out why your e-mail won't send." }</p>
                </div>
                <p class="privacy">
                    { icon(Shape::Lock) }
                    { "Checks run in this page. Passwords leave it only for a connection test and are never stored." }
                </p>
            </header>
            <nav aria-label="Sections">
                { link("#", "Check settings", *view == View::Settings) }
                { link("#explain", "Explain an error", matches!(*view, View::Explain(_))) }
                { link("#message", "Check a message", *view == View::Message) }
                { link("#problems", "All problems", matches!(*view, View::Problems(_))) }
                // The service has the API reference; a page without the service has none.
                { (state.backend == Backend::Ready).then(|| link("docs", "API", false)) }
            </nav>
            <main>
                { match &*view {
                    View::Settings => html! { <>{ form(&state, &dispatch, on_probe, &on_cancel) }{ verdict(&state, &dispatch) }</> },
                    View::Explain(shared) => {
                        let form = (!state.is_pristine()).then(|| Rc::new(state.form()));
                        html! { <Explain shared={shared.clone()} {form} portal={state.portal.clone()} dispatch={(*dispatch).clone()} /> }
                    }
                    View::Message => html! { <Message portal={state.portal.clone()} dispatch={(*dispatch).clone()} /> },
                    View::Problems(chosen) => html! { <Problems chosen={chosen.clone()} portal={state.portal.clone()} dispatch={(*dispatch).clone()} /> },
                } }
            </main>
        </>
    }
}

fn link(href: &'static str, text: &'static str, current: bool) -> Html {
    html! { <a {href} aria-current={current.then_some("page")}>{ text }</a> }
}

/// Starts a probe, or shows the form's errors if it has any.
fn probe(state: &UseReducerHandle<State>, abort: &Rc<RefCell<Option<AbortController>>>) {
    if state.has_error() {
        state.dispatch(Action::ShowAll);
        if let Some(field) = state
            .findings
            .iter()
            .find(|it| it.severity == smtp_doctor_core::model::Severity::Error)
            .and_then(|it| it.field)
        {
            browser::focus(crate::components::field::id_of(field));
        }
        return;
    }
    if matches!(state.probe, Probe::Running(_)) {
        return;
    }
    let Ok(controller) = AbortController::new() else {
        state.dispatch(Action::ProbeInterrupted(
            "This browser is too old for connection tests. Update it, then try again.".to_owned(),
        ));
        return;
    };
    let signal = controller.signal();
    *abort.borrow_mut() = Some(controller);
    state.dispatch(Action::ProbeRequested);
    let (form, extras, dispatcher) = (state.form(), state.extras.clone(), state.dispatcher());
    spawn_local(async move {
        let on_event = |event| dispatcher.dispatch(Action::ProbeEvent(Box::new(event)));
        match api::probe(&form, &extras, &signal, on_event).await {
            Ok(changes) => changes.into_iter().for_each(|it| dispatcher.dispatch(Action::Compared(it))),
            Err(why) if !signal.aborted() => dispatcher.dispatch(Action::ProbeInterrupted(why)),
            Err(_) => {}
        }
    });
}
