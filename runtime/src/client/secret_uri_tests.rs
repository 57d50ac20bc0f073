//! What is sensitive in a path or a query is shown by nothing of ours, whatever a transport says of the address.

use http::Response as Answer;

use super::tests::{Error, Nothing, SERVICE};
use super::{Call, Client, Credentials, RetryConfig};
use crate::__private::v1::{Described, Member, Schema, Trait, wire};
use crate::error::TransportError;
use crate::over_http::protocol::RestJson1;
use crate::stream::ByteStream;
use crate::tables::Operation;

/// Its label is a secret, and its parameters are.
#[derive(Clone, Default)]
pub struct Asked {
    label: String,
    parameter: Option<String>,
    parameters: Vec<String>,
    plain: Option<String>,
}

impl Described for Asked {
    const SCHEMA: &'static Schema = &Schema::new(
        "Asked",
        &[
            Member::new("Label").with(&[Trait::Label("Label"), Trait::Sensitive]),
            Member::new("Parameter").with(&[Trait::Query("one"), Trait::Sensitive]),
            Member::new("Parameters")
                .with(&[Trait::Query("many"), Trait::Element(&[Trait::Sensitive])]),
            Member::new("Plain").with(&[Trait::Query("plain")]),
        ],
    );
}

wire! { struct Asked impl Default { 0 => label, 1 => parameter, 2 => parameters, 3 => plain } }

static ASK: Operation = Operation {
    name: "Ask",
    method: "GET",
    uri: "/a/{Label}/b",
    ..Operation::post(&SERVICE)
};

/// In a path and in a query it has escapes, in `Debug` others.
const SECRET: &str = "hu sh/\"\u{e9}";

/// Each has the secret in one place.
fn inputs() -> [Asked; 3] {
    let plain = Some("seen".to_owned());
    let [mut label, mut parameter, mut parameters] = std::array::from_fn(|_| Asked {
        label: "x".to_owned(),
        plain: plain.clone(),
        ..Asked::default()
    });
    label.label = SECRET.to_owned();
    parameter.parameter = Some(SECRET.to_owned());
    parameters.parameters = vec![SECRET.to_owned()];
    [label, parameter, parameters]
}

/// As other clients say it.
#[derive(Debug)]
#[allow(dead_code, reason = "it is shown")]
struct Refused {
    url: String,
    raw: &'static str,
}

impl std::fmt::Display for Refused {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "no answer of {} ({})", self.url, self.raw)
    }
}

impl std::error::Error for Refused {}

fn refused(request: &http::Request<ByteStream>) -> Result<Answer<&'static str>, TransportError> {
    let url = request.uri().to_string();
    assert!(url.contains("hu%20sh"), "{url}");
    Err(TransportError::new(Refused { url, raw: SECRET }))
}

fn client() -> Client {
    let builder = Client::builder(&SERVICE, &RestJson1)
        .region("us-east-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "a secret"))
        .retry(RetryConfig::disabled())
        .transport(|request| std::future::ready(refused(&request)));
    #[cfg(feature = "blocking")]
    let builder = builder.blocking_transport(|request, _| refused(&request));
    builder.build().unwrap()
}

/// Looks for the secret, and for what isn't one.
fn check(error: &Error) {
    let Error::Transport(failure) = error else {
        panic!("{error}");
    };
    let cause = failure.cause();
    for shown in [
        error.to_string(),
        format!("{error:?} {error:#?}"),
        format!("{cause} {cause:?}"),
    ] {
        assert!(
            !shown.contains("hu sh") && !shown.contains("hu%20sh"),
            "{shown}"
        );
        assert!(shown.contains("** redacted **"), "{shown}");
        assert!(shown.contains("plain=seen"), "{shown}");
    }
}

#[tokio::test]
async fn an_awaited_call_shows_no_secret_of_its_address() {
    for input in inputs() {
        let call: Call<Nothing, Error> = client().call(&ASK, input);
        let shown = format!("{call:?}");
        assert!(!shown.contains("hu sh"), "{shown}");
        check(&call.await.unwrap_err());
    }
}

#[cfg(feature = "blocking")]
#[test]
fn a_blocking_call_shows_no_secret_of_its_address() {
    for input in inputs() {
        let call: Call<Nothing, Error> = client().call(&ASK, input);
        check(&call.send_blocking().unwrap_err());
    }
}

#[cfg(feature = "tracing")]
mod spans {
    use std::fmt::Debug;
    use std::sync::{Arc, Mutex};

    use tracing::field::{Field, Visit};
    use tracing::span::{Attributes, Id, Record};
    use tracing::{Event, Metadata, Subscriber};

    use super::*;

    /// Writes everything down.
    #[derive(Clone, Default)]
    struct Notes(Arc<Mutex<String>>);

    impl Visit for Notes {
        fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
            let line = format!("{field}={value:?}\n");
            self.0.lock().unwrap().push_str(&line);
        }
    }

    impl Subscriber for Notes {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, span: &Attributes<'_>) -> Id {
            span.record(&mut self.clone());
            Id::from_u64(1)
        }

        fn record(&self, _: &Id, values: &Record<'_>) {
            values.record(&mut self.clone());
        }

        fn record_follows_from(&self, _: &Id, _: &Id) {}

        fn event(&self, event: &Event<'_>) {
            event.record(&mut self.clone());
        }

        fn enter(&self, _: &Id) {}

        fn exit(&self, _: &Id) {}
    }

    #[tokio::test]
    async fn spans_show_no_secret_of_an_address() {
        let notes = Notes::default();
        let _here = tracing::subscriber::set_default(notes.clone());
        for input in inputs() {
            let call: Call<Nothing, Error> = client().call(&ASK, input.clone());
            call.await.unwrap_err();
            #[cfg(feature = "blocking")]
            {
                let call: Call<Nothing, Error> = client().call(&ASK, input);
                call.send_blocking().unwrap_err();
            }
        }
        let lines = notes.0.lock().unwrap();
        assert!(
            !lines.contains("hu sh") && !lines.contains("hu%20sh"),
            "{lines}"
        );
        assert!(
            lines.contains("no answer of") && lines.contains("plain=seen"),
            "{lines}"
        );
    }
}
