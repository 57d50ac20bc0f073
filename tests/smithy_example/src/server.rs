//! A service on loopback that knows one city. It is a stand-in for an example: a request is a head without a body.

use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};

/// Starts the service; gives its address, and the heads of the requests that come, line by line.
///
/// # Errors
/// There is no port to listen on.
pub fn start() -> std::io::Result<(String, Receiver<Vec<String>>)> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = format!("http://{}", listener.local_addr()?);
    let (told, heads) = channel();
    std::thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let told = told.clone();
            std::thread::spawn(move || {
                while let Some(head) = answered(&connection) {
                    if told.send(head).is_err() {
                        break;
                    }
                }
            });
        }
    });
    Ok((address, heads))
}

/// Reads one request and answers it; `None` when the connection is over.
fn answered(connection: &TcpStream) -> Option<Vec<String>> {
    let mut head = Vec::new();
    for line in BufReader::new(connection).lines() {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let path = head.first()?.split(' ').nth(1)?;
    let (status, error, body) = match path.split('?').next()? {
        "/cities" => ("200 OK", "", r#"{"count": 1}"#),
        "/cities/oslo/forecast" => ("200 OK", "", r#"{"sky": "clear", "temperature": -3.5}"#),
        _ => (
            "404 Not Found",
            "x-amzn-errortype: NoSuchCity\r\n",
            r#"{"message": "only oslo"}"#,
        ),
    };
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 {status}\r\ncontent-type: application/json\r\n{error}content-length: {length}\r\n\r\n{body}"
    );
    (&*connection).write_all(answer.as_bytes()).ok()?;
    Some(head)
}
