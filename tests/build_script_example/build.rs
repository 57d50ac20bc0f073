//! Generates the two operations that this crate calls.

fn main() -> Result<(), shapesmith::Error> {
    shapesmith::Service::load("../../models/fsx/2018-03-01")?
        .operations(["CreateBackup", "DescribeBackups"])
        .write_out_dir()
}
