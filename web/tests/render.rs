//! The first rendering of the page, without a browser.

use smtp_doctor_web::App;
use yew::ServerRenderer;

async fn page() -> String {
    ServerRenderer::<App>::new().hydratable(false).render().await
}

/// The values of an attribute, in order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let mark = format!(" {attribute}=\"");
    html.split(&mark).skip(1).filter_map(|it| it.split('"').next()).collect()
}

#[tokio::test]
async fn labels_and_descriptions_refer_to_elements_that_exist() {
    let html = page().await;
    let ids = values(&html, "id");
    for label in values(&html, "for") {
        assert!(ids.contains(&label), "a label is for {label}, which does not exist");
    }
    for description in values(&html, "aria-describedby").into_iter().chain(values(&html, "aria-labelledby")) {
        assert!(ids.contains(&description), "{description} does not exist");
    }
    for field in ["server", "port", "username", "password", "from", "to", "cc", "bcc"] {
        assert!(values(&html, "for").contains(&field), "{field} has no label");
    }
}

#[tokio::test]
async fn a_blank_form_has_unique_ids_and_no_findings() {
    let html = page().await;
    let mut ids = values(&html, "id");
    ids.sort_unstable();
    assert!(ids.windows(2).all(|pair| pair[0] != pair[1]), "{ids:?}");
    assert!(html.contains("each field is checked while you type"));
    assert!(!html.contains("aria-invalid=\"true\"") && !html.contains("class=\"finding"), "{html}");
}

#[tokio::test]
async fn both_names_of_each_kind_of_tls_are_shown() {
    let html = page().await;
    assert!(html.contains("SSL (implicit TLS)") && html.contains("TLS (STARTTLS)"));
}
