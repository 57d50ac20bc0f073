//! Reads the endpoint rules of a service: every function, parameter, template and reference is known and of the right type,
//! or refused at its place.
//!
//! Names stay names here; what they stand for is looked up in `lower`.

mod function;
mod parameter;
mod result;
mod template;

use std::path::Path;

use super::cursor::{Context, Cursor, Object};
use super::entries::Entries;
use super::ignored::RULES;
use crate::diagnostics::Diagnostics;
pub(crate) use crate::ir::{Attribute, BuiltIn, Constant, SchemeKind};

/// A set of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RuleSet {
    pub(crate) parameters: Entries<Parameter>,
    pub(crate) rules: Vec<Rule>,
}

/// A value that comes from outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) ty: Type,
    /// `builtIn`, without `AWS::` and the like.
    pub(crate) built_in: Option<BuiltIn>,
    pub(crate) default: Option<Constant>,
    pub(crate) required: bool,
}

/// What kind of value something has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    Boolean,
    Text,
    Texts,
    Partition,
    Url,
    Arn,
}

/// A rule: where all conditions hold, what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) conditions: Vec<Condition>,
    pub(crate) then: Then,
}

/// What a rule leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Then {
    Rules(Vec<Rule>),
    Endpoint(Endpoint),
    Error(Expression),
}

/// Something that is set and isn't false, and the name of its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Condition {
    pub(crate) value: Expression,
    pub(crate) assign: Option<String>,
}

/// `endpoint`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Endpoint {
    pub(crate) url: Expression,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) headers: Entries<Vec<Expression>>,
    pub(crate) backend: Option<String>,
    pub(crate) metrics: Vec<String>,
}

/// One of `authSchemes`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scheme {
    pub(crate) kind: SchemeKind,
    pub(crate) signing_name: Option<Expression>,
    pub(crate) signing_region: Option<Expression>,
    pub(crate) region_set: Vec<Expression>,
    pub(crate) raw_path: bool,
}

/// A value, as the rules say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Expression {
    Constant(Constant),
    Reference(String),
    /// Texts and what stands between them.
    Template(Vec<Expression>),
    Attribute(Box<Expression>, Attribute),
    Call(Function, Vec<Expression>),
    /// The characters between two places; counted from the end where it is said.
    Part(Box<Expression>, u8, u8, bool),
}

/// Functions of values alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    IsSet,
    Not,
    Equal,
    Partition,
    Url,
    Arn,
    UriEncode,
    /// With dots or without.
    HostLabel(bool),
    /// With dots or without.
    Bucket(bool),
}

/// The names that stand for something, and its type; the last one counts.
type Names = Vec<(String, Type)>;

/// Rules within rules deeper than this are refused.
const DEEPEST: usize = 64;

/// Rules that stand in a text of ours; `None` where they are none.
pub(crate) fn of_text(text: &str) -> Option<RuleSet> {
    let value = serde_json::from_str(text).ok()?;
    let mut sink = Diagnostics::new();
    let read = Context::run(Path::new(""), &mut sink, |context| {
        read(&Cursor::root(context, &value))
    });
    read.filter(|_| !sink.has_errors())
}

/// `endpoint-rule-set-1`, or rules that stand elsewhere.
pub(crate) fn read(root: &Cursor<'_>) -> Option<RuleSet> {
    let object = root.object()?;
    // AWS's own tests of the rules say 1.3, and have nothing that 1.0 hasn't.
    let known = [("1.0", ()), ("1.3", ())];
    if let Some(version) = object.need("version")
        && let Some(text) = version.text()
        && !known.iter().any(|(known, ())| *known == text)
    {
        let message = format!("endpoint rules of version `{text}` aren't known, only `1.0`");
        version.error("unknown-version", message, "a newer shapesmith may know it");
    }
    let parameters = object
        .need("parameters")
        .map(|found| parameter::read(&found));
    let parameters = parameters.unwrap_or_default();
    let mut names: Names = Vec::new();
    names.extend(
        parameters
            .iter()
            .map(|(name, found)| (name.clone(), found.ty)),
    );
    let found = object.need("rules");
    let rules = found.map(|found| rules(&found, &mut names, DEEPEST));
    object.finish(RULES);
    Some(RuleSet {
        parameters,
        rules: rules.unwrap_or_default(),
    })
}

fn rules(list: &Cursor<'_>, names: &mut Names, depth: usize) -> Vec<Rule> {
    if depth == 0 {
        let message = "the rules are nested too deep".to_owned();
        list.error(
            "too-deep",
            message,
            "no service has more than a dozen levels",
        );
        return Vec::new();
    }
    let read = list
        .elements()
        .filter_map(|found| rule(&found, names, depth - 1));
    read.collect()
}

fn rule(at: &Cursor<'_>, names: &mut Names, depth: usize) -> Option<Rule> {
    let object = at.object()?;
    let outside = names.len();
    let conditions = object.need("conditions").map(|list| {
        let read = list.elements().filter_map(|found| condition(&found, names));
        read.collect()
    });
    let then = then(&object, names, depth);
    names.truncate(outside);
    object.get("documentation");
    object.finish("an endpoint rule");
    Some(Rule {
        conditions: conditions?,
        then: then?,
    })
}

fn condition(at: &Cursor<'_>, names: &mut Names) -> Option<Condition> {
    let (value, ty) = function::call(at, names)?;
    let object = at.object()?;
    let assign = object.get("assign").and_then(|found| {
        let name = found.text()?.to_owned();
        super::grammar::Grammar::Member.check(&found, &name);
        Some(name)
    });
    if let Some(name) = &assign {
        names.push((name.clone(), ty));
    }
    Some(Condition { value, assign })
}

/// What a rule of each type has.
#[derive(Clone, Copy)]
enum Kind {
    Tree,
    Endpoint,
    Error,
}

const KINDS: [(&str, Kind); 3] = [
    ("tree", Kind::Tree),
    ("endpoint", Kind::Endpoint),
    ("error", Kind::Error),
];

fn then(rule: &Object<'_>, names: &mut Names, depth: usize) -> Option<Then> {
    match rule.need("type")?.one_of(&KINDS)? {
        Kind::Tree => {
            let list = rule.need("rules")?;
            Some(Then::Rules(rules(&list, names, depth)))
        }
        Kind::Endpoint => {
            let found = rule.need("endpoint")?;
            result::endpoint(&found, names).map(Then::Endpoint)
        }
        Kind::Error => {
            let found = rule.need("error")?;
            function::text(&found, names).map(Then::Error)
        }
    }
}
