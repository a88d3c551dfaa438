//! "All problems": every entry of the catalogue by family, searched by words, each with an address of its own.

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

/// The part "All problems".
#[component]
pub(crate) fn Problems(props: &Props) -> Html {
    let sought = use_state(String::new);
    // Searched are the words, too, once they are there.
    use_texts();
    let oninput = {
        let sought = sought.clone();
        Callback::from(move |event: InputEvent| sought.set(browser::typed(&event)))
    };
    // On a phone the problem is below the list: it is brought into view.
    use_effect_with(props.chosen.clone(), |chosen| {
        if chosen.is_some() {
            browser::show("problem");
        }
    });
    let words = sought.to_lowercase();
    let fits = |entry: &&&'static Entry| words.split_whitespace().all(|word| contains(entry, word));
    let found: Vec<&'static Entry> = catalogue::ALL.iter().filter(fits).copied().collect();
    let chosen = props.chosen.as_deref();
    html! {
        <>
            <section class="panel browse" aria-labelledby="browse-heading">
                <h2 id="browse-heading">{ "All problems" }</h2>
                <label for="search">{ "Search" }</label>
                <input id="search" type="search" {oninput} value={(*sought).clone()} placeholder="relay, certificate, OAuth" />
                if found.is_empty() { <p class="hint">{ "No problem has all of these words. An error text is better pasted under Explain an error." }</p> }
                { for Family::ALL.iter().map(|family| of_family(*family, &found, chosen)) }
            </section>
            <aside class="verdict" id="problem" aria-label="The chosen problem">
                <section class="panel">
                    { match chosen.map(catalogue::entry) {
                        Some(Some(entry)) => card(&props.portal.annotate(Finding::info(entry)), &props.dispatch, true),
                        Some(None) => html! { <p>{ "There is no problem of this name. Choose one from the list." }</p> },
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

/// Whether an entry speaks of `word`: in its text or, as a code does, in its commands.
fn contains(entry: &Entry, word: &str) -> bool {
    let text = entry.text();
    let has = |it: &str| it.to_lowercase().contains(word);
    has(entry.slug)
        || has(entry.title)
        || has(text.meaning)
        || text.causes.iter().any(|it| has(it.text))
        || text.steps.iter().any(|it| has(it.text) || it.command.is_some_and(has))
}
