//! What ureq doesn't take of a response's head, taken out before it looks: interim answers with headers, and headers beyond
//! the 128th.
//!
//! Looks at bytes alone; reading and waiting are `patient`'s.

use http::header::{HeaderMap, HeaderName, HeaderValue};

use super::MOST_HEADERS;

/// Lines of a head that ureq is shown; it takes 128.
const SHOWN: usize = 100;

/// Headers by which ureq tells where the response ends and what becomes of the connection.
const NEEDED: [&str; 4] = [
    "connection",
    "content-encoding",
    "content-length",
    "transfer-encoding",
];

/// The only interim answer that anybody waits for.
pub(super) const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// What the bytes that came begin with.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beginning {
    /// A head that isn't whole yet.
    Part,
    /// An interim answer of so many bytes, and whether it asks for the body.
    Interim(usize, bool),
    /// The head of the answer, of so many bytes; or something that is none, which ureq is to say.
    Answer(usize),
}

/// Looks at the bytes that came; the first `known` of them were looked at before.
pub(super) fn beginning(came: &[u8], known: usize) -> Beginning {
    const END: &[u8] = b"\r\n\r\n";
    let from = known.saturating_sub(END.len() - 1);
    let rest = came.get(from..).unwrap_or_default();
    let found = rest.windows(END.len()).position(|window| window == END);
    match (status(came), found) {
        (None, _) if came.len() >= 12 => Beginning::Answer(0),
        (_, None) => Beginning::Part,
        (None | Some(101 | 200..), Some(end)) => Beginning::Answer(from + end + END.len()),
        (Some(status), Some(end)) => Beginning::Interim(from + end + END.len(), status == 100),
    }
}

/// The status, if the bytes begin with the first line of a response.
fn status(came: &[u8]) -> Option<u16> {
    let version = came.strip_prefix(b"HTTP/1.")?;
    let digits = version.get(1..)?.strip_prefix(b" ")?.get(..3)?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// Divides a head that has more headers than ureq takes: what it is shown, and the others.
pub(super) fn divided(head: &[u8]) -> Option<(Vec<u8>, HeaderMap)> {
    let lines: Vec<&[u8]> = head.split_inclusive(|byte| *byte == b'\n').collect();
    if lines.len() <= SHOWN || lines.len() > MOST_HEADERS + 2 {
        return None;
    }
    let (mut shown, mut others) = (Vec::with_capacity(head.len()), HeaderMap::new());
    for (index, line) in lines.iter().enumerate() {
        match (index >= SHOWN - NEEDED.len())
            .then(|| header(line))
            .flatten()
        {
            Some((name, value)) if !NEEDED.contains(&name.as_str()) => {
                others.append(name, value);
            }
            _ => shown.extend_from_slice(line),
        }
    }
    Some((shown, others))
}

/// A line as a header, if it is one.
fn header(line: &[u8]) -> Option<(HeaderName, HeaderValue)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = line.split_at_checked(colon)?;
    let name = HeaderName::from_bytes(name).ok()?;
    let value = HeaderValue::from_bytes(value.get(1..)?.trim_ascii()).ok()?;
    Some((name, value))
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::Beginning::{Answer, Interim, Part};
    use super::{beginning, divided};

    #[test]
    fn interim_answers_are_told_from_the_answer() {
        for (came, expected) in [
            ("", Part),
            ("HTTP/1.1 1", Part),
            ("HTTP/1.1 100 Continue\r\n", Part),
            ("HTTP/1.1 100 Continue\r\n\r\n", Interim(25, true)),
            (
                "HTTP/1.1 100 Continue\r\na: b\r\n\r\nHTTP",
                Interim(31, true),
            ),
            ("HTTP/1.1 103 Early\r\na: b\r\n\r\n", Interim(28, false)),
            ("HTTP/1.1 101 Switch\r\n\r\n", Answer(23)),
            ("HTTP/1.0 200 OK\r\n\r\nbody", Answer(19)),
            ("SSH-2.0-OpenSSH\r\n", Answer(0)),
        ] {
            for known in [0, came.len().min(3)] {
                assert_eq!(beginning(came.as_bytes(), known), expected, "{came:?}");
            }
        }
    }

    #[test]
    fn a_head_is_found_however_it_comes() {
        let whole = b"HTTP/1.1 200 OK\r\na: b\r\n\r\n";
        for cut in 0..whole.len() {
            assert_eq!(beginning(&whole[..cut], 0), Part, "{cut}");
            assert_eq!(beginning(whole, cut), Answer(whole.len()), "{cut}");
        }
    }

    #[test]
    fn what_tells_the_end_of_a_response_is_shown() {
        let mut head = "HTTP/1.1 200 OK\r\n".to_owned();
        for index in 0..300 {
            write!(head, "x-amz-meta-{index}: {index}\r\n").unwrap();
        }
        head.push_str("Content-Length: 7\r\n\r\n");
        let (shown, others) = divided(head.as_bytes()).unwrap();
        let shown = String::from_utf8(shown).unwrap();
        assert!(shown.ends_with("\r\nContent-Length: 7\r\n\r\n"), "{shown}");
        assert!(shown.lines().count() < 128, "{shown}");
        assert_eq!(others["x-amz-meta-299"], "299");
        assert_eq!(shown.lines().count() - 3 + others.len(), 300);
        assert!(divided(b"HTTP/1.1 200 OK\r\n\r\n").is_none());
    }
}
