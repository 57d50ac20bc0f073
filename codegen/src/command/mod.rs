//! The command: reads arguments, runs, prints, and says in its exit code how it went.
//!
//! Does nothing that the library can't do.

mod again;
mod api;
mod arguments;
mod comparing;
mod configuration;
mod dependencies;
mod diff;
mod disk;
mod generate;
mod import;
mod init;
mod job;
mod jobs;
mod list;
mod newer;
mod order;
mod outs;
mod real_path;
mod revision;
mod runtime;
mod show;
mod sides;
mod staging;
mod tables;
mod tips;
mod update;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser as _;

use arguments::{Arguments, Command};
use generate::Mode;
use show::Show;

/// Everything is as asked for.
const DONE: u8 = 0;
/// `check` found files that are not what they should be.
const STALE: u8 = 1;
/// Something is wrong with the input, the arguments or the disk.
const FAILED: u8 = 2;

/// Runs the command line, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let given: Vec<OsString> = arguments.into_iter().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => {
            return ExitCode::from(Show::arguments(&tips::with_tip(error), &given));
        }
    };
    let show = Show::new(&arguments.output);
    let code = match arguments.command.unwrap_or_default() {
        Command::Generate(options) if options.dry_run => {
            generate::run(&options, Mode::DryRun, &show)
        }
        Command::Generate(options) => generate::run(&options, Mode::Write, &show),
        Command::Check(options) => generate::run(&options, Mode::Check, &show),
        Command::Diff(options) => diff::run(&options, &show),
        Command::Update(options) => update::run(&options, &show),
        Command::Init(options) => init::run(&options, &show),
        Command::Import(options) => import::run(&options, &show),
        Command::List(options) => list::run(&options, &show),
        Command::Tables(options) => tables::run(&options, &show),
    };
    ExitCode::from(show.finished(code))
}
