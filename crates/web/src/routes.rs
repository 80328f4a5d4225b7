//! Every URL, grouped by who calls it.

use crate::{Web, middleware, scim};
use axum::Router;
use axum::routing::{get, post};

/// The whole surface of the server.
pub fn routes(web: Web) -> Router {
    // Identity providers: each at its connection's own door, or at the common one, where the token alone decides.
    let router = Router::new()
        .nest("/scim/v2", scim_routes())
        .nest("/scim/v2/{connection}", scim_routes())
        .fallback(scim::not_found)
        .method_not_allowed_fallback(scim::method_not_allowed)
        .with_state(web);
    middleware::around(router)
}

fn scim_routes() -> Router<Web> {
    use scim::{bulk, discovery, groups, me, search, users};
    Router::new()
        .route("/Users", get(users::list).post(users::create))
        .route("/Users/.search", post(search::users))
        .route("/Users/{id}", get(users::get).put(users::replace).patch(users::patch).delete(users::delete))
        .route("/Groups", get(groups::list).post(groups::create))
        .route("/Groups/.search", post(search::groups))
        .route(
            "/Groups/{id}",
            get(groups::get).put(groups::replace).patch(groups::patch).delete(groups::delete),
        )
        .route("/.search", post(search::everything))
        .route("/Bulk", post(bulk::run))
        .route("/Me", get(me).post(me).put(me).patch(me).delete(me))
        .route("/ServiceProviderConfig", get(discovery::service_provider_config))
        .route("/ResourceTypes", get(discovery::resource_types))
        .route("/ResourceTypes/{id}", get(discovery::resource_type))
        .route("/Schemas", get(discovery::schemas))
        .route("/Schemas/{id}", get(discovery::schema))
}
