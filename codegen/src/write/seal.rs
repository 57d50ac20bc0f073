//! The checksum in a file's first line. By it a later run knows what nobody changed, copied or moved since it was written:
//! that may be removed. Nothing else has to be kept beside the files, and a merge can't lose it.

use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io;
use std::path::Path;

use flate2::Crc;

use super::compare::{start, with_plain_ends};

/// What stands before the checksum.
const BEFORE: &str = " Checksum ";

/// What ends the first line of a Markdown file.
const COMMENT_END: &str = " -->";

/// A list of all operations of the largest service takes less.
const LONGEST_LINE: u64 = 1 << 16;

/// No generated file comes near.
const LARGEST: u64 = 1 << 26;

/// Which service a file is for, where it belongs in its crate, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seal {
    pub(super) service: u32,
    pub(super) place: u32,
    content: u32,
}

/// The text with the checksum in its first line, which has to be there.
pub(crate) fn sealed(service: &str, path: &Path, text: &str) -> String {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let (line, end) = match line.strip_suffix(COMMENT_END) {
        Some(line) => (line, COMMENT_END),
        None => (line, ""),
    };
    let seal = Seal {
        service: sum(&[service.as_bytes()]),
        place: place(path),
        content: sum(&[line.as_bytes(), end.as_bytes(), b"\n", rest.as_bytes()]),
    };
    format!("{line}{BEFORE}{seal}.{end}\n{rest}")
}

/// The seal of a file at this place of a crate would have this.
pub(super) fn place(path: &Path) -> u32 {
    // Windows has its own separator.
    let steps: Vec<_> = path.iter().map(|step| step.to_string_lossy()).collect();
    sum(&[steps.join("/").as_bytes()])
}

fn sum(parts: &[&[u8]]) -> u32 {
    let mut sum = Crc::new();
    for part in parts {
        sum.update(part);
    }
    sum.sum()
}

/// The first line of a file. Where git has left two versions of it, the first one's: the next run mends that file, too.
pub(super) fn first_line(path: &Path) -> io::Result<String> {
    let start = start(path, LONGEST_LINE)?;
    let text = String::from_utf8_lossy(&start);
    let mut lines = text.lines();
    let first = lines.next().unwrap_or_default();
    let is_conflict = first.starts_with("<<<<<<< ");
    let line = if is_conflict { lines.next() } else { None };
    Ok(line.unwrap_or(first).to_owned())
}

impl Seal {
    /// The seal in a first line.
    pub(super) fn of_line(line: &str) -> Option<Self> {
        let (_, seal) = line.trim_end().rsplit_once(BEFORE)?;
        let seal = seal.strip_suffix(COMMENT_END).unwrap_or(seal);
        let mut parts = seal.strip_suffix('.')?.split('-').map(|part| {
            let is_whole = part.len() == 8;
            u32::from_str_radix(part, 16).ok().filter(|_| is_whole)
        });
        let mut next = || parts.next().flatten();
        let (service, place, content) = (next()?, next()?, next()?);
        parts.next().is_none().then_some(Self {
            service,
            place,
            content,
        })
    }

    /// The seal of a text that was made just now.
    pub(super) fn of_text(text: &[u8]) -> Option<Self> {
        let line = text.split(|byte| *byte == b'\n').next()?;
        Self::of_line(std::str::from_utf8(line).ok()?)
    }

    /// Whether the file holds what it did when it was sealed so, line ends apart.
    pub(super) fn is_intact(self, path: &Path) -> io::Result<bool> {
        if fs::metadata(path).is_ok_and(|found| found.len() > LARGEST) {
            return Ok(false);
        }
        let found = start(path, LARGEST)?;
        let found = with_plain_ends(&found);
        let mark = format!("{BEFORE}{self}.");
        let line = found.iter().position(|byte| *byte == b'\n');
        let line = &found[..line.unwrap_or(found.len())];
        let at = line
            .windows(mark.len())
            .rposition(|part| part == mark.as_bytes());
        let content = at.map(|at| sum(&[&found[..at], &found[at + mark.len()..]]));
        Ok(content == Some(self.content))
    }
}

impl Display for Seal {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self {
            service,
            place,
            content,
        } = self;
        write!(formatter, "{service:08x}-{place:08x}-{content:08x}")
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Seal, sealed};

    #[test]
    fn a_seal_is_read_where_it_was_put() {
        for text in [
            "// a; `b` makes it again.\n\nfn a() {}\n",
            "<!-- a; `b` makes it again. -->\n\n# A\n",
            "# a\n",
        ] {
            let whole = sealed("A", Path::new("src/a.rs"), text);
            let seal = Seal::of_text(whole.as_bytes()).unwrap();
            assert_eq!(whole.replacen(&format!(" Checksum {seal}."), "", 1), text);
        }
        for line in ["// a", "// a Checksum 1-2-3.", "// a Checksum 00000000."] {
            assert_eq!(Seal::of_line(line), None, "{line}");
        }
    }

    #[test]
    fn a_seal_never_changes_so_that_later_releases_know_it() {
        let text = sealed("FSx", Path::new("src/lib.rs"), "// a\n\nfn a() {}\n");
        assert_eq!(
            text,
            "// a Checksum 441edff9-dbdde61e-86a966f5.\n\nfn a() {}\n"
        );
    }
}
