//! Mail servers with packages that conflict with Postfix. They are unpacked below `target` instead of installed.

use std::path::Path;

use anyhow::Result;
use anyhow::bail;

use smtp_doctor_xtask::packages;
use smtp_doctor_xtask::process::Cmd;
use smtp_doctor_xtask::process::say;
use smtp_doctor_xtask::root;

struct Server {
    /// The folder below `target/mail-servers`.
    folder: &'static str,
    package: &'static str,
    program: &'static str,
    /// Packages with libraries that some Debian systems lack.
    libraries: &'static [&'static str],
}

const SERVERS: &[Server] = &[
    Server {
        folder: "exim",
        package: "exim4-daemon-light",
        program: "usr/sbin/exim4",
        libraries: &["libgnutls-dane0", "libidn12", "libnsl2"],
    },
    Server { folder: "opensmtpd", package: "opensmtpd", program: "usr/sbin/smtpd", libraries: &["libevent-2.1-7"] },
];

/// Unpacks a package. The folder appears only when it is complete.
const UNPACK: &str = r#"
rm -rf "$1" "$1.new"
mkdir -p "$1.new"
cd "$1.new"
apt-get -qq -o APT::Sandbox::User=root download "$2"
dpkg-deb -x ./*.deb .
rm ./*.deb
mv "$1.new" "$1"
"#;

/// Makes sure that every server is unpacked and starts.
pub(crate) fn ensure() -> Result<()> {
    for server in SERVERS {
        let folder = root().join("target/mail-servers").join(server.folder);
        let program = folder.join(server.program);
        if starts(&program) {
            continue;
        }
        packages::install(server.libraries)?;
        say(&format!("unpacking {}", server.package));
        let folder = folder.to_string_lossy().into_owned();
        Cmd::new("sh").args(&["-e", "-c", UNPACK, "unpack", &folder, server.package]).run()?;
        if !starts(&program) {
            bail!("{} from the package {} lacks a library", program.display(), server.package);
        }
    }
    Ok(())
}

/// Whether the program exists with all its libraries.
fn starts(program: &Path) -> bool {
    let libraries = || Cmd::new("ldd").args(&[program]).output();
    program.exists() && libraries().is_ok_and(|found| !found.contains("not found"))
}
