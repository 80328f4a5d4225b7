//! The validator's tests of users.

use super::{Made, Search, Test, Validator, holds, other_case};
use crate::attribute::{ENTERPRISE_URN, Path, USER_URN};
use crate::options::Error;
use serde_json::{Map, Value, json};

pub(super) const TESTS: &[Test] = &[
    ("create a user", create),
    ("create the same user twice", create_twice),
    ("filter for a user", filter),
    ("filter for a user who is not there", filter_missing),
    ("filter for a user in other letters", filter_other_case),
    ("replace attributes of a user", replace),
    ("replace each attribute of a user by itself", replace_verbose),
    ("add each attribute to a bare user by itself", add_verbose),
    ("update a user name", update_user_name),
    ("disable a user", disable),
    ("add a manager", add_manager),
    ("replace a manager", replace_manager),
    ("remove a manager", remove_manager),
    ("delete a user", delete),
    ("preview: change different attributes at once", change_different),
    ("preview: change one attribute again and again", change_in_order),
    ("preview: delete a user who is not there", delete_missing),
    ("preview: delete a user twice", delete_twice),
];

const WORDS: [&str; 6] = ["displayName", "title", "userType", "nickName", "locale", "profileUrl"];
const NAMES: [&str; 6] =
    ["formatted", "familyName", "givenName", "middleName", "honorificPrefix", "honorificSuffix"];
const ADDRESS: [&str; 6] = ["formatted", "streetAddress", "locality", "region", "postalCode", "country"];
const ENTERPRISE: [&str; 5] = ["employeeNumber", "department", "costCenter", "organization", "division"];

fn create(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, wanted) = whole_user(validator);
    let Some(made) = validator.make("/Users", &body)? else { return Ok(()) };
    let name = text(&body["userName"]);
    let hits = validator.find(&Search::user(&name), 1)?;
    if let [hit] = hits.as_slice() {
        validator.compare(&wanted, hit);
        if !holds(&hits, &made) {
            validator.job.wire.fail("the user who was made");
        }
    }
    Ok(())
}

fn create_twice(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    match validator.make("/Users", &body)? {
        Some(_) => validator.refuse("/Users", &body),
        None => Ok(()),
    }
}

fn filter(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, _) = bare_user(validator)?;
    validator.find(&Search::user(&name), 1).map(drop)
}

fn filter_missing(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let name = validator.user_name();
    validator.find(&Search::user(&name), 0).map(drop)
}

fn filter_other_case(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, _) = bare_user(validator)?;
    validator.find(&Search::user(&other_case(&name)), 1).map(drop)
}

/// One operation without a path; its keys are dotted or begin with the URN.
fn replace(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    let Some(made) = validator.make("/Users", &body)? else { return Ok(()) };
    let simple = |path: &Path| !matches!(path, Path::Typed(..) | Path::Primary(..));
    let leaves: Vec<(Path, Value)> = leaves(validator).into_iter().filter(|(path, _)| simple(path)).collect();
    let map: Map<String, Value> =
        leaves.iter().map(|(path, value)| (path.to_string(), value.clone())).collect();
    let Some(answer) = validator.patched(&made, &[json!({ "op": "replace", "value": map })])? else {
        return Ok(());
    };
    validator.compare(&leaves, &answer.body);
    Ok(())
}

fn replace_verbose(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    match validator.make("/Users", &body)? {
        Some(made) => write_leaves(validator, &made, "replace"),
        None => Ok(()),
    }
}

/// Every path with a filter has to make its element, and those with one filter share it.
fn add_verbose(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    match bare_user(validator)? {
        (_, Some(made)) => write_leaves(validator, &made, "add"),
        (_, None) => Ok(()),
    }
}

fn update_user_name(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (old, Some(made)) = bare_user(validator)? else { return Ok(()) };
    let new = validator.user_name();
    validator.patch(&made, &[json!({ "op": "replace", "value": { "userName": new } })])?;
    validator.find(&Search::user(&old), 0)?;
    validator.find(&Search::user(&new), 1).map(drop)
}

fn disable(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    let Some(made) = validator.make("/Users", &body)? else { return Ok(()) };
    validator.patch(&made, &[json!({ "op": "replace", "path": "active", "value": false })])?;
    for hit in validator.find(&Search::user(&text(&body["userName"])), 1)? {
        validator.compare(&[(Path::Plain("active"), false.into())], &hit);
    }
    Ok(())
}

fn add_manager(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = bare_user(validator)? else { return Ok(()) };
    let (_, Some(manager)) = bare_user(validator)? else { return Ok(()) };
    manage(validator, &made, "add", &json!({ "value": manager.id }), Some(&manager))
}

fn replace_manager(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = bare_user(validator)? else { return Ok(()) };
    let (_, Some(first)) = bare_user(validator)? else { return Ok(()) };
    let (_, Some(second)) = bare_user(validator)? else { return Ok(()) };
    manage(validator, &made, "add", &json!({ "value": first.id }), Some(&first))?;
    manage(validator, &made, "replace", &json!({ "value": second.id }), Some(&second))
}

/// An empty text and an empty value both mean that there is no manager any more.
fn remove_manager(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = bare_user(validator)? else { return Ok(()) };
    let (_, Some(manager)) = bare_user(validator)? else { return Ok(()) };
    for nobody in [json!(""), json!({ "value": "" })] {
        manage(validator, &made, "add", &json!({ "value": manager.id }), Some(&manager))?;
        manage(validator, &made, "replace", &nobody, None)?;
    }
    Ok(())
}

