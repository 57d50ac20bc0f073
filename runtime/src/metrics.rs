//! Metrics of calls for the program's own meter, whichever crate that is of.
//!
//! Names what is measured; adds nothing up.

/// Takes what calls measure, and gives it to a meter; a closure is one. It is called on the call's own thread and has to be
/// quick.
///
/// Needs the features `client` and `metrics`.
///
/// What is measured has the names that AWS's SDKs for Kotlin, Swift and Java give it:
///
/// | name | amount | of |
/// |---|---|---|
/// | `smithy.client.call.duration` | seconds | a call with all its attempts |
/// | `smithy.client.call.attempts` | a count | attempts |
/// | `smithy.client.call.attempt_duration` | seconds | an attempt, until its response is in memory or handed on |
/// | `smithy.client.call.errors` | a count | calls that failed; `exception.type` is the service's code or what failed here |
/// | `smithy.client.http.bytes_sent` | a count | the bodies of requests that were answered |
/// | `smithy.client.http.bytes_received` | a count | the bodies of responses |
///
/// Each has the attributes `rpc.service` and `rpc.method`. With the crate `metrics` it is
///
/// ```text
/// |found: &Measurement<'_>| {
///     let labels: Vec<_> = found.attributes.iter().map(|(key, value)| Label::new(*key, value.to_string())).collect();
///     match found.amount {
///         Amount::Count(count) => metrics::counter!(found.name, labels).increment(count),
///         Amount::Seconds(seconds) => metrics::histogram!(found.name, labels).record(seconds),
///     }
/// }
/// ```
///
/// and with `opentelemetry` a counter or a histogram that is made once for each name.
pub trait Meter: Send + Sync + 'static {
    /// Takes one measurement.
    fn record(&self, measurement: &Measurement<'_>);
}

impl<F: Fn(&Measurement<'_>) + Send + Sync + 'static> Meter for F {
    fn record(&self, measurement: &Measurement<'_>) {
        self(measurement);
    }
}

/// Something that a call has measured.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Measurement<'a> {
    /// What was measured.
    pub name: &'static str,
    /// The unit, as UCUM writes it: `s`, `By`, `{attempt}`, `{error}`.
    pub unit: &'static str,
    /// How much it is.
    pub amount: Amount,
    /// What it is of.
    pub attributes: &'a [(&'static str, &'a str)],
}

/// How much was measured.
///
/// Needs the feature `client`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Amount {
    /// To be added to a counter.
    Count(u64),
    /// To be recorded in a histogram.
    Seconds(f64),
}
