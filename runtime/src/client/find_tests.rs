//! Each form of an expression, on a small value.

use super::Comparison::{Equal, Greater, NotEqual};
use super::Expression::{And, Boolean, Compare, Length, Not, Number, Or, Path, Text};
use super::Step::{Each, Last, Member, Where};
use super::*;
use crate::__private::v1::{Described, Schema, wire};
use crate::tables;

/// A backup.
#[derive(Clone, Default)]
pub struct Backup {
    lifecycle: Option<String>,
    sizes: Vec<i32>,
}

impl Described for Backup {
    const SCHEMA: &'static Schema = &Schema::new(
        "Backup",
        &[
            tables::Member::new("Lifecycle"),
            tables::Member::new("Sizes"),
        ],
    );
}

wire! { struct Backup impl Default { 0 => lifecycle, 1 => sizes } }

/// A page.
#[derive(Clone, Default)]
pub struct Page {
    backups: Vec<Backup>,
    token: Option<String>,
    more: Option<bool>,
    part: Option<i32>,
}

impl Described for Page {
    const SCHEMA: &'static Schema = &Schema::new(
        "Page",
        &[
            tables::Member::new("Backups"),
            tables::Member::new("Token"),
            tables::Member::new("More"),
            tables::Member::new("Part"),
        ],
    );
}

wire! { struct Page impl Default { 0 => backups, 1 => token, 2 => more, 3 => part } }

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
        part: Some(0),
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

#[test]
fn a_token_may_be_a_number_but_an_empty_one_is_none() {
    let token = |page: &Page, member: &'static [Step]| Path(member).find(page).document().unwrap();
    let mut page = page();
    assert_eq!(token(&page, &[Member(1)]), None);
    assert_eq!(token(&page, &[Member(3)]), None);
    page.token = Some("a".to_owned());
    page.part = Some(2);
    assert_eq!(token(&page, &[Member(1)]).as_deref(), Some(&b"\"a\""[..]));
    assert_eq!(token(&page, &[Member(3)]).as_deref(), Some(&b"2"[..]));
}

#[test]
fn both_or_one_of_two_conditions_hold() {
    use super::Comparison::{GreaterOrEqual, Less, LessOrEqual};
    static MANY: Expression = Compare(&Length(&Path(&[Member(0)])), GreaterOrEqual, &Number(3.0));
    static FEW: Expression = Compare(&Length(&Path(&[Member(0)])), Less, &Number(3.0));
    static NOT_FEW: Expression = Not(&FEW);
    assert_eq!(texts(&MANY), ["true"]);
    assert_eq!(texts(&FEW), ["false"]);
    assert_eq!(texts(&And(&MANY, &FEW)), ["false"]);
    assert_eq!(texts(&And(&MANY, &NOT_FEW)), ["true"]);
    assert_eq!(texts(&Or(&FEW, &MANY)), ["true"]);
    let most = Compare(&Path(&[Member(3)]), LessOrEqual, &Number(0.0));
    assert_eq!(texts(&most), ["true"]);
    // What isn't a number has no order.
    let none = Compare(&Path(&[Member(1)]), Less, &Number(1.0));
    assert_eq!(texts(&none), [""; 0]);
}
