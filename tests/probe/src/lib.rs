//! Lets a judge in another language look at generated code: one question in JSON per line, one answer per line.
//!
//! A question names a service and an operation. With `params` it asks for the request, with `status`, `headers` and
//! `body` for what is read from that response. With `settings`, by the names of the endpoint rules' built-ins, the request is
//! signed, at `now` or at some time long ago, and goes where the service has its address; with `presign` as well it becomes a URL,
//! with `form` a form, and with `catch` it is what the call would send. With `send`, which names a transport, it goes out, and
//! what the server says is told. Nothing is judged here.

#[cfg(feature = "send")]
mod catcher;
pub mod endpoints;
mod presigned;
#[cfg(feature = "send")]
mod send;
mod settings;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{BufRead, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use shapesmith_runtime::__private::v1::{FromParts, Value, View};
#[cfg(feature = "send")]
use shapesmith_runtime::__private::v1::{Slot, Trait};
use shapesmith_runtime::{ByteStream, Bytes, Call, Client, ClientBuilder, Credentials, Timestamp};

/// Answers the questions about one operation; an error says why it can't.
pub type Operation = Box<dyn Fn(&Json) -> Result<Json, String>>;

/// The operations of a probe.
#[derive(Default)]
pub struct Table(BTreeMap<(&'static str, &'static str), Operation>);

impl Table {
    /// Adds an operation: how its client and call are made, and how the members of its service's errors are told.
    pub fn add<C, I, O, E>(
        &mut self,
        service: &'static str,
        operation: &'static str,
        builder: fn() -> ClientBuilder<C>,
        call: impl Fn(&C, I) -> Call<O, E> + 'static,
        members: fn(&E) -> Json,
    ) where
        C: From<Client> + 'static,
        I: DeserializeOwned,
        O: Value + Serialize + 'static,
        E: FromParts + Display + 'static,
    {
        let answer = move |asked: &Json| {
            #[cfg(feature = "send")]
            if asked.get("catch").is_some() {
                let catcher = catcher::Catcher::default();
                let client = client(catcher.before(builder()), asked)?;
                let sent = call(&client, input(asked)?).send_blocking();
                return catcher.caught(sent.map(drop));
            }
            let client = client(builder(), asked)?;
            answer(asked, call(&client, input(asked)?), members)
        };
        self.0.insert((service, operation), Box::new(answer));
    }

    /// Answers line by line until there is no more.
    ///
    /// # Errors
    /// Standard input or output fails.
    pub fn serve(&self) -> std::io::Result<()> {
        let mut output = std::io::stdout().lock();
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            let answered = catch_unwind(AssertUnwindSafe(|| self.answer(&line)));
            let answer = match answered {
                Ok(Ok(answer)) => answer,
                Ok(Err(why)) => json!({ "failure": why }),
                Err(_) => json!({ "failure": "panicked" }),
            };
            writeln!(output, "{answer}")?;
        }
        output.flush()
    }

    fn answer(&self, line: &str) -> Result<Json, String> {
        let asked: Json = serde_json::from_str(line).map_err(text)?;
        let name = |key: &str| asked.get(key).and_then(Json::as_str).unwrap_or_default();
        let found = self.0.get(&(name("service"), name("operation")));
        let operation = found.ok_or("the probe has no such operation")?;
        operation(&asked)
    }
}

fn input<I: DeserializeOwned>(asked: &Json) -> Result<I, String> {
    let params = asked.get("params").cloned().unwrap_or_else(|| json!({}));
    serde_json::from_value(params).map_err(text)
}

fn client<C: From<Client>>(builder: ClientBuilder<C>, asked: &Json) -> Result<C, String> {
    if let Some(settings) = asked.get("settings") {
        let builder = settings::apply(builder, settings);
        #[cfg(feature = "send")]
        let builder = send::patient(builder);
        return builder.build().map_err(text);
    }
    let endpoint = asked.get("endpoint").and_then(Json::as_str);
    builder
        .region("us-east-1")
        .endpoint_url(endpoint.unwrap_or("https://example.com"))
        // botocore puts buckets into the path of an endpoint that is given.
        .endpoint_parameter("ForcePathStyle", true)
        .credentials(Credentials::new("AKIDEXAMPLE", "secret"))
        .build()
        .map_err(text)
}

