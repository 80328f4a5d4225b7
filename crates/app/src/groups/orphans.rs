//! Who is in no other group when a group goes, where the policy keeps them out then.

use crate::guard::Guard;
use crate::users::{store, terms};
use crate::{Caller, Error, Work};
use directory::life::Act;
use directory::{GroupId, UserId};

/// Members that are held at a time: a group may have a million.
const PART_USERS: u64 = 500;

/// Keeps the caller's users out who are in this group and in no other one. Whoever is protected, or out already, stays as
/// they are.
pub(super) fn keep_out(work: &mut Work, caller: &Caller, group: GroupId) -> Result<(), Error> {
    let actor = caller.actor();
    let mut after: Option<UserId> = None;
    loop {
        let orphans = work.tx.org(caller.org()).orphans_of(group, caller.source(), after, PART_USERS)?;
        let Some(last) = orphans.last() else { return Ok(()) };
        after = Some(last.id);
        for user in orphans {
            let guard = Guard::of_deactivation(work, caller, &user)?;
            let policy = guard.policy(caller);
            let terms = terms(work, caller.org(), &policy, &actor)?;
            let decision = user.act(Act::Deactivate, &terms, &mut work.ids)?;
            let decision = guard.note(work, &user, decision, &terms)?;
            store(work, &decision)?;
        }
    }
}
