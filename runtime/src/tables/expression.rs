//! The part of JMESPath that paginators and waiters use: members are indices of tables.

/// An expression over an output.
#[derive(Debug)]
pub enum Expression {
    /// What a path leads to.
    Path(&'static [Step]),
    /// A string.
    Text(&'static str),
    /// A number.
    Number(f64),
    /// A boolean.
    Boolean(bool),
    /// How long a list, map or string is.
    Length(&'static Expression),
    /// Whether two values compare so.
    Compare(&'static Expression, Comparison, &'static Expression),
    /// The first value if it counts as false, else the second.
    And(&'static Expression, &'static Expression),
    /// The first value if it counts as true, else the second.
    Or(&'static Expression, &'static Expression),
    /// The opposite.
    Not(&'static Expression),
}

/// A step of a path.
#[derive(Debug)]
pub enum Step {
    /// The member at this index of the table.
    Member(usize),
    /// Every element of a list, or every value of a map.
    Each,
    /// The last element of a list.
    Last,
    /// Every element of a list for which the expression counts as true.
    Where(&'static Expression),
}

/// How two values may compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}
