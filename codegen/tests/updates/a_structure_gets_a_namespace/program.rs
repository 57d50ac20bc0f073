// After the update: another meaning.
use super::service::Client;
use super::service::types::{Request, Part};

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let part = Part::new().one("a");
    let request = client.call(Request::new().part(part)).http_request().unwrap();
    vec![String::from_utf8_lossy(request.body().bytes().unwrap()).into_owned()]
}
