// After the update: E0308.
use super::service::Client;
use super::service::types::{Choice, Request};

pub fn observed() -> Vec<String> {
    vec![sent!(Client, call(Request::new().choice(Choice::Second("two".to_owned()))))]
}
