//! Where the Wasm standard library comes from, and building with it.
//!
//! In this order: it is installed; rustup can add it; Debian's compiler builds it. `SMTP_DOCTOR_WASM=debian` takes the
//! last way at once, and so does `CI`, where nothing but package registries should be reached.

use std::path::Path;
use std::path::PathBuf;

use anyhow::Context as _;
use anyhow::Result;

use crate::packages;
use crate::packages::Needed;
use crate::process::Cmd;
use crate::process::say;
use crate::root;

/// What the page is built for.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

enum Way {
    /// The toolchain that runs this task has the target.
    Installed,
    /// The same, and the source of its standard library: built with the page, that is a tenth smaller.
    WithSource,
    /// Debian's compiler builds the standard library.
    Debian,
}

/// The modules that a browser loads.
pub(crate) struct Modules {
    /// The page.
    pub(crate) page: PathBuf,
    /// What it loads when it needs it; each by the name of its feature.
    pub(crate) tools: [(&'static str, PathBuf); 2],
    /// What only the npm package has beside those.
    pub(crate) checks: [(&'static str, PathBuf); 2],
}

/// Builds the modules; where they lie.
pub(crate) fn build() -> Result<Modules> {
    let (way, why) = choose()?;
    say(&format!("building the page for Wasm: {why}"));
    let folder = modules(&way)?;
    let named = |name: &'static str| (name, folder.join(format!("{name}.wasm")));
    Ok(Modules {
        page: folder.join("smtp-doctor-page.wasm"),
        tools: [named("explain"), named("message")],
        checks: [named("address"), named("validator")],
    })
}

/// Builds them in one go: none has a feature of its own, so they share all crates. The folder they are in.
fn modules(way: &Way) -> Result<PathBuf> {
    let build = ["build", "--target", TARGET, "--profile", "wasm-release"];
    let build = [&build[..], &["--package", "smtp-doctor-web", "--package", "smtp-doctor-wasm", "--bins"]].concat();
    // Each way has its own folder, or they would rebuild each other.
    let (folder, command) = match way {
        Way::Installed => ("target/wasm", Cmd::cargo(&build)),
        Way::WithSource => ("target/wasm-std", small(Cmd::cargo(&build))),
        Way::Debian => ("target/wasm-debian", debian(&build)?),
    };
    command.args(&["--target-dir", folder]).run()?;
    Ok(root().join(folder).join(TARGET).join("wasm-release"))
}

fn choose() -> Result<(Way, &'static str)> {
    let wanted = std::env::var("SMTP_DOCTOR_WASM").unwrap_or_default();
    let ci = std::env::var_os("CI").is_some();
    if wanted == "debian" {
        return Ok((Way::Debian, "Debian's compiler, because SMTP_DOCTOR_WASM says so"));
    }
    let rustup = !ci && Cmd::new("rustup").args(&["--version"]).succeeds();
    let add = |what: &[&str]| Cmd::new("timeout").args(&["120", "rustup"]).args(what).succeeds();
    if rustup && !has(TARGET)? {
        say("adding the Wasm target and the standard library's source with rustup (at most four minutes)");
        // Without the source, the page is only larger; without the target, there is another way.
        let _ = add(&["target", "add", TARGET]) && add(&["component", "add", "rust-src"]);
    }
    if has(TARGET)? {
        return Ok(if has("src/rust/library/Cargo.lock")? {
            (Way::WithSource, "the toolchain has the target and its library's source")
        } else {
            (Way::Installed, "the toolchain has the target")
        });
    }
    Ok((Way::Debian, "Debian's compiler, because the toolchain lacks the target and rustup could not add it"))
}

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
