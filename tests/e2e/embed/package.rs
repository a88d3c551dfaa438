//! The npm package as developers use it: in React and Vue built by Vite, and in Node.

use std::fs;
use std::path::Path;
use std::process::Command;

use fantoccini::Locator;
use smtp_doctor_e2e::browser::Browser;
use smtp_doctor_e2e::host::Host;
use tempfile::TempDir;

use super::VALID;
use super::accessible;
use super::fill;
use super::root;
use super::run;
use super::sent;

/// Builds a framework's example from the documentation with Vite.
fn built(language: &str, main: &str) -> (Host, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let modules = root().canonicalize().unwrap().join("tests/embed/node_modules");
    fs::create_dir(at("node_modules")).unwrap();
    for package in ["@vitejs", "react", "react-dom", "vite", "vue"] {
        std::os::unix::fs::symlink(modules.join(package), at("node_modules").join(package)).unwrap();
    }
    std::os::unix::fs::symlink(root().canonicalize().unwrap().join("dist/npm"), at("node_modules/smtp-doctor"))
        .unwrap();
    let page = fs::read_to_string(root().join("docs/EMBEDDING.md")).unwrap();
    let example = page.split(&format!("```{language}\n")).nth(1).unwrap().split("\n```").next().unwrap();
    fs::write(at(&format!("{language}-example.{language}")), example).unwrap();
    fs::write(at("main.jsx"), main).unwrap();
    let html = "<!doctype html><html lang=en><head><meta charset=utf-8><title>Built</title>\
        <meta http-equiv=Content-Security-Policy content=\"default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'\">\
        </head><body><main><h1>Settings</h1><div id=app></div></main><script type=module src=./main.jsx></script></body></html>";
    fs::write(at("index.html"), html).unwrap();
    let config = "import vue from '@vitejs/plugin-vue'; \
        export default { base: './', plugins: [vue()], esbuild: { jsx: 'automatic' }, build: { target: 'es2022' } };";
    fs::write(at("vite.config.mjs"), config).unwrap();
    let output =
        Command::new("node").arg(modules.join("vite/bin/vite.js")).arg("build").current_dir(folder.path()).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    (Host::of(&at("dist")).unwrap(), folder)
}

#[tokio::test]
async fn react_and_vue_keep_their_elements_and_notice_fixes() {
    let react = built("jsx", "import './jsx-example.jsx';");
    let vue = built(
        "vue",
        "import { createApp } from 'vue'; import It from './vue-example.vue'; createApp(It).mount('#app');",
    );
    for (host, _folder) in [react, vue] {
        let browser = Browser::start(1280, false).await.unwrap();
        browser.page.goto(&host.url).await.unwrap();
        browser.page.wait().for_element(Locator::Css("form[data-smtp-doctor-state=on]")).await.unwrap();
        run(
            &browser,
            "window.sent = 0; document.addEventListener('submit', (it) => { window.sent += 1; it.preventDefault(); })",
        )
        .await;
        fill(&browser, "[name=server]", "smtp.gmial.com").await;
        browser.wait_for("label:has([name=server]) + .smtp-doctor-note", "smtp.gmail.com").await.unwrap();
        browser.click("label:has([name=server]) + .smtp-doctor-note button").await.unwrap();
        browser.wait_for("output", "smtp.gmail.com").await.unwrap();
        fill(&browser, "[name=from]", "anna@@example.com").await;
        browser.wait_for("label:has([name=from]) + .smtp-doctor-note", "@").await.unwrap();
        assert_eq!(sent(&browser).await, 0);
        fill(&browser, "[name=from]", "anna@example.com").await;
        browser.wait_until(VALID).await.unwrap();
        assert_eq!(sent(&browser).await, 1);
        accessible(&browser).await;
    }
}

#[test]
fn publint_finds_no_problem_in_the_package() {
    let publint = root().join("tests/embed/node_modules/publint/src/cli.js");
    let output = Command::new("node").arg(publint).arg("--strict").arg(root().join("dist/npm")).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("All good"), "{said}");
}

/// As a developer gets it: packed, installed into an empty folder, run by Node.
#[test]
fn the_packed_package_runs_in_node() {
    let folder = tempfile::tempdir().unwrap();
    let npm = |args: &[&str], at: &Path| {
        let output = Command::new("npm").args(args).current_dir(at).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    };
    let target = folder.path().display().to_string();
    let tarball = npm(&["pack", "--silent", "--pack-destination", &target], &root().join("dist/npm"));
    fs::write(folder.path().join("package.json"), "{\"private\":true}").unwrap();
    npm(&["install", "--silent", "--no-audit", "--no-fund", &format!("./{tarball}")], folder.path());
    let page = fs::read_to_string(root().join("docs/EMBEDDING.md")).unwrap();
    let example = page.split("// node-example.mjs\n").nth(1).unwrap().split("\n```").next().unwrap();
    fs::write(folder.path().join("node-example.mjs"), example).unwrap();
    let output = Command::new("node").arg("node-example.mjs").current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.lines().next(), Some("port-security-mismatch { security: 'implicit_tls' }"), "{said}");
    assert!(said.contains("anna@gmail.com") && said.contains("smtp-auth-disabled true"), "{said}");
}
