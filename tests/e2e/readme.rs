//! Every command in the README runs.

use std::path::Path;
use std::process::Stdio;

use smtp_doctor_e2e::doctor;
use tokio::io::AsyncBufReadExt as _;
use tokio::process::Command;

use crate::world::World;

#[tokio::test]
async fn every_command_in_the_readme_runs() {
    let world = World::start().await;
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../README.md")).unwrap();
    let commands: Vec<&str> = readme
        .split("```sh\n")
        .skip(1)
        .flat_map(|it| it.split("```").next().unwrap().lines())
        .filter(|it| !it.starts_with("cargo xtask"))
        .collect();
    assert!(commands.len() >= 11, "{commands:?}");
    for command in commands {
        // The examples' server on the internet becomes a closed port of this machine.
        let command =
            command.replace("http://127.0.0.1:8587/", &world.doctor.url).replace("smtp.example.com", "127.0.0.1");
        if command.starts_with("smtp-doctor serve") {
            serves(&command.replace("127.0.0.1:8587", "127.0.0.1:0")).await;
            continue;
        }
        let output = shell(&command).output().await.unwrap();
        let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(matches!(output.status.code(), Some(0 | 1)), "{command}: {said}");
        assert!(!said.contains("\"type\":\"/problems/") && !said.is_empty(), "{command}: {said}");
    }
}

async fn serves(command: &str) {
    let mut child = shell(&format!("exec {command}")).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    let mut lines = tokio::io::BufReader::new(child.stdout.take().unwrap()).lines();
    let first = lines.next_line().await.unwrap().unwrap_or_default();
    assert!(first.contains("smtp-doctor is at http://127.0.0.1:"), "{command}: {first}");
}

fn shell(command: &str) -> Command {
    let folder = doctor::binary().parent().unwrap().to_owned();
    let path = format!("{}:{}", folder.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("bash");
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    shell.arg("-c").arg(command).env("PATH", path).current_dir(root).stdin(Stdio::null());
    shell
}
