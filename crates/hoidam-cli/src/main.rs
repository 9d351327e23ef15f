//! The program `hoidam`.
fn main() {}
