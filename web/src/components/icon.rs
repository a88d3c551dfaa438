//! Inline icons, 24 by 24, in the colour of the text.

use smtp_doctor_core::model::Severity;
use yew::prelude::*;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shape {
    Cross,
    Dash,
    Dot,
    Info,
    Lock,
    Logo,
    Spinner,
    Tick,
    Warning,
}

/// The icon for findings of this severity.
pub(crate) const fn icon_of(severity: Severity) -> Shape {
    match severity {
        Severity::Error => Shape::Cross,
        Severity::Warning => Shape::Warning,
        Severity::Info => Shape::Info,
    }
}

/// An icon, hidden from screen readers: they read the text beside it.
pub(crate) fn icon(shape: Shape) -> Html {
    let path = match shape {
        Shape::Cross => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9 9l6 6M15 9l-6 6",
        Shape::Dash => "M8 12h8",
        Shape::Dot => "M12 11v2",
        Shape::Info => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 11v5M12 7.5v.5",
        Shape::Lock => "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
        Shape::Logo => "M3 6h18v12H3zM3 7l9 6.5L21 7M6.5 16h2.5l1.5-2.5 2.5 4 1.5-1.5h3",
        Shape::Spinner => "M12 3a9 9 0 1 0 9 9",
        Shape::Tick => "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M8 12.5l2.7 2.7L16 9.5",
        Shape::Warning => "M12 4L2.8 20h18.4zM12 10v4.5M12 17v.5",
    };
    let class = classes!("icon", (shape == Shape::Spinner).then_some("spin"));
    html! {
        <svg {class} viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg>
    }
}
