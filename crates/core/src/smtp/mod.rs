//! The grammar of SMTP, sans I/O: replies, capabilities, commands, SASL messages.
//!
//! Bytes come in as lines and go out as lines; who reads and writes them, and when, is not known here.

mod capabilities;
mod command;
mod reply;
mod sasl;

pub use capabilities::Capabilities;
pub use command::ClientName;
pub use command::Command;
pub use command::MAX_COMMAND_LINE;
pub use command::MailParameters;
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
