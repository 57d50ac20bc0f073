//! One call on both sides: that they do the same, how long it takes, and the table at the end.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use criterion::{BatchSize, Criterion, SamplingMode, Throughput};
use protocols::Sent;
use serde_json::Value;
use tokio::runtime::Runtime;

/// How often the sides are measured, in turn: what else the machine does slows some rounds down.
const ROUNDS: usize = 3;

/// How one side makes a client that answers with a page, what it puts in, and the call.
pub struct Side<Client, Input, Call> {
    pub client: Client,
    pub input: Input,
    pub call: Call,
}

/// What is compared before measuring: what a body means, and whether the outputs are the same.
pub struct Same<Agree> {
    pub meaning: fn(&[u8]) -> Value,
    pub agree: Agree,
}

pub struct Bench {
    criterion: Criterion,
    runtime: Runtime,
    /// What was measured, and how large the body is.
    names: Vec<(&'static str, usize)>,
    /// What was measured in an earlier run isn't shown again.
    started: SystemTime,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            criterion: Criterion::default().configure_from_args(),
            runtime: tokio::runtime::Builder::new_current_thread()
                .enable_time()
                .build()
                .unwrap(),
            names: Vec::new(),
            started: SystemTime::now(),
        }
    }

    pub fn case<C, A, O, D, B, P>(
        &mut self,
        name: &'static str,
        page: &Bytes,
        ours: Side<impl Fn(&Bytes, Option<Sent>) -> C, impl Fn() -> A, impl AsyncFn(&C, A) -> O>,
        theirs: Side<impl Fn(&Bytes, Option<Sent>) -> D, impl Fn() -> B, impl AsyncFn(&D, B) -> P>,
        same: Same<impl Fn(&O, &P)>,
    ) {
        let (our_output, our_body) = self.once(&ours, page);
        let (their_output, their_body) = self.once(&theirs, page);
        assert_eq!(
            (same.meaning)(&our_body),
            (same.meaning)(&their_body),
            "{name}"
        );
        (same.agree)(&our_output, &their_output);
        let bytes = page.len().max(our_body.len());
        self.names.push((name, bytes));
        for round in 1..=ROUNDS {
            self.measure(name, &format!("official {round}"), bytes, page, &theirs);
            self.measure(name, &format!("shapesmith {round}"), bytes, page, &ours);
        }
    }

    fn once<C, A, O>(
        &self,
        side: &Side<impl Fn(&Bytes, Option<Sent>) -> C, impl Fn() -> A, impl AsyncFn(&C, A) -> O>,
        page: &Bytes,
    ) -> (O, Bytes) {
        let sent = Sent::default();
        let client = (side.client)(page, Some(sent.clone()));
        let output = self.runtime.block_on((side.call)(&client, (side.input)()));
        let body = sent.lock().unwrap().clone();
        (output, body)
    }

    /// What is sent is made before the clock starts; what comes is dropped while it runs.
    fn measure<C, A, O>(
        &mut self,
        name: &str,
        side_name: &str,
        bytes: usize,
        page: &Bytes,
        side: &Side<impl Fn(&Bytes, Option<Sent>) -> C, impl Fn() -> A, impl AsyncFn(&C, A) -> O>,
    ) {
        let (client, call) = ((side.client)(page, None), &side.call);
        let mut group = self.criterion.benchmark_group(name);
        group
            .sampling_mode(SamplingMode::Flat)
            .sample_size(30)
            .measurement_time(Duration::from_secs(2));
        group
            .warm_up_time(Duration::from_secs(1))
            .throughput(Throughput::Bytes(bytes as u64));
        group.bench_function(side_name, |bencher| {
            let once = |input| {
                let client = &client;
                async move { drop(black_box(call(client, input).await)) }
            };
            bencher.to_async(&self.runtime).iter_batched(
                &side.input,
                once,
                BatchSize::PerIteration,
            );
        });
        group.finish();
    }

    /// One line for each call: the best round of each side, by criterion's own medians.
    pub fn print(self) {
        println!(
            "{:42}{:>10}{:>14}{:>14}{:>8}",
            "a call, one thread, in memory", "body", "official", "shapesmith", "ratio"
        );
        for (name, bytes) in self.names {
            let medians = ["official", "shapesmith"].map(|side| {
                let medians = (1..=ROUNDS)
                    .filter_map(|round| median(name, &format!("{side} {round}"), self.started));
                medians.min_by(f64::total_cmp)
            });
            let [Some(theirs), Some(ours)] = medians else {
                continue;
            };
            println!(
                "{name:42}{:>7} KB{:>11.1} µs{:>11.1} µs{:>7.2}x",
                bytes / 1000,
                theirs / 1000.0,
                ours / 1000.0,
                theirs / ours
            );
        }
    }
}

/// Nanoseconds; `None` for what wasn't measured since then.
fn median(name: &str, side: &str, since: SystemTime) -> Option<f64> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .parent()?
        .join("criterion");
    let file = folder.join(name).join(side).join("new/estimates.json");
    if file.metadata().ok()?.modified().ok()? < since {
        return None;
    }
    let text = std::fs::read_to_string(file).ok()?;
    let estimates: Value = serde_json::from_str(&text).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}
