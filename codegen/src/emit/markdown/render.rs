//! Writes blocks as Markdown: one line for each paragraph, `wrap` breaks them.
//!
//! Decides on blocks and their prefixes; what a paragraph looks like is in `paragraph`.

use super::code::longest_run;
use super::{Paths, paragraph};
use crate::ir::{Block, Run};

/// Writes all blocks.
pub(super) fn blocks(blocks: &[Block], paths: &dyn Paths) -> String {
    lines(blocks, paths).join("\n")
}

fn lines(blocks: &[Block], paths: &dyn Paths) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut alternate = false;
    let mut last: Option<bool> = None;
    for block in blocks {
        // Two lists in a row need different markers, or they would become one.
        let ordered = if let Block::List { ordered, .. } = block {
            Some(*ordered)
        } else {
            None
        };
        alternate = ordered.is_some() && last == ordered && !alternate;
        let block_lines = match block {
            Block::Paragraph(runs) => vec![paragraph::render(runs, paths)],
            Block::List { ordered, items } => list(*ordered, alternate, items, paths),
            Block::Quote { label, blocks } => quote(*label, blocks, paths),
            Block::Preformatted(text) => fence(text),
            Block::Table(rows) => table(rows, paths),
        };
        if block_lines.iter().all(String::is_empty) {
            continue;
        }
        last = ordered;
        if !out.is_empty() {
            out.push(String::new());
        }
        out.extend(block_lines);
    }
    out
}

fn list(ordered: bool, alternate: bool, items: &[Vec<Block>], paths: &dyn Paths) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let tight = is_tight(items);
    let mut number = 0;
    for item in items {
        let inner = if let (true, [paragraph, nested]) = (tight, item.as_slice()) {
            let mut inner = lines(std::slice::from_ref(paragraph), paths);
            inner.extend(lines(std::slice::from_ref(nested), paths));
            inner
        } else {
            lines(item, paths)
        };
        if inner.is_empty() {
            continue;
        }
        number += 1;
        let marker = match (ordered, alternate) {
            (false, false) => "- ".to_owned(),
            (false, true) => "* ".to_owned(),
            (true, false) => format!("{number}. "),
            (true, true) => format!("{number}) "),
        };
        if !tight && !out.is_empty() {
            out.push(String::new());
        }
        let indent = " ".repeat(marker.len());
        for (at, line) in inner.into_iter().enumerate() {
            let prefix = if at == 0 { &marker } else { &indent };
            out.push(if line.is_empty() {
                line
            } else {
                format!("{prefix}{line}")
            });
        }
    }
    out
}

/// A list is tight when no item is more than a line of text and, under it, such a list.
fn is_tight(items: &[Vec<Block>]) -> bool {
    items.iter().all(|item| match item.as_slice() {
        [Block::Paragraph(_)] => true,
        // A list that begins with any number but 1 can't follow a paragraph directly; ours do.
        [Block::Paragraph(_), Block::List { items, .. }] => is_tight(items),
        _ => false,
    })
}

fn quote(label: Option<&str>, blocks: &[Block], paths: &dyn Paths) -> Vec<String> {
    let mut inner = lines(blocks, paths);
    match (label, inner.first_mut()) {
        (_, None) => return inner,
        (None, _) => {}
        (Some(label), Some(first)) if matches!(blocks.first(), Some(Block::Paragraph(_))) => {
            *first = format!("**{label}:** {first}");
        }
        (Some(label), _) => _ = inner.splice(0..0, [format!("**{label}:**"), String::new()]),
    }
    let prefix = |line: String| {
        if line.is_empty() {
            ">".to_owned()
        } else {
            format!("> {line}")
        }
    };
    inner.into_iter().map(prefix).collect()
}

fn fence(text: &str) -> Vec<String> {
    let fence = "`".repeat(longest_run(text, b'`', 2) + 1);
    let body = text.trim_end().trim_start_matches('\n').lines();
    let mut out = vec![format!("{fence}text")];
    out.extend(body.map(|line| line.trim_end().to_owned()));
    out.push(fence);
    out
}

fn table(rows: &[Vec<Vec<Run>>], paths: &dyn Paths) -> Vec<String> {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut out = Vec::new();
    for row in rows {
        let mut line = "|".to_owned();
        for column in 0..columns {
            let cell = row
                .get(column)
                .map(|runs| paragraph::render(runs, paths))
                .unwrap_or_default();
            line.push(' ');
            push_cell(&mut line, &cell);
            line.push_str(" |");
        }
        out.push(line);
        if out.len() == 1 {
            out.push(format!("|{}", " --- |".repeat(columns)));
        }
    }
    out
}

/// A bar ends a cell wherever it stands, so each one is escaped.
fn push_cell(line: &mut String, cell: &str) {
    let mut escaped = false;
    for c in cell.chars() {
        if c == '|' && !escaped {
            line.push('\\');
        }
        escaped = c == '\\' && !escaped;
        line.push(c);
    }
}
