//! JSON schemas of request and response types, in a form that client generators understand.

use std::cell::RefCell;

use aide::generate::in_context;
use aide::openapi::MediaType;
use aide::openapi::SchemaObject;
use schemars::JsonSchema;
use schemars::Schema;
use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

thread_local! {
    /// The generator for request types. Aide has only one, for responses; but a field that responses always have may be
    /// optional in requests. Like aide's, it is per thread.
    static REQUESTS: RefCell<SchemaGenerator> = RefCell::new(settings().for_deserialize().into_generator());
}

fn settings() -> SchemaSettings {
    let mut settings = SchemaSettings::draft2020_12();
    settings.definitions_path = "/components/schemas".into();
    settings.meta_schema = None;
    settings
        .with_transform(RecursiveTransform(enum_from_consts))
        .with_transform(RecursiveTransform(condition_from_required))
        .with_transform(RecursiveTransform(remove_defaults))
}

/// Starts a new document in this thread.
pub(super) fn reset() {
    in_context(|context| context.schema = settings().for_serialize().into_generator());
    REQUESTS.set(settings().for_deserialize().into_generator());
}

/// The schema of a request type.
pub(super) fn request<T: JsonSchema>() -> Schema {
    REQUESTS.with_borrow_mut(|it| it.subschema_for::<T>())
}

/// The schema of a response type.
pub(super) fn answer<T: JsonSchema>() -> Schema {
    in_context(|context| context.schema.subschema_for::<T>())
}

/// Adds the request types to the response types. A type used in both has one schema.
pub(super) fn merge_request_schemas(schemas: &mut Value) {
    for (name, schema) in REQUESTS.with_borrow_mut(|it| it.take_definitions(true)) {
        let written = &mut schemas[&name];
        debug_assert!(written.is_null() || *written == schema, "{name} differs between requests and responses");
        *written = schema;
    }
    let all = schemas.clone();
    for variant in schemas.as_object_mut().into_iter().flat_map(Map::values_mut).flat_map(variants_mut) {
        include_fields(variant, &all);
    }
}

fn variants_mut(schema: &mut Value) -> impl Iterator<Item = &mut Value> {
    schema.get_mut("oneOf").and_then(Value::as_array_mut).into_iter().flatten()
}

/// Copies the fields of a referenced type into a variant that has fields of its own. Generators would ignore those.
fn include_fields(variant: &mut Value, all: &Value) {
    let name = variant["$ref"].as_str().and_then(|it| it.rsplit('/').next());
    let (Some(of), Some(_)) = (name.map(|it| all[it].clone()), variant.get("properties")) else { return };
    let Some(variant) = variant.as_object_mut() else { return };
    variant.remove("$ref");
    if let (Value::Object(fields), Some(Value::Object(own))) = (&of["properties"], variant.get_mut("properties")) {
        own.extend(fields.clone());
    }
    if let (Value::Array(required), Some(Value::Array(own))) = (&of["required"], variant.get_mut("required")) {
        own.extend(required.iter().cloned());
    }
}

/// A body with this schema.
pub(super) fn content(json_schema: Schema) -> MediaType {
    MediaType { schema: Some(SchemaObject { json_schema, external_docs: None, example: None }), ..MediaType::default() }
}

/// Turns a `oneOf` of string constants into one `enum`. Schemars writes `oneOf` if the constants have descriptions, and
/// generators take that for a choice between types. The descriptions become a list.
fn enum_from_consts(schema: &mut Schema) {
    if let Some(only) = schema.remove("const") {
        schema.insert("enum".to_owned(), vec![only].into());
    }
    let Some(Value::Array(choices)) = schema.remove("oneOf") else { return };
    let (texts, mut others): (Vec<Value>, Vec<Value>) = choices.into_iter().partition(is_text);
    if texts.is_empty() {
        schema.insert("oneOf".to_owned(), others.into());
        return;
    }
    let values: Vec<Value> = texts.iter().flat_map(values_of).cloned().collect();
    let meanings: Vec<String> = texts.iter().flat_map(meanings_of).collect();
    if !others.is_empty() {
        others.insert(0, json!({"type": "string", "enum": values, "description": meanings.join("\n")}));
        schema.insert("oneOf".to_owned(), others.into());
        return;
    }
    let mut description = schema.get("description").and_then(Value::as_str).unwrap_or_default().to_owned();
    if !meanings.is_empty() {
        description = [description, meanings.join("\n")].join("\n\n");
    }
    schema.insert("type".to_owned(), "string".into());
    schema.insert("enum".to_owned(), values.into());
    schema.insert("description".to_owned(), description.into());
}

