//! How most scripts begin: with what the provider has pushed before anything is of interest.

use crate::behaviour::{Behaviour, Job};
use crate::options::Error;

/// Nothing goes on after a connection test that fails.
pub(crate) fn connect(job: &mut Job<'_>, behaviour: &mut dyn Behaviour) -> Result<(), Error> {
    job.wire.step("test the connection", 1);
    let passed = behaviour.probe(job)?;
    job.wire.done();
    if passed { Ok(()) } else { Err(Error::Untested) }
}

pub(crate) fn push_users(job: &mut Job<'_>, behaviour: &mut dyn Behaviour) -> Result<(), Error> {
    let users = job.directory.users();
    job.wire.step("push the users", users);
    for person in 0..users {
        behaviour.provision(job, person)?;
        job.wire.done();
    }
    Ok(())
}

pub(crate) fn push_groups(job: &mut Job<'_>, behaviour: &mut dyn Behaviour) -> Result<(), Error> {
    let groups = job.directory.groups();
    job.wire.step("push the groups", groups);
    for team in 0..groups {
        behaviour.provision_team(job, team)?;
        job.wire.done();
    }
    Ok(())
}
