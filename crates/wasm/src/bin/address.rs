//! `checkAddress` and `checkAddressList`, and as little else as possible. JSON in, JSON out, like all modules.

#[path = "../exports/address.rs"]
mod address;

fn main() {}
