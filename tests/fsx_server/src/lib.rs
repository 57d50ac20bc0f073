//! A loopback FSx that keeps the rules of CreateBackup's manual page, and fails as it is told to.
//!
//! Plain threads and sockets; it knows nothing of the crates that are tested against it.

mod connection;
mod fault;
mod service;

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

pub use connection::Reaction;
pub use fault::{Fault, Plan};
pub use service::{Backup, POLLS_UNTIL_AVAILABLE};

use service::State;

/// No more requests than these are remembered.
const REMEMBERED: usize = 10_000;

/// A server for an example, unless a file system is given to it or the environment names an endpoint to call; says
/// which it is.
///
/// # Errors
/// There is no free port.
pub fn for_an_example() -> io::Result<Option<Server>> {
    if let Some(file_system) = std::env::args().nth(1) {
        println!("calling FSx, as {file_system} is given");
        return Ok(None);
    }
    for name in ["AWS_ENDPOINT_URL_FSX", "AWS_ENDPOINT_URL"] {
        if let Some(endpoint) = std::env::var(name).ok().filter(|url| !url.is_empty()) {
            println!("calling {endpoint}, as {name} says");
            return Ok(None);
        }
    }
    println!("no endpoint and no file system are given: calling a small FSx inside this program");
    Server::start(Plan::default()).map(Some)
}

/// The service without a socket: whoever has a connection to it hands over what comes in, and waits as it says. Clones are
/// the same service.
#[derive(Debug, Clone, Default)]
pub struct Fsx(Arc<Shared>);

impl Fsx {
    /// Requests meet the plan's faults in turn, then none.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        Self(Arc::new(Shared {
            plan: Mutex::new(plan),
            ..Shared::default()
        }))
    }

    /// Takes a whole request from the start of what came in over a connection.
    ///
    /// # Errors
    /// It isn't HTTP.
    pub fn take(&self, buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
        connection::take(buffer)
    }

    /// Does what a request asks for, unless the plan has it otherwise.
    #[must_use]
    pub fn react(&self, received: &Received) -> Reaction {
        connection::react(&self.0, received)
    }

    /// The backups that there are.
    #[must_use]
    pub fn backups(&self) -> Vec<Backup> {
        lock(&self.0.state).backups.clone()
    }

    /// The last ten thousand requests that came in whole, in their order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.0.received).iter().cloned().collect()
    }
}

/// A running server; dropping it stops it.
#[derive(Debug)]
pub struct Server {
    address: SocketAddr,
    fsx: Fsx,
    listener: Option<JoinHandle<()>>,
}

/// What the connections share.
#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    plan: Mutex<Plan>,
    received: Mutex<VecDeque<Received>>,
    stopped: AtomicBool,
    /// Connections that are open, and the most that ever were.
    open: AtomicUsize,
    most_open: AtomicUsize,
}

/// A request that came in.
#[derive(Debug, Clone)]
pub struct Received {
    /// The operation, as `CreateBackup`.
    pub operation: String,
    /// The headers with names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: String,
}

impl Received {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

impl Server {
    /// Listens on a free port of the loopback device. Requests meet the plan's faults in turn, then none.
    ///
    /// # Errors
    /// There is no free port.
    pub fn start(plan: Plan) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let address = listener.local_addr()?;
        let fsx = Fsx::new(plan);
        let serving = Arc::clone(&fsx.0);
        let listener = thread::spawn(move || listen(&listener, &serving));
        Ok(Self {
            address,
            fsx,
            listener: Some(listener),
        })
    }

    /// The URL to give to a client.
    #[must_use]
    pub fn endpoint(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The backups that there are.
    #[must_use]
    pub fn backups(&self) -> Vec<Backup> {
        self.fsx.backups()
    }

    /// The most connections that were open at a time.
    #[must_use]
    pub fn most_connections(&self) -> usize {
        self.fsx.0.most_open.load(Ordering::SeqCst)
    }

    /// The last ten thousand requests that came in whole, in their order.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        self.fsx.received()
    }
}

impl Shared {
    fn remember(&self, request: Received) {
        let mut received = lock(&self.received);
        if received.len() == REMEMBERED {
            received.pop_front();
        }
        received.push_back(request);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.fsx.0.stopped.store(true, Ordering::SeqCst);
        // Wakes the listener.
        let _ = TcpStream::connect(self.address);
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn listen(listener: &TcpListener, shared: &Arc<Shared>) {
    for stream in listener.incoming() {
        if shared.stopped.load(Ordering::SeqCst) {
            return;
        }
        if let Ok(stream) = stream {
            let shared = Arc::clone(shared);
            let open = shared.open.fetch_add(1, Ordering::SeqCst) + 1;
            shared.most_open.fetch_max(open, Ordering::SeqCst);
            thread::spawn(move || {
                connection::serve(stream, &shared);
                shared.open.fetch_sub(1, Ordering::SeqCst);
            });
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
