//! The page's state and its pure reducer.

mod debug;

use std::rc::Rc;

use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::Finding;
use smtp_doctor_core::check;
use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SettingsPatch;
use smtp_doctor_core::model::Severity;
use smtp_doctor_core::model::SignInMethod;
use smtp_doctor_core::model::Stage;
use smtp_doctor_core::provider::Provider;
use smtp_doctor_core::report::Discovery;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::StageReport;
use smtp_doctor_core::settings::AuthForm;
use smtp_doctor_core::settings::SettingsForm;
use yew::Reducible;

/// The page's state.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The texts of all fields, including those of other sign-in methods.
    texts: [String; FIELDS],
    pub(crate) security: Security,
    /// The chosen sign-in method.
    pub(crate) method: SignInMethod,
    /// The findings of the current form.
    pub(crate) findings: Vec<Finding>,
    edited: [bool; FIELDS],
    visited: [bool; FIELDS],
    /// Whether a probe was requested: then all errors are shown.
    submitted: bool,
    pub(crate) backend: Backend,
    /// The portal's profile, from the service.
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) probe: Probe,
    pub(crate) extras: Extras,
    pub(crate) search: Search,
    /// What changed since the last probe of this server; `None` without an earlier probe.
    pub(crate) changes: Option<Vec<String>>,
}

/// Optional parts of a probe.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Extras {
    pub(crate) relay_to: String,
    pub(crate) send_message: bool,
    pub(crate) egress: bool,
}

/// The state of the settings search.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Search {
    #[default]
    Idle,
    /// For this address.
    Running(String),
    Found(String, Rc<Discovery>),
    Failed(String),
}

const FIELDS: usize = Field::Bcc as usize + 1;

/// Whether the smtp-doctor service is there: it runs the probes.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Backend {
    /// Not known yet.
    Asking,
    /// Checks work, probes do not.
    Absent,
    Ready,
}

/// The state of the probe.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Probe {
    Idle,
    /// With the stages so far.
    Running(Vec<Row>),
    Finished(Vec<Row>, Rc<ProbeReport>),
    /// It could not start, or the connection broke: the stages so far, and the reason.
    Interrupted(Vec<Row>, String),
}

/// A row of the timeline.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub(crate) stage: Stage,
    pub(crate) status: RowStatus,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RowStatus {
    Waiting,
    Running,
    Done(Box<StageReport>),
}

