//! Endpoints that a service tells, over made-up transports and in made-up time.

use std::future::IntoFuture as _;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::time::advance;

use super::super::tests::{Answer, Error, Request, Response, SERVICE, Sent, answer};
use super::super::{Call, Client, ClientBuilder, ConfigError, Credentials, RetryConfig};
use super::Discovery;
use crate::error::TransportError;
use crate::over_http::protocol::AwsJson1_1;
use crate::stream::ByteStream;
use crate::tables::{Operation, OperationTrait};

static DESCRIBE: Operation = Operation {
    name: "DescribeEndpoints",
    ..Operation::post(&SERVICE)
};

static REQUIRED: Discovery = Discovery::new(&DESCRIBE, true);
static OPTIONAL: Discovery = Discovery::new(&DESCRIBE, false);

static QUERY: Operation = Operation {
    name: "Query",
    traits: &[OperationTrait::EndpointDiscovery(true)],
    ..Operation::post(&SERVICE)
};

static GET: Operation = Operation {
    name: "Get",
    traits: &[OperationTrait::EndpointDiscovery(false)],
    ..Operation::post(&SERVICE)
};

const CELL: &str =
    r#"{"Endpoints": [{"Address": "cell1.fsx.example.com", "CachePeriodInMinutes": 10}]}"#;
const OTHER: &str =
    r#"{"Endpoints": [{"Address": "http://cell2.example.com", "CachePeriodInMinutes": 1}]}"#;
const USUAL: &str = "fsx.eu-west-1.amazonaws.com";

/// What a made-up service says, first to who asks for endpoints, then to the others.
#[derive(Clone, Default)]
struct Script {
    told: Arc<Mutex<Vec<Answer>>>,
    answers: Arc<Mutex<Vec<Answer>>>,
    sent: Sent,
}

impl Script {
    fn new(told: Vec<Answer>, answers: Vec<Answer>) -> Self {
        let both = [told, answers].map(|list| Arc::new(Mutex::new(list)));
        let [told, answers] = both;
        Self {
            told,
            answers,
            sent: Sent::default(),
        }
    }

    /// The next answer; what isn't in the script goes well, and the service tells nothing new.
    fn answer(&self, request: http::Request<ByteStream>) -> Answer {
        let target = request.headers()["x-amz-target"].to_str().unwrap();
        let (list, usual) = if target.ends_with("DescribeEndpoints") {
            (&self.told, CELL)
        } else {
            (&self.answers, "{}")
        };
        self.sent.lock().unwrap().push(request);
        let mut list = list.lock().unwrap();
        if list.is_empty() {
            answer(200, usual)
        } else {
            list.remove(0)
        }
    }

    /// What was sent since this was last asked: operation and host.
    fn sent(&self) -> Vec<String> {
        let sent = std::mem::take(&mut *self.sent.lock().unwrap());
        let shown = sent.iter().map(|request| {
            let target = request.headers()["x-amz-target"].to_str().unwrap();
            let name = target.rsplit_once('.').unwrap().1;
            format!("{name} {}", request.uri().host().unwrap())
        });
        shown.collect()
    }

    fn builder(&self) -> ClientBuilder<Client> {
        let script = self.clone();
        let builder = Client::builder(&SERVICE, &AwsJson1_1)
            .region("eu-west-1")
            .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
            .transport(move |request| {
                let answer = script.answer(request);
                async {
                    // As a network would, so that others come between.
                    tokio::task::yield_now().await;
                    answer
                }
            });
        #[cfg(feature = "blocking")]
        let builder = {
            let script = self.clone();
            builder.blocking_transport(move |request, _| script.answer(request))
        };
        builder
    }

    fn client(&self, discovery: &'static Discovery) -> Client {
        made(self.builder().discovering(discovery), &[]).unwrap()
    }
}

/// A client in this environment.
fn made(builder: ClientBuilder<Client>, variables: &[(&str, &str)]) -> Result<Client, ConfigError> {
    let variable = |name: &str| {
        let found = variables.iter().find(|(known, _)| *known == name);
        found.map(|(_, value)| (*value).to_owned())
    };
    let nothing = |_: &str| Err(std::io::ErrorKind::NotFound.into());
    let settings = builder.settings(&variable, &nothing)?;
    builder.build_of(&settings)
}

fn call(client: &Client, operation: &'static Operation) -> Call<Response, Error> {
    client.call(operation, Request::new())
}

fn broken() -> Answer {
    Err(TransportError::new("reset"))
}

