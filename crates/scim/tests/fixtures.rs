//! Runs every file under `fixtures/`: what comes in, and what must come of it.

use scim::dialect::{Dialect, Fired, Switch};
use scim::patch::{PatchRequest, members};
use scim::project::Projection;
use scim::{Error, Resource, ResourceType};
use serde_json::{Map, Value, json};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn rfc7643() {
    run_folder("rfc7643");
}

#[test]
fn rfc7644() {
    run_folder("rfc7644");
}

#[test]
fn entra() {
    run_folder("entra");
}

#[test]
fn okta() {
    run_folder("okta");
}

#[test]
fn others() {
    run_folder("others");
}

/// Runs all files and reports all that fail, so that one mistake shows its whole extent.
fn run_folder(name: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name);
    let mut files = Vec::new();
    collect(&folder, &mut files);
    assert!(!files.is_empty(), "{} holds no fixtures", folder.display());
    let failures: Vec<String> = files
        .iter()
        .filter_map(|file| {
            let failure = run_file(file).err()?;
            Some(format!("{}\n{failure}", file.strip_prefix(&folder).unwrap_or(file).display()))
        })
        .collect();
    assert!(
        failures.is_empty(),
        "{} of {} fixtures fail\n\n{}",
        failures.len(),
        files.len(),
        failures.join("\n\n")
    );
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a folder entry").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}

fn run_file(file: &Path) -> Result<(), String> {
    let text = fs::read(file).map_err(|error| error.to_string())?;
    let fixture = scim::json::parse(&text).map_err(|error| error.to_string())?;
    let known =
        ["why", "do", "resourceType", "dialect", "before", "request", "after", "error", "matches", "fired"];
    let fields = fixture.as_object().ok_or("a fixture is an object")?;
    if let Some(stray) = fields.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("`{stray}` is not part of a fixture"));
    }
    if fixture["why"].as_str().is_none_or(str::is_empty) {
        return Err("it does not say why".into());
    }
    let mut fired = Fired::default();
    let outcome = perform(&fixture, &mut fired)?;
    compare(&fixture, &outcome)?;
    match fixture.get("fired") {
        Some(expected) => {
            let mut names: Vec<&str> = fired.iter().map(|(tolerance, ..)| tolerance.as_str()).collect();
            names.dedup();
            if *expected == json!(names) { Ok(()) } else { Err(format!("it fired {names:?}")) }
        }
        None => Ok(()),
    }
}

fn perform(fixture: &Value, fired: &mut Fired) -> Result<Result<Value, Error>, String> {
    let ty = match fixture["resourceType"].as_str() {
        Some("User") => user(),
        Some("Group") => ResourceType::group(),
        _ => return Err("resourceType must be User or Group".into()),
    };
    let name = fixture["dialect"].as_str().unwrap_or("strict");
    let dialect = Dialect::parse(name).ok_or(format!("there is no dialect `{name}`"))?;
    let (before, request) = (&fixture["before"], &fixture["request"]);
    Ok(match fixture["do"].as_str() {
        Some("create") => create(request, &ty, &dialect, fired),
        Some("replace") => replace(before, request, &ty, &dialect, fired),
        Some("patch") => patch(before, request, &ty, &dialect, fired),
        Some("project") => project(before, request, &ty),
        Some("filter") => filter(before, request, &ty, &dialect, fired),
        Some("bulk") => bulk(request),
        other => return Err(format!("{other:?} is not something to do")),
    })
}

fn compare(fixture: &Value, outcome: &Result<Value, Error>) -> Result<(), String> {
    let expected = match (fixture.get("after").or(fixture.get("matches")), fixture.get("error")) {
        (Some(after), None) => after.clone(),
        (None, Some(error)) => error.clone(),
        _ => return Err("it must have either an outcome or an error".into()),
    };
    let actual = match outcome {
        Ok(value) => value.clone(),
        Err(error) => {
            let mut json = json!({ "status": error.status });
            if let Some(scim_type) = error.scim_type {
                json["scimType"] = json!(scim_type.as_str());
            }
            json
        }
    };
    if actual == expected {
        return Ok(());
    }
    let detail =
        outcome.as_ref().err().map_or(String::new(), |error| format!("\n  detail: {}", error.detail));
    Err(format!("  expected {expected}\n  actual   {actual}{detail}"))
}

/// A user with the enterprise extension and one that an organization declared.
fn user() -> ResourceType {
    use scim::attribute::{Attribute, Mutability, Type};
    ResourceType::user().with_extension(scim::Schema {
        id: "urn:example:scim:schemas:badge:2.0:User".into(),
        name: "Badge".into(),
        description: "What a customer declared.".into(),
        attributes: vec![
            Attribute::new("number", Type::Integer, "").mutability(Mutability::Immutable),
            Attribute::new("printed", Type::DateTime, "").mutability(Mutability::ReadOnly),
            Attribute::new("tags", Type::String, "").multi_valued(),
            Attribute::new("weight", Type::Decimal, ""),
            Attribute::new("office", Type::Complex, "").with(vec![
                Attribute::new("site", Type::String, "").mutability(Mutability::Immutable),
                Attribute::new("room", Type::String, ""),
            ]),
        ],
    })
}

fn create(request: &Value, ty: &ResourceType, dialect: &Dialect, fired: &mut Fired) -> Result<Value, Error> {
    let mut body = request.clone();
    let members = take_members(&mut body, ty, dialect, fired)?;
    let body = dialect.resource(body, ty, fired);
    Ok(shown(Resource::parse(&body, ty)?, &members.unwrap_or_default()))
}

