//! An organization at a glance.

use super::notice::Noticed;
use super::{Answer, Desk, Frame, Nav, page};
use askama::Template;

#[derive(Template)]
#[template(path = "portal/overview.html")]
struct Page {
    frame: Frame,
}

/// The page.
pub(crate) async fn show(desk: Desk, Noticed(notice): Noticed) -> Answer {
    Ok(page(&Page { frame: desk.frame(Nav::Overview).noticing(notice) }))
}