/// Whether a choice consists of strings only.
fn is_text(choice: &Value) -> bool {
    choice["type"] == "string" && !values_of(choice).is_empty()
}

/// The strings of a choice.
fn values_of(choice: &Value) -> &[Value] {
    match (&choice["enum"], choice.get("const")) {
        (Value::Array(values), _) => values,
        (_, Some(only)) => std::slice::from_ref(only),
        _ => &[],
    }
}

/// The descriptions of the strings of a choice, as list items.
fn meanings_of(choice: &Value) -> Vec<String> {
    let Some(about) = choice["description"].as_str().map(|it| it.replace('\n', " ")) else { return Vec::new() };
    values_of(choice).iter().filter_map(Value::as_str).map(|it| format!("- `{it}`: {about}")).collect()
}

/// Turns a `oneOf` that only lists required fields into a condition. Generators take it for a choice between types.
fn condition_from_required(schema: &mut Schema) {
    let is_type = |it: &Value| ["type", "$ref", "enum"].iter().any(|key| it.get(key).is_some());
    if schema.get("properties").is_some()
        && schema.get("oneOf").and_then(Value::as_array).is_some_and(|it| !it.iter().any(is_type))
        && let Some(demands) = schema.remove("oneOf")
    {
        schema.insert("if".to_owned(), json!({ "oneOf": demands }));
        schema.insert("else".to_owned(), json!({"not": {}}));
    }
}

/// Removes defaults: some generators treat fields with a default as required. The descriptions say what an omitted field
/// means.
fn remove_defaults(schema: &mut Schema) {
    schema.remove("default");
}

#[cfg(test)]
mod tests {
    use schemars::transform::Transform as _;

    use super::*;

    fn transformed(transform: fn(&mut Schema), schema: Value) -> Value {
        let mut schema = Schema::try_from(schema).unwrap();
        RecursiveTransform(transform).transform(&mut schema);
        schema.to_value()
    }

    #[test]
    fn a_choice_between_strings_becomes_an_enum_with_descriptions() {
        let schema = json!({
            "description": "How severe.",
            "oneOf": [
                {"type": "string", "const": "error", "description": "It\nfails."},
                {"type": "string", "enum": ["warning", "info"]},
            ],
        });
        let expected = json!({
            "type": "string",
            "enum": ["error", "warning", "info"],
            "description": "How severe.\n\n- `error`: It fails.",
        });
        assert_eq!(transformed(enum_from_consts, schema), expected);
    }

    #[test]
    fn strings_next_to_an_object_become_one_choice() {
        let object = json!({"type": "object", "properties": {"fixed": {"type": "string"}}});
        let schema = json!({"oneOf": [
            {"type": "string", "const": "any", "description": "Any."},
            object,
            {"type": "string", "const": "full", "description": "All of it."},
        ]});
        let texts =
            json!({"type": "string", "enum": ["any", "full"], "description": "- `any`: Any.\n- `full`: All of it."});
        assert_eq!(transformed(enum_from_consts, schema), json!({"oneOf": [texts, object]}));
    }

    #[test]
    fn a_choice_between_objects_stays_a_choice() {
        let one_of = |a: Value, b: Value| {
            let object = |kind: Value| json!({"type": "object", "properties": {"kind": kind}, "required": ["kind"]});
            json!({"oneOf": [object(a), object(b)]})
        };
        let before = one_of(json!({"type": "string", "const": "a"}), json!({"type": "string", "const": "b"}));
        let after = one_of(json!({"type": "string", "enum": ["a"]}), json!({"type": "string", "enum": ["b"]}));
        assert_eq!(transformed(enum_from_consts, before), after);
    }

    #[test]
    fn required_fields_become_a_condition() {
        let demands = json!([{"required": ["raw"]}, {"required": ["parts"]}]);
        let schema = transformed(condition_from_required, json!({"properties": {}, "oneOf": demands}));
        assert_eq!(schema, json!({"properties": {}, "if": {"oneOf": demands}, "else": {"not": {}}}));
        let types = json!({"oneOf": [{"type": "string"}, {"type": "integer"}]});
        assert_eq!(transformed(condition_from_required, types.clone()), types);
    }

    #[test]
    fn a_variant_includes_the_fields_of_the_referenced_type() {
        let all = json!({"Stage": {"properties": {"name": {"type": "string"}}, "required": ["name"]}});
        let mut variant = json!({
            "$ref": "#/components/schemas/Stage",
            "properties": {"event": {"type": "string"}},
            "required": ["event"],
        });
        include_fields(&mut variant, &all);
        let properties = json!({"event": {"type": "string"}, "name": {"type": "string"}});
        assert_eq!(variant, json!({"properties": properties, "required": ["event", "name"]}));
    }
}
