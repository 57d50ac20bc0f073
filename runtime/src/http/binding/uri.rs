//! Paths with labels, and query strings.

use percent_encoding::{AsciiSet, utf8_percent_encode};

use crate::codecs::percent::{UNRESERVED, encoded};
use crate::error::EncodeError;

/// A greedy label keeps its slashes.
pub(super) const GREEDY: &AsciiSet = &UNRESERVED.remove(b'/');

/// What becomes of `.` and `..` as segments of a path: whoever resolves them on the way makes another address of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dots {
    /// No value may bring them in.
    Refused,
    /// In a greedy label they are part of a name that may have them, as S3's keys.
    Kept,
}

/// Puts values in the place of a template's labels, as `/{Bucket}/{Key+}`.
///
/// # Errors
/// A label has no value, or makes a segment of dots alone.
pub(crate) fn expand<'a>(
    template: &str,
    dots: Dots,
    value: impl Fn(&str) -> Option<std::borrow::Cow<'a, str>>,
) -> Result<String, EncodeError> {
    let mut whole = String::with_capacity(template.len());
    let mut rest = template;
    // Where the segment begins that is being written, and the label that it may have to answer for.
    let (mut start, mut suspect) = (0, None);
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
        if before.contains('/') {
            refuse_dots(&whole, start, suspect.take())?;
            start = whole.rfind('/').map_or(0, |slash| slash + 1);
        }
        let (label, after) = after
            .split_once('}')
            .ok_or_else(|| EncodeError::new(format!("the path {template} has half a label")))?;
        rest = after;
        let (name, set) = match label.strip_suffix('+') {
            Some(name) => (name, GREEDY),
            None => (label, UNRESERVED),
        };
        let value = value(name).filter(|value| !value.is_empty());
        let value = value.ok_or_else(|| {
            EncodeError::new(format!("`{name}` is part of the path and can't be empty"))
        })?;
        whole.extend(utf8_percent_encode(&value, set));
        if label == name || dots == Dots::Refused {
            suspect = Some(name);
        }
    }
    whole.push_str(rest);
    refuse_dots(&whole, start, suspect)?;
    Ok(whole)
}

/// Looks at the segments from there on, which hold the value of a label.
fn refuse_dots(path: &str, start: usize, label: Option<&str>) -> Result<(), EncodeError> {
    let (Some(label), Some(written)) = (label, path.get(start..)) else {
        return Ok(());
    };
    let found = written.split('/').find(|part| matches!(*part, "." | ".."));
    found.map_or(Ok(()), |dots| {
        Err(EncodeError::new(format!(
            "`{label}` is part of the path, where `{dots}` would lead to another address"
        )))
    })
}

/// The parameters of a query string, encoded.
pub(crate) struct Query {
    text: String,
}

impl Query {
    /// Starts with what the template has after its question mark.
    pub(crate) fn new(fixed: &str) -> Self {
        Self {
            text: fixed.to_owned(),
        }
    }

    pub(crate) fn push(&mut self, name: &str, value: &str) {
        if !self.text.is_empty() {
            self.text.push('&');
        }
        self.text.extend(utf8_percent_encode(name, UNRESERVED));
        self.text.push('=');
        self.text.extend(utf8_percent_encode(value, UNRESERVED));
    }

    /// Whether a parameter of this name is there.
    pub(crate) fn has(&self, name: &str) -> bool {
        let name = encoded(name).to_string();
        self.text
            .split('&')
            .any(|pair| pair.split('=').next() == Some(&name))
    }

    /// The path with the parameters.
    pub(crate) fn after(self, path: String) -> String {
        if self.text.is_empty() {
            path
        } else {
            path + "?" + &self.text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Dots, expand};

    fn path(template: &str, dots: Dots, value: &'static str) -> Result<String, String> {
        let expanded = expand(template, dots, |_| Some(value.into()));
        expanded.map_err(|error| error.to_string())
    }

    #[test]
    fn no_value_leads_to_another_address() {
        for value in [".", ".."] {
            for template in [
                "/apis/{id}",
                "/apis/{id}/",
                "/{id}/resources",
                "/{id+}",
                "/a/{id+}/b",
            ] {
                let error = path(template, Dots::Refused, value).unwrap_err();
                assert!(
                    error.contains("`id`") && error.contains(&format!("`{value}`")),
                    "{error}"
                );
            }
        }
        for value in ["../apis", "a/..", "a/./b", "a/../../b"] {
            assert!(path("/{id+}", Dots::Refused, value).is_err(), "{value}");
        }
        // Two labels make a segment together.
        assert!(path("/{a}{b}/c", Dots::Refused, ".").is_err());
    }

    #[test]
    fn dots_within_a_segment_are_sent() {
        for value in ["...", "a.b", "..a", "%2e%2e", "a..", "..\\a"] {
            assert!(
                path("/apis/{id}/x", Dots::Refused, value).is_ok(),
                "{value}"
            );
        }
        assert_eq!(
            path("/apis/{id}", Dots::Refused, "../x").as_deref(),
            Ok("/apis/..%2Fx")
        );
        assert_eq!(
            path("/apis/{id}:stop", Dots::Refused, "..").as_deref(),
            Ok("/apis/..:stop")
        );
    }

    #[test]
    fn where_keys_may_be_of_dots_only_keys_are() {
        for value in ["..", "../a", "a/./b"] {
            let expected = format!("/bucket/{value}");
            assert_eq!(path("/bucket/{Key+}", Dots::Kept, value), Ok(expected));
        }
        assert!(path("/{Bucket}", Dots::Kept, "..").is_err());
        assert!(path("/{Bucket}/{Key+}", Dots::Kept, "..").is_err());
    }
}
