//! `checkMessage`, without the text of the entries.

#[path = "../exports/message.rs"]
mod message;

fn main() {}
