//! The state after sequences of actions.

use super::*;

fn after(actions: impl IntoIterator<Item = Action>) -> Rc<State> {
    actions.into_iter().fold(Rc::new(State::default()), |state, action| state.reduce(action))
}

fn edit(field: Field, text: &str) -> Action {
    Action::Edit(field, text.to_owned())
}

fn due(state: &State) -> Vec<&'static str> {
    state.due().map(|it| it.about.slug).collect()
}

#[test]
fn errors_show_only_after_the_field_is_left() {
    assert_eq!(due(&after([])), Vec::<&str>::new());
    assert_eq!(due(&after([edit(Field::From, "use")])), Vec::<&str>::new());
    assert_eq!(due(&after([edit(Field::From, "use"), Action::Leave(Field::From)])), ["from-invalid"]);
    assert_eq!(due(&after([Action::Leave(Field::From)])), Vec::<&str>::new());
    assert!(due(&after([Action::ShowAll])).contains(&"from-blank"));
}

#[test]
fn a_mismatch_shows_at_once_and_its_fix_removes_it() {
    let state = after([edit(Field::Port, "465")]);
    assert_eq!(due(&state), ["port-security-mismatch"]);
    let fix = state.finding_at(Field::Security).and_then(|it| it.fix.clone()).unwrap();
    assert_eq!(due(&state.reduce(Action::Apply(fix))), Vec::<&str>::new());
}

#[test]
fn a_provider_fills_server_port_and_security() {
    let provider = smtp_doctor_core::provider::by_id("icloud").unwrap();
    let state = after([Action::Fill(provider)]);
    assert_eq!(
        (state.text(Field::Server), state.text(Field::Port), state.security),
        ("smtp.mail.me.com", "587", Security::Starttls)
    );
}

#[test]
fn switching_the_sign_in_method_keeps_typed_fields() {
    let state = after([
        edit(Field::Password, "secret"),
        Action::ChooseMethod(SignInMethod::MicrosoftOauth),
        edit(Field::TenantId, "contoso.example"),
        Action::ChooseMethod(SignInMethod::Password),
    ]);
    assert!(matches!(&state.form().auth, AuthForm::Password { password, .. } if password.expose() == "secret"));
    assert_eq!(state.text(Field::TenantId), "contoso.example");
}

#[test]
fn events_of_a_cancelled_probe_are_ignored() {
    let event = || Action::ProbeEvent(Box::new(ProbeEvent::StageStarted { stage: Stage::Connect }));
    assert!(matches!(&after([Action::ProbeRequested, event()]).probe, Probe::Running(rows) if rows.len() == 1));
    assert_eq!(after([Action::ProbeRequested, Action::ProbeCancelled, event()]).probe, Probe::Idle);
}

/// Must not appear in any debug output.
const CANARY: &str = "canary-Pa55word";

const TYPED: [Field; 12] = [
    Field::Server,
    Field::Port,
    Field::Username,
    Field::Password,
    Field::ClientId,
    Field::TenantId,
    Field::ClientSecret,
    Field::AccessToken,
    Field::From,
    Field::To,
    Field::Cc,
    Field::Bcc,
];

#[test]
fn debug_output_of_a_state_contains_no_typed_text() {
    let search = || Search::Running(CANARY.to_owned());
    let extras = || Extras { relay_to: CANARY.to_owned(), ..Extras::default() };
    for method in SignInMethod::ALL {
        let typed = TYPED.map(|it| edit(it, CANARY));
        let more = [Action::ChooseMethod(method), Action::ChooseExtras(extras()), Action::Searched(search())];
        let state = after(typed.into_iter().chain(more).chain([Action::ShowAll]));
        assert!(state.texts.concat().contains(CANARY) && state.has_error());
        let printed = format!("{state:?}");
        assert!(printed.contains("findings: [\"") && !printed.contains(CANARY), "{printed}");
    }
}

#[test]
fn debug_output_of_an_action_contains_no_typed_text() {
    let patch = || TYPED.map(|it| SettingsPatch::text(it, CANARY));
    let texts = TYPED.map(|it| edit(it, CANARY)).into_iter().chain(patch().map(Action::Apply)).chain([
        Action::Compared(vec![CANARY.to_owned()]),
        Action::ChooseExtras(Extras { relay_to: CANARY.to_owned(), ..Extras::default() }),
        Action::Searched(Search::Running(CANARY.to_owned())),
        Action::Searched(Search::Failed(CANARY.to_owned())),
        Action::ProbeInterrupted(CANARY.to_owned()),
    ]);
    for action in texts {
        let printed = format!("{action:?}");
        assert!(!printed.is_empty() && !printed.contains(CANARY), "{printed}");
    }
    assert_eq!(format!("{:?}", edit(Field::Password, CANARY)), "Edit(Password, ..)");
}
