//! A program that makes calls in every way, over a runtime that sends none.

/// Lists items, and waits for one.
pub mod items {
    include!("../pages_and_a_waiter.rs");
}

/// Hears of events.
pub mod events {
    include!("../event_streams_are_told.rs");
}

use items::types::Input;
use items::{ByteStream, Client, ClientBuilder, Error};

/// The answer of an operation, where a wait has an error of its own.
type Waited = Result<items::types::Output, items::WaitError<items::types::Output, Error>>;

pub fn a_call_while_the_thread_waits(client: &Client) -> Result<items::types::Output, Error> {
    client.list_items(Input::new()).send_blocking()
}

pub fn pages_while_the_thread_waits(client: &Client) -> usize {
    client.list_items_pages(Input::new()).blocking().count()
}

pub fn a_wait_while_the_thread_waits(client: &Client) -> Waited {
    client.wait_until_items_ready(Input::new()).blocking()
}

pub async fn a_call_that_is_awaited(client: &Client) -> Result<items::types::Output, Error> {
    client.list_items(Input::new()).await
}

pub async fn a_call_that_is_sent(client: &Client) -> Result<items::types::Output, Error> {
    client.list_items(Input::new()).send().await
}

pub async fn pages_that_are_awaited(client: &Client) -> bool {
    client.list_items_pages(Input::new()).next().await.is_some()
}

pub async fn a_wait_that_is_awaited(client: &Client) -> Waited {
    client.wait_until_items_ready(Input::new()).await
}

pub fn transports(builder: ClientBuilder) -> ClientBuilder {
    builder.transport(()).blocking_transport(())
}

/// What the official SDK provides.
pub struct Official;

pub fn official(builder: ClientBuilder) -> ClientBuilder {
    builder.credentials_provider(Official).sdk_config(&Official)
}

pub fn a_profile(builder: ClientBuilder) -> ClientBuilder {
    builder.profile("dev")
}

pub fn official_credentials(builder: ClientBuilder) -> ClientBuilder {
    builder.credentials(Official)
}

pub fn a_body() -> ByteStream {
    ByteStream::from_body(Official)
}

pub fn a_stream_of_events(client: &events::Client) {
    let _ = client.watch(events::types::WatchInput::new());
}
