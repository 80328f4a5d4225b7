//! One large group of an app from the App Integration Wizard: every change of it is a PUT of all its members.

use super::Okta;
use super::aiw::Aiw;
use super::calls;
use crate::behaviour::{Behaviour as _, Job};
use crate::call::Call;
use crate::check;
use crate::options::Error;
use crate::script;
use crate::second::Second;
use crate::wire::id_of;
use std::collections::HashMap;

/// How many clients create the users.
const CREATORS: usize = 4;

/// What came of creating someone.
struct Made {
    person: usize,
    status: u16,
    id: Option<String>,
}

pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let mut aiw = Aiw::new(job.seed, job.directory.people.len());
    script::connect(job, &mut aiw)?;
    create_users(job)?;
    let team = job.directory.project();
    job.directory.teams[team].members = (0..job.directory.users()).collect();
    let name = job.directory.teams[team].name.clone();
    live(job, &mut aiw, team)?;
    job.directory.teams[team].name = name;
    Ok(())
}

/// Every step ends with the simulator's own look at all members.
fn live(job: &mut Job<'_>, aiw: &mut Aiw, team: usize) -> Result<(), Error> {
    job.wire.step("push a large group", 1);
    aiw.provision_team(job, team)?;
    let pushed = check::group(job, team)?;
    let Some(id) = job.groups[team].clone() else { return Ok(()) };

    job.wire.step("push it again, unchanged", 1);
    aiw.push_whole_team(job, team)?;
    let again = check::group(job, team)?;
    check::compare_stamps(job, pushed.as_ref(), again.as_ref());

    job.wire.step("someone leaves it and comes back", 2);
    if let Some(leaver) = job.directory.teams[team].members.pop_last() {
        aiw.push_whole_team(job, team)?;
        check::group(job, team)?;
        job.wire.done();
        job.directory.teams[team].members.insert(leaver);
        aiw.push_whole_team(job, team)?;
        check::group(job, team)?;
        job.wire.done();
    }

    job.wire.step("rename it", 1);
    job.directory.teams[team].name.push_str(" (new)");
    aiw.rename_team(job, team)?;
    check::group(job, team)?;

    job.wire.step("unlink and delete it", 1);
    aiw.delete_team(job, team)?;
    check::gone(job, "Groups", &id)
}

/// Users of that number come before the push is of interest, so several clients create whoever lacks.
fn create_users(job: &mut Job<'_>) -> Result<(), Error> {
    let users = job.directory.users();
    job.wire.step("let everyone be there", users);
    let known = known_users(&mut job.wire.second())?;
    let mut okta = Okta::new(job.seed);
    let mut missing: Vec<(usize, Call)> = Vec::new();
    for (person, profile) in job.directory.people.iter().take(users).enumerate() {
        job.users[person] = known.get(&profile.user_name).cloned();
        if job.users[person].is_none() {
            missing.push((person, calls::create_user(profile, &okta.password())));
        }
    }
    let share = missing.len().div_ceil(CREATORS).max(1);
    let made: Result<Vec<Vec<Made>>, Error> = std::thread::scope(|scope| {
        let creators: Vec<_> = missing
            .chunks(share)
            .map(|some| (some, job.wire.second()))
            .map(|(some, mut client)| scope.spawn(move || create(&mut client, some)))
            .collect();
        creators.into_iter().map(|creator| creator.join().expect("no creator panics")).collect()
    });
    for Made { person, status, id } in made?.into_iter().flatten() {
        if id.is_none() {
            job.wire.object(format!("201 for each new user, not {status}"));
        }
        job.users[person] = id;
    }
    Ok(())
}

fn create(client: &mut Second, some: &[(usize, Call)]) -> Result<Vec<Made>, Error> {
    let mut made = Vec::new();
    for (person, call) in some {
        let (status, body) = client.send(call)?;
        made.push(Made { person: *person, status, id: id_of(&body).filter(|_| status == 201) });
    }
    Ok(made)
}

/// The ids of all users on the server by their user names, as an import finds them.
fn known_users(client: &mut Second) -> Result<HashMap<String, String>, Error> {
    let mut known = HashMap::new();
    let mut start = 1;
    loop {
        let (_, list) = client.send(&calls::page("/Users", start))?;
        let users = list["Resources"].as_array().map_or(&[][..], Vec::as_slice);
        let named = |user: &serde_json::Value| Some((user["userName"].as_str()?.to_owned(), id_of(user)?));
        known.extend(users.iter().filter_map(named));
        start += users.len();
        if users.is_empty() || list["totalResults"].as_u64().is_none_or(|total| start as u64 > total) {
            return Ok(known);
        }
    }
}
