//! What the rules of retrying say, each shown once.

use super::*;

const FOUR: [OperationTrait; 1] = [OperationTrait::Retries(4, 25)];

#[test]
fn codes_and_statuses_say_whether_an_attempt_is_made_again() {
    let cases = [
        ("ThrottlingException", 400, false, Some(Reason::Throttling)),
        ("SlowDown", 503, false, Some(Reason::Throttling)),
        ("429", 429, false, Some(Reason::Throttling)),
        ("Listed", 429, true, None),
        ("RequestTimeout", 400, false, Some(Reason::Transient)),
        ("IDPCommunicationError", 400, true, Some(Reason::Transient)),
        ("InternalServerError", 500, true, Some(Reason::Transient)),
        ("501", 501, false, None),
        ("BadRequest", 400, true, None),
    ];
    for (code, status, listed, expected) in cases {
        let details = Details::of(code, status, listed);
        assert_eq!(reason(&details), expected, "{code} {status}");
    }
}

#[test]
fn the_wait_doubles_up_to_twenty_seconds() {
    let wait = |attempt, reason| delay(Usual::of(&[]), attempt, reason, None, 1.0);
    assert_eq!(wait(1, Reason::Transient), Duration::from_millis(50));
    assert_eq!(wait(3, Reason::Transient), Duration::from_millis(200));
    assert_eq!(wait(1, Reason::Throttling), Duration::from_secs(1));
    assert_eq!(wait(40, Reason::Throttling), Duration::from_secs(20));
    assert_eq!(
        delay(Usual::of(&FOUR), 1, Reason::Transient, None, 1.0),
        Duration::from_millis(25)
    );
}

#[test]
fn the_services_wish_counts_within_five_seconds() {
    let wait = |wished| delay(Usual::of(&[]), 1, Reason::Transient, Some(wished), 1.0);
    assert_eq!(wait(10), Duration::from_millis(50));
    assert_eq!(wait(700), Duration::from_millis(700));
    assert_eq!(wait(60_000), Duration::from_millis(5_050));
}

#[test]
fn the_quota_runs_out_and_successes_fill_it() {
    let quota = Quota::default();
    let taken = (0..100)
        .take_while(|_| quota.take(cost(Reason::Transient)))
        .count();
    assert_eq!(taken, 35);
    assert!(quota.take(10));
    assert!(!quota.take(5));
    quota.give_back(0);
    quota.give_back(14);
    assert!(quota.take(15));
    assert!(!quota.take(1));
}

#[test]
fn the_service_decides_how_many_attempts_are_usual() {
    assert_eq!(RetryConfig::standard().attempts(Usual::of(&[])), 3);
    assert_eq!(RetryConfig::standard().attempts(Usual::of(&FOUR)), 4);
    assert_eq!(RetryConfig::disabled().attempts(Usual::of(&FOUR)), 1);
}
