//! Where a failure happened.

use smtp_doctor_model::Stage;
use smtp_doctor_model::StageFacts;
use smtp_doctor_model::TokenFacts;
use smtp_doctor_settings::Endpoint;
use smtp_doctor_settings::SettingsSummary;

/// Where a failure happened.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// In which stage.
    pub stage: Stage,
    /// Towards which server.
    pub endpoint: &'a Endpoint,
    /// With which settings.
    pub settings: &'a SettingsSummary,
    /// What the stage learnt.
    pub facts: &'a StageFacts,
    /// What the access token says, once there is one.
    pub token: Option<&'a TokenFacts>,
}
