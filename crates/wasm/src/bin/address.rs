//! The smallest module: `checkAddress` and `checkAddressList`. Like all modules, it takes text and returns JSON.

#[path = "../exports/address.rs"]
mod address;

fn main() {}
