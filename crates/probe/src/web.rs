//! Fetches small files over HTTPS from hosts that users name. Every address is vetted, as for a probe.

use std::net::IpAddr;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::Addrs;
use reqwest::dns::Name;
use reqwest::dns::Resolve;
use reqwest::dns::Resolving;
use smtp_doctor_core::settings::Host;

use crate::context::Context;
use crate::net::Net;

/// The largest file, in bytes.
const MAX_FILE: usize = 64 * 1024;

/// Fetches `path` from `host`. None if the file does not exist, is too large, or must not be fetched.
pub(crate) async fn fetch(ctx: &Context, host: &str, path: &str, limit: Duration) -> Option<String> {
    // An IP address would skip the lookup, which does the vetting.
    if host.parse::<IpAddr>().is_ok() || !matches!(Host::parse(host), Some(Host::Name(_))) {
        return None;
    }
    let client = reqwest::Client::builder()
        .tls_backend_preconfigured(ctx.trust.for_https())
        .dns_resolver(Arc::new(VettingResolver(ctx.net.clone())))
        // A proxy would do its own lookup, and a redirect could lead anywhere.
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .https_only(true)
        .timeout(limit)
        .build()
        .ok()?;
    let mut response = client.get(format!("https://{host}{path}")).send().await.ok()?;
    if !response.status().is_success() {
        return None;
    }
    let mut file = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        file.extend_from_slice(&chunk);
        if file.len() > MAX_FILE {
            return None;
        }
    }
    String::from_utf8(file).ok()
}

/// A resolver that returns only vetted addresses.
struct VettingResolver(Net);

impl Resolve for VettingResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let net = self.0.clone();
        Box::pin(async move {
            let host = Host::Name(name.as_str().to_owned());
            let found = net.resolve_https(&host).await.map_err(|failure| format!("{failure:?}"))?;
            let addresses: Vec<SocketAddr> = found.into_iter().map(|it| it.get()).collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
