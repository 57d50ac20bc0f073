//! When a provider is asked.

use std::future::Future;
use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
use super::{Driver, Keeper, Source as _};
use crate::clock::Now;
use crate::error::CredentialsError;
use crate::lock::lock;

/// Counts how often it is asked, and takes a second to answer.
struct Vault {
    asked: AtomicU32,
    /// How long what it gives lasts.
    lasts: Option<SignedDuration>,
    open: bool,
}

impl ProvideCredentials for Vault {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async {
            let number = self.asked.fetch_add(1, Ordering::Relaxed) + 1;
            tokio::time::sleep(Duration::from_secs(1)).await;
            if !self.open {
                return Err(CredentialsError::new(format!(
                    "closed for the {number}. time"
                )));
            }
            let credentials = Credentials::new(number.to_string(), "hush");
            Ok(match self.lasts {
                Some(lasts) => credentials.expires_at(now().date + lasts),
                None => credentials,
            })
        })
    }
}

fn now() -> Now {
    minutes(0)
}

/// So many minutes later.
fn minutes(minutes: u32) -> Now {
    static START: OnceLock<Instant> = OnceLock::new();
    let date = Timestamp::from_second(1_700_000_000).unwrap();
    Now {
        at: *START.get_or_init(Instant::now) + Duration::from_secs(60) * minutes,
        date: date + SignedDuration::from_mins(minutes.into()),
    }
}

fn keeper(lasts: Option<SignedDuration>, open: bool) -> (Keeper, Arc<Vault>) {
    let vault = Arc::new(Vault {
        asked: AtomicU32::new(0),
        lasts,
        open,
    });
    let provider: Arc<dyn ProvideCredentials> = Arc::<Vault>::clone(&vault);
    (Keeper::new(Ok(provider)), vault)
}

/// As if the provider had given these.
fn take_in(keeper: &Keeper, credentials: Credentials) {
    let asked = keeper.provider.as_ref().unwrap();
    let take = |kept: &mut _| asked.source.take_in(kept, Ok(credentials), now());
    asked.kept(take).unwrap();
}

async fn key(keeper: &Keeper, at: Now) -> String {
    keeper
        .get(at, Driver::Async)
        .await
        .unwrap()
        .access_key_id
        .clone()
}

