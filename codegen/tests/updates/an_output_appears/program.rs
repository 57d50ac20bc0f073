// After the update: E0308.
use shapesmith_runtime::http;

use super::service::Client;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let answer = client.other().read_response(http::Response::new("{}".to_owned()));
    let () = answer.unwrap();
    Vec::new()
}
