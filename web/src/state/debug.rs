//! `Debug` for state and actions, without any typed text: users may enter a secret in any field by mistake.

use std::fmt;

use super::Action;
use super::State;

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found: Vec<_> = self.findings.iter().map(|it| it.about.slug).collect();
        f.debug_struct("State")
            .field("form", &self.form())
            .field("findings", &found)
            .field("backend", &self.backend)
            .field("probe", &self.probe)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::Edit(field, _) => return f.debug_tuple("Edit").field(field).finish_non_exhaustive(),
            Self::Leave(field) => return f.debug_tuple("Leave").field(field).finish(),
            Self::ChooseSecurity(security) => return f.debug_tuple("ChooseSecurity").field(security).finish(),
            Self::ChooseMethod(method) => return f.debug_tuple("ChooseMethod").field(method).finish(),
            Self::BackendKnown(_) => "BackendKnown",
            Self::Fill(_) => "Fill",
            Self::Apply(_) => "Apply",
            Self::ShowAll => "ShowAll",
            Self::ProbeRequested => "ProbeRequested",
            Self::ProbeEvent(_) => "ProbeEvent",
            Self::ProbeInterrupted(_) => "ProbeInterrupted",
            Self::ProbeCancelled => "ProbeCancelled",
            Self::Compared(_) => "Compared",
            Self::ChooseExtras(_) => "ChooseExtras",
            Self::Searched(_) => "Searched",
        };
        f.write_str(name)
    }
}
