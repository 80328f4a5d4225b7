//! The portal: what administrators see.
//!
//! Pages are rendered here and need no script. Every request passes [`around`], which finds out who is there; a handler
//! says with an argument what it takes: a [`Visitor`] is anybody, a [`Desk`] somebody who looks at one organization, a
//! [`Order`] a form that somebody of some role sent there. What goes wrong is a [`Trouble`], which becomes a page.

mod account;
mod administrators;
mod asked;
mod assets;
mod attempts;
mod attributes;
mod audit;
mod back;
mod configurations;
mod connections;
mod desk;
mod form;
mod frame;
mod group;
mod groups;
mod history;
mod listed;
mod notice;
mod order;
mod organizations;
mod overview;
mod parts;
mod password;
mod session;
mod settings;
mod setup;
mod signing;
mod trouble;
mod user;
mod users;
mod visitor;

pub(crate) use attempts::Attempts;
pub(crate) use audit::Exports;
pub(crate) use trouble::{failed, not_allowed, not_found};
pub(crate) use users::runs::Runs;

use crate::Web;
use axum::Router;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use desk::Desk;
use form::Form;
pub(crate) use form::readable;
use frame::{Frame, Nav, page};
use notice::Notice;
use order::{Order, Owner};
use percent_encoding::percent_decode_str;
use trouble::Trouble;
use visitor::Visitor;

/// What a handler gives back.
type Answer = Result<Response, Trouble>;

/// Our own files, our own forms, and nothing else.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
                      form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// Every address of the portal.
pub(crate) fn routes(web: &Web) -> Router<Web> {
    let router = Router::new()
        .route("/", get(session::home))
        .route("/language", post(session::choose_language))
        .route("/session", get(session::show).post(session::sign_in))
        .route("/session/end", post(session::sign_out))
        .route("/password", get(password::show).post(password::ask))
        .route("/password/{ticket}", get(password::show_choice).post(password::choose))
        .route("/account", get(account::show))
        .route("/account/language", post(account::choose_language))
        .route("/account/password", post(account::change_password))
        .route("/account/sessions/end", post(account::end_others))
        .route("/setup/{ticket}", get(setup::show).post(setup::make))
        .route("/organizations", get(organizations::list).post(organizations::create))
        .route("/organizations/{org}", get(overview::show))
        .merge(people_routes())
        .merge(connection_routes())
        .merge(system_routes())
        .merge(administrator_routes())
        .merge(setting_routes());
    router.layer(from_fn_with_state(web.clone(), around)).merge(assets::routes())
}

/// Those of an organization's users and groups.
fn people_routes() -> Router<Web> {
    Router::new()
        .route("/organizations/{org}/users", get(users::list).post(users::new::create))
        .route("/organizations/{org}/users/new", get(users::new::show))
        .route("/organizations/{org}/users/acts", get(users::acts::begin))
        .route("/organizations/{org}/users/acts/{run}", get(users::acts::show).post(users::acts::go_on))
        .route("/organizations/{org}/users/{user}", get(user::show))
        .route("/organizations/{org}/users/{user}/acts", post(user::act))
        .route("/organizations/{org}/users/{user}/removal", get(user::removal))
        .route("/organizations/{org}/users/{user}/attributes", get(user::attributes))
        .route("/organizations/{org}/users/{user}/groups", get(user::groups))
        .route("/organizations/{org}/users/{user}/configurations", get(user::configurations))
        .route("/organizations/{org}/users/{user}/invitation", get(user::invitation))
        .route("/organizations/{org}/users/{user}/history", get(user::history))
        .route("/organizations/{org}/groups", get(groups::list).post(groups::create))
        .route("/organizations/{org}/groups/new", get(groups::blank))
        .route("/organizations/{org}/groups/{group}", get(group::show))
        .route("/organizations/{org}/groups/{group}/history", get(group::history))
        .route("/organizations/{org}/groups/{group}/members", post(group::add))
        .route("/organizations/{org}/groups/{group}/members/removal", post(group::remove))
        .route("/organizations/{org}/groups/{group}/removal", get(group::removal).post(group::delete))
}

/// Those of organizations and of the installation.
fn administrator_routes() -> Router<Web> {
    use administrators::{add, change, list, removal, remove, show, tell_again};
    Router::new()
        .route("/administrators", get(list).post(add))
        .route("/administrators/{id}", get(show).post(change))
        .route("/administrators/{id}/mail", post(tell_again))
        .route("/administrators/{id}/removal", get(removal).post(remove))
        .route("/organizations/{org}/administrators", get(list).post(add))
        .route("/organizations/{org}/administrators/{id}", get(show).post(change))
        .route("/organizations/{org}/administrators/{id}/mail", post(tell_again))
        .route("/organizations/{org}/administrators/{id}/removal", get(removal).post(remove))
}

