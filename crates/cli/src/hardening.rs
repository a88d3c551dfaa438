//! Process limits: no core dumps, because memory holds passwords, and as many open files as the system allows.

#[cfg(target_os = "linux")]
use rustix::process::DumpableBehavior;
#[cfg(unix)]
use rustix::process::Resource;
#[cfg(unix)]
use rustix::process::Rlimit;
#[cfg(unix)]
use rustix::process::getrlimit;
#[cfg(unix)]
use rustix::process::setrlimit;

/// Disables core dumps and debuggers of the same user, and raises the limit of open files. Ignores what the system
/// refuses, because the program works without it.
pub(crate) fn harden() {
    #[cfg(unix)]
    {
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let files = getrlimit(Resource::Nofile);
        let _ = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files });
    }
    // The limit does not apply when the kernel pipes core dumps to a program.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
}
