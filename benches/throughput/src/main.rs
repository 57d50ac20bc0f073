//! Prints, for one thread on loopback: bare hyper, the official SDK and the generated crate; and the floor of reading.
//!
//!     cargo run --release --manifest-path benches/throughput/Cargo.toml
//!
//! With `--features mimalloc` both sides allocate through mimalloc, as many servers do; with `--features memory` it tells
//! the memory that a call takes, and how often it asks for some, instead.

#![cfg_attr(feature = "memory", allow(dead_code, reason = "time isn't measured then"))]

mod floor;
#[cfg(feature = "memory")]
mod memory;
mod server;

use std::cell::Cell;
use std::future::Future;
use std::process::Command;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client as Hyper;
use hyper_util::rt::TokioExecutor;

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const CALLS: Duration = Duration::from_secs(3);

/// How many calls are under way at a time.
const AT_ONCE: usize = 32;

/// How often each is measured; the best counts.
const ROUNDS: usize = 3;

/// How often something can be done in a second on this thread.
async fn rate<F: Future<Output = ()>>(at_once: usize, once: impl Fn() -> F) -> f64 {
    let (start, count) = (Instant::now(), Cell::new(0u32));
    let worker = || async {
        while start.elapsed() < CALLS {
            once().await;
            count.set(count.get() + 1);
        }
    };
    futures_util::future::join_all((0..at_once).map(|_| worker())).await;
    f64::from(count.get()) / start.elapsed().as_secs_f64()
}

