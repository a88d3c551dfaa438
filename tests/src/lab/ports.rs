//! Free ports for servers that need a port in their configuration.

use std::error::Error;
use std::fmt;
use std::io::ErrorKind;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result};

/// How often to try again if another process took one of the ports in the meantime.
const TRIES: usize = 3;

/// Calls `start` with `N` free ports.
pub(super) fn with_free<const N: usize, T>(mut start: impl FnMut([u16; N]) -> Result<T>) -> Result<T> {
    let mut tried = 1;
    loop {
        match start(free()?) {
            Err(error) if tried < TRIES && error.is::<PortTaken>() => tried += 1,
            result => return result,
        }
    }
}

/// Picks ports that are free now. Nothing reserves them until the server binds them, so another process
/// may take one first. Then the start is worth another try.
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

/// One of the ports was taken before the server could bind it.
#[derive(Debug)]
pub(super) struct PortTaken(u16);

impl fmt::Display for PortTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "port {} was taken before the server could bind it", self.0)
    }
}

impl Error for PortTaken {}

/// A port that is in use, after a server has exited at once. Not every server logs that: Postfix opens its
/// log only after binding all ports.
pub(super) fn taken(ports: &[u16]) -> Option<PortTaken> {
    let in_use = |port: &u16| {
        TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_err_and(|error| error.kind() == ErrorKind::AddrInUse)
    };
    ports.iter().copied().find(in_use).map(PortTaken)
}
