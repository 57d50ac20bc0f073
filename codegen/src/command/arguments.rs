//! The arguments, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Generates small, fast-compiling Rust crates from AWS service models.
#[derive(Debug, Parser)]
#[command(
    name = "shapesmith",
    version,
    after_help = "Exit codes:
  0  done
  1  `check` found files that are not what they should be
  2  bad input or arguments: nothing was written; or the disk failed

Examples:
  shapesmith                                  writes every crate of shapesmith.toml
  shapesmith check                            says which files are stale, changes nothing
  shapesmith generate --model models/fsx/2018-03-01 --out /tmp/fsx --operations CreateBackup,DescribeBackups
  shapesmith generate --model botocore/data --out crates
  shapesmith import botocore/data/fsx --to models --source-version 1.44.5
  shapesmith list models/fsx/2018-03-01"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// How messages look.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// The form of diagnostics: text, or a JSON object a line for tools.
    #[arg(long, global = true, value_enum, default_value = "human")]
    pub(super) message_format: MessageFormat,
    /// Whether messages are coloured; by default on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value = "auto")]
    pub(super) color: Color,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Writes crates; only what changed is touched (this is the default)
    Generate(Generate),
    /// Says whether `generate` would change anything
    Check(Generate),
    /// Copies a model in, structure only, without its prose
    Import(Import),
    /// Shows a service's operations, with how many shapes each reaches, and what a program that calls them depends on
    List(List),
}

impl Default for Command {
    fn default() -> Self {
        Self::Generate(Generate::default())
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct Generate {
    /// The configuration file, when no model is given [default: shapesmith.toml]
    #[arg(long, conflicts_with_all = ["model", "out"])]
    pub(super) config: Option<PathBuf>,
    /// A service folder, an API version's folder, a service file, or a folder of many services
    #[arg(long, requires = "out")]
    pub(super) model: Option<PathBuf>,
    /// The crate's folder; of many services, the folder that gets a crate for each
    #[arg(long, requires = "model")]
    pub(super) out: Option<PathBuf>,
    /// The operations to keep, with commas between [default: all]
    #[arg(long, value_delimiter = ',', requires = "model")]
    pub(super) operations: Option<Vec<String>>,
    /// The crate's name [default: the service's folder]
    #[arg(long, requires = "model")]
    pub(super) crate_name: Option<String>,
    /// The protocols to prefer where a service speaks several, with commas between, as `smithy-rpc-v2-cbor`
    /// [default: json,rest-json,rest-xml,smithy-rpc-v2-cbor,query,ec2]
    #[arg(long, value_delimiter = ',', requires = "model")]
    pub(super) protocol_priority: Vec<String>,
    /// Types without a client
    #[arg(long, requires = "model")]
    pub(super) types_only: bool,
    /// Where the runtime's crate lies, seen from the crate [default: beside the sources of this shapesmith, or the
    /// published one]
    #[arg(long, requires = "model")]
    pub(super) runtime_path: Option<String>,
    /// The name under which the crate depends on the runtime [default: ::shapesmith_runtime]
    #[arg(long, requires = "model", value_name = "PATH")]
    pub(super) runtime: Option<String>,
    /// Of a folder of many services: every API version, not just the newest
    #[arg(long, requires = "model")]
    pub(super) all_versions: bool,
    /// Says what would be written, changes nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// How many services are worked on at once [default: one per processor]
    #[arg(long)]
    pub(super) threads: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The model: a service folder, an API version's folder, or a service file
    pub(super) path: PathBuf,
    /// The folder of models
    #[arg(long)]
    pub(super) to: PathBuf,
    /// Where the model is from, for the manifest
    #[arg(long, default_value = "botocore")]
    pub(super) source_name: String,
    /// The version of the source, for the manifest
    #[arg(long)]
    pub(super) source_version: String,
    /// The SHA-256 of the archive that the model came in
    #[arg(long)]
    pub(super) source_sha256: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The model: a service folder, an API version's folder, or a service file
    pub(super) path: PathBuf,
    /// Only these operations, with commas between [default: all]
    #[arg(long, value_delimiter = ',')]
    pub(super) operations: Option<Vec<String>>,
    /// Show what everything is called in Rust instead
    #[arg(long)]
    pub(super) names: bool,
}
