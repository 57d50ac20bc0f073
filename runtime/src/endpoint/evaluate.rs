//! Walks through the rules: which endpoint the parameters lead to, and how requests are signed there.
//!
//! Each term is looked at once. Nothing here sends anything or knows a service.

use std::borrow::Cow;

use super::functions::{self, Arn, Url};
use super::partition::{Partition, partition};
use crate::codecs::percent::encoded;
use crate::tables::{Attribute, Do, RuleSet, Scheme, SchemeKind, Term};

/// A parameter's value.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    /// `true` or `false`.
    Boolean(bool),
    /// A text.
    Text(&'a str),
    /// Texts.
    Texts(&'a [&'a str]),
    /// Texts of the program's.
    List(&'a [String]),
}

/// Where requests go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Scheme, host and path.
    pub url: String,
    /// How requests are signed, in the order of preference; empty where the model says it.
    pub schemes: Vec<FoundScheme>,
    /// Headers to send.
    pub headers: Vec<(&'static str, Vec<String>)>,
    /// The kind of service behind it, where there are several.
    pub backend: Option<&'static str>,
    /// What the user agent tells of it.
    pub metrics: &'static [&'static str],
}

/// How requests are signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundScheme {
    /// Which way it is.
    pub kind: SchemeKind,
    /// The service's name in the signature's scope, where it isn't the model's.
    pub signing_name: Option<Cow<'static, str>>,
    /// The region in the signature's scope, where it isn't the client's.
    pub signing_region: Option<Cow<'static, str>>,
    /// The regions that the signature holds for.
    pub region_set: Vec<String>,
    /// The path is signed as it stands.
    pub raw_path: bool,
}

