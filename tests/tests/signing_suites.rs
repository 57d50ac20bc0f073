//! AWS's suites for Signature Version 4 and 4A as the official signer's package carries them, through the signer that every
//! call uses. Signatures of 4A differ from one signer to the next: they are verified with the suite's key, over the suite's text.

#![allow(clippy::unwrap_used, reason = "a test may fail so")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use p256::ecdsa::signature::Verifier as _;
use p256::ecdsa::{DerSignature, VerifyingKey};
use serde_json::Value;
use shapesmith_runtime::presign::{sign_url, sign_url_v4a};
use shapesmith_runtime::{Bytes, Credentials, SigningScope, Timestamp, sign, sign_v4a};

/// The suite's folder in the package, which the lockfile pins.
fn suite(version: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut cargo = Command::new(env!("CARGO"));
    let listed = cargo.args(["metadata", "--format-version", "1", "--locked"]);
    let listed = listed.current_dir(root).output().unwrap();
    assert!(listed.status.success(), "cargo lists no packages");
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let packages = listed["packages"].as_array().unwrap();
    let package = packages.iter().find(|found| found["name"] == "aws-sigv4");
    let manifest = Path::new(package.unwrap()["manifest_path"].as_str().unwrap());
    let folder = manifest.parent().unwrap().join("aws-signing-test-suite");
    folder.join(version)
}

struct Case {
    folder: PathBuf,
    name: String,
    context: Value,
}

impl Case {
    fn all(version: &str) -> Vec<Self> {
        let folders = fs::read_dir(suite(version)).unwrap();
        let case = |folder: PathBuf| Self {
            name: folder.file_name().unwrap().to_str().unwrap().to_owned(),
            context: serde_json::from_slice(&fs::read(folder.join("context.json")).unwrap())
                .unwrap(),
            folder,
        };
        // Two of an older suite beside it have no context.
        let folders = folders.map(|entry| entry.unwrap().path());
        let folders = folders.filter(|folder| folder.join("context.json").exists());
        let mut cases: Vec<Self> = folders.map(case).collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    fn read(&self, file: &str) -> String {
        let text = fs::read_to_string(self.folder.join(file)).unwrap();
        text.replace("\r\n", "\n")
    }

    /// Whether the token is added after signing.
    fn omits_token(&self) -> bool {
        self.context["omit_session_token"] == true
    }

    fn credentials(&self) -> Credentials {
        let given = &self.context["credentials"];
        let text = |key: &str| given[key].as_str();
        let (id, secret) = (text("access_key_id"), text("secret_access_key"));
        let credentials = Credentials::new(id.unwrap(), secret.unwrap());
        match text("token").filter(|_| !self.omits_token()) {
            Some(token) => credentials.session_token(token),
            None => credentials,
        }
    }

    fn scope(&self) -> SigningScope<'_> {
        let text = |key: &str| self.context[key].as_str().unwrap();
        SigningScope {
            region: text("region"),
            service: text("service"),
            now: text("timestamp").parse::<Timestamp>().unwrap(),
            // A space can't stand in a URI, so this path is encoded before it is signed.
            raw_path: self.context["normalize"] == false || self.name.starts_with("get-space"),
            unsigned_payload: false,
        }
    }

    fn request(&self) -> http::Request<Bytes> {
        let raw = self.read("request.txt");
        let (head, body) = raw.split_once("\n\n").unwrap_or((&raw, ""));
        let mut lines = head.lines();
        let (method, rest) = lines.next().unwrap().split_once(' ').unwrap();
        let path = rest.strip_suffix(" HTTP/1.1").unwrap().replace(' ', "%20");
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines.filter(|line| !line.is_empty()) {
            match line.split_once(':').filter(|_| !line.starts_with(' ')) {
                Some((name, value)) => headers.push((name.to_owned(), value.trim().to_owned())),
                None => headers.last_mut().unwrap().1.push_str(line),
            }
        }
        let is_host = |(name, _): &&(String, String)| name.eq_ignore_ascii_case("host");
        let host = &headers.iter().find(is_host).unwrap().1;
        let uri = format!("https://{host}{path}");
        let mut request = http::Request::builder().method(method).uri(uri);
        for (name, value) in &headers {
            request = request.header(name, value);
        }
        if self.context["sign_body"] == true {
            let canonical = self.read("header-canonical-request.txt");
            let mut lines = canonical.lines();
            let hash = lines.find_map(|line| line.strip_prefix("x-amz-content-sha256:"));
            request = request.header("x-amz-content-sha256", hash.unwrap());
        }
        request.body(Bytes::from(body.to_owned())).unwrap()
    }

