//! Okta's own test of SCIM 2.0 servers, with its steps and what it asserts in each of them.
//!
//! Its pauses between the steps are left out.

use super::{Okta, calls};
use crate::attribute::{ERROR_URN, USER_URN};
use crate::behaviour::{Behaviour as _, Job};
use crate::call::Call;
use crate::options::Error;
use crate::wire::{Answer, id_of};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

/// How long a list of groups may take.
const GROUPS_TIME_MAX: Duration = Duration::from_millis(600);
/// The id that the last step asks for.
const UNKNOWN_ID: &str = "00919288221112222";

/// The test is a runner's, and not the provisioning client's: it says little about itself.
pub(super) fn headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    with_authorization(host, &format!("Bearer {token}"), length)
}

/// What the administrator typed goes out as it is.
fn junk_headers(host: &str, token: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    with_authorization(host, token, length)
}

fn with_authorization(host: &str, value: &str, length: Option<usize>) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Authorization", value.to_owned())];
    if let Some(length) = length {
        headers.push(("Content-Type", "application/json".to_owned()));
        headers.push(("Content-Length", length.to_string()));
    }
    headers.push(("Host", host.to_owned()));
    headers
}

pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    prepare(job)?;
    if let Some(id) = first_user(job)? {
        known_user(job, "2. read that user", &id)?;
    }
    nobody(job, "3. filter by an invalid user name", "abcdefgh")?;
    unknown_user(job, "4. read an invalid user", "abcdefgh")?;
    let stranger = format!("nobody-{}@{}", job.seed, job.directory.domain());
    nobody(job, "5. filter by a random e-mail", &stranger)?;
    if let Some(id) = new_user(job)? {
        known_user(job, "7. read the new user", &id)?;
        same_user_again(job)?;
        upper_case(job)?;
        groups(job)?;
        junk_authorization(job)?;
        unknown_user(job, "12. read an unknown user", UNKNOWN_ID)?;
        job.wire.step("clear up", 1);
        job.wire.look(&Call::delete(calls::user(&id)), &[204])?;
        job.wire.done();
    }
    Ok(())
}

/// The precondition is an active user with names and e-mail; and a run that was cut short may have left its new user.
fn prepare(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("prepare", 2);
    if job.directory.users() > 0 {
        Okta::new(job.seed).provision(job, 0)?;
    }
    job.wire.done();
    let left = calls::match_user(&newcomer(job).0);
    if let Some(answer) = job.wire.look(&left, &[200])? {
        for id in answer.list().into_iter().flat_map(|(_, users)| users).filter_map(id_of) {
            job.wire.look(&Call::delete(calls::user(&id)), &[204])?;
        }
    }
    job.wire.done();
    Ok(())
}

fn first_user(job: &mut Job<'_>) -> Result<Option<String>, Error> {
    job.wire.step("1. list the first user", 1);
    let call = Call::get("/Users?count=1&startIndex=1".to_owned());
    let Some(answer) = job.wire.ask(&call, &[200])? else { return Ok(None) };
    for counter in ["itemsPerPage", "startIndex", "totalResults"] {
        if !answer.body[counter].is_number() {
            job.wire.fail(format!("{counter} as a number"));
        }
    }
    let first = answer.list().and_then(|(_, users)| users.first());
    let Some(first) = first else {
        job.wire.fail("a ListResponse whose Resources are not empty");
        return Ok(None);
    };
    whole_user(job, first);
    job.wire.done();
    Ok(id_of(first))
}

/// What must be there and not empty.
fn whole_user(job: &mut Job<'_>, user: &Value) {
    for path in ["/id", "/name/familyName", "/name/givenName", "/userName", "/emails/0/value"] {
        if user.pointer(path).and_then(Value::as_str).is_none_or(str::is_empty) {
            job.wire.fail(format!("a user with {}", path.trim_start_matches('/').replace('/', ".")));
        }
    }
    if user["active"].is_null() {
        job.wire.fail("a user with active");
    }
}

fn known_user(job: &mut Job<'_>, step: &'static str, id: &str) -> Result<(), Error> {
    job.wire.step(step, 1);
    if let Some(answer) = job.wire.ask(&calls::get_user(id), &[200])? {
        whole_user(job, &answer.body);
        if answer.body["id"] != id {
            job.wire.fail("the id that was asked for");
        }
    }
    job.wire.done();
    Ok(())
}

