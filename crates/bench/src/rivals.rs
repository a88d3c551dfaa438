//! Rivals with the same SMTP conversation: lettre's `test_connection()`, nodemailer's `verify()` and Python's smtplib, each in
//! one process.

use anyhow::Context as _;
use anyhow::Result;
use anyhow::ensure;
use lettre::AsyncSmtpTransport;
use lettre::Tokio1Executor;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::Certificate;
use lettre::transport::smtp::client::Tls;
use lettre::transport::smtp::client::TlsParameters;
use tokio::process::Command;

use crate::results;
use crate::workspace;

const NODEMAILER: &str = r"
const nodemailer = require('nodemailer');
(async () => {
  const [port, rounds, atOnce] = process.argv.slice(1).map(Number);
  const probe = () => nodemailer.createTransport({ host: '127.0.0.1', port, secure: true, tls: { servername: 'localhost' },
    auth: { user: 'user@example.test', pass: 'secret' } }).verify();
  for (let i = 0; i < 20; i++) await probe();
  const begun = process.hrtime.bigint();
  let left = rounds;
  const worker = async () => { while (left-- > 0) await probe(); };
  await Promise.all(Array.from({ length: atOnce }, worker));
  console.log(rounds / (Number(process.hrtime.bigint() - begun) / 1e9));
})();";

const SMTPLIB: &str = r"
import smtplib, ssl, sys, time
from concurrent.futures import ThreadPoolExecutor
(port, rounds, at_once), ca = map(int, sys.argv[1:4]), sys.argv[4]
context = ssl.create_default_context(cafile=ca)
def probe(_=0):
    with smtplib.SMTP_SSL('127.0.0.1', port, context=context) as server:
        server.login('user@example.test', 'secret')
for _ in range(20): probe()
begun = time.perf_counter()
with ThreadPoolExecutor(at_once) as pool: list(pool.map(probe, range(rounds)))
print(rounds / (time.perf_counter() - begun))";

const ROUNDS: &str = "1000";

/// lettre's transport for the same sign-in, with a new connection each time.
pub(crate) fn lettre(port: u16, ca: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>> {
    let tls = TlsParameters::builder("127.0.0.1".to_owned())
        .add_root_certificate(Certificate::from_pem(ca.as_bytes())?)
        .build_rustls()?;
    Ok(AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("127.0.0.1")
        .port(port)
        .tls(Tls::Wrapper(tls))
        .credentials(Credentials::new("user@example.test".to_owned(), "secret".to_owned()))
        .pool_config(PoolConfig::new().max_size(0))
        .build())
}

/// One connection with sign-in.
pub(crate) async fn verify(transport: &AsyncSmtpTransport<Tokio1Executor>) -> Result<()> {
    ensure!(transport.test_connection().await?, "lettre did not connect");
    Ok(())
}

/// Probes per second of each installed rival program, `at_once` at a time.
pub(crate) async fn rates(port: u16, ca: &str, at_once: u32) -> Result<Vec<(&'static str, f64)>> {
    let folder = workspace::root().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let ca_file = folder.join("ca.pem");
    std::fs::write(&ca_file, ca)?;
    let (port, at_once) = (port.to_string(), at_once.to_string());
    let mut rates = Vec::new();
    let mut node = Command::new("node");
    node.current_dir(&folder).env("NODE_EXTRA_CA_CERTS", &ca_file).args(["-e", NODEMAILER, &port, ROUNDS, &at_once]);
    let mut python = Command::new("python3");
    python.args(["-c", SMTPLIB, &port, ROUNDS, &at_once]).arg(&ca_file);
    for (name, mut command) in [("nodemailer verify()", node), ("Python smtplib", python)] {
        let output = command.output().await.with_context(|| format!("{name} cannot be run"))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        match printed.trim().parse() {
            Ok(rate) => rates.push((name, rate)),
            Err(_) => results::line(&format!("skipped: {name}: {}", String::from_utf8_lossy(&output.stderr).trim()))?,
        }
    }
    Ok(rates)
}
