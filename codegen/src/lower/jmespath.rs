//! Reads the JMESPath of paginators and waiters, and turns member names into indices on the way.
//!
//! Knows the forms that the models use; anything else is an error that names it.

use std::collections::BTreeMap;

use crate::ir::{Comparison, Expression, Name, Service, Step, Type};

/// The members of structures and unions, by Rust name: the modelled name and the type.
pub(crate) struct Shapes<'a>(BTreeMap<&'a str, Vec<(&'a str, &'a Type)>>);

impl<'a> Shapes<'a> {
    pub(crate) fn new(service: &'a Service) -> Self {
        let structures = service.structures.iter().map(|structure| {
            let members = structure.members.iter();
            let members = members.map(|member| (member.modelled.as_str(), &member.ty));
            (structure.name.plain(), members.collect())
        });
        let unions = service.unions.iter().map(|union| {
            let arms = union.arms.iter();
            let arms = arms.map(|arm| (arm.modelled.as_str(), &arm.ty));
            (union.name.plain(), arms.collect())
        });
        Self(structures.chain(unions).collect())
    }

    /// The index of a member and its type.
    pub(crate) fn member(&self, of: &str, name: &str) -> Option<(usize, &'a Type)> {
        let members = self.0.get(of)?;
        let index = members.iter().position(|(known, _)| *known == name)?;
        Some((index, members.get(index)?.1))
    }
}

/// Reads an expression over the type of this Rust name.
///
/// # Errors
/// What isn't understood, in a sentence.
pub(crate) fn parse(text: &str, shapes: &Shapes<'_>, of: &str) -> Result<Expression, String> {
    let root = Type::Named(Name::new(of));
    let mut parser = Parser {
        tokens: tokens(text)?,
        position: 0,
        depth: 0,
        shapes,
    };
    let expression = parser.or(&root)?;
    match parser.peek() {
        None => Ok(expression),
        Some(token) => Err(format!("`{token}` isn't understood in `{text}`")),
    }
}

/// Expressions nested deeper than this are refused.
const DEEPEST: usize = 32;

/// Each of these may add a level to the expression, so their number bounds its depth too.
const MOST_TOKENS: usize = 256;

/// Names, literals (with their opening quote) and signs.
fn tokens(text: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '`' | '\'' => match rest.get(1..).and_then(|inner| inner.find(first)) {
                Some(end) => end + 2,
                None => return Err(format!("a quote isn't closed in `{text}`")),
            },
            _ if first.is_alphanumeric() || first == '_' => rest
                .find(|character: char| !character.is_alphanumeric() && character != '_')
                .unwrap_or(rest.len()),
            _ => {
                let signs = [
                    "[-1]", "[]", "[*]", "[?", "||", "&&", "==", "!=", ">=", "<=",
                ];
                let sign = signs.iter().find(|sign| rest.starts_with(**sign));
                sign.map_or(first.len_utf8(), |sign| sign.len())
            }
        };
        let (token, after) = rest.split_at(length);
        found.push(token.to_owned());
        if found.len() > MOST_TOKENS {
            return Err(format!("it has more than {MOST_TOKENS} names and signs"));
        }
        rest = after.trim_start();
    }
    Ok(found)
}

struct Parser<'a> {
    tokens: Vec<String>,
    position: usize,
    depth: usize,
    shapes: &'a Shapes<'a>,
}

type Parsed = Result<Expression, String>;

