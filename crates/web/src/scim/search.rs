//! Lists, by GET and by POST to `.search` (RFC 7644 §3.4.2, §3.4.3).

use super::auth::Door;
use super::body::ScimBody;
use super::failure::Failure;
use super::response::{Shown, json_answer};
use super::session::{self, Session};
use crate::Web;
use app::search::{Either, Listed};
use app::{Caller, Error, Work, search};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use scim::list::{ListResponse, SearchRequest};
use serde_json::Value;
use store::Access;

pub(crate) async fn users(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&body.json().await?)?;
    find_users(&web, session.door, Ok(request)).await
}

pub(crate) async fn groups(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&body.json().await?)?;
    find_groups(&web, session.door, Ok(request)).await
}

pub(crate) async fn everything(
    State(web): State<Web>,
    session: Session,
    body: ScimBody,
) -> Result<Response, Failure> {
    let request = SearchRequest::from_json(&body.json().await?)?;
    find(&web, session.door, Ok(request), |work, caller, request, base| {
        let (user, group) = (&caller.types.user, &caller.types.group);
        // A name may be known to one of the two types only; the other then simply has no such attribute.
        let (of_user, of_group) = (request.projection(user)?, request.projection(group)?);
        let found = search::everything(work, caller, request, of_group.wants(group, "members"))?;
        Ok(answer(found, |either| match either {
            Either::User(view) => Shown::user(view, base).projected(&of_user, user),
            Either::Group(view) => Shown::group(view, base).projected(&of_group, group),
        }))
    })
    .await
}

/// Finds users; an error of the query is told to those who are let in only.
pub(crate) async fn find_users(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
) -> Result<Response, Failure> {
    find(web, door, request, |work, caller, request, base| {
        let ty = &caller.types.user;
        let projection = request.projection(ty)?;
        let found = search::users(work, caller, request)?;
        Ok(answer(found, |view| Shown::user(view, base).projected(&projection, ty)))
    })
    .await
}

/// As [`find_users`].
pub(crate) async fn find_groups(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
) -> Result<Response, Failure> {
    find(web, door, request, |work, caller, request, base| {
        let ty = &caller.types.group;
        let projection = request.projection(ty)?;
        let found = search::groups(work, caller, request, projection.wants(ty, "members"))?;
        Ok(answer(found, |view| Shown::group(view, base).projected(&projection, ty)))
    })
    .await
}

/// Runs a search and answers with what it makes of it.
async fn find(
    web: &Web,
    door: Door,
    request: Result<SearchRequest, scim::Error>,
    search: fn(&mut Work, &Caller, &SearchRequest, &str) -> Result<Value, Error>,
) -> Result<Response, Failure> {
    let base = door.base.clone();
    let find = move |work: &mut Work<'_, '_>, caller: &Caller, request: &SearchRequest| {
        search(work, caller, request, &base)
    };
    let answer = session::read(web, &door, (Access::Search, "search"), request, find).await?;
    Ok(json_answer(StatusCode::OK, &answer))
}

fn answer<T>(found: Listed<T>, show: impl Fn(T) -> Value) -> Value {
    let list = ListResponse {
        total_results: found.total,
        start_index: found.start_index,
        next_cursor: found.next_cursor,
        previous_cursor: None,
        resources: found.items.into_iter().map(show).collect(),
    };
    list.into_json()
}
