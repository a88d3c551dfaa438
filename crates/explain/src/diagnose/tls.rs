//! Findings for failed TLS handshakes.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::*;
use smtp_doctor_model::Certificate;
use smtp_doctor_model::Field;
use smtp_doctor_model::SettingsPatch;
use smtp_doctor_settings::Host;

use crate::diagnose::situation::Situation;
use crate::failure::TlsFailure;

pub(super) fn finding(at: Situation<'_>, failure: &TlsFailure) -> Finding {
    let host = &at.endpoint.host;
    // Evidence: the issuer, names and validity of the certificate.
    let certificate = at.facts.certificates.first().map(Certificate::summary);
    let raised = |about| {
        let finding = Finding::error(about).at(Field::Server);
        certificate.iter().fold(finding, Finding::proven_by)
    };
    match failure {
        TlsFailure::Alert(name) => {
            raised(&TLS_HANDSHAKE_FAILED).at(Field::Security).proven_by(format!("TLS alert: {name}"))
        }
        TlsFailure::CertificateExpired => {
            raised(&CERTIFICATE_EXPIRED).saying(format!("The certificate of {host} has expired."))
        }
        TlsFailure::CertificateNameMismatch(names) => name_mismatch(host, names),
        TlsFailure::CertificateNotYetValid => {
            raised(&CERTIFICATE_NOT_YET_VALID).saying(format!("The certificate of {host} is not valid yet."))
        }
        TlsFailure::CertificateSelfSigned => {
            raised(&CERTIFICATE_UNTRUSTED).saying(format!("The certificate of {host} is self-signed."))
        }
        TlsFailure::CertificateUntrusted { missing: Some(issuer) } => raised(&CERTIFICATE_UNTRUSTED).saying(format!(
            "{host} sent only its own certificate. The certificate of its issuer, \u{201c}{issuer}\u{201d}, is missing or not trusted here."
        )),
        TlsFailure::CertificateUntrusted { missing: None } => raised(&CERTIFICATE_UNTRUSTED).saying(format!(
            "The certificate of {host} comes from an authority that is not trusted here."
        )),
        TlsFailure::Other(why) => raised(&TLS_HANDSHAKE_FAILED).at(Field::Security).proven_by(why),
        TlsFailure::VersionUnsupported => raised(&TLS_VERSION_UNSUPPORTED)
            .at(Field::Security)
            .saying(format!("{host} supports only TLS versions older than 1.2.")),
    }
}

/// A certificate for another name. The fix suggests that name only if it is a sibling of the typed one or belongs to a known
/// service, because an attacker on the network can present a valid certificate for their own name.
fn name_mismatch(host: &Host, names: &[String]) -> Finding {
    let finding = Finding::error(&CERTIFICATE_NAME_MISMATCH).at(Field::Server);
    let finding = if names.is_empty() {
        finding.saying(format!("The certificate is not valid for {host}."))
    } else {
        finding.saying(format!("The certificate is valid for {}, not for {host}.", names.join(", ")))
    };
    let parent = |name: &str| name.split_once('.').map(|(_, parent)| parent.to_owned()).filter(|it| it.contains('.'));
    let typed = match host {
        Host::Name(name) => parent(name),
        Host::Ip(_) => None,
    };
    let trusted = |name: &&String| {
        let well_formed = smtp_doctor_settings::host_name::name(name).is_ok();
        well_formed
            && (smtp_doctor_settings::provider::by_host(name).is_some() || (typed.is_some() && parent(name) == typed))
    };
    match names.iter().find(trusted) {
        Some(name) => finding.fixed_by(SettingsPatch::text(Field::Server, name)),
        None => finding,
    }
}
