//! `/Groups` (RFC 7644 §3.3 to §3.6). Members are read only where the answer shows them.

use super::auth::Door;
use super::body::ScimBody;
use super::condition::{has_already, if_match};
use super::failure::Failure;
use super::query::Query;
use super::rate::group_deletion_is_urgent;
use super::response::Shown;
use super::search::{self, members_of};
use super::session::{self, AnySession, Session};
use crate::Web;
use app::groups::Found;
use app::{Caller, Error, Work, groups};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::GroupId;
use scim::list::SearchRequest;
use std::sync::Arc;
use store::Access;

pub(crate) async fn list(State(web): State<Web>, door: Door, query: Query) -> Result<Response, Failure> {
    search::find_groups(&web, door, query.search()).await
}

pub(crate) async fn create(session: Session, query: Query, body: ScimBody) -> Result<Response, Failure> {
    let ty = session.shown_group_type();
    let projection = query.search()?.projection(ty)?;
    let shown = session.create_group(body.json().await?, members_of(&projection, ty)).await?;
    Ok(shown.answer(StatusCode::CREATED, &projection, ty))
}

pub(crate) async fn get(
    State(web): State<Web>,
    door: Door,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, Failure> {
    let id = GroupId::parse(&door.id);
    let get = move |work: &mut Work<'_, '_>, caller: &Caller, request: &SearchRequest| {
        let projection = request.projection(&caller.types.group_shown)?;
        let shown = members_of(&projection, &caller.types.group_shown);
        let id = id.ok_or(Error::NotFound)?;
        if request.filter.is_some() {
            app::search::group_matches(work, caller, id, request)?;
        }
        Ok((groups::get(work, caller, id, shown)?, projection, Arc::clone(&caller.types)))
    };
    let (found, projection, types) =
        session::read(&web, &door, (Access::Read, "get group"), query.search(), get).await?;
    let (view, large) = match found {
        Found::Whole(view) => (view, None),
        Found::Large(view, names) => (view, id.zip(Some(names))),
    };
    let mut shown = Shown::group(view, &door.base);
    if has_already(&headers, shown.tag()) {
        return Ok(shown.not_modified());
    }
    if let Some((id, names)) = large {
        let get = move |work: &mut Work<'_, '_>, caller: &Caller, _: &SearchRequest| {
            groups::get_large(work, caller, id, names)
        };
        let access = (Access::Search, "get large group");
        let view = session::read(&web, &door, access, Ok(SearchRequest::default()), get).await?;
        shown = Shown::group(view, &door.base);
    }
    Ok(shown.answer(StatusCode::OK, &projection, &types.group_shown))
}

pub(crate) async fn replace(
    session: Session,
    headers: HeaderMap,
    query: Query,
    body: ScimBody,
) -> Result<Response, Failure> {
    let ty = session.shown_group_type();
    let projection = query.search()?.projection(ty)?;
    let members = members_of(&projection, ty);
    let shown =
        session.replace_group(&session.door.id, if_match(&headers), body.json().await?, members).await?;
    Ok(shown.answer(StatusCode::OK, &projection, ty))
}

pub(crate) async fn patch(
    session: Session,
    headers: HeaderMap,
    query: Query,
    body: ScimBody,
) -> Result<Response, Failure> {
    let ty = session.shown_group_type();
    let projection = query.search()?.projection(ty)?;
    let answers_body = session.patch_answers_body(ty, &projection);
    let members = if answers_body { members_of(&projection, ty) } else { None };
    let shown =
        session.patch_group(&session.door.id, if_match(&headers), &body.json().await?, members).await?;
    if answers_body {
        return Ok(shown.answer(StatusCode::OK, &projection, ty));
    }
    Ok(shown.no_content())
}

pub(crate) async fn delete(session: AnySession, headers: HeaderMap) -> Result<Response, Failure> {
    let session = session.admit(group_deletion_is_urgent)?;
    session.delete_group(&session.door.id, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
