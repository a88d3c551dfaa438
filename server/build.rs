//! Rebuilds this crate when the page was rebuilt: its files are embedded in the binary.

fn main() {
    // While there is no page, cargo takes the missing file for a changed one and looks again each time: what was built
    // without a page is never mistaken for current.
    println!("cargo::rerun-if-changed=../dist/index.html");
}