fn ours(endpoint: &str) -> fsx::Client {
    fsx::Client::builder()
        .region("us-east-1")
        .endpoint_url(endpoint)
        .credentials(fsx::Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .unwrap()
}

fn theirs(endpoint: &str) -> aws_sdk_fsx::Client {
    let credentials = aws_credential_types::Credentials::new("AKIDEXAMPLE", "secret", None, None, "bench");
    let config = aws_sdk_fsx::Config::builder()
        .region(aws_sdk_fsx::config::Region::new("us-east-1"))
        .endpoint_url(endpoint)
        .credentials_provider(credentials)
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .build();
    aws_sdk_fsx::Client::from_conf(config)
}

/// Clients whose transport answers from memory.
fn ours_in_memory(page: String) -> fsx::Client {
    let page = Bytes::from(page);
    fsx::Client::builder()
        .region("us-east-1")
        .credentials(fsx::Credentials::new("AKIDEXAMPLE", "secret"))
        .transport(move |_| std::future::ready(Ok(hyper::Response::new(page.clone()))))
        .build()
        .unwrap()
}

fn theirs_in_memory(page: String) -> aws_sdk_fsx::Client {
    let page = Bytes::from(page);
    let http = aws_smithy_http_client::test_util::infallible_client_fn(move |_| {
        hyper::Response::new(aws_smithy_types::body::SdkBody::from(page.clone()))
    });
    let config = theirs("http://127.0.0.1:1").config().to_builder().http_client(http).build();
    aws_sdk_fsx::Client::from_conf(config)
}

async fn bare(endpoint: &str) -> f64 {
    let client: Hyper<_, Full<Bytes>> = Hyper::builder(TokioExecutor::new()).build_http();
    rate(AT_ONCE, || {
        let request = hyper::Request::post(endpoint).body(Full::new(Bytes::from_static(b"{}"))).unwrap();
        let sent = client.request(request);
        async {
            sent.await.unwrap().into_body().collect().await.unwrap();
        }
    })
    .await
}

async fn create_theirs(endpoint: &str) -> f64 {
    let client = theirs(endpoint);
    rate(AT_ONCE, || async {
        let call = client.create_backup().file_system_id("fs-0498eed5fe91001ec");
        call.send().await.unwrap();
    })
    .await
}

async fn create_ours(endpoint: &str) -> f64 {
    let client = ours(endpoint);
    rate(AT_ONCE, || async {
        let request = fsx::types::CreateBackupRequest::new().file_system_id("fs-0498eed5fe91001ec");
        client.create_backup(request).await.unwrap();
    })
    .await
}

async fn page_theirs(client: aws_sdk_fsx::Client) -> f64 {
    rate(1, || async {
        let page = client.describe_backups().send().await.unwrap();
        assert_eq!(page.backups().len(), 1_000);
    })
    .await
}

async fn page_ours(client: fsx::Client) -> f64 {
    rate(1, || async {
        let call = client.describe_backups(fsx::types::DescribeBackupsRequest::new());
        assert_eq!(call.await.unwrap().backups.len(), 1_000);
    })
    .await
}

async fn floor_tokens(page: String) -> f64 {
    rate(1, || async { assert!(floor::tokens_alone(page.as_bytes()) > 0) }).await
}

async fn floor_strings(page: String) -> f64 {
    let kept = floor::kept(page.as_bytes());
    rate(1, || async { assert_eq!(floor::strings_alone(&kept).len(), kept.len()) }).await
}

async fn floor_of_both(page: String) -> f64 {
    let count = floor::kept(page.as_bytes()).len();
    rate(1, || async { assert_eq!(floor::tokens_and_strings(page.as_bytes(), count).len(), count) }).await
}

/// What a process of its own measures: what one side leaves behind in memory and sockets doesn't slow the other down.
async fn measured(what: &str) -> f64 {
    let endpoint = || format!("http://{}", server::start(server::created()));
    let pages = || format!("http://{}", server::start(server::page()));
    match what {
        "bare" => bare(&endpoint()).await,
        "create-theirs" => create_theirs(&endpoint()).await,
        "create-ours" => create_ours(&endpoint()).await,
        "page-theirs" => page_theirs(theirs_in_memory(server::page())).await,
        "page-ours" => page_ours(ours_in_memory(server::page())).await,
        "loopback-page-theirs" => page_theirs(theirs(&pages())).await,
        "loopback-page-ours" => page_ours(ours(&pages())).await,
        "floor-tokens" => floor_tokens(server::page()).await,
        "floor-strings" => floor_strings(server::page()).await,
        "floor" => floor_of_both(server::page()).await,
        _ => panic!("nothing is called {what}"),
    }
}

/// The best of several processes, the sides in turn.
fn best<const COUNT: usize>(what: [&str; COUNT]) -> [f64; COUNT] {
    let mut best = [0.0f64; COUNT];
    for _ in 0..ROUNDS {
        for (best, what) in best.iter_mut().zip(what) {
            let output = Command::new(std::env::current_exe().unwrap()).arg(what).output().unwrap();
            let told = String::from_utf8(output.stdout).unwrap();
            *best = best.max(told.trim().parse().unwrap());
        }
    }
    best
}

#[cfg(feature = "memory")]
fn main() {
    memory::print();
}

#[cfg(not(feature = "memory"))]
#[tokio::main(flavor = "current_thread")]
async fn main() {
    if let Some(what) = std::env::args().nth(1) {
        return println!("{}", measured(&what).await);
    }
    let [bare, create_theirs, create_ours] = best(["bare", "create-theirs", "create-ours"]);
    let [loopback_theirs, loopback_ours] = best(["loopback-page-theirs", "loopback-page-ours"]);
    let [page_theirs, page_ours] = best(["page-theirs", "page-ours"]);
    let [tokens, strings, both] = best(["floor-tokens", "floor-strings", "floor"]);

    let ours = ours("http://127.0.0.1:1");
    let future = size_of_val(&ours.create_backup(fsx::types::CreateBackupRequest::new()).send());
    let allocator = if cfg!(feature = "mimalloc") { "mimalloc" } else { "the system's" };
    println!("page of 1,000 backups: {} KB; future of a call: {future} bytes; allocator: {allocator}", server::page().len() / 1000);
    println!("{:34}{:>12}{:>12}{:>8}", "per second, one thread", "official", "shapesmith", "ratio");
    println!("{:34}{:>12}{bare:>12.0}", "bare hyper", "");
    let line = |what, theirs: f64, ours: f64| {
        println!("{what:34}{theirs:>12.0}{ours:>12.0}{:>7.1}x", ours / theirs);
    };
    line("CreateBackup", create_theirs, create_ours);
    line("1,000 backups", loopback_theirs, loopback_ours);
    line("1,000 backups, without a socket", page_theirs, page_ours);
    println!("\nThe least that reading this page takes, with nothing looked up or kept in a structure:");
    for (what, floor) in [("its tokens alone", tokens), ("its strings alone", strings), ("both", both)] {
        println!("{what:34}{:>12}{floor:>12.0}{:>7.1}x", "", floor / page_theirs);
    }
}
