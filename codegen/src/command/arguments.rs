//! The arguments, and the help that explains them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Generates small, fast-compiling Rust crates from AWS service models.
#[derive(Debug, Parser)]
#[command(
    name = "shapesmith",
    version,
    after_help = "A model is AWS's description of a service: a `service-2.json`, with `paginators-1.json` and others beside it, as
they stand in `botocore/data` of AWS's SDK for Python. `shapesmith.toml` says which models become which crates.

Exit codes:
  0  done
  1  `check` found files that are not what they should be, or `diff` a change that breaks users
  2  bad input or arguments: nothing was written; or the disk failed

Examples:
  shapesmith init                             writes a shapesmith.toml for the models in `models`
  shapesmith                                  writes every crate of shapesmith.toml
  shapesmith check                            says which files are stale, changes nothing
  shapesmith generate --model models/fsx/2018-03-01 --out /tmp/fsx --operations CreateBackup,DescribeBackups
  shapesmith generate --model botocore/data --out crates
  shapesmith import botocore/data/fsx --to models --source-version 1.44.5
  shapesmith list models/fsx/2018-03-01
  shapesmith diff HEAD~1:models/fsx models/fsx --operations CreateBackup,DescribeBackups
  shapesmith update --dry-run                 says what botocore's newest models do to the crates of shapesmith.toml"
)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) output: Output,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// What every command has is listed after what it alone has.
const LAST: usize = 900;

/// How messages look.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// How messages are written: as text, or for tools as JSON, an object a line.
    #[arg(long, global = true, value_enum, default_value = "human", value_name = "FORM", display_order = LAST)]
    pub(super) message_format: MessageFormat,
    /// Whether messages are coloured; by default on a terminal, unless NO_COLOR is set.
    #[arg(long, global = true, value_enum, default_value = "auto", value_name = "WHEN", display_order = LAST)]
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
    /// Writes crates; only what changed is touched (this is what `shapesmith` alone does)
    Generate(Generate),
    /// Says whether `generate` would change anything, and what; writes nothing
    Check(Generate),
    /// Writes a shapesmith.toml for the models that are there, with every key explained
    Init(Init),
    /// Says what a newer model does to those who use the service, as a version number would (see `diff --help`)
    Diff(Diff),
    /// Takes newer models for the crates of shapesmith.toml, says what they change, and counts versions up
    Update(Update),
    /// Copies a model into the project, without its documentation, and notes where it is from
    Import(Import),
    /// Shows a service's operations, with how many shapes each reaches, and what a program that calls them depends on
    List(List),
    /// Prints the runtime's own tables of endpoints
    #[command(hide = true)]
    Tables(Tables),
}

impl Default for Command {
    fn default() -> Self {
        Self::Generate(Generate::default())
    }
}

#[derive(Debug, Default, Args)]
pub(super) struct Generate {
    /// The configuration file, when no model is given [default: shapesmith.toml]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["model", "out"])]
    pub(super) config: Option<PathBuf>,
    /// What to generate from: a service's folder, an API version's folder, a service file, or a folder of many services
    #[arg(long, value_name = "PATH", requires = "out")]
    pub(super) model: Option<PathBuf>,
    /// The crate's folder; of many services, the folder that gets a crate for each
    #[arg(long, value_name = "FOLDER", requires = "model")]
    pub(super) out: Option<PathBuf>,
    /// Only these operations and the types they use, with commas between, as `CreateBackup,DescribeBackups` [default: all]
    #[arg(long, value_delimiter = ',', value_parser = trimmed, value_name = "NAMES", requires = "model")]
    pub(super) operations: Option<Vec<String>>,
    /// The crate's name [default: that of the service's folder]
    #[arg(long, value_name = "NAME", requires = "model")]
    pub(super) crate_name: Option<String>,
    /// The protocols to prefer where a service speaks several, with commas between, as `smithy-rpc-v2-cbor`
    /// [default: json,rest-json,rest-xml,smithy-rpc-v2-cbor,query,ec2]
    #[arg(long, value_delimiter = ',', value_parser = trimmed, value_name = "NAMES", requires = "model")]
    pub(super) protocol_priority: Vec<String>,
    #[command(flatten)]
    pub(super) smithy: Smithy,
    /// Only the types, without a client that calls the service
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
    #[arg(long, value_name = "NUMBER")]
    pub(super) threads: Option<usize>,
}

/// How a Smithy model is read.
#[derive(Debug, Default, Args)]
pub(super) struct Smithy {
    /// The service, where a Smithy model has several, as `com.example#Weather`
    #[arg(long, requires = "model", value_name = "NAME")]
    pub(super) service: Option<String>,
    /// Members that a Smithy model calls required and marks `clientOptional` needn't be given
    #[arg(long, requires = "model")]
    pub(super) client_optional: bool,
}

