//! What the endpoint rules are given: of a call and of the client, each thing from whoever comes first.
//!
//! A call's constants go before its input's members, these before what its paths find, and all of it before the client's.

use super::super::find::Found;
use crate::endpoint::Given;
use crate::tables::{BuiltIn, Constant, Expression, Operation, OperationTrait, RuleSet, Trait};
use crate::values::members::member;
use crate::values::{Ref, Structure, Value};

/// A value that a client keeps for a parameter.
#[doc(hidden)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(String),
    /// Texts of a table.
    Texts(&'static [&'static str]),
    /// Texts that a program gives.
    List(Vec<String>),
}

impl From<bool> for Setting {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<String> for Setting {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<&str> for Setting {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<Vec<String>> for Setting {
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}

impl From<Constant> for Setting {
    fn from(value: Constant) -> Self {
        match value {
            Constant::Boolean(boolean) => Self::Boolean(boolean),
            Constant::Text(text) => Self::Text(text.to_owned()),
            Constant::Texts(texts) => Self::Texts(texts),
        }
    }
}

impl Setting {
    fn given(&self) -> Given<'_> {
        match self {
            Self::Boolean(boolean) => Given::Boolean(*boolean),
            Self::Text(text) => Given::Text(text),
            Self::Texts(texts) => Given::Texts(texts),
            Self::List(texts) => Given::List(texts),
        }
    }
}

/// What a client says of each parameter.
pub(super) fn of_client(
    rules: &RuleSet,
    own: &[(&'static str, Setting)],
    built_in: impl Fn(BuiltIn) -> Option<Setting>,
) -> Vec<Option<Setting>> {
    let parameters = rules.parameters.iter();
    let values = parameters.map(|parameter| {
        let said = own.iter().rev().find(|(name, _)| *name == parameter.name);
        let said = said.map(|(_, value)| value.clone());
        said.or_else(|| parameter.built_in.and_then(&built_in))
            .or_else(|| parameter.default.map(Setting::from))
    });
    values.collect()
}

/// The values for the rules, where the call says nothing.
pub(super) fn given(values: &[Option<Setting>]) -> Vec<Option<Given<'_>>> {
    let values = values.iter();
    values
        .map(|value| value.as_ref().map(Setting::given))
        .collect()
}

/// What a path of a call finds for the parameter at a place.
pub(super) struct OnPath<'a> {
    place: usize,
    texts: Vec<&'a str>,
    /// The path can lead to several.
    is_list: bool,
}

/// What a call's paths find.
pub(super) fn found<'a>(
    rules: &RuleSet,
    operation: &Operation,
    input: &'a dyn Value,
) -> Vec<OnPath<'a>> {
    let paths = operation.traits.iter().filter_map(|found| match found {
        OperationTrait::OperationContext(name, path) => Some((place(rules, name)?, *path)),
        _ => None,
    });
    let found = paths.map(|(place, path)| on_path(place, path, input));
    found.filter(|found| !found.texts.is_empty()).collect()
}

fn on_path<'a>(place: usize, path: &'static Expression, input: &'a dyn Value) -> OnPath<'a> {
    fn add<'a>(found: Found<'a>, texts: &mut Vec<&'a str>) {
        match found {
            Found::Text(text) | Found::Value(Ref::String(text) | Ref::Enumeration(text)) => {
                texts.push(text);
            }
            Found::Several(several) => several.into_iter().for_each(|found| add(found, texts)),
            _ => {}
        }
    }
    let found = path.find(input);
    let is_list = matches!(found, Found::Several(_));
    let mut texts = Vec::new();
    add(found, &mut texts);
    OnPath {
        place,
        texts,
        is_list,
    }
}

/// Puts what a call says over what its client says.
pub(super) fn override_with<'a>(
    given: &mut [Option<Given<'a>>],
    rules: &RuleSet,
    operation: &Operation,
    input: &Ref<'a>,
    found: &'a [OnPath<'a>],
) {
    let mut put = |place: Option<usize>, value: Given<'a>| {
        if let Some(known) = place.and_then(|place| given.get_mut(place)) {
            *known = Some(value);
        }
    };
    for on_path in found {
        let value = match on_path.texts.as_slice() {
            [text] if !on_path.is_list => Given::Text(text),
            texts => Given::Texts(texts),
        };
        put(Some(on_path.place), value);
    }
    if let Ref::Structure(structure) = input {
        for (index, traits) in structure.schema().set_apart() {
            for found in traits {
                if let Trait::ContextParam(name) = found
                    && let Some(value) = of_member(*structure, index)
                {
                    put(place(rules, name), value);
                }
            }
        }
    }
    for found in operation.traits {
        if let OperationTrait::StaticContext(name, value) = found {
            put(place(rules, name), constant(*value));
        }
    }
}

fn constant(value: Constant) -> Given<'static> {
    match value {
        Constant::Boolean(boolean) => Given::Boolean(boolean),
        Constant::Text(text) => Given::Text(text),
        Constant::Texts(texts) => Given::Texts(texts),
    }
}

fn of_member(structure: &dyn Structure, index: usize) -> Option<Given<'_>> {
    match member(structure, index) {
        Ref::String(text) | Ref::Enumeration(text) => Some(Given::Text(text)),
        Ref::Boolean(boolean) => Some(Given::Boolean(boolean)),
        _ => None,
    }
}

fn place(rules: &RuleSet, name: &str) -> Option<usize> {
    rules.parameters.iter().position(|known| known.name == name)
}
