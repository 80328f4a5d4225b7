//! The files that pages load, compiled into the program.

use super::frame::Assets;
use crate::Web;
use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::response::IntoResponse as _;
use axum::routing::get;
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../assets/portal.css");
const ICON: &str = include_str!("../../assets/icon.svg");
const SCRIPT: &str = include_str!("../../assets/portal.js");

/// What tells one version of the files from another, so that browsers may keep them.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mark = [STYLE, SCRIPT, ICON].concat().bytes().fold(0xcbf2_9ce4_8422_2325_u64, |mark, byte| {
        (mark ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{mark:016x}")
});

pub(super) fn addresses(base: &str) -> Assets {
    let version = VERSION.as_str();
    Assets {
        icon: format!("{base}/assets/icon.svg?v={version}"),
        style: format!("{base}/assets/portal.css?v={version}"),
        script: format!("{base}/assets/portal.js?v={version}"),
    }
}

pub(super) fn routes() -> Router<Web> {
    let file = |kind: &'static str, text: &'static str| {
        get(move || async move {
            let headers = [
                (CONTENT_TYPE, kind),
                (CACHE_CONTROL, "public, max-age=31536000, immutable"),
                (X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, text).into_response()
        })
    };
    Router::new()
        .route("/assets/portal.css", file("text/css; charset=utf-8", STYLE))
        .route("/assets/icon.svg", file("image/svg+xml", ICON))
        .route("/assets/portal.js", file("text/javascript; charset=utf-8", SCRIPT))
}
