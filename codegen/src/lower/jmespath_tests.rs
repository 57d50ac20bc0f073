//! The forms that models use, on a hand-built page.

use super::*;
use crate::ir::{Comparison, Expression, Step};

/// `Page { Backups: [Backup { Lifecycle }], Token, Count, ByName: {Backup} }`, without a model.
fn parsed(text: &str) -> Result<Expression, String> {
    let list = Type::List {
        element: Box::new(Type::Named(Name::new("Backup"))),
        sparse: false,
    };
    let map = Type::Map {
        key: Box::new(Type::String),
        value: Box::new(Type::Named(Name::new("Backup"))),
        sparse: false,
    };
    let shapes = Shapes(
        [
            (
                "Page",
                vec![
                    ("Backups", &list),
                    ("Token", &Type::String),
                    ("Count", &Type::Integer),
                    ("ByName", &map),
                ],
            ),
            ("Backup", vec![("Lifecycle", &Type::String)]),
        ]
        .into(),
    );
    parse(text, &shapes, "Page")
}

#[test]
fn names_become_indices() {
    let path = |steps: Vec<Step>| Ok(Expression::Path(steps));
    assert_eq!(parsed("Token"), path(vec![Step::Member(1)]));
    assert_eq!(
        parsed("Backups[].Lifecycle"),
        path(vec![Step::Member(0), Step::Each, Step::Member(0)])
    );
    assert_eq!(
        parsed("Backups[-1].Lifecycle"),
        path(vec![Step::Member(0), Step::Last, Step::Member(0)])
    );
    assert_eq!(
        parsed("ByName.*.Lifecycle"),
        path(vec![Step::Member(3), Step::Each, Step::Member(0)])
    );
}

#[test]
fn comparisons_bind_tighter_than_and() {
    let Ok(Expression::And(left, right)) = parsed("length(Backups[]) > `0` && Token != 'x'") else {
        panic!("not an and");
    };
    assert!(matches!(
        *left,
        Expression::Compare(_, Comparison::Greater, _)
    ));
    assert!(matches!(
        *right,
        Expression::Compare(_, Comparison::NotEqual, _)
    ));
}

#[test]
fn a_filter_looks_at_elements() {
    let filter = parsed("Backups[?!(Lifecycle == 'A')].Lifecycle").unwrap();
    let Expression::Path(steps) = filter else {
        panic!("not a path");
    };
    assert!(matches!(
        steps.as_slice(),
        [_, Step::Where(Expression::Not(_)), Step::Member(0)]
    ));
}

#[test]
fn what_is_not_understood_is_named() {
    for (text, named) in [
        ("Missing", "`Missing`"),
        ("Backups.*", "`*`"),
        ("Token[]", "only a list"),
        ("length(Token", "parenthesis"),
        ("Token 'x", "quote"),
        ("", "too early"),
        ("max(Count)", "`max`"),
    ] {
        let why = parsed(text).unwrap_err();
        assert!(why.contains(named), "{text}: {why}");
    }
    assert!(parsed(&"(".repeat(5_000)).is_err());
    assert!(parsed(&"!".repeat(5_000)).is_err());
    assert!(parsed(&"Token || ".repeat(200_000)).is_err());
}
