//! The API's description is good for generators: three make a client of it, and the clients ask the service and read its
//! answers. Their programs are in `tests/clients`.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Output;

use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_e2e::load;
use smtp_doctor_testkit::dns::FakeDns;
use smtp_doctor_testkit::script::Scripted;
use smtp_doctor_testkit::script::expect;
use smtp_doctor_testkit::script::say;
use tempfile::TempDir;
use tokio::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// A service, a mail server that it may probe, and a folder with the service's description.
struct Service {
    doctor: Doctor,
    mail_server: Scripted,
    folder: TempDir,
    _dns: FakeDns,
}

impl Service {
    async fn start() -> Self {
        let dns = load::name_server().await;
        let name_server = dns.address.to_string();
        let flags = ["--allow-target", "127.0.0.0/8", "--timeout", "5", "--name-server", &name_server];
        let doctor = Doctor::serve(&flags).await.unwrap();
        let script = vec![
            say("220 test"),
            expect("EHLO"),
            say("250 test"),
            expect("MAIL"),
            say("250 ok"),
            expect("RCPT"),
            say("250 ok"),
            expect("QUIT"),
            say("221 bye"),
        ];
        let mail_server = Scripted::start(script).await;
        let folder = tempfile::tempdir().unwrap();
        let document = doctor.get("/api/v1/openapi.json").await.unwrap();
        fs::write(folder.path().join("openapi.json"), document.body).unwrap();
        Self { doctor, mail_server, folder, _dns: dns }
    }

    /// Runs a program in the folder, beside the programs of its package.
    async fn run(&self, program: &Path, args: &[&str]) {
        let path = [program.parent().unwrap().as_os_str(), &std::env::var_os("PATH").unwrap()].join(OsStr::new(":"));
        let mut command = Command::new(program);
        let output = command.args(args).current_dir(self.folder.path()).env("PATH", path).output().await.unwrap();
        succeeded(&output);
    }

    /// Runs a program with a client in it, which asks the service.
    async fn ask(&self, program: &Path, client: &str) {
        let (url, port) = (self.doctor.url.trim_end_matches('/'), self.mail_server.address.port().to_string());
        let output = Command::new(program)
            .args([client, url, &port])
            .current_dir(self.folder.path())
            .env("PYTHONPATH", self.folder.path())
            .output()
            .await
            .unwrap();
        succeeded(&output);
    }

    /// Puts a file of `tests/clients` into the folder.
    fn put(&self, name: &str) {
        fs::copy(root().join("tests/clients").join(name), self.folder.path().join(name)).unwrap();
    }
}

#[track_caller]
fn succeeded(output: &Output) {
    let said = [output.stdout.as_slice(), &output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[tokio::test]
async fn the_description_has_no_lint_errors() {
    let service = Service::start().await;
    let redocly = root().join("tests/clients/node_modules/.bin/redocly");
    service.run(&redocly, &["lint", "--extends", "recommended", "openapi.json"]).await;
}

#[tokio::test]
async fn a_client_of_openapi_typescript_compiles_and_reads_real_answers() {
    let service = Service::start().await;
    let modules = root().join("tests/clients/node_modules");
    std::os::unix::fs::symlink(&modules, service.folder.path().join("node_modules")).unwrap();
    for file in ["client.ts", "package.json"] {
        service.put(file);
    }
    service.run(&modules.join(".bin/openapi-typescript"), &["openapi.json", "--output", "api.d.ts"]).await;
    let flags = ["--strict", "--noUncheckedIndexedAccess", "--target", "es2022", "--module", "nodenext"];
    service.run(&modules.join(".bin/tsc"), &[&flags[..], &["--skipLibCheck", "client.ts"]].concat()).await;
    service.ask(Path::new("node"), "client.js").await;
}

#[tokio::test]
async fn a_client_of_openapi_python_client_reads_real_answers() {
    let service = Service::start().await;
    let programs = root().join("target/openapi-python-client/bin");
    let flags = ["generate", "--path", "openapi.json", "--meta", "none", "--output-path", "generated"];
    service.run(&programs.join("openapi-python-client"), &[&flags[..], &["--fail-on-warning"]].concat()).await;
    service.put("python_client.py");
    service.ask(&programs.join("python"), "python_client.py").await;
}

#[tokio::test]
async fn a_client_of_openapi_generator_reads_real_answers() {
    let service = Service::start().await;
    let programs = root().join("target/openapi-generator-cli/bin");
    let flags = ["generate", "--input-spec", "openapi.json", "--generator-name", "python", "--output", "."];
    service.run(&programs.join("openapi-generator-cli"), &flags).await;
    service.put("generator_client.py");
    service.ask(&programs.join("python"), "generator_client.py").await;
}
