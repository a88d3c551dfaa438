//! Buttons that copy, download and print the report for the IT team. A click composes the report.

use yew::platform::spawn_local;
use yew::prelude::*;

use crate::browser;
use crate::tools;

#[derive(PartialEq, Properties)]
pub(crate) struct Props {
    /// Composes the report as Markdown.
    pub(crate) report: Callback<(), String>,
    /// The URL fragment that shows the same content again, if there is one.
    #[prop_or_default]
    pub(crate) fragment: Option<Callback<(), String>>,
}

/// The buttons, and the result of the last click.
#[component]
pub(crate) fn ShareReport(props: &Props) -> Html {
    let status = use_state(|| "");
    let copying = |text: Callback<(), String>, copied: &'static str| {
        let status = status.clone();
        Callback::from(move |_: MouseEvent| {
            let (text, status) = (text.clone(), status.clone());
            spawn_local(async move {
                let text = complete(&text).await;
                let refused = "This browser does not allow copying here. Download the report instead.";
                status.set(if browser::copy(&text).await { copied } else { refused });
            });
        })
    };
    let on_copy = copying(props.report.clone(), "Report copied.");
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
        let onclick = copying(address, "Link copied.");
        html! { <button type="button" class="link" {onclick}>{ "Copy link to this explanation" }</button> }
    });
    html! {
        <div class="card-actions hand-over">
            <button type="button" class="secondary" id="copy-report" onclick={on_copy}>{ "Copy report for IT" }</button>
            <button type="button" class="link" id="download-report" onclick={on_download}>{ "Download report" }</button>
            <button type="button" class="link" id="print-report" onclick={on_print}>{ "Print report" }</button>
            { link }
            <span role="status">{ *status }</span>
        </div>
    }
}

/// The report, with the texts of the entries if they can be loaded.
async fn complete(report: &Callback<(), String>) -> String {
    tools::texts().await;
    report.emit(())
}
