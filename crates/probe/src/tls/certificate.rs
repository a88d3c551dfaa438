//! Reads the certificates that a server presented. Whether they are trusted is decided by the handshake.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::UnixTime;
use smtp_doctor_core::model::Certificate;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::time::ASN1Time;
use x509_parser::x509::SubjectPublicKeyInfo;
use x509_parser::x509::X509Name;

/// Certificates that are reported at most. Chains usually have two to four.
const MAX_CERTIFICATES: usize = 8;

/// Names per certificate that are reported at most. A shared host's certificate may have hundreds.
const MAX_NAMES: usize = 20;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;

/// The certificates of `chain` as facts for the report, in the same order. Those that cannot be parsed are left out.
pub(super) fn describe(chain: &[CertificateDer<'_>]) -> Vec<Certificate> {
    let now = i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX);
    let parsed = chain.iter().take(MAX_CERTIFICATES).filter_map(|it| X509Certificate::from_der(it).ok());
    parsed.map(|(_, it)| facts_of(&it, now)).collect()
}

/// The authority that signed the server's certificate, if the server presented only that one and it is not self-signed.
pub(super) fn missing_issuer(chain: &[CertificateDer<'_>]) -> Option<String> {
    let [only] = chain else { return None };
    let (_, certificate) = X509Certificate::from_der(only).ok()?;
    (certificate.issuer() != certificate.subject()).then(|| name_of(certificate.issuer()))
}

/// All names in the server's own certificate. Not limited, because one of them may be the name to use instead.
pub(super) fn server_names(chain: &[CertificateDer<'_>]) -> Vec<String> {
    let own = chain.first().and_then(|it| X509Certificate::from_der(it).ok());
    own.map(|(_, it)| names_of(&it)).unwrap_or_default()
}

fn facts_of(certificate: &X509Certificate<'_>, now: i64) -> Certificate {
    let validity = certificate.validity();
    let (from, until) = (validity.not_before.timestamp(), validity.not_after.timestamp());
    Certificate {
        subject: name_of(certificate.subject()),
        issuer: name_of(certificate.issuer()),
        names: names_of(certificate).into_iter().take(MAX_NAMES).collect(),
        valid_from: day_of(validity.not_before),
        valid_until: day_of(validity.not_after),
        days_left: until.saturating_sub(now).div_euclid(SECONDS_PER_DAY),
        days_valid: until.saturating_sub(from).div_euclid(SECONDS_PER_DAY),
        key: key_of(certificate.public_key()),
    }
}

/// The common name, or the organization, or else the whole name.
fn name_of(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().chain(name.iter_organization()).find_map(|it| it.as_str().ok());
    sanitized(&common.map_or_else(|| name.to_string(), str::to_owned))
}

fn names_of(certificate: &X509Certificate<'_>) -> Vec<String> {
    let Ok(Some(names)) = certificate.subject_alternative_name() else { return Vec::new() };
    let text = |name: &GeneralName<'_>| match name {
        GeneralName::DNSName(name) => Some((*name).to_owned()),
        GeneralName::IPAddress([a, b, c, d]) => Some(std::net::Ipv4Addr::new(*a, *b, *c, *d).to_string()),
        GeneralName::IPAddress(bytes) => {
            <[u8; 16]>::try_from(*bytes).ok().map(|it| std::net::Ipv6Addr::from(it).to_string())
        }
        _ => None,
    };
    names.value.general_names.iter().filter_map(text).map(|it| sanitized(&it)).collect()
}

/// Untrusted text without control characters, cut to 200 characters.
fn sanitized(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { '\u{fffd}' } else { it }).take(200).collect()
}

/// `YYYY-MM-DD`.
fn day_of(time: ASN1Time) -> String {
    time.to_datetime().date().to_string()
}

fn key_of(key: &SubjectPublicKeyInfo<'_>) -> String {
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => format!("RSA {} bits", rsa.key_size()),
        Ok(PublicKey::EC(point)) => format!("EC {} bits", point.key_size()),
        _ => match key.algorithm.algorithm.to_id_string().as_str() {
            "1.3.101.112" => "Ed25519".to_owned(),
            "1.3.101.113" => "Ed448".to_owned(),
            other => format!("algorithm {other}"),
        },
    }
}
