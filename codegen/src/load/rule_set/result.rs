//! Reads what a rule says of an endpoint: its URL, headers, and how requests are signed there.

use super::function::{maybe_text, text};
use super::{Constant, Endpoint, Expression, Names, Scheme, SchemeKind};
use crate::load::cursor::{Cursor, Object};
use crate::load::entries::Entries;
use crate::load::grammar::Grammar;

const SCHEMES: [(&str, SchemeKind); 3] = [
    ("sigv4", SchemeKind::SigV4),
    ("sigv4a", SchemeKind::SigV4A),
    ("sigv4-s3express", SchemeKind::SigV4S3Express),
];

/// `endpoint`.
pub(super) fn endpoint(at: &Cursor<'_>, names: &Names) -> Option<Endpoint> {
    let object = at.object()?;
    let found = object.need("url")?;
    let url = text(&found, names)?;
    check_url(&found, &url);
    let mut endpoint = Endpoint {
        url,
        schemes: Vec::new(),
        headers: headers(&object, names),
        backend: None,
        metrics: Vec::new(),
    };
    if let Some(properties) = object
        .get("properties")
        .and_then(|found| found.object().map(|_| found))
    {
        let properties = properties.object()?;
        if let Some(list) = properties.get("authSchemes") {
            endpoint.schemes = list
                .elements()
                .filter_map(|found| scheme(&found, names))
                .collect();
        }
        endpoint.backend = properties.formed("backend", Grammar::Word);
        endpoint.metrics = properties.all_formed("metricValues", Grammar::Word);
        properties.finish("the properties of an endpoint");
    }
    object.finish("an endpoint of a rule");
    Some(endpoint)
}

/// Whatever stands in a URL before its first name is the scheme and a part of the host.
fn check_url(at: &Cursor<'_>, url: &Expression) {
    let first = match url {
        Expression::Template(parts) => parts.first(),
        other => Some(other),
    };
    if let Some(Expression::Constant(Constant::Text(text))) = first {
        let host = text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"));
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.:/[]".contains(c);
        if !host.is_some_and(|host| host.chars().all(fits)) {
            let message = format!("{text:?} can't begin the URL of an endpoint");
            at.error(
                "bad-text",
                message,
                "it begins with `https://` and a host's name",
            );
        }
    }
}

fn headers(endpoint: &Object<'_>, names: &Names) -> Entries<Vec<Expression>> {
    let Some(found) = endpoint.get("headers") else {
        return Vec::new();
    };
    let read = found.entries().map(|(name, values)| {
        Grammar::Header.check(&values, name);
        let values = values.elements().filter_map(|value| text(&value, names));
        (name.to_owned(), values.collect())
    });
    read.collect()
}

fn scheme(at: &Cursor<'_>, names: &Names) -> Option<Scheme> {
    let object = at.object()?;
    let kind = object.need("name")?.one_of(&SCHEMES)?;
    let region_set = object.get("signingRegionSet").map(|list| {
        let read = list.elements().filter_map(|region| text(&region, names));
        read.collect()
    });
    let scheme = Scheme {
        kind,
        signing_name: maybe_text(&object, "signingName", names),
        signing_region: maybe_text(&object, "signingRegion", names),
        region_set: region_set.unwrap_or_default(),
        raw_path: object.flag("disableDoubleEncoding"),
    };
    object.finish("a way to sign of an endpoint");
    Some(scheme)
}
