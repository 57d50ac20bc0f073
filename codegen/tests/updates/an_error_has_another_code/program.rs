// After the update: another meaning.
use super::service::Error;
use super::service::Client;
use super::service::types::Request;

pub fn observed() -> Vec<String> {
    let client: Client = crate::client();
    let outcome = client
        .call(Request::new())
        .read_response(crate::refusal("Lost"));
    vec![match outcome {
        Err(Error::Lost(error)) => format!("meant: {error:?}"),
        _ => "another".to_owned(),
    }]
}
