//! "All problems": the catalogue's entries by family, with a search. Each entry has a URL fragment of its own.

use std::rc::Rc;

use smtp_doctor_core::Finding;
use smtp_doctor_core::catalogue;
use smtp_doctor_core::catalogue::Entry;
use smtp_doctor_core::catalogue::entry::Family;
use smtp_doctor_core::report::PortalProfile;
use yew::prelude::*;

use crate::browser;
use crate::components::finding::card;
use crate::state::Action;
use crate::tools::use_texts;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    pub(crate) chosen: Option<String>,
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) dispatch: Callback<Action>,
}

/// The section "All problems".
#[component]
pub(crate) fn Problems(props: &Props) -> Html {
    let query = use_state(String::new);
    // The search also covers the texts of the entries once they are loaded.
    use_texts();
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| query.set(browser::typed(&event)))
    };
    // On a phone the problem is below the list, so scroll to it.
    use_effect_with(props.chosen.clone(), |chosen| {
        if chosen.is_some() {
            browser::show("problem");
        }
    });
    let words = query.to_lowercase();
    let fits = |entry: &&&'static Entry| words.split_whitespace().all(|word| contains(entry, word));
    let found: Vec<&'static Entry> = catalogue::ALL.iter().filter(fits).copied().collect();
    let chosen = props.chosen.as_deref();
    html! {
        <>
            <section class="panel browse" aria-labelledby="browse-heading">
                <h2 id="browse-heading">{ "All problems" }</h2>
                <label for="search">{ "Search" }</label>
                <input id="search" type="search" {oninput} value={(*query).clone()} placeholder="relay, certificate, OAuth" />
                if found.is_empty() { <p class="hint">{ "No problem contains all of these words. To look up an error text, use Explain an error." }</p> }
                { for Family::ALL.iter().map(|family| of_family(*family, &found, chosen)) }
            </section>
            <aside class="verdict" id="problem" aria-label="Selected problem">
                <section class="panel">
                    { match chosen.map(catalogue::entry) {
                        Some(Some(entry)) => card(&props.portal.annotate(Finding::info(entry)), &props.dispatch, true),
                        Some(None) => html! { <p>{ "No problem has this name. Choose one from the list." }</p> },
                        None => html! { <p>{ "Choose a problem to see what it means and what to do." }</p> },
                    } }
                </section>
            </aside>
        </>
    }
}

fn of_family(family: Family, found: &[&'static Entry], chosen: Option<&str>) -> Html {
    let entries: Vec<_> = found.iter().filter(|it| it.family == family).collect();
    if entries.is_empty() {
        return html! {};
    }
    html! {
        <>
            <h3>{ family.label() }</h3>
            <ul>{ for entries.into_iter().map(|it| html! {
                <li><a href={format!("#problems/{}", it.slug)} aria-current={(chosen == Some(it.slug)).then_some("true")}>{ it.title }</a></li>
            }) }</ul>
        </>
    }
}

/// Whether an entry's slug, title, text or commands contain `word`.
fn contains(entry: &Entry, word: &str) -> bool {
    let text = entry.text();
    let has = |it: &str| it.to_lowercase().contains(word);
    has(entry.slug)
        || has(entry.title)
        || has(text.meaning)
        || text.causes.iter().any(|it| has(it.text))
        || text.steps.iter().any(|it| has(it.text) || it.command.is_some_and(has))
}
