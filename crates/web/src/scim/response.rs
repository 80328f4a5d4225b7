//! Answers: a resource with the server's part added, projected, with its headers.

use app::groups::GroupView;
use app::users::UserView;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use scim::ResourceType;
use scim::project::Projection;
use serde_json::{Map, Value};

/// The media type of every answer (RFC 7644 §8.1), but for clients that accept only `application/json`.
pub(crate) const SCIM_JSON: &str = "application/scim+json";

/// A resource on its way out.
pub(crate) struct Shown {
    attributes: Map<String, Value>,
    tag: String,
    location: String,
}

impl Shown {
    /// A user; `base` is the address of the door.
    pub(crate) fn user(view: UserView, base: &str) -> Self {
        let location = format!("{base}/Users/{}", view.user.id);
        let mut attributes = store::user_attributes(view.user, &view.groups);
        for group in elements(&mut attributes, "groups") {
            group["$ref"] = format!("{base}/Groups/{}", text(&group["value"])).into();
        }
        Self::at(location, attributes)
    }

    /// A group; `base` is the address of the door.
    pub(crate) fn group(view: GroupView, base: &str) -> Self {
        let location = format!("{base}/Groups/{}", view.group.id);
        let mut attributes = store::group_attributes(view.group, &view.members.unwrap_or_default());
        for member in elements(&mut attributes, "members") {
            member["$ref"] = format!("{base}/{}s/{}", text(&member["type"]), text(&member["value"])).into();
        }
        Self::at(location, attributes)
    }

    fn at(location: String, mut attributes: Map<String, Value>) -> Self {
        let meta = &mut attributes["meta"];
        meta["location"] = Value::from(location.as_str());
        // RFC 7643 §3.1: meta.version has the value of the ETag header.
        let tag = text(&meta["version"]).to_owned();
        Self { attributes, tag, location }
    }

    /// What the client asked to see of it.
    pub(crate) fn projected(mut self, projection: &Projection, ty: &ResourceType) -> Value {
        projection.apply(&mut self.attributes, ty);
        Value::Object(self.attributes)
    }

    /// The answer that carries the resource.
    pub(crate) fn answer(self, status: StatusCode, projection: &Projection, ty: &ResourceType) -> Response {
        let (tag, location) = (self.tag.clone(), self.location.clone());
        let mut response = json_answer(status, &self.projected(projection, ty));
        let headers = response.headers_mut();
        insert(headers, ETAG, &tag);
        if status == StatusCode::CREATED {
            // RFC 7644 §3.3: Location is the same as meta.location.
            insert(headers, LOCATION, &location);
        }
        response
    }

    /// 304: the client has this version already.
    pub(crate) fn not_modified(&self) -> Response {
        self.without_body(StatusCode::NOT_MODIFIED)
    }

    /// 204: done, and nothing to show.
    pub(crate) fn no_content(&self) -> Response {
        self.without_body(StatusCode::NO_CONTENT)
    }

    fn without_body(&self, status: StatusCode) -> Response {
        let mut response = status.into_response();
        insert(response.headers_mut(), ETAG, &self.tag);
        response
    }

    /// The entity tag.
    pub(crate) fn tag(&self) -> &str {
        &self.tag
    }

    /// The absolute address.
    pub(crate) fn location(&self) -> &str {
        &self.location
    }
}

/// A SCIM JSON body.
pub(crate) fn json_answer(status: StatusCode, body: &Value) -> Response {
    let mut response = (status, body.to_string()).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(SCIM_JSON));
    response
}

/// The elements of a multi-valued attribute, if it is there.
fn elements<'a>(attributes: &'a mut Map<String, Value>, name: &str) -> impl Iterator<Item = &'a mut Value> {
    attributes.get_mut(name).and_then(Value::as_array_mut).into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn insert(headers: &mut axum::http::HeaderMap, name: axum::http::HeaderName, value: &str) {
    // Ids, versions and a public URL that parsed are all legal in a header; were one not, the body still has it.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
