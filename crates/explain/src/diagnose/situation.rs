//! The context of a failure.

use smtp_doctor_model::Stage;
use smtp_doctor_model::StageFacts;
use smtp_doctor_model::TokenFacts;
use smtp_doctor_settings::Endpoint;
use smtp_doctor_settings::SettingsSummary;

/// The context of a failure.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// The stage.
    pub stage: Stage,
    /// The server.
    pub endpoint: &'a Endpoint,
    /// The settings, without secrets.
    pub settings: &'a SettingsSummary,
    /// The facts that the stage collected.
    pub facts: &'a StageFacts,
    /// The claims of the access token, if there is one.
    pub token: Option<&'a TokenFacts>,
}
