//! Starts the page.

fn main() {
    yew::Renderer::<smtp_doctor_web::App>::new().render();
}
