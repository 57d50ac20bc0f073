//! Requests to `http` by a proxy, for ureq, which has tunnels alone: the proxy is connected to in the service's place, and
//! is told the whole address.

use std::fmt::{self, Debug, Formatter};

use http::Uri;
use http::uri::Scheme;
use ureq::Error;
use ureq::config::Config;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

use super::proxy::{Proxy, Server};

/// Whether the proxy between here and there is handed the request, and no tunnel is dug.
pub(super) fn is_forwarded(server: &Server, target: &Uri) -> bool {
    // ureq speaks TLS to a proxy only for a tunnel.
    let plain = |address: &Uri| address.scheme() != Some(&Scheme::HTTPS);
    plain(target) && plain(&server.address)
}

fn forwarding<'a>(proxy: &'a Proxy, target: &Uri) -> Option<&'a Server> {
    let server = proxy.between(target)?;
    is_forwarded(server, target).then_some(server)
}

/// Finds the proxy where the service would be looked for.
#[derive(Default)]
pub(super) struct ToProxy {
    pub(super) proxy: Proxy,
    resolver: DefaultResolver,
}

impl ToProxy {
    pub(super) fn new(proxy: Proxy) -> Self {
        Self {
            proxy,
            resolver: DefaultResolver::default(),
        }
    }
}

impl Debug for ToProxy {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        Debug::fmt(&self.proxy, formatter)
    }
}

impl Resolver for ToProxy {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let forwarding = forwarding(&self.proxy, uri);
        let sought = forwarding.map_or(uri, |server| &server.address);
        self.resolver.resolve(sought, config, timeout)
    }
}

/// Tells the proxy the whole address.
#[derive(Debug)]
pub(super) struct Forwarded(pub(super) Proxy);

impl<In: Transport> Connector<In> for Forwarded {
    type Out = ToldWhole<In>;

    fn connect(
        &self,
        details: &ConnectionDetails<'_>,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, Error> {
        let is_tunnel = details.config.proxy().is_some();
        let forwards = !is_tunnel && forwarding(&self.0, details.uri).is_some();
        let authority = details.uri.authority().map_or("", |found| found.as_str());
        let prefix = forwards.then(|| format!("http://{authority}"));
        Ok(chained.map(|connection| ToldWhole {
            connection,
            prefix,
            forwards,
        }))
    }
}

/// A connection whose first request says where it goes; it takes no second one.
#[derive(Debug)]
pub(super) struct ToldWhole<T> {
    connection: T,
    /// What stands before the path; `None` once it was written.
    prefix: Option<String>,
    forwards: bool,
}

impl<T: Transport> Transport for ToldWhole<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.connection.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let Some(prefix) = self.prefix.take() else {
            return self.connection.transmit_output(amount, timeout);
        };
        let written = self.connection.buffers().output();
        let written = written.get(..amount).unwrap_or_default();
        let path = written.iter().position(|byte| *byte == b' ');
        let (method, rest) = written.split_at(path.map_or(0, |space| space + 1));
        let whole = [method, prefix.as_bytes(), rest].concat();
        let mut left = &whole[..];
        while !left.is_empty() {
            let room = self.connection.buffers().output();
            let length = left.len().min(room.len());
            let (now, later) = left.split_at(length);
            if let Some(room) = room.get_mut(..length) {
                room.copy_from_slice(now);
            }
            self.connection.transmit_output(length, timeout)?;
            left = later;
        }
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.connection.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        !self.forwards && self.connection.is_open()
    }

    fn is_tls(&self) -> bool {
        self.connection.is_tls()
    }
}
