//! The trail as a file to take along.

use super::super::order::Auditor;
use super::super::{Answer, Order, Trouble};
use super::asked::Asked;
use app::audit::{Export, Format, step};
use app::sessions::appointed;
use app::{App, Error};
use axum::body::Body;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::IntoResponse as _;
use directory::{Action, AdministratorId, OrgId, Role};
use futures_util::stream::try_unfold;
use serde_json::json;
use store::{Access, TrailFilter, TrailPlace};

/// Entries that are still to be written.
struct Rest {
    app: App,
    org: OrgId,
    /// Who takes it along.
    who: AdministratorId,
    filter: TrailFilter,
    export: Export,
    /// What the file begins with, before it has begun.
    head: Option<String>,
    /// Where it goes on; none where it ends.
    place: Option<TrailPlace>,
}

/// Sends what the filter leaves, which is an entry of the trail itself. It is read step by step while it is sent, so that
/// neither the server nor anybody else has to wait for a long trail.
pub(crate) async fn export(order: Order<Auditor>) -> Answer {
    let (format, word, kind) = match order.form.text("format") {
        "json" => (Format::Json, "json", "application/json"),
        "csv" => (Format::Csv, "csv", "text/csv; charset=utf-8"),
        _ => return Err(Trouble::NotFound),
    };
    let asked = Asked::of(|name| order.form.text(name).to_owned());
    let filter = asked.filter().ok_or(Trouble::NotFound)?;
    order.confirmed().await?;
    let (org, who, filtered) = (order.desk.org(), order.desk.who.clone(), asked.to_json());
    let day = order
        .write("note export", move |work, _| {
            let mut change = who.administrator.told(org, Action::AuditTrailExported, &mut work.ids, work.now);
            change.audit = change.audit.after(json!({ "format": word, "filter": filtered }));
            work.tx.save(&change)?;
            Ok(work.now.to_string()[..10].to_owned())
        })
        .await?;
    let (export, head) = Export::begin(format);
    let app = order.desk.web.app.clone();
    let who = order.desk.who.administrator.id;
    let rest = Rest { app, org, who, filter, export, head: Some(head), place: Some(TrailPlace::Newest) };
    let body = Body::from_stream(try_unfold(Some(rest), next));
    let named = format!("attachment; filename=\"rollbook-audit-{day}.{word}\"");
    Ok(([(CONTENT_TYPE, kind.to_owned()), (CONTENT_DISPOSITION, named)], body).into_response())
}

/// The next part of the file. Where it cannot be read, the answer ends in the middle, and nobody takes it for whole.
async fn next(rest: Option<Rest>) -> Result<Option<(String, Option<Rest>)>, Error> {
    let Some(mut rest) = rest else { return Ok(None) };
    if let Some(head) = rest.head.take() {
        return Ok(Some((head, Some(rest))));
    }
    let Some(place) = rest.place else {
        return Ok(Some((rest.export.end().to_owned(), None)));
    };
    let (org, who, filter) = (rest.org, rest.who, rest.filter.clone());
    let read = rest.app.run(Access::Search, "export audit trail", move |work| {
        // A slow reader may be dismissed long before the end.
        appointed(work, who, org, Role::Auditor)?;
        step(work, org, &filter, place)
    });
    let (entries, place) = read.await?;
    rest.place = place;
    Ok(Some((rest.export.write(&entries), Some(rest))))
}
