//! Everything in `validator`, plus `explain`.

#[path = "../exports/address.rs"]
mod address;
#[path = "../exports/explain.rs"]
mod explain;
#[path = "../exports/validator.rs"]
mod validator;

fn main() {}
