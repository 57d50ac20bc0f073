//! rpcv2Cbor.

use aws_sdk_cloudwatch::operation::get_metric_data::GetMetricDataOutput;
use bytes::Bytes;
use protocols::cloudwatch::types::{GetMetricDataInput, GetMetricDataOutput as Ours};
use protocols::pages::{POINTS, Pages, SERIES};
use protocols::{cloudwatch, in_memory, requests};
use shapesmith_runtime::__private::v1::{Protocol as _, RpcV2Cbor};

use crate::case::{Bench, Same, Side};
use crate::theirs::{self, time};

/// A whole number means the same as an integer and as a float: the official crates write times as floats.
fn meaning(body: &[u8]) -> serde_json::Value {
    let response = http::Response::new(Bytes::copy_from_slice(body));
    floats(RpcV2Cbor.document(&response))
}

fn floats(document: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match document {
        Value::Number(number) => number.as_f64().into(),
        Value::Array(elements) => elements.into_iter().map(floats).collect(),
        Value::Object(entries) => entries
            .into_iter()
            .map(|(key, value)| (key, floats(value)))
            .collect(),
        other => other,
    }
}

pub fn read(bench: &mut Bench, pages: &Pages) {
    bench.case(
        "CloudWatch GetMetricData reads CBOR",
        &pages.metrics,
        Side {
            client: |page: &_, sent| in_memory(cloudwatch::Client::builder(), page, sent),
            input: requests::one_metric,
            call: async |client: &cloudwatch::Client, request| {
                client.get_metric_data(request).await.unwrap()
            },
        },
        Side {
            client: theirs::cloudwatch,
            input: || vec![theirs::one_metric()],
            call: asked,
        },
        Same { meaning, agree },
    );
}

pub fn ask(bench: &mut Bench, pages: &Pages) {
    let (request, queries): (GetMetricDataInput, _) =
        (requests::get_metric_data(), theirs::queries());
    bench.case(
        "CloudWatch GetMetricData writes CBOR",
        &pages.no_metrics,
        Side {
            client: |page: &_, sent| in_memory(cloudwatch::Client::builder(), page, sent),
            input: || request.clone(),
            call: async |client: &cloudwatch::Client, request| {
                client.get_metric_data(request).await.unwrap()
            },
        },
        Side {
            client: theirs::cloudwatch,
            input: || queries.clone(),
            call: asked,
        },
        Same {
            meaning,
            agree: |ours: &Ours, theirs: &GetMetricDataOutput| {
                assert_eq!(
                    ours.metric_data_results.len(),
                    theirs.metric_data_results().len()
                );
            },
        },
    );
}

async fn asked(
    client: &aws_sdk_cloudwatch::Client,
    queries: Vec<aws_sdk_cloudwatch::types::MetricDataQuery>,
) -> GetMetricDataOutput {
    let call = client
        .get_metric_data()
        .start_time(time(0))
        .end_time(time(3_600));
    call.set_metric_data_queries(Some(queries))
        .send()
        .await
        .unwrap()
}

fn agree(ours: &Ours, theirs: &GetMetricDataOutput) {
    let (ours, theirs) = (&ours.metric_data_results, theirs.metric_data_results());
    assert_eq!((ours.len(), theirs.len()), (SERIES, SERIES));
    for (ours, theirs) in ours.iter().zip(theirs) {
        assert_eq!(ours.label, theirs.label);
        assert_eq!(ours.values, theirs.values());
        assert_eq!(ours.timestamps.len(), POINTS);
        let seconds = ours.timestamps.iter().map(|time| time.as_second());
        assert!(seconds.eq(theirs.timestamps().iter().map(|time| time.secs())));
    }
}
