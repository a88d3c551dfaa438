//! The shared data types of smtp-doctor. Every other crate uses them; this crate depends on none of those.
//!
//! - [`Stage`], [`Security`], [`SignInMethod`]: what a connection goes through.
//! - [`Field`], [`Span`]: where a problem is.
//! - [`SettingsPatch`]: how to fix it.
//! - [`Case`], [`Audience`]: which advice applies to whom.
//! - [`StageFacts`]: what a stage of a probe collected.
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
pub use case::AudienceMatch;
pub use case::Case;
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
