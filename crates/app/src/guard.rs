//! The guard against providers that take many people out at once by accident, where they take somebody out.

use crate::notices::queue_held_changes;
use crate::{Caller, Error, Work};
use directory::guard::{Departure, Watch, Wish, trip};
use directory::policy::knob::{Deactivate, DeleteUser};
use directory::user::{Decision, Terms};
use directory::{OrgId, Policy, User, UserId};
use scim::Resource;
use serde_json::Value;
use std::borrow::Cow;

/// What a provider wanted of somebody, if an administrator has to decide about it.
pub(crate) fn held(work: &mut Work, org: OrgId, user: UserId) -> Result<Option<Departure>, Error> {
    Ok(work.tx.org(org).departure(user)?.filter(|departure| departure.held))
}

/// What is known of somebody whom a provider took out a moment ago, or about whom an administrator has to decide.
pub(crate) fn noted(work: &mut Work, org: OrgId, user: UserId) -> Result<Option<Departure>, Error> {
    let since = Watch::since(work.now);
    Ok(work.tx.org(org).departure(user)?.filter(|noted| noted.held || noted.at > since))
}

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
        match (user.status.is_on(), wanted.get("active") == Some(&Value::Bool(true))) {
            (true, false) => Self::of_deactivation(work, caller, user),
            (false, true) => Self::of_return(work, caller, user),
            _ => Ok(Self(None)),
        }
    }

    /// Where it lets somebody in again: whoever is held was kept out under a policy that does not remove, and comes back
    /// under it.
    pub(crate) fn of_return(work: &mut Work, caller: &Caller, user: &User) -> Result<Self, Error> {
        let held = held(work, caller.org(), user.id)?;
        held.map_or(Ok(Self(None)), |_| Self::watch(work, caller, user, Wish::KeepOut))
    }

    /// Where it keeps somebody out, which under some policies removes them.
    pub(crate) fn of_deactivation(work: &mut Work, caller: &Caller, user: &User) -> Result<Self, Error> {
        // Whoever was not the provider's is not its to remove.
        let removes =
            caller.connection.policy.deactivate == Deactivate::Remove && user.source == caller.source();
        Self::of_departure(work, caller, user, if removes { Wish::Remove } else { Wish::KeepOut })
    }

    /// Where it deletes somebody, who under some policies is only kept out.
    pub(crate) fn of_deletion(work: &mut Work, caller: &Caller, user: &User) -> Result<Self, Error> {
        let removes = caller.connection.policy.delete_user == DeleteUser::Remove;
        Self::of_departure(work, caller, user, if removes { Wish::Remove } else { Wish::KeepOut })
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
        if departure.held && watch.is_news() {
            let trip = trip(watch, terms, &mut work.ids);
            work.save(&trip)?;
            queue_held_changes(work, terms.org)?;
        }
        Ok(departure.noted(watch, decision, terms, &mut work.ids))
    }

    fn of_departure(work: &mut Work, caller: &Caller, user: &User, wish: Wish) -> Result<Self, Error> {
        // Whoever is protected is neither removed nor kept out.
        if user.protected || !Watch::counts(user, work.now) {
            return Ok(Self(None));
        }
        Self::watch(work, caller, user, wish)
    }

    fn watch(work: &mut Work, caller: &Caller, user: &User, wish: Wish) -> Result<Self, Error> {
        let org = work.tx.org(caller.org());
        Ok(Self(Some((org.watch(caller.connection.id, user.id, work.now)?, wish))))
    }
}
