//! How extractors and responses of handlers appear in the OpenAPI document.

use aide::OperationInput;
use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::Operation;
use aide::openapi::Parameter;
use aide::openapi::ParameterData;
use aide::openapi::ParameterSchemaOrContent;
use aide::openapi::PathStyle;
use aide::openapi::QueryStyle;
use aide::openapi::ReferenceOr;
use aide::openapi::RequestBody;
use aide::openapi::Response;
use aide::openapi::SchemaObject;
use aide::openapi::StatusCode;
use schemars::JsonSchema;
use schemars::Schema;
use schemars::json_schema;

use crate::client::Client;
use crate::error::ApiError;
use crate::json::Json;
use crate::json::LargeJson;
use crate::openapi::add_errors;
use crate::openapi::schemas;
use crate::routes::findings::Slug;
use crate::wording::Wording;

const JSON: &str = "application/json";

impl<T: JsonSchema> OperationInput for Json<T> {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let content = [(JSON.to_owned(), schemas::content(schemas::request::<T>()))].into();
        let body = RequestBody { required: true, content, ..RequestBody::default() };
        operation.request_body = Some(ReferenceOr::Item(body));
        add_errors(operation, &[400, 408, 413, 415, 422]);
    }
}

impl<T: JsonSchema> OperationInput for LargeJson<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        Json::<T>::operation_input(context, operation);
        add_errors(operation, &[503]);
    }
}

impl OperationInput for Wording {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let parameter_data = ParameterData {
            description: Some("`none` omits the texts of the findings (`entry`).".to_owned()),
            ..parameter("text", json_schema!({"type": "string", "enum": ["full", "none"], "default": "full"}))
        };
        operation.parameters.push(ReferenceOr::Item(Parameter::Query {
            parameter_data,
            allow_reserved: false,
            style: QueryStyle::Form,
            allow_empty_value: None,
        }));
        add_errors(operation, &[400]);
    }
}

impl OperationInput for Slug {
    fn operation_input(_: &mut GenContext, operation: &mut Operation) {
        let parameter_data = ParameterData {
            description: Some("The slug of an entry, which is the `id` of a finding.".to_owned()),
            required: true,
            example: Some("relay-denied".into()),
            ..parameter("slug", json_schema!({"type": "string"}))
        };
        operation.parameters.push(ReferenceOr::Item(Parameter::Path { parameter_data, style: PathStyle::Simple }));
        add_errors(operation, &[404]);
    }
}

impl OperationInput for Client {}

impl<T: JsonSchema> OperationOutput for Json<T> {
    type Inner = T;

    fn operation_response(context: &mut GenContext, _: &mut Operation) -> Option<Response> {
        let content = [(JSON.to_owned(), schemas::content(context.schema.subschema_for::<T>()))].into();
        Some(Response { description: "Success.".to_owned(), content, ..Response::default() })
    }

    fn inferred_responses(context: &mut GenContext, operation: &mut Operation) -> Vec<(Option<StatusCode>, Response)> {
        Self::operation_response(context, operation).map(|it| (Some(StatusCode::Code(200)), it)).into_iter().collect()
    }
}

/// Extractors and routes declare their own errors.
impl OperationOutput for ApiError {
    type Inner = Self;
}

fn parameter(name: &str, json_schema: Schema) -> ParameterData {
    ParameterData {
        name: name.to_owned(),
        description: None,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(SchemaObject { json_schema, external_docs: None, example: None }),
        example: None,
        examples: Default::default(),
        explode: None,
        extensions: Default::default(),
    }
}
