// After the update: the same.
use super::service::Client;
use super::service::types::{Kind, Request};

pub fn observed() -> Vec<String> {
    let mut seen: Vec<String> = Kind::VALUES
        .iter()
        .map(|value| (*value).to_owned())
        .collect();
    for kind in [Kind::A, Kind::B, Kind::C] {
        seen.push(sent!(Client, call(Request::new().kind(kind))));
    }
    seen
}
