//! Certificates for the lab: a private CA, a good leaf, and a leaf for each fault that a client must report.
//!
//! Each run makes new ones (EC P-256, about a millisecond each) with dates relative to now. The repository
//! contains no certificate that can expire.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose,
};

/// The host names and addresses in the good, expired and not yet valid certificates.
pub const LOCAL_NAMES: [&str; 2] = ["localhost", "127.0.0.1"];
/// The only name in the certificate for another host.
pub const WRONG_HOST: &str = "mail.other.example";

/// A common name that becomes an element if it is not shown as text.
pub const MARKUP: &str = "<img src=x id=injected-by-certificate onerror=hacked()>";

/// The common name of the intermediate CA whose certificate is missing from the chain.
pub const INTERMEDIATE: &str = "Lab Intermediate CA";

const DAY: u64 = 24 * 60 * 60;

/// A server certificate with its key, as PEM text.
#[derive(Debug, Clone)]
pub struct Leaf {
    /// The certificate, then its issuer's (nothing more for a self-signed one).
    pub chain: String,
    /// The private key (PKCS #8).
    pub key: String,
}

/// The lab's CA and its leaves, one for each case.
#[derive(Debug, Clone)]
pub struct LabCerts {
    /// The CA certificate that a client must trust, as PEM text.
    pub ca: String,
    /// Valid for `localhost` and `127.0.0.1`.
    pub good: Leaf,
    /// Expired 30 days ago.
    pub expired: Leaf,
    /// Expires in 5 days; valid for 365 days.
    pub ending: Leaf,
    /// Good, but the certificate of its intermediate CA is missing from the chain.
    pub no_intermediate: Leaf,
    /// Becomes valid in 30 days.
    pub not_yet: Leaf,
    /// Valid, but only for `mail.other.example`.
    pub wrong_host: Leaf,
    /// Good, but its common name is markup.
    pub markup: Leaf,
    /// Self-signed and marked as a CA, like those of `openssl req -x509`.
    pub self_signed: Leaf,
    /// Self-signed and not a CA, like those of Debian's `make-ssl-cert` ("snakeoil").
    pub self_signed_leaf: Leaf,
}

impl LabCerts {
    /// Makes the CA and all leaves.
    ///
    /// # Errors
    ///
    /// If the crypto library cannot make a key or sign a certificate.
    pub fn generate() -> Result<Self> {
        let local = |from, to| params(&LOCAL_NAMES, from, to);
        let mut ca = params(&[], -400, 3650)?;
        ca.distinguished_name.push(DnType::CommonName, "Lab Test CA");
        ca.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        ca.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        ca.extended_key_usages.clear();
        let ca_key = KeyPair::generate().context("no key for the CA")?;
        let ca_pem = ca.self_signed(&ca_key).context("the CA cannot be signed")?.pem();
        let issuer = Issuer::new(ca, ca_key);

        let issued = |params: CertificateParams| -> Result<Leaf> {
            let key = KeyPair::generate().context("no key for a leaf")?;
            let leaf = params.signed_by(&key, &issuer).context("a leaf cannot be signed")?.pem();
            Ok(Leaf { chain: format!("{leaf}{ca_pem}"), key: key.serialize_pem() })
        };
        let own = |mut params: CertificateParams, is_ca: IsCa| -> Result<Leaf> {
            params.is_ca = is_ca;
            let key = KeyPair::generate().context("no key for a self-signed leaf")?;
            let chain = params.self_signed(&key).context("a leaf cannot sign itself")?.pem();
            Ok(Leaf { chain, key: key.serialize_pem() })
        };
        let mut markup = local(-30, 365)?;
        markup.distinguished_name = rcgen::DistinguishedName::new();
        markup.distinguished_name.push(DnType::CommonName, MARKUP);
        Ok(Self {
            markup: issued(markup)?,
            good: issued(local(-30, 365)?)?,
            expired: issued(local(-365, -30)?)?,
            ending: issued(local(-360, 5)?)?,
            no_intermediate: without_intermediate(&local(-30, 365)?, &issuer)?,
            not_yet: issued(local(30, 365)?)?,
            wrong_host: issued(params(&[WRONG_HOST], -30, 365)?)?,
            self_signed: own(local(-30, 365)?, IsCa::Ca(BasicConstraints::Unconstrained))?,
            self_signed_leaf: own(local(-30, 365)?, IsCa::ExplicitNoCa)?,
            ca: ca_pem,
        })
    }

    /// Writes `ca.pem` and, for each leaf, `NAME.pem` (key first, then the chain, as Postfix wants it),
    /// `NAME.chain.pem` and `NAME.key` into `dir`, which must exist.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn save(&self, dir: &Path) -> Result<()> {
        write(&dir.join("ca.pem"), &self.ca, 0o644)?;
        let leaves = [
            ("good", &self.good),
            ("expired", &self.expired),
            ("notyet", &self.not_yet),
            ("wronghost", &self.wrong_host),
            ("selfsigned", &self.self_signed),
            ("selfsigned-leaf", &self.self_signed_leaf),
        ];
        for (name, leaf) in leaves {
            let both = format!("{}{}", leaf.key, leaf.chain);
            write(&dir.join(format!("{name}.pem")), &both, 0o600)?;
            write(&dir.join(format!("{name}.chain.pem")), &leaf.chain, 0o644)?;
            write(&dir.join(format!("{name}.key")), &leaf.key, 0o600)?;
        }
        Ok(())
    }
}

/// A leaf issued by an intermediate CA, without that CA's certificate.
fn without_intermediate(params: &CertificateParams, root: &Issuer<'_, KeyPair>) -> Result<Leaf> {
    let mut between = self::params(&[], -400, 3650)?;
    between.distinguished_name.push(DnType::CommonName, INTERMEDIATE);
    between.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let between_key = KeyPair::generate().context("no key for the intermediate authority")?;
    between.signed_by(&between_key, root).context("the intermediate authority cannot be signed")?;
    let key = KeyPair::generate().context("no key for a leaf")?;
    let leaf = params.signed_by(&key, &Issuer::new(between, between_key)).context("a leaf cannot be signed")?;
    Ok(Leaf { chain: leaf.pem(), key: key.serialize_pem() })
}

/// Parameters of a server certificate for `names`, valid between two days counted from now.
fn params(names: &[&str], from_day: i64, to_day: i64) -> Result<CertificateParams> {
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let common_name = names.first().cloned();
    let mut params = CertificateParams::new(names).context("a host name is not usable")?;
    params.distinguished_name = rcgen::DistinguishedName::new();
    if let Some(name) = common_name {
        params.distinguished_name.push(DnType::CommonName, name);
    }
    params.not_before = day(from_day).into();
    params.not_after = day(to_day).into();
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    Ok(params)
}

/// The time `days` from now; in the past if negative.
fn day(days: i64) -> SystemTime {
    let distance = Duration::from_secs(days.unsigned_abs() * DAY);
    if days < 0 { SystemTime::now() - distance } else { SystemTime::now() + distance }
}

/// Sets a file's mode before writing its content, so that others can never read a key.
fn write(path: &Path, text: &str, mode: u32) -> Result<()> {
    let cannot = || format!("cannot write {}", path.display());
    fs::write(path, "").with_context(cannot)?;
    fs::set_permissions(path, Permissions::from_mode(mode)).with_context(cannot)?;
    fs::write(path, text).with_context(cannot)
}
