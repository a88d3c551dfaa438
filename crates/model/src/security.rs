//! The security of the connection: none, implicit TLS or STARTTLS.

use serde::Deserialize;
use serde::Serialize;

/// The security of the connection; "secure connection" on screen.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// No encryption.
    #[default]
    None,
    /// TLS from the first byte (RFC 8314 §3.3); many forms call it SSL.
    #[serde(alias = "ssl")]
    ImplicitTls,
    /// TLS after the STARTTLS command (RFC 3207); many forms call it TLS.
    #[serde(alias = "tls")]
    Starttls,
}

impl Security {
    /// All variants, in form order.
    pub const ALL: [Self; 3] = [Self::None, Self::ImplicitTls, Self::Starttls];

    /// The name on screen. It has both names, because users often confuse SSL with TLS.
    pub const fn label(self) -> &'static str {
        match self {
            Self::None => "None",
            Self::ImplicitTls => "SSL (implicit TLS)",
            Self::Starttls => "TLS (STARTTLS)",
        }
    }

    /// The wire name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::ImplicitTls => "implicit_tls",
            Self::Starttls => "starttls",
        }
    }
}
