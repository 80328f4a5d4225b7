//! Lists, by GET and by POST to `.search` (RFC 7644 §3.4.2, §3.4.3).

use super::auth::Door;
use super::body::ScimBody;
use super::failure::Failure;
use super::json::Json;
use super::response::{Shown, typed};
use super::session::{self, Session};
use crate::Web;
use app::search::{Either, Listed, Shown as Asked};
use app::{Caller, Error, Work, search};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use scim::ResourceType;
use scim::dialect::{Envelope, Fired};
use scim::list::{ListResponse, SearchRequest};
use scim::project::Projection;
use store::{Access, Names};

pub(crate) async fn users(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&session.envelope(body.json().await?, Envelope::Search)?)?;
    find_users(&web, session.door, Ok(request)).await
}

pub(crate) async fn groups(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&session.envelope(body.json().await?, Envelope::Search)?)?;
    find_groups(&web, session.door, Ok(request)).await
}

pub(crate) async fn everything(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&session.envelope(body.json().await?, Envelope::Search)?)?;
    find(&web, session.door, Ok(request), |work, caller, request, (base, fired)| {
        let (user, group) = (&caller.types.user, &caller.types.group_shown);
        // A name may be known to one of the two types only; the other then simply has no such attribute.
        let (of_user, of_group) = (request.projection(user)?, request.projection(group)?);
        let shown = Asked { groups: groups_of(&of_user, user), members: members_of(&of_group, group) };
        let shows_all = of_user.shows_all(user);
        let found = search::everything(work, caller, request, shown, fired)?;
        Ok(answer(found, |either, to| {
            match either {
                Either::User(view) => {
                    Shown::stored_user(view, base, shows_all)?.write(to, &of_user, user);
                }
                Either::Group(view) => Shown::group(view, base).write(to, &of_group, group),
            }
            Ok(())
        })?)
    })
    .await
}

/// Finds users; an error of the query is told to those who are let in only.
pub(crate) async fn find_users(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
) -> Result<Response, Failure> {
    find(web, door, request, |work, caller, request, (base, fired)| {
        let ty = &caller.types.user;
        let projection = request.projection(ty)?;
        let shown = Asked { groups: groups_of(&projection, ty), members: None };
        let shows_all = projection.shows_all(ty);
        let found = search::users(work, caller, request, shown, fired)?;
        Ok(answer(found, |view, to| {
            Shown::stored_user(view, base, shows_all)?.write(to, &projection, ty);
            Ok(())
        })?)
    })
    .await
}

/// As [`find_users`].
pub(crate) async fn find_groups(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
) -> Result<Response, Failure> {
    find(web, door, request, |work, caller, request, (base, fired)| {
        let ty = &caller.types.group_shown;
        let projection = request.projection(ty)?;
        let shown = Asked { groups: false, members: members_of(&projection, ty) };
        let found = search::groups(work, caller, request, shown, fired)?;
        Ok(answer(found, |view, to| {
            Shown::group(view, base).write(to, &projection, ty);
            Ok(())
        })?)
    })
    .await
}

/// What an answer needs to know of the members of a group.
pub(crate) fn members_of(projection: &Projection, ty: &ResourceType) -> Option<Names> {
    projection.wants(ty, "members").then(|| match projection.wants_part(ty, "members", "display") {
        true => Names::Shown,
        false => Names::LeftOut,
    })
}

/// Whether it needs to know the groups of a user, which `meta.version` covers as well.
fn groups_of(projection: &Projection, ty: &ResourceType) -> bool {
    projection.wants(ty, "groups") || projection.wants(ty, "meta")
}

/// A search, told the address of the door, and what it makes of what it finds.
type Find = fn(&mut Work, &Caller, &SearchRequest, (&str, &mut Fired)) -> Result<Json, Error>;

/// Runs a search and answers with what it makes of it.
async fn find(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
    search: Find,
) -> Result<Response, Failure> {
    let base = door.base.clone();
    let find = move |work: &mut Work<'_, '_>, caller: &Caller, request: &SearchRequest| {
        let mut fired = Fired::default();
        let answer = search(work, caller, request, (&base, &mut fired))?;
        Ok((answer, (!fired.is_empty()).then(|| (caller.connection.clone(), fired))))
    };
    let (answer, fired) = session::read(web, &door, (Access::Search, "search"), request, find).await?;
    if let Some((connection, fired)) = fired {
        door.tell(web, &connection, &fired);
    }
    Ok(typed(StatusCode::OK, answer.into_body()))
}

fn answer<T>(
    found: Listed<T>,
    write: impl Fn(T, &mut Json) -> Result<(), store::Error>,
) -> Result<Json, store::Error> {
    let list = ListResponse {
        total_results: found.total,
        start_index: found.start_index,
        next_cursor: found.next_cursor,
        ..ListResponse::default()
    };
    let mut json = Json::default();
    json.text("{");
    for (name, value) in list.head(found.items.len()) {
        json.name(&name);
        json.value(&value);
        json.text(",");
    }
    json.text("\"Resources\":[");
    for (place, item) in found.items.into_iter().enumerate() {
        if place > 0 {
            json.text(",");
        }
        write(item, &mut json)?;
    }
    json.text("]}");
    Ok(json)
}
