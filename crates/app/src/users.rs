//! What a provider does with users.

use crate::guard::Guard;
use crate::{Caller, Error, IfMatch, Work};
use directory::life::Act;
use directory::policy::knob::{ExistingUser, ExternalId, UserName};
use directory::user::{Decision, Source, Terms};
use directory::{Actor, OrgId, Policy, Refusal, Row, User, UserId};
use scim::dialect::{Fired, Switch, Tolerance};
use scim::patch::PatchRequest;
use scim::{Resource, fold};
use serde_json::Value;
use store::{Document, Room, Roster};

/// A user with the groups that it is a member of.
#[derive(Clone, Debug, PartialEq)]
pub struct UserView<Said = Resource> {
    /// The user.
    pub user: User<Said>,
    /// Its groups.
    pub groups: Roster,
}

/// Whether a POST may take somebody back, or take a local user over, where the connection says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// It may.
    Allowed,
    /// It makes somebody new or fails: what it made may have to be undone, and nobody may be removed who was there before.
    Never,
}

/// Makes a user; or takes an inactive one of that name back, or a local one over, where the connection says so and this may
/// be done.
pub fn create(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    back: Return,
    fired: &mut Fired,
) -> Result<UserView, Error> {
    // An attribute may have been deleted since the request was read.
    let narrowed = resource.narrowed(&caller.types.user);
    let resource = narrowed.as_ref().unwrap_or(resource);
    if back == Return::Allowed
        && let Some(view) = meet(work, caller, resource, fired)?
    {
        return Ok(view);
    }
    let actor = caller.actor();
    let terms = terms(work, caller.org(), &caller.connection.policy, &actor)?;
    let decision = User::create(&terms, caller.source(), resource.clone(), &mut work.ids)?;
    check_address(work, caller, &decision.user)?;
    let user = save(work, caller, decision, fired)?;
    Ok(UserView { user, groups: Roster::default() })
}

/// Reads a user; one of the organization's own as well, where the caller may adopt them.
pub fn get(work: &mut Work, caller: &Caller, id: UserId) -> Result<UserView<Document>, Error> {
    let user = work.tx.org(caller.org()).user(id)?;
    let user = reached(caller, user)?;
    view(work, caller, user)
}

/// Replaces a user's attributes by those of `body`, a PUT request made legal by the dialect.
pub fn replace(
    work: &mut Work,
    caller: &Caller,
    id: UserId,
    expected: &IfMatch,
    body: &Value,
    fired: &mut Fired,
) -> Result<UserView, Error> {
    let user = locked(work, caller, id, expected)?;
    let (user, stored) = known(caller, user);
    let resource = user.resource.replace(body, &caller.types.user)?;
    let guard = Guard::of_update(work, caller, &user, &resource)?;
    let (policy, actor) = (guard.policy(caller), caller.actor());
    let terms = terms(work, caller.org(), &policy, &actor)?;
    let decision = user.replace(&terms, caller.source(), resource, &mut work.ids)?;
    let decision = yielding(work, caller, &user, &terms, decision)?;
    let decision = guard.note(work, &user, decision, &terms)?;
    finish(work, caller, on(stored, decision), fired)
}

/// Changes a user as a PATCH request says.
pub fn patch(
    work: &mut Work,
    caller: &Caller,
    id: UserId,
    expected: &IfMatch,
    request: &PatchRequest,
    fired: &mut Fired,
) -> Result<UserView, Error> {
    let user = locked(work, caller, id, expected)?;
    let (user, stored) = known(caller, user);
    let resource = request.apply(&user.resource, &caller.types.user, &caller.dialect(), fired)?;
    let guard = Guard::of_update(work, caller, &user, &resource)?;
    let (policy, actor) = (guard.policy(caller), caller.actor());
    let terms = terms(work, caller.org(), &policy, &actor)?;
    let decision = user.update(&terms, caller.source(), resource, &mut work.ids)?;
    let decision = yielding(work, caller, &user, &terms, decision)?;
    let decision = guard.note(work, &user, decision, &terms)?;
    finish(work, caller, on(stored, decision), fired)
}

