//! Paths with labels, and query strings.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::error::EncodeError;

/// What stands as it is in a path or query.
pub(crate) const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'~');
/// A greedy label keeps its slashes.
const GREEDY: &AsciiSet = &UNRESERVED.remove(b'/');

/// Text as it stands in a path segment, a query string or a form.
pub(crate) fn encoded(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, UNRESERVED)
}

/// Puts values in the place of a template's labels, as `/{Bucket}/{Key+}`.
///
/// # Errors
/// A label has no value.
pub(crate) fn expand<'a>(
    template: &str,
    value: impl Fn(&str) -> Option<std::borrow::Cow<'a, str>>,
) -> Result<String, EncodeError> {
    let mut whole = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        whole.push_str(before);
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
    }
    whole.push_str(rest);
    Ok(whole)
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
