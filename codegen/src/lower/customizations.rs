//! What a service wants and its model doesn't say: looked up in `customizations.toml` by the service's id.
//!
//! No other file knows a service by name.

use serde::Deserialize;

use super::context::Context;
use crate::ir::{Constant, OperationTrait};
use crate::load::model::{Entries, Kind, Shape};

const TEXT: &str = include_str!("customizations.toml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    entry: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Entry {
    service: String,
    /// The API version that brought what it names: older models of the service go without.
    since: Option<String>,
    #[serde(rename = "reason")]
    _reason: String,
    /// Sent with every request: name and value.
    header: Option<(String, String)>,
    /// The body's hash stands in a header.
    #[serde(default)]
    payload_hash: bool,
    /// How often a call is made, and the milliseconds of the first wait.
    retries: Option<(u32, u32)>,
    /// Operations that ask the service before they send a body.
    #[serde(default)]
    announces: Vec<String>,
    /// What operations tell the endpoint rules whatever a program says: operation, parameter and value.
    #[serde(default)]
    settled: Vec<(String, String, bool)>,
    /// Operations that wait at the service for something to come.
    #[serde(default)]
    long_polls: Vec<String>,
    /// Operations that want a URL by which another region is asked for what is copied.
    source_url: Option<SourceUrl>,
    /// Of texts of these shapes in an input only what comes after the last slash is sent.
    #[serde(default)]
    last_segments: Vec<String>,
    /// Structures of which one member alone is ever there.
    #[serde(default)]
    unions: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct SourceUrl {
    operations: Vec<String>,
    /// The parameter that takes it.
    parameter: String,
    /// Both regions are sent along.
    #[serde(default)]
    tells_regions: bool,
}

/// What concerns one service.
#[derive(Debug, Default)]
pub(crate) struct Customizations(Vec<Entry>);

impl Customizations {
    /// Looks the service up; warns of what its model no longer has.
    pub(crate) fn of(context: &mut Context<'_>) -> Self {
        let metadata = &context.model.metadata;
        match Self::found(&metadata.service_id, &metadata.api_version) {
            Ok(found) => {
                found.tell_what_is_gone(context);
                found
            }
            Err(error) => {
                context.error("customizations", "$", error.to_string(), None);
                Self::default()
            }
        }
    }

    fn found(service: &str, api_version: &str) -> Result<Self, toml::de::Error> {
        let mut entries = toml::from_str::<File>(TEXT)?.entry;
        // Versions are dates, which are in order as texts.
        let is_there = |since: &String| since.as_str() <= api_version;
        entries.retain(|entry| entry.service == service);
        entries.retain(|entry| entry.since.as_ref().is_none_or(is_there));
        Ok(Self(entries))
    }

    fn long_polls(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flat_map(|entry| &entry.long_polls)
    }

    fn announces(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flat_map(|entry| &entry.announces)
    }

    fn source_urls(&self) -> impl Iterator<Item = (&String, &SourceUrl)> {
        let found = self.0.iter().filter_map(|entry| entry.source_url.as_ref());
        found.flat_map(|found| found.operations.iter().map(move |name| (name, found)))
    }

    fn settled(&self) -> impl Iterator<Item = &(String, String, bool)> {
        self.0.iter().flat_map(|entry| &entry.settled)
    }

    fn last_segments(&self) -> impl Iterator<Item = &String> {
        self.0.iter().flat_map(|entry| &entry.last_segments)
    }

    /// The shapes that are unions although the model has them as structures.
    pub(crate) fn unions(&self, context: &Context<'_>) -> Entries<Shape> {
        let names = self.0.iter().flat_map(|entry| &entry.unions);
        let shapes = names.filter_map(|name| Some((name.clone(), as_union(context.shape(name)?)?)));
        shapes.collect()
    }

    fn tell_what_is_gone(&self, context: &mut Context<'_>) {
        let operations = &context.model.operations;
        let has_operation = |name: &String| operations.iter().any(|(key, _)| key == name);
        let shapes = self.last_segments();
        let shapes = shapes.filter(|name| context.shape(name).is_none());
        let copies = self.source_urls().map(|(name, _)| name);
        let settled = self.settled().map(|(name, _, _)| name);
        let named = self.long_polls().chain(self.announces());
        let named = named.chain(copies).chain(settled);
        let polls = named.filter(|name| !has_operation(name));
        let gone: Vec<(&str, &String)> = shapes
            .map(|name| ("shape", name))
            .chain(polls.map(|name| ("operation", name)))
            .collect();
        for (kind, name) in gone {
            tell(context, &format!("the {kind} `{name}`, which is gone"));
        }
        for name in self.0.iter().flat_map(|entry| &entry.unions) {
            match context.shape(name) {
                None => tell(context, &format!("the union `{name}`, which is gone")),
                Some(shape) if as_union(shape).is_none() => {
                    tell(context, &format!("the union `{name}`, which can't be one"));
                }
                Some(_) => {}
            }
        }
    }

    /// What the operation of this name has beside what its model says.
    pub(crate) fn of_operation(&self, name: &str) -> Vec<OperationTrait> {
        let mut traits = Vec::new();
        for entry in &self.0 {
            let header = entry.header.clone();
            traits.extend(header.map(|(name, value)| OperationTrait::Header(name, value)));
            traits.extend(entry.payload_hash.then_some(OperationTrait::PayloadHash));
            let retries = entry.retries;
            traits.extend(retries.map(|(attempts, wait)| OperationTrait::Retries(attempts, wait)));
        }
        let announces = self.announces().any(|known| known == name);
        traits.extend(announces.then_some(OperationTrait::Announces));
        let copies = self.source_urls().filter(|(known, _)| *known == name);
        traits.extend(copies.map(|(_, found)| OperationTrait::SourceUrl {
            parameter: found.parameter.clone(),
            tells_regions: found.tells_regions,
        }));
        let settled = self.settled().filter(|(known, _, _)| known == name);
        traits.extend(settled.map(|(_, parameter, value)| {
            OperationTrait::StaticContext(parameter.clone(), Constant::Boolean(*value))
        }));
        let polls = self.long_polls().any(|known| known == name);
        traits.extend(polls.then_some(OperationTrait::LongPoll));
        traits
    }

    /// Whether only what comes after the last slash of a text of this shape is sent.
    pub(crate) fn is_last_segment(&self, shape: &str) -> bool {
        self.last_segments().any(|known| known == shape)
    }
}

fn tell(context: &mut Context<'_>, what: &str) {
    let message = format!("customizations.toml names {what}");
    let hint = "the service may have changed: see whether the entry still holds".to_owned();
    context.warning("stale-customization", "$", message, Some(hint));
}

/// The structure as a union; `None` where some of its members are always there.
fn as_union(shape: &Shape) -> Option<Shape> {
    let mut shape = shape.clone();
    match &mut shape.kind {
        Kind::Structure(structure) if structure.required.is_empty() => structure.union = true,
        _ => return None,
    }
    Some(shape)
}

#[cfg(test)]
mod tests {
    use super::Customizations;
    use crate::ir::{Constant, OperationTrait};

    #[test]
    fn a_service_gets_what_is_its_own() {
        let of = |service| Customizations::found(service, "2026-11-27").unwrap();
        let glacier = of("Glacier").of_operation("ListVaults");
        assert!(glacier.contains(&OperationTrait::PayloadHash));
        assert!(
            matches!(&glacier[0], OperationTrait::Header(name, _) if name == "x-amz-glacier-version")
        );
        assert_eq!(
            of("SQS").of_operation("ReceiveMessage"),
            [OperationTrait::LongPoll]
        );
        assert!(of("SQS").of_operation("SendMessage").is_empty());
        assert_eq!(
            of("S3").of_operation("PutObject"),
            [OperationTrait::Announces]
        );
        assert!(of("S3").of_operation("GetObject").is_empty());
        let by_path =
            OperationTrait::StaticContext("ForcePathStyle".to_owned(), Constant::Boolean(true));
        assert_eq!(of("S3").of_operation("GetBucketLocation"), [by_path]);
        assert_eq!(
            of("DynamoDB").of_operation("GetItem"),
            [OperationTrait::Retries(4, 25)]
        );
        let copies = of("RDS").of_operation("CopyDBSnapshot");
        assert!(
            matches!(&copies[..], [OperationTrait::SourceUrl { parameter, tells_regions: false }] if parameter == "PreSignedUrl")
        );
        assert!(of("RDS").of_operation("DeleteDBSnapshot").is_empty());
        assert!(of("Route 53").is_last_segment("ResourceId"));
        assert!(!of("FSx").is_last_segment("ResourceId"));
        assert!(of("FSx").of_operation("CreateBackup").is_empty());
    }

    #[test]
    fn an_older_model_goes_without_what_came_later() {
        let of = |api_version| Customizations::found("RDS", api_version).unwrap();
        let copies = |api_version| of(api_version).of_operation("CopyDBSnapshot").len();
        assert_eq!((copies("2014-09-01"), copies("2014-10-31")), (0, 1));
    }
}
