//! The guard against providers that take many people out at once by accident, where they take somebody out.

use crate::notices::queue_held_changes;
use crate::{Caller, Error, Work};
use directory::guard::{Watch, Wish, trip};
use directory::policy::knob::{Deactivate, DeleteUser};
use directory::user::{Decision, Terms};
use directory::{Policy, User};
use scim::Resource;
use serde_json::Value;
use std::borrow::Cow;

/// What the guard knows where a provider may be about to take somebody out; nothing where it is not.
pub(crate) struct Guard(Option<(Watch, Wish)>);

impl Guard {
    /// Where a provider wants somebody to be as that resource says.
    pub(crate) fn of_update(
        work: &mut Work,
        caller: &Caller,
        user: &User,
        wanted: &Resource,
    ) -> Result<Self, Error> {
        if !user.status.is_on() || wanted.get("active") == Some(&Value::Bool(true)) {
            return Ok(Self(None));
        }
        Self::of_deactivation(work, caller, user)
    }

    /// Where it keeps somebody out, which under some policies removes them.
    pub(crate) fn of_deactivation(work: &mut Work, caller: &Caller, user: &User) -> Result<Self, Error> {
        // Whoever was not the provider's is not its to remove.
        let removes =
            caller.connection.policy.deactivate == Deactivate::Remove && user.source == caller.source();
        Self::watch(work, caller, user, if removes { Wish::Remove } else { Wish::KeepOut })
    }

    /// Where it deletes somebody, who under some policies is only kept out.
    pub(crate) fn of_deletion(work: &mut Work, caller: &Caller, user: &User) -> Result<Self, Error> {
        let removes = caller.connection.policy.delete_user == DeleteUser::Remove;
        Self::watch(work, caller, user, if removes { Wish::Remove } else { Wish::KeepOut })
    }

    /// The policy by which the decision is taken: nobody is removed who is held.
    pub(crate) fn policy<'a>(&self, caller: &'a Caller) -> Cow<'a, Policy> {
        let policy = &caller.connection.policy;
        self.0.as_ref().map_or(Cow::Borrowed(policy), |(watch, _)| Cow::Owned(watch.policy(policy)))
    }

    /// The decision with the note that somebody was taken out, if they were. Where they are the first of many, the others
    /// are held as well, and administrators are told.
    pub(crate) fn note(
        &self,
        work: &mut Work,
        user: &User,
        decision: Decision,
        terms: &Terms<'_>,
    ) -> Result<Decision, Error> {
        let Some((watch, wish)) = &self.0 else { return Ok(decision) };
        let Some(departure) = watch.departure(user, &decision, *wish) else { return Ok(decision) };
        if departure.held && watch.is_mass() && !watch.goes_on {
            let trip = trip(watch, terms, &mut work.ids);
            work.save(&trip)?;
            queue_held_changes(work, terms.org)?;
        }
        Ok(departure.noted(decision, terms, &mut work.ids))
    }

    fn watch(work: &mut Work, caller: &Caller, user: &User, wish: Wish) -> Result<Self, Error> {
        if !Watch::counts(user, work.now) {
            return Ok(Self(None));
        }
        let org = work.tx.org(caller.org());
        Ok(Self(Some((org.watch(caller.connection.id, user.id, work.now)?, wish))))
    }
}
