//! Work that lets its thread wait, done beside a driver that may not: on a thread that tokio has for such work, or on one
//! of its own where there is no tokio.

use std::future::Future;
use std::io;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::thread;

use tokio::runtime::Handle;

use crate::lock::lock;

/// The result of a work under way. Dropping it gives the work up, which may look whether it is still wanted.
pub(crate) struct Aside<T> {
    made: Receiver<T>,
    bell: Arc<Bell>,
    wanted: Wanted,
}

/// Whom to wake when it is done.
#[derive(Default)]
struct Bell(Mutex<Option<Waker>>);

impl Bell {
    fn ring(&self) {
        let waiting = lock(&self.0).take();
        if let Some(waker) = waiting {
            waker.wake();
        }
    }
}

/// The thread's side. Dropping it, as a panic does too, wakes whoever waits.
struct Worker<T> {
    made: Option<SyncSender<T>>,
    bell: Arc<Bell>,
}

impl<T> Worker<T> {
    fn run(self, work: impl FnOnce() -> T) {
        let made = work();
        if let Some(sender) = &self.made {
            // Nobody may want it any more.
            let _ = sender.send(made);
        }
    }
}

impl<T> Drop for Worker<T> {
    fn drop(&mut self) {
        self.made = None;
        self.bell.ring();
    }
}

/// Whether somebody still waits for the result.
#[derive(Clone, Default)]
pub(crate) struct Wanted(Arc<AtomicBool>);

impl Wanted {
    pub(crate) fn is_over(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl<T: Send + 'static> Aside<T> {
    /// Begins.
    ///
    /// # Errors
    /// There is no thread to be had.
    pub(crate) fn start(work: impl FnOnce(&Wanted) -> T + Send + 'static) -> io::Result<Self> {
        let (sender, made) = sync_channel(1);
        let (bell, wanted) = (Arc::<Bell>::default(), Wanted::default());
        let worker = Worker {
            made: Some(sender),
            bell: Arc::clone(&bell),
        };
        let seen = wanted.clone();
        let run = move || worker.run(|| work(&seen));
        match Handle::try_current() {
            Ok(tokio) => drop(tokio.spawn_blocking(run)),
            Err(_) => drop(thread::Builder::new().spawn(run)?),
        }
        Ok(Self { made, bell, wanted })
    }

    /// The result, while the thread waits.
    ///
    /// # Errors
    /// The work panicked.
    pub(super) fn wait(&self) -> io::Result<T> {
        self.made.recv().map_err(|_| broke_off())
    }

    fn there(&self) -> Option<io::Result<T>> {
        match self.made.try_recv() {
            Ok(made) => Some(Ok(made)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => Some(Err(broke_off())),
        }
    }
}

fn broke_off() -> io::Error {
    io::Error::other("the reader of the stream panicked")
}

impl<T: Send + 'static> Future for Aside<T> {
    type Output = io::Result<T>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if let Some(made) = self.there() {
            return Poll::Ready(made);
        }
        *lock(&self.bell.0) = Some(context.waker().clone());
        // It may have come before the bell was there.
        self.there().map_or(Poll::Pending, Poll::Ready)
    }
}

impl<T> Drop for Aside<T> {
    fn drop(&mut self) {
        self.wanted.0.store(true, Ordering::Relaxed);
    }
}