fn answer<O, E>(asked: &Json, call: Call<O, E>, members: fn(&E) -> Json) -> Result<Json, String>
where
    O: Value + Serialize + 'static,
    E: FromParts + Display + 'static,
{
    if let Some(status) = asked.get("status") {
        let response = response(status, asked)?;
        return told(call.read_response(response), members);
    }
    if let Some(transport) = asked.get("send") {
        let transport = transport.as_str().unwrap_or_default();
        return told(sent(call, transport)?, members);
    }
    if let Some(settings) = asked.get("settings") {
        let credentials = settings::credentials(settings);
        let now = asked.get("now").and_then(Json::as_i64);
        let now = Timestamp::from_second(now.unwrap_or(1_700_000_000)).map_err(text)?;
        if let Some(wish) = asked.get("presign") {
            return presigned::url(call, &credentials, now, wish);
        }
        if let Some(policy) = asked.get("form") {
            return presigned::form(call, &credentials, now, policy);
        }
        let signed = call.signed_request(&credentials, now).map_err(text)?;
        return Ok(shown(&signed));
    }
    match call.http_request() {
        Ok(request) => Ok(shown(&request)),
        Err(error) => Err(text(error)),
    }
}

#[cfg(feature = "send")]
use send::sent;

#[cfg(not(feature = "send"))]
fn sent<O: Value, E: FromParts>(_: Call<O, E>, _: &str) -> Result<Result<O, E>, String> {
    Err("this probe is built without the feature `send`".to_owned())
}

/// The response that a question describes.
fn response(status: &Json, asked: &Json) -> Result<http::Response<Bytes>, String> {
    let status = status
        .as_u64()
        .and_then(|status| u16::try_from(status).ok());
    let mut builder = http::Response::builder().status(status.ok_or("the status is no number")?);
    for header in asked
        .get("headers")
        .and_then(Json::as_array)
        .into_iter()
        .flatten()
    {
        let part = |index: usize| header.get(index).and_then(Json::as_str).unwrap_or_default();
        builder = builder.header(part(0), part(1));
    }
    let body = asked.get("body").and_then(Json::as_str).unwrap_or_default();
    let body = BASE64_STANDARD.decode(body).map_err(text)?;
    builder.body(Bytes::from(body)).map_err(text)
}

fn shown(request: &http::Request<ByteStream>) -> Json {
    let header = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    let headers: Vec<[String; 2]> = request
        .headers()
        .iter()
        .map(|(name, value)| [name.as_str().to_owned(), header(value)])
        .collect();
    json!({ "request": {
        "method": request.method().as_str(),
        "uri": request.uri().to_string(),
        "headers": headers,
        "body": BASE64_STANDARD.encode(request.body().bytes().map_or(&[][..], |bytes| bytes)),
    } })
}

fn told<O, E>(came: Result<O, E>, members: fn(&E) -> Json) -> Result<Json, String>
where
    O: Value + Serialize,
    E: FromParts + Display,
{
    let error = match came {
        Ok(output) => {
            let output = serde_json::to_value(output).map_err(text)?;
            return Ok(json!({ "output": output }));
        }
        Err(error) => error,
    };
    let View::Service(details) = error.view() else {
        return Err(text(error));
    };
    Ok(json!({ "error": {
        "code": details.code(),
        "message": details.message(),
        "request_id": details.request_id(),
        "members": members(&error),
    } }))
}

/// The stream that is the whole body, if there is one.
#[cfg(feature = "send")]
fn stream(output: &mut dyn Value) -> Option<&mut ByteStream> {
    let Slot::Structure(structure) = output.write() else {
        return None;
    };
    let members = structure.schema().members.iter();
    let index = { members }.position(|member| member.traits.contains(&Trait::Streaming))?;
    match structure.slot(index) {
        Slot::Stream(stream) => Some(stream),
        _ => None,
    }
}

/// A modelled error, for the table of a generated probe.
///
/// # Panics
/// It holds a member that can't be serialized.
pub fn modelled(variant: &str, error: &impl Serialize) -> Json {
    let members = serde_json::to_value(error);
    json!({ variant: members.unwrap_or_else(|error| unreachable!("{variant}: {error}")) })
}

fn text(error: impl Display) -> String {
    error.to_string()
}
