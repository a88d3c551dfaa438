//! The shape of a catalogue entry: the text of one problem, and the marks by which a server's words are recognised as it.

use serde::Serialize;
use serde::Serializer;

pub(crate) use crate::catalogue::packed::Draft;
pub(crate) use crate::catalogue::packed::Packed;
pub(crate) use crate::catalogue::packed::pack;
use crate::probe::Stage;

/// One problem that smtp-doctor knows: its identity, its text and how it is recognised.
///
/// The text has no placeholders: what varies from case to case goes into the detail and the evidence of
/// a [`Finding`](crate::Finding).
#[derive(Debug)]
pub struct Entry {
    /// The identity: a kebab-case name of the problem, never reused.
    pub slug: &'static str,
    /// Under which heading the entry is browsed.
    pub family: Family,
    /// The text, in English; read by [`Entry::text`].
    pub(crate) text: Packed,
    /// The words by which a text is recognised as this problem, a pattern per line; empty where only settings or typed
    /// failures raise it.
    pub patterns: &'static str,
    /// Replies that must be recognised as this entry first. Only tests have them.
    pub examples: &'static [Example],
}

impl Entry {
    /// The problem in at most 70 characters.
    pub fn title(&self) -> &'static str {
        self.text.title()
    }

    /// What the entry says to its reader. Without the feature `texts` it is the title alone, until
    /// [`install`](crate::catalogue::install) has brought the rest.
    pub fn text(&self) -> Text {
        #[cfg(feature = "later")]
        if let Some(text) = crate::catalogue::later::installed(self) {
            return text.unpack();
        }
        self.text.unpack()
    }
}

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "written")]
        if let Some(json) = crate::catalogue::written::json(self) {
            return json.serialize(serializer);
        }
        Wire::of(self).serialize(serializer)
    }
}

/// One problem that smtp-doctor knows: what it is called, and what is said of it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Entry"))]
pub(super) struct Wire {
    /// The identity: a kebab-case name of the problem, never reused.
    slug: &'static str,
    /// Under which heading the entry is browsed.
    family: Family,
    #[serde(flatten)]
    text: Text,
}

impl Wire {
    pub(super) fn of(entry: &Entry) -> Self {
        Self { slug: entry.slug, family: entry.family, text: entry.text() }
    }
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

/// What an entry says to its reader.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Text {
    /// The problem in at most 70 characters.
    pub title: &'static str,
    /// What it means, for somebody who is not a mail expert.
    pub meaning: &'static str,
    /// Usual causes, the most frequent first.
    pub causes: Vec<&'static str>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// When to call IT, and what to hand over.
    pub escalate: &'static str,
    /// Where the facts come from.
    pub references: Vec<Reference>,
    /// The day (`YYYY-MM-DD`) on which facts that can age were last checked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub checked: Option<&'static str>,
}

/// One thing to do, and who does it.
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// Who has to act.
    pub who: Who,
    /// What to do.
    pub text: &'static str,
    /// The exact command or record, where one exists.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub command: Option<&'static str>,
}

impl Step {
    /// A step for the person who fills in the form.
    pub const fn you(text: &'static str) -> Self {
        Self::by(Who::You, text)
    }

    /// A step for `who`.
    pub const fn by(who: Who, text: &'static str) -> Self {
        Self { who, text, command: None }
    }

    /// The same step with the command that does it.
    pub const fn command(self, command: &'static str) -> Self {
        Self { command: Some(command), ..self }
    }
}

/// Who has to act.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// The administrator of the mail server.
    MailAdmin,
    /// The administrator of a Microsoft 365 tenant.
    Microsoft365Admin,
    /// Whoever runs firewalls and networks.
    NetworkAdmin,
    /// The support of the mail service.
    Provider,
    /// The person who fills in the form.
    You,
}

impl Who {
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
#[derive(Clone, Copy, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reference {
    /// What the source is called.
    pub title: &'static str,
    /// Its address, where it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<&'static str>,
}

impl Reference {
    /// A section of an RFC: `Reference::rfc("RFC 5321 §4.2.1", "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1")`.
    pub const fn new(title: &'static str, url: &'static str) -> Self {
        Self { title, url: Some(url) }
    }
}

/// The headings of a portal's help article, under which entries are browsed.
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

/// The patterns of an entry, from the file beside it (their language: [`crate::explain`]). The page fetches them when it
/// needs them.
macro_rules! patterns {
    ($file:literal) => {
        if cfg!(feature = "recognise") { include_str!(concat!("patterns/", $file, ".txt")) } else { "" }
    };
}

pub(crate) use patterns;

/// The examples of an entry: there for tests, left out of what is shipped.
macro_rules! examples {
    ($($example:expr),* $(,)?) => {
        if cfg!(test) { &[$($example),*] } else { &[] }
    };
}

pub(crate) use examples;

/// A text that must be recognised as the entry it stands in.
#[derive(Debug)]
pub struct Example {
    /// The stage in which the reply came; none: a text as somebody pastes it.
    pub stage: Option<Stage>,
    /// The reply, its lines joined by `\n`, or the text.
    pub text: &'static str,
    /// The provider whose server spoke, where the meaning depends on it.
    pub provider: Option<&'static str>,
}

impl Example {
    /// A reply that any server may send in `stage`.
    pub const fn at(stage: Stage, text: &'static str) -> Self {
        Self { stage: Some(stage), text, provider: None }
    }

    /// A reply of a certain provider's server.
    pub const fn of(provider: &'static str, stage: Stage, text: &'static str) -> Self {
        Self { stage: Some(stage), text, provider: Some(provider) }
    }

    /// A text as somebody pastes it.
    pub const fn pasted(text: &'static str) -> Self {
        Self { stage: None, text, provider: None }
    }
}
