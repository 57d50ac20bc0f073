//! When a provider is asked.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Waker};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::super::credentials::{Credentials, ProvideCredentials, ProvidedCredentials};
use super::Keeper;
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
                Some(lasts) => credentials.expires_at(now() + lasts),
                None => credentials,
            })
        })
    }
}

fn now() -> Timestamp {
    Timestamp::from_second(1_700_000_000).unwrap()
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

async fn key(keeper: &Keeper, at: Timestamp) -> String {
    keeper.get(at).await.unwrap().access_key_id.clone()
}

/// What ten calls at the same time get: the key, or the error's text.
async fn ten(keeper: &Keeper) -> Vec<Result<String, String>> {
    let call = |_| {
        let keeper = keeper.clone();
        tokio::spawn(async move {
            let answer = keeper.get(now()).await;
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
    assert!(keeper.get(now()).await.is_err());
    assert_eq!(vault.asked.load(Ordering::Relaxed), 2);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_nobody_polls_holds_up_no_other() {
    let (keeper, vault) = keeper(None, true);
    let mut forgotten = pin!(keeper.get(now()));
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
        let mut given_up = pin!(keeper.get(now()));
        let waker = &mut Context::from_waker(Waker::noop());
        assert!(given_up.as_mut().poll(waker).is_pending());
    }
    let later = now() + SignedDuration::from_mins(1);
    assert_eq!(key(&keeper, later).await, "2");
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
    lock(&keeper.state).take_in(Ok(over), now()).unwrap();
    assert_eq!(key(&keeper, now()).await, "2");
}

#[tokio::test(start_paused = true)]
async fn credentials_are_kept_until_they_may_have_changed() {
    let minutes = |minutes| now() + SignedDuration::from_mins(minutes);
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
    let hour = now() + SignedDuration::from_mins(60);
    let kept = Credentials::new("kept", "hush").expires_at(hour);
    lock(&keeper.state).take_in(Ok(kept), now()).unwrap();
    let late = hour - SignedDuration::from_mins(1);
    assert_eq!(key(&keeper, late).await, "kept");
    assert_eq!(vault.asked.load(Ordering::Relaxed), 1);
    assert_eq!(keeper.still_good(late).unwrap().access_key_id, "kept");
    assert!(keeper.get(hour).await.is_err());
    assert!(keeper.still_good(hour).is_none());
}
