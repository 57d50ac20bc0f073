//! Reads an AWS service's model and writes a small Rust crate: types, errors, and a call for each operation.
//!
//! Most projects use it from `build.rs`; the command `shapesmith` does the same for crates that are checked in.
//!
//! ```no_run
//! # fn main() -> Result<(), shapesmith::Error> {
//! shapesmith::Service::load("models/fsx/2018-03-01")?
//!     .operations(["CreateBackup", "DescribeBackups"])
//!     .write_out_dir()
//! # }
//! ```
//!
//! Data flows one way: `load` reads the files, `lower` decides names and types, `check` looks them over, `emit` prints
//! them, `write` brings the disk up to date.

// Without the command, a build script uses a part of the stages only.
#![cfg_attr(not(feature = "cli"), allow(dead_code, unused_imports))]

mod build_script;
mod characters;
mod check;
#[cfg(feature = "cli")]
pub mod command;
#[cfg(feature = "cli")]
mod config;
mod diagnostics;
#[cfg(feature = "cli")]
mod diff;
mod emit;
mod encoding;
mod error;
mod file_names;
mod generate;
#[cfg(feature = "cli")]
mod import;
mod ir;
mod load;
mod lower;
mod rerun;
#[cfg(feature = "cli")]
mod surface;
mod toml_text;
pub mod write;

pub use build_script::Service;
pub use diagnostics::{Diagnostic, Severity};
pub use error::Error;
