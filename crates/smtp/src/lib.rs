//! The SMTP grammar without I/O: replies, capabilities, commands, SASL messages.
//!
//! Input and output are lines. Reading and writing them is the caller's job.
//!
//! ```
//! use smtp_doctor_smtp::{Capabilities, Reply};
//!
//! let reply = Reply::parse("250-mail.example.com\n250-SIZE 1000\n250 AUTH PLAIN LOGIN")?;
//! assert_eq!(reply.code, 250);
//! assert_eq!(Capabilities::from_reply(&reply).auth.len(), 2);
//! # Ok::<(), smtp_doctor_smtp::MalformedReply>(())
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
pub use reply::MAX_REPLY_LINES;
pub use reply::MalformedReply;
pub use reply::Reply;
pub use reply::ReplyParser;
pub use sasl::Mechanism;
pub use sasl::decode_challenge;
pub use sasl::login_password;
pub use sasl::login_username;
pub use sasl::oauthbearer;
pub use sasl::plain;
pub use sasl::refusal_response;
pub use sasl::xoauth2;
