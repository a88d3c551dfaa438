//! Looks for settings that work where those that were tried do not. Bounded, up to EHLO, without credentials.

use std::time::Duration;

use smtp_doctor_core::Finding;
use smtp_doctor_core::finding::SettingsPatch;
use smtp_doctor_core::probe::Stage;
use smtp_doctor_core::settings::Auth;
use smtp_doctor_core::settings::Endpoint;
use smtp_doctor_core::settings::Host;
use smtp_doctor_core::settings::Security;
use smtp_doctor_core::settings::Settings;
use tokio::task::JoinSet;

use crate::context::Context;
use crate::offer;
use crate::offer::COMMON_HOST_LABELS;
use crate::offer::Offer;
use crate::offer::SUBMISSION_PORTS;
use crate::stage::auth::FOR_PASSWORDS;
use crate::stage::auth::FOR_TOKENS;

/// So many endpoints are asked at most, all at once.
const MAX_CANDIDATES: usize = 6;

/// Each has this long.
const LIMIT: Duration = Duration::from_secs(5);

/// Whether a failure in `stage` can be one of the server's address, its port or the pairing.
pub(crate) fn may_help(stage: Stage, finding: &Finding) -> bool {
    let before_sign_in = stage <= Stage::EhloAgain || finding.about.slug == "auth-not-offered";
    // Asking elsewhere would not make an address permitted, nor a name server answer.
    before_sign_in && !matches!(finding.about.slug, "target-not-allowed" | "dns-unavailable")
}

/// The change that makes `settings` work as far as EHLO, and what was seen there.
pub(crate) async fn find(ctx: &Context, settings: &Settings, finding: &Finding) -> Option<(SettingsPatch, String)> {
    let candidates = candidates(settings, finding);
    let limit = LIMIT.min(ctx.deadlines.stage);
    let mut asked = JoinSet::new();
    for (rank, endpoint) in candidates.into_iter().enumerate() {
        let ctx = ctx.clone();
        asked.spawn(async move { (rank, offer::ask(&ctx, endpoint, limit).await) });
    }
    let mut best: Option<(usize, Offer)> = None;
    while let Some(ended) = asked.join_next().await {
        let Ok((rank, Some(seen))) = ended else { continue };
        if fits(&seen, settings) && best.as_ref().is_none_or(|it| rank < it.0) {
            best = Some((rank, seen));
            if rank == 0 {
                break;
            }
        }
    }
    let (_, seen) = best?;
    Some((patch(&settings.endpoint, &seen.endpoint), format!("Seen to work: {}", seen.describe())))
}

/// Whether the sign in could go on there: credentials need encryption and a mechanism that takes them.
fn fits(seen: &Offer, settings: &Settings) -> bool {
    let usable = match settings.auth {
        Auth::None => return true,
        Auth::Password { .. } => FOR_PASSWORDS,
        Auth::MicrosoftOauth(_) | Auth::AccessToken { .. } => FOR_TOKENS,
    };
    seen.tls_version.is_some() && seen.auth.iter().any(|it| usable.contains(it))
}

/// What may work instead, the likeliest first: the finding's own proposal, what the service documents, the usual pairs
/// at the same host.
fn candidates(settings: &Settings, finding: &Finding) -> Vec<Endpoint> {
    let tried = &settings.endpoint;
    let mut candidates: Vec<Endpoint> = Vec::new();
    let mut add = |host: &Host, port: u16, security: Security| {
        let endpoint = Endpoint { host: host.clone(), port, security };
        if endpoint != *tried && !candidates.contains(&endpoint) {
            candidates.push(endpoint);
        }
    };
    if let Some(fix) = &finding.fix {
        let host = match &fix.server {
            Some(name) => Host::parse(name).unwrap_or_else(|| tried.host.clone()),
            None => tried.host.clone(),
        };
        let port = fix.port.as_deref().and_then(|it| it.parse().ok()).unwrap_or(tried.port);
        add(&host, port, fix.security.unwrap_or(tried.security));
    }
    if let Some(provider) = tried.provider() {
        for known in provider.endpoints {
            add(&tried.host, known.port, known.security);
        }
    }
    // A domain typed as server: its servers usually have one of these names.
    let named = match &tried.host {
        Host::Name(name) if finding.about.slug == "dns-not-found" => COMMON_HOST_LABELS
            .iter()
            .filter(|it| !name.starts_with(**it))
            .filter_map(|it| Host::parse(&format!("{it}.{name}")))
            .collect(),
        Host::Name(_) | Host::Ip(_) => Vec::new(),
    };
    for host in named.iter().chain((named.is_empty()).then_some(&tried.host)) {
        for (port, security) in SUBMISSION_PORTS.into_iter().chain([(2525, Security::Starttls)]) {
            add(host, port, security);
        }
    }
    // The typed port may only speak another way.
    for security in [Security::ImplicitTls, Security::Starttls] {
        add(&tried.host, tried.port, security);
    }
    candidates.truncate(MAX_CANDIDATES);
    candidates
}

fn patch(tried: &Endpoint, works: &Endpoint) -> SettingsPatch {
    SettingsPatch {
        server: (tried.host != works.host).then(|| works.host.to_string()),
        port: (tried.port != works.port).then(|| works.port.to_string()),
        security: (tried.security != works.security).then_some(works.security),
        ..SettingsPatch::default()
    }
}