/// The endpoint that these rules lead to, for the parameters in the rules' order.
///
/// # Errors
/// What the rules say against it.
pub fn resolve(
    rules: &'static RuleSet,
    prefix: &'static str,
    given: &[Option<Given<'_>>],
) -> Result<Found, String> {
    let mut walk = Walk {
        rules,
        prefix,
        given,
        states: [UNKNOWN; MOST_TERMS],
        values: [Value::Unset; MOST_VALUES],
        count: 0,
        urls: Vec::new(),
        arns: Vec::new(),
        made: String::new(),
    };
    walk.run()
}

/// So many terms are remembered; the generator makes no more.
const MOST_TERMS: usize = 512;

/// So many values beside `true` and `false` are kept, without memory of their own; others are looked at again.
const MOST_VALUES: usize = 24;

/// As long as URLs are, so that one asks for memory once.
const USUAL_URL: usize = 96;

// What is known of a term. A higher number is the place of its value.
const UNKNOWN: u8 = 0;
const UNSET: u8 = 1;
const FALSE: u8 = 2;
const TRUE: u8 = 3;
const FIRST_VALUE: u8 = 4;

#[derive(Clone, Copy)]
enum Value<'a> {
    Unset,
    Boolean(bool),
    Text(&'a str),
    /// A text that was put together: where it stands in `made`.
    Made(usize, usize),
    Texts(&'a [&'a str]),
    List(&'a [String]),
    Partition(&'static Partition),
    /// The place among the URLs.
    Url(usize),
    /// The place among the ARNs.
    Arn(usize),
}

struct Walk<'a> {
    rules: &'static RuleSet,
    prefix: &'static str,
    given: &'a [Option<Given<'a>>],
    states: [u8; MOST_TERMS],
    values: [Value<'a>; MOST_VALUES],
    count: u8,
    urls: Vec<Url<'a>>,
    arns: Vec<Arn<'a>>,
    made: String,
}

impl<'a> Walk<'a> {
    fn run(&mut self) -> Result<Found, String> {
        let mut at = 0;
        while let Some(step) = self.rules.steps.get(at) {
            at += 1;
            match step.read() {
                Do::Unless(term, otherwise) => {
                    if !self.holds(term) {
                        at = otherwise.into();
                    }
                }
                Do::Endpoint(url, properties) => return self.endpoint(url, properties),
                Do::Error(why) => return Err(self.owned(why)),
            }
        }
        Err("no rule of the service's endpoints fits".to_owned())
    }

    fn endpoint(&mut self, url: u16, properties: u16) -> Result<Found, String> {
        let url = self.url(url)?;
        let Some(said) = self.rules.properties.get(usize::from(properties)) else {
            return Err("the service's rules are broken".to_owned());
        };
        let schemes = said
            .schemes
            .iter()
            .map(|scheme| self.scheme(scheme))
            .collect();
        let mut headers = Vec::with_capacity(said.headers.len());
        for (name, values) in said.headers {
            headers.push((
                *name,
                values.iter().map(|value| self.owned(*value)).collect(),
            ));
        }
        Ok(Found {
            url,
            schemes,
            headers,
            backend: said.backend,
            metrics: said.metrics,
        })
    }

    /// A URL. Refused is a value that would end the host's name in which it stands, and lead elsewhere.
    fn url(&mut self, url: u16) -> Result<String, String> {
        let Some(Term::Join(start, count)) = self.rules.terms.get(usize::from(url)) else {
            return Ok(self.owned(url));
        };
        let mut whole = String::with_capacity(USUAL_URL);
        let mut in_host = true;
        for part in self.parts(*start, *count) {
            let value = self.value(*part);
            let text = self.text(&value).unwrap_or_default();
            if in_host {
                match self.rules.terms.get(usize::from(*part)) {
                    Some(Term::Text(_)) => in_host = !behind_scheme(text).contains('/'),
                    Some(Term::Attribute(_, Attribute::Path | Attribute::NormalizedPath)) => {
                        in_host = false;
                    }
                    Some(
                        Term::Prefix | Term::Attribute(_, Attribute::Scheme | Attribute::Authority),
                    ) => {}
                    _ if text.bytes().all(fits_in_host) => {}
                    _ => {
                        let shown = text.escape_debug();
                        return Err(format!("`{shown}` can't be a part of a host's name"));
                    }
                }
            }
            whole.push_str(text);
        }
        Ok(whole)
    }

    fn parts(&self, start: u16, count: u16) -> &'static [u16] {
        let start = usize::from(start);
        let parts = self.rules.parts.get(start..start + usize::from(count));
        parts.unwrap_or_default()
    }

    fn scheme(&mut self, scheme: &Scheme) -> FoundScheme {
        FoundScheme {
            kind: scheme.kind,
            signing_name: scheme.signing_name.map(|term| self.kept(term)),
            signing_region: scheme.signing_region.map(|term| self.kept(term)),
            region_set: scheme
                .region_set
                .iter()
                .map(|term| self.owned(*term))
                .collect(),
            raw_path: scheme.raw_path,
        }
    }

    /// A text, borrowed where the table has it.
    fn kept(&mut self, term: u16) -> Cow<'static, str> {
        match self.rules.terms.get(usize::from(term)) {
            Some(Term::Text(place)) => Cow::Borrowed(self.literal(*place)),
            _ => Cow::Owned(self.owned(term)),
        }
    }

    fn literal(&self, place: u16) -> &'static str {
        self.rules
            .texts
            .get(usize::from(place))
            .copied()
            .unwrap_or_default()
    }

    fn owned(&mut self, term: u16) -> String {
        let value = self.value(term);
        self.text(&value).unwrap_or_default().to_owned()
    }

    fn text<'b>(&'b self, value: &Value<'b>) -> Option<&'b str> {
        match value {
            Value::Text(text) => Some(text),
            Value::Made(start, end) => self.made.get(*start..*end),
            _ => None,
        }
    }

    /// Whether a term is set and not `false`.
    fn holds(&mut self, term: u16) -> bool {
        match self.states.get(usize::from(term)).copied() {
            Some(UNKNOWN) | None => {
                !matches!(self.value(term), Value::Unset | Value::Boolean(false))
            }
            Some(UNSET | FALSE) => false,
            Some(_) => true,
        }
    }

    /// The value of a term, which is looked at once.
    fn value(&mut self, term: u16) -> Value<'a> {
        let index = usize::from(term);
        let Some(known) = self.rules.terms.get(index) else {
            return Value::Unset;
        };
        // What is there already needs no note.
        match *known {
            Term::Parameter(place) => return self.parameter(place),
            Term::Text(place) => return Value::Text(self.literal(place)),
            _ => {}
        }
        match self.states.get(index).copied().unwrap_or(UNKNOWN) {
            UNKNOWN => {}
            UNSET => return Value::Unset,
            FALSE => return Value::Boolean(false),
            TRUE => return Value::Boolean(true),
            place => {
                let kept = self.values.get(usize::from(place - FIRST_VALUE));
                return kept.copied().unwrap_or(Value::Unset);
            }
        }
        let value = self.look(*known);
        let state = match value {
            Value::Unset => UNSET,
            Value::Boolean(false) => FALSE,
            Value::Boolean(true) => TRUE,
            value => match self.values.get_mut(usize::from(self.count)) {
                Some(place) => {
                    *place = value;
                    self.count += 1;
                    self.count - 1 + FIRST_VALUE
                }
                None => UNKNOWN,
            },
        };
        if let Some(known) = self.states.get_mut(index) {
            *known = state;
        }
        value
    }

    fn look(&mut self, term: Term) -> Value<'a> {
        match term {
            Term::Parameter(place) => self.parameter(place),
            Term::Prefix => Value::Text(self.prefix),
            Term::Text(place) => Value::Text(self.literal(place)),
            Term::Boolean(boolean) => Value::Boolean(boolean),
            Term::Join(start, count) => self.join(self.parts(start, count)),
            Term::IsSet(of) => Value::Boolean(!matches!(self.value(of), Value::Unset)),
            Term::Not(of) => {
                let value = self.value(of);
                Value::Boolean(matches!(value, Value::Unset | Value::Boolean(false)))
            }
            Term::Equal(left, right) => {
                let (left, right) = (self.value(left), self.value(right));
                Value::Boolean(match (left, right) {
                    (Value::Boolean(left), Value::Boolean(right)) => left == right,
                    (left, right) => {
                        let left = self.text(&left);
                        left.is_some() && left == self.text(&right)
                    }
                })
            }
            Term::Attribute(of, attribute) => {
                let value = self.value(of);
                self.attribute(value, attribute)
            }
            Term::Partition(of) => {
                let region = self.value(of);
                let found = self.text(&region).map(partition);
                found.map_or(Value::Unset, Value::Partition)
            }
            _ => self.look_at_text(term),
        }
    }

    fn parameter(&self, place: u16) -> Value<'a> {
        match self.given.get(usize::from(place)).copied().flatten() {
            Some(Given::Boolean(boolean)) => Value::Boolean(boolean),
            Some(Given::Text(text)) => Value::Text(text),
            Some(Given::Texts(texts)) => Value::Texts(texts),
            Some(Given::List(texts)) => Value::List(texts),
            None => Value::Unset,
        }
    }

    /// What a term makes of one text.
    fn look_at_text(&mut self, term: Term) -> Value<'a> {
        let (Term::Url(of)
        | Term::Arn(of)
        | Term::UriEncoded(of)
        | Term::Part(of, ..)
        | Term::HostLabel(of, _)
        | Term::Bucket(of, _)) = term
        else {
            return Value::Unset;
        };
        let value = self.value(of);
        match term {
            Term::HostLabel(_, dots) => {
                let text = self.text(&value);
                Value::Boolean(text.is_some_and(|text| functions::is_host_label(text, dots)))
            }
            Term::Bucket(_, dots) => {
                let text = self.text(&value);
                Value::Boolean(text.is_some_and(|text| functions::is_hostable(text, dots)))
            }
            Term::UriEncoded(_) => {
                let encoded_text = self.text(&value).map(|text| encoded(text).to_string());
                encoded_text.map_or(Value::Unset, |encoded| {
                    self.make(|made| made.push_str(&encoded))
                })
            }
            // What is taken apart comes from outside: nothing that was put together is.
            _ => match value {
                Value::Text(text) => self.take_apart(term, text).unwrap_or(Value::Unset),
                _ => Value::Unset,
            },
        }
    }

    fn take_apart(&mut self, term: Term, text: &'a str) -> Option<Value<'a>> {
        match term {
            Term::Url(_) => {
                self.urls.push(functions::url(text)?);
                Some(Value::Url(self.urls.len() - 1))
            }
            Term::Arn(_) => {
                self.arns.push(functions::arn(text)?);
                Some(Value::Arn(self.arns.len() - 1))
            }
            Term::Part(_, start, stop, reverse) => {
                functions::part(text, start, stop, reverse).map(Value::Text)
            }
            _ => None,
        }
    }

    fn join(&mut self, parts: &'static [u16]) -> Value<'a> {
        // What a part puts together itself comes before.
        if parts
            .iter()
            .any(|part| matches!(self.value(*part), Value::Unset))
        {
            return Value::Unset;
        }
        let start = self.made.len();
        for part in parts {
            match self.value(*part) {
                Value::Text(text) => self.made.push_str(text),
                Value::Made(start, end) => {
                    let part = self.made.get(start..end).unwrap_or_default().to_owned();
                    self.made.push_str(&part);
                }
                Value::Boolean(boolean) => {
                    self.made.push_str(if boolean { "true" } else { "false" });
                }
                _ => return Value::Unset,
            }
        }
        Value::Made(start, self.made.len())
    }

    fn make(&mut self, write: impl FnOnce(&mut String)) -> Value<'a> {
        let start = self.made.len();
        write(&mut self.made);
        Value::Made(start, self.made.len())
    }

    fn attribute(&mut self, of: Value<'a>, attribute: Attribute) -> Value<'a> {
        match of {
            Value::Partition(partition) => of_partition(partition, attribute),
            Value::Url(place) => match self.urls.get(place).copied() {
                Some(url) if attribute == Attribute::NormalizedPath => self.make(|made| {
                    made.push_str(url.path);
                    if !url.path.ends_with('/') {
                        made.push('/');
                    }
                }),
                Some(url) => of_url(&url, attribute),
                None => Value::Unset,
            },
            Value::Arn(place) => match self.arns.get(place) {
                Some(arn) => of_arn(arn, attribute),
                None => Value::Unset,
            },
            Value::Texts(texts) => {
                let element = place(attribute).and_then(|place| texts.get(place));
                element.map_or(Value::Unset, |element| Value::Text(element))
            }
            Value::List(texts) => {
                let element = place(attribute).and_then(|place| texts.get(place));
                element.map_or(Value::Unset, |element| Value::Text(element))
            }
            _ => Value::Unset,
        }
    }
}

/// What comes behind a URL's scheme in a text that may have one.
fn behind_scheme(text: &str) -> &str {
    let mut schemes = ["https://", "http://", "://"].into_iter();
    let behind = schemes.find_map(|scheme| text.strip_prefix(scheme));
    behind.unwrap_or(text)
}

fn fits_in_host(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_')
}

/// The place of an element.
fn place(attribute: Attribute) -> Option<usize> {
    match attribute {
        Attribute::Element(index) => Some(index.into()),
        _ => None,
    }
}

fn of_url<'a>(url: &Url<'a>, attribute: Attribute) -> Value<'a> {
    match attribute {
        Attribute::Scheme => Value::Text(url.scheme),
        Attribute::Authority => Value::Text(url.authority),
        Attribute::Path => Value::Text(url.path),
        Attribute::IsIp => Value::Boolean(url.is_ip),
        _ => Value::Unset,
    }
}

fn of_arn<'a>(arn: &Arn<'a>, attribute: Attribute) -> Value<'a> {
    match attribute {
        Attribute::ArnPartition => Value::Text(arn.partition),
        Attribute::ArnService => Value::Text(arn.service),
        Attribute::ArnRegion => Value::Text(arn.region),
        Attribute::ArnAccountId => Value::Text(arn.account),
        Attribute::ArnResourceId(index) => arn.piece(index).map_or(Value::Unset, Value::Text),
        _ => Value::Unset,
    }
}

fn of_partition(partition: &'static Partition, attribute: Attribute) -> Value<'static> {
    match attribute {
        Attribute::Name => Value::Text(partition.name),
        Attribute::DnsSuffix => Value::Text(partition.dns_suffix),
        Attribute::DualStackDnsSuffix => Value::Text(partition.dual_stack_dns_suffix),
        Attribute::ImplicitGlobalRegion => Value::Text(partition.implicit_global_region),
        Attribute::SupportsFips => Value::Boolean(partition.supports_fips),
        Attribute::SupportsDualStack => Value::Boolean(partition.supports_dual_stack),
        _ => Value::Unset,
    }
}
