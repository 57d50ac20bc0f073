//! What is waited for, and how it is told.

use super::Expression;

/// Something to wait for by asking again and again.
#[derive(Debug)]
pub struct Waiter {
    /// The waiter's name, as `BackupAvailable`.
    pub name: &'static str,
    /// Seconds between two attempts at the least.
    pub delay: u32,
    /// How many attempts are made by default.
    pub attempts: u32,
    /// What ends the waiting; the first that matches decides.
    pub acceptors: &'static [(State, Matcher)],
}

/// What a matching acceptor means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// What was waited for is there.
    Success,
    /// It won't come any more.
    Failure,
    /// Not yet.
    Retry,
}

/// What an acceptor looks at.
#[derive(Debug)]
pub enum Matcher {
    /// What the expression finds is this.
    Is(Expression, &'static str),
    /// It finds something, and all of it is this.
    All(Expression, &'static str),
    /// Something of what it finds is this.
    Any(Expression, &'static str),
    /// The HTTP status.
    Status(u16),
    /// The error's code.
    Error(&'static str),
    /// Whether there was any error.
    Failed(bool),
}
