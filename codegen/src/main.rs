//! The command `shapesmith`.

use std::process::ExitCode;

fn main() -> ExitCode {
    shapesmith::command::run(std::env::args_os())
}
