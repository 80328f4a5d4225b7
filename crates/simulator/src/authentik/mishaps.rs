//! What befalls a link table and a sync, and what authentik makes of it.

use super::{Authentik, calls};
use crate::behaviour::{Behaviour as _, Job};
use crate::check;
use crate::options::Error;
use std::collections::BTreeSet;

impl Authentik {
    /// authentik forgets who a user is on the server, and finds the user again. Then somebody else deletes the user
    /// there, and authentik makes the user anew at the next change.
    pub(super) fn lose_a_link(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        let person = job.directory.leaver();
        self.create_user(job, person)?;
        let Some(id) = job.users[person].take() else { return Ok(()) };
        self.create_user(job, person)?;
        if job.users[person].as_ref() != Some(&id) {
            job.wire.fail(format!("the user {id}, who is there already"));
        }
        job.wire.look(&calls::delete("/Users", &id), &[204])?;
        job.directory.people[person].family_name.push_str("-Rossi");
        self.update(job, person)?;
        if job.users[person].as_ref() == Some(&id) {
            job.wire.object("another id than that of the user who was deleted (RFC 7643 §3.1)");
        }
        self.delete_user(job, person)
    }

    /// A sync ended after it had made a group and before it sent anybody. The next one reads the group, and fills it
    /// only if the answer has `members`, which then are an empty list; so it is once more after everybody has left.
    pub(super) fn fill_an_empty_group(&mut self, job: &mut Job<'_>) -> Result<(), Error> {
        let team = job.directory.project();
        let everybody: BTreeSet<usize> = (0..job.directory.users().min(3)).collect();
        job.directory.teams[team].members.clear();
        self.provision_team(job, team)?;
        for _ in 0..2 {
            job.directory.teams[team].members.clone_from(&everybody);
            self.provision_team(job, team)?;
            check::group(job, team)?;
            job.directory.teams[team].members.clear();
            self.provision_team(job, team)?;
            check::group(job, team)?;
        }
        self.delete_team(job, team)
    }
}
