//! The trail as a file to take along.

use super::super::order::Auditor;
use super::super::trouble::Often;
use super::super::{Answer, Notice, Order, Trouble};
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
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use store::{Access, TrailFilter, TrailPlace};

/// Most exports of one organization at a time: each reads a whole trail.
const EXPORTS_MAX: usize = 2;
/// After how long one more is worth a try.
const AGAIN_AFTER: Duration = Duration::from_secs(30);

/// The exports that are under way on this server. Each organization has places of its own, or one that takes its time would
/// keep all others waiting.
#[derive(Default)]
pub(crate) struct Exports(Mutex<HashMap<OrgId, usize>>);

/// An export that is under way.
struct UnderWay {
    exports: Arc<Exports>,
    org: OrgId,
}

impl Exports {
    fn begin(self: &Arc<Self>, org: OrgId) -> Option<UnderWay> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let count = all.entry(org).or_default();
        (*count < EXPORTS_MAX).then(|| {
            *count += 1;
            UnderWay { exports: Arc::clone(self), org }
        })
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        let mut all = self.exports.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = all.get_mut(&self.org) {
            *count = count.saturating_sub(1);
            if *count == 0 {
                all.remove(&self.org);
            }
        }
    }
}

/// Entries that are still to be written.
struct Rest {
    /// Held to the end of the file, or until nobody takes it any more.
    _under_way: UnderWay,
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
/// neither the server nor anybody else has to wait for a long trail. Whoever had to give the password first asks once more.
pub(crate) async fn export(order: Order<Auditor>) -> Answer {
    let (format, word, kind) = match order.form.text("format") {
        "json" => (Format::Json, "json", "application/json"),
        "csv" => (Format::Csv, "csv", "text/csv; charset=utf-8"),
        _ => return Err(Trouble::NotFound),
    };
    let asked = Asked::of(|name| order.form.text(name).to_owned());
    let filter = asked.filter().ok_or(Trouble::NotFound)?;
    let was_confirmed = order.desk.who.is_confirmed();
    order.confirmed().await?;
    if !was_confirmed {
        // A browser that takes a file stays on the page that asked for the password, with all that it said of it.
        let trail = order.desk.address(&format!("/audit{}", asked.query(TrailPlace::Newest)));
        return Ok(Notice::AuditConfirmed.at(&trail));
    }
    let under_way = order.desk.web.exports.begin(order.desk.org());
    let under_way = under_way.ok_or(Trouble::TooOften(Often::Export, AGAIN_AFTER))?;
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
    let rest = Rest {
        _under_way: under_way,
        app,
        org,
        who,
        filter,
        export,
        head: Some(head),
        place: Some(TrailPlace::Newest),
    };
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

#[cfg(test)]
mod tests {
    use super::*;
    use directory::{Ids, Timestamp};

    #[test]
    fn each_organization_takes_two_exports_along_at_a_time() {
        let mut ids = Ids::new(Timestamp::from_millis(0), [7; 32]);
        let (acme, other): (OrgId, OrgId) = (ids.id(), ids.id());
        let exports = Arc::new(Exports::default());
        let first = exports.begin(acme).expect("the first");
        let second = exports.begin(acme).expect("the second");
        assert!(exports.begin(acme).is_none());
        assert!(exports.begin(other).is_some(), "nobody else waits");
        drop(first);
        let third = exports.begin(acme).expect("there is room again");
        assert!(exports.begin(acme).is_none());
        drop((second, third));
        assert!(exports.0.lock().expect("the lock").is_empty(), "nothing is kept of what has ended");
    }
}
