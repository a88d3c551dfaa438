//! `checkMessage`. Its findings have no entry text.

#[path = "../exports/message.rs"]
mod message;

fn main() {}