impl Parser<'_> {
    fn peek(&self) -> Option<&str> {
        self.tokens.get(self.position).map(String::as_str)
    }

    /// Takes the token if it is this one.
    fn take(&mut self, token: &str) -> bool {
        let is = self.peek() == Some(token);
        self.position += usize::from(is);
        is
    }

    fn or(&mut self, of: &Type) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the expression is nested too deep".to_owned());
        }
        let mut left = self.and(of)?;
        while self.take("||") {
            left = Expression::Or(Box::new(left), Box::new(self.and(of)?));
        }
        self.depth -= 1;
        Ok(left)
    }

    fn and(&mut self, of: &Type) -> Parsed {
        let mut left = self.comparison(of)?;
        while self.take("&&") {
            left = Expression::And(Box::new(left), Box::new(self.comparison(of)?));
        }
        Ok(left)
    }

    fn comparison(&mut self, of: &Type) -> Parsed {
        let left = self.unary(of)?;
        let signs = [
            ("==", Comparison::Equal),
            ("!=", Comparison::NotEqual),
            (">=", Comparison::GreaterOrEqual),
            (">", Comparison::Greater),
            ("<=", Comparison::LessOrEqual),
            ("<", Comparison::Less),
        ];
        let found = signs.into_iter().find(|(sign, _)| self.take(sign));
        let Some((_, comparison)) = found else {
            return Ok(left);
        };
        let right = self.unary(of)?;
        Ok(Expression::Compare(
            Box::new(left),
            comparison,
            Box::new(right),
        ))
    }

    fn unary(&mut self, of: &Type) -> Parsed {
        if self.take("!") {
            let inner = self.unary_nested(of)?;
            return Ok(Expression::Not(Box::new(inner)));
        }
        if self.take("(") {
            let inner = self.or(of)?;
            return self.closed(inner);
        }
        let Some(token) = self.peek().map(str::to_owned) else {
            return Err("the expression ends too early".to_owned());
        };
        if let Some(text) = token.strip_prefix('\'') {
            self.position += 1;
            return Ok(Expression::Text(text.trim_end_matches('\'').to_owned()));
        }
        if let Some(json) = token.strip_prefix('`') {
            self.position += 1;
            return literal(json.trim_end_matches('`'));
        }
        let next = self.tokens.get(self.position + 1);
        let is_called = next.is_some_and(|next| next == "(");
        if token == "keys" && is_called {
            self.position += 2;
            return self.keys(of);
        }
        if token == "length" && is_called {
            self.position += 2;
            let inner = self.or(of)?;
            return self.closed(Expression::Length(Box::new(inner)));
        }
        self.path(of)
    }

    fn unary_nested(&mut self, of: &Type) -> Parsed {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err("the expression is nested too deep".to_owned());
        }
        let inner = self.unary(of);
        self.depth -= 1;
        inner
    }

    fn closed(&mut self, inner: Expression) -> Parsed {
        if self.take(")") {
            Ok(inner)
        } else {
            Err("a parenthesis isn't closed".to_owned())
        }
    }

    fn path(&mut self, of: &Type) -> Parsed {
        let mut steps = Vec::new();
        let mut at = self.member(of, &mut steps)?;
        loop {
            if self.take(".") {
                if self.take("[") {
                    steps.push(Step::Several(self.several(&at)?));
                    at = Type::String;
                    continue;
                }
                at = match &at {
                    Type::Map { value, .. } if self.take("*") => {
                        steps.push(Step::Each);
                        (**value).clone()
                    }
                    _ => self.member(&at, &mut steps)?,
                };
                continue;
            }
            let step = match self.peek() {
                Some("[]" | "[*]") => Step::Each,
                Some("[-1]") => Step::Last,
                Some("[?") => {
                    self.position += 1;
                    let condition = self.or(element(&at)?)?;
                    if self.peek() != Some("]") {
                        return Err("a filter isn't closed".to_owned());
                    }
                    Step::Where(condition)
                }
                _ => return Ok(Expression::Path(steps)),
            };
            self.position += 1;
            at = element(&at)?.clone();
            steps.push(step);
        }
    }

    /// Takes several paths and the sign that makes their results one list.
    fn several(&mut self, of: &Type) -> Result<Vec<Vec<Step>>, String> {
        let mut paths = Vec::new();
        loop {
            match self.path(of)? {
                Expression::Path(steps) => paths.push(steps),
                _ => return Err("only paths are listed".to_owned()),
            }
            if !self.take(",") {
                break;
            }
        }
        if self.take("]") && self.take("[]") {
            Ok(paths)
        } else {
            Err("a list of paths isn't closed, or isn't made one list".to_owned())
        }
    }

    /// Takes a path to a map, whose keys are meant.
    fn keys(&mut self, of: &Type) -> Parsed {
        let mut steps = Vec::new();
        let mut at = self.member(of, &mut steps)?;
        while self.take(".") {
            at = self.member(&at, &mut steps)?;
        }
        if !matches!(at, Type::Map { .. }) {
            return Err("only a map has keys".to_owned());
        }
        steps.push(Step::Keys);
        self.closed(Expression::Path(steps))
    }

    /// Takes a member's name.
    fn member(&mut self, of: &Type, steps: &mut Vec<Step>) -> Result<Type, String> {
        let name = self.peek().unwrap_or("the end").to_owned();
        let found = match of {
            Type::Named(of) => self.shapes.member(of.plain(), &name),
            _ => None,
        };
        let (index, ty) = found.ok_or_else(|| format!("there is no member `{name}`"))?;
        self.position += 1;
        steps.push(Step::Member(index));
        Ok(ty.clone())
    }
}

fn element(of: &Type) -> Result<&Type, String> {
    match of {
        Type::List { element, .. } => Ok(element),
        _ => Err("only a list has elements".to_owned()),
    }
}

fn literal(json: &str) -> Parsed {
    match serde_json::from_str(json) {
        Ok(serde_json::Value::Bool(boolean)) => Ok(Expression::Boolean(boolean)),
        Ok(serde_json::Value::Number(number)) => {
            Ok(Expression::Number(number.as_f64().unwrap_or_default()))
        }
        Ok(serde_json::Value::String(text)) => Ok(Expression::Text(text)),
        _ => Err(format!("the literal `{json}` isn't understood")),
    }
}

#[cfg(test)]
#[path = "jmespath_tests.rs"]
mod tests;
