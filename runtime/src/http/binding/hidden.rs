//! What of a request's path and query may not be seen: an `http::Uri` can't be marked, as the value of a header can.
//!
//! Finds it in an input; who shows texts leaves it out.

use percent_encoding::utf8_percent_encode;

use super::request::is_sensitive;
use super::uri::GREEDY;
use crate::codecs::percent::encoded;
use crate::codecs::text;
use crate::shown::Shown;
use crate::tables::TimestampFormat::DateTime;
use crate::tables::{Trait, element_traits, entry_traits};
use crate::values::members::member;
use crate::values::{Ref, Structure};

/// Whether the path or the query has something sensitive in it.
#[cfg(feature = "blocking")]
pub(crate) fn has_secrets(input: &Ref<'_>) -> bool {
    matches!(input, Ref::Structure(input) if sensitive(*input).next().is_some())
}

/// Every sensitive text of path and query, in each form in which an error may have it.
pub(crate) fn secrets(input: &Ref<'_>) -> Vec<String> {
    let mut found = Vec::new();
    if let Ref::Structure(input) = input {
        for (index, traits) in sensitive(*input) {
            collect(&member(*input, index), traits, &mut found);
        }
    }
    let mut forms: Vec<String> = found.iter().flat_map(|text| forms(text)).collect();
    forms.retain(|form| !form.is_empty());
    // What is a part of another is looked for after it.
    forms.sort_by_key(|form| std::cmp::Reverse(form.len()));
    forms.dedup();
    forms
}

fn sensitive(input: &dyn Structure) -> impl Iterator<Item = (usize, &'static [Trait])> {
    let all = input.schema().traits.contains(&Trait::Sensitive);
    let bound = input.schema().set_apart().filter(|(_, traits)| {
        let is_bound = |found: &Trait| {
            matches!(
                found,
                Trait::Label(_) | Trait::Query(_) | Trait::QueryParams
            )
        };
        traits.iter().any(is_bound)
    });
    bound.filter(move |(_, traits)| all || is_sensitive(traits))
}

fn collect(value: &Ref<'_>, traits: &[Trait], found: &mut Vec<String>) {
    match value {
        Ref::List(list) => {
            let elements = (0..list.len()).filter_map(|index| list.get(index));
            elements.for_each(|element| collect(&element.read(), element_traits(traits), found));
        }
        Ref::Map(map) => {
            for (key, value) in map.entries() {
                found.push(key.to_owned());
                collect(&value.read(), entry_traits(traits), found);
            }
        }
        value => found.extend(text::write(value, traits, DateTime).map(String::from)),
    }
}

fn forms(text: &str) -> [String; 5] {
    [
        text.to_owned(),
        Shown(text).to_string(),
        text.escape_debug().to_string(),
        encoded(text).to_string(),
        utf8_percent_encode(text, GREEDY).to_string(),
    ]
}
