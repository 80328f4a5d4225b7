//! Every URL, grouped by who calls it.

use crate::{Surface, Web, join, portal, scim};
use axum::Router;
use axum::routing::{MethodRouter, get, post};

/// The whole surface of the server.
pub fn routes(web: Web) -> Surface {
    let mut router = Router::new();
    // Identity providers: each at its connection's own door, or at the common one, where the token alone decides. Nested
    // routers would say the same, but rewrite the address of each request.
    for door in ["/scim/v2", "/scim/v2/{connection}"] {
        for (path, methods) in scim_routes() {
            router = router.route(&format!("{door}{path}"), methods);
        }
    }
    // Invited people.
    let router = router
        .route("/join/{token}", get(join::show).post(join::accept))
        .route(join::STYLESHEET, get(join::stylesheet))
        // Administrators.
        .merge(portal::routes(&web))
        .fallback(portal::not_found)
        .method_not_allowed_fallback(portal::not_allowed)
        .with_state(web.clone());
    Surface::new(router).logging(web)
}

fn scim_routes() -> [(&'static str, MethodRouter<Web>); 14] {
    use scim::{bulk, discovery, groups, me, search, users};
    [
        ("/Users", get(users::list).post(users::create)),
        ("/Users/.search", post(search::users)),
        ("/Users/{id}", get(users::get).put(users::replace).patch(users::patch).delete(users::delete)),
        ("/Groups", get(groups::list).post(groups::create)),
        ("/Groups/.search", post(search::groups)),
        ("/Groups/{id}", get(groups::get).put(groups::replace).patch(groups::patch).delete(groups::delete)),
        ("/.search", post(search::everything)),
        ("/Bulk", post(bulk::run)),
        ("/Me", get(me).post(me).put(me).patch(me).delete(me)),
        ("/ServiceProviderConfig", get(discovery::service_provider_config)),
        ("/ResourceTypes", get(discovery::resource_types)),
        ("/ResourceTypes/{id}", get(discovery::resource_type)),
        ("/Schemas", get(discovery::schemas)),
        ("/Schemas/{id}", get(discovery::schema)),
    ]
}
