//! Whole lives: people are assigned, change, leave, come back, are in a group, and leave for good.

use super::{Okta, calls};
use crate::behaviour::{Behaviour as _, Job};
use crate::check;
use crate::dice::Dice;
use crate::options::Error;
use crate::script;

/// Okta sends no DELETE for users, so that a life ends with `active` as false; the next run takes the same people back.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let mut okta = Okta::new(job.seed);
    let mut dice = Dice::new(job.seed.rotate_left(32));
    let before = job.directory.people.clone();
    script::connect(job, &mut okta)?;
    each(job, "assign", |job, person| assign(job, &mut okta, person))?;
    each(job, "update", |job, person| {
        job.directory.promote(person, &mut dice);
        okta.update(job, person)?;
        check::user(job, &okta, person).map(drop)
    })?;
    each(job, "rename", |job, person| rename(job, &mut okta, person))?;
    each(job, "unassign", |job, person| unassign(job, &mut okta, person))?;
    each(job, "assign again", |job, person| assign(job, &mut okta, person))?;
    belong_to_a_group(job, &mut okta)?;
    // A run that finds these people must find them by the names that it begins with.
    each(job, "rename back", |job, person| {
        job.directory.people[person] = before[person].clone();
        okta.update(job, person)
    })?;
    each(job, "unassign for good", |job, person| unassign(job, &mut okta, person))
}

fn each(
    job: &mut Job<'_>,
    step: &'static str,
    mut deed: impl FnMut(&mut Job<'_>, usize) -> Result<(), Error>,
) -> Result<(), Error> {
    let users = job.directory.users();
    job.wire.step(step, users);
    for person in 0..users {
        deed(job, person)?;
        job.wire.done();
    }
    Ok(())
}

/// Whoever is assigned is looked for by name, and sent as new only where nobody has it: some servers remove people who
/// are deactivated.
fn assign(job: &mut Job<'_>, okta: &mut Okta, person: usize) -> Result<(), Error> {
    job.directory.people[person].active = true;
    job.users[person] = None;
    okta.provision(job, person)?;
    check::user(job, okta, person).map(drop)
}

/// Deactivated people may be there still or be gone; they must not be active.
fn unassign(job: &mut Job<'_>, okta: &mut Okta, person: usize) -> Result<(), Error> {
    let Some(id) = job.users[person].clone() else { return Ok(()) };
    job.directory.people[person].active = false;
    okta.set_active(job, person)?;
    let Some(answer) = job.wire.look(&calls::get_user(&id), &[200, 404])? else { return Ok(()) };
    if answer.status == 200 && answer.body["active"] != false {
        job.wire.object("active as false, or nobody at all");
    }
    Ok(())
}

/// Where the server does not follow, which the check reports, the administrator takes the change back at Okta. Otherwise
/// nobody would ever find this person again.
fn rename(job: &mut Job<'_>, okta: &mut Okta, person: usize) -> Result<(), Error> {
    let Some(id) = job.users[person].clone() else { return Ok(()) };
    let before = job.directory.marry(person);
    okta.update(job, person)?;
    check::user(job, okta, person)?;
    let found = job.wire.look(&calls::get_user(&id), &[200])?;
    let name = &job.directory.people[person].user_name;
    let follows = found
        .is_some_and(|user| user.body["userName"].as_str().is_some_and(|n| n.eq_ignore_ascii_case(name)));
    if !follows {
        job.directory.people[person] = before;
    }
    Ok(())
}

/// A group is pushed with them, one is taken out, and the group is unlinked and deleted.
fn belong_to_a_group(job: &mut Job<'_>, okta: &mut Okta) -> Result<(), Error> {
    let team = job.directory.project();
    let members = job.directory.teams[team].members.clone();
    job.wire.step("push in a group", 1);
    okta.provision_team(job, team)?;
    check::group(job, team)?;
    job.wire.done();
    job.wire.step("take out of the group", 1);
    if let Some(first) = job.directory.teams[team].members.pop_first() {
        okta.change_members(job, team, &[], &[first])?;
        check::group(job, team)?;
    }
    job.wire.done();
    job.directory.teams[team].members = members;
    job.wire.step("delete the group", 1);
    if let Some(id) = job.groups[team].clone() {
        okta.delete_team(job, team)?;
        check::gone(job, "Groups", &id)?;
    }
    job.wire.done();
    Ok(())
}
