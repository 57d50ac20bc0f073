//! Feeds every decoder with seeded junk and broken messages: no panic, no hang, no memory out of proportion. Long messages
//! say whether the time grows with the length alone.
//!
//!     cargo run --release --manifest-path fuzz/Cargo.toml -- [executions] [target] [seed] [first]
//!
//! Ten million executions of every target by default; a single one shows its input. A failure says with which arguments it comes again, and ends the
//! program with 101 (a panic) or 1.

mod growth;
mod input;
mod services;
mod target;

use std::process::exit;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};
use std::{panic, thread};

use fastrand::Rng;
use peak_alloc::PeakAlloc;
use target::Target;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// An input of so many bytes may take so many times as much memory …
const TIMES: usize = 10;

/// … and so much whatever it is: an error becomes a document too, and `serde_json` takes hundreds of bytes for an object
/// that three bytes on the wire open. What trusts a length, or grows with the input's square, takes far more.
const ALLOWANCE: usize = 512 * 1024;

/// One execution in so many is a long message.
const LONG: u64 = 2_000;

/// One execution that takes longer hangs; they take microseconds.
const HANGS: Duration = Duration::from_secs(120);

/// The execution under way.
static EXECUTION: AtomicU64 = AtomicU64::new(0);

struct Arguments {
    executions: u64,
    target: Option<String>,
    seed: u64,
    first: u64,
}

fn arguments() -> Option<Arguments> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let number = |index: usize, usual: u64| match given.get(index) {
        Some(text) => text.parse().ok(),
        None => Some(usual),
    };
    Some(Arguments {
        executions: number(0, 10_000_000)?,
        target: given.get(1).filter(|name| *name != "all").cloned(),
        seed: number(2, 2026)?,
        first: number(3, 0)?,
    })
}

fn main() -> std::io::Result<()> {
    let Some(arguments) = arguments() else {
        eprintln!("usage: fuzz [executions] [target, or all] [seed] [first]");
        exit(2);
    };
    let targets = target::all()?;
    let chosen = |target: &&Target| match &arguments.target {
        Some(name) => target.name == name,
        None => true,
    };
    println!(
        "{:12}{:>14}{:>14}{:>14}{:>14}",
        "target", "executions", "per second", "most bytes", "times input"
    );
    for target in targets.iter().filter(chosen) {
        run(target, &arguments);
    }
    Ok(())
}

fn run(target: &Target, arguments: &Arguments) {
    let (name, seed) = (target.name, arguments.seed);
    EXECUTION.store(arguments.first, Ordering::Relaxed);
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        usual(panic);
        eprintln!("{}", again(name, seed));
    }));
    let (stop, stopped) = mpsc::channel();
    let watch = thread::spawn(move || watch(&stopped, name, seed));
    let start = Instant::now();
    let (mut most, mut times) = (0, 0);
    for execution in arguments.first..arguments.first + arguments.executions {
        EXECUTION.store(execution, Ordering::Relaxed);
        if execution % LONG == 0 {
            long(target, seed, execution, arguments.executions == 1);
        }
        let (took, length) = once(target, seed, execution, arguments.executions == 1);
        most = most.max(took);
        // With fewer bytes it is the fixed cost that is measured.
        if length >= 1024 {
            times = times.max(took / length);
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    drop(stop);
    let _ = watch.join();
    #[allow(clippy::cast_precision_loss, reason = "to be read by people")]
    let rate = arguments.executions as f64 / seconds;
    println!(
        "{name:12}{:>14}{rate:>14.0}{most:>14}{times:>14}",
        arguments.executions
    );
}

/// How the execution under way is made again alone.
fn again(name: &str, seed: u64) -> String {
    let execution = EXECUTION.load(Ordering::Relaxed);
    format!("come again with: 1 {name} {seed} {execution}")
}

/// Ends the program when an execution takes too long, until there is nothing more to watch.
fn watch(stopped: &Receiver<()>, name: &str, seed: u64) {
    let mut before = None;
    while stopped.recv_timeout(HANGS) == Err(RecvTimeoutError::Timeout) {
        let now = Some(EXECUTION.load(Ordering::Relaxed));
        if now == before {
            eprintln!("{name} hangs; {}", again(name, seed));
            exit(1);
        }
        before = now;
    }
}

/// A long message of the same seed and number.
fn long(target: &Target, seed: u64, execution: u64, shown: bool) {
    let mut random = random(seed, !execution);
    let growing = growth::Growing::make(&mut random, target);
    if let Some(complaint) = growing.complaint(target, shown) {
        let name = target.name;
        eprintln!("{name} {complaint}; {}", again(name, seed));
        exit(1);
    }
}

fn random(seed: u64, execution: u64) -> Rng {
    Rng::with_seed(seed.wrapping_add(execution.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// One execution: the most memory that it took beyond its input, and the input's length.
fn once(target: &Target, seed: u64, execution: u64, shown: bool) -> (usize, usize) {
    let mut random = random(seed, execution);
    let status = if random.u8(..8) == 0 { 400 } else { 200 };
    let input = input::make(&mut random, &target.corpus, target.words);
    if shown {
        println!("{}", input.escape_ascii());
    }
    let response = target.response(status, &input);
    MEMORY.reset_peak_usage();
    let before = MEMORY.current_usage();
    (target.read)(response);
    let took = MEMORY.peak_usage().saturating_sub(before);
    if took > TIMES * input.len() + ALLOWANCE {
        let (name, length) = (target.name, input.len());
        eprintln!(
            "{name} takes {took} bytes for {length}; {}",
            again(name, seed)
        );
        exit(1);
    }
    (took, input.len())
}
