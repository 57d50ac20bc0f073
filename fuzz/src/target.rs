//! What is fuzzed: each protocol's reader, reached as a user reaches it, through a call's `read_response`.
//!
//! What was read is thrown away: it may be anything but a panic.

use std::fs;
use std::io;
use std::path::Path;

use http::Response;
use shapesmith_runtime::Bytes;

use crate::services::{cbor, ec2, json, query, rest_json, rest_xml};

/// A decoder, and what it usually reads.
pub struct Target {
    /// What it is called in the arguments.
    pub name: &'static str,
    /// Reads the input as a response of the status.
    pub read: Box<dyn Fn(Response<Bytes>)>,
    /// Whether the input is made of header lines, not of a body.
    pub headers: bool,
    /// Pieces that mean something to the decoder.
    pub words: &'static [&'static [u8]],
    /// Messages in which the second and the fourth part may stand again and again.
    pub hard: &'static [[&'static [u8]; 5]],
    /// Messages as a service sends them.
    pub corpus: Vec<Vec<u8>>,
}

const JSON: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\u",
    b"\\ud800",
    b"null",
    b"true",
    b"1e999",
    b"-0",
    b"{\"Child\":",
    b"{\"Choice\":{\"Deep\":",
    b"\"Numbers\":[",
    b"\"__type\":",
    b"\xff",
    b"NaN",
];

const XML: &[&[u8]] = &[
    b"<",
    b">",
    b"</",
    b"/>",
    b"&lt;",
    b"&#x10ffff;",
    b"&#0;",
    b"&a;",
    b"<!DOCTYPE a [<!ENTITY a \"aa\">]>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?xml ?>",
    b"<Child>",
    b"</Child>",
    b"<member>",
    b"xmlns=\"x\"",
    b"<Map><entry><key>",
];

const CBOR: &[&[u8]] = &[
    b"\x1b\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\x5b\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\x7f",
    b"\x5f",
    b"\x9f",
    b"\xbf",
    b"\xff",
    b"\x9b\x00\x00\x00\x01\x00\x00\x00\x00",
    b"\xbb\x7f\xff\xff\xff\xff\xff\xff\xff",
    b"\xc1",
    b"\xc2\x41\x01",
    b"\xf6",
    b"\xf9\x7e\x00",
    b"\xfb\x7f\xf0\x00\x00\x00\x00\x00\x00",
    b"\xa1\x65Child",
    b"\x81",
    b"\xdb",
];

const HEADERS: &[&[u8]] = &[
    b"\n",
    b": ",
    b",",
    b"\"",
    b"\\\"",
    b"x-list: ",
    b"x-times: ",
    b"x-meta-: ",
    b"x-embedded: ",
    b"=",
    b"NaN",
    b"1e999",
    b"Mon, 16 Dec 2019 23:48:18 GMT",
    b"2019-12-16T23:48:18.5Z",
    b"99999999999999999999",
    b"\xff",
    b"\t",
];

const HARD_JSON: &[[&[u8]; 5]] = &[
    [
        b"{\"Tags\":[",
        b"{},",
        b"{}],\"List\":[",
        b"\"\",",
        b"\"\"]}",
    ],
    [
        b"{\"",
        b"x",
        b"\":1,\"Map\":{",
        b"\"a\":\"b\",",
        b"\"c\":\"d\"}}",
    ],
    [
        b"{\"Text\":\"",
        b"\\n",
        b"\",\"List\":[\"",
        b"\\u0041",
        b"\"]}",
    ],
    [b"{\"New\":[", b"{\"\":0},", b"[{\"", b"x", b"\":[0]}]]}"],
    [
        b"{\"FlatMap\":{",
        b"\"a\":{},",
        b"\"b\":{}},\"Numbers\":[",
        b"\"9\",",
        b"1]}",
    ],
];

