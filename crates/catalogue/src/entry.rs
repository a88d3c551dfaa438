//! The type of a catalogue entry: the facts about one problem, and its text.

use std::sync::OnceLock;

use serde::Serialize;
use serde::Serializer;

pub(crate) use smtp_doctor_model::Field;
pub(crate) use smtp_doctor_model::OauthTask;

use smtp_doctor_model::Audience;
use smtp_doctor_model::SignInMethod;

/// One problem that smtp-doctor knows: its ID, the facts that code needs, and its text.
///
/// Entries are compared by slug. The text has no placeholders: anything that varies goes into the detail and the
/// evidence of a [`Finding`](crate::finding::Finding).
#[derive(Debug)]
pub struct Entry {
    /// The kebab-case ID of the problem, never reused.
    pub slug: &'static str,
    /// The heading that lists the entry.
    pub family: Family,
    /// The problem in at most 70 characters.
    pub title: &'static str,
    /// The form field to correct, unless the finding names another one.
    pub field: Option<Field>,
    /// Whether the fix can be to allow the portal's sending addresses in a server or firewall.
    pub egress_matters: bool,
    /// Whether a port that doesn't match the secure connection can cause it.
    pub hints_at_pairing: bool,
    /// The tasks of a Microsoft OAuth set-up that are unfinished if this is raised.
    pub blocks: &'static [OauthTask],
    /// The text, if this build includes it. Read it with [`Entry::text`].
    pub(crate) text: Option<&'static Text>,
}

impl Entry {
    /// The default values of an entry.
    pub(crate) const DEFAULT: Self = Self {
        slug: "",
        family: Family::WhenToContactIt,
        title: "",
        field: None,
        egress_matters: false,
        hints_at_pairing: false,
        blocks: &[],
        text: None,
    };

    /// The text shown to the reader. Without the feature `texts` it is empty until [`install`](crate::install) is
    /// called.
    pub fn text(&self) -> &Text {
        let installed = INSTALLED.get().and_then(|texts| {
            let index = texts.binary_search_by_key(&self.slug, |it| it.0).ok()?;
            Some(&texts[index].1)
        });
        installed.or(self.text).unwrap_or(&Text::EMPTY)
    }
}

/// The texts given to [`install`](crate::install), sorted by slug.
pub(super) static INSTALLED: OnceLock<Vec<(&'static str, Text)>> = OnceLock::new();

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Entry {}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { slug, family, title, .. } = self;
        Wire { slug, family: *family, title, text: self.text() }.serialize(serializer)
    }
}

/// One problem that smtp-doctor knows: its name, and what to do about it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Entry"))]
struct Wire<'a> {
    /// The kebab-case ID of the problem, never reused.
    slug: &'a str,
    /// The heading that lists the entry.
    family: Family,
    /// The problem in at most 70 characters.
    title: &'a str,
    #[serde(flatten)]
    text: &'a Text,
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Entry {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        Wire::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        Wire::json_schema(generator)
    }
}

/// The text of an entry. It is empty without the feature `texts`: such a build fetches all texts at once.
macro_rules! text {
    ($text:expr) => {
        if cfg!(feature = "texts") { Some(&$text) } else { None }
    };
}

pub(crate) use text;

/// The text of an entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// What it means, for somebody who is not a mail expert.
    pub meaning: &'static str,
    /// Usual causes, most common first.
    pub causes: &'static [Cause],
    /// What to do, in order.
    pub steps: &'static [Step],
    /// When to call IT, and what to give them.
    pub escalate: &'static str,
    /// The sources of the facts.
    pub references: &'static [Reference],
    /// The date (`YYYY-MM-DD`) of the last check of facts that can change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<&'static str>,
}

impl Text {
    pub(crate) const EMPTY: Self =
        Self { meaning: "", causes: &[], steps: &[], escalate: "", references: &[], checked: None };
}

/// A usual cause, and the cases it applies to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(into = "&'static str")]
pub struct Cause {
    /// The cause, in one or two sentences.
    pub text: &'static str,
    /// The cases it applies to.
    pub audience: Audience,
}

impl Cause {
    /// A cause that applies to all cases.
    pub const fn new(text: &'static str) -> Self {
        Self { text, audience: Audience::EVERYBODY }
    }

    /// Limits the cause to these providers.
    pub const fn at(self, providers: &'static [&'static str]) -> Self {
        Self { audience: self.audience.at(providers), ..self }
    }
}

impl From<Cause> for &'static str {
    fn from(cause: Cause) -> Self {
        cause.text
    }
}

