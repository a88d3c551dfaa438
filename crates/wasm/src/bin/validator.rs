//! Everything in `address`, plus `check` and the catalogue. `install` adds the text of the entries later.

#[path = "../exports/address.rs"]
mod address;
#[path = "../exports/validator.rs"]
mod validator;

fn main() {}
