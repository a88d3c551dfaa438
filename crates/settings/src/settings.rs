//! Parsed settings, ready for a probe.

use smtp_doctor_catalogue::Finding;
use smtp_doctor_catalogue::entries::RECIPIENT_BLANK;
use smtp_doctor_model::Field;
use smtp_doctor_model::Security;
use smtp_doctor_model::Severity;

use crate::address::Address;
use crate::auth;
use crate::auth::Auth;
use crate::form::AuthForm;
use crate::form::SettingsForm;
use crate::host;
use crate::host_name::Host;
use crate::list;
use crate::pasted;
use crate::port;
use crate::provider;
use crate::provider::Provider;

/// Parsed settings, ready for a probe.
#[derive(Debug)]
pub struct Settings {
    /// Where to connect.
    pub endpoint: Endpoint,
    /// How to sign in.
    pub auth: Auth,
    /// Sender and recipients.
    pub envelope: Envelope,
}

/// Where to connect.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// The server.
    pub host: Host,
    /// Its TCP port, 1 to 65535.
    pub port: u16,
    /// The secure connection.
    pub security: Security,
}

/// Sender and recipients (RFC 5321 §2.3.1).
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Envelope {
    /// The sender.
    pub from: Address,
    /// To, Cc and Bcc together; may be empty.
    pub recipients: Vec<Address>,
}

/// The result of parsing a form: settings if there is no error, and all problems in form order.
#[derive(Debug)]
pub struct Parsed {
    /// The settings, unless a finding is an error.
    pub settings: Option<Settings>,
    /// The problems, in form order.
    pub findings: Vec<Finding>,
}

impl Settings {
    /// Parses a form.
    pub fn parse(form: &SettingsForm) -> Parsed {
        let (draft, findings) = Draft::read(form);
        let usable = findings.iter().all(|it| it.severity != Severity::Error);
        Parsed { settings: if usable { draft.into_settings(form) } else { None }, findings }
    }

    /// The known service that the server belongs to.
    pub fn provider(&self) -> Option<&'static Provider> {
        self.endpoint.provider()
    }
}

impl Endpoint {
    /// The known service that the server belongs to.
    pub fn provider(&self) -> Option<&'static Provider> {
        match &self.host {
            Host::Name(name) => provider::by_host(name),
            Host::Ip(_) => None,
        }
    }
}

/// The form fields that could be parsed, as text that is safe to show. A field that could not be parsed is `None`, because
/// it may contain a misplaced secret.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct ReadableFields {
    /// The host name or IP address, without the rest of a URL.
    pub server: Option<String>,
    /// The port.
    pub port: Option<u16>,
    /// The tenant ID.
    pub tenant_id: Option<String>,
    /// The client ID.
    pub client_id: Option<String>,
    /// The From address.
    pub from: Option<String>,
}

impl SettingsForm {
    /// The fields that could be parsed.
    pub fn readable_fields(&self) -> ReadableFields {
        let (draft, _) = Draft::read(self);
        let (tenant_id, client_id) = match &self.auth {
            AuthForm::MicrosoftOauth { tenant_id, client_id, .. } => {
                (auth::tenant_id(tenant_id), auth::client_id(client_id))
            }
            AuthForm::None | AuthForm::Password { .. } | AuthForm::AccessToken { .. } => (None, None),
        };
        ReadableFields {
            server: draft.host.map(|it| it.to_string()).or_else(|| pasted::embedded_host(&self.server)),
            port: draft.port,
            tenant_id,
            client_id,
            from: draft.from.map(|it| it.to_string()),
        }
    }
}

/// The fields that could be parsed, independently of each other, so that advice on one does not wait for the others.
pub(crate) struct Draft {
    pub(crate) host: Option<Host>,
    pub(crate) port: Option<u16>,
    pub(crate) from: Option<Address>,
    /// The known service that the server belongs to.
    pub(crate) provider: Option<&'static Provider>,
    recipients: Vec<Address>,
}

impl Draft {
    /// Parses every field and collects all problems.
    pub(crate) fn read(form: &SettingsForm) -> (Self, Vec<Finding>) {
        let mut findings = Vec::new();
        let (host, provider) = host::parse(&form.server, &mut findings).unzip();
        let port = port::parse(&form.port, &mut findings);
        auth::parse(&form.auth, &mut findings);
        let from = list::parse_from(&form.from, &mut findings);
        let mut recipients = Vec::new();
        for (field, typed) in [(Field::To, &form.to), (Field::Cc, &form.cc), (Field::Bcc, &form.bcc)] {
            recipients.extend(list::parse(field, typed, &mut findings));
        }
        if form.to.trim().is_empty() && form.cc.trim().is_empty() && form.bcc.trim().is_empty() {
            findings.push(
                Finding::warning(&RECIPIENT_BLANK)
                    .at(Field::To)
                    .saying("Without a recipient, the test stops after the sender is accepted."),
            );
        }
        (Self { host, port, from, provider: provider.flatten(), recipients }, findings)
    }

    fn into_settings(self, form: &SettingsForm) -> Option<Settings> {
        let from = self.from?;
        let auth = Auth::from_form(&form.auth, &from)?;
        Some(Settings {
            endpoint: Endpoint { host: self.host?, port: self.port?, security: form.security },
            auth,
            envelope: Envelope { from, recipients: self.recipients },
        })
    }
}