fn replace(
    before: &Value,
    request: &Value,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<Value, Error> {
    let (before, current) = stored(before, ty);
    let mut body = request.clone();
    let members = match take_members(&mut body, ty, dialect, fired)? {
        None if dialect.has(Switch::PutKeepsMembers) => current,
        members => members.unwrap_or_default(),
    };
    let body = dialect.resource(body, ty, fired);
    Ok(shown(before.replace(&body, ty)?, &members))
}

fn patch(
    before: &Value,
    request: &Value,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<Value, Error> {
    let (before, current) = stored(before, ty);
    let request = PatchRequest::parse(request, ty, dialect, fired)?;
    let (request, operations) = members::separate(request, ty, dialect, fired)?;
    let after = request.apply(&before, ty, dialect, fired)?;
    // A caller need not load the members unless this asks for them.
    // A caller need not load the members unless this asks for them.
    let seen: &[members::Member] = if members::needs_current(&operations) { &current } else { &[] };
    // Whoever is named exists here; who is not a member yet is a user.
    let kind =
        |id: &str| current.iter().find(|member| member.value == id).and_then(|member| member.kind.clone());
    let known: Vec<members::Member> = members::needs_known(&operations)
        .into_iter()
        .map(|id| members::Member { kind: kind(&id).or_else(|| Some("User".into())), value: id })
        .collect();
    let delta = members::delta(&operations, seen, &known)?;
    let mut ids: Vec<String> = if delta.cleared { Vec::new() } else { ids(&current) };
    ids.retain(|id| !delta.remove.contains(id));
    for id in delta.add {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let members: Vec<members::Member> =
        ids.into_iter().map(|id| members::Member { kind: kind(&id), value: id }).collect();
    Ok(shown(after, &members))
}

fn project(before: &Value, request: &Value, ty: &ResourceType) -> Result<Value, Error> {
    let projection =
        Projection::parse(request["attributes"].as_str(), request["excludedAttributes"].as_str(), ty)?;
    let mut resource = before.as_object().cloned().unwrap_or_default();
    projection.apply(&mut resource, ty);
    Ok(Value::Object(resource))
}

fn filter(
    before: &Value,
    request: &Value,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<Value, Error> {
    let filter = dialect.filter(request.as_str().unwrap_or_default(), ty, fired)?.bind(ty)?;
    Ok(Value::Bool(filter.matches(before.as_object().unwrap_or(&Map::new()))))
}

/// Takes the steps of a Bulk request as a server does that makes each resource under the id `id-<bulkId>`, and
/// shows the calls.
fn bulk(request: &Value) -> Result<Value, Error> {
    use scim::bulk::{BulkRequest, Method, Step, Target, references};
    let request = BulkRequest::parse(request, &[user(), ResourceType::group()])?;
    let mut ids: HashMap<String, String> = HashMap::new();
    let mut calls = Vec::new();
    for step in request.plan() {
        let (Step::Run { operation: index, .. } | Step::Link { operation: index, .. }) = step;
        let operation = &request.operations[index];
        let call = match &operation.call {
            Ok(call) => call,
            Err(error) => {
                calls.push(json!({ "operation": index, "status": error.status }));
                continue;
            }
        };
        let (method, data, target) = match &step {
            Step::Run { data, .. } => (call.method, data.as_ref().unwrap_or(&call.data), call.target.clone()),
            Step::Link { data, .. } => (Method::Patch, data, operation.bulk_id.clone().map(Target::BulkId)),
        };
        let data = references::resolve(data, &ids);
        let id = match target {
            None => Ok(None),
            Some(Target::Id(id)) => Ok(Some(id)),
            Some(Target::BulkId(id)) => {
                ids.get(&id).cloned().map(Some).ok_or_else(|| references::unresolved(&id))
            }
        };
        let mut shown = json!({ "operation": index });
        match (data, id) {
            (Ok(data), Ok(id)) => {
                shown["method"] = json!(method.as_str());
                shown["resourceType"] = json!(call.resource_type);
                if let Some(id) = id {
                    shown["id"] = json!(id);
                }
                if !data.is_null() {
                    shown["data"] = data;
                }
                if let (Method::Post, Some(bulk_id)) = (method, &operation.bulk_id) {
                    ids.insert(bulk_id.clone(), format!("id-{bulk_id}"));
                }
            }
            (Err(error), _) | (_, Err(error)) => shown["status"] = json!(error.status),
        }
        calls.push(shown);
    }
    Ok(Value::Array(calls))
}

/// A stored resource and, apart from it, its members.
fn stored(before: &Value, ty: &ResourceType) -> (Resource, Vec<members::Member>) {
    let mut before = before.clone();
    let members = take_members(&mut before, ty, &Dialect::STRICT, &mut Fired::default());
    let members = members.expect("members of a fixture").unwrap_or_default();
    (Resource::from_stored(before.as_object().cloned().unwrap_or_default()), members)
}

fn take_members(
    body: &mut Value,
    ty: &ResourceType,
    dialect: &Dialect,
    fired: &mut Fired,
) -> Result<Option<Vec<members::Member>>, Error> {
    if ty.name == "Group" { members::take(body, dialect, fired) } else { Ok(None) }
}

fn shown(resource: Resource, members: &[members::Member]) -> Value {
    let mut attributes = resource.into_attributes();
    if !members.is_empty() {
        let list = members.iter().map(|member| match &member.kind {
            Some(kind) => json!({ "value": member.value, "type": kind }),
            None => json!({ "value": member.value }),
        });
        attributes.insert("members".into(), list.collect());
    }
    Value::Object(attributes)
}

fn ids(members: &[members::Member]) -> Vec<String> {
    members.iter().map(|member| member.value.clone()).collect()
}