/// Those of organizations and of the installation.
fn setting_routes() -> Router<Web> {
    use settings::{cap_seats, rename, show, test_mail, texts};
    Router::new()
        .route("/settings", get(show))
        .route("/settings/mail", post(test_mail))
        .route("/organizations/{org}/settings", get(show))
        .route("/organizations/{org}/settings/mail", post(test_mail))
        .route("/organizations/{org}/settings/name", post(rename))
        .route("/organizations/{org}/settings/seats", post(cap_seats))
        .route("/organizations/{org}/settings/texts", get(texts::show).post(texts::save))
}

/// Admin > Identity > User Provisioning.
fn connection_routes() -> Router<Web> {
    use connections::{guide, list, requests, settings, show, tokens};
    Router::new()
        .route("/organizations/{org}/connections", get(list::show).post(list::create))
        .route("/organizations/{org}/connections/{connection}", get(show::show).post(show::save))
        .route("/organizations/{org}/connections/{connection}/tokens", get(tokens::list).post(tokens::create))
        .route("/organizations/{org}/connections/{connection}/tokens/new", get(tokens::new))
        .route(
            "/organizations/{org}/connections/{connection}/tokens/{item}",
            get(tokens::list).post(tokens::switch),
        )
        .route(
            "/organizations/{org}/connections/{connection}/tokens/{item}/renewal",
            get(tokens::renewal).post(tokens::renew),
        )
        .route(
            "/organizations/{org}/connections/{connection}/tokens/{item}/deletion",
            get(tokens::deletion).post(tokens::delete),
        )
        .route("/organizations/{org}/connections/{connection}/guide", get(guide::show))
        .route("/organizations/{org}/connections/{connection}/requests", get(requests::list))
        .route("/organizations/{org}/connections/{connection}/requests/{item}", get(requests::show))
        .route(
            "/organizations/{org}/connections/{connection}/settings",
            get(settings::show).post(settings::save),
        )
}

/// Admin > System.
fn system_routes() -> Router<Web> {
    Router::new()
        .route("/organizations/{org}/attributes", get(attributes::list).post(attributes::declare))
        .route(
            "/organizations/{org}/attributes/{connection}/{name}/deletion",
            get(attributes::deletion).post(attributes::delete),
        )
        .route("/organizations/{org}/configurations", get(configurations::list).post(configurations::create))
        .route("/organizations/{org}/configurations/new", get(configurations::blank))
        .route("/organizations/{org}/configurations/draft", post(configurations::draft_of_new))
        .route(
            "/organizations/{org}/configurations/{id}",
            get(configurations::show).post(configurations::save),
        )
        .route("/organizations/{org}/configurations/{id}/draft", post(configurations::draft_of_one))
        .route(
            "/organizations/{org}/configurations/{id}/deletion",
            get(configurations::deletion).post(configurations::delete),
        )
        .route("/organizations/{org}/audit", get(audit::list))
        .route("/organizations/{org}/audit/export", post(audit::export))
        .route("/organizations/{org}/audit/{number}", get(audit::show))
        .route("/audit", get(audit::list))
        .route("/audit/export", post(audit::export))
        .route("/audit/{number}", get(audit::show))
}

/// What happens around every page.
async fn around(State(web): State<Web>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let visitor = match Visitor::of(&web, &parts).await {
        Ok(visitor) => visitor,
        Err((visitor, trouble)) => return dressed(&web, &visitor, trouble.page(&visitor)),
    };
    if percent_decode_str(parts.uri.path()).decode_utf8().is_err() {
        return dressed(&web, &visitor, Trouble::NotFound.page(&visitor));
    }
    parts.extensions.insert(visitor.clone());
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Some(trouble) = response.extensions_mut().remove::<Trouble>() {
        response = trouble.page_at(&web, &visitor).await;
    }
    dressed(&web, &visitor, response)
}

/// The answer with what every answer carries.
fn dressed(web: &Web, visitor: &Visitor, mut response: Response) -> Response {
    visitor.carry(&mut response);
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_LANGUAGE, visitor.language.tag()),
        (CONTENT_SECURITY_POLICY, POLICY),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "same-origin"),
        (CACHE_CONTROL, "no-store"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("x-robots-tag"), "noindex"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if web.public_url.is_https() {
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(STRICT_TRANSPORT_SECURITY, year);
    }
    response
}
