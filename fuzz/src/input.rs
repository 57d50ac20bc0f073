//! Makes inputs: junk, and messages of the corpus with something wrong.
//!
//! Everything follows from the seed and the number of the execution, so that any of them can be made again alone.

use fastrand::Rng;

/// Inputs don't grow beyond this.
const LONGEST: usize = 2048;

/// The input of one execution.
pub fn make(random: &mut Rng, corpus: &[Vec<u8>], words: &[&[u8]]) -> Vec<u8> {
    let mut input = if random.u8(..) < 16 {
        let length = random.usize(..64);
        (0..length).map(|_| random.u8(..)).collect()
    } else {
        random.choice(corpus).cloned().unwrap_or_default()
    };
    for _ in 0..random.usize(1..=6) {
        mutate(random, &mut input, corpus, words);
    }
    input.truncate(LONGEST);
    input
}

fn mutate(random: &mut Rng, input: &mut Vec<u8>, corpus: &[Vec<u8>], words: &[&[u8]]) {
    let at = random.usize(..=input.len());
    match random.u8(..8) {
        0 => {
            if let Some(byte) = input.get_mut(at) {
                *byte ^= 1 << random.u8(..8);
            }
        }
        1 => {
            if let Some(byte) = input.get_mut(at) {
                *byte = random.u8(..);
            }
        }
        2 => input.truncate(at),
        3 => {
            let end = random.usize(at..=input.len());
            input.drain(at..end);
        }
        4 => {
            // What is said once is said many times: also how things get deep.
            let end = (at + random.usize(..32)).min(input.len());
            let piece = input
                .get(at..end)
                .unwrap_or_default()
                .repeat(random.usize(1..48));
            insert(input, at, &piece);
        }
        5 | 6 => {
            let word = random.choice(words).copied().unwrap_or_default();
            insert(input, at, word);
        }
        _ => {
            let other = random.choice(corpus).cloned().unwrap_or_default();
            let from = random.usize(..=other.len());
            let to = random.usize(from..=other.len());
            insert(input, at, other.get(from..to).unwrap_or_default());
        }
    }
}

fn insert(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    input.splice(at..at, piece.iter().copied());
}
