//! Connections that are open and wait for another request.

use std::collections::HashMap;
use std::io;
use std::sync::Mutex;
use std::time::Instant;

use http::Uri;
use http::uri::Scheme;

use super::connection::Connection;
use crate::lock::lock;
use crate::transport::{IDLE, IDLE_CONNECTIONS};

/// What a connection leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Site {
    is_secret: bool,
    pub(super) host: String,
    pub(super) port: u16,
}

impl Site {
    /// # Errors
    /// The address has no host.
    pub(super) fn of(uri: &Uri) -> io::Result<Self> {
        let is_secret = uri.scheme() == Some(&Scheme::HTTPS);
        let host = uri
            .host()
            .ok_or_else(|| io::Error::other("the address has no host"))?;
        let usual = if is_secret { 443 } else { 80 };
        Ok(Self {
            is_secret,
            host: host.to_owned(),
            port: uri.port_u16().unwrap_or(usual),
        })
    }
}

/// The connections that wait, each since some moment.
#[derive(Default)]
pub(super) struct Pool(Mutex<HashMap<Site, Vec<(Connection, Instant)>>>);

impl Pool {
    /// The one that was used last and is still open.
    pub(super) fn take(&self, site: &Site) -> Option<Connection> {
        loop {
            let (mut connection, since) = lock(&self.0).get_mut(site)?.pop()?;
            if since.elapsed() < IDLE && connection.is_idle() {
                return Some(connection);
            }
        }
    }

    pub(super) fn put(&self, connection: Connection) {
        let mut waiting = lock(&self.0);
        let of_site = waiting.entry(connection.site.clone()).or_default();
        of_site.retain(|(_, since)| since.elapsed() < IDLE);
        if of_site.len() < IDLE_CONNECTIONS {
            of_site.push((connection, Instant::now()));
        }
    }
}
