//! The query of a URL while it grows: what the protocol wrote, what stood in the body, and the signature's own.
//!
//! Everything in it is encoded in one way, the one that signatures have.

use std::fmt::{Display, Write as _};

use http::Uri;
use serde_json::{Map, Value as Json};
use zeroize::Zeroizing;

use crate::client::canonical::encoded_anew;
use crate::client::endpoint::with_query;
use crate::codecs::percent::encoded;
use crate::error::EncodeError;

/// Pairs of a key and a value; wiped in the end, as there may be a token among them.
pub(super) struct Query(Zeroizing<String>);

impl Query {
    /// Nothing, or what an address has.
    pub(super) fn of(uri: &Uri) -> Self {
        let mut query = Self(Zeroizing::new(String::new()));
        query.add_pairs(uri.query().unwrap_or_default());
        query
    }

    /// Adds what is encoded already, in whichever way.
    pub(super) fn add_pairs(&mut self, pairs: &str) {
        for pair in pairs.split('&').filter(|pair| !pair.is_empty()) {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            self.between();
            for part in [&encoded_anew(key), "=", &encoded_anew(value)] {
                self.0.push_str(part);
            }
        }
    }

    /// Adds the members of an object: of a list each element, of what is deeper its JSON.
    pub(super) fn add_members(&mut self, members: &Map<String, Json>) {
        for (key, value) in members {
            match value {
                Json::Array(elements) => {
                    for element in elements {
                        self.add_json(key, element);
                    }
                }
                value => self.add_json(key, value),
            }
        }
    }

    fn add_json(&mut self, key: &str, value: &Json) {
        match value {
            Json::Null => {}
            Json::String(text) => self.add(key, text),
            value => self.add(key, &value.to_string()),
        }
    }

    /// Adds one pair.
    pub(super) fn add(&mut self, key: &str, value: &str) {
        self.between();
        // Writing into memory doesn't fail.
        let _ = write!(self.0, "{}={}", encoded(key), encoded(value));
    }

    /// Adds one pair whose value has nothing that needs encoding.
    pub(super) fn add_plain(&mut self, key: &str, value: impl Display) {
        self.between();
        let _ = write!(self.0, "{key}={value}");
    }

    /// The address with this query.
    ///
    /// # Errors
    /// It is longer than any address may be.
    pub(super) fn enter(&self, uri: &Uri) -> Result<Uri, EncodeError> {
        if self.0.is_empty() {
            return Ok(uri.clone());
        }
        with_query(uri, &self.0)
    }

    fn between(&mut self) {
        if !self.0.is_empty() {
            self.0.push('&');
        }
    }
}
