//! Calls driven by hand in made-up time: whatever comes, each step has an end, and so has the call.

use std::time::{Duration, Instant};

use bytes::Bytes;
use jiff::Timestamp;

use super::super::answer::Received;
use super::super::tests::{CREATE, Error, Request, Response};
use super::super::{Call, Client, Credentials, RetryConfig};
use super::{Exchange, Lost, Outcome, Step};
use crate::clock::Now;
use crate::error::TransportError;
use crate::over_http::protocol::AwsJson1_1;
use crate::refusal::Modelled as _;
use crate::stream::ByteStream;

const ATTEMPT: Duration = Duration::from_secs(10);
const CALL: Duration = Duration::from_secs(15);

/// A clock that goes when it is told to.
struct Clock(Instant, Timestamp);

impl Clock {
    fn now(&self) -> Now {
        Now {
            at: self.0,
            date: self.1,
        }
    }

    fn go_to(&mut self, at: Instant) {
        let by = at.saturating_duration_since(self.0);
        self.0 += by;
        self.1 += jiff::SignedDuration::try_from(by).unwrap();
    }
}

fn call(limit: Option<Duration>) -> Call<Response, Error> {
    let client = Client::builder(&crate::client::tests::SERVICE, &AwsJson1_1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .attempt_timeout(ATTEMPT)
        .build()
        .unwrap();
    let call = client.call(&CREATE, Request::default());
    match limit {
        Some(limit) => call.operation_timeout(limit),
        None => call,
    }
}

fn received(status: u16, body: &'static str, wish: Option<u64>) -> Received {
    let mut response = http::Response::builder().status(status);
    if let Some(wish) = wish {
        response = response.header("x-amz-retry-after", wish);
    }
    let body = ByteStream::new(Bytes::from_static(body.as_bytes()));
    let response = response.body(body).unwrap();
    Received::read(&call(None).parts, response, || false)
        .unwrap()
        .unwrap()
}

/// What the network and the service make of an attempt, and how long that takes; `None` where it takes too long.
fn weather(random: &mut fastrand::Rng) -> (Duration, Option<Result<Received, Lost>>) {
    let took = Duration::from_millis(random.u64(0..9_000));
    let came = match random.u8(..8) {
        0 => return (ATTEMPT, None),
        1 => Err(Lost::Transport(TransportError::new("reset"))),
        2 => Err(Lost::Timeout(TransportError::timed_out("no connection"))),
        3 => Ok(received(500, "{}", None)),
        4 => Ok(received(503, "", Some(random.u64(0..60_000)))),
        5 => Ok(received(400, r#"{"__type": "Throttling"}"#, None)),
        6 => Ok(received(400, r#"{"__type": "Wrong"}"#, None)),
        _ => Ok(received(200, r#"{"Name": "a"}"#, None)),
    };
    (took, Some(came))
}

/// Drives a call to its end; how many attempts it made, how long it took and what came of it.
fn driven(seed: u64, limit: Option<Duration>) -> (usize, Duration, Outcome) {
    let mut random = fastrand::Rng::with_seed(seed);
    let call = call(limit);
    let start = Instant::now();
    let mut clock = Clock(start, "2026-11-24T07:00:00Z".parse().unwrap());
    let mut exchange = Exchange::start(&call.parts, Error::KNOWN, clock.now());
    let mut tokens = Vec::new();
    for _ in 0..100 {
        match exchange.step(clock.now()) {
            Step::Sleep(until) => {
                assert!(until > clock.0, "seed {seed}: a wait for nothing");
                clock.go_to(until);
            }
            Step::Provide(until) => {
                let slow = clock.0 + Duration::from_secs(random.u64(0..3));
                clock.go_to(slow.min(until));
                let given = (slow <= until).then(|| Ok(Credentials::new("AKID", "hush").into()));
                exchange.provided(given, clock.now());
            }
            Step::Find(..) => panic!("seed {seed}: there is one endpoint"),
            Step::Read(..) => panic!("seed {seed}: a body in memory is read"),
            Step::Send(flight) => {
                tokens.push(exchange.request().into_body());
                let (took, came) = weather(&mut random);
                let end = flight.deadline();
                let late = came.is_none() || clock.0 + took > end;
                clock.go_to(if late { end } else { clock.0 + took });
                let came = came.filter(|_| !late);
                exchange.came(came, clock.now(), random.f64());
            }
            Step::Done => {
                assert!(tokens.windows(2).all(|two| two[0] == two[1]), "seed {seed}");
                return (tokens.len(), clock.0 - start, exchange.outcome(clock.now()));
            }
        }
    }
    panic!("seed {seed}: it never ends");
}

#[test]
fn a_thousand_calls_end_within_their_attempts_and_their_time() {
    for seed in 0..1_000 {
        let (attempts, took, _) = driven(seed, None);
        assert!((1..=3).contains(&attempts), "seed {seed}: {attempts}");
        // Three attempts, credentials for each, and two waits of up to a second or the service's wish.
        assert!(
            took <= (ATTEMPT + Duration::from_secs(10)) * 3,
            "seed {seed}: {took:?}"
        );

        let (attempts, took, _) = driven(seed, Some(CALL));
        assert!(attempts <= 3, "seed {seed}: {attempts}");
        assert!(took <= CALL, "seed {seed}: {took:?}");
    }
}

#[test]
fn the_same_weather_makes_the_same_of_a_call() {
    for seed in 0..50 {
        let (one, other) = (driven(seed, Some(CALL)), driven(seed, Some(CALL)));
        assert_eq!((one.0, one.1), (other.0, other.1), "seed {seed}");
        assert_eq!(one.2.is_ok(), other.2.is_ok(), "seed {seed}");
    }
}

#[test]
fn a_call_without_retries_makes_one_attempt() {
    let call = call(None).retry(RetryConfig::disabled());
    let mut clock = Clock(Instant::now(), "2026-11-24T07:00:00Z".parse().unwrap());
    let mut exchange = Exchange::start(&call.parts, Error::KNOWN, clock.now());
    let mut attempts = 0;
    loop {
        match exchange.step(clock.now()) {
            Step::Provide(_) => {
                let given = Some(Ok(Credentials::new("AKID", "hush").into()));
                exchange.provided(given, clock.now());
            }
            Step::Send(flight) => {
                attempts += 1;
                clock.go_to(flight.deadline());
                exchange.came(None, clock.now(), 0.5);
            }
            Step::Sleep(until) => clock.go_to(until),
            Step::Read(..) | Step::Find(..) => panic!("there is no stream, and one endpoint"),
            Step::Done => break,
        }
    }
    assert_eq!(attempts, 1);
    assert!(exchange.outcome(clock.now()).is_err());
}
