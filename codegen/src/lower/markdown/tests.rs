//! One test per rule of the conversion, and what must hold for any text.

use proptest::prelude::*;

use super::{from_html, wrap};

fn markdown(html: &str) -> String {
    from_html(html, &mut |name| {
        (name == "Backup").then(|| "[`Backup`]".to_owned())
    })
    .text
}

#[test]
fn paragraphs_are_separated_by_blank_lines() {
    assert_eq!(
        markdown("<p>One\n  two.</p><p>Three.</p>"),
        "One two.\n\nThree."
    );
}

#[test]
fn items_need_no_end() {
    assert_eq!(markdown("<ul><li>a<li>b</ul>c"), "- a\n- b\n\nc");
}

#[test]
fn code_links_to_what_it_names() {
    assert_eq!(
        markdown("a <code>Backup</code> and <code>x y</code>"),
        "a [`Backup`] and `x y`"
    );
}

#[test]
fn links_keep_their_address_if_it_leads_somewhere() {
    assert_eq!(
        markdown("<a href=\"https://a.b/c d\">here</a>"),
        "[here](https://a.b/c%20d)"
    );
    assert_eq!(markdown("<a href=\"#x\">here</a>"), "here");
}

#[test]
fn bare_addresses_become_links() {
    assert_eq!(markdown("See https://a.b/c."), "See <https://a.b/c>.");
}

#[test]
fn markup_in_text_is_escaped() {
    assert_eq!(markdown("a*b [c] &lt;d&gt; e_f"), "a\\*b \\[c\\] \\<d> e_f");
    assert!(!markdown("<p>- not a list</p>").starts_with("- "));
    assert!(!markdown("<p># no heading</p>").starts_with("# "));
}

#[test]
fn preformatted_text_is_no_doc_test() {
    assert_eq!(
        markdown("<pre>let a = 1;\n  b</pre>"),
        "```text\nlet a = 1;\n  b\n```"
    );
}

#[test]
fn unknown_tags_are_reported_and_their_text_kept() {
    let found = from_html("<blink>hi</blink>", &mut |_| None);
    assert_eq!(
        (found.text.as_str(), found.unknown_tags),
        ("hi", ["blink".to_owned()].into())
    );
}

#[test]
fn no_nesting_is_too_deep() {
    for tag in [
        "ul", "dl", "li", "note", "table", "td", "b", "code", "pre", "blink",
    ] {
        let open = format!("<{tag}>q").repeat(20_000);
        let close = format!("</{tag}>").repeat(20_000);
        let found = markdown(&format!("{open}{close}last"));
        assert!(found.starts_with(|c: char| !c.is_whitespace()), "{tag}");
        assert_eq!(found.matches('q').count(), 20_000, "{tag}");
        assert!(found.ends_with("last"), "{tag}");
    }
    let mixed = "<ul><li><table><tr><td><note>".repeat(5_000);
    assert!(markdown(&format!("{mixed}last")).contains("last"));
}

#[test]
fn junk_of_old_tools_is_empty() {
    assert_eq!(markdown("<zonbook></zonbook><xhtml></xhtml>"), "");
    assert_eq!(markdown("<fullname>Name</fullname><p/>"), "");
}

#[test]
fn wrapping_keeps_items_and_code_together() {
    assert_eq!(
        wrap("- one two `a b c d` three", 12),
        ["- one two", "  `a b c d`", "  three"]
    );
}

proptest! {
    #[test]
    fn any_text_converts_to_single_lines(html in "(<[a-z/]{0,5}>|[a-z*_`#&;<\\[\\]|~ \n-]|.){0,60}") {
        for line in wrap(&markdown(&html), 40) {
            prop_assert!(line.chars().all(|c| !c.is_control()));
        }
    }
}
