//! What the certificates say that a server showed. Reading only: whether they are trusted, the handshake decides.

use rustls::pki_types::CertificateDer;
use rustls::pki_types::UnixTime;
use smtp_doctor_core::probe::Certificate;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::FromDer as _;
use x509_parser::public_key::PublicKey;
use x509_parser::time::ASN1Time;
use x509_parser::x509::SubjectPublicKeyInfo;
use x509_parser::x509::X509Name;

/// At most so many are reported; chains have two to four.
const MAX_CERTIFICATES: usize = 8;

/// At most so many names of each: a shared host's certificate may have hundreds.
const MAX_NAMES: usize = 20;

const SECONDS_A_DAY: i64 = 24 * 60 * 60;

/// What `chain` says, in its order; certificates that cannot be read are left out.
pub(super) fn read(chain: &[CertificateDer<'_>]) -> Vec<Certificate> {
    let now = i64::try_from(UnixTime::now().as_secs()).unwrap_or(i64::MAX);
    let parsed = chain.iter().take(MAX_CERTIFICATES).filter_map(|it| X509Certificate::from_der(it).ok());
    parsed.map(|(_, it)| describe(&it, now)).collect()
}

/// The authority that signed the server's certificate, if it showed no other one and did not sign it itself.
pub(super) fn missing_issuer(chain: &[CertificateDer<'_>]) -> Option<String> {
    let [only] = chain else { return None };
    let (_, certificate) = X509Certificate::from_der(only).ok()?;
    (certificate.issuer() != certificate.subject()).then(|| name_of(certificate.issuer()))
}

/// All names for which the server's own certificate is valid. No limit: one of them may be the name to use instead.
pub(super) fn server_names(chain: &[CertificateDer<'_>]) -> Vec<String> {
    let own = chain.first().and_then(|it| X509Certificate::from_der(it).ok());
    own.map(|(_, it)| names_of(&it)).unwrap_or_default()
}

fn describe(certificate: &X509Certificate<'_>, now: i64) -> Certificate {
    let validity = certificate.validity();
    let (from, until) = (validity.not_before.timestamp(), validity.not_after.timestamp());
    Certificate {
        subject: name_of(certificate.subject()),
        issuer: name_of(certificate.issuer()),
        names: names_of(certificate).into_iter().take(MAX_NAMES).collect(),
        valid_from: day_of(validity.not_before),
        valid_until: day_of(validity.not_after),
        days_left: until.saturating_sub(now).div_euclid(SECONDS_A_DAY),
        days_valid: until.saturating_sub(from).div_euclid(SECONDS_A_DAY),
        key: key_of(certificate.public_key()),
    }
}

/// The common name, else the organization, else all of it.
fn name_of(name: &X509Name<'_>) -> String {
    let common = name.iter_common_name().chain(name.iter_organization()).find_map(|it| it.as_str().ok());
    shown(&common.map_or_else(|| name.to_string(), str::to_owned))
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
    names.value.general_names.iter().filter_map(text).map(|it| shown(&it)).collect()
}

/// As a stranger wrote it, but without what a terminal or a page would obey, and not endless.
fn shown(text: &str) -> String {
    text.chars().map(|it| if it.is_control() { '\u{fffd}' } else { it }).take(200).collect()
}

/// `YYYY-MM-DD`.
fn day_of(time: ASN1Time) -> String {
    time.to_datetime().date().to_string()
}

fn key_of(key: &SubjectPublicKeyInfo<'_>) -> String {
    match key.parsed() {
        Ok(PublicKey::RSA(rsa)) => format!("RSA {} bits", rsa.key_size()),
        // The size that is parsed is that of the point: its two coordinates, and a byte of form.
        Ok(PublicKey::EC(point)) => format!("EC {} bits", point.key_size()),
        _ => match key.algorithm.algorithm.to_id_string().as_str() {
            "1.3.101.112" => "Ed25519".to_owned(),
            "1.3.101.113" => "Ed448".to_owned(),
            other => format!("algorithm {other}"),
        },
    }
}
