//! All pages of an operation, one call after the other: a `Stream`, or an `Iterator` that waits.
//!
//! The next page is asked for only when it is wanted.

use std::fmt::{self, Debug, Formatter};
use std::marker::PhantomData;

use super::call::{self, Parts};
use super::exchange::{Outcome, Refusal};
use crate::codecs::json::{self, Dialect};
use crate::error::{DecodeError, Failure};
use crate::refusal::FromParts;
use crate::tables::Paginator;
use crate::values::Value;

/// The pages of an operation, each its whole output. It ends after the last page, and after an error; [`again`](Self::again)
/// takes it up there.
///
/// Needs the feature `client`.
///
/// Call [`next`](Self::next), or use it as a `Stream`; in a blocking program iterate over [`blocking`](Self::blocking).
#[must_use = "pages are asked for one by one"]
pub struct Pages<O, E> {
    paginator: &'static Paginator,
    /// `None` while a call is under way, and after the last.
    parts: Option<Parts>,
    /// The call of the page that failed.
    failed: Option<Parts>,
    circle: Circle,
    operation: &'static str,
    /// Why there is no next page, told after the page that said so.
    broken: Option<DecodeError>,
    #[cfg(feature = "async")]
    under_way: Option<super::send::Paging>,
    answers: PhantomData<fn() -> (O, E)>,
}

impl<O, E> Debug for Pages<O, E> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pages")
    }
}

impl<O, E> Pages<O, E> {
    pub(super) fn new(paginator: &'static Paginator, parts: Parts) -> Self {
        Self {
            paginator,
            operation: parts.operation.name,
            parts: Some(parts),
            failed: None,
            circle: Circle::default(),
            broken: None,
            #[cfg(feature = "async")]
            under_way: None,
            answers: PhantomData,
        }
    }

    /// After an error: the next page is the one that failed, asked for with the same token. Otherwise nothing changes.
    pub fn again(&mut self) {
        if let Some(parts) = self.failed.take() {
            self.parts = Some(parts);
        }
    }
}

/// What leads to a page.
type Tokens = Vec<Option<Vec<u8>>>;

/// Notices tokens that go round in a circle, however long it is, and remembers one page alone (Brent's way).
#[derive(Default)]
struct Circle {
    remembered: Tokens,
    /// How many pages came since, and after how many another is remembered.
    since: u64,
    until: u64,
}

impl Circle {
    fn closes(&mut self, tokens: &Tokens) -> bool {
        if *tokens == self.remembered {
            return true;
        }
        self.since += 1;
        if self.since > self.until {
            self.remembered.clone_from(tokens);
            self.until = self.since * 2;
            self.since = 0;
        }
        false
    }
}

impl<O: Value, E: FromParts> Pages<O, E> {
    /// Takes a page, and makes ready for the next if there is one.
    fn take(&mut self, parts: Parts, outcome: Outcome) -> Result<O, E> {
        match call::finish::<O, E>(outcome) {
            Ok(page) => {
                self.broken = self.advance(parts, &page).err();
                Ok(page)
            }
            Err(error) => {
                self.failed = Some(parts);
                Err(error)
            }
        }
    }

    /// What comes when there is no page to be asked for.
    fn end(&mut self) -> Option<Result<O, E>> {
        let error = self.broken.take()?;
        let refusal = Refusal::Failure(Failure::Decode(error).during(self.operation));
        Some(Err(call::refused(refusal)))
    }

    fn advance(&mut self, mut parts: Parts, page: &dyn Value) -> Result<(), DecodeError> {
        if self
            .paginator
            .more
            .iter()
            .any(|more| !more.find(page).is_true())
        {
            return Ok(());
        }
        let mut tokens = Vec::new();
        for (_, expression) in self.paginator.tokens {
            tokens.push(expression.find(page).document()?);
        }
        if tokens.iter().all(Option::is_none) {
            return Ok(());
        }
        if self.circle.closes(&tokens) {
            let why = "the service gave the same page token twice, so the pages would never end";
            return Err(DecodeError::at(why.to_owned(), "", 0));
        }
        for ((index, _), token) in self.paginator.tokens.iter().zip(&tokens) {
            parts.set_member(*index, token.as_deref())?;
        }
        parts.renew_tokens();
        self.parts = Some(parts);
        Ok(())
    }
}

impl Parts {
    /// Sets a member of the input to a JSON text, or to nothing.
    fn set_member(&mut self, index: usize, text: Option<&[u8]>) -> Result<(), DecodeError> {
        let crate::values::Slot::Structure(structure) = self.input.write() else {
            return Ok(());
        };
        if let Some(text) = text {
            return json::read(text, structure.slot(index), Dialect::Serde);
        }
        structure.reset(index);
        Ok(())
    }
}

#[cfg(feature = "async")]
mod stream {
    use std::future::{Future, poll_fn};
    use std::pin::Pin;
    use std::task::{Context, Poll, ready};

    use futures_core::Stream;

    use super::super::send;
    use super::{FromParts, Pages, Value};

    impl<O: Value, E: FromParts> Pages<O, E> {
        /// The next page; `None` after the last one and after an error.
        ///
        /// Needs the feature `async`, which `hyper` brings.
        pub async fn next(&mut self) -> Option<Result<O, E>> {
            poll_fn(|context| self.poll_page(context)).await
        }

        fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<O, E>>> {
            if self.under_way.is_none() {
                let Some(parts) = self.parts.take() else {
                    return Poll::Ready(self.end());
                };
                self.under_way = Some(send::page(parts, E::KNOWN));
            }
            let Some(under_way) = self.under_way.as_mut() else {
                return Poll::Ready(None);
            };
            let (parts, outcome) = ready!(Pin::new(under_way).poll(context));
            self.under_way = None;
            Poll::Ready(Some(self.take(parts, outcome)))
        }
    }

    impl<O: Value, E: FromParts> Stream for Pages<O, E> {
        type Item = Result<O, E>;

        fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.get_mut().poll_page(context)
        }
    }
}

/// The pages, each asked for while the thread waits.
///
/// Needs the feature `blocking`.
#[cfg(feature = "blocking")]
#[derive(Debug)]
pub struct BlockingPages<O, E>(Pages<O, E>);

#[cfg(feature = "blocking")]
impl<O: Value, E: FromParts> Pages<O, E> {
    /// The same pages as an iterator that waits for each.
    ///
    /// Needs the feature `blocking`.
    pub fn blocking(self) -> BlockingPages<O, E> {
        BlockingPages(self)
    }
}

#[cfg(feature = "blocking")]
impl<O, E> BlockingPages<O, E> {
    /// After an error: the next page is the one that failed, asked for with the same token. Otherwise nothing changes.
    pub fn again(&mut self) {
        self.0.again();
    }
}

#[cfg(feature = "blocking")]
impl<O: Value, E: FromParts> Iterator for BlockingPages<O, E> {
    type Item = Result<O, E>;

    fn next(&mut self) -> Option<Result<O, E>> {
        let Some(parts) = self.0.parts.take() else {
            return self.0.end();
        };
        let outcome = super::send::wait(&parts, E::KNOWN);
        Some(self.0.take(parts, outcome))
    }
}

#[cfg(all(test, feature = "async"))]
#[path = "pages_tests.rs"]
mod tests;
