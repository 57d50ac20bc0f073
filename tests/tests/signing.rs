//! AWS's own suite for Signature Version 4, through the signer that every call uses.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};

use shapesmith_runtime::{Bytes, Credentials, SigningScope, Timestamp, sign};
use shapesmith_tests::source;

/// The suite's directories that hold a case, at any depth.
fn cases(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if !path.is_dir() {
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.join(format!("{name}.req")).exists() {
            found.push(path.clone());
        }
        cases(&path, found);
    }
}

fn read(case: &Path, extension: &str) -> String {
    let name = case.file_name().unwrap().to_str().unwrap();
    fs::read_to_string(case.join(format!("{name}.{extension}"))).unwrap()
}

/// The request of a `.req` file; a folded header becomes one line.
fn request(raw: &str) -> http::Request<Bytes> {
    let (head, body) = raw.split_once("\n\n").unwrap_or((raw, ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap();
    let (method, rest) = first.split_once(' ').unwrap();
    let path = rest.strip_suffix(" HTTP/1.1").unwrap().replace(' ', "%20");
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if line.starts_with(' ') {
            let last = headers.last_mut().unwrap();
            last.1.push_str(line);
        } else {
            let (name, value) = line.split_once(':').unwrap();
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    let host = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("host"));
    let uri = format!("https://{}{path}", host.unwrap().1);
    let mut request = http::Request::builder().method(method).uri(uri);
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    request.body(Bytes::from(body.to_owned())).unwrap()
}

#[test]
fn every_case_of_the_suite_is_signed_alike() {
    let Some(folder) = source::botocore_unit_tests() else {
        return;
    };
    let mut found = Vec::new();
    cases(&folder.join("auth/aws4_testsuite"), &mut found);
    found.sort();
    assert!(found.len() >= 30, "{} cases", found.len());
    let mut wrong = Vec::new();
    for case in &found {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let mut request = request(&read(case, "req"));
        let credentials =
            Credentials::new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
        // Where the token isn't in the request yet, the canonical form says what it is.
        let canonical = read(case, "creq");
        let token = canonical
            .lines()
            .find_map(|line| line.strip_prefix("x-amz-security-token:"));
        let credentials = match token {
            Some(token) => credentials.session_token(token),
            None => credentials,
        };
        let scope = SigningScope {
            region: "us-east-1",
            service: "service",
            now: "2015-08-30T12:36:00Z".parse::<Timestamp>().unwrap(),
            // A space can't stand in a URI, so this path is encoded before it is signed.
            raw_path: name == "get-space",
            unsigned_payload: false,
        };
        sign(&mut request, &credentials, &scope).unwrap();
        let signed = request.headers()["authorization"].to_str().unwrap();
        if signed != read(case, "authz").trim() {
            wrong.push(format!(
                "{name}\n  {signed}\n  {}",
                read(case, "authz").trim()
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        found.len(),
        wrong.join("\n")
    );
}
