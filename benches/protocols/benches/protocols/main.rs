//! Whole calls in memory beside the official crates, one service per wire format: a large page is read, a large request
//! is written. Each call encodes, signs, goes through a transport that answers from memory, and decodes. Both sides have
//! the same settings and otherwise their own defaults; for S3 path style, and the CRC32 that DeleteObjects demands.
//! Before a call is measured, what both sides send and what they make of the answer is compared.
//!
//!     cargo bench --manifest-path benches/protocols/Cargo.toml
//!
//! The official EC2 crate alone takes many minutes to build.

mod case;
mod cloudwatch;
mod ec2;
mod s3;
mod sqs;
mod theirs;

use case::Bench;
use protocols::pages::Pages;

fn main() {
    let (mut bench, pages) = (Bench::new(), Pages::new());
    sqs::receive(&mut bench, &pages);
    sqs::send(&mut bench, &pages);
    ec2::describe(&mut bench, &pages);
    ec2::run(&mut bench, &pages);
    s3::list(&mut bench, &pages);
    s3::delete(&mut bench, &pages);
    cloudwatch::read(&mut bench, &pages);
    cloudwatch::ask(&mut bench, &pages);
    bench.print();
}
