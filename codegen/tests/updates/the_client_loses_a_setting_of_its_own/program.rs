// After the update: E0599.
use super::service::{Client, ClientSettings as _};

pub fn observed() -> Vec<String> {
    let builder = Client::builder().elsewhere(true);
    vec![builder.region("eu-west-1").build().is_ok().to_string()]
}
