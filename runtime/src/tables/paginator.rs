//! How an operation is called again for its next page.

use super::Expression;

/// How an operation's pages follow each other.
#[derive(Debug)]
pub struct Paginator {
    /// The input's members that take a token, by index, and where the output has it.
    pub tokens: &'static [(usize, Expression)],
    /// What says that there is another page; empty where a token says so.
    pub more: &'static [Expression],
}