fn asked(times: usize) -> Vec<String> {
    vec![format!("DescribeEndpoints {USUAL}"); times]
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_go_where_the_service_says_which_is_asked_once() {
    let script = Script::default();
    let client = script.client(&REQUIRED);
    let calls = (0..5).map(|_| tokio::spawn(call(&client, &QUERY).into_future()));
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    {
        let sent = script.sent.lock().unwrap();
        let signature = sent[1].headers()["authorization"].to_str().unwrap();
        assert!(
            signature.contains("/eu-west-1/fsx/aws4_request"),
            "{signature}"
        );
        assert_eq!(sent[1].uri().scheme_str(), Some("https"));
    }
    let led = vec!["Query cell1.fsx.example.com".to_owned(); 5];
    assert_eq!(script.sent(), [asked(1), led].concat());
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_is_kept_for_its_minutes_and_may_have_a_scheme() {
    let script = Script::new(vec![answer(200, OTHER)], Vec::new());
    let client = script.client(&REQUIRED);
    call(&client, &QUERY).await.unwrap();
    let scheme = script.sent.lock().unwrap()[1]
        .uri()
        .scheme_str()
        .map(str::to_owned);
    assert_eq!(scheme.as_deref(), Some("http"));
    advance(Duration::from_secs(59)).await;
    call(&client, &QUERY).await.unwrap();
    assert_eq!(script.sent().len(), 3);
    advance(Duration::from_secs(1)).await;
    call(&client, &QUERY).await.unwrap();
    let cell = vec!["Query cell1.fsx.example.com".to_owned()];
    assert_eq!(script.sent(), [asked(1), cell].concat());
}

#[tokio::test(start_paused = true)]
async fn an_endpoint_that_is_none_any_more_is_dropped_and_the_call_made_once_more() {
    let astray = [
        answer(421, "{}"),
        answer(400, r#"{"__type": "InvalidEndpointException"}"#),
    ];
    for gone in astray {
        let script = Script::new(vec![answer(200, CELL), answer(200, OTHER)], vec![gone]);
        let client = script.client(&REQUIRED);
        let start = tokio::time::Instant::now();
        call(&client, &QUERY).await.unwrap();
        assert!(start.elapsed().is_zero());
        let attempt = script.sent.lock().unwrap()[3].headers()["amz-sdk-request"].clone();
        assert_eq!(attempt, "attempt=2; max=3");
        let expected = [
            asked(1),
            vec!["Query cell1.fsx.example.com".to_owned()],
            asked(1),
            vec!["Query cell2.example.com".to_owned()],
        ];
        assert_eq!(script.sent(), expected.concat());
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_is_led_astray_once_alone() {
    let gone = || answer(421, "{}");
    let script = Script::new(Vec::new(), vec![gone(), gone(), gone()]);
    let client = script.client(&REQUIRED);
    let error = call(&client, &QUERY).await.unwrap_err();
    assert!(matches!(error, Error::Unrecognized(_)), "{error}");
    assert_eq!(script.sent().len(), 4);
    // Nor is it made again by who wants no retries; but nobody goes there any more.
    let once = call(&client, &QUERY).retry(RetryConfig::disabled());
    assert!(once.await.is_err());
    call(&client, &QUERY).await.unwrap();
    let cell = vec!["Query cell1.fsx.example.com".to_owned()];
    let both = [asked(1), cell].concat();
    assert_eq!(script.sent(), [both.clone(), both].concat());
}

#[tokio::test(start_paused = true)]
async fn a_service_that_does_not_answer_is_left_alone_for_a_minute_while_the_old_endpoint_is_used()
{
    let once = RetryConfig::disabled();
    let script = Script::new(vec![answer(200, OTHER), broken(), broken()], Vec::new());
    let builder = script.builder().discovering(&REQUIRED).retry(once);
    let client = made(builder, &[]).unwrap();
    call(&client, &QUERY).await.unwrap();
    script.sent();
    let old = || vec!["Query cell2.example.com".to_owned()];
    advance(Duration::from_secs(60)).await;
    for _ in 0..2 {
        call(&client, &QUERY).await.unwrap();
        assert_eq!(script.sent(), [asked(1), old()].concat());
        advance(Duration::from_secs(59)).await;
        call(&client, &QUERY).await.unwrap();
        assert_eq!(script.sent(), old());
        advance(Duration::from_secs(1)).await;
    }
    call(&client, &QUERY).await.unwrap();
    let new = vec!["Query cell1.fsx.example.com".to_owned()];
    assert_eq!(script.sent(), [asked(1), new].concat());
}

#[tokio::test(start_paused = true)]
async fn without_an_endpoint_a_call_that_has_to_have_one_says_why_there_is_none() {
    let no = r#"{"__type": "AccessDeniedException", "message": "not you"}"#;
    let none = r#"{"Endpoints": []}"#;
    let odd = r#"{"Endpoints": [{"Address": "a b", "CachePeriodInMinutes": 1}]}"#;
    for (told, why) in [
        (
            broken(),
            "the service did not answer DescribeEndpoints at fsx.",
        ),
        (
            answer(400, no),
            "DescribeEndpoints failed with AccessDeniedException: not you",
        ),
        (answer(200, none), "the answer names none"),
        (
            answer(200, odd),
            "`https://a b` is no endpoint: it needs a scheme and a host",
        ),
    ] {
        let script = Script::new(vec![told], Vec::new());
        let once = RetryConfig::disabled();
        let builder = script.builder().discovering(&REQUIRED).retry(once);
        let client = made(builder, &[]).unwrap();
        let error = call(&client, &QUERY).await.unwrap_err().to_string();
        assert!(
            error.contains("DescribeEndpoints doesn't say where it goes"),
            "{error}"
        );
        assert!(error.contains("Query") && error.contains(why), "{error}");
        // What has to have one asks again at once.
        call(&client, &QUERY).await.unwrap();
        assert_eq!(script.sent().len(), 3);
    }
}

#[tokio::test(start_paused = true)]
async fn what_nobody_gets_through_to_is_no_better_another_time() {
    let barred = Err(TransportError::lasting("the proxy says no"));
    let script = Script::new(vec![barred], Vec::new());
    let error = call(&script.client(&REQUIRED), &QUERY).await.unwrap_err();
    assert!(matches!(error, Error::Transport(error) if error.is_lasting()));
    assert_eq!(script.sent(), asked(1));
}

#[tokio::test(start_paused = true)]
async fn a_service_that_says_nothing_ends_a_call_in_time() {
    let script = Script::default();
    let silent = Client::builder(&SERVICE, &AwsJson1_1)
        .region("eu-west-1")
        .credentials(Credentials::new("AKIDEXAMPLE", "hush"))
        .transport(|_| std::future::pending::<Answer>())
        .discovering(&REQUIRED);
    let client = made(silent, &[]).unwrap();
    let start = tokio::time::Instant::now();
    let error = call(&client, &QUERY).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error}");
    assert_eq!(start.elapsed(), super::ASKED_IN);
    let limit = Duration::from_secs(7);
    let start = tokio::time::Instant::now();
    let error = call(&client, &QUERY).operation_timeout(limit).await;
    assert!(matches!(error, Err(Error::Timeout(_))));
    assert_eq!(start.elapsed(), limit);
    assert_eq!(script.sent(), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn where_it_is_no_must_endpoints_are_asked_for_by_who_wants_them() {
    let script = Script::default();
    let usual = vec![format!("Get {USUAL}")];
    call(&script.client(&OPTIONAL), &GET).await.unwrap();
    assert_eq!(script.sent(), usual);
    let cell = [asked(1), vec!["Get cell1.fsx.example.com".to_owned()]].concat();
    let builder = || script.builder().discovering(&OPTIONAL);
    let variable = "AWS_ENDPOINT_DISCOVERY_ENABLED";
    for (builder, variables, expected) in [
        (builder(), &[(variable, "true")][..], &cell),
        (builder(), &[(variable, "auto")], &usual),
        (
            builder().endpoint_discovery(false),
            &[(variable, "true")],
            &usual,
        ),
        (
            builder().endpoint_discovery(true),
            &[(variable, "false")],
            &cell,
        ),
    ] {
        let client = made(builder, variables).unwrap();
        call(&client, &GET).await.unwrap();
        assert_eq!(script.sent(), *expected);
    }
    // An operation that has no other endpoint goes where it always went.
    let client = made(builder().endpoint_discovery(true), &[]).unwrap();
    call(&client, &super::super::tests::CREATE).await.unwrap();
    assert_eq!(script.sent(), [format!("Create {USUAL}")]);
}

#[tokio::test(start_paused = true)]
async fn where_it_is_no_must_a_failure_leads_to_the_usual_endpoint() {
    let no = r#"{"__type": "AccessDeniedException"}"#;
    let script = Script::new(vec![answer(400, no)], Vec::new());
    let builder = script.builder().discovering(&OPTIONAL);
    let client = made(builder.endpoint_discovery(true), &[]).unwrap();
    let usual = vec![format!("Get {USUAL}")];
    call(&client, &GET).await.unwrap();
    assert_eq!(script.sent(), [asked(1), usual.clone()].concat());
    call(&client, &GET).await.unwrap();
    assert_eq!(script.sent(), usual);
    advance(Duration::from_secs(60)).await;
    call(&client, &GET).await.unwrap();
    let cell = vec!["Get cell1.fsx.example.com".to_owned()];
    assert_eq!(script.sent(), [asked(1), cell].concat());
}

#[tokio::test(start_paused = true)]
async fn with_an_endpoint_of_ones_own_nobody_is_asked() {
    let script = Script::default();
    let builder = || script.builder().discovering(&REQUIRED);
    let own = vec!["Query own.example.com".to_owned()];
    let url = "https://own.example.com";
    for (builder, variables) in [
        (builder().endpoint_url(url), &[][..]),
        (builder(), &[("AWS_ENDPOINT_URL_FSX", url)]),
        (builder().endpoint_discovery(false).endpoint_url(url), &[]),
    ] {
        let client = made(builder, variables).unwrap();
        call(&client, &QUERY).await.unwrap();
        assert_eq!(script.sent(), own);
    }
}

#[tokio::test]
async fn a_url_is_signed_only_for_an_endpoint_that_stays() {
    let script = Script::default();
    let minute = Duration::from_secs(60);
    let found = script.client(&REQUIRED);
    let error = call(&found, &QUERY).presigned(minute).await.unwrap_err();
    let error = error.to_string();
    assert!(error.contains("`endpoint_url`"), "{error}");
    let error = call(&found, &QUERY).presigned_request(
        &Credentials::new("AKIDEXAMPLE", "hush"),
        jiff::Timestamp::UNIX_EPOCH,
        minute,
    );
    assert!(error.unwrap_err().to_string().contains("`endpoint_url`"));

    let usual = call(&found, &GET).presigned(minute).await.unwrap();
    assert!(usual.url().contains(USUAL), "{}", usual.url());
    let builder = script.builder().discovering(&REQUIRED);
    let own = made(builder.endpoint_url("https://own.example.com"), &[]).unwrap();
    let signed = call(&own, &QUERY).presigned(minute).await.unwrap();
    assert!(signed.url().starts_with("https://own.example.com/"));
    assert!(script.sent().is_empty());
}

#[tokio::test]
async fn who_turns_it_off_where_it_has_to_be_is_told_what_did_it() {
    let script = Script::default();
    let builder = || script.builder().discovering(&REQUIRED);
    let variable = "AWS_ENDPOINT_DISCOVERY_ENABLED";
    for (builder, variables, place) in [
        (builder(), &[(variable, "False")][..], variable),
        (
            builder().endpoint_discovery(false),
            &[],
            "the builder's `endpoint_discovery`",
        ),
    ] {
        let client = made(builder, variables).unwrap();
        let error = call(&client, &QUERY).await.unwrap_err();
        assert!(matches!(error, Error::Encode(_)));
        let end = format!("has to be asked where it goes, which is turned off by {place}");
        assert!(error.to_string().ends_with(&end), "{error}");
        assert_eq!(script.sent(), Vec::<String>::new());
    }
    let error = made(builder(), &[(variable, "perhaps")]).unwrap_err();
    let why = "AWS_ENDPOINT_DISCOVERY_ENABLED is `perhaps`, not `auto`, `true` or `false`";
    assert_eq!(error.to_string(), why);
}

#[test]
fn what_a_client_would_do_tells_who_is_asked() {
    let explained = |discovery, variables: &[(&str, &str)]| {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let builder = Script::default().builder().discovering(discovery);
        let nothing = |_: &str| Err(std::io::ErrorKind::NotFound.into());
        let settings = builder.settings(&variable, &nothing).unwrap();
        builder.explained(&settings).unwrap().to_string()
    };
    let asks =
        format!("requests go to: where DescribeEndpoints says, which goes to https://{USUAL}/");
    let plain = format!("requests go to: https://{USUAL}/");
    let on = ("AWS_ENDPOINT_DISCOVERY_ENABLED", "true");
    let url = ("AWS_ENDPOINT_URL", "https://own.example.com");
    for (discovery, variables, row) in [
        (&REQUIRED, &[][..], &*asks),
        (&OPTIONAL, &[on], &*asks),
        (&OPTIONAL, &[], &*plain),
        (
            &REQUIRED,
            &[url],
            "requests go to: https://own.example.com/",
        ),
    ] {
        let told = explained(discovery, variables);
        assert!(told.lines().any(|line| line == row), "{row}\n{told}");
    }
}

#[cfg(feature = "blocking")]
#[test]
fn threads_that_wait_share_an_answer_and_what_was_dropped_is_asked_for_anew() {
    let script = Script::new(
        vec![answer(200, CELL), answer(200, OTHER)],
        vec![answer(200, "{}"), answer(200, "{}"), answer(421, "{}")],
    );
    let client = script.client(&REQUIRED);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| call(&client, &QUERY).send_blocking().unwrap());
        }
    });
    let cells = vec!["Query cell1.fsx.example.com".to_owned(); 2];
    assert_eq!(script.sent(), [asked(1), cells].concat());
    call(&client, &QUERY).send_blocking().unwrap();
    let expected = [
        vec!["Query cell1.fsx.example.com".to_owned()],
        asked(1),
        vec!["Query cell2.example.com".to_owned()],
    ];
    assert_eq!(script.sent(), expected.concat());
}