/// An event that changes the state.
pub(crate) enum Action {
    /// The service answered with the portal's profile, or did not answer.
    BackendKnown(Option<Box<PortalProfile>>),
    /// A text field was edited.
    Edit(Field, String),
    /// A field lost the focus.
    Leave(Field),
    /// The connection security was chosen.
    ChooseSecurity(Security),
    /// The sign-in method was chosen.
    ChooseMethod(SignInMethod),
    /// A provider was picked.
    Fill(&'static Provider),
    /// A fix was accepted.
    Apply(SettingsPatch),
    /// A probe was requested, but the form has errors: show all of them.
    ShowAll,
    /// A probe was started.
    ProbeRequested,
    /// The running probe sent an event.
    ProbeEvent(Box<ProbeEvent>),
    /// The probe was interrupted.
    ProbeInterrupted(String),
    /// The probe was cancelled.
    ProbeCancelled,
    /// The finished probe was compared with the last one of this server.
    Compared(Vec<String>),
    /// The optional parts of a probe were chosen.
    ChooseExtras(Extras),
    /// The state of the settings search changed.
    Searched(Search),
}

impl Default for State {
    fn default() -> Self {
        let mut state = Self {
            texts: Default::default(),
            security: Security::Starttls,
            method: SignInMethod::Password,
            findings: Vec::new(),
            edited: [false; FIELDS],
            visited: [false; FIELDS],
            submitted: false,
            backend: Backend::Asking,
            portal: Rc::default(),
            probe: Probe::Idle,
            extras: Extras::default(),
            search: Search::Idle,
            changes: None,
        };
        state.text_mut(Field::Port).push_str("587");
        state.check();
        state
    }
}

impl State {
    /// The text of a field.
    pub(crate) fn text(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    fn text_mut(&mut self, field: Field) -> &mut String {
        &mut self.texts[field as usize]
    }

    /// The form as the page sends it.
    pub(crate) fn form(&self) -> SettingsForm {
        let text = |field| self.text(field).to_owned();
        SettingsForm {
            server: text(Field::Server),
            port: text(Field::Port),
            security: self.security,
            auth: match self.method {
                SignInMethod::None => AuthForm::None,
                SignInMethod::Password => {
                    AuthForm::Password { username: text(Field::Username), password: text(Field::Password).into() }
                }
                SignInMethod::AccessToken => AuthForm::AccessToken {
                    username: text(Field::Username),
                    access_token: text(Field::AccessToken).into(),
                },
                SignInMethod::MicrosoftOauth => AuthForm::MicrosoftOauth {
                    tenant_id: text(Field::TenantId),
                    client_id: text(Field::ClientId),
                    client_secret: text(Field::ClientSecret).into(),
                    username: text(Field::Username),
                },
            },
            from: text(Field::From),
            to: text(Field::To),
            cc: text(Field::Cc),
            bcc: text(Field::Bcc),
        }
    }

    /// The worst finding that is due at a field.
    pub(crate) fn finding_at(&self, field: Field) -> Option<&Finding> {
        self.due().filter(|it| it.field == Some(field)).max_by_key(|it| it.severity)
    }

    /// The findings to show. A field that is blank or unfinished gets no error before the user has left it.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|it| {
            let Some(field) = it.field else { return true };
            let at = field as usize;
            let choice = matches!(field, Field::Security | Field::Auth);
            let warning_while_typing = self.edited[at] && it.severity != Severity::Error;
            let choice_after_edit = choice && self.edited.contains(&true);
            self.submitted || self.visited[at] || warning_while_typing || choice_after_edit
        })
    }

    fn check(&mut self) {
        self.findings = check(&self.form()).map_findings(&|it| self.portal.annotate(it));
    }

    /// Whether the form has an error, shown or not.
    pub(crate) fn has_error(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }

    /// Whether nothing was edited or chosen yet.
    pub(crate) fn is_pristine(&self) -> bool {
        !self.edited.contains(&true) && !self.submitted
    }

    fn edit(&mut self, field: Field, text: String) {
        *self.text_mut(field) = text;
        self.edited[field as usize] = true;
    }

    fn apply(&mut self, patch: SettingsPatch) {
        let texts = [
            (Field::Server, patch.server),
            (Field::Port, patch.port),
            (Field::Username, patch.username),
            (Field::ClientId, patch.client_id),
            (Field::TenantId, patch.tenant_id),
            (Field::From, patch.from),
            (Field::To, patch.to),
            (Field::Cc, patch.cc),
            (Field::Bcc, patch.bcc),
        ];
        for (field, text) in texts {
            if let Some(text) = text {
                self.edit(field, text);
            }
        }
        if let Some(security) = patch.security {
            self.choose(security);
        }
    }

    fn choose(&mut self, security: Security) {
        self.security = security;
        self.edited[Field::Security as usize] = true;
    }

    fn rows(&mut self) -> Vec<Row> {
        match std::mem::replace(&mut self.probe, Probe::Idle) {
            Probe::Idle => Vec::new(),
            Probe::Running(rows) | Probe::Finished(rows, _) | Probe::Interrupted(rows, _) => rows,
        }
    }

    fn on_probe_event(&mut self, event: ProbeEvent) {
        if !matches!(self.probe, Probe::Running(_)) {
            // The probe was cancelled in the meantime.
            return;
        }
        let mut rows = self.rows();
        let mut set = |stage, status| match rows.iter_mut().find(|it| it.stage == stage) {
            Some(row) => row.status = status,
            None => rows.push(Row { stage, status }),
        };
        match event {
            ProbeEvent::ProbeStarted { stages, .. } => {
                rows = stages.into_iter().map(|stage| Row { stage, status: RowStatus::Waiting }).collect();
            }
            ProbeEvent::StageStarted { stage } => set(stage, RowStatus::Running),
            ProbeEvent::StageFinished(report) => set(report.stage, RowStatus::Done(report)),
            ProbeEvent::ProbeFinished { report } => {
                // Facts from after the end of a stage are only in the report.
                for stage in &report.stages {
                    set(stage.stage, RowStatus::Done(Box::new(stage.clone())));
                }
                self.probe = Probe::Finished(rows, report.into());
                return;
            }
        }
        self.probe = Probe::Running(rows);
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut state = Rc::unwrap_or_clone(self);
        let mut changed = true;
        match action {
            Action::Edit(field, text) => state.edit(field, text),
            Action::ChooseSecurity(security) => state.choose(security),
            Action::ChooseMethod(method) => {
                state.method = method;
                state.edited[Field::Auth as usize] = true;
            }
            Action::Fill(provider) => {
                if let (Some(host), Some(endpoint)) = (provider.hosts.first(), provider.endpoints.first()) {
                    state.edit(Field::Server, (*host).to_owned());
                    state.edit(Field::Port, endpoint.port.to_string());
                    state.choose(endpoint.security);
                }
            }
            Action::Apply(patch) => state.apply(patch),
            Action::BackendKnown(portal) => {
                state.backend = if portal.is_some() { Backend::Ready } else { Backend::Absent };
                state.portal = portal.map(|it| Rc::new(*it)).unwrap_or_default();
            }
            Action::Leave(field) => {
                // Leaving a field that was never edited does not count.
                state.visited[field as usize] |= state.edited[field as usize];
                changed = false;
            }
            Action::ShowAll => {
                state.submitted = true;
                changed = false;
            }
            Action::ProbeRequested => {
                state.submitted = true;
                state.probe = Probe::Running(Vec::new());
                state.changes = None;
                changed = false;
            }
            Action::ProbeEvent(event) => {
                state.on_probe_event(*event);
                changed = false;
            }
            Action::ProbeInterrupted(why) => {
                let rows = state.rows();
                state.probe = Probe::Interrupted(rows, why);
                changed = false;
            }
            Action::ProbeCancelled => {
                state.probe = Probe::Idle;
                changed = false;
            }
            Action::Compared(changes) => {
                state.changes = Some(changes);
                changed = false;
            }
            Action::ChooseExtras(extras) => {
                state.extras = extras;
                changed = false;
            }
            Action::Searched(search) => {
                state.search = search;
                changed = false;
            }
        }
        if changed {
            state.check();
        }
        Rc::new(state)
    }
}

#[cfg(test)]
mod tests;