const HARD_XML: &[[&[u8]; 5]] = &[
    [b"<n", b"n", b">", b"<a/>", b"</n>"],
    [
        b"<n",
        b"n",
        b">",
        b"<FlatMap><V/><K>a</K></FlatMap>",
        b"</n>",
    ],
    [
        b"<E",
        b"E",
        b"><GetBodyResult>",
        b"<FlatMap><V/><K>a</K></FlatMap>",
        b"</GetBodyResult></E>",
    ],
    [b"<E ", b"a=\"1\" ", b">", b"<a>&amp;</a>", b"</E>"],
    [
        b"<E><Tags>",
        b"<m/>",
        b"</Tags><Text>",
        b"&lt;<!-- -->",
        b"</Text></E>",
    ],
    [
        b"<E><Error>",
        b"<a><b/></a>",
        b"</Error><c>",
        b"<a/>",
        b"</c></E>",
    ],
];

const HARD_CBOR: &[[&[u8]; 5]] = &[
    [
        b"\xbf\x64Tags\x9f",
        b"\xa0",
        b"\xff\x64List\x9f",
        b"\x60",
        b"\xff\xff",
    ],
    [
        b"\xbf\x64Text\x7f",
        b"\x60",
        b"\xff\x64Data\x5f",
        b"\x41a",
        b"\xff\xff",
    ],
    [
        b"\xbf\x63New\x9f",
        b"\xa1\x60\x00",
        b"\xff\x64More\x9f",
        b"\x80",
        b"\xff\xff",
    ],
    [
        b"\xbf\x65Count",
        b"\xc1",
        b"\x01\x67FlatMap\xbf",
        b"\x61a\xa0",
        b"\xff\xff",
    ],
];

const HARD_HEADERS: &[[&[u8]; 5]] = &[
    [b"x-list: ", b",", b"\nx-times: ", b"a, ", b""],
    [b"x-text: ", b"x", b"\n", b"x-meta-b: 1\n", b""],
    [b"x-list: ", b"\"\\\"\",", b"\n", b"x-numbers: 1\n", b""],
];

/// A target for one operation of one generated service.
macro_rules! target {
    ($name:literal, $service:ident.$operation:ident, $words:expr, $hard:expr, $headers:expr) => {{
        let builder = $service::Client::builder()
            .region("us-east-1")
            .credentials($service::Credentials::new("AKIDEXAMPLE", "secret"));
        let client = builder.build().map_err(io::Error::other)?;
        let call = client.$operation();
        Target {
            name: $name,
            read: Box::new(move |response| drop(call.read_response(response))),
            headers: $headers,
            words: $words,
            hard: $hard,
            corpus: corpus($name)?,
        }
    }};
}

/// All targets with their corpora.
///
/// # Errors
/// A corpus can't be read, or a client can't be made.
pub fn all() -> io::Result<Vec<Target>> {
    Ok(vec![
        target!("json", json.get_body, JSON, HARD_JSON, false),
        target!("rest-json", rest_json.get_body, JSON, HARD_JSON, false),
        target!("rest-xml", rest_xml.get_body, XML, HARD_XML, false),
        target!("query", query.get_body, XML, HARD_XML, false),
        target!("ec2", ec2.get_body, XML, HARD_XML, false),
        target!("cbor", cbor.get_body, CBOR, HARD_CBOR, false),
        target!("headers", rest_json.get_head, HEADERS, HARD_HEADERS, true),
    ])
}

/// The files of `corpus/<name>`, in the order of their names, so that a seed means the same everywhere.
fn corpus(name: &str) -> io::Result<Vec<Vec<u8>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("corpus")
        .join(name);
    let mut paths = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    paths.iter().map(fs::read).collect()
}

impl Target {
    /// The response that carries the input.
    pub fn response(&self, status: u16, input: &[u8]) -> Response<Bytes> {
        let mut builder = Response::builder().status(status);
        let mut body = Bytes::new();
        if self.headers {
            for line in input.split(|byte| *byte == b'\n') {
                let middle = line.iter().position(|byte| *byte == b':');
                let (name, value) = line.split_at(middle.unwrap_or(line.len()));
                let value = value.get(1..).unwrap_or_default().trim_ascii();
                let name = http::HeaderName::from_bytes(name);
                if let (Ok(name), Ok(value)) = (name, http::HeaderValue::from_bytes(value)) {
                    builder = builder.header(name, value);
                }
            }
        } else {
            body = Bytes::copy_from_slice(input);
        }
        builder.body(body).unwrap_or_default()
    }
}
