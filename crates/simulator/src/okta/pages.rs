//! Okta's lists: their counters, and an import that reads page after page.

use super::calls;
use crate::behaviour::Job;
use crate::options::Error;
use crate::wire::{Answer, id_of};
use serde_json::Value;
use std::collections::HashSet;

/// Where an import reads, and the attribute that names what it finds there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Users,
    Groups,
}

/// What an import has met.
#[derive(Debug, Default)]
pub(super) struct Walk {
    pub(super) ids: HashSet<String>,
    /// Each with its id.
    pub(super) inactive: HashSet<String>,
    /// How many were met again on another page.
    pub(super) repeated: usize,
    /// The different values of `totalResults`, which change while others write.
    totals: HashSet<u64>,
}

impl Kind {
    pub(super) fn endpoint(self) -> &'static str {
        match self {
            Self::Users => "/Users",
            Self::Groups => "/Groups",
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Users => "userName",
            Self::Groups => "displayName",
        }
    }
}

/// The resources of a list. Okta needs all three counters to be numbers.
pub(super) fn counted_list<'a>(job: &mut Job<'_>, answer: &'a Answer) -> Option<&'a [Value]> {
    let counted =
        ["totalResults", "startIndex", "itemsPerPage"].iter().all(|name| answer.body[name].is_u64());
    let list = answer.list().filter(|_| counted);
    if list.is_none() {
        job.wire.fail("a ListResponse whose totalResults, startIndex and itemsPerPage are numbers");
    }
    list.map(|(_, resources)| resources)
}

/// Imports all there is. What others write meanwhile shifts the pages, and then nothing can be said of the whole.
pub(super) fn import(job: &mut Job<'_>, kind: Kind) -> Result<Option<Walk>, Error> {
    let Some(walk) = walk(job, kind, |_| {})? else { return Ok(None) };
    if walk.totals.len() > 1 {
        return Ok(Some(walk));
    }
    if walk.repeated > 0 {
        job.wire.object(format!("each resource on one page only, and {} were on two", walk.repeated));
    }
    let pushed = if kind == Kind::Users { &job.users } else { &job.groups };
    if pushed.iter().flatten().any(|id| !walk.ids.contains(id)) {
        job.wire.object(format!("each pushed resource on one of the pages of {}", kind.endpoint()));
    }
    Ok(Some(walk))
}

/// Reads page after page until `totalResults` are seen. `meanwhile` hears of each page before it is asked for. None
/// if there is a page that Okta cannot read.
pub(super) fn walk(
    job: &mut Job<'_>,
    kind: Kind,
    mut meanwhile: impl FnMut(usize),
) -> Result<Option<Walk>, Error> {
    let mut walk = Walk::default();
    let mut start = 1;
    loop {
        meanwhile(start);
        let call = calls::page(kind.endpoint(), start);
        let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(None) };
        let Some(resources) = counted_list(job, &answer) else { return Ok(None) };
        let total = answer.body["totalResults"].as_u64().unwrap_or_default();
        walk.totals.insert(total);
        for resource in resources {
            walk.meet(job, kind, resource);
        }
        start += resources.len();
        if resources.is_empty() || start as u64 > total {
            return Ok(Some(walk));
        }
    }
}

impl Walk {
    fn meet(&mut self, job: &mut Job<'_>, kind: Kind, resource: &Value) {
        let named = resource.get(kind.name()).is_some_and(Value::is_string);
        let mails_listed = resource.get("emails").is_none_or(|emails| emails.is_array() || emails.is_null());
        let Some(id) = id_of(resource).filter(|_| named && mails_listed) else {
            job.wire.fail(format!("id and {} in each resource, and emails as an array", kind.name()));
            return;
        };
        if resource.get("active") == Some(&Value::Bool(false)) {
            self.inactive.insert(id.clone());
        }
        if !self.ids.insert(id) {
            self.repeated += 1;
        }
    }
}
