//! What a provider does with users.

use crate::{Caller, Error, IfMatch, Work};
use directory::{User, UserId};
use scim::Resource;
use scim::dialect::{Fired, Switch, Tolerance};
use scim::patch::PatchRequest;
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

/// Whether a POST may take somebody back, where the dialect says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Return {
    /// It may.
    Allowed,
    /// It makes somebody new or fails: what it made may have to be undone, and nobody may be removed who was there before.
    Never,
}

/// Makes a user, or takes an inactive one of that name back, where the dialect says so and this may be done.
pub fn create(
    work: &mut Work,
    caller: &Caller,
    resource: &Resource,
    back: Return,
    fired: &mut Fired,
) -> Result<UserView, Error> {
    if back == Return::Allowed
        && caller.dialect().has(Switch::PostReactivates)
        && let Some(view) = reactivate(work, caller, resource)?
    {
        let name = Value::from(view.user.user_name());
        fired.note(Tolerance::PostReactivates, "userName", || format!("{{\"userName\":{name}}}"));
        return Ok(view);
    }
    let (user, change) = User::create(
        caller.org(),
        caller.source(),
        resource.clone(),
        &caller.actor(),
        &mut work.ids,
        work.now,
    )?;
    work.tx.save(&change)?;
    Ok(UserView { user, groups: Roster::default() })
}

/// Reads a user.
pub fn get(work: &mut Work, caller: &Caller, id: UserId) -> Result<UserView<Document>, Error> {
    let user = work.tx.org(caller.org()).user(id)?;
    let user = owned(caller, user)?;
    view(work, caller, user)
}

/// Replaces a user's attributes by those of `body`, a PUT request made legal by the dialect.
pub fn replace(
    work: &mut Work,
    caller: &Caller,
    id: UserId,
    expected: &IfMatch,
    body: &Value,
) -> Result<UserView, Error> {
    let user = locked(work, caller, id, expected)?;
    let resource = user.resource.replace(body, &caller.types.user)?;
    let replaced = user.replace(caller.org(), resource, &caller.actor(), &mut work.ids, work.now)?;
    save(work, caller, user, replaced)
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
    let resource = request.apply(&user.resource, &caller.types.user, &caller.dialect(), fired)?;
    let patched = user.update(caller.org(), resource, &caller.actor(), &mut work.ids, work.now)?;
    save(work, caller, user, patched)
}

/// Removes a user.
pub fn delete(work: &mut Work, caller: &Caller, id: UserId, expected: &IfMatch) -> Result<(), Error> {
    let user = locked(work, caller, id, expected)?;
    let change = user.delete(caller.org(), &caller.actor(), &mut work.ids, work.now);
    Ok(work.tx.save(&change)?)
}

fn reactivate(work: &mut Work, caller: &Caller, resource: &Resource) -> Result<Option<UserView>, Error> {
    let user_name = resource.get("userName").and_then(Value::as_str).unwrap_or_default();
    let of_org = work.tx.org(caller.org());
    let Some(user) = of_org.inactive_user_for_update(caller.source(), user_name)? else { return Ok(None) };
    let again = user.reactivate(caller.org(), resource.clone(), &caller.actor(), &mut work.ids, work.now)?;
    if again.is_none() { Ok(None) } else { save(work, caller, user, again).map(Some) }
}

/// The user, if it is the caller's to see and to change.
fn owned<Said>(caller: &Caller, user: Option<User<Said>>) -> Result<User<Said>, Error> {
    user.filter(|user| user.source == caller.source()).ok_or(Error::NotFound)
}

/// The same, held against other writers until the transaction ends, so that the version is still the expected one then.
fn locked(work: &mut Work, caller: &Caller, id: UserId, expected: &IfMatch) -> Result<User, Error> {
    let user = work.tx.org(caller.org()).user_for_update(id)?;
    let user = owned(caller, user)?;
    expected.check(user.version)?;
    Ok(user)
}

fn save(
    work: &mut Work,
    caller: &Caller,
    before: User,
    after: Option<(User, directory::Change)>,
) -> Result<UserView, Error> {
    let user = match after {
        Some((user, change)) => {
            work.tx.save(&change)?;
            user
        }
        None => before,
    };
    view(work, caller, user)
}

fn view<Said>(work: &mut Work, caller: &Caller, user: User<Said>) -> Result<UserView<Said>, Error> {
    let groups = work.tx.org(caller.org()).groups_of(&[user.id], Room::BOUNDLESS)?.pop().unwrap_or_default();
    Ok(UserView { user, groups })
}
