//! Finds endpoints by the rules of FSx and S3 beside the official crates' resolvers, from parameters that are there.
//!
//!     cargo run --release --manifest-path benches/endpoints/Cargo.toml
//!
//! The official resolver keeps its last answer, and gives it again where nothing changes. So two sets of parameters take
//! turns, as two buckets do, and a column tells what it takes where one stays. Both sides take turns in each round; the
//! median of the rounds is told, and the least. What both find is compared before.

mod cases;
mod ours;
mod theirs;

use std::time::Instant;

use cases::{Case, Service};

const ROUNDS: usize = 300;
const TIMES: u32 = 1_000;

/// Nanoseconds that one of these takes, and the round's average is one of many.
fn round(mut once: impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    for turn in 0..TIMES as usize {
        once(turn);
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(TIMES)
}

#[derive(Default)]
struct Measured(Vec<f64>);

impl Measured {
    fn median(&mut self) -> f64 {
        self.0.sort_by(f64::total_cmp);
        self.0[self.0.len() / 2]
    }

    fn least(&self) -> f64 {
        self.0.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

fn measure<R: theirs::Resolver>(case: &Case, resolver: &R) {
    let theirs = case.both().map(|given| resolver.parameters(&given));
    let both = case.both();
    let ours = [0, 1].map(|turn| ours::parameters(case.service, &both[turn]));
    for turn in [0, 1] {
        let (found, expected) = (
            ours::found(case.service, &ours[turn]),
            resolver.found(&theirs[turn]),
        );
        assert_eq!(found, expected, "{}", case.name);
    }
    let mut times: [Measured; 3] = Default::default();
    for _ in 0..ROUNDS {
        times[0].0.push(round(|turn| {
            resolver.resolve(&theirs[turn % 2]);
        }));
        times[1].0.push(round(|turn| {
            ours::resolve_once(case.service, &ours[turn % 2]);
        }));
        times[2].0.push(round(|_| {
            resolver.resolve(&theirs[0]);
        }));
    }
    let medians = [0, 1, 2].map(|side| times[side].median());
    let [official, shapesmith, again] = [0, 1, 2].map(|side| {
        let least = times[side].least();
        format!("{:.0} ({least:.0})", medians[side])
    });
    let ratio = medians[0] / medians[1];
    println!(
        "{:34}{official:>16}{shapesmith:>16}{ratio:>7.2}x{again:>16}",
        case.name
    );
}

fn main() {
    println!("ns for one, median (least) of {ROUNDS} rounds of {TIMES}\n");
    println!(
        "{:34}{:>16}{:>16}{:>8}{:>16}",
        "", "official", "shapesmith", "", "official, kept"
    );
    let (fsx, s3) = (theirs::Fsx::default(), theirs::S3::default());
    for case in &cases::CASES {
        match case.service {
            Service::Fsx => measure(case, &fsx),
            Service::S3 => measure(case, &s3),
        }
    }
}
