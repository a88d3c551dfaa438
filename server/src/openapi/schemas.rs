//! The schemas of the types that are read and written.

use std::cell::RefCell;

use aide::generate::in_context;
use aide::openapi::MediaType;
use aide::openapi::SchemaObject;
use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::Value;

thread_local! {
    /// Aide has one generator, which is for what is written: a field that is always written may be left out where it is
    /// read. Like aide's, this one is the thread's.
    static REQUESTS: RefCell<SchemaGenerator> = RefCell::new(settings().for_deserialize().into_generator());
}

fn settings() -> SchemaSettings {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    settings
}

/// Begins a description in this thread.
pub(super) fn begin() {
    in_context(|context| context.schema = settings().for_serialize().into_generator());
    REQUESTS.set(settings().for_deserialize().into_generator());
}

/// The schema of a type that is read.
pub(super) fn request<T: JsonSchema>() -> Schema {
    REQUESTS.with_borrow_mut(|it| it.subschema_for::<T>())
}

/// The schema of a type that is written.
pub(super) fn answer<T: JsonSchema>() -> Schema {
    in_context(|context| context.schema.subschema_for::<T>())
}

/// Adds the types that are read to those that are written. A type that is both has one schema.
pub(super) fn complete(schemas: &mut Value) {
    for (name, schema) in REQUESTS.with_borrow_mut(|it| it.take_definitions(true)) {
        let written = &mut schemas[&name];
        debug_assert!(written.is_null() || *written == schema, "{name} is read otherwise than it is written");
        *written = schema;
    }
}

/// A body of this schema.
pub(super) fn content(json_schema: Schema) -> MediaType {
    MediaType { schema: Some(SchemaObject { json_schema, external_docs: None, example: None }), ..MediaType::default() }
}
