//! The request log of a connection: what the provider sent, what came of it, why, and what to do.

use super::{About, At, Head, Tab, Told, standing};
use crate::portal::asked::Asked;
use crate::portal::frame::{Frame, Nav, page};
use crate::portal::{Answer, Desk, Trouble};
use app::{Work, calls};
use askama::Template;
use directory::{Call, CallId, Connection};
use scim::dialect::Tolerance;
use std::slice;
use store::{CallQuery, CallTotals};

/// How many calls are on a page.
const CALLS_SHOWN: u64 = 50;

#[derive(Template)]
#[template(path = "portal/connections/requests.html")]
struct Page {
    frame: Frame,
    head: Head,
    provider: String,
    calls: Vec<(Told, Option<About>)>,
    refused_only: bool,
    /// Whether these are the newest, so that others may come.
    is_newest: bool,
    older: Option<String>,
    totals: CallTotals,
    /// How many there are on all pages.
    count: u64,
    logs_calls: bool,
}

#[derive(Template)]
#[template(path = "portal/connections/request.html")]
struct One {
    frame: Frame,
    head: Head,
    told: Told,
    about: Option<About>,
    exact: String,
    token: Option<String>,
    request: Option<String>,
    answer: Option<String>,
    /// A body is not kept.
    cut: bool,
    tolerated: Vec<Fired>,
}

/// What the dialect let pass in one call.
struct Fired {
    what: String,
    place: String,
    switch: Option<String>,
}

/// The list, the newest first.
pub(crate) async fn list(desk: Desk, at: At, fields: Asked) -> Answer {
    let standing = standing(&desk, &at).await?;
    let refused = fields.text("show") == "refused";
    let before = CallId::parse(fields.text("before"));
    let (id, org) = (standing.connection.id, desk.org());
    let asked = CallQuery { refused, before, limit: CALLS_SHOWN + 1 };
    let read = move |work: &mut Work<'_, '_>| {
        let listed = calls::list(work, id, asked)?;
        let about = calls::about(work, org, &listed.calls)?;
        Ok((listed, about))
    };
    let (listed, about) = desk.read("list calls", read).await?;
    let shown = usize::try_from(CALLS_SHOWN).unwrap_or(usize::MAX);
    let calls = &listed.calls[..listed.calls.len().min(shown)];
    let told = |call| Told::of(desk.language(), &listed.connection, call);
    let about = about.into_iter().map(|about| about.map(|about| About::of(&desk, about)));
    let head = Head::of(&desk, &standing, Tab::Requests);
    let more = calls.last().filter(|_| listed.calls.len() > shown);
    let show = if refused { "show=refused&" } else { "" };
    let older = more.map(|last| format!("{}/requests?{show}before={}", head.address, last.id));
    let frame = desk.frame(Nav::Connections);
    let is_newest = before.is_none();
    Ok(page(&Page {
        frame: if is_newest { frame.refreshing(10) } else { frame },
        head,
        provider: desk.language().the_provider(listed.connection.provider),
        calls: calls.iter().map(told).zip(about).collect(),
        refused_only: refused,
        is_newest,
        older,
        totals: listed.totals,
        count: listed.count,
        logs_calls: listed.connection.logs_calls,
    }))
}

/// One call, with what was sent and answered.
pub(crate) async fn show(desk: Desk, at: At) -> Answer {
    let standing = standing(&desk, &at).await?;
    let id = CallId::parse(&at.item).ok_or(Trouble::NotFound)?;
    let connection = standing.connection.clone();
    let read = move |work: &mut Work<'_, '_>| {
        let call = calls::call(work, &connection, id)?;
        let about = calls::about(work, connection.org, slice::from_ref(&call))?.pop().flatten();
        Ok((call, about))
    };
    let (call, about) = desk.read("look at call", read).await?;
    let head = Head::of(&desk, &standing, Tab::Requests);
    let about = about.map(|about| About::of(&desk, about));
    Ok(page(&One { about, ..One::of(&desk, head, &standing.connection, &call) }))
}

impl One {
    fn of(desk: &Desk, head: Head, connection: &Connection, call: &Call) -> Self {
        let language = desk.language();
        let fired = |(name, place): (String, String)| {
            let tolerance = Tolerance::parse(&name);
            let what = tolerance.map_or(name, |tolerance| language.tolerance(tolerance));
            Fired {
                what,
                place,
                switch: tolerance.and_then(Tolerance::switch).map(|switch| language.switch_name(switch)),
            }
        };
        Self {
            frame: desk.frame(Nav::Connections),
            head,
            told: Told::of(language, connection, call),
            about: None,
            exact: call.at.to_string(),
            token: call.token.as_ref().map(ToString::to_string),
            request: pretty(&call.request),
            answer: pretty(&call.answer),
            cut: call.cut,
            tolerated: call.tolerated().into_iter().map(fired).collect(),
        }
    }
}

/// A body as people read it; nothing if there is none.
fn pretty(body: &directory::Json) -> Option<String> {
    let value = body.to_value().filter(|value| !value.is_null())?;
    serde_json::to_string_pretty(&value).ok()
}
