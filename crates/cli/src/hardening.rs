//! What the process asks of the system for the sake of the passwords in its memory, and of the connections it holds.

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

/// No core dump, no debugger of the same user; as many files as the system allows. What the system refuses stays as it
/// was: nothing here is needed to work.
pub(crate) fn harden() {
    #[cfg(unix)]
    {
        let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        let files = getrlimit(Resource::Nofile);
        let _ = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, ..files });
    }
    // A core dump that goes to a program ignores the limit.
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_dumpable_behavior(DumpableBehavior::NotDumpable);
}
