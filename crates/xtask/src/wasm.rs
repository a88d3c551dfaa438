//! Where the Wasm standard library comes from, and building with it.
//!
//! In this order: it is installed; rustup can add it; Debian's compiler builds it. What is to be as small as it gets has a
//! standard library built for it, where its source is there.
//!
//! `SMTP_DOCTOR_WASM=debian` takes the last way at once, and so does `CI` where the target is missing: nothing but package
//! registries should be reached there.

use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;

use crate::packages;
use crate::packages::Needed;
use crate::process::Cmd;
use crate::process::say;
use crate::size::Size;

/// What the page is built for.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The page's package and binary.
pub const PAGE: [&str; 2] = ["smtp-doctor-web", "smtp-doctor-page"];

/// Modules that the page loads when it needs them, by the names of their programs. The npm package has them too.
pub const TOOLS: [&str; 2] = ["explain", "message"];

/// Modules that only the npm package has.
pub const CHECKS: [&str; 2] = ["address", "validator"];

/// Where the standard library comes from.
#[derive(Debug)]
pub(crate) enum Way {
    /// The toolchain that runs this task has the target.
    Installed,
    /// The same, and the source of its standard library: built with the page, that is a tenth smaller.
    WithSource,
    /// Debian's compiler builds the standard library.
    Debian,
}

impl Way {
    /// Below `target`: each way has its own folder, or they would rebuild each other.
    const fn folder(&self) -> &'static str {
        match self {
            Self::Installed => "target/wasm",
            Self::WithSource => "target/wasm-std",
            Self::Debian => "target/wasm-debian",
        }
    }
}

/// Builds the page and all its modules in one go: none has a feature of its own, so they share all crates. The folder that
/// holds them.
pub(crate) fn all(way: &Way) -> Result<String> {
    module(way, &["--package", PAGE[0], "--package", "smtp-doctor-wasm", "--bins"])?;
    Ok(folder(way))
}

/// Builds what the page loads when it needs it; the folder that holds it.
pub(crate) fn tools(way: &Way) -> Result<String> {
    module(way, &["--package", "smtp-doctor-wasm", "--bin", TOOLS[0], "--bin", TOOLS[1]])?;
    Ok(folder(way))
}

fn folder(way: &Way) -> String {
    format!("{}/{TARGET}/wasm-release", way.folder())
}

fn module(way: &Way, package: &[&str]) -> Result<()> {
    let build = [&["build", "--target", TARGET, "--profile", "wasm-release"], package].concat();
    let command = match way {
        Way::Installed => Cmd::cargo(&build),
        Way::WithSource => small(Cmd::cargo(&build)),
        Way::Debian => debian(&build)?,
    };
    command.args(&["--target-dir", way.folder()]).run()
}

/// Where the standard library comes from, and why, to be read after "with".
pub(crate) fn choose(size: Size) -> Result<(Way, &'static str)> {
    let wanted = std::env::var("SMTP_DOCTOR_WASM").unwrap_or_default();
    let ci = std::env::var_os("CI").is_some();
    if wanted == "debian" {
        return Ok((Way::Debian, "Debian's compiler, because SMTP_DOCTOR_WASM says so"));
    }
    let rustup = !ci && Cmd::new("rustup").args(&["--version"]).succeeds();
    let add = |what: &[&str]| Cmd::new("timeout").args(&["120", "rustup"]).args(what).succeeds();
    if rustup && !has(TARGET)? {
        say("adding the Wasm target with rustup (at most two minutes)");
        // If it fails, there is another way.
        let _ = add(&["target", "add", TARGET]);
    }
    if !has(TARGET)? {
        let why = "Debian's compiler, because the toolchain lacks the target and rustup could not add it";
        return Ok((Way::Debian, why));
    }
    if size == Size::Quick {
        return Ok((Way::Installed, "the toolchain's standard library"));
    }
    if rustup && !has(SOURCE)? {
        say("adding the standard library's source with rustup (at most two minutes)");
        // Without it, the page is only larger.
        let _ = add(&["component", "add", "rust-src"]);
    }
    Ok(if has(SOURCE)? {
        (Way::WithSource, "a standard library of its own, which is smaller")
    } else {
        (Way::Installed, "the toolchain's standard library, because its source is missing: the page is a tenth larger")
    })
}

/// The source of the standard library, as rustup installs it.
const SOURCE: &str = "src/rust/library/Cargo.lock";

/// Whether the toolchain that runs this task has a part.
fn has(part: &str) -> Result<bool> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let sysroot = Cmd::new(&rustc).args(&["--print", "sysroot"]).output()?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(part).exists())
}

/// Builds the standard library too, without what the page does not need of it.
fn small(command: Cmd) -> Cmd {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SMALL)
}

/// Debian's cargo and compiler, which build the standard library too.
fn debian(build: &[&str]) -> Result<Cmd> {
    let needed = [
        Needed { program: "/usr/bin/rustc", package: "rustc-web" },
        Needed { program: "/usr/bin/cargo", package: "cargo-web" },
    ];
    packages::ensure(&needed, &["rust-web-src"]).with_context(|| {
        format!("the page needs the Wasm target: `rustup target add {TARGET}`, or Debian's packages")
    })?;
    let linker = linker()?;
    let path = format!("/usr/bin:{}", std::env::var("PATH").unwrap_or_default());
    // Variables of the child only: another spelling anywhere would rebuild everything.
    let cargo = Cmd::new("/usr/bin/cargo").args(build).env("PATH", &path).env("RUSTC", "/usr/bin/rustc");
    Ok(small(cargo).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &linker))
}

/// A panic in the page ends it either way: without its text and place, the page is a tenth smaller.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// The linker of the compiler's LLVM: an older one does not read its objects.
fn linker() -> Result<String> {
    let version = Cmd::new("/usr/bin/rustc").args(&["--version", "--verbose"]).output()?;
    let llvm = version
        .lines()
        .find_map(|it| it.strip_prefix("LLVM version: "))
        .and_then(|it| it.split('.').next())
        .context("/usr/bin/rustc does not say which LLVM it has")?;
    let linker = format!("/usr/bin/wasm-ld-{llvm}");
    if !Path::new(&linker).exists() {
        packages::install(&[&format!("lld-{llvm}")])?;
    }
    Ok(linker)
}
