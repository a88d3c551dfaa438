//! E-mail server settings: as typed ([`SettingsForm`]), as parsed ([`Settings`]), and the advice on them ([`check()`]).
//!
//! Parse, don't validate: a [`Settings`] never has a password without a user name, or an address with a line break.
//! Unusual but legal pairs, such as port 465 with STARTTLS, stay representable. [`check()`] reports them, not the parser.
//!
//! ```
//! use smtp_doctor_settings::{SettingsForm, check};
//!
//! let form = SettingsForm { server: "smtp.gmial.com".to_owned(), ..SettingsForm::default() };
//! let findings = check(&form);
//! assert_eq!(findings[0].about.slug, "server-unknown-provider-typo");
//! ```

mod address;
mod address_problem;
mod auth;
pub mod check;
mod debug;
mod form;
mod host;
pub mod host_name;
mod idn;
pub mod list;
mod pasted;
mod port;
pub mod provider;
#[cfg(feature = "schema")]
mod schema;
mod secret;
mod settings;
mod summary;
pub mod text;
mod typo;

pub use address::Address;
pub use address::MAX_ADDRESS;
pub use address_problem::AddressError;
pub use auth::Auth;
pub use auth::MicrosoftOauth;
pub use auth::is_guid;
pub use check::check;
pub use form::AuthForm;
pub use form::SettingsForm;
pub use host_name::Host;
pub use host_name::HostNameError;
pub use secret::Secret;
pub use secret::SecretText;
pub use settings::Endpoint;
pub use settings::Envelope;
pub use settings::Parsed;
pub use settings::ReadableFields;
pub use settings::Settings;
pub use summary::SettingsSummary;
