//! What end to end tests need: real mail servers ([`lab`]), the command that is tested ([`doctor`]), a browser ([`browser`]).

pub mod browser;
pub mod doctor;
pub mod lab;
