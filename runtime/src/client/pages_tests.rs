//! Pages over a made-up transport: what each of them asks for.

#![allow(dead_code, reason = "the macros make more than these tests call")]

use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::client::tests::{Error, LIST, answer, client};
use crate::tables::Paginator;
use crate::tables::{Expression, Step};

/// A request for a page.
#[derive(Clone, Default)]
pub struct Request {
    token: Option<String>,
    marker: Option<String>,
    part: Option<i32>,
}

impl Request {
    fn new() -> Self {
        Self::default()
    }

    fn token(mut self, value: impl Into<String>) -> Self {
        self.token = Some(value.into());
        self
    }

    fn marker(mut self, value: impl Into<String>) -> Self {
        self.marker = Some(value.into());
        self
    }

    fn part(mut self, value: i32) -> Self {
        self.part = Some(value);
        self
    }
}

impl Described for Request {
    const SCHEMA: &'static Schema = &Schema::new(
        "Request",
        &[
            Member::new("Token").with(&[Trait::IdempotencyToken]),
            Member::new("Marker"),
            Member::new("Part"),
        ],
    );
}

wire! { struct Request impl Default { 0 => token, 1 => marker, 2 => part } }

/// A page.
#[derive(Clone, Default)]
pub struct Page {
    next: Option<String>,
    next_part: Option<i32>,
}

impl Described for Page {
    const SCHEMA: &'static Schema =
        &Schema::new("Page", &[Member::new("Next"), Member::new("NextPart")]);
}

wire! { struct Page impl Default { 0 => next, 1 => next_part } }

static PAGINATOR: Paginator = Paginator {
    tokens: &[
        (1, Expression::Path(&[Step::Member(0)])),
        (2, Expression::Path(&[Step::Member(1)])),
    ],
    more: &[],
};

#[tokio::test]
async fn each_page_is_a_call_of_its_own_that_asks_where_the_last_one_ended() {
    let (client, sent) = client(vec![
        answer(200, r#"{"Next": "a", "NextPart": 7}"#),
        answer(200, r#"{"Next": "b"}"#),
        answer(400, r#"{"__type": "Wrong", "message": "no more"}"#),
    ]);
    let mut pages = client.pages::<Page, Error>(&LIST, &PAGINATOR, Request::new());
    assert_eq!(pages.next().await.unwrap().unwrap().next_part, Some(7));
    assert_eq!(pages.next().await.unwrap().unwrap().next_part, None);
    let error = pages.next().await.unwrap().unwrap_err();
    assert!(error.to_string().contains("List"), "{error}");
    assert!(pages.next().await.is_none());

    let sent = sent.lock().unwrap();
    let bodies: Vec<serde_json::Value> = sent
        .iter()
        .map(|request| serde_json::from_slice(request.body().bytes().unwrap()).unwrap())
        .collect();
    let asked = |body: &serde_json::Value| (body["Marker"].clone(), body["Part"].clone());
    let nothing = serde_json::Value::Null;
    assert_eq!(asked(&bodies[0]), (nothing.clone(), nothing.clone()));
    assert_eq!(asked(&bodies[1]), ("a".into(), 7.into()));
    // What the service left out is taken back.
    assert_eq!(asked(&bodies[2]), ("b".into(), nothing));
    let tokens: std::collections::BTreeSet<_> = bodies
        .iter()
        .filter_map(|body| body["Token"].as_str())
        .collect();
    assert_eq!(tokens.len(), 3, "{tokens:?}");
}

#[tokio::test]
async fn a_token_that_the_program_gives_goes_out_with_every_page() {
    let page = || answer(200, "{}");
    let (client, sent) = client(vec![answer(200, r#"{"Next": "a"}"#), page()]);
    let request = Request::new().token("mine");
    let mut pages = client.pages::<Page, Error>(&LIST, &PAGINATOR, request);
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
    let sent = sent.lock().unwrap();
    assert_eq!(sent.len(), 2);
    for request in sent.iter() {
        let body: serde_json::Value =
            serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        assert_eq!(body["Token"], "mine");
    }
}

/// How many pages come before the service is caught going round, with these tokens first and then round and round.
async fn pages_before_a_circle_is_noticed(before: &[&str], circle: &[&str]) -> usize {
    let mut tokens = before.iter().chain(circle.iter().cycle());
    let served = std::iter::from_fn(move || {
        let body = format!(r#"{{"Next": "{}"}}"#, tokens.next()?);
        let body: &'static str = body.leak();
        Some(answer(200, body))
    });
    let (client, _) = client(served.take(1000).collect());
    let mut pages = client.pages::<Page, Error>(&LIST, &PAGINATOR, Request::new());
    let mut came = 0;
    while let Some(page) = pages.next().await {
        match page {
            Ok(_) => came += 1,
            Err(error) => assert!(error.to_string().contains("never end"), "{error}"),
        }
    }
    came
}

#[tokio::test]
async fn tokens_that_go_round_end_in_an_error() {
    assert_eq!(pages_before_a_circle_is_noticed(&[], &["a"]).await, 2);
    assert_eq!(pages_before_a_circle_is_noticed(&[], &["a", "b"]).await, 3);
    let round = pages_before_a_circle_is_noticed(&["x", "y", "z"], &["a", "b", "c", "d"]).await;
    assert!(round < 30, "{round}");
}

#[tokio::test]
async fn a_page_that_failed_can_be_asked_for_again() {
    let (client, sent) = client(vec![
        answer(200, r#"{"Next": "a"}"#),
        answer(400, r#"{"__type": "Wrong"}"#),
        answer(200, "{}"),
    ]);
    let mut pages = client.pages::<Page, Error>(&LIST, &PAGINATOR, Request::new());
    pages.again();
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.next().await.unwrap().is_err());
    assert!(pages.next().await.is_none());
    pages.again();
    assert!(pages.next().await.unwrap().is_ok());
    pages.again();
    assert!(pages.next().await.is_none());
    let sent = sent.lock().unwrap();
    let markers = sent.iter().map(|request| {
        let body: serde_json::Value =
            serde_json::from_slice(request.body().bytes().unwrap()).unwrap();
        body["Marker"].as_str().map(str::to_owned)
    });
    let a = || Some("a".to_owned());
    assert_eq!(markers.collect::<Vec<_>>(), [None, a(), a()]);
}
