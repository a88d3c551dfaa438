//! Detects the secret in a text.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::GeneralPurposeConfig;

/// Must not appear in any output of the probe.
pub(crate) const CANARY: &str = "canary-Pa55word";

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether `text` contains the canary, plain or in Base64: alone, as part of a sign-in message, or after unrelated
/// letters.
pub(crate) fn leaks(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let runs = text.split(|c: char| !letter(c)).filter(|it| it.len() >= CANARY.len());
    text.contains(CANARY) || runs.flat_map(|run| (0..4).map(|skip| &run[skip..])).any(encodes)
}

fn encodes(run: &str) -> bool {
    // A single letter after the last group of four encodes no byte.
    let whole = if run.len() % 4 == 1 { &run[..run.len() - 1] } else { run };
    let decoded = LENIENT.decode(whole).unwrap_or_default();
    decoded.windows(CANARY.len()).any(|it| it == CANARY.as_bytes())
}
