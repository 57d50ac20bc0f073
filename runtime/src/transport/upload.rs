//! The body of a request as hyper sends it: held back until the service asks for it, where it is to be asked, and no
//! longer sent once the service has refused the request.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker, ready};

use bytes::Bytes;
use http::StatusCode;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Sleep, sleep};

use super::{ASKED_FOR, asks_first, is_refusal};
use crate::lock::lock;
use crate::stream::{ByteStream, LONG};

/// A body on its way out.
pub(super) struct Upload {
    stream: ByteStream,
    /// A short body needs none.
    valve: Option<Arc<Valve>>,
    /// How long the service may take to ask for it.
    patience: Option<Pin<Box<Sleep>>>,
}

/// What decides whether the body flows.
pub(super) struct Valve(Mutex<(Flow, Option<Waker>)>);

#[derive(Clone, Copy, PartialEq)]
enum Flow {
    /// The service was asked whether it wants the body.
    Held,
    Free,
    /// The service has refused the request, and its answer is being read.
    Stopped,
    /// The answer was read: the connection can't be used again.
    Over,
}

impl Valve {
    fn set(&self, flow: Flow) {
        let waiting = {
            let mut state = lock(&self.0);
            state.0 = flow;
            state.1.take()
        };
        if let Some(waker) = waiting {
            waker.wake();
        }
    }

    fn look(&self, context: &Context<'_>) -> Flow {
        let mut state = lock(&self.0);
        state.1 = Some(context.waker().clone());
        state.0
    }

    /// The service wants the body, or nobody knows.
    fn open(&self) {
        if lock(&self.0).0 == Flow::Held {
            self.set(Flow::Free);
        }
    }
}

impl Upload {
    /// Takes the body of a request.
    pub(super) fn of(request: http::Request<ByteStream>) -> http::Request<Self> {
        let asks = asks_first(request.headers());
        let length = request.body().length();
        let is_long = length.is_none_or(|length| length > LONG as u64);
        let flow = if asks { Flow::Held } else { Flow::Free };
        let valve = (asks || is_long).then(|| Arc::new(Valve(Mutex::new((flow, None)))));
        let mut request = request.map(|stream| Self {
            stream,
            valve: valve.clone(),
            patience: asks.then(|| Box::pin(sleep(ASKED_FOR))),
        });
        if let Some(valve) = valve.filter(|_| asks) {
            hyper::ext::on_informational(&mut request, move |interim| {
                if interim.status() == StatusCode::CONTINUE {
                    valve.open();
                }
            });
        }
        request
    }

    pub(super) fn valve(&self) -> Option<Arc<Valve>> {
        self.valve.clone()
    }
}

impl Body for Upload {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let flow = self.valve.as_ref().map(|valve| valve.look(context));
        match flow {
            None | Some(Flow::Free) => {}
            Some(Flow::Held) => {
                if let Some(patience) = &mut self.patience {
                    ready!(patience.as_mut().poll(context));
                }
                if let Some(valve) = &self.valve {
                    valve.open();
                }
            }
            Some(Flow::Stopped) => return Poll::Pending,
            Some(Flow::Over) => {
                let why = "the service answered before it had the whole body";
                return Poll::Ready(Some(Err(io::Error::other(why))));
            }
        }
        Pin::new(&mut self.stream).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.stream.size_hint()
    }
}

/// The body of an answer; an upload that it refuses ends with it.
pub(super) struct Answered<B> {
    body: Pin<Box<B>>,
    valve: Option<Arc<Valve>>,
}

impl<B> Answered<B> {
    /// Takes the body of an answer to the upload with this valve.
    pub(super) fn of(
        response: http::Response<B>,
        valve: Option<Arc<Valve>>,
    ) -> http::Response<Self> {
        let valve = valve.filter(|_| is_refusal(response.status()));
        if let Some(valve) = &valve {
            valve.set(Flow::Stopped);
        }
        response.map(|body| Self {
            body: Box::pin(body),
            valve,
        })
    }
}

impl<B> Drop for Answered<B> {
    fn drop(&mut self) {
        if let Some(valve) = &self.valve {
            valve.set(Flow::Over);
        }
    }
}

impl<B: Body> Body for Answered<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        self.body.as_mut().poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
