//! One entry of the trail, with what was there before and after.

use super::super::parts::encoded;
use super::super::{Answer, Desk, Frame, Nav, Trouble, page};
use super::difference::Difference;
use super::row::{Known, Row};
use app::{Error, Work, audit};
use askama::Template;
use axum::extract::Path;
use std::collections::HashMap;
use store::{TrailFilter, TrailPlace};

#[derive(Template)]
#[template(path = "portal/audit_entry.html")]
struct Page {
    frame: Frame,
    row: Row,
    /// The exact time.
    exact: String,
    id: String,
    /// The id of what it was done to.
    target: String,
    difference: Difference,
}

/// The entry of that number.
pub(crate) async fn show(desk: Desk, Path(path): Path<HashMap<String, String>>) -> Answer {
    let number: u64 = path.get("number").and_then(|text| text.parse().ok()).ok_or(Trouble::NotFound)?;
    let org = desk.org();
    let read = move |work: &mut Work<'_, '_>| {
        let place = TrailPlace::NewerThan(number.saturating_sub(1));
        let mut found = work.tx.org(org).trail(&TrailFilter::default(), place, 1)?.entries;
        found.retain(|(known, _)| *known == number);
        let shown = audit::shown(work, org, found)?;
        let known = Known::of(work, org, &shown)?;
        Ok((shown.into_iter().next().ok_or(Error::NotFound)?, known))
    };
    let (shown, known) = desk.read("read audit entry", read).await?;
    Ok(page(&Page {
        frame: desk.frame(Nav::Audit),
        row: Row::of(&desk, &shown, &known),
        exact: shown.entry.at.to_string(),
        id: shown.entry.id.to_string(),
        difference: Difference::of(desk.language(), &shown.entry),
        target: shown.entry.target,
    }))
}

impl Page {
    fn encoded_target(&self) -> String {
        encoded(&self.target)
    }
}
