//! The simulator's own check that all which a service provider advertises is true (RFC 7643 §5).
//!
//! What is written here changes nothing.

use super::calls;
use crate::behaviour::Job;
use crate::options::Error;
use serde_json::Value;

/// Uses each feature that the configuration says is there.
pub(super) fn try_out(job: &mut Job<'_>, config: &Value) -> Result<(), Error> {
    for feature in ["patch", "bulk", "filter", "changePassword", "sort", "etag"] {
        if !config[feature]["supported"].is_boolean() {
            job.wire.object(format!("{feature}.supported as true or false in the ServiceProviderConfig"));
        }
    }
    let has = |feature: &str| config[feature]["supported"] == true;
    if let Some(id) = job.users.first().cloned().flatten() {
        let name = job.directory.people[0].display_name();
        if has("patch") {
            job.wire.look(&calls::same_name(&id, &name), &[200, 204])?;
        }
        if has("bulk") {
            bulk(job, &id, &name)?;
        }
        if has("etag") {
            etag(job, &id)?;
        }
        if has("filter") {
            filter(job, &id)?;
        }
    }
    if has("sort") {
        sort(job)?;
    }
    if let Some(most) = config["filter"]["maxResults"].as_u64().filter(|_| has("filter")) {
        let answer = job.wire.look(&calls::most(most), &[200])?;
        if answer.is_some_and(|answer| answer.list().is_none_or(|(_, page)| page.len() as u64 > most)) {
            job.wire.object(format!("a ListResponse of {most} at most, as filter.maxResults says"));
        }
    }
    if config["pagination"]["cursor"] == true {
        let answer = job.wire.look(&calls::first_cursor(), &[200])?;
        if answer.is_some_and(|answer| {
            answer.list().is_none_or(|(total, _)| total > 1 && !answer.body["nextCursor"].is_string())
        }) {
            job.wire.object("a ListResponse with a nextCursor, as pagination.cursor says (RFC 9865)");
        }
    }
    Ok(())
}

fn bulk(job: &mut Job<'_>, id: &str, name: &str) -> Result<(), Error> {
    let answer = job.wire.look(&calls::same_name_in_bulk(id, name), &[200])?;
    let passed = |status: &Value| matches!(status.as_str(), Some("200" | "204"));
    if answer.is_some_and(|answer| !passed(&answer.body["Operations"][0]["status"])) {
        job.wire.object("one operation with the status \"200\" or \"204\", as bulk.supported says");
    }
    Ok(())
}

fn etag(job: &mut Job<'_>, id: &str) -> Result<(), Error> {
    let answer = job.wire.look(&calls::get_user(id), &[200])?;
    if answer.is_some_and(|answer| !answer.body["meta"]["version"].is_string()) {
        job.wire.object("meta.version as text, as etag.supported says (RFC 7644 §3.14)");
    }
    Ok(())
}

fn filter(job: &mut Job<'_>, id: &str) -> Result<(), Error> {
    let call = calls::match_user(&job.directory.people[0].user_name);
    let answer = job.wire.look(&call, &[200])?;
    if answer
        .is_some_and(|answer| answer.list().is_none_or(|(_, hits)| hits.iter().all(|hit| hit["id"] != id)))
    {
        job.wire.object(format!("the user {id} among the hits, as filter.supported says"));
    }
    Ok(())
}

fn sort(job: &mut Job<'_>) -> Result<(), Error> {
    let Some(answer) = job.wire.look(&calls::sorted(), &[200])? else { return Ok(()) };
    let names = answer.list().map(|(_, users)| {
        users.iter().filter_map(|user| Some(user["userName"].as_str()?.to_ascii_lowercase())).collect()
    });
    if names.is_none_or(|names: Vec<String>| !names.is_sorted()) {
        job.wire.object("users in the order of their userName, as sort.supported says (RFC 7644 §3.4.2.3)");
    }
    Ok(())
}
