//! The report for the IT team: copied, downloaded, printed. It is composed when a button asks for it.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::tools;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Composes the report (Markdown, readable as it is).
    pub(crate) report: Callback<(), String>,
    /// The fragment of an address that shows the same again, where there is one.
    #[prop_or_default]
    pub(crate) fragment: Option<Callback<(), String>>,
}

/// The buttons, and what became of the last press.
#[component]
pub(crate) fn HandOver(props: &Props) -> Html {
    let done = use_state(|| "");
    let copying = |text: Callback<(), String>, copied: &'static str| {
        let done = done.clone();
        Callback::from(move |_: MouseEvent| {
            let (text, done) = (text.clone(), done.clone());
            spawn_local(async move {
                let text = complete(&text).await;
                let refused = "The browser does not allow copying here; download the report instead.";
                done.set(if browser::copy(&text).await { copied } else { refused });
            });
        })
    };
    let on_copy = copying(props.report.clone(), "The report is in the clipboard.");
    let on_download = {
        let report = props.report.clone();
        Callback::from(move |_: MouseEvent| {
            let report = report.clone();
            spawn_local(async move { browser::download("smtp-doctor-report.md", &complete(&report).await) });
        })
    };
    let on_print = {
        let report = props.report.clone();
        Callback::from(move |_: MouseEvent| {
            let report = report.clone();
            spawn_local(async move { browser::print(&complete(&report).await) });
        })
    };
    let link = props.fragment.clone().map(|fragment| {
        let address = Callback::from(move |()| browser::address_with(&fragment.emit(())));
        let onclick = copying(address, "The link is in the clipboard.");
        html! { <button type="button" class="link" {onclick}>{ "Copy link to this explanation" }</button> }
    });
    html! {
        <div class="card-actions hand-over">
            <button type="button" class="secondary" id="copy-report" onclick={on_copy}>{ "Copy report for IT" }</button>
            <button type="button" class="link" id="download-report" onclick={on_download}>{ "Download" }</button>
            <button type="button" class="link" id="print-report" onclick={on_print}>{ "Print" }</button>
            { link }
            <span role="status">{ *done }</span>
        </div>
    }
}

/// The report, with the entries' words where they can be had.
async fn complete(report: &Callback<(), String>) -> String {
    tools::texts().await;
    report.emit(())
}
