// After the update: E0061.
use super::service::Client;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let _ = client.other(Default::default());
    Vec::new()
}
