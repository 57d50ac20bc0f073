//! One test per rule of reading, shown as the Markdown that is printed, and what must hold for any text.

use proptest::prelude::*;
use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::{Mention, from_html, from_markdown};
use crate::emit::markdown::{Paths, lines};
use crate::ir::{Block, Documentation, Item, Name, Run};

/// In the file of the types.
struct Here;

impl Paths for Here {
    fn path(&self, item: &Item) -> String {
        item.name().plain().to_owned()
    }

    fn by_name(&self, _item: &Item) -> bool {
        true
    }
}

fn find(name: &str) -> Option<Mention> {
    (name == "Backup").then(|| Mention {
        text: name.to_owned(),
        item: Item::Type(Name::new(name)),
    })
}

fn printed(documentation: &Documentation) -> String {
    lines(documentation, usize::MAX, &Here).join("\n")
}

fn markdown(html: &str) -> String {
    printed(&from_html(html, &mut find).documentation)
}

fn again(markdown: &str) -> String {
    printed(&from_markdown(markdown, &mut find).documentation)
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
        (printed(&found.documentation).as_str(), found.unknown_tags),
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
fn what_markdown_says_is_said_again() {
    for text in [
        "One **bold** and *slanted* word.\n\nTwo.",
        "- a\n- b `c d`\n\n1. one\n2. two",
        "See [the page](https://a.b/c?d=e&f=g) or <https://a.b/c>.",
        "> Quoted.",
        "| a | b |\n| --- | --- |\n| c | `d` |",
    ] {
        assert_eq!(again(text), text);
    }
}

#[test]
fn markdown_links_to_what_its_code_names() {
    assert_eq!(
        again("a `Backup`, not \\`Backup\\`"),
        "a [`Backup`], not \\`Backup\\`"
    );
}

#[test]
fn html_in_markdown_is_text() {
    assert_eq!(again("a <b>c</b>"), "a \\<b>c\\</b>");
    assert_eq!(
        again("<script>\nalert()\n</script>"),
        "\\<script> alert() \\</script>"
    );
}

#[test]
fn a_fence_in_markdown_is_no_doc_test() {
    let fence = "```text\nlet a = 1;\n```";
    assert_eq!(again("```rust\nlet a = 1;\n```"), fence);
    assert_eq!(again("    let a = 1;"), fence);
}

#[test]
fn links_in_markdown_that_lead_nowhere_are_reported_and_their_text_kept() {
    let found = from_markdown("[here](crate::x) [`Backup`]", &mut find);
    assert_eq!(printed(&found.documentation), "here \\[[`Backup`]\\]");
    assert_eq!(found.broken_links, ["crate::x".to_owned()].into());
}

/// All text without its spaces, in order.
fn words(documentation: &Documentation) -> String {
    fn of_runs(runs: &[Run], out: &mut String) {
        out.extend(runs.iter().map(Run::text));
    }
    fn of_blocks(blocks: &[Block], out: &mut String) {
        for block in blocks {
            match block {
                Block::Paragraph(runs) => of_runs(runs, out),
                Block::List { items, .. } => items.iter().for_each(|item| of_blocks(item, out)),
                Block::Quote { label, blocks } => {
                    out.extend(label.map(|label| format!("{label}:")));
                    of_blocks(blocks, out);
                }
                Block::Preformatted(text) => out.push_str(text),
                Block::Table(rows) => rows.iter().flatten().for_each(|runs| of_runs(runs, out)),
            }
        }
    }
    let mut out = String::new();
    of_blocks(&documentation.blocks, &mut out);
    out.retain(|c| !c.is_whitespace());
    out
}

/// What must hold for the lines of any text.
fn is_harmless(documentation: &Documentation) -> Result<(), TestCaseError> {
    let lines = lines(documentation, 40, &Here);
    let visible = |c: char| !crate::characters::is_invisible(c);
    prop_assert!(lines.iter().all(|line| line.chars().all(visible)));
    let text = lines.join("\n");
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => prop_assert!(false, "HTML in {text:?}"),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                prop_assert!(&*info == "text", "{text:?}");
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                prop_assert!(false, "indented code in {text:?}");
            }
            _ => {}
        }
    }
    let read = from_markdown(&text, &mut |_| None).documentation;
    prop_assert_eq!(words(&read), words(documentation), "{}", text);
    Ok(())
}

proptest! {
    #[test]
    fn any_html_is_printed_as_the_text_that_it_is(html in "(<[a-z/]{0,5}>|[a-z*_`#&;<\\[\\]|~ \n-]|.){0,60}") {
        is_harmless(&from_html(&html, &mut |_| None).documentation)?;
    }

    #[test]
    fn any_markdown_is_printed_as_the_text_that_it_is(text in "([a-z*_`#&;<>\\[\\]()|~ \n-]|```|    |.){0,60}") {
        is_harmless(&from_markdown(&text, &mut |_| None).documentation)?;
    }
}
