//! An import of users and groups while another client of the same server keeps adding some.

use super::pages::{Kind, Walk, import, walk};
use super::{Okta, calls};
use crate::attribute::{GROUP_URN, USER_URN};
use crate::behaviour::{Behaviour as _, Job};
use crate::call::Call;
use crate::options::Error;
use crate::script;
use crate::second::Second;
use crate::wire::id_of;
use serde_json::json;
use std::sync::mpsc::{Receiver, channel};

/// How many users, and how many groups, there are at least, so that an import has several pages.
const ROWS_MIN: usize = 2 * calls::PAGE + 20;
/// How many rows are added while one page is read.
const ROWS_PER_PAGE: usize = 5;
/// How many pages of an import have rows added to them, so that it ends on any server.
const PAGES_WITH_ROWS: usize = 20;

/// How the names begin of those who are there all along.
const EARLY: &str = "early";
/// How the names begin of those who come during an import.
const LATE: &str = "late";

/// Imports a quiet server first. Whoever was there then must be met again, once, while others come.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let mut okta = Okta::new(job.seed);
    script::connect(job, &mut okta)?;
    script::push_users(job, &mut okta)?;
    script::push_groups(job, &mut okta)?;
    let leaver = job.directory.users().checked_sub(1);
    if let Some(leaver) = leaver {
        job.wire.step("deactivate a user", 1);
        job.directory.people[leaver].active = false;
        okta.set_active(job, leaver)?;
    }
    let mut other = job.wire.second();
    for kind in [Kind::Users, Kind::Groups] {
        // An earlier run may have been cut short.
        remove(job, &mut other, kind, LATE)?;
        fill(job, &mut other, kind)?;
        if let Some(quiet) = import_quietly(job, kind, leaver)? {
            import_while_rows_come(job, &mut other, kind, &quiet)?;
        }
        remove(job, &mut other, kind, LATE)?;
        if job.wire.is_last_cycle() {
            remove(job, &mut other, kind, EARLY)?;
        }
    }
    if let Some(leaver) = leaver {
        job.wire.step("reactivate the user", 1);
        job.directory.people[leaver].active = true;
        okta.set_active(job, leaver)?;
    }
    Ok(())
}

fn import_quietly(job: &mut Job<'_>, kind: Kind, leaver: Option<usize>) -> Result<Option<Walk>, Error> {
    job.wire.step("import", 1);
    let quiet = import(job, kind)?;
    if let (Kind::Users, Some(quiet), Some(leaver)) = (kind, &quiet, leaver)
        && job.users[leaver].as_ref().is_some_and(|id| !quiet.inactive.contains(id))
    {
        job.wire.fail("the deactivated user on one of the pages, with active as false");
    }
    job.wire.done();
    Ok(quiet)
}

fn import_while_rows_come(
    job: &mut Job<'_>,
    other: &mut Second,
    kind: Kind,
    quiet: &Walk,
) -> Result<(), Error> {
    job.wire.step("import while others add rows", 1);
    let domain = &job.directory.domain().to_owned();
    let (go, pages) = channel();
    let (met, added) = std::thread::scope(|scope| {
        let adding = scope.spawn(move || add_rows(other, kind, domain, &pages));
        let met = walk(job, kind, |start| {
            // Nobody listens any more only where the other client has failed, which is told below.
            go.send(start).unwrap_or_default();
        });
        drop(go);
        (met, adding.join().expect("the other client does not panic"))
    });
    if let Some(refused) = added? {
        job.wire.object(format!("201 for each row that another client adds, not {refused}"));
    }
    let Some(met) = met? else { return Ok(()) };
    if met.repeated > 0 {
        job.wire.object(format!("each resource on one page only, and {} were on two", met.repeated));
    }
    let missing = quiet.ids.difference(&met.ids).count();
    if missing > 0 {
        job.wire
            .object(format!("everybody who was there all along on one of the pages; {missing} are on none"));
    }
    job.wire.done();
    Ok(())
}

/// Adds a few rows for each page that is being read. Returns the status of one that was refused.
fn add_rows(
    other: &mut Second,
    kind: Kind,
    domain: &str,
    pages: &Receiver<usize>,
) -> Result<Option<u16>, Error> {
    let mut refused = None;
    for (page, _) in pages.iter().take(PAGES_WITH_ROWS).enumerate() {
        for row in 0..ROWS_PER_PAGE {
            let (status, _) = other.send(&add(kind, LATE, page * ROWS_PER_PAGE + row, domain))?;
            if status != 201 {
                refused = Some(status);
            }
        }
    }
    Ok(refused)
}

/// Adds rows until there are several pages.
fn fill(job: &mut Job<'_>, other: &mut Second, kind: Kind) -> Result<(), Error> {
    job.wire.step("let others add rows", ROWS_MIN);
    let domain = job.directory.domain().to_owned();
    let total = |other: &mut Second| -> Result<usize, Error> {
        let (_, list) = other.send(&calls::page(kind.endpoint(), 1))?;
        Ok(list["totalResults"].as_u64().and_then(|total| usize::try_from(total).ok()).unwrap_or_default())
    };
    for number in total(other)?..ROWS_MIN {
        let (status, _) = other.send(&add(kind, EARLY, number, &domain))?;
        if status != 201 {
            job.wire.object(format!("201 for each row that another client adds, not {status}"));
            return Ok(());
        }
        job.wire.done();
    }
    Ok(())
}

/// Removes what the other client has added.
fn remove(job: &mut Job<'_>, other: &mut Second, kind: Kind, first: &str) -> Result<(), Error> {
    job.wire.step("let others remove their rows", 1);
    let mark = format!("-{}", guest(job.directory.domain()));
    let mut ids = Vec::new();
    let mut start = 1;
    loop {
        let (_, list) = other.send(&calls::page(kind.endpoint(), start))?;
        let rows = list["Resources"].as_array().map_or(&[][..], Vec::as_slice);
        let is_theirs = |row: &&serde_json::Value| {
            row[kind.name()].as_str().is_some_and(|name| name.ends_with(&mark) && name.starts_with(first))
        };
        ids.extend(rows.iter().filter(is_theirs).filter_map(id_of));
        start += rows.len();
        if rows.is_empty() || list["totalResults"].as_u64().is_none_or(|total| start as u64 > total) {
            break;
        }
    }
    for id in ids {
        let (status, _) = other.send(&Call::delete(format!("{}/{id}", kind.endpoint())))?;
        if status != 204 {
            job.wire.object(format!("204 for each row that another client deletes, not {status}"));
            break;
        }
    }
    job.wire.done();
    Ok(())
}

fn add(kind: Kind, first: &str, number: usize, domain: &str) -> Call {
    let name = format!("{first}{number}-{}", guest(domain));
    match kind {
        Kind::Users => Call::post("/Users", json!({ "schemas": [USER_URN], "userName": name })),
        Kind::Groups => Call::post("/Groups", json!({ "schemas": [GROUP_URN], "displayName": name })),
    }
}

fn guest(domain: &str) -> String {
    format!("guest@{domain}")
}