fn nobody(job: &mut Job<'_>, step: &'static str, user_name: &str) -> Result<(), Error> {
    job.wire.step(step, 1);
    if let Some(answer) = job.wire.ask(&calls::match_user(user_name), &[200])?
        && answer.list().is_none_or(|(total, _)| total != 0)
    {
        job.wire.fail("a ListResponse with totalResults 0");
    }
    job.wire.done();
    Ok(())
}

fn unknown_user(job: &mut Job<'_>, step: &'static str, id: &str) -> Result<(), Error> {
    job.wire.step(step, 1);
    if let Some(answer) = job.wire.ask(&calls::get_user(id), &[404])? {
        readable_error(job, &answer, (id == UNKNOWN_ID).then_some("404"));
    }
    job.wire.done();
    Ok(())
}

/// `detail` and `schemas`, and in two of the steps `status` as text.
fn readable_error(job: &mut Job<'_>, answer: &Answer, status: Option<&str>) {
    let listed =
        answer.body["schemas"].as_array().is_some_and(|urns| urns.iter().any(|urn| urn == ERROR_URN));
    let detailed = answer.body["detail"].as_str().is_some_and(|detail| !detail.is_empty());
    if !listed || !detailed || status.is_some_and(|status| answer.body["status"] != status) {
        job.wire.fail("a SCIM error with a detail, and with the status as text");
    }
}

/// The user name of the new user, and the body that creates it.
fn newcomer(job: &Job<'_>) -> (String, Value) {
    let person = &job.directory.people[job.directory.leaver()];
    let body = json!({
        "schemas": [USER_URN],
        "userName": person.user_name,
        "name": { "givenName": person.given_name, "familyName": person.family_name },
        "emails": [{ "primary": true, "value": person.user_name, "type": "work" }],
        "displayName": person.display_name(),
        "active": true,
    });
    (person.user_name.clone(), body)
}

fn new_user(job: &mut Job<'_>) -> Result<Option<String>, Error> {
    job.wire.step("6. create a user", 1);
    let (user_name, body) = newcomer(job);
    let Some(answer) = job.wire.ask(&Call::post("/Users", body), &[201])? else { return Ok(None) };
    let user = &answer.body;
    whole_user(job, user);
    if user["active"] != true || user["userName"] != user_name.as_str() {
        job.wire.fail("the user as it was sent, with active as true");
    }
    if user["schemas"].as_array().is_none_or(|urns| urns.iter().all(|urn| urn != USER_URN)) {
        job.wire.fail(format!("{USER_URN} among the schemas"));
    }
    job.wire.done();
    Ok(answer.id())
}

fn same_user_again(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("8. create the same user again", 1);
    let (_, body) = newcomer(job);
    job.wire.ask(&Call::post("/Users", body), &[409])?;
    job.wire.done();
    Ok(())
}

fn upper_case(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("9. filter by the user name in upper case", 1);
    job.wire.ask(&calls::match_user(&newcomer(job).0.to_ascii_uppercase()), &[200])?;
    job.wire.done();
    Ok(())
}

fn groups(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("10. list the groups", 1);
    let asked = Instant::now();
    if let Some(answer) = job.wire.ask(&Call::get("/Groups".to_owned()), &[200])? {
        let took = asked.elapsed();
        if took >= GROUPS_TIME_MAX {
            job.wire.fail(format!("an answer in less than {GROUPS_TIME_MAX:?}, not after {took:?}"));
        }
        if !answer.body["Resources"].is_array() {
            job.wire.fail("Resources as an array");
        }
    }
    job.wire.done();
    Ok(())
}

fn junk_authorization(job: &mut Job<'_>) -> Result<(), Error> {
    job.wire.step("11. send a junk Authorization", 1);
    let headers = std::mem::replace(&mut job.wire.headers, junk_headers);
    let token = std::mem::replace(&mut job.wire.token, "junk-authorization-value".to_owned());
    let answer = job.wire.ask(&Call::get("/Users?count=1&startIndex=1".to_owned()), &[401]);
    job.wire.headers = headers;
    job.wire.token = token;
    if let Some(answer) = answer? {
        readable_error(job, &answer, Some("401"));
    }
    job.wire.done();
    Ok(())
}
