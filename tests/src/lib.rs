//! Helpers for end-to-end tests: real mail servers ([`lab`]), the command under test ([`doctor`]), a browser ([`browser`]),
//! a static web host ([`host`]), [`redis`], and load with many probes at once ([`load`]).

pub mod browser;
pub mod doctor;
pub mod host;
pub mod lab;
pub mod load;
pub mod redis;
