//! What printing alone decides: where lines break, and how items are linked.

use super::{Paths, inline, lines, wrap::wrap};
use crate::ir::{Documentation, Item, Name, Run};

/// A file that imports all types but `Far`.
struct Imported;

impl Paths for Imported {
    fn path(&self, item: &Item) -> String {
        let name = item.name().plain();
        match item {
            Item::Type(_) => format!("crate::types::{name}"),
            Item::Field(owner, _) => format!("field@crate::types::{}::{name}", owner.plain()),
            Item::Variant(owner, _) => format!("crate::types::{}::{name}", owner.plain()),
            Item::Method(_) => format!("crate::Client::{name}"),
        }
    }

    fn by_name(&self, item: &Item) -> bool {
        matches!(item, Item::Type(name) if name.plain() != "Far")
    }
}

fn printed(run: Run) -> String {
    lines(&Documentation::paragraph(vec![run]), 100, &Imported).join("\n")
}

#[test]
fn wrapping_keeps_items_and_code_together() {
    assert_eq!(
        wrap("- one two `a b c d` three", 12),
        ["- one two", "  `a b c d`", "  three"]
    );
}

#[test]
fn a_name_that_is_enough_stands_alone() {
    let item = |name| Item::Type(Name::new(name));
    assert_eq!(printed(Run::item(item("Near"))), "[`Near`]");
    assert_eq!(
        printed(Run::item(item("Far"))),
        "[`Far`](crate::types::Far)"
    );
    // A macro of std has that name too.
    assert_eq!(printed(Run::item(item("Debug"))), "[`Debug`](type@Debug)");
}

#[test]
fn a_link_keeps_the_text_that_differs_from_the_name() {
    let mut run = Run::item(Item::Type(Name::new("Near")));
    run = Run::new("a*b [c]", run.style);
    assert_eq!(printed(run.clone()), "[`a*b [c]`](Near)");
    run.style.code = false;
    assert_eq!(printed(run), "[a\\*b \\[c\\]](Near)");
}

#[test]
fn fields_variants_and_methods_have_the_path_of_the_file() {
    let (owner, name) = (Name::new("Backup"), Name::new("id"));
    let links = [
        (
            Item::Field(owner.clone(), name.clone()),
            "[`id`](field@crate::types::Backup::id)",
        ),
        (
            Item::Variant(owner, name.clone()),
            "[`id`](crate::types::Backup::id)",
        ),
        (Item::Method(name), "[`id`](crate::Client::id)"),
    ];
    for (item, expected) in links {
        assert_eq!(printed(Run::item(item)), expected);
    }
}

#[test]
fn plain_text_is_no_markup_wherever_it_stands() {
    assert_eq!(
        inline("# A\n```\n<b> [c](d) *e*"),
        "\\# A \\`\\`\\` \\<b> \\[c\\](d) \\*e\\*"
    );
}
