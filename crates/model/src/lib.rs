//! The ground floor of smtp-doctor: data that every other crate speaks about, and nothing that depends on any of them.
//!
//! [`Stage`], [`Security`] and [`SignInMethod`] name what a connection goes through; [`Field`] and [`Span`] where in a
//! form something is; [`SettingsPatch`] what to change there; [`Case`] whose case it is; [`StageFacts`] what a stage of a
//! probe learned.
//!
//! ```
//! use smtp_doctor_model::{Security, SignInMethod, Stage};
//!
//! let path = Stage::path(Security::ImplicitTls, SignInMethod::Password, &[]);
//! assert_eq!(path[..3], [Stage::Resolve, Stage::Connect, Stage::Tls]);
//! ```

mod case;
mod facts;
mod field;
mod patch;
mod security;
mod set_up;
mod stage;

pub use case::Audience;
pub use case::Case;
pub use case::Fit;
pub use case::SignInMethod;
pub use facts::Attempt;
pub use facts::Certificate;
pub use facts::StageFacts;
pub use facts::TokenFacts;
pub use field::Field;
pub use field::Severity;
pub use field::Span;
pub use patch::SettingsPatch;
pub use security::Security;
pub use set_up::OauthTask;
pub use set_up::SetUpState;
pub use set_up::SetUpStep;
pub use stage::Stage;
