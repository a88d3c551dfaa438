//! Whether a text tells the secret.

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::DecodePaddingMode;
use base64::engine::GeneralPurpose;
use base64::engine::GeneralPurposeConfig;

/// Must never be found in anything that leaves the probe.
pub(crate) const CANARY: &str = "canary-Pa55word";

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_allow_trailing_bits(true)
        .with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Whether `text` holds the canary, as it is or in Base64: of the whole sign in message, of a part of it, behind
/// letters that do not belong to it.
pub(crate) fn leaks(text: &str) -> bool {
    let letter = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/');
    let runs = text.split(|c: char| !letter(c)).filter(|it| it.len() >= CANARY.len());
    text.contains(CANARY) || runs.flat_map(|run| (0..4).map(|skip| &run[skip..])).any(encodes)
}

fn encodes(run: &str) -> bool {
    // A single letter behind the last group of four stands for no byte.
    let whole = if run.len() % 4 == 1 { &run[..run.len() - 1] } else { run };
    let decoded = LENIENT.decode(whole).unwrap_or_default();
    decoded.windows(CANARY.len()).any(|it| it == CANARY.as_bytes())
}
