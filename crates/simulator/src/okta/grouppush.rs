//! Group push of a catalogue app, with everything that an administrator can do to a pushed group.

use super::{Okta, PATCHED, calls};
use crate::behaviour::{Behaviour as _, Job};
use crate::check;
use crate::options::Error;
use crate::script;

pub(super) fn play(job: &mut Job<'_>) -> Result<(), Error> {
    let mut okta = Okta::new(job.seed);
    script::connect(job, &mut okta)?;
    script::push_users(job, &mut okta)?;
    link_group(job, &mut okta)?;
    script::push_groups(job, &mut okta)?;
    push_now(job, &mut okta)?;
    let project = job.directory.project();
    let members = job.directory.teams[project].members.clone();
    let name = job.directory.teams[project].name.clone();
    live(job, &mut okta, project)?;
    // The next cycle, and the next run, begin with the same group.
    job.directory.teams[project].members = members;
    job.directory.teams[project].name = name;
    Ok(())
}

/// Somebody has made a group of that name on the server before Okta ever pushed it.
fn link_group(job: &mut Job<'_>, okta: &mut Okta) -> Result<(), Error> {
    if job.directory.groups() == 0 || job.groups[0].is_some() {
        return Ok(());
    }
    job.wire.step("push a group that is there already", 1);
    job.wire.look(&calls::create_group(&job.directory.teams[0].name), &[201, 409])?;
    okta.provision_team(job, 0)?;
    check::group(job, 0)?;
    job.wire.done();
    Ok(())
}

/// "Push now" replaces the members by the same ones.
fn push_now(job: &mut Job<'_>, okta: &mut Okta) -> Result<(), Error> {
    let groups = job.directory.groups();
    job.wire.step("push now, unchanged", groups);
    for team in 0..groups {
        let before = check::group(job, team)?;
        okta.push_whole_team(job, team)?;
        let after = check::group(job, team)?;
        check::compare_stamps(job, before.as_ref(), after.as_ref());
        job.wire.done();
    }
    Ok(())
}

/// The life of one group, from the first push to "Unlink pushed group" with "delete the group in the target app".
fn live(job: &mut Job<'_>, okta: &mut Okta, team: usize) -> Result<(), Error> {
    job.wire.step("push a group by name", 1);
    okta.provision_team(job, team)?;
    check::group(job, team)?;
    let Some(id) = job.groups[team].clone() else { return Ok(()) };

    job.wire.step("push memberships at once, and the name", 2);
    let people: Vec<usize> = job.directory.teams[team].members.iter().copied().collect();
    if let [first, .., last] = people[..] {
        job.directory.teams[team].members.remove(&first);
        okta.change_members(job, team, &[], &[first])?;
        check::group(job, team)?;
        job.wire.done();
        job.directory.teams[team].name.push_str(" (new)");
        job.directory.teams[team].members.insert(first);
        job.directory.teams[team].members.remove(&last);
        okta.change_members(job, team, &[first], &[last])?;
        check::group(job, team)?;
        job.wire.done();
    }

    job.wire.step("push now, emptied and filled", 2);
    let people = std::mem::take(&mut job.directory.teams[team].members);
    okta.push_whole_team(job, team)?;
    check::group(job, team)?;
    job.wire.done();
    job.directory.teams[team].members = people.clone();
    let members = job.members(people);
    job.wire.ask(&calls::replace_members_without_path(&id, &members), PATCHED)?;
    check::group(job, team)?;
    job.wire.done();

    job.wire.step("unlink and delete", 1);
    okta.delete_team(job, team)?;
    check::gone(job, "Groups", &id)?;
    job.wire.done();
    Ok(())
}
