//! What others need for the same conversation: nodemailer's `verify()` and Python's smtplib, each in one process.

use anyhow::Context as _;
use anyhow::Result;
use tokio::process::Command;

const NODEMAILER: &str = r"
const nodemailer = require('nodemailer');
(async () => {
  const [port, rounds] = [Number(process.argv[1]), Number(process.argv[2])];
  const probe = () => nodemailer.createTransport({ host: '127.0.0.1', port, secure: true, tls: { servername: 'localhost' },
    auth: { user: 'user@example.test', pass: 'secret' } }).verify();
  for (let i = 0; i < 20; i++) await probe();
  const begun = process.hrtime.bigint();
  for (let i = 0; i < rounds; i++) await probe();
  console.log(rounds / (Number(process.hrtime.bigint() - begun) / 1e9));
})();";

const SMTPLIB: &str = r"
import smtplib, ssl, sys, time
port, rounds, ca = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
context = ssl.create_default_context(cafile=ca)
def probe():
    with smtplib.SMTP_SSL('127.0.0.1', port, context=context) as server:
        server.login('user@example.test', 'secret')
for _ in range(20): probe()
begun = time.perf_counter()
for _ in range(rounds): probe()
print(rounds / (time.perf_counter() - begun))";

/// Probes per second of each rival that is there.
pub(crate) async fn rates(port: u16, ca: &str) -> Result<Vec<(&'static str, f64)>> {
    let folder = crate::root().join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let ca_file = folder.join("ca.pem");
    std::fs::write(&ca_file, ca)?;
    let port = port.to_string();
    let mut rates = Vec::new();
    let mut node = Command::new("node");
    node.current_dir(&folder).env("NODE_EXTRA_CA_CERTS", &ca_file).args(["-e", NODEMAILER, &port, "200"]);
    let mut python = Command::new("python3");
    python.args(["-c", SMTPLIB, &port, "200"]).arg(&ca_file);
    for (name, mut command) in [("nodemailer verify()", node), ("Python smtplib", python)] {
        let output = command.output().await.with_context(|| format!("{name} cannot be run"))?;
        let printed = String::from_utf8_lossy(&output.stdout);
        match printed.trim().parse() {
            Ok(rate) => rates.push((name, rate)),
            Err(_) => crate::line(&format!("skipped: {name}: {}", String::from_utf8_lossy(&output.stderr).trim()))?,
        }
    }
    Ok(rates)
}
