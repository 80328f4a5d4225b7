//! `SailPoint`'s SCIM 2.0 connector: it believes what the server says about itself.

mod advertised;
mod calls;

use crate::answers::new_id;
use crate::behaviour::Job;
use crate::call::Call;
use crate::options::{Error, Provider};
use crate::scenario::{Evidence, Play, Scenario, USERS};
use crate::wire::id_of;
use serde_json::Value;
use std::collections::HashSet;

pub(crate) const SCENARIOS: &[Scenario] = &[Scenario {
    provider: Provider::SailPoint,
    name: "discovery",
    about: "All that the server says about itself, then an aggregation of all accounts, page by page.",
    evidence: Evidence::Documentation,
    dialect: "sailpoint",
    users: USERS,
    headers: calls::headers,
    name_object: |dice| dice.guid(),
    play: Play::Script(play),
}];

/// A resource type of which accounts or groups are aggregated.
struct Type {
    endpoint: String,
    schemas: Vec<String>,
}

fn play(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("discover the service provider", 3);
    let config = job.wire.ask(&Call::get("/ServiceProviderConfig".to_owned()), &[200])?;
    job.wire.done();
    let types = discover_types(job)?;
    job.wire.done();
    discover_schemas(job, &types)?;
    job.wire.done();
    create_users(job)?;
    for ty in &types {
        aggregate(job, ty)?;
    }
    job.wire.step("use what is advertised", 1);
    match config {
        Some(config) => advertised::try_out(job, &config.body)?,
        None => return Err(Error::Untested),
    }
    job.wire.done();
    Ok(())
}

/// The list of resource types, and each of them alone.
fn discover_types(job: &mut Job<'_>) -> Result<Vec<Type>, Error> {
    let mut types = Vec::new();
    for listed in list(job, "/ResourceTypes")? {
        let (Some(name), Some(endpoint)) = (listed["name"].as_str(), listed["endpoint"].as_str()) else {
            job.wire.fail("a resource type with name and endpoint");
            continue;
        };
        let alone = job.wire.ask(&calls::single("/ResourceTypes", name), &[200])?;
        if alone.is_some_and(|alone| alone.body["endpoint"] != endpoint) {
            job.wire.fail("the resource type as it is in the list");
        }
        let extensions = listed["schemaExtensions"].as_array().into_iter().flatten();
        let urns = std::iter::once(&listed["schema"]).chain(extensions.map(|extension| &extension["schema"]));
        types.push(Type {
            endpoint: endpoint.to_owned(),
            schemas: urns.filter_map(|urn| urn.as_str().map(str::to_owned)).collect(),
        });
    }
    Ok(types)
}

/// The list of schemas, each of them alone, and those that the resource types name.
fn discover_schemas(job: &mut Job<'_>, types: &[Type]) -> Result<(), Error> {
    let mut known = HashSet::new();
    for listed in list(job, "/Schemas")? {
        let Some(urn) = id_of(&listed) else {
            job.wire.fail("a schema with an id");
            continue;
        };
        let alone = job.wire.ask(&calls::single("/Schemas", &urn), &[200])?;
        if alone.is_some_and(|alone| alone.body["attributes"] != listed["attributes"]) {
            job.wire.fail("the schema as it is in the list");
        }
        known.insert(urn);
    }
    for urn in types.iter().flat_map(|ty| &ty.schemas).filter(|urn| !known.contains(*urn)) {
        job.wire.fail(format!("the schema {urn}, which a resource type names"));
    }
    Ok(())
}

fn list(job: &mut Job<'_>, endpoint: &str) -> Result<Vec<Value>, Error> {
    let Some(answer) = job.wire.ask(&Call::get(endpoint.to_owned()), &[200])? else { return Ok(Vec::new()) };
    match answer.list() {
        Some((total, resources)) if resources.len() as u64 == total && total > 0 => Ok(resources.to_vec()),
        _ => {
            job.wire.fail("a ListResponse of as many as totalResults says, and not of none");
            Ok(Vec::new())
        }
    }
}

/// Accounts that are requested come by POST, in the shape of RFC 7643.
fn create_users(job: &mut Job<'_>) -> Result<(), Error> {
    let users = job.directory.users();
    job.wire.step("create the accounts", users);
    for person in 0..users {
        if job.users[person].is_none() {
            let profile = &job.directory.people[person];
            let (find, create) = (calls::match_user(&profile.user_name), calls::create_user(profile));
            let Some(answer) = job.wire.ask(&find, &[200])? else { continue };
            job.users[person] = answer.list().and_then(|(_, found)| found.first()).and_then(id_of);
            if job.users[person].is_none()
                && let Some(answer) = job.wire.ask(&create, &[201])?
            {
                job.users[person] = new_id(job, &answer);
            }
        }
        job.wire.done();
    }
    Ok(())
}

/// Reads all pages of an endpoint, and demands of them what was advertised.
fn aggregate(job: &mut Job<'_>, ty: &Type) -> Result<(), Error> {
    job.wire.step("aggregate", 1);
    let mut ids = HashSet::new();
    let mut totals = HashSet::new();
    let mut start = 1;
    loop {
        let Some(answer) = job.wire.ask(&calls::page(&ty.endpoint, start), &[200])? else { return Ok(()) };
        let Some((total, resources)) = answer.list() else {
            job.wire.fail("a ListResponse");
            return Ok(());
        };
        totals.insert(total);
        for resource in resources {
            let urns = resource["schemas"].as_array().into_iter().flatten();
            let unknown = urns.filter_map(Value::as_str).find(|urn| !ty.schemas.iter().any(|u| u == urn));
            if let Some(urn) = unknown {
                job.wire.fail(format!("only schemas that its resource type names, and not {urn}"));
            }
            match id_of(resource) {
                Some(id) => {
                    ids.insert(id);
                }
                None => job.wire.fail("an id in each resource"),
            }
        }
        start += resources.len();
        if resources.is_empty() || start as u64 > total {
            break;
        }
    }
    // While others write, pages shift (RFC 7644 §3.4.2.4); then this says nothing.
    if totals.len() == 1 && ty.endpoint == "/Users" && job.users.iter().flatten().any(|id| !ids.contains(id))
    {
        job.wire.object("each account on one of the pages");
    }
    job.wire.done();
    Ok(())
}