/// What ten calls at the same time get: the key, or the error's text.
async fn ten(keeper: &Keeper) -> Vec<Result<String, String>> {
    let call = |_| {
        let keeper = keeper.clone();
        tokio::spawn(async move {
            let answer = keeper.get(now(), Driver::Async).await;
            let key = answer.map(|credentials| credentials.access_key_id.clone());
            key.map_err(|error| error.to_string())
        })
    };
    let calls: Vec<_> = (0..10).map(call).collect();
    let mut answers = Vec::new();
    for call in calls {
        answers.push(call.await.unwrap());
    }
    answers
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_ask_once() {
    let (keeper, vault) = keeper(None, true);
    for answer in ten(&keeper).await {
        assert_eq!(answer.unwrap(), "1");
    }
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn who_waited_hears_of_a_failure_too() {
    let (keeper, vault) = keeper(None, false);
    for answer in ten(&keeper).await {
        assert!(answer.unwrap_err().ends_with("closed for the 1. time"));
    }
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
    assert!(keeper.get(now(), Driver::Async).await.is_err());
    assert_eq!(vault.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_nobody_polls_holds_up_no_other() {
    let (keeper, vault) = keeper(None, true);
    let mut forgotten = pin!(keeper.get(now(), Driver::Async));
    let waker = &mut Context::from_waker(Waker::noop());
    assert!(forgotten.as_mut().poll(waker).is_pending());
    // The second call takes the first one's question over.
    assert_eq!(key(&keeper, now()).await, "1");
    assert!(forgotten.as_mut().poll(waker).is_ready());
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_does_not_answer_is_asked_anew_after_a_minute() {
    let (keeper, vault) = keeper(None, true);
    {
        let mut given_up = pin!(keeper.get(now(), Driver::Async));
        let waker = &mut Context::from_waker(Waker::noop());
        assert!(given_up.as_mut().poll(waker).is_pending());
    }
    assert_eq!(key(&keeper, minutes(1)).await, "2");
    assert_eq!(vault.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn credentials_that_are_over_before_they_come_are_asked_for_once_too() {
    let (keeper, vault) = keeper(Some(SignedDuration::from_mins(-60)), true);
    for answer in ten(&keeper).await {
        assert_eq!(answer.unwrap(), "1");
    }
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
    let over = Credentials::new("over", "hush").expires_at(Timestamp::MIN);
    take_in(&keeper, over);
    assert_eq!(key(&keeper, now()).await, "2");
}

#[tokio::test(start_paused = true)]
async fn credentials_are_kept_until_they_may_have_changed() {
    let (endless, _) = keeper(None, true);
    assert_eq!(key(&endless, now()).await, "1");
    assert_eq!(key(&endless, minutes(14)).await, "1");
    assert_eq!(key(&endless, minutes(15)).await, "2");

    let (hour, _) = keeper(Some(SignedDuration::from_mins(60)), true);
    assert_eq!(key(&hour, now()).await, "1");
    assert_eq!(key(&hour, minutes(54)).await, "1");
    assert_eq!(key(&hour, minutes(55)).await, "2");
    // What the vault gives ends as soon as before: it isn't asked by every call.
    assert_eq!(key(&hour, minutes(55)).await, "2");
    assert_eq!(key(&hour, minutes(56)).await, "3");
}

#[tokio::test(start_paused = true)]
async fn a_failing_provider_does_not_matter_while_the_kept_credentials_are_good() {
    let (keeper, vault) = keeper(None, false);
    let (late, hour) = (minutes(59), minutes(60));
    let kept = Credentials::new("kept", "hush").expires_at(hour.date);
    take_in(&keeper, kept);
    assert_eq!(key(&keeper, late).await, "kept");
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
    assert_eq!(keeper.settled(None, late).unwrap().access_key_id, "kept");
    assert!(keeper.get(hour, Driver::Async).await.is_err());
    assert!(keeper.settled(None, hour).is_err());
}

#[tokio::test(start_paused = true)]
async fn a_clock_that_is_set_back_changes_nothing_of_the_waiting() {
    let back = Now {
        date: now().date - SignedDuration::from_mins(60),
        ..minutes(15)
    };
    let (endless, _) = keeper(None, true);
    assert_eq!(key(&endless, now()).await, "1");
    assert_eq!(key(&endless, back).await, "2");
}

/// Asks the keeper that it provides for.
struct Circle(OnceLock<Keeper>);

impl ProvideCredentials for Circle {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        Box::pin(async {
            let own = self.0.get().unwrap();
            let given = own.get(now(), Driver::Async).await?;
            Ok(Credentials::clone(&given))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_provider_that_needs_itself_is_told_so() {
    let circle = Arc::new(Circle(OnceLock::new()));
    let provider: Arc<dyn ProvideCredentials> = Arc::<Circle>::clone(&circle);
    let keeper = Keeper::new(Ok(provider));
    circle.0.set(keeper.clone()).ok().unwrap();
    let error = keeper
        .get(now(), Driver::Async)
        .await
        .unwrap_err()
        .to_string();
    assert!(error.ends_with("give it a client of its own"), "{error}");
}

/// Holds the thread up that asks it, until it is let go.
struct Blocking(Mutex<std::sync::mpsc::Receiver<()>>);

impl ProvideCredentials for Blocking {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        lock(&self.0).recv().unwrap();
        Box::pin(std::future::ready(Ok(Credentials::new("late", "hush"))))
    }
}

#[test]
fn a_provider_that_blocks_holds_up_no_other_thread() {
    let (letting, held) = std::sync::mpsc::channel();
    let keeper = Keeper::new(Ok(Arc::new(Blocking(Mutex::new(held)))));
    let (started, asked) = std::sync::mpsc::channel();
    std::thread::scope(|scope| {
        let first = scope.spawn(|| {
            started.send(()).unwrap();
            let mut got = pin!(keeper.get(now(), Driver::Async));
            let waker = &mut Context::from_waker(Waker::noop());
            assert!(got.as_mut().poll(waker).is_ready());
        });
        asked.recv().unwrap();
        // Whoever comes first waits in the provider; this one must come back while it does.
        while !keeper.provider.as_ref().unwrap().is_asking() {
            std::thread::yield_now();
        }
        let mut second = pin!(keeper.get(now(), Driver::Async));
        let waker = &mut Context::from_waker(Waker::noop());
        assert!(second.as_mut().poll(waker).is_pending());
        letting.send(()).unwrap();
        first.join().unwrap();
        assert!(second.as_mut().poll(waker).is_ready());
    });
}

/// Waits until its executor's timer says so, where there is one.
struct Timed;

impl ProvideCredentials for Timed {
    fn credentials(&self) -> ProvidedCredentials<'_> {
        if tokio::runtime::Handle::try_current().is_err() {
            return Box::pin(std::future::ready(Ok(Credentials::new("at once", "hush"))));
        }
        Box::pin(async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            Ok(Credentials::new("later", "hush"))
        })
    }
}

#[cfg(feature = "blocking")]
#[tokio::test(start_paused = true)]
async fn what_an_executor_began_is_asked_anew_by_a_thread_that_waits() {
    let keeper = Keeper::new(Ok(Arc::new(Timed)));
    let mut first = pin!(keeper.get(now(), Driver::Async));
    let waker = &mut Context::from_waker(Waker::noop());
    assert!(first.as_mut().poll(waker).is_pending());
    let waits = || {
        let mut second = pin!(keeper.get(now(), Driver::Blocking));
        let waker = &mut Context::from_waker(Waker::noop());
        second.as_mut().poll(waker).is_ready()
    };
    assert!(std::thread::scope(|scope| scope
        .spawn(waits)
        .join()
        .unwrap()));
    assert_eq!(first.await.unwrap().access_key_id, "at once");
}
