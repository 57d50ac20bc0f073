//! What can go wrong with a request, and plans of such faults.

use std::collections::VecDeque;
use std::time::Duration;

use fastrand::Rng;

/// What happens to one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection ends before the request is looked at.
    DroppedBefore,
    /// The request is done, and the connection ends before the answer.
    DroppedAfter,
    /// The request is done, and the connection ends in the middle of the answer.
    Half,
    /// The request isn't done: an error with this status and code, or an empty body where the code is empty.
    Error(u16, &'static str),
    /// As an error 503, with the wish to be asked again after so many milliseconds.
    AskLater(u64),
    /// The request is done, and the answer says that it failed.
    ErrorAfter(u16),
    /// The request is done, and the answer comes late.
    Slow(Duration),
    /// The request isn't done: the answer isn't HTTP.
    Garbage,
    /// The request is done: the answer is HTTP, its body isn't JSON.
    GarbageBody,
    /// The request isn't done: the server's clock is this many seconds ahead and it insists on it.
    Skewed(i64),
}

impl Fault {
    /// Whether the request is done all the same.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(
            self,
            Self::None
                | Self::DroppedAfter
                | Self::Half
                | Self::ErrorAfter(_)
                | Self::Slow(_)
                | Self::GarbageBody
        )
    }

    fn random(random: &mut Rng) -> Self {
        match random.u8(..12) {
            0 => Self::DroppedBefore,
            1 => Self::DroppedAfter,
            2 => Self::Half,
            3 => Self::Error(500, "InternalServerError"),
            4 => Self::Error(503, ""),
            5 => Self::Error(400, "ThrottlingException"),
            6 => Self::AskLater(random.u64(1..20)),
            7 => Self::ErrorAfter(500),
            8 => Self::Slow(Duration::from_millis(random.u64(1..400))),
            9 => Self::Garbage,
            10 => Self::GarbageBody,
            _ => Self::None,
        }
    }
}

/// The faults that requests meet, in their order.
#[derive(Debug, Clone, Default)]
pub struct Plan(VecDeque<Fault>);

impl Plan {
    /// These faults, one for each request.
    pub fn of(faults: impl IntoIterator<Item = Fault>) -> Self {
        Self(faults.into_iter().collect())
    }

    /// So many faults by chance; the same seed gives the same.
    #[must_use]
    pub fn random(seed: u64, length: usize) -> Self {
        let mut random = Rng::with_seed(seed);
        Self((0..length).map(|_| Fault::random(&mut random)).collect())
    }

    /// So many requests of which so many in a hundred meet a fault that passes.
    #[must_use]
    pub fn sometimes(seed: u64, length: usize, percent: u8) -> Self {
        let mut random = Rng::with_seed(seed);
        let faults = [
            Fault::DroppedBefore,
            Fault::DroppedAfter,
            Fault::Half,
            Fault::Error(500, "InternalServerError"),
            Fault::Error(503, ""),
        ];
        let mut one = || {
            let met = random.u8(..100) < percent;
            let fault = random.choice(&faults).filter(|_| met);
            fault.cloned().unwrap_or(Fault::None)
        };
        Self((0..length).map(|_| one()).collect())
    }

    pub(crate) fn next(&mut self) -> Fault {
        self.0.pop_front().unwrap_or(Fault::None)
    }
}