/// The decision; or, where it keeps somebody out and gives them a userName that another one has, that they are kept out and
/// no more: nobody stays in for the name's sake.
fn yielding(
    work: &mut Work,
    caller: &Caller,
    before: &User,
    terms: &Terms<'_>,
    decision: Decision,
) -> Result<Decision, Error> {
    let name = decision.user.user_name();
    let renames = fold(name) != fold(before.user_name());
    if !before.status.is_on() || decision.user.active() || !renames {
        return Ok(decision);
    }
    let holder = work.tx.org(caller.org()).user_id_named(name)?;
    if holder.is_none_or(|holder| holder == before.id) {
        return Ok(decision);
    }
    let wanted = &decision.user.resource;
    let mut alone = before.only_kept_out(terms, caller.source(), wanted, &mut work.ids)?;
    alone.dropped.extend(decision.dropped);
    Ok(alone)
}

/// Removes a user, or what the policy or the guard does instead. One who was not adopted is not the caller's to remove.
pub fn delete(work: &mut Work, caller: &Caller, id: UserId, expected: &IfMatch) -> Result<(), Error> {
    let user = locked(work, caller, id, expected)?;
    if user.source != caller.source() {
        return Err(Refusal::NotAdopted.into());
    }
    let guard = Guard::of_deletion(work, caller, &user)?;
    let (policy, actor) = (guard.policy(caller), caller.actor());
    let terms = terms(work, caller.org(), &policy, &actor)?;
    let decision = user.act(Act::Delete, &terms, &mut work.ids)?;
    let decision = guard.note(work, &user, decision, &terms)?;
    store(work, &decision)
}

/// Makes a local user the caller's, and says nothing else of them.
pub(crate) fn take_over(
    work: &mut Work,
    caller: &Caller,
    id: UserId,
    fired: &mut Fired,
) -> Result<(), Error> {
    let user = locked(work, caller, id, &IfMatch::Any)?;
    let actor = caller.actor();
    let terms = terms(work, caller.org(), &caller.connection.policy, &actor)?;
    let decision = user.update(&terms, caller.source(), user.resource.clone(), &mut work.ids)?;
    save(work, caller, decision, fired).map(drop)
}

/// Takes back that a user was made, whatever the policy says of those who are deleted.
pub fn undo(work: &mut Work, caller: &Caller, id: UserId) -> Result<(), Error> {
    let user = locked(work, caller, id, &IfMatch::Any)?;
    let actor = caller.actor();
    let terms = terms(work, caller.org(), &caller.connection.policy, &actor)?;
    let decision = user.act(Act::Remove, &terms, &mut work.ids)?;
    store(work, &decision)
}

/// By what decisions on users are taken in this work.
pub(crate) fn terms<'a>(
    work: &Work,
    org: OrgId,
    policy: &'a Policy,
    actor: &'a Actor,
) -> Result<Terms<'a>, Error> {
    Ok(Terms { org, policy, seats: work.tx.seats(org)?, actor, now: work.now })
}

/// Writes down what was decided on a user.
pub(crate) fn store(work: &mut Work, decision: &Decision) -> Result<(), Error> {
    decision.change.as_ref().map_or(Ok(()), |change| work.save(change))
}

/// What becomes of a POST that meets somebody who is there already; nothing where it makes somebody new, or will fail for
/// the name's sake.
fn meet(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    fired: &mut Fired,
) -> Result<Option<UserView>, Error> {
    let takes_back = caller.dialect().has(Switch::PostReactivates);
    let policy = &caller.connection.policy;
    let meets = work.tx.has_local_users(caller.org())?;
    if !takes_back && !meets {
        return Ok(None);
    }
    let user_name = resource.get("userName").and_then(Value::as_str).unwrap_or_default();
    let Some(user) = work.tx.org(caller.org()).user_named_for_update(user_name)? else { return Ok(None) };
    let actor = caller.actor();
    let terms = terms(work, caller.org(), &caller.connection.policy, &actor)?;
    let decision = match user.source {
        Source::Local if policy.existing_user != ExistingUser::Adopt => {
            return Err(Refusal::UserIsLocal(policy.existing_user).into());
        }
        Source::Local => {
            let guard = Guard::of_update(work, caller, &user, resource)?;
            let decision = user.adopt(&terms, caller.source(), resource.clone(), &mut work.ids)?;
            Some(guard.note(work, &user, decision, &terms)?)
        }
        source if takes_back && source == caller.source() => {
            let guard = Guard::of_return(work, caller, &user)?;
            let policy = guard.policy(caller);
            let terms = Terms { policy: &policy, ..terms };
            let again = user.reactivate(&terms, resource.clone(), &mut work.ids)?;
            if again.is_some() {
                let name = Value::from(user_name);
                fired.note(Tolerance::PostReactivates, "userName", || format!("{{\"userName\":{name}}}"));
            }
            again
        }
        _ => None,
    };
    decision.map(|decision| finish(work, caller, decision, fired)).transpose()
}

