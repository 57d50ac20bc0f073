//! Runs of text while they are read: a name in them is not looked up yet.
//!
//! Must not know a tag or a Markdown character.

use crate::characters::push_collapsed;
use crate::ir::{self, Address};

/// How a run of text looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub bold: bool,
    pub italic: bool,
    pub code: bool,
    pub link: Link,
}

/// Where a run of text leads.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Link {
    /// Nowhere.
    #[default]
    None,
    Address(Address),
    /// To whatever the text names: a link of the model's documentation without an address.
    Name,
}

/// Text in one style. Whitespace is already collapsed.
#[derive(Debug)]
pub(super) struct Run {
    pub text: String,
    pub style: Style,
}

impl Run {
    /// Adds text; `after_space` says that a space stands before it.
    pub(super) fn push(&mut self, text: &str, after_space: bool) {
        push_collapsed(&mut self.text, text, after_space);
    }

    /// Adds the finished run to `out`: a name becomes a link, and code loses the space at its ends.
    pub(super) fn finish(self, find: super::Find<'_>, out: &mut Vec<ir::Run>) {
        let Style {
            bold,
            italic,
            code,
            link,
        } = self.style;
        let text = self.text.trim_matches(' ');
        let address = match &link {
            Link::Address(address) => Some(ir::Link::Address(address.clone())),
            _ => None,
        };
        let is_code = !text.is_empty() && (code || link == Link::Name && is_name(text));
        let plain = ir::Style {
            bold,
            italic,
            code: false,
            link: address,
        };
        if !is_code {
            return out.push(ir::Run::new(&self.text, plain));
        }
        let space = ir::Run::new(" ", plain.clone());
        let mut style = ir::Style {
            code: true,
            ..plain
        };
        if self.text.starts_with(' ') {
            out.push(space.clone());
        }
        match find(text).filter(|_| style.link.is_none()) {
            Some(found) => {
                style.link = Some(ir::Link::Item(found.item));
                out.push(ir::Run::new(&found.text, style));
            }
            None => out.push(ir::Run::new(text, style)),
        }
        if self.text.ends_with(' ') {
            out.push(space);
        }
    }
}

/// Whether text can be the name of something in the model, such as `Name` or `Type$member`.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'$')
}
