//! A group of radio buttons side by side.

use smtp_doctor_core::model::Field;
use yew::prelude::*;

use crate::components::field::fix_button;
use crate::components::field::id_of;
use crate::components::field::note;
use crate::components::field::severity_class;
use crate::state::Action;
use crate::state::State;

/// Radio buttons for `options`; `chosen` is the index of the selected one.
pub(crate) fn choice(
    state: &State,
    dispatch: &Callback<Action>,
    field: Field,
    options: &[&'static str],
    chosen: usize,
    on_choose: &Callback<usize>,
) -> Html {
    let id = id_of(field);
    let finding = state.finding_at(field);
    let option = |(i, label): (usize, &&'static str)| {
        let onchange = on_choose.reform(move |_: Event| i);
        // The first radio button has the field's id: `browser::focus` finds it.
        let option_id = if i == 0 { id.to_owned() } else { format!("{id}-{i}") };
        html! {
            <label key={i}>
                <input type="radio" id={option_id} name={id} value={i.to_string()} checked={i == chosen} {onchange}
                    aria-describedby={format!("{id}-note")} />
                <span>{ *label }</span>
            </label>
        }
    };
    html! {
        <fieldset class={classes!("field", "choice", severity_class(finding))}>
            <legend class="label-row">
                <span>{ field.label() }</span>
                { fix_button(finding, dispatch) }
            </legend>
            <div class="options">{ for options.iter().enumerate().map(option) }</div>
            { note(id, finding) }
        </fieldset>
    }
}
