//! Builds a documentation from a stream of starts, ends and text, however badly nested.
//!
//! Knows the nesting rules only; it must not look at tag names or write Markdown.

use super::Find;
use super::draft::{self, Style};
use crate::ir::{Block, Documentation, Run};

/// Containers within each other; what lies deeper becomes part of the innermost one.
const DEEPEST: usize = 32;

/// A container that is still open.
enum Open {
    Blocks(Vec<Block>, Kind),
    List(bool, Vec<Vec<Block>>),
    Table(Vec<Vec<Vec<Run>>>),
}

/// What a container of blocks becomes when it closes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Root,
    Item,
    Quote(Option<&'static str>),
    Cell,
}

/// The documentation under construction.
pub(super) struct Builder<'a> {
    open: Vec<Open>,
    runs: Vec<draft::Run>,
    ends_with_space: bool,
    document: Documentation,
    find: Find<'a>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(find: Find<'a>) -> Self {
        Self {
            open: vec![Open::Blocks(Vec::new(), Kind::Root)],
            runs: Vec::new(),
            ends_with_space: true,
            document: Documentation::default(),
            find,
        }
    }

    /// Adds text to the current paragraph.
    pub(super) fn text(&mut self, text: &str, style: Style) {
        let merges = self.runs.last().is_some_and(|last| last.style == style);
        if !merges {
            self.runs.push(draft::Run {
                text: String::new(),
                style,
            });
        }
        if let Some(run) = self.runs.last_mut() {
            run.push(text, self.ends_with_space);
            if run.text.is_empty() {
                self.runs.pop();
            } else {
                self.ends_with_space = run.text.ends_with(' ');
            }
        }
    }

    /// Ends the current paragraph, if there is one.
    pub(super) fn end_paragraph(&mut self) {
        self.ends_with_space = true;
        while let Some(run) = self.runs.last_mut() {
            if run.text.ends_with(' ') {
                run.text.pop();
            }
            if !run.text.is_empty() {
                break;
            }
            self.runs.pop();
        }
        if !self.runs.is_empty() {
            let mut runs = Vec::with_capacity(self.runs.len());
            for run in self.runs.drain(..) {
                run.finish(self.find, &mut runs);
            }
            self.block(Block::Paragraph(runs));
        }
    }

    /// Adds a block to the innermost container; outside an item it belongs to the last one.
    pub(super) fn block(&mut self, block: Block) {
        match self.open.last_mut() {
            Some(Open::Blocks(blocks, _)) => blocks.push(block),
            Some(Open::List(_, items)) => match items.last_mut() {
                Some(item) => item.push(block),
                None => items.push(vec![block]),
            },
            Some(Open::Table(rows)) => {
                if let Some(row) = rows.last_mut() {
                    row.push(flatten(vec![block]));
                } else {
                    rows.push(vec![flatten(vec![block])]);
                }
            }
            None => self.document.blocks.push(block),
        }
    }

    /// Opens a container, unless that would nest without end.
    fn push(&mut self, container: Open) {
        if self.open.len() < DEEPEST {
            self.open.push(container);
        }
    }

    pub(super) fn start_list(&mut self, ordered: bool) {
        self.end_paragraph();
        self.push(Open::List(ordered, Vec::new()));
    }

    /// Opens an item, after closing the one before it and opening a list if there is none.
    pub(super) fn start_item(&mut self) {
        self.end_item();
        if !matches!(self.open.last(), Some(Open::List(..))) {
            self.push(Open::List(false, Vec::new()));
        }
        self.push(Open::Blocks(Vec::new(), Kind::Item));
    }

    /// Continues the last item of the innermost list (a definition after its term).
    pub(super) fn resume_item(&mut self) {
        self.end_item();
        let last = match self.open.last_mut() {
            Some(Open::List(_, items)) => items.pop(),
            _ => None,
        };
        match last {
            Some(blocks) => self.open.push(Open::Blocks(blocks, Kind::Item)),
            None => self.start_item(),
        }
    }

    /// Closes the open item of the innermost list.
    pub(super) fn end_item(&mut self) {
        self.end_paragraph();
        let at = self
            .open
            .iter()
            .rposition(|open| matches!(open, Open::List(..)));
        if let Some(at) = at
            && matches!(self.open.get(at + 1), Some(Open::Blocks(_, Kind::Item)))
        {
            self.close_to(at + 1);
        }
    }

    pub(super) fn end_list(&mut self) {
        self.end_paragraph();
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| matches!(open, Open::List(..)))
        {
            self.close_to(at);
        }
    }

    pub(super) fn start_quote(&mut self, label: Option<&'static str>) {
        self.end_paragraph();
        self.push(Open::Blocks(Vec::new(), Kind::Quote(label)));
    }

    pub(super) fn end_quote(&mut self) {
        self.end_paragraph();
        let is_quote = |open: &Open| matches!(open, Open::Blocks(_, Kind::Quote(_)));
        if let Some(at) = self.open.iter().rposition(is_quote) {
            self.close_to(at);
        }
    }

    pub(super) fn start_table(&mut self) {
        self.end_paragraph();
        self.push(Open::Table(Vec::new()));
    }

    /// Starts a row; outside a table it is only a new paragraph.
    pub(super) fn start_row(&mut self) {
        self.end_cell();
        if let Some(Open::Table(rows)) = self.open.last_mut() {
            rows.push(Vec::new());
        }
    }

    pub(super) fn start_cell(&mut self) {
        self.end_cell();
        if matches!(self.open.last(), Some(Open::Table(_))) {
            self.push(Open::Blocks(Vec::new(), Kind::Cell));
        }
    }

    pub(super) fn end_cell(&mut self) {
        self.end_paragraph();
        let at = self
            .open
            .iter()
            .rposition(|open| matches!(open, Open::Table(_)));
        if let Some(at) = at {
            self.close_to(at + 1);
        }
    }

    pub(super) fn end_table(&mut self) {
        self.end_paragraph();
        if let Some(at) = self
            .open
            .iter()
            .rposition(|open| matches!(open, Open::Table(_)))
        {
            self.close_to(at);
        }
    }

    /// Closes whatever is still open.
    pub(super) fn finish(mut self) -> Documentation {
        self.end_paragraph();
        self.close_to(0);
        self.document
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            match self.open.pop() {
                None => return,
                Some(Open::List(ordered, mut items)) => {
                    items.retain(|item| !item.is_empty());
                    if !items.is_empty() {
                        self.block(Block::List { ordered, items });
                    }
                }
                Some(Open::Table(mut rows)) => {
                    rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
                    if !rows.is_empty() {
                        self.block(Block::Table(rows));
                    }
                }
                Some(Open::Blocks(blocks, kind)) => self.close_blocks(blocks, kind),
            }
        }
    }

    fn close_blocks(&mut self, blocks: Vec<Block>, kind: Kind) {
        match (kind, self.open.last_mut()) {
            (Kind::Item, Some(Open::List(_, items))) => items.push(blocks),
            (Kind::Cell, Some(Open::Table(rows))) => {
                if rows.is_empty() {
                    rows.push(Vec::new());
                }
                if let Some(row) = rows.last_mut() {
                    row.push(flatten(blocks));
                }
            }
            (Kind::Quote(_), _) if blocks.is_empty() => {}
            (Kind::Quote(label), _) => self.block(Block::Quote { label, blocks }),
            _ => self.document.blocks.extend(blocks),
        }
    }
}

/// The text of blocks in one line, for a table cell.
fn flatten(blocks: Vec<Block>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for block in blocks {
        let runs = match block {
            Block::Paragraph(runs) => runs,
            Block::Preformatted(text) => vec![Run::code(&text)],
            Block::List { items, .. } => items.into_iter().flat_map(flatten).collect(),
            Block::Quote { blocks, .. } => flatten(blocks),
            Block::Table(rows) => rows.into_iter().flatten().flatten().collect(),
        };
        if !out.is_empty() {
            out.push(Run::plain(" "));
        }
        out.extend(runs);
    }
    out
}
