//! schemathesis checks the API against its OpenAPI description with valid and invalid requests.

use std::path::Path;

use smtp_doctor_e2e::doctor::Doctor;
use smtp_doctor_testkit::dns::FakeDns;
use tokio::process::Command;

#[tokio::test]
async fn the_api_conforms_to_its_description() {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/schemathesis/bin/schemathesis");
    // Its made-up host names are looked up only here, where none exists. The service refuses addresses of this machine.
    let dns = FakeDns::start(&[]).await;
    let doctor = Doctor::serve(&["--timeout", "2", "--name-server", &dns.address.to_string()]).await.unwrap();
    let checks = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,\
                  response_schema_conformance";
    let output = Command::new(program)
        .args(["run", &format!("{}api/v1/openapi.json", doctor.url), "--checks", checks])
        .args(["--phases", "examples,coverage,fuzzing", "--max-examples", "20", "--seed", "1", "--no-color"])
        .args(["--generation-database", "none", "--suppress-health-check", "all"])
        // Some versions write their results to the working directory.
        .current_dir(tempfile::tempdir().unwrap().path())
        .output()
        .await
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
}
