//! What the server says about itself (RFC 7644 §4). A filter is refused, sorting and paging are ignored.

use super::failure::Failure;
use super::query::Query;
use super::response::json_answer;
use super::session::Session;
use crate::limits::BODY_BYTES_MAX;
use app::Error;
use axum::http::StatusCode;
use axum::response::Response;
use scim::limits::BULK_OPERATIONS_MAX;
use scim::list::ListResponse;
use scim::schema::{Features, service_provider_config as describe};
use scim::{ResourceType, Schema};
use serde_json::Value;

pub(crate) async fn service_provider_config(session: Session, query: Query) -> Result<Response, Failure> {
    refuse_filter(query)?;
    let [page_default, page_max] = [session.policy().page_default.get(), session.policy().page_max.get()]
        .map(|count| usize::try_from(count).unwrap_or(usize::MAX));
    let features = Features {
        bulk_operations_max: BULK_OPERATIONS_MAX,
        bulk_payload_bytes_max: BODY_BYTES_MAX,
        filter_results_max: page_max,
        page_size_default: page_default.min(page_max),
        page_size_max: page_max,
        cursor_timeout_seconds: None,
        documentation_uri: None,
    };
    let location = format!("{}/ServiceProviderConfig", session.door.base);
    Ok(json_answer(StatusCode::OK, &describe(&features, &location)))
}

pub(crate) async fn resource_types(session: Session, query: Query) -> Result<Response, Failure> {
    refuse_filter(query)?;
    let all = types(&session).map(|ty| resource_type_json(ty, &session.door.base)).collect();
    Ok(list(all))
}

pub(crate) async fn resource_type(session: Session) -> Result<Response, Failure> {
    let ty = types(&session).find(|ty| ty.name == session.door.id).ok_or(Error::NotFound)?;
    Ok(json_answer(StatusCode::OK, &resource_type_json(ty, &session.door.base)))
}

pub(crate) async fn schemas(session: Session, query: Query) -> Result<Response, Failure> {
    refuse_filter(query)?;
    let all = schemas_of(&session).iter().map(|schema| schema_json(schema, &session.door.base)).collect();
    Ok(list(all))
}

pub(crate) async fn schema(session: Session) -> Result<Response, Failure> {
    let schemas = schemas_of(&session);
    // RFC 7644 §3.10: URNs compare without case.
    let schema = schemas
        .iter()
        .find(|schema| schema.id.eq_ignore_ascii_case(&session.door.id))
        .ok_or(Error::NotFound)?;
    Ok(json_answer(StatusCode::OK, &schema_json(schema, &session.door.base)))
}

/// RFC 7644 §4: "If a 'filter' is provided, the service provider SHOULD respond with HTTP status code 403".
fn refuse_filter(query: Query) -> Result<(), Failure> {
    if query.search()?.filter.is_some() {
        let detail =
            "The discovery endpoints cannot be filtered. Ask for one item by its name or URN instead.";
        return Err(scim::Error::status(403, detail).into());
    }
    Ok(())
}

fn types(session: &Session) -> impl Iterator<Item = &ResourceType> {
    [session.user_type(), session.shown_group_type()].into_iter()
}

fn schemas_of(session: &Session) -> Vec<Schema> {
    let own = types(session).flat_map(|ty| {
        std::iter::once(&*ty.schema).chain(ty.extensions.iter().map(|extension| &*extension.schema)).cloned()
    });
    own.chain(Schema::discovery()).collect()
}

fn resource_type_json(ty: &ResourceType, base: &str) -> Value {
    ty.to_json(&format!("{base}/ResourceTypes/{}", ty.name))
}

fn schema_json(schema: &Schema, base: &str) -> Value {
    schema.to_json(&format!("{base}/Schemas/{}", schema.id))
}

fn list(resources: Vec<Value>) -> Response {
    let total_results = u64::try_from(resources.len()).unwrap_or(u64::MAX);
    let list = ListResponse { total_results, start_index: Some(1), resources, ..ListResponse::default() };
    json_answer(StatusCode::OK, &list.into_json())
}
