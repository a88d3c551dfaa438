//! Reports: the wire types of a probe, the report for the IT team, the changes between two runs, and the portal profile.

mod compare;
mod discovery;
mod probe;
mod profile;
mod text;

pub use compare::compare;
pub use discovery::DiscoverRequest;
pub use discovery::Discovery;
pub use discovery::DiscoveryCandidate;
pub use probe::EgressReport;
pub use probe::Outcome;
pub use probe::ProbeEvent;
pub use probe::ProbeReport;
pub use probe::ProbeRequest;
pub use probe::Speaker;
pub use probe::StageReport;
pub use probe::TranscriptLine;
pub use profile::Egress;
pub use profile::PortalProfile;
pub use text::explanation_report;
pub use text::probe_report;