fn manage(
    validator: &mut Validator<'_, '_>,
    made: &Made,
    op: &str,
    value: &Value,
    manager: Option<&Made>,
) -> Result<(), Error> {
    let path = Path::Enterprise("manager");
    let operation = json!({ "op": op, "path": path.to_string(), "value": value });
    let Some(answer) = validator.patched(made, &[operation])? else { return Ok(()) };
    let found = path.read(&answer.body).map(|found| found["value"].clone());
    if found != manager.map(|manager| manager.id.as_str().into()) {
        let wanted = manager.map_or("nobody", |manager| &manager.id);
        validator.job.wire.fail(format!("the manager to be {wanted}"));
    }
    Ok(())
}

fn delete(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = bare_user(validator)? else { return Ok(()) };
    validator.delete(&made.target, 204)?;
    validator.job.wire.ask(&crate::call::Call::get(made.target), &[404])?;
    Ok(())
}

fn change_different(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    let Some(made) = validator.make("/Users", &body)? else { return Ok(()) };
    let (nickname, display) = (validator.word(), validator.word());
    let operations = [
        json!({ "op": "remove", "path": "title" }),
        json!({ "op": "add", "path": "nickName", "value": nickname }),
        json!({ "op": "replace", "path": "displayName", "value": display }),
    ];
    let Some(answer) = validator.patched(&made, &operations)? else { return Ok(()) };
    let wanted = [(Path::Plain("nickName"), nickname.into()), (Path::Plain("displayName"), display.into())];
    validator.compare(&wanted, &answer.body);
    if Path::Plain("title").read(&answer.body).is_some() {
        validator.job.wire.fail("no title any more");
    }
    Ok(())
}

fn change_in_order(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (body, _) = whole_user(validator);
    let Some(made) = validator.make("/Users", &body)? else { return Ok(()) };
    let (first, last) = (validator.word(), validator.word());
    let operations = [
        json!({ "op": "remove", "path": "displayName" }),
        json!({ "op": "add", "path": "displayName", "value": first }),
        json!({ "op": "replace", "path": "displayName", "value": last }),
    ];
    let Some(answer) = validator.patched(&made, &operations)? else { return Ok(()) };
    validator.compare(&[(Path::Plain("displayName"), last.into())], &answer.body);
    Ok(())
}

fn delete_missing(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let nobody = validator.dice.guid();
    validator.delete(&format!("/Users/{nobody}"), 404)
}

fn delete_twice(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = bare_user(validator)? else { return Ok(()) };
    validator.delete(&made.target, 204)?;
    validator.delete(&made.target, 404)
}

/// A user with a name and nothing else.
fn bare_user(validator: &mut Validator<'_, '_>) -> Result<(String, Option<Made>), Error> {
    let name = validator.user_name();
    let made = validator.make("/Users", &json!({ "schemas": [USER_URN], "userName": name }))?;
    Ok((name, made))
}

/// A user as the validator posts them, and what must come back.
fn whole_user(validator: &mut Validator<'_, '_>) -> (Value, Vec<(Path, Value)>) {
    let mut body = json!({
        "schemas": [USER_URN, ENTERPRISE_URN],
        "userName": validator.user_name(),
        "active": true,
    });
    let leaves = leaves(validator);
    for (path, value) in &leaves {
        path.write(&mut body, value.clone());
    }
    for (list, kind) in [("emails", "work"), ("addresses", "work"), ("phoneNumbers", "work")] {
        Path::Typed(list, kind, "primary").write(&mut body, true.into());
    }
    body["roles"][0]["primary"] = "True".into();
    body[ENTERPRISE_URN]["manager"] = json!({ "value": validator.word() });
    (body, leaves)
}

/// Every attribute that the verbose tests write, with a value of its own.
fn leaves(validator: &mut Validator<'_, '_>) -> Vec<(Path, Value)> {
    let mail = validator.user_name();
    let phone = format!("34-394-{}", 1000 + validator.dice.below(9000));
    let mut paths: Vec<Path> = WORDS.map(Path::Plain).to_vec();
    paths.extend(NAMES.map(|sub| Path::Sub("name", sub)));
    paths.extend(ADDRESS.map(|sub| Path::Typed("addresses", "work", sub)));
    paths.extend(["display", "value", "type"].map(|sub| Path::Primary("roles", sub)));
    paths.extend(ENTERPRISE.map(Path::Enterprise));
    let mut leaves: Vec<(Path, Value)> =
        paths.into_iter().map(|path| (path, validator.word().into())).collect();
    leaves.extend([
        (Path::Plain("preferredLanguage"), "de-LI".into()),
        (Path::Plain("timezone"), "Pacific/Efate".into()),
        (Path::Typed("emails", "work", "value"), mail.into()),
        (Path::Typed("emails", "work", "primary"), true.into()),
        (Path::Typed("phoneNumbers", "work", "value"), format!("{phone}1").into()),
        (Path::Typed("phoneNumbers", "work", "primary"), true.into()),
        (Path::Typed("phoneNumbers", "mobile", "value"), format!("{phone}2").into()),
        (Path::Typed("phoneNumbers", "fax", "value"), format!("{phone}3").into()),
        (Path::Typed("addresses", "work", "primary"), true.into()),
    ]);
    leaves
}

fn write_leaves(validator: &mut Validator<'_, '_>, made: &Made, op: &str) -> Result<(), Error> {
    let leaves = leaves(validator);
    let operations: Vec<Value> = leaves
        .iter()
        .map(|(path, value)| json!({ "op": op, "path": path.to_string(), "value": value }))
        .collect();
    let Some(answer) = validator.patched(made, &operations)? else { return Ok(()) };
    validator.compare(&leaves, &answer.body);
    Ok(())
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
