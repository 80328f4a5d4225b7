//! Answers: a resource with the server's part added, projected, with its headers.

use super::json::{Element, Json};
use app::groups::GroupView;
use app::users::UserView;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, ETAG, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use directory::User;
use directory::id::ID_BYTES;
use scim::ResourceType;
use scim::project::Projection;
use serde_json::{Map, Value, json};
use store::{Document, Roster};

/// The media type of every answer (RFC 7644 §8.1), but for clients that accept only `application/json`.
pub(crate) const SCIM_JSON: &str = "application/scim+json";

/// A resource on its way out.
pub(crate) struct Shown {
    content: Content,
    linked: Option<Linked>,
    tag: String,
    location: String,
}

enum Content {
    /// What a projection is applied to.
    Attributes(Map<String, Value>),
    /// A user. Mostly the answer shows all of them, and then the text that was stored becomes a part of it.
    User(User),
    /// A user of whom all is shown, as the database has them.
    Stored(User<Document>),
}

/// The groups of a user or the members of a group. Among the attributes one stands for all of them: whatever is done to
/// it before the answer is done to each.
struct Linked {
    roster: Roster,
    base: String,
}

impl Shown {
    /// A user; `base` is the address of the door.
    pub(crate) fn user(view: UserView, base: &str) -> Self {
        let UserView { user, groups } = view;
        Self {
            location: format!("{base}/Users/{}", user.id),
            tag: store::user_version(user.version, &groups),
            linked: Linked::of(groups, base),
            content: Content::User(user),
        }
    }

    /// A user as the database has them. Mostly the answer `shows_all`, and then nobody reads what is said of them: their
    /// document becomes a part of the answer.
    pub(crate) fn stored_user(
        view: UserView<Document>,
        base: &str,
        shows_all: bool,
    ) -> Result<Self, store::Error> {
        let UserView { user, groups } = view;
        if !shows_all || user.resource.parts().is_none() {
            return Ok(Self::user(UserView { user: user.try_map(Document::read)?, groups }, base));
        }
        Ok(Self {
            location: format!("{base}/Users/{}", user.id),
            tag: store::user_version(user.version, &groups),
            linked: Linked::of(groups, base),
            content: Content::Stored(user),
        })
    }

    /// A group; `base` is the address of the door.
    pub(crate) fn group(view: GroupView, base: &str) -> Self {
        let location = format!("{base}/Groups/{}", view.group.id);
        // RFC 7643 §2.5: none and no attribute are the same state. authentik puts nobody into a group that is answered
        // without `members`, so an empty one is answered with an empty list.
        let linked = view.members.map(|roster| Linked { roster, base: base.to_owned() });
        let attributes = store::group_attributes(view.group, linked.as_ref().map(|_| stand_in("User")));
        // RFC 7643 §3.1: meta.version has the value of the ETag header.
        let tag = attributes["meta"]["version"].as_str().unwrap_or_default().to_owned();
        Self { content: Content::Attributes(attributes), linked, tag, location }
    }

    /// Writes what the client asked to see of it.
    pub(crate) fn write(self, to: &mut Json, projection: &Projection, ty: &ResourceType) {
        to.make_room();
        let mut attributes = match self.content {
            Content::Attributes(attributes) => attributes,
            Content::Stored(user) => return write_user(&user, (&self.tag, &self.location), self.linked, to),
            Content::User(user) => {
                let document = Document::from(&user.resource);
                if projection.shows_all(ty) && document.parts().is_some() {
                    let user = user.with(document);
                    return write_user(&user, (&self.tag, &self.location), self.linked, to);
                }
                store::user_attributes(user, &self.tag, self.linked.as_ref().map(|_| stand_in("direct")))
            }
        };
        attributes["meta"]["location"] = Value::from(self.location);
        projection.apply(&mut attributes, ty);
        write_attributes(attributes, self.linked, to);
    }

    /// The answer that carries the resource.
    pub(crate) fn answer(self, status: StatusCode, projection: &Projection, ty: &ResourceType) -> Response {
        let (tag, location) = (self.tag.clone(), self.location.clone());
        let mut json = Json::default();
        self.write(&mut json, projection, ty);
        let mut response = typed(status, json.into_body());
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

fn write_attributes(attributes: Map<String, Value>, linked: Option<Linked>, to: &mut Json) {
    let Some(Linked { roster, base }) = linked else {
        return to.value(&Value::Object(attributes));
    };
    let mut roster = Some(roster);
    to.text("{");
    for (place, (name, value)) in attributes.iter().enumerate() {
        if place > 0 {
            to.text(",");
        }
        to.name(name);
        let shown = value.get(0).and_then(Value::as_object);
        let element = match (name.as_str(), shown) {
            ("members", Some(shown)) => Element::of_members(|part| shown.contains_key(part), &base),
            ("groups", Some(shown)) => Element::of_groups(|part| shown.contains_key(part), &base),
            _ => {
                to.value(value);
                continue;
            }
        };
        to.text("[");
        to.elements(roster.take().unwrap_or_default(), element);
        to.text("]");
    }
    to.text("}");
}

/// Byte for byte what [`write_attributes`] makes of [`store::user_attributes`].
fn write_user(user: &User<Document>, (tag, location): (&str, &str), linked: Option<Linked>, to: &mut Json) {
    let (head, tail) = user.resource.parts().unwrap_or(("{", ""));
    to.text(head);
    to.text(",\"id\":\"");
    to.text(user.id.encode(&mut [0; ID_BYTES]));
    to.text("\"");
    to.text(tail);
    if let Some(Linked { roster, base }) = linked {
        to.text(",\"groups\":[");
        to.elements(roster, Element::of_groups(|_| true, &base));
        to.text("]");
    }
    to.text(",\"meta\":{\"resourceType\":\"User\",\"created\":\"");
    to.text(&user.created.to_string());
    to.text("\",\"lastModified\":\"");
    to.text(&user.last_modified.to_string());
    to.text("\",\"version\":");
    to.string(tag);
    to.text(",\"location\":");
    to.string(location);
    to.text("}}");
}

impl Linked {
    /// Nothing where there is nobody: RFC 7643 §2.5 has it that nobody and no attribute are the same state.
    fn of(roster: Roster, base: &str) -> Option<Self> {
        (!roster.is_empty()).then(|| Self { roster, base: base.to_owned() })
    }
}

/// An element with everything that one can have.
fn stand_in(kind: &str) -> Value {
    json!([{ "value": "", "display": "", "type": kind, "$ref": "" }])
}

/// A SCIM JSON body.
pub(crate) fn json_answer(status: StatusCode, body: &Value) -> Response {
    typed(status, Body::from(body.to_string()))
}

/// A SCIM JSON body that was written.
pub(crate) fn typed(status: StatusCode, body: Body) -> Response {
    let mut response = (status, body).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(SCIM_JSON));
    response
}

fn insert(headers: &mut axum::http::HeaderMap, name: axum::http::HeaderName, value: &str) {
    // Ids, versions and a public URL that parsed are all legal in a header; were one not, the body still has it.
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
