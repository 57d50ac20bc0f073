//! What a generated crate offers to those who use it, and how that differs between two texts of it: operations, types,
//! members, variants, errors and constructors.
//!
//! Reads what was printed and opens no file. It says what differs; whether that breaks anyone isn't decided here.

mod change;
mod compare;
mod pieces;
mod read;
mod show;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeMap;

pub(crate) use change::{Change, Sign, Subject};
pub(crate) use pieces::differing;
pub(crate) use show::lines;

/// What stands in some texts of a crate; of a type, maybe only a part.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Surface {
    /// The methods of the client that call the service.
    calls: BTreeMap<String, Call>,
    types: BTreeMap<String, Type>,
    /// The variants of the error, with the structure that each holds.
    errors: BTreeMap<String, String>,
    /// Whether a text was no Rust, and so is not in here.
    pub(crate) unreadable: bool,
}

/// A method of the client.
#[derive(Debug, PartialEq, Eq)]
struct Call {
    subject: Subject,
    takes: String,
    returns: String,
}

/// A type of the service, as far as it was read.
#[derive(Debug, Default, PartialEq, Eq)]
struct Type {
    /// What it is; `None` if only its methods were read.
    kind: Option<Subject>,
    /// Fields or variants, with what they hold.
    parts: BTreeMap<String, String>,
    /// The arguments of `new`, each with its type.
    new: Option<Vec<(String, String)>>,
    /// The methods that set a field, with what they take.
    setters: BTreeMap<String, String>,
}
