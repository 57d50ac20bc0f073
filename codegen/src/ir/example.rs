//! An operation's examples: expressions as trees, of which nothing is printed yet.

use super::{Documentation, Name};

/// One example of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Example {
    /// What it shows.
    pub(crate) title: Documentation,
    /// The request; `None` for an operation without input.
    pub(crate) input: Option<Value>,
}

/// A Rust expression that makes a value; the printer decides nothing.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Boolean(bool),
    Integer(i32),
    Long(i64),
    Float(f32),
    Double(f64),
    /// A string literal; `exact` when a `String` is needed and not whatever turns into one.
    Text {
        text: String,
        exact: bool,
    },
    /// `ByteStream::from_path("…")?`
    File(String),
    /// `Type::Variant`
    Variant {
        ty: Name,
        variant: Name,
    },
    /// `Type::from("…")`, a value that the model doesn't know.
    Other {
        ty: Name,
        wire: String,
    },
    /// `[…]`, or a `Vec` when `exact`.
    List {
        elements: Vec<Value>,
        exact: bool,
    },
    /// `[(…, …)]`, or a `BTreeMap` when `exact`.
    Map {
        entries: Vec<(Value, Value)>,
        exact: bool,
    },
    /// `Type::Variant(value)`, the value in a `Box` when `boxed`.
    Union {
        ty: Name,
        variant: Name,
        boxed: bool,
        value: Box<Value>,
    },
    /// `Type::new(arguments).setter(value)…`
    Structure {
        ty: Name,
        arguments: Vec<Value>,
        setters: Vec<(Name, Value)>,
    },
}
