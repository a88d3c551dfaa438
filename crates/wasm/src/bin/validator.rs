//! The module `validator` of the npm package: what the library exports with the feature of this name.

use smtp_doctor_wasm as _;

fn main() {}
