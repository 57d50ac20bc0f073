//! A crate that generates its client while it is built.

#![deny(warnings, missing_docs, unreachable_pub, clippy::pedantic)]

/// The service, as far as it is used here.
pub mod fsx {
    include!(concat!(env!("OUT_DIR"), "/fsx.rs"));
}

#[cfg(test)]
mod tests {
    use super::fsx::Client;
    use super::fsx::types::CreateBackupRequest;

    #[test]
    fn the_chosen_operations_can_be_called() {
        let client = Client::builder()
            .endpoint_url("http://localhost:1")
            .build()
            .unwrap();
        let request = CreateBackupRequest::new().volume_id("fsvol-0123456789abcdef0");
        let sent = client.create_backup(request).http_request().unwrap();
        assert!(
            std::str::from_utf8(sent.body().bytes().unwrap())
                .unwrap()
                .contains("fsvol-0123456789abcdef0")
        );
    }
}
