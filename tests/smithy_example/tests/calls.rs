//! What the service sees of a call, and what the program sees of the answer.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use smithy_example::server;
use smithy_example::weather::types::{GetForecastInput, Sky};
use smithy_example::weather::{Client, ClientBuilder, Error};

/// The head of the one request that a client of these settings sends.
async fn head(settings: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Vec<String> {
    let (address, heads) = server::start().unwrap();
    let client = settings(Client::builder().endpoint_url(address))
        .build()
        .unwrap();
    let request = GetForecastInput::new("oslo").days(2);
    let forecast = client.get_forecast(request).await.unwrap();
    assert_eq!(
        (forecast.sky, forecast.temperature),
        (Sky::Clear, Some(-3.5))
    );
    heads.recv().unwrap()
}

#[tokio::test]
async fn the_service_is_told_who_calls_in_each_of_the_ways_that_it_takes() {
    let token = head(|client| client.bearer_token("t0ken")).await;
    assert_eq!(token[0], "GET /cities/oslo/forecast?days=2 HTTP/1.1");
    assert!(
        token.contains(&"authorization: Bearer t0ken".to_owned()),
        "{token:?}"
    );
    let key = head(|client| client.api_key("k3y")).await;
    assert!(key.contains(&"x-api-key: k3y".to_owned()), "{key:?}");
    let basic = head(|client| client.basic_auth("Aladdin", "open sesame")).await;
    let expected = "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==";
    assert!(basic.contains(&expected.to_owned()), "{basic:?}");
    // Of several the one that the model lists first.
    let both = head(|client| client.api_key("k3y").bearer_token("t0ken")).await;
    assert!(
        both.contains(&"authorization: Bearer t0ken".to_owned()),
        "{both:?}"
    );
    assert!(!both.iter().any(|line| line.contains("k3y")), "{both:?}");
}

#[tokio::test]
async fn a_call_for_everybody_says_nothing_and_any_other_wants_to_be_told() {
    let (address, heads) = server::start().unwrap();
    let client = Client::builder().endpoint_url(address).build().unwrap();
    assert_eq!(client.count_cities().await.unwrap().count, 1);
    let head = heads.recv().unwrap();
    assert!(
        !head.iter().any(|line| line.starts_with("authorization")),
        "{head:?}"
    );
    let error = client
        .get_forecast(GetForecastInput::new("oslo"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Encode(_)), "{error}");
    let text = error.to_string();
    assert!(
        text.contains("call `bearer_token` or `api_key` or `basic_auth`"),
        "{text}"
    );
}

#[tokio::test]
async fn an_error_has_its_type() {
    let (address, _heads) = server::start().unwrap();
    let client = Client::builder().endpoint_url(address).bearer_token("t");
    let client = client.build().unwrap();
    let error = client
        .get_forecast(GetForecastInput::new("rome"))
        .await
        .unwrap_err();
    let Error::NoSuchCity(error) = error else {
        panic!("{error}");
    };
    assert_eq!(error.message.as_deref(), Some("only oslo"));
}

#[test]
fn without_an_address_there_is_no_client() {
    let error = Client::builder().region("us-east-1").build().unwrap_err();
    let expected =
        "Weather has no address of its own: the builder's `endpoint_url` has to be called";
    assert_eq!(error.to_string(), expected);
    let error = Client::builder()
        .endpoint_url("http://localhost:1")
        .basic_auth("a:b", "c")
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("has a colon in it"), "{error}");
}
