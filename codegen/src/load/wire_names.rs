//! Checks the names that go over the wire, each by where it goes, and that what a template asks for is there.
//!
//! It needs the whole model: only a service that speaks XML has to have keys that can be XML.

use std::collections::BTreeMap;

use super::cursor::{Context, path_of};
use super::grammar::{Grammar, labels};
use super::model::{Kind, Model, Operation, Reference, Shape};

/// The protocols whose bodies, or answers, are XML.
const XML: [&str; 3] = ["rest-xml", "query", "ec2"];

pub(super) fn check(model: &Model, context: &Context) {
    let shapes = model.shapes.iter();
    let check = Check {
        shapes: shapes.map(|(name, shape)| (name.as_str(), shape)).collect(),
        speaks_xml: model
            .metadata
            .protocols
            .iter()
            .any(|protocol| XML.contains(&protocol.as_str())),
        context,
    };
    for (name, operation) in &model.operations {
        check.operation(name, operation);
    }
    for (name, shape) in &model.shapes {
        check.shape(name, shape);
    }
}

struct Check<'a> {
    shapes: BTreeMap<&'a str, &'a Shape>,
    speaks_xml: bool,
    context: &'a Context,
}

impl Check<'_> {
    fn text(&self, grammar: Grammar, text: Option<&String>, at: &[&str]) {
        if let Some(text) = text.filter(|text| !grammar.fits(text)) {
            let (message, hint) = grammar.refusal(text);
            self.context.error("bad-text", path_of(at), message, hint);
        }
    }

    /// A key in a body: JSON, CBOR and forms escape it, in XML it is a name.
    fn key(&self, text: Option<&String>, at: &[&str]) {
        if self.speaks_xml {
            self.text(Grammar::XmlName, text, at);
        }
    }

    fn shape(&self, name: &str, shape: &Shape) {
        let at = ["shapes", name];
        self.key(
            shape.location_name.as_ref(),
            &[&at[..], &["locationName"]].concat(),
        );
        let parts: &[(&str, &Reference)] = match &shape.kind {
            Kind::List(member) => &[("member", member)],
            Kind::Map(key, value) => &[("key", key), ("value", value)],
            Kind::Structure(structure) => {
                for (member, reference) in &structure.members {
                    self.reference(reference, &["shapes", name, "members", member]);
                }
                &[]
            }
            _ => &[],
        };
        for (part, reference) in parts {
            self.reference(reference, &["shapes", name, part]);
        }
    }

    fn reference(&self, reference: &Reference, at: &[&str]) {
        let name = reference.location_name.as_ref();
        let place = [at, &["locationName"]].concat();
        match reference.location.as_deref() {
            Some("header") => self.text(Grammar::Header, name, &place),
            Some("headers") => self.text(Grammar::HeaderPrefix, name, &place),
            Some("querystring") => self.text(Grammar::Parameter, name, &place),
            // A label is looked up; a status has no name.
            Some(_) => {}
            None => self.key(name, &place),
        }
    }

    fn operation(&self, name: &str, operation: &Operation) {
        let payloads = [("input", &operation.input), ("output", &operation.output)];
        for (key, reference) in payloads {
            if let Some(reference) = reference {
                self.reference(reference, &["operations", name, key]);
                let at = ["operations", name, key, "resultWrapper"];
                self.text(Grammar::XmlName, reference.result_wrapper.as_ref(), &at);
            }
        }
        let of_path = self.members(operation).iter();
        let of_path = of_path.filter(|(_, found)| found.location.as_deref() == Some("uri"));
        let of_path: Vec<&str> = of_path
            .map(|(member, found)| found.location_name.as_deref().unwrap_or(member))
            .collect();
        let uri = ["operations", name, "http", "requestUri"];
        self.labels(&operation.request_uri, &of_path, "`location: uri`", &uri);
        let members = self.members(operation).iter();
        let of_host = members.filter(|(_, reference)| reference.host_label);
        let of_host: Vec<&str> = of_host.map(|(member, _)| member.as_str()).collect();
        let prefix = operation.host_prefix.as_deref().unwrap_or_default();
        let at = ["operations", name, "endpoint", "hostPrefix"];
        self.labels(prefix, &of_host, "`hostLabel`", &at);
        self.checksum(name, operation);
    }

    fn members(&self, operation: &Operation) -> &[(String, Reference)] {
        let input = operation.input.as_ref();
        let shape = input.and_then(|input| self.shapes.get(input.shape.as_str()));
        match shape.map(|shape| &shape.kind) {
            Some(Kind::Structure(structure)) => &structure.members,
            _ => &[],
        }
    }

    /// A label without a member would fail every call.
    fn labels(&self, template: &str, bound: &[&str], by: &str, at: &[&str]) {
        for label in labels(template).filter(|label| !bound.contains(label)) {
            let message = format!("no member of the input has {by} and the name `{label}`");
            let candidates = bound.iter().copied();
            self.context
                .unknown("unknown-label", path_of(at), message, label, candidates);
        }
    }

    fn checksum(&self, name: &str, operation: &Operation) {
        let Some(checksum) = &operation.http_checksum else {
            return;
        };
        let named = [
            ("requestAlgorithmMember", &checksum.request_algorithm_member),
            (
                "requestValidationModeMember",
                &checksum.request_validation_mode_member,
            ),
        ];
        let members = self.members(operation).iter();
        let members: Vec<&str> = members.map(|(member, _)| member.as_str()).collect();
        for (key, member) in named {
            if let Some(member) = member.as_deref().filter(|name| !members.contains(name)) {
                let message = format!("the input has no member `{member}`");
                let at = path_of(&["operations", name, "httpChecksum", key]);
                let candidates = members.iter().copied();
                self.context
                    .unknown("missing-member", at, message, member, candidates);
            }
        }
    }
}

#[cfg(test)]
#[path = "wire_names_tests.rs"]
mod tests;
