//! Calls that go out to a server, by the transport that the question names.

use std::io::{self, Read as _};
use std::time::Duration;

use shapesmith_runtime::__private::v1::{FromParts, Value};
use shapesmith_runtime::{ByteStream, Call, ClientBuilder};

use crate::{stream, text};

/// Only a server that hangs takes longer.
const PATIENCE: Duration = Duration::from_mins(10);

pub(crate) fn patient<C>(builder: ClientBuilder<C>) -> ClientBuilder<C> {
    builder.connect_timeout(PATIENCE).attempt_timeout(PATIENCE)
}

/// The outcome, with the whole of a stream in memory.
pub(crate) fn sent<O: Value, E: FromParts>(
    call: Call<O, E>,
    transport: &str,
) -> Result<Result<O, E>, String> {
    match transport {
        "blocking" => waited_for(call).map_err(text),
        "async" => {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .map_err(text)?;
            runtime.block_on(awaited(call)).map_err(text)
        }
        other => Err(format!("there is no transport {other}")),
    }
}

fn waited_for<O: Value, E: FromParts>(call: Call<O, E>) -> io::Result<Result<O, E>> {
    let mut came = call.send_blocking();
    if let Ok(output) = &mut came
        && let Some(stream) = stream(output)
    {
        let mut whole = Vec::new();
        std::mem::take(stream)
            .into_reader()
            .read_to_end(&mut whole)?;
        *stream = ByteStream::from(whole);
    }
    Ok(came)
}

async fn awaited<O: Value, E: FromParts>(call: Call<O, E>) -> io::Result<Result<O, E>> {
    let mut came = call.send().await;
    if let Ok(output) = &mut came
        && let Some(stream) = stream(output)
    {
        *stream = ByteStream::from(std::mem::take(stream).collect().await?);
    }
    Ok(came)
}
