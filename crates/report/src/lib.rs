//! What a probe reports: its wire types, the report for the IT team, what changed between two runs, what the operator of a
//! portal adds.

mod compare;
mod discovery;
mod probe;
mod profile;
mod written;

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
pub use written::of_explanation;
pub use written::of_probe;
