//! Something to wait for by asking again and again.

use super::{Documentation, Expression, Name};

/// A waiter, with the operation that it calls.
#[derive(Debug, Clone)]
pub(crate) struct Waiter {
    /// The name in the model, as `BackupAvailable`.
    pub(crate) name: String,
    /// The method's name.
    pub(crate) method: Name,
    pub(crate) documentation: Documentation,
    /// Seconds between two attempts.
    pub(crate) delay: u32,
    pub(crate) attempts: u32,
    pub(crate) acceptors: Vec<Acceptor>,
}

/// What ends the waiting, or not yet.
#[derive(Debug, Clone)]
pub(crate) struct Acceptor {
    pub(crate) state: State,
    pub(crate) matcher: Matcher,
}

/// What becomes of the waiting; named like the runtime's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    Success,
    Failure,
    Retry,
}

/// What an acceptor looks at; named like the runtime's.
#[derive(Debug, Clone)]
pub(crate) enum Matcher {
    Is(Expression, String),
    All(Expression, String),
    Any(Expression, String),
    Status(u16),
    Error(String),
    Failed(bool),
}
