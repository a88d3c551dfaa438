//! The grammar of SMTP, sans I/O: replies, capabilities, commands, SASL messages.
//!
//! Bytes come in as lines and go out as lines; who reads and writes them, and when, is not known here.
//!
//! ```
//! use smtp_doctor_smtp::{Capabilities, Reply};
//!
//! let reply = Reply::parse("250-mail.example.com\n250-SIZE 1000\n250 AUTH PLAIN LOGIN")?;
//! assert_eq!(reply.code, 250);
//! assert_eq!(Capabilities::of(&reply).auth.len(), 2);
//! # Ok::<(), smtp_doctor_smtp::Malformed>(())
//! ```

mod capabilities;
mod command;
mod reply;
mod sasl;

pub use capabilities::Capabilities;
pub use command::ClientName;
pub use command::Command;
pub use command::InvalidArgument;
pub use command::MAX_COMMAND_LINE;
pub use command::MailParameters;
pub use command::Mailbox;
pub use command::fits_initial_response;
pub use reply::EnhancedCode;
pub use reply::MAX_LINES;
pub use reply::Malformed;
pub use reply::Reply;
pub use reply::ReplyParser;
pub use sasl::Mechanism;
pub use sasl::after_refusal;
pub use sasl::challenge;
pub use sasl::login_password;
pub use sasl::login_username;
pub use sasl::oauthbearer;
pub use sasl::plain;
pub use sasl::xoauth2;
