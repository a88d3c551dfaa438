//! What the page knows, and how it changes: a pure function of what happened.

mod debug;

use std::rc::Rc;

use smtp_doctor_core::CarriesFindings as _;
use smtp_doctor_core::Finding;
use smtp_doctor_core::check;
use smtp_doctor_core::model::Field;
use smtp_doctor_core::model::Security;
use smtp_doctor_core::model::SettingsPatch;
use smtp_doctor_core::model::Severity;
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

/// How to sign in, as chosen.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(crate) enum Method {
    None,
    #[default]
    Password,
    MicrosoftOauth,
    AccessToken,
}

impl Method {
    pub(crate) const ALL: [Self; 4] = [Self::None, Self::Password, Self::MicrosoftOauth, Self::AccessToken];

    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::Password => "Password",
            Self::MicrosoftOauth => "Microsoft OAuth",
            Self::AccessToken => "Access token",
        }
    }
}

/// Everything the page knows.
#[derive(Clone, PartialEq)]
pub(crate) struct State {
    /// The texts of the fields, those of the sign in method that is not chosen included.
    texts: [String; FIELDS],
    pub(crate) security: Security,
    pub(crate) method: Method,
    /// What the check says of the form as it stands.
    pub(crate) findings: Vec<Finding>,
    edited: [bool; FIELDS],
    visited: [bool; FIELDS],
    tried: bool,
    pub(crate) backend: Backend,
    /// What the portal's operator adds, from the server.
    pub(crate) portal: Rc<PortalProfile>,
    pub(crate) probe: Probe,
    pub(crate) extras: Extras,
    pub(crate) search: Search,
    /// What changed since the last probe of this server; none if there was none before.
    pub(crate) changes: Option<Vec<String>>,
}

/// What a probe is asked to do beyond the settings.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Extras {
    pub(crate) relay_to: String,
    pub(crate) send_message: bool,
    pub(crate) egress: bool,
}

/// The search for settings.
#[derive(Clone, Default, PartialEq)]
pub(crate) enum Search {
    #[default]
    Idle,
    /// It runs, for this address.
    Running(String),
    Found(String, Rc<Discovery>),
    Failed(String),
}

const FIELDS: usize = Field::Bcc as usize + 1;

/// Whether there is a server that can probe.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Backend {
    /// Not known yet.
    Asking,
    /// None: checks work, probes do not.
    Absent,
    Ready,
}

/// The live probe.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Probe {
    /// None was asked for.
    Idle,
    /// It runs, and these stages are known.
    Running(Vec<Row>),
    /// It has ended.
    Finished(Vec<Row>, Rc<ProbeReport>),
    /// It could not run, or broke off: why, and what was known by then.
    Broken(Vec<Row>, String),
}

/// A line of the timeline.
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

/// What happened.
pub(crate) enum Action {
    /// A server answered with its portal's profile, or none did.
    BackendKnown(Option<Box<PortalProfile>>),
    /// A text field was edited.
    Edit(Field, String),
    /// A field was left.
    Leave(Field),
    /// The secure connection was chosen.
    ChooseSecurity(Security),
    /// The sign in method was chosen.
    ChooseMethod(Method),
    /// A provider was picked.
    Fill(&'static Provider),
    /// A fix was accepted.
    Apply(SettingsPatch),
    /// The probe was asked for although the form has errors: now every one of them shows.
    ShowAll,
    /// A probe was started.
    ProbeBegins,
    /// Something happened in it.
    ProbeEvent(Box<ProbeEvent>),
    /// It broke off.
    ProbeBroke(String),
    /// It was cancelled.
    ProbeCancelled,
    /// The last probe of this server was compared with the one that has just ended.
    Compared(Vec<String>),
    /// What a probe does beyond the settings was chosen.
    ChooseExtras(Extras),
    /// The search for settings went on.
    Searched(Search),
}

impl Default for State {
    fn default() -> Self {
        let mut state = Self {
            texts: Default::default(),
            security: Security::Starttls,
            method: Method::default(),
            findings: Vec::new(),
            edited: [false; FIELDS],
            visited: [false; FIELDS],
            tried: false,
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

    /// The form as it would be sent.
    pub(crate) fn form(&self) -> SettingsForm {
        let text = |field| self.text(field).to_owned();
        SettingsForm {
            server: text(Field::Server),
            port: text(Field::Port),
            security: self.security,
            auth: match self.method {
                Method::None => AuthForm::None,
                Method::Password => {
                    AuthForm::Password { username: text(Field::Username), password: text(Field::Password).into() }
                }
                Method::AccessToken => AuthForm::AccessToken {
                    username: text(Field::Username),
                    access_token: text(Field::AccessToken).into(),
                },
                Method::MicrosoftOauth => AuthForm::MicrosoftOauth {
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

    /// The finding to show at a field: the worst one that is due.
    pub(crate) fn finding_at(&self, field: Field) -> Option<&Finding> {
        self.due().filter(|it| it.field == Some(field)).max_by_key(|it| it.severity)
    }

    /// The findings that are due: nobody is told that a field is blank or unfinished while still on the way to it.
    pub(crate) fn due(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|it| {
            let Some(field) = it.field else { return true };
            let at = field as usize;
            let choice = matches!(field, Field::Security | Field::Auth);
            let typed_and_only_a_warning = self.edited[at] && it.severity != Severity::Error;
            let chosen_or_follows_from_what_was_typed = choice && self.edited.contains(&true);
            self.tried || self.visited[at] || typed_and_only_a_warning || chosen_or_follows_from_what_was_typed
        })
    }

    fn check(&mut self) {
        self.findings = check(&self.form()).map_findings(&|it| self.portal.annotate(it));
    }

    /// Whether the form has an error, shown or not.
    pub(crate) fn has_error(&self) -> bool {
        self.findings.iter().any(|it| it.severity == Severity::Error)
    }

    /// Whether anything was typed or chosen.
    pub(crate) fn is_pristine(&self) -> bool {
        !self.edited.contains(&true) && !self.tried
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
            Probe::Running(rows) | Probe::Finished(rows, _) | Probe::Broken(rows, _) => rows,
        }
    }

    fn on_probe_event(&mut self, event: ProbeEvent) {
        if !matches!(self.probe, Probe::Running(_)) {
            // The probe was cancelled meanwhile.
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
                // What was learnt after a stage had ended is only in the report.
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
                // Passing through an untouched field is no statement.
                state.visited[field as usize] |= state.edited[field as usize];
                changed = false;
            }
            Action::ShowAll => {
                state.tried = true;
                changed = false;
            }
            Action::ProbeBegins => {
                state.tried = true;
                state.probe = Probe::Running(Vec::new());
                state.changes = None;
                changed = false;
            }
            Action::ProbeEvent(event) => {
                state.on_probe_event(*event);
                changed = false;
            }
            Action::ProbeBroke(why) => {
                let rows = state.rows();
                state.probe = Probe::Broken(rows, why);
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
