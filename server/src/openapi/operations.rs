//! Every request that the API takes, a row each. A test holds the rows to the routes of [`crate::app`].

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use serde_json::Map;
use serde_json::Value;
use smtp_doctor_core::catalogue::Entry;
use smtp_doctor_core::catalogue::Findings;
use smtp_doctor_core::explain::Explanation;
use smtp_doctor_core::message::MessageForm;
use smtp_doctor_core::message::MessageReport;
use smtp_doctor_core::report::DiscoverRequest;
use smtp_doctor_core::report::Discovery;
use smtp_doctor_core::report::PortalProfile;
use smtp_doctor_core::report::ProbeEvent;
use smtp_doctor_core::report::ProbeReport;
use smtp_doctor_core::report::ProbeRequest;
use smtp_doctor_core::settings::SettingsForm;

use crate::routes;

/// The schema of a type that is read or written.
pub(super) type SchemaOf = fn(&mut SchemaGenerator) -> Schema;

fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    generator.subschema_for::<T>()
}

/// A request that the API takes.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// What programs call it.
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) about: &'static str,
    /// What it takes, with an example.
    pub(super) body: Option<(SchemaOf, &'static str)>,
    pub(super) answer: SchemaOf,
    /// What it streams to those who do not ask for the answer in one.
    pub(super) event: Option<SchemaOf>,
    /// A value for the variable of the path.
    pub(super) slug: Option<&'static str>,
    /// Whether its findings have texts, which `?text=none` leaves out.
    pub(super) has_text: bool,
    /// Whether it opens connections, for which a token may be needed.
    pub(super) connects: bool,
    /// Whether it waits for room, or for the service to be ready.
    pub(super) waits: bool,
}

impl Operation {
    const fn get<T: JsonSchema>(path: &'static str, name: &'static str, summary: &'static str) -> Self {
        Self {
            method: "get",
            path,
            name,
            summary,
            about: "",
            body: None,
            answer: of::<T>,
            event: None,
            slug: None,
            has_text: false,
            connects: false,
            waits: false,
        }
    }

    const fn post<B: JsonSchema, T: JsonSchema>(
        path: &'static str,
        name: &'static str,
        summary: &'static str,
        example: &'static str,
    ) -> Self {
        Self { method: "post", body: Some((of::<B>, example)), ..Self::get::<T>(path, name, summary) }
    }

    const fn about(self, about: &'static str) -> Self {
        Self { about, ..self }
    }

    const fn has_text(self) -> Self {
        Self { has_text: true, ..self }
    }

    const fn connects(self) -> Self {
        Self { connects: true, waits: true, ..self }
    }

    const fn waits(self) -> Self {
        Self { waits: true, ..self }
    }

    /// The statuses with which it is refused.
    pub(super) fn refusals(&self) -> Vec<u16> {
        let when = |condition: bool, statuses: &'static [u16]| if condition { statuses } else { &[] };
        let mut statuses = [
            when(self.has_text, &[400]),
            when(self.body.is_some(), &[400, 408, 413, 415, 422]),
            when(self.slug.is_some(), &[404]),
            when(self.connects, &[401]),
            when(self.path.starts_with("/api/"), &[403, 429]),
            when(self.waits, &[503]),
        ]
        .concat();
        statuses.sort_unstable();
        statuses.dedup();
        statuses
    }
}

/// In the order of the paths.
pub(super) static OPERATIONS: [Operation; 12] = [
    Operation::post::<SettingsForm, Findings>(
        "/api/v1/check",
        "check",
        "Check the settings of a form",
        r#"{"server":"smtp.gmial.com","port":587,"security":"starttls","from":"a@example.com"}"#,
    )
    .about("Every problem that the settings alone show, in form order. Nothing is connected and nothing is kept.")
    .has_text(),
    Operation::post::<DiscoverRequest, Discovery>(
        "/api/v1/discover",
        "discover",
        "Find settings for an address",
        r#"{"email":"a@example.com"}"#,
    )
    .about("Asks the domain itself, and the servers that may take its mail up to EHLO. No credentials are sent.")
    .connects(),
    Operation::post::<routes::explain::Request, Explanation>(
        "/api/v1/explain",
        "explain",
        "Explain an error text",
        r#"{"text":"554 5.7.1 <a@example.net>: Relay access denied"}"#,
    )
    .about(
        "A line, a log or a returned mail: what it means, the likeliest first. Settings and stage sharpen the answer.",
    )
    .has_text()
    .waits(),
    Operation::get::<routes::findings::Entries>("/api/v1/findings", "findings", "Read the catalogue"),
    Operation {
        slug: Some("relay-denied"),
        ..Operation::get::<Entry>("/api/v1/findings/{slug}", "finding", "Read one entry of the catalogue")
    },
    Operation::post::<MessageForm, MessageReport>(
        "/api/v1/messages/check",
        "check_message",
        "Check a message",
        r#"{"parts":{"from":"a@example.com","to":"b@example.com","subject":"Report","text":"Hello"}}"#,
    )
    .about("What is wrong with a message itself: lines, header, parts, HTML, size and envelope. Nothing is sent.")
    .has_text()
    .waits(),
    Operation::get::<Map<String, Value>>("/api/v1/openapi.json", "openapi", "Read this description"),
    Operation {
        event: Some(of::<ProbeEvent>),
        ..Operation::post::<ProbeRequest, ProbeReport>(
            "/api/v1/probes",
            "probe",
            "Probe the mail server",
            r#"{"settings":{"server":"smtp.example.com","port":587,"security":"starttls","from":"a@example.com"}}"#,
        )
        .about(
            "Connects to the server and goes through the session stage by stage. A mail server that refuses is a \
             result, not an error. With `Accept: application/json` the answer is one report; otherwise it is a stream \
             of events, of which the last has the report.",
        )
        .has_text()
        .connects()
    },
    Operation::get::<PortalProfile>("/api/v1/profile", "profile", "Read what the operator tells of the portal"),
    Operation::get::<routes::providers::Providers>("/api/v1/providers", "providers", "Read the known mail services"),
    Operation::get::<routes::health::Health>("/healthz", "healthz", "Ask whether the service runs"),
    Operation::get::<routes::health::Health>("/readyz", "readyz", "Ask whether it takes new requests").waits(),
];
