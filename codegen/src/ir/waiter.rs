//! Something to wait for by asking again and again.

use super::{Documentation, Expression};

/// A waiter, with the operation that it calls.
#[derive(Debug, Clone)]
pub(crate) struct Waiter {
    /// The name in the model, as `BackupAvailable`.
    pub(crate) name: String,
    /// The method's name.
    pub(crate) method: String,
    pub(crate) documentation: Documentation,
    /// Seconds between two attempts.
    pub(crate) delay: u64,
    pub(crate) attempts: u64,
    pub(crate) acceptors: Vec<Acceptor>,
}

/// What ends the waiting, or not yet.
#[derive(Debug, Clone)]
pub(crate) struct Acceptor {
    /// The runtime's name of the state: `Success`, `Failure`, `Retry`.
    pub(crate) state: &'static str,
    pub(crate) matcher: Matcher,
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
