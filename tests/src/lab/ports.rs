//! Free ports for servers that have to be told theirs.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// How often a start is tried again when somebody took one of the ports meanwhile.
const TRIES: usize = 3;

/// Starts something on `N` free ports.
pub(super) fn with_free<const N: usize, T>(mut start: impl FnMut([u16; N]) -> Result<T>) -> Result<T> {
    let mut tried = 1;
    loop {
        match start(free()?) {
            Err(error) if tried < TRIES && error.is::<PortTaken>() => tried += 1,
            result => return result,
        }
    }
}

/// Picks ports that are free now. Nothing reserves them until the server has bound them, so a start can
/// still lose one to somebody else, and is then worth another try.
pub(super) fn free<const N: usize>() -> Result<[u16; N]> {
    let mut ports = [0; N];
    let mut held = Vec::new();
    for port in &mut ports {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no free port")?;
        *port = listener.local_addr().context("a listener has no address")?.port();
        held.push(listener);
    }
    Ok(ports)
}

/// One of the ports was not free any more when the server wanted it.
#[derive(Debug)]
pub(super) struct PortTaken(u16);

impl fmt::Display for PortTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "port {} was taken before the server could bind it", self.0)
    }
}

impl Error for PortTaken {}

/// Finds out whether a server that ended at once did so for want of a port. Not every server says so:
/// Postfix opens its log only after all ports, and has nothing but syslog before.
pub(super) fn taken(ports: &[u16]) -> Option<PortTaken> {
    let in_use = |port: &u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
    };
    ports.iter().copied().find(in_use).map(PortTaken)
}
