//! Finds a toolchain for WebAssembly and builds the modules with it.
//!
//! In this order: the installed target, the target added by rustup, Debian's compiler. The smallest page needs a standard
//! library built from source, if the source is available.
//!
//! `SMTP_DOCTOR_WASM=debian` chooses Debian's compiler at once. So does `CI` if the target is missing, because CI may only
//! reach package registries.

use std::path::Path;

use anyhow::Context as _;
use anyhow::Result;

use crate::packages;
use crate::packages::Needed;
use crate::process::Cmd;
use crate::process::say;
use crate::size::Size;

/// The target triple of the page.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// The package and the binary of the page.
pub const PAGE: [&str; 2] = ["smtp-doctor-web", "smtp-doctor-page"];

/// Binaries of modules that the page loads on demand. The npm package contains them too.
pub const TOOLS: [&str; 2] = ["explain", "message"];

/// Modules that only the npm package contains.
pub const CHECKS: [&str; 2] = ["address", "validator"];

/// The source of the standard library.
#[derive(Debug)]
pub(crate) enum Toolchain {
    /// The current toolchain has the target.
    Installed,
    /// It also has the source of the standard library. Built with the page, that saves a tenth of the size.
    WithSource,
    /// Debian's compiler builds the standard library.
    Debian,
}

impl Toolchain {
    /// The target directory. Each toolchain has its own, or they would invalidate each other's builds.
    const fn folder(&self) -> &'static str {
        match self {
            Self::Installed => "target/wasm",
            Self::WithSource => "target/wasm-std",
            Self::Debian => "target/wasm-debian",
        }
    }
}

/// Builds the page and all its modules at once and returns their folder. None has its own features, so they share all
/// crates.
pub(crate) fn all(toolchain: &Toolchain) -> Result<String> {
    module(toolchain, &["--package", PAGE[0], "--package", "smtp-doctor-wasm", "--bins"])?;
    Ok(folder(toolchain))
}

/// Builds the modules that the page loads on demand and returns their folder.
pub(crate) fn tools(toolchain: &Toolchain) -> Result<String> {
    module(toolchain, &["--package", "smtp-doctor-wasm", "--bin", TOOLS[0], "--bin", TOOLS[1]])?;
    Ok(folder(toolchain))
}

fn folder(toolchain: &Toolchain) -> String {
    format!("{}/{TARGET}/wasm-release", toolchain.folder())
}

fn module(toolchain: &Toolchain, package: &[&str]) -> Result<()> {
    let build = [&["build", "--target", TARGET, "--profile", "wasm-release"], package].concat();
    let command = match toolchain {
        Toolchain::Installed => Cmd::cargo(&build),
        Toolchain::WithSource => small(Cmd::cargo(&build)),
        Toolchain::Debian => debian(&build)?,
    };
    command.args(&["--target-dir", toolchain.folder()]).run()
}

/// Chooses a toolchain and says why. The reason completes "building with ..".
pub(crate) fn choose(size: Size) -> Result<(Toolchain, &'static str)> {
    let wanted = std::env::var("SMTP_DOCTOR_WASM").unwrap_or_default();
    let ci = std::env::var_os("CI").is_some();
    if wanted == "debian" {
        return Ok((Toolchain::Debian, "Debian's compiler, because SMTP_DOCTOR_WASM says so"));
    }
    let rustup = !ci && Cmd::new("rustup").args(&["--version"]).succeeds();
    let add = |what: &[&str]| Cmd::new("timeout").args(&["120", "rustup"]).args(what).succeeds();
    if rustup && !has(TARGET)? {
        say("adding the Wasm target with rustup (at most two minutes)");
        // If it fails, Debian's compiler is next.
        let _ = add(&["target", "add", TARGET]);
    }
    if !has(TARGET)? {
        let why = "Debian's compiler, because the toolchain lacks the target and rustup could not add it";
        return Ok((Toolchain::Debian, why));
    }
    if size == Size::Quick {
        return Ok((Toolchain::Installed, "the toolchain's standard library"));
    }
    if rustup && !has(SOURCE)? {
        say("adding the standard library's source with rustup (at most two minutes)");
        // Without the source, the page is just larger.
        let _ = add(&["component", "add", "rust-src"]);
    }
    Ok(if has(SOURCE)? {
        (Toolchain::WithSource, "a standard library built from source, which is smaller")
    } else {
        (
            Toolchain::Installed,
            "the toolchain's standard library, because its source is missing: the page is a tenth larger",
        )
    })
}

/// The source of the standard library, as rustup installs it.
const SOURCE: &str = "src/rust/library/Cargo.lock";

/// Whether the current toolchain has a component.
fn has(component: &str) -> Result<bool> {
    let rustc = std::env::var("RUSTC").unwrap_or_else(|_| "rustc".to_owned());
    let sysroot = Cmd::new(&rustc).args(&["--print", "sysroot"]).output()?;
    Ok(Path::new(sysroot.trim()).join("lib/rustlib").join(component).exists())
}

/// Also builds the standard library, without parts that the page does not need.
fn small(command: Cmd) -> Cmd {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", SMALL)
}

/// Debian's cargo and compiler, which also build the standard library.
fn debian(build: &[&str]) -> Result<Cmd> {
    let needed = [
        Needed { program: "/usr/bin/rustc", package: "rustc-web" },
        Needed { program: "/usr/bin/cargo", package: "cargo-web" },
    ];
    packages::ensure(&needed, &["rust-web-src"]).with_context(|| {
        format!("the page needs the Wasm target. Run `rustup target add {TARGET}`, or install Debian's packages")
    })?;
    let linker = linker()?;
    let path = format!("/usr/bin:{}", std::env::var("PATH").unwrap_or_default());
    // Set only for the child process: a different value elsewhere would rebuild everything.
    let cargo = Cmd::new("/usr/bin/cargo").args(build).env("PATH", &path).env("RUSTC", "/usr/bin/rustc");
    Ok(small(cargo).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", &linker))
}

/// A panic ends the page anyway. Without message and location, the page is a tenth smaller.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// The linker of the compiler's LLVM version. An older one cannot read the object files.
fn linker() -> Result<String> {
    let version = Cmd::new("/usr/bin/rustc").args(&["--version", "--verbose"]).output()?;
    let llvm = version
        .lines()
        .find_map(|it| it.strip_prefix("LLVM version: "))
        .and_then(|it| it.split('.').next())
        .context("/usr/bin/rustc does not print its LLVM version")?;
    let linker = format!("/usr/bin/wasm-ld-{llvm}");
    if !Path::new(&linker).exists() {
        packages::install(&[&format!("lld-{llvm}")])?;
    }
    Ok(linker)
}
