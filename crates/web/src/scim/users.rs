//! `/Users` (RFC 7644 §3.3 to §3.6).

use super::auth::Door;
use super::body::ScimBody;
use super::condition::{has_already, if_match};
use super::failure::Failure;
use super::query::Query;
use super::rate::deactivates;
use super::response::Shown;
use super::search;
use super::session::{self, AnySession, Session};
use crate::Web;
use app::{Caller, Error, Work, users};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use directory::UserId;
use scim::list::SearchRequest;
use std::sync::Arc;
use store::Access;

pub(crate) async fn list(State(web): State<Web>, door: Door, query: Query) -> Result<Response, Failure> {
    search::find_users(&web, door, query.search()).await
}

pub(crate) async fn create(session: Session, query: Query, body: ScimBody) -> Result<Response, Failure> {
    let projection = query.search()?.projection(session.user_type())?;
    let shown = session.create_user(body.json().await?, users::Return::Allowed).await?;
    Ok(shown.answer(StatusCode::CREATED, &projection, session.user_type()))
}

pub(crate) async fn get(
    State(web): State<Web>,
    door: Door,
    headers: HeaderMap,
    query: Query,
) -> Result<Response, Failure> {
    let id = UserId::parse(&door.id);
    let get = move |work: &mut Work<'_, '_>, caller: &Caller, request: &SearchRequest| {
        let projection = request.projection(&caller.types.user)?;
        let id = id.ok_or(Error::NotFound)?;
        if request.filter.is_some() {
            app::search::user_matches(work, caller, id, request)?;
        }
        Ok((users::get(work, caller, id)?, projection, Arc::clone(&caller.types)))
    };
    let (view, projection, types) =
        session::read(&web, &door, (Access::Read, "get user"), query.search(), get).await?;
    let shows_all = projection.shows_all(&types.user);
    let shown = Shown::stored_user(view, &door.base, shows_all).map_err(Error::from)?;
    if has_already(&headers, shown.tag()) {
        return Ok(shown.not_modified());
    }
    Ok(shown.answer(StatusCode::OK, &projection, &types.user))
}

pub(crate) async fn replace(
    session: AnySession,
    headers: HeaderMap,
    query: Query,
    body: ScimBody,
) -> Result<Response, Failure> {
    let body = body.json().await?;
    let session = session.admit(|_| deactivates(&body))?;
    let projection = query.search()?.projection(session.user_type())?;
    let shown = session.replace_user(&session.door.id, if_match(&headers), body).await?;
    Ok(shown.answer(StatusCode::OK, &projection, session.user_type()))
}

pub(crate) async fn patch(
    session: AnySession,
    headers: HeaderMap,
    query: Query,
    body: ScimBody,
) -> Result<Response, Failure> {
    let body = body.json().await?;
    let session = session.admit(|_| deactivates(&body))?;
    let projection = query.search()?.projection(session.user_type())?;
    let shown = session.patch_user(&session.door.id, if_match(&headers), &body).await?;
    if session.patch_answers_body(session.user_type(), &projection) {
        return Ok(shown.answer(StatusCode::OK, &projection, session.user_type()));
    }
    Ok(shown.no_content())
}

pub(crate) async fn delete(session: AnySession, headers: HeaderMap) -> Result<Response, Failure> {
    let session = session.admit(|_| true)?;
    session.delete_user(&session.door.id, if_match(&headers)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