/// One thing to do, who does it, and the cases it applies to.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Who has to act.
    pub who: Who,
    /// What to do.
    pub text: &'static str,
    /// The exact command or record, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<&'static str>,
    /// The cases it applies to.
    #[serde(skip)]
    pub audience: Audience,
}

impl Step {
    /// A step for the person who fills in the form.
    pub const fn you(text: &'static str) -> Self {
        Self::by(Who::You, text)
    }

    /// A step for `who`.
    pub const fn by(who: Who, text: &'static str) -> Self {
        Self { who, text, command: None, audience: Audience::EVERYBODY }
    }

    /// Adds the command that does it.
    pub const fn command(self, command: &'static str) -> Self {
        Self { command: Some(command), ..self }
    }

    /// Limits the step to these providers.
    pub const fn at(self, providers: &'static [&'static str]) -> Self {
        Self { audience: self.audience.at(providers), ..self }
    }

    /// Limits the step to these sign-in methods.
    pub const fn signing_in_by(self, methods: &'static [SignInMethod]) -> Self {
        Self { audience: self.audience.signing_in_by(methods), ..self }
    }
}

/// Providers that causes and steps can be limited to, by the `id`s of known mail services.
pub(crate) const AMAZON_SES: &[&str] = &["amazon-ses"];
pub(crate) const GOOGLE: &[&str] = &["gmail", "google-workspace-relay"];
pub(crate) const MICROSOFT_365: &[&str] = &["microsoft-365", "microsoft-365-direct-send", "microsoft-365-hve"];
pub(crate) const SENDGRID: &[&str] = &["sendgrid"];
pub(crate) const YAHOO: &[&str] = &["yahoo", "aol", "yahoo-japan"];

/// Who has to act.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The administrator of the mail server.
    MailAdmin,
    /// The administrator of a Microsoft 365 tenant.
    Microsoft365Admin,
    /// The administrator of firewalls and networks.
    NetworkAdmin,
    /// The mail service's support.
    Provider,
    /// The person who fills in the form.
    You,
}

impl Who {
    /// Everyone who may have to act.
    pub const ALL: [Self; 5] =
        [Self::MailAdmin, Self::Microsoft365Admin, Self::NetworkAdmin, Self::Provider, Self::You];

    /// The name on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::MailAdmin => "Mail server administrator",
            Self::Microsoft365Admin => "Microsoft 365 administrator",
            Self::NetworkAdmin => "Network administrator",
            Self::Provider => "Mail provider's support",
            Self::You => "You",
        }
    }
}

/// A source of an entry's facts: `RFC 5321 §4.2.1`, or the title of a vendor's page and its address.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// The title of the source.
    pub title: &'static str,
    /// Its address, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
}

impl Reference {
    /// A source and its address: `Reference::new("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1")`.
    pub const fn new(title: &'static str, url: &'static str) -> Self {
        Self { title, url: Some(url) }
    }
}

/// The headings of a portal's help article. Each entry is listed under one of them.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    /// "Error connecting or logging into the SMTP server".
    CouldNotConnectOrSignIn,
    /// "Error logging into server".
    CouldNotSignIn,
    /// "Blank FROM address".
    BlankFrom,
    /// "Invalid FROM / TO / CC / BCC address".
    InvalidAddress,
    /// "Error messages mentioning the body or envelope".
    BodyOrEnvelope,
    /// "Unable to relay".
    UnableToRelay,
    /// "EHLO command failed: 220 We do not authorize the use of this system ...".
    EhloFailed,
    /// "When to contact your IT team".
    WhenToContactIt,
}

impl Family {
    /// All families, in the order of the article.
    pub const ALL: [Self; 8] = [
        Self::CouldNotConnectOrSignIn,
        Self::CouldNotSignIn,
        Self::BlankFrom,
        Self::InvalidAddress,
        Self::BodyOrEnvelope,
        Self::UnableToRelay,
        Self::EhloFailed,
        Self::WhenToContactIt,
    ];

    /// The heading on screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::CouldNotConnectOrSignIn => "Could not connect or sign in",
            Self::CouldNotSignIn => "Could not sign in",
            Self::BlankFrom => "Blank From address",
            Self::InvalidAddress => "Invalid From, To, Cc or Bcc address",
            Self::BodyOrEnvelope => "Message body or envelope refused",
            Self::UnableToRelay => "Unable to relay",
            Self::EhloFailed => "EHLO command failed",
            Self::WhenToContactIt => "When to contact your IT team",
        }
    }
}
