//! The settings of TLS: made once per process, off the executor, as reading the platform's certificates takes milliseconds.

use std::sync::OnceLock;

use rustls::{ClientConfig, RootCertStore};

use crate::error::TransportError;

/// What every connection of the process is made with.
pub(super) struct Settings {
    pub(super) config: ClientConfig,
    /// Whether any certificate is trusted.
    pub(super) trusts: bool,
}

impl Settings {
    /// Trusts what the platform trusts.
    fn load() -> Result<Self, rustls::Error> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
        Self::trusting(roots)
    }

    /// # Errors
    /// There is no TLS with these settings.
    pub(super) fn trusting(roots: RootCertStore) -> Result<Self, rustls::Error> {
        let trusts = !roots.is_empty();
        let provider = rustls::crypto::ring::default_provider();
        let versions = ClientConfig::builder_with_provider(provider.into());
        let versions = versions.with_safe_default_protocol_versions()?;
        let config = versions.with_root_certificates(roots).with_no_client_auth();
        Ok(Self { config, trusts })
    }
}

static SETTINGS: OnceLock<Result<Settings, rustls::Error>> = OnceLock::new();

/// # Errors
/// There is no TLS with these settings.
pub(super) async fn settings() -> Result<&'static Settings, TransportError> {
    let settings = if let Some(settings) = SETTINGS.get() {
        settings
    } else {
        let loaded = tokio::task::spawn_blocking(|| SETTINGS.get_or_init(Settings::load));
        loaded.await.map_err(TransportError::new)?
    };
    let failed = |error: &rustls::Error| TransportError::new(error.clone());
    settings.as_ref().map_err(failed)
}
