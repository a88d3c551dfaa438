//! One choice of a few, as radio buttons side by side.

use smtp_doctor_core::Finding;
use smtp_doctor_core::finding::Field;
use yew::prelude::*;

use crate::components::field::FixButton;
use crate::components::field::Note;
use crate::components::field::id_of;
use crate::components::field::severity_class;
use crate::state::Action;

#[derive(PartialEq, Properties)]
pub(crate) struct ChoiceProps {
    pub(crate) field: Field,
    pub(crate) options: Vec<&'static str>,
    pub(crate) chosen: usize,
    pub(crate) on_choose: Callback<usize>,
    pub(crate) finding: Option<Finding>,
    pub(crate) dispatch: Callback<Action>,
}

#[component]
pub(crate) fn Choice(props: &ChoiceProps) -> Html {
    let id = id_of(props.field);
    let option = |(i, label): (usize, &&'static str)| {
        let onchange = props.on_choose.reform(move |_: Event| i);
        // The first radio carries the field's id, so that the keyboard can be moved to it.
        let option_id = if i == 0 { id.to_owned() } else { format!("{id}-{i}") };
        html! {
            <label key={i}>
                <input type="radio" id={option_id} name={id} value={i.to_string()} checked={i == props.chosen} {onchange}
                    aria-describedby={format!("{id}-note")} />
                <span>{ *label }</span>
            </label>
        }
    };
    html! {
        <fieldset class={classes!("field", "choice", severity_class(props.finding.as_ref()))}>
            <legend class="label-row">
                <span>{ props.field.label() }</span>
                <FixButton finding={props.finding.clone()} dispatch={props.dispatch.clone()} />
            </legend>
            <div class="options">{ for props.options.iter().enumerate().map(option) }</div>
            <Note {id} finding={props.finding.clone()} />
        </fieldset>
    }
}