    /// The request of a URL: the body's hash is a header of others.
    fn of_url(&self) -> http::Request<Bytes> {
        let mut request = self.request();
        request.headers_mut().remove("x-amz-content-sha256");
        request
    }

    /// How long a URL holds.
    fn expires(&self) -> Duration {
        Duration::from_secs(self.context["expiration_in_seconds"].as_u64().unwrap())
    }

    /// What verifies signatures of 4A.
    fn key(&self) -> VerifyingKey {
        let key: Value = serde_json::from_str(&self.read("public-key.json")).unwrap();
        let place = |axis: &str| bytes(key[axis].as_str().unwrap());
        let point = [vec![4], place("X"), place("Y")].concat();
        VerifyingKey::from_sec1_bytes(&point).unwrap()
    }

    /// The same as the suite has it.
    fn expected(&self) -> (String, String) {
        let request = self.read("header-signed-request.txt");
        let mut lines = request.lines();
        let header = lines.find_map(|line| line.strip_prefix("Authorization:"));
        signed(header.unwrap())
    }
}

/// The header that says who signed, up to the signature; and the signature.
fn signed(header: &str) -> (String, String) {
    let (head, signature) = header.split_once("Signature=").unwrap();
    (head.to_owned(), signature.to_owned())
}

fn of_request(request: &http::Request<Bytes>) -> &str {
    request.headers()["authorization"].to_str().unwrap()
}

fn bytes(digits: &str) -> Vec<u8> {
    let byte = |place: usize| u8::from_str_radix(&digits[place..place + 2], 16).unwrap();
    (0..digits.len()).step_by(2).map(byte).collect()
}

#[test]
fn every_case_of_version_4_is_signed_alike() {
    let cases = Case::all("v4");
    assert_eq!(cases.len(), 38, "cases");
    for case in &cases {
        let mut request = case.request();
        sign(&mut request, &case.credentials(), &case.scope()).unwrap();
        assert_eq!(
            signed(of_request(&request)),
            case.expected(),
            "{}",
            case.name
        );
    }
}

#[test]
fn every_case_of_version_4a_verifies_with_the_suites_key() {
    let cases = Case::all("v4a");
    assert_eq!(cases.len(), 38, "cases");
    for case in &cases {
        let mut request = case.request();
        sign_v4a(&mut request, &case.credentials(), &case.scope()).unwrap();
        let (head, signature) = signed(of_request(&request));
        assert_eq!(head, case.expected().0, "{}", case.name);
        let key = case.key();
        let signature = DerSignature::from_bytes(&bytes(&signature)).unwrap();
        let text = case.read("header-string-to-sign.txt");
        assert!(
            key.verify(text.as_bytes(), &signature).is_ok(),
            "{}",
            case.name
        );
        assert!(key.verify(b"another", &signature).is_err(), "{}", case.name);
    }
}

#[test]
fn every_case_of_version_4_becomes_the_same_url() {
    for case in &Case::all("v4") {
        let signed = sign_url(
            case.of_url(),
            &case.credentials(),
            &case.scope(),
            case.expires(),
        );
        let signed = signed.unwrap();
        let (_, signature) = signed.url().rsplit_once("&X-Amz-Signature=").unwrap();
        let expected = case.read("query-signature.txt");
        assert_eq!(signature, expected.trim(), "{}", case.name);
    }
}

#[test]
fn every_url_of_version_4a_verifies_with_the_suites_key() {
    for case in &Case::all("v4a") {
        let (credentials, scope) = (case.credentials(), case.scope());
        let signed = sign_url_v4a(case.of_url(), &credentials, &scope, case.expires()).unwrap();
        let (_, signature) = signed.url().rsplit_once("&X-Amz-Signature=").unwrap();
        let signature = DerSignature::from_bytes(&bytes(signature)).unwrap();
        let text = case.read("query-string-to-sign.txt");
        let verified = case.key().verify(text.as_bytes(), &signature);
        assert!(verified.is_ok(), "{}", case.name);
    }
}
