//! The same as `address`, and `check` and the catalogue; the text of the entries comes later, by `install`.

#[path = "../exports/address.rs"]
mod address;
#[path = "../exports/validator.rs"]
mod validator;

fn main() {}
