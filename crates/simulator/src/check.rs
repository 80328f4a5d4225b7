//! The simulator's own checks: what a person would look up afterwards, and no provider does.

use crate::attribute::{ENTERPRISE_URN, Path, difference};
use crate::behaviour::{Behaviour, Job};
use crate::call::Call;
use crate::http::percent_encode;
use crate::options::Error;
use serde_json::Value;
use std::collections::BTreeSet;

/// `meta.lastModified` and `meta.version` of everything that the provider has on the server, in order.
///
/// What a server does not show is null and stays so.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Stamps {
    users: Vec<Stamp>,
    groups: Vec<Stamp>,
}

type Stamp = Option<(Value, Value)>;

/// Reads every user and group: values must be as they were sent, members as they are at the provider.
pub(crate) fn everything(job: &mut Job<'_>, behaviour: &dyn Behaviour) -> Result<Stamps, Error> {
    let mut stamps = Stamps::default();
    for person in 0..job.users.len() {
        stamps.users.push(user(job, behaviour, person)?);
        job.wire.done();
    }
    for team in 0..job.groups.len() {
        stamps.groups.push(group(job, team)?);
        job.wire.done();
    }
    Ok(stamps)
}

/// The same, and nothing may have been touched since.
pub(crate) fn unchanged(job: &mut Job<'_>, behaviour: &dyn Behaviour, before: &Stamps) -> Result<(), Error> {
    for person in 0..job.users.len() {
        let now = user(job, behaviour, person)?;
        compare_stamps(job, before.users[person].as_ref(), now.as_ref());
        job.wire.done();
    }
    for team in 0..job.groups.len() {
        let now = group(job, team)?;
        compare_stamps(job, before.groups[team].as_ref(), now.as_ref());
        job.wire.done();
    }
    Ok(())
}

/// Nothing may have been touched between two looks at the same resource.
pub(crate) fn compare_stamps(
    job: &mut Job<'_>,
    before: Option<&(Value, Value)>,
    now: Option<&(Value, Value)>,
) {
    if let (Some(before), Some(now)) = (before, now)
        && before != now
    {
        let (last_modified, version) = before;
        job.wire.object(format!(
            "meta.lastModified {last_modified} and meta.version {version} as before, since nothing has changed"
        ));
    }
}

/// Reads a user, who must have the values that the provider sent.
pub(crate) fn user(job: &mut Job<'_>, behaviour: &dyn Behaviour, person: usize) -> Result<Stamp, Error> {
    let Some(id) = job.users[person].clone() else { return Ok(None) };
    let Some(answer) = job.wire.look(&Call::get(target("Users", &id)), &[200])? else { return Ok(None) };
    for (path, value) in difference(behaviour.profile(job, person), &answer.body) {
        let found = path.read(&answer.body).map_or_else(|| "nothing".to_owned(), Value::to_string);
        job.wire.object(format!("{path} to be {value} as it was sent, not {found}"));
    }
    let manager = job.directory.people[person].manager.and_then(|manager| job.users[manager].clone());
    if let Some(manager) = manager.filter(|_| behaviour.habits().refers) {
        let found = &answer.body[ENTERPRISE_URN]["manager"];
        if found != manager.as_str() && found["value"] != manager.as_str() {
            job.wire.object(format!("the manager to be {manager}, not {found}"));
        }
    }
    Ok(Some(stamp(&answer.body)))
}

/// Reads a user, who must not have this any more.
pub(crate) fn cleared(job: &mut Job<'_>, person: usize, path: Path) -> Result<(), Error> {
    let Some(id) = job.users[person].clone() else { return Ok(()) };
    let Some(answer) = job.wire.look(&Call::get(target("Users", &id)), &[200])? else { return Ok(()) };
    if let Some(found) = path.read(&answer.body) {
        job.wire.object(format!("{path} to be cleared, not {found}"));
    }
    Ok(())
}

/// Reads a group, which must have its name and exactly its members.
pub(crate) fn group(job: &mut Job<'_>, team: usize) -> Result<Stamp, Error> {
    let Some(id) = job.groups[team].clone() else { return Ok(None) };
    let Some(answer) = job.wire.look(&Call::get(target("Groups", &id)), &[200])? else { return Ok(None) };
    let name = job.directory.teams[team].name.clone();
    if answer.body["displayName"] != name.as_str() {
        job.wire.object(format!("displayName to be {name:?}"));
    }
    let wanted: BTreeSet<String> = job
        .members(job.directory.teams[team].members.iter().copied())
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let found: BTreeSet<String> = answer.body["members"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|member| member["value"].as_str().map(str::to_owned))
        .collect();
    if wanted != found {
        let lacking = wanted.difference(&found).count();
        let foreign = found.difference(&wanted).count();
        job.wire.object(format!(
            "{} members as at the provider; {lacking} of them are not there, and {foreign} others are",
            wanted.len()
        ));
    }
    Ok(Some(stamp(&answer.body)))
}

/// What was deleted must be unknown (RFC 7644 §3.6).
pub(crate) fn gone(job: &mut Job<'_>, endpoint: &str, id: &str) -> Result<(), Error> {
    job.wire.look(&Call::get(target(endpoint, id)), &[404])?;
    Ok(())
}

pub(crate) fn target(endpoint: &str, id: &str) -> String {
    format!("/{endpoint}/{}", percent_encode(id, b"-._~"))
}

fn stamp(resource: &Value) -> (Value, Value) {
    (resource["meta"]["lastModified"].clone(), resource["meta"]["version"].clone())
}
