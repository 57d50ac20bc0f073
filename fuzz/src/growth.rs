//! Whether time and memory grow with a message's length, or with its square: messages that say the same again and again,
//! once and twice as often.
//!
//! Times differ from run to run, so that the best of several tries counts, and only what is beyond doubt fails.

use std::time::{Duration, Instant};

use fastrand::Rng;

use crate::MEMORY;
use crate::target::Target;

/// Bytes of the shorter message, about.
const LENGTH: usize = 48 * 1024;

/// How often each message is read before its time is believed.
const TRIES: usize = 8;

/// Twice the message may take so many times the time, and this on top of it.
const TIMES: u32 = 3;
const NOISE: Duration = Duration::from_millis(3);

/// Memory for each byte, and for any message: three times what a decoder allows itself, as lists that grow are held twice.
const MEMORY_PER_BYTE: usize = 3 * 64;
const ALLOWANCE: usize = 3 * (8 << 20);

/// A message with two places at which something is said again and again.
pub struct Growing {
    parts: [Vec<u8>; 3],
    pieces: [Vec<u8>; 2],
}

impl Growing {
    /// Takes one that is known to be hard, or takes a message of the corpus apart.
    pub fn make(random: &mut Rng, target: &Target) -> Self {
        if random.bool()
            && let Some([start, first, middle, second, end]) = random.choice(target.hard)
        {
            return Self {
                parts: [start, middle, end].map(|part| part.to_vec()),
                pieces: [first, second].map(|piece| piece.to_vec()),
            };
        }
        let message = random.choice(&target.corpus).cloned().unwrap_or_default();
        let mut cuts = [
            random.usize(..=message.len()),
            random.usize(..=message.len()),
        ];
        cuts.sort_unstable();
        let part = |from: usize, to: usize| message.get(from..to).unwrap_or_default().to_vec();
        Self {
            parts: [
                part(0, cuts[0]),
                part(cuts[0], cuts[1]),
                part(cuts[1], message.len()),
            ],
            pieces: [
                piece(random, &message, target),
                piece(random, &message, target),
            ],
        }
    }

    /// The message with pieces of so many bytes in all.
    fn message(&self, length: usize) -> Vec<u8> {
        let [start, middle, end] = &self.parts;
        let [first, second] = self
            .pieces
            .each_ref()
            .map(|piece| piece.repeat(length / 2 / piece.len().max(1)));
        [&start[..], &first, middle, &second, end].concat()
    }

    /// Why the target reads the longer message worse than twice as well as the shorter one.
    pub fn complaint(&self, target: &Target, shown: bool) -> Option<String> {
        let (once, twice) = (self.message(LENGTH), self.message(2 * LENGTH));
        if shown {
            let [start, middle, end] = self.parts.each_ref().map(|part| part.escape_ascii());
            let [first, second] = self.pieces.each_ref().map(|piece| piece.escape_ascii());
            println!("{start} ({first}) again and again {middle} ({second}) again and again {end}");
        }
        let (memory, more_memory) = (memory(target, &once), memory(target, &twice));
        let length = twice.len();
        if more_memory > MEMORY_PER_BYTE * length + ALLOWANCE
            || more_memory > 3 * memory + ALLOWANCE
        {
            return Some(format!(
                "takes {more_memory} bytes for {length}, and {memory} for half of it"
            ));
        }
        // Where memory begins to come from the system, time takes a leap once, but not with every doubling.
        too_long(target, &once, &twice)?;
        let (short, long) = too_long(target, &twice, &self.message(4 * LENGTH))?;
        Some(format!(
            "takes {long:?} for {} bytes, and {short:?} for half of them",
            2 * length
        ))
    }
}

/// The times for a message and one that is twice as long, if the longer one takes too much.
fn too_long(target: &Target, message: &[u8], double: &[u8]) -> Option<(Duration, Duration)> {
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..TRIES {
        short = short.min(time(target, message));
        long = long.min(time(target, double));
        if long <= short * TIMES + NOISE {
            return None;
        }
    }
    Some((short, long))
}

/// A few bytes of the message, one of them, or a piece that means something.
fn piece(random: &mut Rng, message: &[u8], target: &Target) -> Vec<u8> {
    let at = random.usize(..=message.len());
    let length = match random.u8(..4) {
        0 => 1,
        1 => {
            return random
                .choice(target.words)
                .map(|word| word.to_vec())
                .unwrap_or_default();
        }
        _ => random.usize(1..64),
    };
    message
        .get(at..(at + length).min(message.len()))
        .unwrap_or_default()
        .to_vec()
}

fn time(target: &Target, message: &[u8]) -> Duration {
    let response = target.response(200, message);
    let start = Instant::now();
    (target.read)(response);
    let good = start.elapsed();
    let response = target.response(400, message);
    let start = Instant::now();
    (target.read)(response);
    good.max(start.elapsed())
}

fn memory(target: &Target, message: &[u8]) -> usize {
    let both = [200, 400].map(|status| {
        let response = target.response(status, message);
        MEMORY.reset_peak_usage();
        let before = MEMORY.current_usage();
        (target.read)(response);
        MEMORY.peak_usage().saturating_sub(before)
    });
    both[0].max(both[1])
}
