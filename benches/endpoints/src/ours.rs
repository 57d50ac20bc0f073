//! Our side: the tables of generated code, and the runtime's evaluator.

use std::hint::black_box;
use std::sync::LazyLock;

use shapesmith_runtime::__private::v1::{Constant, Given, Service as Table, resolve};

use crate::cases::{Call, Service};

macro_rules! services {
    ($($service:ident)*) => {$(
        #[allow(missing_docs, dead_code, unused_imports, deprecated, clippy::all)]
        mod $service {
            include!(concat!(env!("OUT_DIR"), "/", stringify!($service), ".rs"));
        }
    )*};
}

services! { fsx s3 }

pub type Parameters = Vec<Option<Given<'static>>>;

fn table(service: Service) -> &'static Table {
    static FSX: LazyLock<&Table> = LazyLock::new(|| fsx::Client::builder().service());
    static S3: LazyLock<&Table> = LazyLock::new(|| s3::Client::builder().service());
    match service {
        Service::Fsx => &FSX,
        Service::S3 => &S3,
    }
}

/// A call's parameters in the rules' order.
pub fn parameters(service: Service, call: &Call) -> Parameters {
    let parameters = table(service).rules.parameters.iter();
    let given = parameters.map(|parameter| match parameter.name {
        "Region" => Some(Given::Text(call.region)),
        "Bucket" => call.bucket.map(Given::Text),
        switch if call.has(switch) => Some(Given::Boolean(true)),
        _ => match parameter.default {
            Some(Constant::Boolean(boolean)) => Some(Given::Boolean(boolean)),
            _ => None,
        },
    });
    given.collect()
}

pub fn found(service: Service, given: &Parameters) -> String {
    let table = table(service);
    resolve(table.rules, table.endpoint_prefix, given)
        .unwrap()
        .url
}

pub fn resolve_once(service: Service, given: &Parameters) {
    let table = table(service);
    let found = resolve(table.rules, table.endpoint_prefix, black_box(given));
    drop(black_box(found));
}
