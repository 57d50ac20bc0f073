// After the update: the same.
use super::service::Client;
use super::service::types::{Kind, Request};

pub fn observed() -> Vec<String> {
    let kinds = [Kind::ReadHyphenOnlyLower, Kind::ReadUnderscoreOnlyUpper];
    kinds
        .into_iter()
        .map(|kind| sent!(Client, call(Request::new().kind(kind))))
        .collect()
}