/// Whether the caller may make the organization's own people its own.
pub(crate) fn may_adopt(caller: &Caller) -> bool {
    caller.connection.policy.existing_user != ExistingUser::Refuse
}

/// The user, if it is the caller's to see: its own, or one that it may adopt.
fn reached<Said>(caller: &Caller, user: Option<User<Said>>) -> Result<User<Said>, Error> {
    let is_reached = |source| source == caller.source() || (source == Source::Local && may_adopt(caller));
    user.filter(|user| is_reached(user.source)).ok_or(Error::NotFound)
}

/// The same, held against other writers until the transaction ends, so that the version is still the expected one then.
fn locked(work: &mut Work, caller: &Caller, id: UserId, expected: &IfMatch) -> Result<User, Error> {
    let user = work.tx.org(caller.org()).user_for_update(id)?;
    let user = reached(caller, user)?;
    expected.check(user.version)?;
    Ok(user)
}

/// The user as far as the caller's types know it, and what is stored of it where that is more: a policy may have become
/// narrower, and values of a deleted attribute are removed by and by.
fn known(caller: &Caller, user: User) -> (User, Option<Resource>) {
    match user.resource.narrowed(&caller.types.user) {
        Some(known) => (User { resource: known, ..user.clone() }, Some(user.resource)),
        None => (user, None),
    }
}

/// A decision on what was known of a user, for a store that has more: it goes by what it has.
fn on(stored: Option<Resource>, mut decision: Decision) -> Decision {
    let rows = decision.change.iter_mut().flat_map(|change| &mut change.rows);
    if let Some(stored) = stored {
        for row in rows {
            if let Row::UserUpdated { before, .. } = row {
                before.resource = stored.clone();
            }
        }
    }
    decision
}

fn finish(
    work: &mut Work,
    caller: &Caller,
    decision: Decision,
    fired: &mut Fired,
) -> Result<UserView, Error> {
    let user = save(work, caller, decision, fired)?;
    view(work, caller, user)
}

/// Writes down what was decided, and counts what the policy did not let happen.
fn save(work: &mut Work, caller: &Caller, decision: Decision, fired: &mut Fired) -> Result<User, Error> {
    check_external_id(work, caller.org(), &caller.connection.policy, &decision.user)?;
    store(work, &decision)?;
    for (name, sent) in &decision.dropped {
        fired.note(Tolerance::Policy, name, || Value::from_iter([(name.clone(), sent.clone())]).to_string());
    }
    Ok(decision.user)
}

/// Where people are known by their address, nobody is made whose address somebody has.
fn check_address(work: &mut Work, caller: &Caller, user: &User) -> Result<(), Error> {
    if caller.connection.policy.user_name != UserName::EqualsEmail {
        return Ok(());
    }
    let Some(address) = user.address() else { return Ok(()) };
    // The same userName is told of in its own words.
    let is_taken = work.tx.org(caller.org()).has_email(caller.source(), address, user.id)?;
    let is_same = || Ok::<_, Error>(work.tx.org(caller.org()).user_id_named(user.user_name())?.is_some());
    if is_taken && !is_same()? {
        return Err(Refusal::EmailTaken.into());
    }
    Ok(())
}

/// Where an externalId is one person's, nobody is in who has somebody else's.
pub(crate) fn check_external_id(
    work: &mut Work,
    org: OrgId,
    policy: &Policy,
    user: &User,
) -> Result<(), Error> {
    // Nothing stands in the way of keeping somebody out; the question comes back when they do.
    if policy.external_id != ExternalId::Unique || !user.status.is_on() {
        return Ok(());
    }
    let Some(external_id) = user.resource.get("externalId").and_then(Value::as_str) else { return Ok(()) };
    if work.tx.org(org).has_external_id(user.source, external_id, user.id)? {
        return Err(Refusal::ExternalIdTaken.into());
    }
    Ok(())
}

fn view<Said>(work: &mut Work, caller: &Caller, user: User<Said>) -> Result<UserView<Said>, Error> {
    let org = work.tx.org(caller.org());
    let groups = org.groups_of(&[user.id], Some(caller.source()), Room::BOUNDLESS)?.pop().unwrap_or_default();
    Ok(UserView { user, groups })
}
