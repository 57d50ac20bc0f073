//! The part of JMESPath that paginators and waiters use, with members as indices; named like the runtime's.

/// An expression over an output.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Expression {
    Path(Vec<Step>),
    Text(String),
    Number(f64),
    Boolean(bool),
    Length(Box<Expression>),
    Compare(Box<Expression>, Comparison, Box<Expression>),
    And(Box<Expression>, Box<Expression>),
    Or(Box<Expression>, Box<Expression>),
    Not(Box<Expression>),
}

/// A step of a path.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// The member at this index of the structure.
    Member(usize),
    Each,
    /// Every key of the map.
    Keys,
    /// What each of these paths leads to.
    Several(Vec<Vec<Step>>),
    Last,
    Where(Expression),
}

/// How two values may compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}
