//! The validator's tests of groups.

use super::{Made, Search, Test, Validator, holds, other_case};
use crate::attribute::{GROUP_URN, Path, USER_URN};
use crate::call::{Call, literal};
use crate::options::Error;
use serde_json::{Value, json};

pub(super) const TESTS: &[Test] = &[
    ("create a group", create),
    ("create the same group twice", create_twice),
    ("get a group without its members", get_without_members),
    ("filter for a group", filter),
    ("filter for a group that is not there", filter_missing),
    ("filter for a group in other letters", filter_other_case),
    ("replace attributes of a group", replace),
    ("update the name of a group", rename),
    ("add a member", add_member),
    ("remove a member", remove_member),
    ("delete a group", delete),
    ("preview: delete a group that is not there", delete_missing),
    ("preview: delete a group twice", delete_twice),
    ("preview: add and remove one member at once", add_and_remove),
];

fn create(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, Some(made)) = group(validator, &[])? else { return Ok(()) };
    let hits = validator.find(&Search::group(&name), 1)?;
    if !hits.is_empty() && !holds(&hits, &made) {
        validator.job.wire.fail("the group that was made");
    }
    Ok(())
}

fn create_twice(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, Some(_)) = group(validator, &[])? else { return Ok(()) };
    validator.refuse("/Groups", &body(&name, "another", &[]))
}

fn get_without_members(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let Some(user) = user(validator)? else { return Ok(()) };
    let (_, Some(made)) = group(validator, &[&user])? else { return Ok(()) };
    let call = Call::get(format!("{}?excludedAttributes=members", made.target));
    let Some(answer) = validator.job.wire.ask(&call, &[200])? else { return Ok(()) };
    if answer.body.get("members").is_some() {
        validator.job.wire.fail("no members");
    }
    Ok(())
}

fn filter(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, Some(_)) = group(validator, &[])? else { return Ok(()) };
    validator.find(&Search::group(&name), 1)?;
    validator.find(&Search::group(&name).without_members(), 1).map(drop)
}

fn filter_missing(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let name = validator.word();
    validator.find(&Search::group(&name), 0)?;
    validator.find(&Search::group(&name).without_members(), 0).map(drop)
}

fn filter_other_case(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (name, Some(_)) = group(validator, &[])? else { return Ok(()) };
    let name = other_case(&name);
    validator.find(&Search::group(&name), 1)?;
    validator.find(&Search::group(&name).without_members(), 1).map(drop)
}

fn replace(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    let id = validator.dice.guid();
    set(validator, &made, "externalId", &id)
}

fn rename(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    let name = validator.word();
    set(validator, &made, "displayName", &name)
}

/// By a `replace`, which means what it says: the member is then the only one.
fn add_member(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let Some(user) = user(validator)? else { return Ok(()) };
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    validator.patch(&made, &[replace_members(&[&user])])?;
    expect_members(validator, &made, &[&user])
}

fn remove_member(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let Some(stays) = user(validator)? else { return Ok(()) };
    let Some(leaves) = user(validator)? else { return Ok(()) };
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    validator.patch(&made, &[replace_members(&[&stays, &leaves])])?;
    validator.patch(&made, &[remove_one(&leaves)])?;
    expect_members(validator, &made, &[&stays])
}

fn delete(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    validator.delete(&made.target, 204)?;
    validator.job.wire.ask(&Call::get(made.target), &[404])?;
    Ok(())
}

fn delete_missing(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let nothing = validator.dice.guid();
    validator.delete(&format!("/Groups/{nothing}"), 404)
}

fn delete_twice(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    validator.delete(&made.target, 204)?;
    validator.delete(&made.target, 404)
}

fn add_and_remove(validator: &mut Validator<'_, '_>) -> Result<(), Error> {
    let Some(user) = user(validator)? else { return Ok(()) };
    let (_, Some(made)) = group(validator, &[])? else { return Ok(()) };
    let add = json!({ "op": "add", "path": "members", "value": [{ "value": user.id }] });
    validator.patch(&made, &[add, remove_one(&user)])?;
    expect_members(validator, &made, &[])
}

fn body(name: &str, external_id: &str, members: &[&Made]) -> Value {
    let members: Vec<Value> = members.iter().map(|member| json!({ "value": member.id })).collect();
    json!({ "schemas": [GROUP_URN], "externalId": external_id, "displayName": name, "members": members })
}

fn group(validator: &mut Validator<'_, '_>, members: &[&Made]) -> Result<(String, Option<Made>), Error> {
    let (name, external_id) = (validator.word(), validator.dice.guid());
    let made = validator.make("/Groups", &body(&name, &external_id, members))?;
    Ok((name, made))
}

fn user(validator: &mut Validator<'_, '_>) -> Result<Option<Made>, Error> {
    let name = validator.user_name();
    validator.make("/Users", &json!({ "schemas": [USER_URN], "userName": name }))
}

/// Replaces one attribute without a path and reads it again.
fn set(validator: &mut Validator<'_, '_>, made: &Made, name: &'static str, value: &str) -> Result<(), Error> {
    let operation = json!({ "op": "replace", "value": { name: value } });
    let Some(answer) = validator.patched(made, &[operation])? else { return Ok(()) };
    validator.compare(&[(Path::Plain(name), value.into())], &answer.body);
    Ok(())
}

fn replace_members(members: &[&Made]) -> Value {
    let values: Vec<Value> = members.iter().map(|member| json!({ "value": member.id })).collect();
    json!({ "op": "replace", "path": "members", "value": values })
}

fn remove_one(member: &Made) -> Value {
    json!({ "op": "remove", "path": format!("members[value eq {}]", literal(&member.id)) })
}

fn expect_members(validator: &mut Validator<'_, '_>, made: &Made, wanted: &[&Made]) -> Result<(), Error> {
    let Some(answer) = validator.read(made)? else { return Ok(()) };
    let found = answer.body["members"].as_array().map(Vec::as_slice).unwrap_or_default();
    let is_there = |member: &&Made| found.iter().any(|other| other["value"] == member.id.as_str());
    if found.len() != wanted.len() || !wanted.iter().all(is_there) {
        let ids: Vec<&str> = wanted.iter().map(|member| member.id.as_str()).collect();
        validator.job.wire.fail(format!("the members {ids:?}"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::users;
    use super::TESTS;

    #[test]
    fn there_are_twenty_five_mandatory_tests_and_seven_of_the_preview() {
        let names: Vec<&str> = users::TESTS.iter().chain(TESTS).map(|(name, _)| *name).collect();
        let preview = names.iter().filter(|name| name.starts_with("preview: ")).count();
        assert_eq!((names.len() - preview, preview), (25, 7));
    }
}
