//! JSON schemas of types with hand-written deserializers. Server tests compare both.

use std::borrow::Cow;

use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::json_schema;
use smtp_doctor_model::Security;

use crate::secret::SecretText;

/// A port as a number or a string. An invalid port is a finding, not a request error.
pub(super) struct TypedPort;

impl JsonSchema for TypedPort {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TypedPort".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": ["string", "integer"]})
    }
}

/// [`Security`] by any of its names.
pub(super) struct TypedSecurity;

impl JsonSchema for TypedSecurity {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "TypedSecurity".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let [none, implicit_tls, starttls] = Security::ALL.map(Security::name);
        json_schema!({"type": "string", "enum": [none, implicit_tls, "ssl", starttls, "tls"]})
    }
}

impl JsonSchema for SecretText {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "SecretText".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "password", "writeOnly": true})
    }
}

/// Only `method` is required; other missing fields are blank.
pub(super) fn only_the_method_is_required(schema: &mut Schema) {
    let variants = schema.get_mut("oneOf").and_then(|it| it.as_array_mut());
    for variant in variants.into_iter().flatten() {
        variant["required"] = ["method"].as_slice().into();
    }
}
