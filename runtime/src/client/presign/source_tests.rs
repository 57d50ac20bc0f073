//! A copy from another region through a whole call: who is asked first, and what every attempt sends.

use std::sync::{Arc, Mutex};

use http::Response as Answer;

use crate::__private::v1::{Described, Member, Schema, wire};
use crate::client::tests::{Error, Response};
use crate::client::{Call, Client, Credentials};
use crate::error::TransportError;
use crate::over_http::protocol::AwsQuery;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait, Service, SourceUrl};

/// What is copied.
#[derive(Clone, Default)]
pub struct Copying {
    url: Option<String>,
    region: Option<String>,
}

impl Described for Copying {
    const SCHEMA: &'static Schema = &Schema::new(
        "Copying",
        &[Member::new("PreSignedUrl"), Member::new("SourceRegion")],
    );
}

wire! { struct Copying impl Default { 0 => url, 1 => region } }

static STORE: Service = Service {
    id: "Store",
    api_version: "2014-10-31",
    endpoint_prefix: "store",
    signing_name: "store",
    ..Service::UNKNOWN
};

static COPY: Operation = Operation {
    name: "Copy",
    traits: &[OperationTrait::SourceUrl(SourceUrl::new(
        "PreSignedUrl",
        false,
    ))],
    ..Operation::post(&STORE)
};

type Sent = Arc<Mutex<Vec<String>>>;

/// A client whose service fails at first, and the bodies that it is sent.
fn client() -> (Client, Sent) {
    let sent = Sent::default();
    let seen = Arc::clone(&sent);
    let transport = move |request: http::Request<ByteStream>| {
        let body = request.body().bytes().cloned().unwrap_or_default();
        let mut seen = seen.lock().unwrap();
        seen.push(String::from_utf8(body.to_vec()).unwrap());
        let status = if seen.len() == 1 { 500 } else { 200 };
        let answer = Answer::builder().status(status).body("<CopyResponse/>");
        std::future::ready(answer.map_err(TransportError::new))
    };
    let client = Client::builder(&STORE, &AwsQuery)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(transport)
        .build()
        .unwrap();
    (client, sent)
}

async fn sent(copying: Copying, anonymous: bool) -> Vec<String> {
    let (client, sent) = client();
    let call: Call<Response, Error> = client.call(&COPY, copying);
    let call = if anonymous { call.anonymous() } else { call };
    call.await.unwrap();
    let sent = sent.lock().unwrap();
    sent.clone()
}

fn from(region: &str) -> Copying {
    Copying {
        region: Some(region.to_owned()),
        ..Copying::default()
    }
}

#[tokio::test(start_paused = true)]
async fn every_attempt_sends_the_same_url_and_no_name_that_the_service_does_not_know() {
    let sent = sent(from("eu-west-1"), false).await;
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0], sent[1]);
    let (rest, url) = sent[0].split_once("&PreSignedUrl=").unwrap();
    assert_eq!(rest, "Action=Copy&Version=2014-10-31");
    let there = "https%3A%2F%2Fstore.eu-west-1.amazonaws.com%2F%3FAction%3DCopy%26Version%3D2014-10-31%26DestinationRegion%3Dus-east-1%26X-Amz-Algorithm";
    assert!(url.starts_with(there), "{url}");
    assert!(
        url.contains("%252Feu-west-1%252Fstore%252Faws4_request"),
        "{url}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_url_of_ones_own_is_taken_and_a_copy_from_here_needs_none() {
    let given = Copying {
        url: Some("https://a".to_owned()),
        ..from("eu-west-1")
    };
    let bodies = sent(given, false).await;
    assert_eq!(
        bodies[1],
        "Action=Copy&Version=2014-10-31&PreSignedUrl=https%3A%2F%2Fa"
    );
    let bodies = sent(Copying::default(), false).await;
    assert_eq!(bodies[1], "Action=Copy&Version=2014-10-31");
    // Nobody signs: it goes out as the program wrote it.
    let bodies = sent(from("eu-west-1"), true).await;
    assert_eq!(
        bodies[1],
        "Action=Copy&Version=2014-10-31&SourceRegion=eu-west-1"
    );
}

#[tokio::test]
async fn a_region_that_is_none_ends_the_call() {
    let (client, sent) = client();
    let call: Call<Response, Error> = client.call(&COPY, from("a.attacker.example/"));
    let error = call.await.unwrap_err().to_string();
    assert!(error.contains("is no region"), "{error}");
    assert!(sent.lock().unwrap().is_empty());
}
