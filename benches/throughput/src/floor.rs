//! The least that reading a page of JSON takes: going through its tokens, and allocating the strings that are kept of it.
//!
//! Nothing is looked up, compared or put anywhere else than at the end of a list.

use memchr::memchr_iter;

/// Goes through the tokens of a page and hands on the strings that a reader has to keep.
fn tokens<'a>(page: &'a [u8], mut keep: impl FnMut(&'a str)) {
    let text = std::str::from_utf8(page).unwrap();
    let mut quotes = memchr_iter(b'"', page);
    while let (Some(start), Some(end)) = (quotes.next(), quotes.next()) {
        let is_key = page[end + 1] == b':';
        let string = &text[start + 1..end];
        if !is_key && !is_word(string) {
            keep(string);
        }
    }
}

/// The value of an enum, which is no string once it is read.
fn is_word(string: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    string.starts_with(|first: char| first.is_ascii_uppercase()) && string.bytes().all(is_part)
}

/// The strings that are kept of a page.
pub fn kept(page: &[u8]) -> Vec<&str> {
    let mut kept = Vec::new();
    tokens(page, |string| kept.push(string));
    kept
}

/// Tokens alone; gives the length of what would be kept.
pub fn tokens_alone(page: &[u8]) -> usize {
    let mut length = 0;
    tokens(page, |string| length += std::hint::black_box(string).len());
    length
}

/// Strings alone, in the order of the page.
pub fn strings_alone(kept: &[&str]) -> Vec<String> {
    let mut strings = Vec::with_capacity(kept.len());
    strings.extend(kept.iter().map(|string| String::from(*string)));
    strings
}

/// Tokens and strings; `count` strings are kept.
pub fn tokens_and_strings(page: &[u8], count: usize) -> Vec<String> {
    let mut strings = Vec::with_capacity(count);
    tokens(page, |string| strings.push(String::from(string)));
    strings
}
