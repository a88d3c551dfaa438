//! smtp-doctor as one library: re-exports every crate that does no I/O.
//!
//! | module | what |
//! |---|---|
//! | [`model`] | stages, fields, patches: the shared data types |
//! | [`smtp`] | the grammar of replies, capabilities and commands |
//! | [`catalogue`] | an entry for each problem, with its text; a [`Finding`] is an entry that was raised |
//! | [`settings`] | the form as typed and as parsed, [`check()`], known mail services ([`provider`]) |
//! | [`explain`](mod@explain) | what an error text means, which finding a probe failure raises ([`diagnose()`]) |
//! | [`message`] | problems of a message itself |
//! | [`report`] | the report of a probe, for programs and for people |
//!
//! ```
//! use smtp_doctor_core::settings::SettingsForm;
//!
//! let form = SettingsForm { server: "mail.example.com".to_owned(), port: "578".to_owned(), ..SettingsForm::default() };
//! for finding in smtp_doctor_core::check(&form) {
//!     println!("{}: {}", finding.about.title, finding.detail);
//! }
//!
//! let explanation = smtp_doctor_core::explain("535 5.7.8 Username and Password not accepted", None, Some(&form));
//! assert_eq!(explanation.findings[0].about.slug, "credentials-rejected");
//! ```

pub use smtp_doctor_catalogue as catalogue;
pub use smtp_doctor_explain as explain;
pub use smtp_doctor_message as message;
pub use smtp_doctor_model as model;
pub use smtp_doctor_report as report;
pub use smtp_doctor_settings as settings;
pub use smtp_doctor_smtp as smtp;

pub use smtp_doctor_catalogue::CarriesFindings;
pub use smtp_doctor_catalogue::Finding;
pub use smtp_doctor_explain::diagnose;
pub use smtp_doctor_explain::explain;
pub use smtp_doctor_explain::failure;
pub use smtp_doctor_explain::oauth;
pub use smtp_doctor_explain::sender_domain;
pub use smtp_doctor_report::compare;
pub use smtp_doctor_settings::check;
pub use smtp_doctor_settings::provider;
