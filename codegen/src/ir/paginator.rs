//! How an operation's pages follow each other.

use super::{Documentation, Expression, Name};

/// The paginator of an operation.
#[derive(Debug, Clone)]
pub(crate) struct Paginator {
    /// The method's name.
    pub(crate) method: Name,
    pub(crate) documentation: Documentation,
    /// The input's member by index, and where the output has the token.
    pub(crate) tokens: Vec<(usize, Expression)>,
    /// What says that there is another page.
    pub(crate) more: Option<Expression>,
}
