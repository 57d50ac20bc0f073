// After the update: E0432.
use super::service::Client;
use super::service::types::OtherRequest;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let _ = client.other(OtherRequest::new());
    Vec::new()
}
