//! Someone leaves and comes back: found by the filter, or sent as if new.

use super::{Okta, calls, returned_user};
use crate::behaviour::{Behaviour as _, Job};
use crate::check;
use crate::options::Error;
use crate::script;

/// Memberships are not sent again, whichever way somebody comes back.
pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let mut okta = Okta::new(job.seed);
    script::connect(job, &mut okta)?;
    script::push_users(job, &mut okta)?;
    script::push_groups(job, &mut okta)?;
    for person in 0..job.directory.users().min(3) {
        job.wire.step("deactivate, and find again", 1);
        deactivate(job, &mut okta, person)?;
        job.directory.people[person].active = true;
        okta.set_active(job, person)?;
        look(job, &okta, person)?;
        job.wire.done();

        job.wire.step("deactivate, and send as new", 1);
        deactivate(job, &mut okta, person)?;
        job.directory.people[person].active = true;
        send_as_new(job, &mut okta, person)?;
        look(job, &okta, person)?;
        job.wire.done();
    }
    Ok(())
}

fn deactivate(job: &mut Job<'_>, okta: &mut Okta, person: usize) -> Result<(), Error> {
    job.directory.people[person].active = false;
    okta.set_active(job, person)?;
    look(job, okta, person)
}

/// Some logs show a POST with the `externalId` of before, and no search ahead of it.
fn send_as_new(job: &mut Job<'_>, okta: &mut Okta, person: usize) -> Result<(), Error> {
    let call = calls::create_user(&job.directory.people[person], &okta.password());
    let Some(answer) = job.wire.ask(&call, &[201])? else { return Ok(()) };
    let Some(id) = returned_user(job, &answer) else { return Ok(()) };
    if job.users[person].as_ref() != Some(&id) {
        job.wire.object("the id of before, since this is the same person");
    }
    job.users[person] = Some(id);
    Ok(())
}

/// The simulator's own look at the person and at all groups that the person is in.
fn look(job: &mut Job<'_>, okta: &Okta, person: usize) -> Result<(), Error> {
    check::user(job, okta, person)?;
    let teams: Vec<usize> = (0..job.directory.groups())
        .filter(|team| job.directory.teams[*team].members.contains(&person))
        .collect();
    for team in teams {
        check::group(job, team)?;
    }
    Ok(())
}
