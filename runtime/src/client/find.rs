//! What an expression of a paginator or a waiter finds in an output.
//!
//! Generated tables hold the expressions; nothing is parsed here.

use crate::codecs::json::{self, Dialect};
use crate::error::DecodeError;
use crate::tables::{Comparison, Expression, Step};
use crate::values::members::member;
use crate::values::{Ref, Value};

/// What an expression finds.
pub enum Found<'a> {
    /// Nothing, or null.
    Nothing,
    /// A value of the output.
    Value(Ref<'a>),
    /// What several elements gave.
    Several(Vec<Found<'a>>),
    /// A string of the expression.
    Text(&'a str),
    /// A computed number.
    Number(f64),
    /// A computed boolean.
    Boolean(bool),
}

impl Expression {
    /// Evaluates the expression.
    pub fn find<'a>(&'a self, value: &'a dyn Value) -> Found<'a> {
        self.evaluate(value.read())
    }

    fn evaluate<'a>(&'a self, value: Ref<'a>) -> Found<'a> {
        match self {
            Self::Path(steps) => walk(value, steps),
            Self::Text(text) => Found::Text(text),
            Self::Number(number) => Found::Number(*number),
            Self::Boolean(boolean) => Found::Boolean(*boolean),
            Self::Length(of) => of.evaluate(value).length(),
            Self::Compare(left, comparison, right) => {
                let (left, right) = (left.evaluate(value), right.evaluate(value));
                compare(&left, *comparison, &right)
            }
            Self::And(left, right) => {
                let left = left.evaluate(value);
                if left.is_true() {
                    right.evaluate(value)
                } else {
                    left
                }
            }
            Self::Or(left, right) => {
                let left = left.evaluate(value);
                if left.is_true() {
                    left
                } else {
                    right.evaluate(value)
                }
            }
            Self::Not(of) => Found::Boolean(!of.evaluate(value).is_true()),
        }
    }
}

fn walk<'a>(value: Ref<'a>, steps: &'a [Step]) -> Found<'a> {
    let Some((step, rest)) = steps.split_first() else {
        return match value {
            Ref::Absent => Found::Nothing,
            value => Found::Value(value),
        };
    };
    match (step, value) {
        (Step::Member(index), Ref::Structure(structure)) => walk(member(structure, *index), rest),
        (Step::Member(index), Ref::Union(union)) => match union.active() {
            Ok((active, value)) if active == *index => walk(value.read(), rest),
            _ => Found::Nothing,
        },
        (Step::Last, Ref::List(list)) => {
            let position = list.len().checked_sub(1);
            match position.and_then(|position| list.get(position)) {
                Some(value) => walk(value.read(), rest),
                None => Found::Nothing,
            }
        }
        (Step::Each, Ref::List(list)) => {
            let elements = (0..list.len()).filter_map(|index| list.get(index));
            gather(elements.map(Value::read), rest)
        }
        (Step::Each, Ref::Map(map)) => gather(map.entries().map(|(_, value)| value.read()), rest),
        (Step::Where(condition), Ref::List(list)) => {
            let elements = (0..list.len()).filter_map(|index| list.get(index));
            let kept = elements
                .map(Value::read)
                .filter(|value| condition.evaluate(*value).is_true());
            gather(kept, rest)
        }
        _ => Found::Nothing,
    }
}

/// What the rest of a path gives for every element; null is left out and lists of lists become one.
fn gather<'a>(elements: impl Iterator<Item = Ref<'a>>, rest: &'a [Step]) -> Found<'a> {
    let mut whole = Vec::new();
    for element in elements {
        match walk(element, rest) {
            Found::Nothing => {}
            Found::Several(several) => whole.extend(several),
            found => whole.push(found),
        }
    }
    Found::Several(whole)
}

impl Found<'_> {
    /// Whether the value counts as true: there, not false and not empty.
    pub fn is_true(&self) -> bool {
        match self {
            Found::Nothing | Found::Boolean(false) | Found::Value(Ref::Boolean(false)) => false,
            found => !matches!(found.length(), Found::Number(0.0)),
        }
    }

    fn length<'b>(&self) -> Found<'b> {
        let length = match self {
            Found::Several(several) => several.len(),
            Found::Text(text) | Found::Value(Ref::String(text) | Ref::Enumeration(text)) => {
                text.chars().count()
            }
            Found::Value(Ref::List(list)) => list.len(),
            Found::Value(Ref::Map(map)) => map.len(),
            _ => return Found::Nothing,
        };
        #[allow(
            clippy::cast_precision_loss,
            reason = "no list is long enough to lose a digit"
        )]
        Found::Number(length as f64)
    }

    /// The value as JSON, to be put into another member; `None` when it counts as nothing, as the number 0 does here.
    pub(crate) fn document(&self) -> Result<Option<Vec<u8>>, DecodeError> {
        let Found::Value(value) = self else {
            return Ok(None);
        };
        if !self.is_true() || self.number() == Some(0.0) {
            return Ok(None);
        }
        match json::write(value, Dialect::Serde, 0) {
            Ok(text) => Ok(Some(text)),
            Err(error) => Err(DecodeError::at(error.to_string(), "", 0)),
        }
    }

    /// The value as text, as expected values are written in waiters; `None` for what isn't scalar.
    pub fn text(&self) -> Option<String> {
        Some(match self {
            Found::Text(text) | Found::Value(Ref::String(text) | Ref::Enumeration(text)) => {
                (*text).to_owned()
            }
            Found::Boolean(boolean) | Found::Value(Ref::Boolean(boolean)) => boolean.to_string(),
            found => found.number()?.to_string(),
        })
    }

    fn number(&self) -> Option<f64> {
        match self {
            Found::Number(number) | Found::Value(Ref::Double(number)) => Some(*number),
            Found::Value(Ref::Float(number)) => Some(f64::from(*number)),
            #[allow(clippy::cast_precision_loss, reason = "JMESPath's numbers are doubles")]
            Found::Value(Ref::Integer(number)) => Some(*number as f64),
            _ => None,
        }
    }
}

fn compare<'a>(left: &Found<'_>, comparison: Comparison, right: &Found<'_>) -> Found<'a> {
    let order = match (left.number(), right.number()) {
        (Some(left), Some(right)) => left.partial_cmp(&right),
        _ => None,
    };
    let equal = order.map_or_else(|| left.text() == right.text(), std::cmp::Ordering::is_eq);
    let answer = match comparison {
        Comparison::Equal => Some(equal),
        Comparison::NotEqual => Some(!equal),
        Comparison::Greater => order.map(std::cmp::Ordering::is_gt),
        Comparison::GreaterOrEqual => order.map(std::cmp::Ordering::is_ge),
        Comparison::Less => order.map(std::cmp::Ordering::is_lt),
        Comparison::LessOrEqual => order.map(std::cmp::Ordering::is_le),
    };
    answer.map_or(Found::Nothing, Found::Boolean)
}

#[cfg(test)]
#[path = "find_tests.rs"]
mod tests;
