//! Each form of an expression, on a small value.

use super::Comparison::{Equal, Greater, NotEqual};
use super::Expression::{Boolean, Compare, Length, Not, Number, Or, Path, Text};
use super::Step::{Each, Last, Member, Where};
use super::*;
use crate::structure;

/// A backup.
#[derive(Clone, Default)]
pub struct Backup {
    lifecycle: Option<String>,
    sizes: Vec<i32>,
}

structure! { Backup: Default = "Backup" {
    0: lifecycle = "Lifecycle",
    1: sizes = "Sizes",
} }

/// A page.
#[derive(Clone, Default)]
pub struct Page {
    backups: Vec<Backup>,
    token: Option<String>,
    more: Option<bool>,
}

structure! { Page: Default = "Page" {
    0: backups = "Backups",
    1: token = "Token",
    2: more = "More",
} }

fn page() -> Page {
    let backup = |lifecycle: &str, sizes: &[i32]| Backup {
        lifecycle: Some(lifecycle.to_owned()),
        sizes: sizes.to_vec(),
    };
    Page {
        backups: vec![
            backup("CREATING", &[1, 2]),
            backup("AVAILABLE", &[3]),
            Backup::default(),
        ],
        token: Some(String::new()),
        more: Some(false),
    }
}

fn texts(expression: &Expression) -> Vec<String> {
    let page = page();
    match expression.find(&page) {
        Found::Several(several) => several.iter().filter_map(Found::text).collect(),
        found => found.text().into_iter().collect(),
    }
}

#[test]
fn a_path_goes_through_lists() {
    assert_eq!(
        texts(&Path(&[Member(0), Each, Member(0)])),
        ["CREATING", "AVAILABLE"]
    );
    assert_eq!(
        texts(&Path(&[Member(0), Each, Member(1), Each])),
        ["1", "2", "3"]
    );
    assert_eq!(texts(&Path(&[Member(0), Last, Member(0)])), [""; 0]);
}

#[test]
fn an_empty_value_gives_way_to_the_other() {
    let last = Or(&Path(&[Member(1)]), &Text("Contents"));
    assert_eq!(texts(&last), ["Contents"]);
}

#[test]
fn conditions_are_computed() {
    static CREATING: Expression = Length(&Path(&[
        Member(0),
        Where(&Compare(&Path(&[Member(0)]), Equal, &Text("CREATING"))),
    ]));
    assert_eq!(texts(&CREATING), ["1"]);
    let some = Compare(&Length(&Path(&[Member(0), Each])), Greater, &Number(2.0));
    assert_eq!(texts(&some), ["true"]);
    assert_eq!(texts(&Not(&Path(&[Member(2)]))), ["true"]);
    let other = Compare(&Path(&[Member(1)]), NotEqual, &Text("x"));
    assert_eq!(texts(&other), ["true"]);
    assert!(Boolean(true).find(&page()).is_true());
    assert!(!Path(&[Member(9)]).find(&page()).is_true());
}
