//! What end to end tests need: real mail servers ([`lab`]), the command that is tested ([`doctor`]), a browser ([`browser`]),
//! pages on a host of their own ([`host`]), a [`redis`], and many probes at once ([`load`]).

pub mod browser;
pub mod doctor;
pub mod host;
pub mod lab;
pub mod load;
pub mod redis;
