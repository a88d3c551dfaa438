//! TLS: the trusted authorities, the handshake, and what its errors mean.

mod authorities;
mod certificate;
mod handshake;
mod recording;
mod trust;
mod verifier;

pub use authorities::TrustError;
pub(crate) use handshake::HandshakeFailure;
pub(crate) use handshake::VerifiedStream;
pub(crate) use handshake::version_name;
pub(crate) use recording::RecordingStream;
pub use trust::Trust;
pub(crate) use verifier::PresentedChain;
