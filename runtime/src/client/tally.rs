//! What a call adds up for the user's meter; the one place that the machine tells. Without the feature `metrics`, and without
//! a meter, nothing is counted.
//!
//! Names and units are those of the other SDKs: Kotlin's, Swift's and Java's.

#[cfg(feature = "metrics")]
use std::sync::Arc;
#[cfg(any(feature = "async", feature = "blocking"))]
use std::time::Duration;

use super::call::Parts;
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::error::Effort;
#[cfg(feature = "metrics")]
use crate::metrics::{Amount, Measurement, Meter};
#[cfg(any(feature = "async", feature = "blocking"))]
use crate::stream::ByteStream;
#[cfg(feature = "metrics")]
use crate::tables::Operation;

#[cfg(feature = "metrics")]
mod names {
    pub(super) const DURATION: (&str, &str) = ("smithy.client.call.duration", "s");
    pub(super) const ATTEMPTS: (&str, &str) = ("smithy.client.call.attempts", "{attempt}");
    pub(super) const ERRORS: (&str, &str) = ("smithy.client.call.errors", "{error}");
    pub(super) const ATTEMPT_DURATION: (&str, &str) = ("smithy.client.call.attempt_duration", "s");
    pub(super) const SENT: (&str, &str) = ("smithy.client.http.bytes_sent", "By");
    pub(super) const RECEIVED: (&str, &str) = ("smithy.client.http.bytes_received", "By");
}

/// A client's meter, if it has one.
#[cfg(feature = "metrics")]
#[derive(Clone, Default)]
pub(crate) struct Metered(pub(super) Option<Arc<dyn Meter>>);

#[cfg(feature = "metrics")]
impl std::fmt::Debug for Metered {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(if self.0.is_some() { "Meter" } else { "None" })
    }
}

/// The meter of a call's client, and what is said of every measurement.
#[derive(Clone)]
pub(crate) struct Tally {
    #[cfg(feature = "metrics")]
    meter: Option<Arc<dyn Meter>>,
    #[cfg(feature = "metrics")]
    operation: &'static Operation,
}

impl std::fmt::Debug for Tally {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Tally")
    }
}

#[cfg(not(feature = "metrics"))]
#[allow(clippy::unused_self, reason = "nothing is counted then")]
impl Tally {
    pub(super) fn of(_parts: &Parts) -> Self {
        Self {}
    }

    pub(super) fn failed(&self, _kind: &str) {}
}

#[cfg(not(feature = "metrics"))]
#[cfg(any(feature = "async", feature = "blocking"))]
#[allow(clippy::unused_self, reason = "nothing is counted then")]
impl Tally {
    pub(super) fn attempt(&self, _took: Duration) {}

    pub(super) fn over(&self, _effort: Effort, _failed: Option<&str>) {}

    pub(super) fn sent(&self, _bytes: Option<u64>) {}

    pub(super) fn received(&self, _bytes: usize) {}

    pub(super) fn counted(&self, stream: ByteStream) -> ByteStream {
        stream
    }

    pub(super) fn counted_out(&self, stream: ByteStream) -> ByteStream {
        stream
    }
}

#[cfg(feature = "metrics")]
impl Tally {
    pub(super) fn of(parts: &Parts) -> Self {
        Self {
            meter: parts.config.meter.0.clone(),
            operation: parts.operation,
        }
    }

    /// An error of the call.
    pub(super) fn failed(&self, kind: &str) {
        let Some(meter) = &self.meter else {
            return;
        };
        let [service, method] = self.attributes();
        let attributes = [service, method, ("exception.type", kind)];
        record(&**meter, names::ERRORS, Amount::Count(1), &attributes);
    }

    fn attributes(&self) -> [(&'static str, &'static str); 2] {
        [
            ("rpc.service", self.operation.service.id),
            ("rpc.method", self.operation.name),
        ]
    }

    fn add(&self, (name, unit): (&'static str, &'static str), amount: Amount) {
        if let Some(meter) = &self.meter {
            record(&**meter, (name, unit), amount, &self.attributes());
        }
    }
}

#[cfg(feature = "metrics")]
fn record(
    meter: &dyn Meter,
    (name, unit): (&'static str, &'static str),
    amount: Amount,
    attributes: &[(&'static str, &str)],
) {
    meter.record(&Measurement {
        name,
        unit,
        amount,
        attributes,
    });
}

#[cfg(feature = "metrics")]
#[cfg(any(feature = "async", feature = "blocking"))]
impl Tally {
    /// An attempt that is over.
    pub(super) fn attempt(&self, took: Duration) {
        self.add(names::ATTEMPTS, Amount::Count(1));
        self.add(names::ATTEMPT_DURATION, Amount::Seconds(took.as_secs_f64()));
    }

    /// The call is over.
    pub(super) fn over(&self, effort: Effort, failed: Option<&str>) {
        let took = Amount::Seconds(effort.elapsed.as_secs_f64());
        self.add(names::DURATION, took);
        if let Some(kind) = failed {
            self.failed(kind);
        }
    }

    pub(super) fn sent(&self, bytes: Option<u64>) {
        if let Some(bytes) = bytes.filter(|bytes| *bytes > 0) {
            self.add(names::SENT, Amount::Count(bytes));
        }
    }

    pub(super) fn received(&self, bytes: usize) {
        if let Some(bytes) = u64::try_from(bytes).ok().filter(|bytes| *bytes > 0) {
            self.add(names::RECEIVED, Amount::Count(bytes));
        }
    }

    /// A stream that is handed on: told when it has ended, or is given up.
    pub(super) fn counted(&self, stream: ByteStream) -> ByteStream {
        self.counting(stream, names::RECEIVED)
    }

    /// A body whose length nobody knows.
    pub(super) fn counted_out(&self, stream: ByteStream) -> ByteStream {
        self.counting(stream, names::SENT)
    }

    fn counting(&self, stream: ByteStream, of: (&'static str, &'static str)) -> ByteStream {
        if self.meter.is_none() {
            return stream;
        }
        let tally = self.clone();
        if let Some(bytes) = stream.bytes() {
            let bytes = u64::try_from(bytes.len()).unwrap_or_default();
            tally.add(of, Amount::Count(bytes));
            return stream;
        }
        let mut count = Count {
            tally,
            of,
            bytes: 0,
        };
        stream.observed(move |piece| {
            count.add(piece);
            Ok(())
        })
    }
}

/// The bytes of a stream so far; told when the stream is gone.
#[cfg(feature = "metrics")]
#[cfg(any(feature = "async", feature = "blocking"))]
struct Count {
    tally: Tally,
    of: (&'static str, &'static str),
    bytes: u64,
}

#[cfg(feature = "metrics")]
#[cfg(any(feature = "async", feature = "blocking"))]
impl Count {
    fn add(&mut self, piece: Option<&bytes::Bytes>) {
        let length = piece.map_or(0, bytes::Bytes::len);
        self.bytes += u64::try_from(length).unwrap_or_default();
    }
}

#[cfg(feature = "metrics")]
#[cfg(any(feature = "async", feature = "blocking"))]
impl Drop for Count {
    fn drop(&mut self) {
        if self.bytes > 0 {
            self.tally.add(self.of, Amount::Count(self.bytes));
        }
    }
}