/// A name, without the space that was typed after the comma before it.
#[allow(clippy::unnecessary_wraps, reason = "clap takes nothing else")]
fn trimmed(name: &str) -> Result<String, std::convert::Infallible> {
    Ok(name.trim().to_owned())
}

#[derive(Debug, Args)]
pub(super) struct Init {
    /// The model, or a folder of models [default: models]
    #[arg(long, value_name = "PATH")]
    pub(super) model: Option<PathBuf>,
    /// The folder that gets a folder for each crate
    #[arg(long, value_name = "FOLDER", default_value = "generated")]
    pub(super) out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct Import {
    /// The model: a service folder, an API version's folder, or a service file
    pub(super) path: PathBuf,
    /// The folder that the copy goes to, as `models`: it becomes `models/fsx/2018-03-01`
    #[arg(long, value_name = "FOLDER")]
    pub(super) to: PathBuf,
    /// The service, where a Smithy model has several, as `com.example#Weather`
    #[arg(long, value_name = "NAME")]
    pub(super) service: Option<String>,
    /// Where the model is from, for `manifest.toml` in that folder [default: botocore, or smithy for a Smithy model]
    #[arg(long, value_name = "NAME")]
    pub(super) source_name: Option<String>,
    /// The version of what it is from, as `1.44.5`, for `manifest.toml`
    #[arg(long, value_name = "VERSION")]
    pub(super) source_version: String,
    /// The SHA-256 of the archive that the model came in, for `manifest.toml`
    #[arg(long, value_name = "SHA256")]
    pub(super) source_sha256: Option<String>,
}

#[derive(Debug, Args)]
pub(super) struct Tables {
    /// botocore's partitions.json
    #[arg(long, value_name = "FILE")]
    pub(super) partitions: PathBuf,
    /// The sources of the runtime, runtime/src
    #[arg(long, value_name = "FOLDER")]
    pub(super) out: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct List {
    /// The model: a service folder, an API version's folder, or a service file
    pub(super) path: PathBuf,
    /// Only these operations, with commas between [default: all]
    #[arg(long, value_delimiter = ',')]
    pub(super) operations: Option<Vec<String>>,
    /// The service, where a Smithy model has several, as `com.example#Weather`
    #[arg(long, value_name = "NAME")]
    pub(super) service: Option<String>,
    /// Show what everything is called in Rust instead
    #[arg(long)]
    pub(super) names: bool,
}

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// For a terminal.
    Human,
    /// For the text of a pull request.
    Markdown,
    /// For programs: one object, as docs/diff.schema.json describes it.
    Json,
}

/// From which verdict on a comparison fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Major,
    Minor,
    Never,
}

/// Each side is a model, a folder of models, the name of a crate in shapesmith.toml, or one of these as it is in a
/// revision of git, as `HEAD~1:models/fsx` or `v1.2.0:fsx`.
#[derive(Debug, Args)]
pub(super) struct Diff {
    /// The older side
    pub(super) old: String,
    /// The newer side
    pub(super) new: String,
    /// The configuration file with the crates' names and accepted findings [default: shapesmith.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Only these operations and the types they use, with commas between [default: those of the crate, else all]
    #[arg(long, value_delimiter = ',', value_parser = trimmed, value_name = "NAMES")]
    pub(super) operations: Option<Vec<String>>,
    /// Counts a new member as breaking, as a struct literal that names every member no longer compiles
    #[arg(long)]
    pub(super) strict: bool,
    /// How the report looks
    #[arg(long, value_enum, default_value = "human", value_name = "FORM")]
    pub(super) format: ReportFormat,
    /// From which verdict on the exit code is 1
    #[arg(long, value_enum, default_value = "major", value_name = "VERDICT")]
    pub(super) fail_on: FailOn,
}

#[derive(Debug, Args)]
pub(super) struct Update {
    /// The configuration file [default: shapesmith.toml]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Where the newer models are: a folder of models, a Smithy model, a wheel or source archive of botocore, or a folder
    /// with some, of which the newest is taken [default: what `pip download botocore` gives]
    #[arg(long, value_name = "PATH")]
    pub(super) from: Option<PathBuf>,
    /// The version of what is in a folder of models, as `1.44.5`, for `manifest.toml`; an archive and a Smithy model say
    /// their own
    #[arg(long, value_name = "VERSION")]
    pub(super) source_version: Option<String>,
    /// Only these crates, with commas between [default: all]
    #[arg(long, value_delimiter = ',', value_parser = trimmed, value_name = "NAMES")]
    pub(super) crates: Option<Vec<String>>,
    /// Says what would come of it, changes nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Counts a new member as breaking, as a struct literal that names every member no longer compiles
    #[arg(long)]
    pub(super) strict: bool,
    /// How the report looks
    #[arg(long, value_enum, default_value = "human", value_name = "FORM")]
    pub(super) format: ReportFormat,
}
